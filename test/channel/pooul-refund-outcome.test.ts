// Every documented answer of Pooul about a refund, both editions, row by row.
import { describe, expect, test } from "vitest";
import {
  type AskedRefund,
  REFUND_STATES,
  refundOutcome,
  refundQueryOutcome,
} from "../../main/channel/pooul/refund-outcome.ts";
import { fen } from "../../preload/contract/money.ts";
import { MERCHANT, http200, newRefundNo, plain, pooulKey, signed, yes } from "./pooul-support.ts";

const NUMBER = "926112110150000100018";
const refundNo = newRefundNo();
const asked: AskedRefund = {
  key: pooulKey,
  merchantId: MERCHANT,
  tradeNo: NUMBER,
  payCode: null,
  refundNo,
  refundFen: fen(500),
  sameAmountOthers: 0,
};
const base = { mch_trade_id: NUMBER, merchant_id: MERCHANT, total_fee: 1250, trade_state: 1 };
const listed = (refunds: unknown, others = 0) =>
  refundQueryOutcome(yes({ ...base, refunds }), { ...asked, sameAmountOthers: others });
const entry = (state: unknown, fee: unknown = 500) => ({ refund_id: "5b34", refund_fee: fee, refund_state: state });

describe("asking for a refund", () => {
  test.each<[string, unknown]>([
    ["no data", undefined],
    ["our numbers", { mch_trade_id: NUMBER, merchant_id: MERCHANT, mch_refund_id: refundNo }],
  ])("an accepted refund is processing, never refunded: %s", (_name, data) => {
    expect(refundOutcome(yes(data), asked)).toMatchObject({ kind: "processing" });
  });

  test.each<[string, unknown]>([
    ["order", { mch_trade_id: "other" }],
    ["merchant", { merchant_id: "other" }],
    ["refund", { mch_refund_id: "other" }],
  ])("an acceptance about another %s is not ours", (_name, data) => {
    expect(refundOutcome(yes(data), asked)).toMatchObject({ kind: "unknown", cause: "other_order" });
  });

  test.each([
    [600, "系统错误"],
    [600, "SYSTEMERROR"],
    [601, "渠道返回"],
    [600, "渠道超时"],
    [1, "请稍后再试"],
  ])("[hazard] %i %s is no judgement of the refund: it never counts as the channel's no", (code, msg) => {
    expect(refundOutcome(plain(code, msg), asked)).toMatchObject({ kind: "unknown", cause: "server_error" });
  });

  test("a failure leaves it unknown: the refund may have been made", () => {
    expect(refundOutcome(plain(600, "退款金额大于订单金额"), asked)).toMatchObject({ cause: "failure_answered" });
    expect(refundOutcome(plain(301, "x"), asked)).toMatchObject({ kind: "unknown", cause: "order_missing" });
    expect(refundOutcome(plain(0, "ok"), asked)).toMatchObject({ kind: "unknown", cause: "bad_signature" });
  });

  test("a lost answer leaves it unknown", () => {
    const lost = refundOutcome({ ok: false, failure: "timeout", detail: "" }, asked);
    expect(lost).toMatchObject({ kind: "unknown", cause: "timeout" });
  });
});

const MEANINGS = [
  [0, { kind: "refunded", amountFen: 500 }],
  [1, { kind: "processing" }],
  [2, { kind: "refused", reason: "refund_closed" }],
  [3, { kind: "unknown", cause: "state_needs_a_person" }],
  [4, { kind: "unknown", cause: "unlisted_state" }],
  [-1, { kind: "unknown", cause: "unlisted_state" }],
  [null, { kind: "unknown", cause: "unlisted_state" }],
  ["done", { kind: "unknown", cause: "unlisted_state" }],
] as const;

describe("the state of a refund, both editions", () => {
  test("the table above names every state the code lists", () => {
    expect([...REFUND_STATES.keys()]).toEqual([0, 1, 2, 3]);
  });

  test.each(MEANINGS)("edition A, a list with refund_state %j", (state, outcome) => {
    expect(listed([entry(state)])).toMatchObject(outcome);
  });

  test.each(MEANINGS)("edition B, an object with refund_status %j", (state, outcome) => {
    const refunds = { refund_id: "x", mch_refund_id: refundNo, refund_fee: 500, refund_status: state };
    expect(listed(refunds)).toMatchObject(outcome);
    expect(listed([refunds])).toMatchObject(outcome);
  });

  test("states in text are read, and two names that disagree are unlisted", () => {
    expect(listed([entry("0")])).toMatchObject({ kind: "refunded" });
    expect(listed([{ ...entry(0), refund_status: 0 }])).toMatchObject({ kind: "refunded" });
    expect(listed([{ ...entry(0), refund_status: 2 }])).toMatchObject({ kind: "unknown", cause: "unlisted_state" });
  });
});

