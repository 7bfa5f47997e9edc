// What every documented answer of 慧收银 means for a refund, row by row. A wrong "refused" or "absent" pays twice, a
// wrong "refunded" pays never.
import { describe, expect, test } from "vitest";
import type { HttpAnswer } from "../../main/channel/http.ts";
import {
  type AskedRefund,
  checkOutcome,
  needsList,
  refundOutcome,
  refundQueryOutcome,
} from "../../main/channel/huishouyin/refund-outcome.ts";
import { fen } from "../../preload/contract/money.ts";
import { APP, SECRET, newRefundNo, says } from "./huishouyin-support.ts";

const NUMBER = "926112110150000100018";
const refundNo = newRefundNo();
const asked: AskedRefund = {
  appId: APP,
  tradeNo: NUMBER,
  hidden: { secret: SECRET, payCode: null },
  refundNo,
  refundFen: fen(500),
};
const failed = (cause: string) => ({ kind: "unknown", cause });
const lost: HttpAnswer = { ok: false, failure: "timeout", detail: "" };

const accepted = { trade_no: "T1", order_id: NUMBER, refund_order_id: refundNo, refund_amount: "5.00" };
const checked = (order_status: unknown) =>
  checkOutcome(says(1000, { trade_no: "T1", order_id: NUMBER, order_status }), asked);
const entry = (more: object = {}) => ({
  trade_no: "T1",
  refund_amount: "5.00",
  refund_time: "2026-11-21 10:15:00",
  order_id: NUMBER,
  refund_order_id: refundNo,
  ...more,
});
const detail = (refund_list: unknown, more: object = {}): HttpAnswer =>
  says(1000, { app_id: APP, trade_no: "T1", order_id: NUMBER, order_status: 3, refund_list, ...more });

describe("the answer to a refund", () => {
  test("1000 about ours is accepted, never finished; the amount as text or number, the number optional", () => {
    for (const data of [accepted, { ...accepted, refund_amount: 5 }, { order_id: NUMBER }])
      expect(refundOutcome(says(1000, data, "退款成功"), asked)).toMatchObject({ kind: "processing" });
  });

  test.each<[string, object, string]>([
    ["another order", { ...accepted, order_id: "other" }, "other_order"],
    ["no order", { refund_order_id: refundNo }, "other_order"],
    ["another refund", { ...accepted, refund_order_id: "8000" }, "other_order"],
    ["another amount", { ...accepted, refund_amount: "12.50" }, "amount_differs"],
    ["an amount nobody can read", { ...accepted, refund_amount: "五元" }, "amount_differs"],
  ])("1000 about %s is unknown", (_name, data, cause) => {
    expect(refundOutcome(says(1000, data), asked)).toEqual({ ...failed(cause), raw: expect.any(String) });
  });

  test.each([
    [1001, "failure_answered"],
    [1002, "failure_answered"],
    [1003, "failure_answered"],
    [1004, "failure_answered"],
    [1005, "failure_answered"],
    [1006, "failure_answered"],
    [1007, "contradiction"],
    [2000, "failure_answered"],
    [2001, "failure_answered"],
    [2002, "funds_low"],
    [3000, "failure_answered"],
    [3001, "failure_answered"],
    [3002, "failure_answered"],
    [3003, "failure_answered"],
    [3004, "failure_answered"],
    [4001, "order_missing"],
    [4002, "failure_answered"],
    [4003, "failure_answered"],
    [4004, "contradiction"],
    [5000, "failure_answered"],
    [5001, "server_error"],
    [5002, "rate_limited"],
    [6005, "failure_answered"],
    [7777, "unlisted_state"],
  ])(
    "[hazard] code %i is asked about, never refused at once: on a repeat the first may have gone through",
    (code, cause) => {
      for (const answer of [says(code), says(String(code), [])])
        expect(refundOutcome(answer, asked)).toMatchObject(failed(cause));
    },
  );

  test("a broken answer is unknown", () => {
    expect(refundOutcome(lost, asked)).toMatchObject(failed("timeout"));
    expect(refundOutcome(says(1000, accepted, "", 502), asked)).toMatchObject(failed("server_error"));
  });
});

describe("pay/check with the refund's number", () => {
  test.each([
    [2, "all_back"],
    [3, "back"],
    [-3, "processing"],
    [-2, "refused"],
  ])("state %i is %s", (order_status, state) => {
    expect(checked(order_status)).toMatchObject({ state });
    expect(checked(String(order_status))).toMatchObject({ state });
  });

  test.each([[1], [0], [4], [5], [-1], [-10], [99], [undefined], [null], ["x"]])("state %j is unknown", (state) => {
    expect(checked(state)).toMatchObject(failed("unlisted_state"));
  });

  test("4002 is the documented missing; 4001 and everything else is unknown", () => {
    expect(checkOutcome(says(4002, {}, "退款单不存在"), asked)).toMatchObject({ state: "missing" });
    expect(checkOutcome(says(4001), asked)).toMatchObject(failed("order_missing"));
    for (const code of [1001, 1007, 3004, 5000])
      expect(checkOutcome(says(code), asked)).toMatchObject(failed("failure_answered"));
    expect(checkOutcome(lost, asked)).toMatchObject(failed("timeout"));
  });

  test("about another order it says nothing", () => {
    expect(checkOutcome(says(1000, { order_id: "other", order_status: 2 }), asked)).toMatchObject(
      failed("other_order"),
    );
    expect(checkOutcome(says(4002, { order_id: "other" }), asked)).toMatchObject(failed("other_order"));
  });

  test("the order's list is read for every definite word, and for nothing else", () => {
    for (const state of [2, 3, -2]) expect(needsList(checked(state))).toBe(true);
    for (const state of [-3, 1, -10]) expect(needsList(checked(state))).toBe(false);
    expect(needsList(checkOutcome(lost, asked))).toBe(false);
    expect(needsList(checkOutcome(says(4002), asked))).toBe(true);
  });
});

