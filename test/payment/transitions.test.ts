// The tables of payments.md, written out once more by hand: every status × every event, for attempts and refunds.
// A cell that is a dot cannot happen.
import { describe, expect, test } from "vitest";
import {
  ATTEMPT_EVENTS,
  REFUND_EVENTS,
  nextAttemptStatus,
  nextRefundStatus,
  replayAttempt,
  replayRefund,
} from "../../main/payment/transitions.ts";
import { OPEN_STATUSES, attemptStatus, isOpen, refundStatus, verdictOf } from "../../preload/contract/status.ts";

/** Reads a table as people write one: a header of columns, then a line a row. */
function cells(text: string): { row: string; column: string; cell: string }[] {
  const lines = text
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  const [header = [], ...rows] = lines;
  return rows.flatMap(([row = "", ...found]) => found.map((cell, i) => ({ row, column: header[i + 1] ?? "?", cell })));
}

const SHORT: Readonly<Record<string, string>> = {
  c: "created",
  s: "sending",
  a: "awaiting_payer",
  u: "unknown",
  x: "cancelling",
  R: "needs_review",
  P: "paid",
  D: "declined",
  X: "cancelled",
};

// What an answer says, by status. From payments.md, "States of an attempt"; `unpaid` and `review` as documented there:
// one "not paid" after an unclear answer changes nothing yet, and what only a person can decide goes to a person.
const ANSWERS = `
  status          paid  declined  awaiting  unknown  cancelled  unpaid  late_paid  late_mismatch
  created         .     .         .         .        .          .       .          .
  sending         P     D         a         u        X          .       .          .
  awaiting_payer  P     D         a         u        .          u       .          .
  unknown         P     D         a         u        .          u       .          .
  cancelling      P     .         x         x        X          x       .          .
  needs_review    P     D         R         R        X          R       .          .
  paid            .     .         .         .        .          .       .          .
  declined        .     .         .         .        .          .       P          D
  cancelled       .     .         .         .        .          .       P          X
`;

// What we, a person, time or a restart do, by status.
const DEEDS = `
  status          send  restart  stop  spent  cancel  review  resolved_paid  resolved_unpaid  cash  refund_differs  settle_exception
  created         s     X        X     .      .       .       .              .  P  .  .
  sending         .     u        .     .      .       R       .              .  .  .  .
  awaiting_payer  .     .        x     x      .       R       .              .  .  .  .
  unknown         .     .        x     x      .       R       .              .  .  .  .
  cancelling      .     .        .     R      x       R       .              .  .  .  .
  needs_review    .     .        .     .      R       R       P              X  .  .  R
  paid            .     .        .     .      .       .       .              .  .  P  P
  declined        .     .        .     .      .       .       .              .  .  .  D
  cancelled       .     .        .     .      .       .       .              .  .  .  X
`;

const REFUNDS = `
  status      send     restart  processing  unknown     refunded  refused   late_refunded  handed_back  resolved_refunded  resolved_refused  let_go
  requested   sending  refused  .           .           .         .         .  refunded  .  .  .
  sending     .        unknown  processing  unknown     refunded  refused         .  .  .  .  .
  processing  .        .        processing  processing  refunded  refused         .  .  refunded  refused  .
  unknown     sending  .        processing  unknown     refunded  refused         .  .  refunded  refused  .
  refunded    .        .        .           .           .         .         .  .  .  .  .
  refused     sending  .        .           .           .         .         refunded  .  .  .  refused
`;

describe("attempts", () => {
  const table = [...cells(ANSWERS), ...cells(DEEDS)];

  test("the table written here has a cell for every status and event", () => {
    const named = table.map(({ row, column }) => `${row} ${column}`).sort();
    const all = attemptStatus.options.flatMap((status) => ATTEMPT_EVENTS.map((event) => `${status} ${event}`)).sort();
    expect(named).toEqual(all);
  });

  for (const status of attemptStatus.options) {
    for (const event of ATTEMPT_EVENTS) {
      const cell = table.find(({ row, column }) => row === status && column === event)?.cell ?? "?";
      const expected = cell === "." ? null : SHORT[cell];
      test(`${status} × ${event} → ${expected ?? "cannot happen"}`, () => {
        expect(nextAttemptStatus(status, event)).toBe(expected);
      });
    }
  }

  test("nothing leads out of paid, and only late money leads out of declined and cancelled", () => {
    const ways = (status: "paid" | "declined" | "cancelled") =>
      ATTEMPT_EVENTS.filter((event) => (nextAttemptStatus(status, event) ?? status) !== status);
    expect([ways("paid"), ways("declined"), ways("cancelled")]).toEqual([[], ["late_paid"], ["late_paid"]]);
  });

  test("only created is ever sent", () => {
    expect(attemptStatus.options.filter((status) => nextAttemptStatus(status, "send") !== null)).toEqual(["created"]);
  });

  test("the verdict: paid releases, declined and cancelled may be retried, everything else waits", () => {
    expect(Object.fromEntries(attemptStatus.options.map((status) => [status, verdictOf(status, 0)]))).toEqual({
      created: "wait",
      sending: "wait",
      awaiting_payer: "wait",
      unknown: "wait",
      cancelling: "wait",
      needs_review: "wait",
      paid: "release",
      declined: "retry",
      cancelled: "retry",
    });
  });

  test("an attempt is open exactly while its verdict is to wait", () => {
    for (const status of attemptStatus.options) expect(isOpen(status)).toBe(verdictOf(status, 0) === "wait");
    expect(OPEN_STATUSES.filter((status) => !isOpen(status))).toEqual([]);
  });
});

describe("refunds", () => {
  const table = cells(REFUNDS);

  test("the table written here has a cell for every status and event", () => {
    const named = table.map(({ row, column }) => `${row} ${column}`).sort();
    const all = refundStatus.options.flatMap((status) => REFUND_EVENTS.map((event) => `${status} ${event}`)).sort();
    expect(named).toEqual(all);
  });

  for (const { row, column, cell } of table) {
    test(`refund ${row} × ${column} → ${cell === "." ? "cannot happen" : cell}`, () => {
      const status = refundStatus.parse(row);
      const event = REFUND_EVENTS.find((name) => name === column);
      expect(event && nextRefundStatus(status, event)).toBe(cell === "." ? null : cell);
    });
  }
});

describe("replaying a history", () => {
  const table: readonly (readonly [string, readonly string[], string | null])[] = [
    ["a payment at once", ["created", "send", "paid"], "paid"],
    ["a stop before sending", ["created", "stop"], "cancelled"],
    [
      "a lost answer that was called off",
      ["created", "send", "unknown", "spent", "unknown", "cancel", "unpaid", "cancelled"],
      "cancelled",
    ],
    ["late money", ["created", "send", "declined", "late_paid"], "paid"],
    ["only the first row", ["created"], "created"],
    ["no rows", [], null],
    ["a missing first row", ["send", "paid"], null],
    ["a step the table forbids", ["created", "paid"], null],
    ["a word that is no event", ["created", "send", "forced_paid"], null],
    ["anything after a forbidden step", ["created", "paid", "send"], null],
  ];
  for (const [name, events, status] of table)
    test(`${name} → ${status ?? "no status"}`, () => expect(replayAttempt(events)).toBe(status));

  test("a refund's history begins with requested", () => {
    expect(replayRefund(["requested", "send", "processing", "unknown", "refunded"])).toBe("refunded");
    expect(replayRefund(["created", "send"])).toBe(null);
    expect(replayRefund(["requested", "refunded"])).toBe(null);
  });
});
