// What every documented answer of 慧收银 means for a payment, row by row; each trap of the facts has a test of its own.
import { describe, expect, test } from "vitest";
import type { HttpAnswer } from "../../main/channel/http.ts";
import type { Asked } from "../../main/channel/huishouyin/answer.ts";
import { CODES, ORDER_STATES } from "../../main/channel/huishouyin/codes.ts";
import { chargeOutcome, qrOutcome, queryOutcome, undoneOutcome } from "../../main/channel/huishouyin/outcome.ts";
import { fen } from "../../preload/contract/money.ts";
import { unknownCause } from "../../preload/contract/reason.ts";
import { APP, SECRET, http200, says } from "./huishouyin-support.ts";

const NUMBER = "926112110150000100018";
const CODE = "136345610916464024";
const asked: Asked = { appId: APP, tradeNo: NUMBER, hidden: { secret: SECRET, payCode: CODE } };
const base = { trade_no: "2017102100151091", order_id: NUMBER, total_amount: 12.5 };
const failed = (cause: string) => ({ kind: "unknown", cause });

describe("order_status, every listed one, in the answer to a charge and to a query", () => {
  test.each([
    [1, { kind: "paid", amountFen: 1250, channelTradeNo: base.trade_no }],
    [2, { kind: "unknown", cause: "turned_to_refund", byHand: true }],
    [3, { kind: "unknown", cause: "state_needs_a_person", byHand: true }],
    [4, { kind: "closed" }],
    [5, { kind: "cancelled" }],
    [0, { kind: "awaiting", channelTradeNo: base.trade_no }],
    [-1, { kind: "declined", reason: "refused_by_channel", newCode: true }],
    [-2, { kind: "unknown", cause: "state_needs_a_person", byHand: true }],
    [-3, { kind: "unknown", cause: "turned_to_refund", byHand: true }],
    [-10, failed("unlisted_state")],
  ])("%i", (order_status, outcome) => {
    for (const state of [order_status, String(order_status)])
      for (const judged of [chargeOutcome, queryOutcome])
        expect(judged(says(1000, { ...base, order_status: state }), asked)).toMatchObject(outcome);
  });

  test("the table above names every state the code lists", () => {
    expect([...ORDER_STATES.keys()]).toEqual([1, 2, 3, 4, 5, 0, -1, -2, -3, -10]);
  });

  test.each([[6], [-4], [10], ["01"], ["1 "], ["+1"], [1.5], [true], [null], [[1]], [undefined], ["paid"], [""]])(
    "the unlisted state %j is unknown, never paid and never unpaid",
    (order_status) => {
      const outcome = queryOutcome(says(1000, { ...base, order_status }), asked);
      expect(outcome).toMatchObject(failed("unlisted_state"));
      expect(outcome).not.toHaveProperty("byHand");
    },
  );
});

