// Cash and orders paid in part, as far as no screen is needed: the likely notes, the change, the face of a part, and
// what keys may do while money is about to go back.
import { describe, expect, it } from "vitest";
import { makeNumber, tradeNo } from "../../preload/contract/ids.ts";
import { ZERO, fen } from "../../preload/contract/money.ts";
import { verdictOf } from "../../preload/contract/status.ts";
import type { AttemptView } from "../../preload/contract/views.ts";
import { KEY_TABLE } from "../../renderer/screens/collect/key-table.ts";
import { faceOfAttempt } from "../../renderer/screens/collect/phase.ts";
import { changeOf, isOddChange, likelyNotes } from "../../renderer/screens/collect/tenders.ts";

const order = tradeNo(makeNumber("9", "261121143206", 1, 48));
if (order === null) throw new Error("not a trade number");

const tender = (change: Partial<AttemptView> = {}): AttemptView => ({
  order,
  orderId: "o",
  status: "paid",
  verdict: verdictOf("paid", 3600),
  exception: "none",
  exceptionSettled: false,
  amountFen: fen(5000),
  owedFen: fen(8600),
  dueFen: fen(3600),
  givenFen: null,
  settlement: null,
  refundedFen: ZERO,
  refundingFen: ZERO,
  proposedRefundFen: null,
  refundTrouble: null,
  channel: "training",
  training: false,
  method: "pay_code",
  wallet: "wechat",
  codeTail: "4071",
  channelTradeNo: null,
  reason: null,
  raw: null,
  note: null,
  dayNumber: 48,
  createdAt: 0,
  sentAt: null,
  finalAt: 1,
  asked: 0,
  codeUrl: null,
  codeExpiresAt: null,
  nextAskAt: null,
  giveUpAt: null,
  watchAt: null,
  ...change,
});

describe("cash", () => {
  it.each([
    [2850, [3000, 5000, 10_000]],
    [8600, [9000, 10_000]],
    [10_000, []],
    [12_345, [13_000, 15_000, 20_000]],
  ])("%i fen is likely paid with %j", (due, notes) => expect(likelyNotes(fen(due))).toEqual(notes));

  it("too little has no change, and exactly enough has none to give", () => {
    expect(changeOf(fen(2850), fen(2849))).toBe(null);
    expect(changeOf(fen(2850), fen(2850))).toBe(0);
    expect(changeOf(fen(2850), fen(10_000))).toBe(7150);
  });

  it("a note too many is asked about, a hundred for a small sum is not", () => {
    expect(isOddChange(fen(150), fen(10_000))).toBe(false);
    expect(isOddChange(fen(2850), fen(100_000))).toBe(true);
  });
});

describe("an order that is paid in part", () => {
  it("has a face of its own, never that of a paid one", () => {
    expect(faceOfAttempt(tender())).toBe("due");
  });

  it("is paid once nothing is due", () => {
    const all = tender({ dueFen: ZERO, verdict: verdictOf("paid", 0) });
    expect(faceOfAttempt(all)).toBe("paid");
  });

  it("has the face of one that is given up once any of its money goes back, whichever tender is shown", () => {
    const back = tender({ refundingFen: fen(5000) });
    expect(faceOfAttempt(tender({ status: "declined", verdict: "retry" }), [back])).toBe("undone");
    expect(faceOfAttempt(tender(), [back])).toBe("undone");
  });

  it("says hand over no longer once all that it paid went back or is on its way, and still does for a part", () => {
    const whole = { dueFen: ZERO, owedFen: fen(5000), verdict: verdictOf("paid", 0) };
    expect(faceOfAttempt(tender({ ...whole, refundedFen: fen(4999) }))).toBe("paid");
    expect(faceOfAttempt(tender({ ...whole, refundedFen: fen(5000) }))).toBe("undone");
    expect(faceOfAttempt(tender({ ...whole, refundingFen: fen(5000) }))).toBe("undone");
  });

  it("is asked about before it is left: Esc opens the question and confirms nothing in it", () => {
    expect(KEY_TABLE.due.escape).toBe("open_undo");
    expect(KEY_TABLE.undo.escape).toBe("close_undo");
    expect(Object.entries(KEY_TABLE.undo).filter(([, effect]) => effect === "hold_undo")).toEqual([
      ["minus", "hold_undo"],
    ]);
  });
});
