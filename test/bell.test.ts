// What the screens are told, and when: at the end of the turn, once for each thing that changed, the till last of all.
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { type TillEvent, openBell } from "../main/bell.ts";

/** An event is known by its payload here; what stands in it is the contract's business. */
const event = (name: string) => ({ name: "till.changed", payload: name }) as unknown as TillEvent;

function hung() {
  const [closing, logged, heard]: [AbortController, string[], unknown[]] = [new AbortController(), [], []];
  const bell = openBell({
    closing: closing.signal,
    log: { error: (name) => void logged.push(name) },
    drawTill: () => [event("till"), event("customer")],
  });
  return { bell, closing, logged, heard, listen: () => bell.listen(({ payload }) => void heard.push(payload)) };
}

test("many changes of one turn are drawn once, after it, each as it stands then, and the till follows", async () => {
  const { bell, heard, listen } = hung();
  listen();
  let status = "sending";
  bell.soon("9", () => event(status));
  bell.tillSoon();
  status = "paid";
  bell.soon("9", () => event(status));
  bell.soon("8", () => event("refund"));
  expect(heard).toEqual([]);
  await turn();
  expect(heard).toEqual(["paid", "refund", "till", "customer"]);
  await turn();
  expect(heard).toHaveLength(4);
});

test("what nobody hears is not drawn, and what closes says nothing more", async () => {
  const { bell, closing, heard, listen } = hung();
  let drawn = 0;
  bell.soon("9", () => event(String(++drawn)));
  await turn();
  const stop = listen();
  bell.soon("9", () => event(String(++drawn)));
  closing.abort();
  await turn();
  stop();
  expect([drawn, heard]).toEqual([0, []]);
});

test("a change that cannot be drawn is logged, stops no other, and is drawn with the next", async () => {
  const { bell, logged, heard, listen } = hung();
  listen();
  bell.soon("9", () => {
    throw new Error("disk");
  });
  bell.soon("8", () => event("refund"));
  await turn();
  expect([logged, heard]).toEqual([["bell.bug"], ["refund", "till", "customer"]]);
  bell.soon("9", () => event("paid"));
  await turn();
  expect(heard.slice(3)).toEqual(["paid", "till", "customer"]);
});