describe("code, every listed one with data {}, as charge, query, cancel and close", () => {
  const declined = { kind: "declined", reason: "refused_by_channel", newCode: false };
  const no = failed("failure_answered");
  test.each<[number, object, object, object]>([
    [1000, failed("other_order"), failed("other_order"), failed("other_order")],
    [1001, no, no, no],
    [1002, { kind: "awaiting" }, { kind: "awaiting" }, no],
    [1003, no, no, no],
    [1004, no, { kind: "closed" }, { kind: "closed" }],
    [1005, no, { kind: "cancelled" }, { kind: "cancelled" }],
    [1006, no, no, no],
    [1007, no, no, no],
    [2000, declined, no, no],
    [2001, no, no, no],
    [2002, no, no, no],
    [3000, declined, no, no],
    [3001, declined, no, no],
    [3002, declined, no, no],
    [3003, declined, no, no],
    [3004, declined, no, no],
    [4001, failed("order_missing"), failed("order_missing"), failed("order_missing")],
    [4002, no, no, no],
    [4003, no, no, no],
    [4004, no, no, no],
    [5000, no, no, no],
    [5001, failed("server_error"), failed("server_error"), failed("server_error")],
    [5002, failed("rate_limited"), failed("rate_limited"), failed("rate_limited")],
    [6000, no, no, no],
    [6001, no, no, no],
    [6002, no, no, no],
    [6003, no, no, no],
    [6004, no, no, no],
    [6005, no, no, no],
    [7777, failed("unlisted_state"), failed("unlisted_state"), failed("unlisted_state")],
    [0, failed("unlisted_state"), failed("unlisted_state"), failed("unlisted_state")],
  ])("%i", (code, charge, query, undone) => {
    for (const answer of [says(code), says(String(code)), says(code, []), says(code, null)]) {
      expect(chargeOutcome(answer, asked)).toMatchObject(charge);
      expect(queryOutcome(answer, asked)).toMatchObject(query);
      expect(undoneOutcome(answer, asked, "cancelled")).toMatchObject(undone);
      expect(undoneOutcome(answer, asked, "closed")).toMatchObject(undone);
    }
  });

  test("every code the tables list stands above", () => {
    expect([...CODES.keys()]).toHaveLength(29);
  });

  test("the code is called `code` in the examples and `status` in the tables; `code` counts", () => {
    const flat = { msg: "支付成功", ...base, order_status: "1" };
    expect(chargeOutcome(http200(JSON.stringify({ status: 1000, ...flat })), asked)).toMatchObject({ kind: "paid" });
    const both = JSON.stringify({ code: 1007, status: 1000, ...flat });
    expect(chargeOutcome(http200(both), asked)).toMatchObject(failed("failure_answered"));
    const empty = JSON.stringify({ code: null, status: "1000", ...flat });
    expect(chargeOutcome(http200(empty), asked)).toMatchObject({ kind: "paid", amountFen: 1250 });
  });
});

describe("[hazard]", () => {
  test("[hazard] 1007, a duplicate number, is never unpaid: somebody was charged under it", () => {
    expect(chargeOutcome(says(1007, {}, "订单号重复"), asked)).toMatchObject(failed("failure_answered"));
  });

  test("[hazard] 1003, already paid, proves nothing until a query names the amount", () => {
    expect(chargeOutcome(says(1003, {}, "重复支付"), asked)).toMatchObject(failed("failure_answered"));
  });

  test("[hazard] 1001 alone is asked about: the vendor's cancel page says a failed payment may be paid", () => {
    expect(chargeOutcome(says(1001, {}, "支付失败"), asked)).toMatchObject(failed("failure_answered"));
    const beside = (order_status: unknown) => chargeOutcome(says(1001, { ...base, order_status }), asked);
    expect(beside(-1)).toMatchObject({ kind: "declined", newCode: true });
    for (const state of [1, 0, 5, -10, undefined]) expect(beside(state)).toMatchObject(failed("failure_answered"));
  });

  test("[hazard] 1002 beside a state that is not awaiting is a contradiction", () => {
    const beside = (order_status: unknown) => chargeOutcome(says(1002, { ...base, order_status }), asked);
    expect(beside(0)).toMatchObject({ kind: "awaiting" });
    for (const state of [1, -1, 4, 5, -10, "x"]) expect(beside(state)).toMatchObject(failed("contradiction"));
  });

  test("[hazard] 1004 and 1005 beside a state that says the payment lives are contradictions", () => {
    for (const code of [1004, 1005])
      for (const order_status of [0, 1, 3, -2, -3, -10, 99])
        expect(queryOutcome(says(code, { ...base, order_status }), asked)).toMatchObject(failed("contradiction"));
  });

  test("[hazard] a rejected request is declined only as the charge's answer: later it says nothing about the money", () => {
    for (const code of [2000, 3000, 3001, 3002, 3003, 3004])
      expect(queryOutcome(says(code), asked)).toMatchObject(failed("failure_answered"));
  });

  test("[hazard] partly refunded and refund failed are never counted as undone", () => {
    for (const order_status of [3, -2])
      expect(queryOutcome(says(1000, { ...base, order_status }), asked)).toMatchObject({
        cause: "state_needs_a_person",
      });
  });

  test("[hazard] total_amount proves the payment, never the payable or the real amount", () => {
    const paid = (amounts: object) => chargeOutcome(says(1000, { ...base, order_status: 1, ...amounts }), asked);
    expect(paid({ total_amount: 12.5, payable_amount: 10, real_amount: 9 })).toMatchObject({ amountFen: 1250 });
    expect(paid({ total_amount: 9, payable_amount: 12.5, real_amount: 12.5 })).toMatchObject({ amountFen: 900 });
    expect(paid({ total_amount: undefined, real_amount: 12.5 })).toMatchObject({ amountFen: null });
  });

  test("[hazard] a success about another order, even one that differs only in case, is not ours", () => {
    const other = (order_id: unknown) => queryOutcome(says(1000, { ...base, order_id, order_status: 1 }), asked);
    for (const id of ["926112110150000100019", `${NUMBER} `, Number(NUMBER), undefined, null, [NUMBER]])
      expect(other(id)).toMatchObject(failed("other_order"));
    const lower: Asked = { ...asked, tradeNo: "abc.1" };
    expect(queryOutcome(says(1000, { order_id: "ABC.1", order_status: 1 }), lower)).toMatchObject(
      failed("other_order"),
    );
  });

  test("[hazard] a failure that names another order or another app says nothing about ours", () => {
    for (const code of [1004, 1005, 3004, 1002, 4001])
      for (const data of [{ order_id: "other" }, { app_id: "other" }]) {
        expect(chargeOutcome(says(code, data), asked)).toMatchObject(failed("other_order"));
        expect(undoneOutcome(says(code, data), asked, "cancelled")).toMatchObject(failed("other_order"));
      }
  });
});

