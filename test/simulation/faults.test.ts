// The fault list of design/payments.md is all there: every line has its faults, every fault its line, and a fault that a
// channel does not have is one that the channel cannot have.
import { describe, expect, test } from "vitest";
import { FAULT_LINES, HABITS, RATES, WIRE_FAULTS, WORLD_FAULTS, withoutLate } from "./faults.ts";
import { CHANNELS } from "./plan.ts";

const listed: readonly string[] = Object.values(FAULT_LINES).flat();

test("every fault of the simulation stands in exactly one line of the list", () => {
  expect([...listed].sort()).toEqual([...WIRE_FAULTS, ...HABITS, ...WORLD_FAULTS].sort());
});

describe("a channel is spared only", () => {
  const NEVER: Readonly<Record<string, readonly string[]>> = {
    pooul: ["fails_without_reason", "not_stored", "thinks_long", "token_expires"],
    leshua: ["fails_without_reason", "not_stored", "refund_abnormal", "thinks_long", "token_expires"],
    // Signs nothing.
    huishouyin:
      "fails_without_reason not_stored refund_abnormal thinks_long token_expires unsigned wrong_signature".split(" "),
    // Signs nothing, tells nothing unasked.
    payserver: ["notice_forged", "notice_sent", "token_expires", "unsigned", "wrong_signature"],
    // As that; and its answers name no order of ours, and it can be asked nothing.
    gathering:
      "fails_without_reason not_stored notice_forged notice_sent other_order pays_after_undo pays_hours_later refund_abnormal thinks_long undo_lies unsigned wrong_signature".split(
        " ",
      ),
  };

  test.each(CHANNELS)("what it cannot have: %s", (channel) => {
    const zero = Object.entries(RATES[channel]).flatMap(([name, rate]) => (rate === 0 ? [name] : []));
    expect(zero.sort()).toEqual([...(NEVER[channel] ?? [])].sort());
  });
});

test("late money is on wherever a channel can be asked, and off only in a world whose end nobody waits a day for", () => {
  for (const channel of CHANNELS) {
    const [late, early] = [RATES[channel], withoutLate(RATES[channel])];
    const ofPayers = ["pays_after_undo", "pays_hours_later", "undo_lies"] as const;
    if (channel !== "gathering") expect(Math.min(...ofPayers.map((name) => late[name]))).toBeGreaterThan(0);
    const all = [...ofPayers, "request_after_giving_up", "refund_comes_after"] as const;
    expect(all.map((name) => early[name])).toEqual(all.map(() => 0));
  }
});