describe("finding ours by its number", () => {
  const named = (number: unknown, state: number, fee = 500) => ({ ...entry(state, fee), mch_refund_id: number });

  test("ours is found among others, whatever they say", () => {
    const others = [named("8000", 2), named(refundNo, 0), named("8001", 1, 700)];
    expect(listed(others, 2)).toMatchObject({ kind: "refunded", amountFen: 500 });
  });

  test("a list of others alone is absent", () => {
    expect(listed([named("8000", 0), named("8001", 0)])).toMatchObject({ kind: "absent" });
  });

  test("[hazard] another amount under our number is unknown", () => {
    const outcome = listed([named(refundNo, 0, 5000)]);
    expect(outcome).toMatchObject({ kind: "unknown", cause: "amount_differs" });
  });

  test("an amount that is not named is refunded with null", () => {
    expect(listed([{ mch_refund_id: refundNo, refund_status: 0 }])).toMatchObject({
      kind: "refunded",
      amountFen: null,
    });
  });

  test("our number twice with two states is a contradiction, but for a refused try that was sent again", () => {
    expect(listed([named(refundNo, 0), named(refundNo, 1)])).toMatchObject({ cause: "contradiction" });
    expect(listed([named(refundNo, 2), named(refundNo, 0)])).toMatchObject({ kind: "refunded" });
    expect(listed([named(refundNo, 2), named(refundNo, 1)])).toMatchObject({ kind: "processing" });
    expect(listed([named(refundNo, 2), named(refundNo, 2)])).toMatchObject({ kind: "refused" });
  });

  test("[hazard] a single object about another refund is no list: it never makes ours absent", () => {
    expect(listed(named("8000", 0))).toMatchObject({ kind: "unknown", cause: "other_order" });
    expect(listed(entry(0, 700))).toMatchObject({ kind: "unknown", cause: "other_order" });
    expect(listed(entry(0), 1)).toMatchObject({ kind: "unknown", cause: "other_order" });
    expect(listed(entry(0))).toMatchObject({ kind: "refunded" });
  });
});

describe("finding ours where no entry has a number", () => {
  test("entries of other amounts are not ours", () => {
    expect(listed([entry(0, 5), entry(0, 1283)])).toMatchObject({ kind: "absent" });
  });

  test("as many of our amount as others we sent: ours is not among them", () => {
    expect(listed([entry(0)], 1)).toMatchObject({ kind: "absent" });
    expect(listed([entry(0), entry(0), entry(0, 7)], 2)).toMatchObject({ kind: "absent" });
  });

  test("one more of our amount than others we sent: ours is there, if all say the same", () => {
    expect(listed([entry(0), entry(0)], 1)).toMatchObject({ kind: "refunded" });
    expect(listed([entry(1), entry(1)], 1)).toMatchObject({ kind: "processing" });
  });

  test("[hazard] when those of our amount differ in state, nobody knows which is ours", () => {
    expect(listed([entry(0), entry(2)], 1)).toMatchObject({ kind: "unknown", cause: "contradiction" });
    expect(listed([entry(0), entry(1)], 1)).toMatchObject({ kind: "unknown", cause: "contradiction" });
  });

  test("[hazard] fewer of our amount than others we sent: one may be ours, so it is not absent", () => {
    expect(listed([entry(0)], 2)).toMatchObject({ kind: "unknown", cause: "contradiction" });
    expect(listed([], 2)).toMatchObject({ kind: "absent" });
  });

  test("an entry whose amount cannot be read leaves it unknown", () => {
    for (const fee of ["5.00", "0500", true])
      expect(listed([entry(0, fee)])).toMatchObject({ kind: "unknown", cause: "unreadable" });
  });

  test("amount and state may be texts of plain digits", () => {
    expect(listed([entry("0", "500")])).toMatchObject({ kind: "refunded", amountFen: 500 });
  });
});

describe("absent", () => {
  test("an empty list about our order is absent", () => {
    expect(listed([])).toMatchObject({ kind: "absent" });
  });

  test("no list, and the order stands as paid: absent", () => {
    expect(refundQueryOutcome(yes({ ...base, trade_state: 0 }), asked)).toMatchObject({ kind: "absent" });
    expect(refundQueryOutcome(yes({ ...base, trade_state: 0, refunds: null }), asked)).toMatchObject({
      kind: "absent",
    });
  });

  test.each([
    [1, "turned_to_refund"],
    [4, "unlisted_state"],
    [6, "unlisted_state"],
    [undefined, "unlisted_state"],
  ])("no list, and trade_state %j: unknown", (trade_state, cause) => {
    expect(refundQueryOutcome(yes({ ...base, trade_state }), asked)).toMatchObject({ kind: "unknown", cause });
  });

  test.each([
    [301, "订单不存在"],
    [600, "退款单不存在"],
    [600, "退款记录不存在"],
    [1, "refund not found"],
  ])("%i %s is the documented missing: absent, with its words", (code, msg) => {
    // Words that nobody signed do not show that the gateway knows our number.
    expect(refundQueryOutcome(plain(code, msg), asked)).toEqual({ kind: "absent", raw: `${code} ${msg}` });
    expect(refundQueryOutcome(http200(signed({ code, msg })), asked)).toMatchObject({ kind: "absent" });
  });

  test("[hazard] any other failure is unknown, never absent", () => {
    for (const code of [1, 101, 200, 600, 601])
      expect(refundQueryOutcome(plain(code, "失败"), asked)).toMatchObject({
        kind: "unknown",
        cause: "failure_answered",
      });
  });

  test("[hazard] an unsigned list is a bad signature, never absent", () => {
    const body = JSON.stringify({ code: 0, msg: "success", data: { ...base, refunds: [] } });
    expect(refundQueryOutcome(http200(body), asked)).toMatchObject({ kind: "unknown", cause: "bad_signature" });
  });

  test("[hazard] another order's list is never absent", () => {
    const answer = yes({ ...base, mch_trade_id: "other", refunds: [] });
    expect(refundQueryOutcome(answer, asked)).toMatchObject({ kind: "unknown", cause: "other_order" });
  });

  test.each([["x"], [7], [[1]], [[null]], [true]])("refunds of the wrong form, %j, are unreadable", (refunds) => {
    expect(listed(refunds)).toMatchObject({ kind: "unknown", cause: "unreadable" });
  });
});