describe("what is no answer", () => {
  test.each([
    ["timeout"],
    ["not_connected"],
    ["broken_connection"],
    ["tls_failed"],
    ["redirected"],
    ["too_large"],
    ["unreadable"],
  ] as const)("a request that failed with %s is unknown with that cause", (failure) => {
    const answer: HttpAnswer = { ok: false, failure, detail: "X" };
    for (const outcome of [
      chargeOutcome(answer, asked),
      queryOutcome(answer, asked),
      qrOutcome(answer, asked, fen(1250)),
      undoneOutcome(answer, asked, "closed"),
    ])
      expect(outcome).toMatchObject(failed(failure));
  });

  const paid = { ...base, order_status: 1 };
  test.each<[string, HttpAnswer, string]>([
    ["429", http200("slow down", 429), "rate_limited"],
    ["502 with a page", http200("<html>502</html>", 502), "server_error"],
    ["500 around a success", says(1000, paid, "", 500), "server_error"],
    ["500 around a rejection", says(3004, {}, "", 500), "server_error"],
    ["404 with a page", http200("<html>404</html>", 404), "unreadable"],
    ["400 with a failure", says(3001, {}, "参数缺失", 400), "failure_answered"],
    ["400 around a success", says(1000, paid, "", 400), "failure_answered"],
    ["a page", http200("<!doctype html>"), "unreadable"],
    ["nothing", http200(""), "unreadable"],
    ["a list", http200("[]"), "unreadable"],
    ["null", http200("null"), "unreadable"],
    ["JSON without a code", http200('{"msg":"ok","data":{}}'), "unreadable"],
    ["a code that is a word", says("SUCCESS", paid), "unreadable"],
    ["a code with a fraction", says(1000.5, paid), "unreadable"],
    ["a code with a sign", says("+1000", paid), "unreadable"],
    ["two answers in one", http200(`${JSON.stringify({ code: 1000 })}${JSON.stringify({ code: 1 })}`), "unreadable"],
    ["the vendor's own example, which is no JSON", http200("{code:1000,msg:'成功'}"), "unreadable"],
  ])("%s", (_name, answer, cause) => {
    expect(chargeOutcome(answer, asked)).toMatchObject(failed(cause));
    expect(queryOutcome(answer, asked)).toMatchObject(failed(cause));
    expect(unknownCause.options).toContain(cause);
  });

  test.each([["x"], [7], [[1]], [[]], [null]])("data that is %j is about no order", (data) => {
    expect(chargeOutcome(says(1000, data), asked)).toMatchObject(failed("other_order"));
  });
});
