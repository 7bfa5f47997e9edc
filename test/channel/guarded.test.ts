// A channel whose own code breaks over an answer has not answered: it is logged, and the payment is asked about again.
import { expect, test } from "vitest";
import { guarded } from "../../main/channel/guarded.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { openFlowChannel } from "../support/flow-channel.ts";

const breaks = () => Promise.reject(new RangeError("broken"));

test("what a verb throws is told and becomes an unknown; several at once are each unknown", async () => {
  const told: unknown[] = [];
  const channel = openFlowChannel(new VirtualClock());
  const broken = {
    ...channel,
    query: breaks,
    refundQuery: () => {
      throw new TypeError("at once");
    },
    batch: { charge: breaks, refund: breaks },
    cancel: null,
  };
  const held = guarded(broken, (error) => void told.push(error));
  const unread = { kind: "unknown", cause: "unreadable" };
  // What is asked does not matter: nothing answers.
  const anything = Object.create(null);
  expect(await held.query?.(anything)).toMatchObject(unread);
  expect(await held.refundQuery?.(anything)).toMatchObject(unread);
  expect(await held.batch?.charge([anything, anything])).toMatchObject([unread, unread]);
  expect(told).toHaveLength(3);
  expect(held.cancel).toBe(null);
  expect(held.profile).toBe(channel.profile);
});

test("the store's own trouble is passed on: it is no answer either", async () => {
  const full = new Error("the disk is full");
  const held = guarded({ ...openFlowChannel(new VirtualClock()), query: () => Promise.reject(full) }, (error) => {
    throw error;
  });
  await expect(held.query?.(Object.create(null))).rejects.toBe(full);
});
