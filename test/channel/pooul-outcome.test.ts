// Every documented answer of Pooul to a payment, row by row, and each [hazard] of the facts by name.
import { describe, expect, test } from "vitest";
import type { HttpAnswer } from "../../main/channel/http.ts";
import type { Asked } from "../../main/channel/pooul/answer.ts";
import {
  TRADE_STATES,
  chargeOutcome,
  paymentOutcome,
  qrOutcome,
  undoneOutcome,
} from "../../main/channel/pooul/outcome.ts";
import { unknownCause } from "../../preload/contract/reason.ts";
import { MERCHANT, http200, keys, plain, pooulKey, signed, yes } from "./pooul-support.ts";

const NUMBER = "926112110150000100018";
const CODE = "136345610916464024";
const asked: Asked = { key: pooulKey, merchantId: MERCHANT, tradeNo: NUMBER, payCode: CODE };
const base = { trade_id: "5b378a0601c9117d162f281c", mch_trade_id: NUMBER, merchant_id: MERCHANT, total_fee: 1250 };
const inState = (trade_state: unknown) => paymentOutcome(yes({ ...base, trade_state }), asked);

describe("trade_state, every listed one", () => {
  test.each([
    [0, { kind: "paid", amountFen: 1250, channelTradeNo: base.trade_id }],
    [1, { kind: "unknown", cause: "turned_to_refund", byHand: true }],
    [2, { kind: "awaiting" }],
    [3, { kind: "closed" }],
    [4, { kind: "unknown", cause: "state_needs_a_person", byHand: true }],
    [5, { kind: "cancelled" }],
    [6, { kind: "awaiting" }],
    [7, { kind: "declined", reason: "refused_by_channel", newCode: true }],
    [8, { kind: "unknown", cause: "state_needs_a_person", byHand: true }],
  ])("%i", (state, outcome) => {
    expect(inState(state)).toMatchObject(outcome);
    expect(inState(String(state))).toMatchObject(outcome);
  });

  test("the table above names every state the code lists", () => {
    expect([...TRADE_STATES.keys()]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test.each([
    [-1],
    [9],
    [60],
    ["00"],
    ["0 "],
    ["+0"],
    ["0x0"],
    [0.5],
    [true],
    [null],
    [[0]],
    [undefined],
    ["paid"],
    [""],
  ])("the unlisted state %j is unknown, never paid and never unpaid", (state) => {
    expect(inState(state)).toMatchObject({ kind: "unknown", cause: "unlisted_state" });
    expect(inState(state)).not.toHaveProperty("byHand");
  });
});

describe("[hazard]", () => {
  test("[hazard] state 7 in a charge's own answer is not final: it is asked, and only the query declines", () => {
    const answer = yes({ ...base, trade_state: 7 });
    expect(chargeOutcome(answer, asked)).toMatchObject({ kind: "unknown", cause: "failure_answered" });
    expect(chargeOutcome(answer, asked)).not.toHaveProperty("byHand");
    expect(paymentOutcome(answer, asked)).toMatchObject({ kind: "declined" });
    for (const trade_state of [0, 2, 3, 5, 6]) {
      const other = yes({ ...base, trade_state });
      expect(chargeOutcome(other, asked)).toEqual(paymentOutcome(other, asked));
    }
  });

  test("[hazard] state 4 meant reversed and later paid-and-finished: it is never called unpaid", () => {
    expect(inState(4)).toMatchObject({ kind: "unknown", byHand: true });
  });

  test("[hazard] state 8, paid too much, is never called unpaid", () => {
    expect(inState(8)).toMatchObject({ kind: "unknown", byHand: true });
  });

  test("[hazard] a success about another order, even one that differs only in case, is not ours", () => {
    const other = (mch_trade_id: unknown) => paymentOutcome(yes({ ...base, mch_trade_id, trade_state: 0 }), asked);
    expect(other("926112110150000100019")).toMatchObject({ kind: "unknown", cause: "other_order" });
    expect(other(`${NUMBER} `)).toMatchObject({ cause: "other_order" });
    expect(other(Number(NUMBER))).toMatchObject({ cause: "other_order" });
    expect(other(undefined)).toMatchObject({ cause: "other_order" });
    const lower: Asked = { ...asked, tradeNo: "abc.1" };
    expect(paymentOutcome(yes({ mch_trade_id: "ABC.1", trade_state: 0 }), lower)).toMatchObject({
      cause: "other_order",
    });
  });

  test("[hazard] a success for another merchant is not ours", () => {
    const outcome = paymentOutcome(yes({ ...base, merchant_id: "1333259781809471", trade_state: 0 }), asked);
    expect(outcome).toMatchObject({ kind: "unknown", cause: "other_order" });
  });

  test("[hazard] a success that nobody signed is a bad signature", () => {
    const body = JSON.stringify({ code: 0, msg: "success", data: { ...base, trade_state: 0 } });
    expect(paymentOutcome(http200(body), asked)).toMatchObject({ kind: "unknown", cause: "bad_signature" });
  });

  test("[hazard] a failure's code says nothing about the money: it is never declined", () => {
    for (const code of [1, 100, 101, 103, 107, 108, 200, 201, 202, 600, 601, 1500, -1]) {
      const outcomes = [
        paymentOutcome(plain(code, "支付失败"), asked),
        paymentOutcome(http200(signed({ code, msg: "支付失败" })), asked),
      ];
      for (const outcome of outcomes)
        expect(outcome).toEqual({ kind: "unknown", cause: "failure_answered", raw: `${code} 支付失败` });
    }
  });

  test("[hazard] a signed failure stays unknown even with a failed state beside it", () => {
    const text = signed({ code: 600, msg: "x", data: { ...base, trade_state: 7 } });
    expect(paymentOutcome(http200(text), asked)).toMatchObject({ kind: "unknown", cause: "failure_answered" });
  });
});

describe("echo and amount", () => {
  test("the merchant need not be named, but if it is it must be ours", () => {
    const { merchant_id: _, ...rest } = base;
    expect(paymentOutcome(yes({ ...rest, trade_state: 0 }), asked)).toMatchObject({ kind: "paid" });
  });

  test.each([1250, "1250"])("an amount of %j is whole fen", (total_fee) => {
    expect(paymentOutcome(yes({ ...base, total_fee, trade_state: "0" }), asked)).toMatchObject({ amountFen: 1250 });
  });

  test.each([[undefined], ["01250"], ["1250.0"], ["1,250"], [" 1250"], [12.5], [-1], ["-1"], [null], [2 ** 53]])(
    "an amount of %j is no amount: paid with null, for the flow to judge",
    (total_fee) => {
      const outcome = paymentOutcome(yes({ ...base, total_fee, trade_state: 0 }), asked);
      expect(outcome).toMatchObject({ kind: "paid", amountFen: null });
    },
  );

  test("another amount is passed on as it is: the flow judges it", () => {
    const outcome = paymentOutcome(yes({ ...base, total_fee: 1, trade_state: 0 }), asked);
    expect(outcome).toMatchObject({ kind: "paid", amountFen: 1 });
  });

  test("the wallet is read from pay_type", () => {
    const of = (pay_type: unknown) => paymentOutcome(yes({ ...base, pay_type, trade_state: 0 }), asked);
    expect(of("alipay.scan")).toMatchObject({ wallet: "alipay" });
    expect(of("wechat.scan")).toMatchObject({ wallet: "wechat" });
    expect(of("common.micro")).not.toHaveProperty("wallet");
  });

  test.each([[null], [[]], ["x"], [undefined]])("data that is %j is not about our order", (data) => {
    expect(paymentOutcome(yes(data), asked)).toMatchObject({ kind: "unknown", cause: "other_order" });
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
      paymentOutcome(answer, asked),
      qrOutcome(answer, asked),
      undoneOutcome(answer, asked, "closed"),
    ])
      expect(outcome).toMatchObject({ kind: "unknown", cause: failure });
  });

  const good = signed({ code: 0, msg: "success", data: { ...base, trade_state: 0 } });
  test.each<[string, HttpAnswer, string]>([
    ["429", http200("slow down", 429), "rate_limited"],
    ["429 with a failure in JSON", plain(1, "x", 429), "rate_limited"],
    ["502 with a page", http200("<html>502</html>", 502), "server_error"],
    ["500 with nothing", http200("", 500), "server_error"],
    ["500 with JSON that is no answer", http200("{}", 500), "server_error"],
    ["500 with a failure in JSON", plain(601, "超时", 500), "failure_answered"],
    ["500 around a signed success", http200(good, 500), "server_error"],
    ["404 with a page", http200("<html>404</html>", 404), "unreadable"],
    ["404 around a signed success", http200(good, 404), "unreadable"],
    ["400 with a failure in JSON", plain(103, "缺少参数", 400), "failure_answered"],
    ["a page", http200("<!doctype html>"), "unreadable"],
    ["nothing", http200(""), "unreadable"],
    ["a list", http200("[]"), "unreadable"],
    ["JSON without a code", http200('{"msg":"ok"}'), "unreadable"],
    ["a code that is no number", plain("ok", "x"), "unreadable"],
    ["a stranger's signature", http200(signed({ code: 0 }, keys.strangerPrivatePem)), "bad_signature"],
    ["a stranger's signed failure", http200(signed({ code: 9 }, keys.strangerPrivatePem)), "bad_signature"],
    ["three parts of nonsense", http200("abc.def.ghi"), "bad_signature"],
    ["two signed texts in one", http200(good + good), "unreadable"],
    ["an unsigned token", http200(`${good.split(".").slice(0, 2).join(".")}.`), "bad_signature"],
    ["unsigned success spelled in text", http200('{"code":"0","msg":"success"}'), "bad_signature"],
    ["a signed body without a code", http200(signed({ msg: "success" })), "unreadable"],
  ])("%s", (_name, answer, cause) => {
    expect(paymentOutcome(answer, asked)).toMatchObject({ kind: "unknown", cause });
    expect(unknownCause.options).toContain(cause);
  });

  test("blanks around a signed answer do no harm", () => {
    expect(paymentOutcome(http200(` ${good}\n`), asked)).toMatchObject({ kind: "paid" });
  });
});

describe("order missing", () => {
  test.each([
    [301, "fail"],
    ["301", "fail"],
    [600, "订单不存在"],
    [600, "商户订单号不存在"],
    [600, "ORDERNOTEXIST"],
    [1, "order not found"],
    [1, "查无此单"],
  ])("%j %s says the order is missing", (code, msg) => {
    expect(paymentOutcome(plain(code, msg), asked)).toMatchObject({ kind: "unknown", cause: "order_missing" });
    expect(undoneOutcome(plain(code, msg), asked, "cancelled")).toMatchObject({
      kind: "unknown",
      cause: "order_missing",
    });
  });

  test("the codes are the merchant's setting: another one says it, and 301 no longer does", () => {
    const set = { ...asked, missingCodes: new Set([700]) };
    expect(paymentOutcome(plain(700, "x"), set)).toMatchObject({ cause: "order_missing" });
    expect(paymentOutcome(plain(301, "x"), set)).toMatchObject({ cause: "failure_answered" });
  });

  test.each([
    [200, "商户不存在"],
    [600, "订单对应的门店不存在"],
    [600, "退款单不存在"],
  ])("%i %s does not", (code, msg) => {
    expect(paymentOutcome(plain(code, msg), asked)).toMatchObject({ cause: "failure_answered" });
  });
});

describe("a QR code", () => {
  test("is ready when signed, ours and with a code_url", () => {
    const outcome = qrOutcome(yes({ ...base, code_url: "weixin://wxpay/bizpayurl?pr=oB8TuWO" }), asked);
    expect(outcome).toMatchObject({ kind: "ready", codeUrl: "weixin://wxpay/bizpayurl?pr=oB8TuWO" });
    expect(outcome).toMatchObject({ channelTradeNo: base.trade_id });
  });

  test.each([[undefined], [""], [7], [null], ["a b"], [`https://${"x".repeat(3000)}`]])(
    "is unreadable with a code_url of %j",
    (code_url) => {
      expect(qrOutcome(yes({ ...base, code_url }), asked)).toMatchObject({ kind: "unknown", cause: "unreadable" });
    },
  );

  test("of another order is not shown", () => {
    const answer = yes({ ...base, mch_trade_id: "other", code_url: "weixin://x" });
    expect(qrOutcome(answer, asked)).toMatchObject({ kind: "unknown", cause: "other_order" });
  });

  test("refused is unknown, because the order may have been made", () => {
    expect(qrOutcome(plain(202, "支付类型未开通"), asked)).toMatchObject({
      kind: "unknown",
      cause: "failure_answered",
    });
  });
});

describe.each(["cancelled", "closed"] as const)("reverse and close: %s", (kind) => {
  test.each<[string, unknown]>([
    ["no data", undefined],
    ["null data", null],
    ["data without a number", { trade_id: "x" }],
    ["our number", { mch_trade_id: NUMBER, merchant_id: MERCHANT }],
    ["our number and state 5", { mch_trade_id: NUMBER, trade_state: 5 }],
    ["our number and state 3", { mch_trade_id: NUMBER, trade_state: 3 }],
  ])("a signed code 0 with %s is proof", (_name, data) => {
    expect(undoneOutcome(yes(data), asked, kind)).toMatchObject({ kind });
  });

  test.each<[string, unknown]>([
    ["another number", { mch_trade_id: "other" }],
    ["another merchant", { merchant_id: "1" }],
  ])("a signed code 0 about %s is not about ours", (_name, data) => {
    expect(undoneOutcome(yes(data), asked, kind)).toMatchObject({ kind: "unknown", cause: "other_order" });
  });

  test.each([[0], [2], [6]])(
    "[hazard] a signed code 0 beside state %i is a contradiction, not proof",
    (trade_state) => {
      expect(undoneOutcome(yes({ trade_state }), asked, kind)).toMatchObject({
        kind: "unknown",
        cause: "contradiction",
      });
    },
  );

  test("[hazard] USERPAYING means try again, not failure", () => {
    expect(undoneOutcome(plain(600, "USERPAYING, 正在支付中不能发起撤销"), asked, kind)).toMatchObject({
      kind: "unknown",
      cause: "failure_answered",
    });
  });

  test("an unsigned code 0 is no proof", () => {
    expect(undoneOutcome(plain(0, "success"), asked, kind)).toMatchObject({ kind: "unknown", cause: "bad_signature" });
  });
});

describe("what is kept of the words", () => {
  test("the pay code and anything shaped like one is masked; our numbers stay", () => {
    const outcome = paymentOutcome(plain(600, `付款码${CODE}无效 2812 3456 7890 123456 单号${NUMBER}`), asked);
    expect(outcome.raw).toBe(`600 付款码****4024无效 ****3456 单号${NUMBER}`);
  });

  test("it is one short line", () => {
    const { raw } = paymentOutcome(plain(600, `a\n\u0007b${"长".repeat(500)}`), asked);
    expect(raw.startsWith("600 a b长")).toBe(true);
    expect([...raw]).toHaveLength(120);
  });
});

test("an unlisted state is kept as it was written", () => {
  expect(inState("PAID_MAYBE").raw).toBe("trade_state=PAID_MAYBE");
  expect(inState(42).raw).toBe("trade_state=42");
  expect(inState(undefined).raw).toBe("trade_state=undefined");
});