describe("both answers together", () => {
  const both = (order_status: unknown, answer: HttpAnswer) => refundQueryOutcome(checked(order_status), answer, asked);
  const missing = (answer: HttpAnswer) => refundQueryOutcome(checkOutcome(says(4002), asked), answer, asked);

  test("back, and ours is in the list with our amount: refunded", () => {
    for (const state of [2, 3])
      for (const amount of ["5.00", 5])
        expect(both(state, detail([entry({ refund_amount: amount })]))).toMatchObject({
          kind: "refunded",
          amountFen: 500,
        });
  });

  test("processing needs no list; an unknown check stays what it is", () => {
    expect(refundQueryOutcome(checked(-3), null, asked)).toMatchObject({ kind: "processing" });
    expect(refundQueryOutcome(checked(1), null, asked)).toMatchObject(failed("unlisted_state"));
  });

  test("[hazard] 3 may be an earlier refund's doing: without ours in the list it is no proof", () => {
    expect(both(3, detail([]))).toMatchObject(failed("contradiction"));
    expect(both(3, detail([entry({ refund_order_id: "8000" })]))).toMatchObject(failed("contradiction"));
    expect(both(3, detail(undefined))).toMatchObject(failed("unreadable"));
  });

  test("2 without any list: nothing of the payment is left, so ours is back", () => {
    expect(both(2, detail(undefined))).toMatchObject({ kind: "refunded", amountFen: null });
    expect(both(2, detail([]))).toMatchObject(failed("contradiction"));
  });

  test("[hazard] listed, yet less went back in all than ours alone: not refunded", () => {
    expect(both(3, detail([entry()], { refund_amount: "2.00" }))).toMatchObject(failed("contradiction"));
    expect(both(3, detail([entry()], { refund_amount: "5.00" }))).toMatchObject({ kind: "refunded" });
  });

  test("failed and not among what went back: refused", () => {
    expect(both(-2, detail([]))).toMatchObject({ kind: "refused", reason: "refund_closed" });
    expect(both(-2, detail(undefined))).toMatchObject({ kind: "refused" });
    expect(both(-2, detail([entry()], { refund_amount: 0 }))).toMatchObject({ kind: "refused" });
  });

  test("[hazard] failed, yet listed among what went back: another one would pay it twice", () => {
    expect(both(-2, detail([entry()]))).toMatchObject(failed("contradiction"));
    expect(both(-2, detail([entry()], { refund_amount: 12.5 }))).toMatchObject(failed("contradiction"));
  });

  test("missing and not in the list: absent; missing and in the list: a contradiction", () => {
    expect(missing(detail([]))).toMatchObject({ kind: "absent" });
    expect(missing(detail(undefined))).toMatchObject({ kind: "absent" });
    expect(missing(detail([entry({ refund_order_id: "8000" })]))).toMatchObject({ kind: "absent" });
    expect(missing(detail([entry()]))).toMatchObject(failed("contradiction"));
  });

  test("[hazard] another amount under our number is unknown", () => {
    expect(both(2, detail([entry({ refund_amount: "50.00" })]))).toMatchObject(failed("amount_differs"));
    expect(both(2, detail([entry({ refund_amount: "五" })]))).toMatchObject(failed("unreadable"));
    expect(both(2, detail([entry({ refund_amount: undefined })]))).toMatchObject({ kind: "refunded", amountFen: null });
  });

  test("[hazard] our number twice, or under another order, is a contradiction", () => {
    expect(both(2, detail([entry(), entry()]))).toMatchObject(failed("contradiction"));
    expect(both(2, detail([entry({ order_id: "other" })]))).toMatchObject(failed("contradiction"));
  });

  test("[hazard] without a believable list nothing definite is said, absent least of all", () => {
    const answers: [HttpAnswer, string][] = [
      [lost, "timeout"],
      [says(4001), "order_missing"],
      [says(5001), "server_error"],
      [says(1000, { order_id: "other", refund_list: [] }), "other_order"],
      [says(1000, { order_id: NUMBER, app_id: "other", refund_list: [] }), "other_order"],
      [detail("x"), "unreadable"],
      [detail([1]), "unreadable"],
      [detail({ 0: entry() }), "unreadable"],
    ];
    for (const [answer, cause] of answers) {
      for (const state of [2, 3, -2]) expect(both(state, answer)).toMatchObject(failed(cause));
      expect(missing(answer)).toMatchObject(failed(cause));
    }
  });

  test("a definite check without its list is our own bug", () => {
    expect(() => refundQueryOutcome(checked(2), null, asked)).toThrow("list");
  });
});
