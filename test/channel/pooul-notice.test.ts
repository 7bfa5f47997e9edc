// What a Pooul notice says: every documented state, and everything that must not be believed, row by row.
import { createPublicKey } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Notice } from "../../main/channel/channel.ts";
import { readNotice } from "../../main/channel/pooul/notice.ts";
import vectors from "./pooul-known-answers.json" with { type: "json" };
import { MERCHANT, keys, newRefundNo, newTradeNo, pooulKey, signed } from "./pooul-support.ts";

const TRADE_NO = newTradeNo();
const REFUND_NO = newRefundNo();
const read = (text: string): Notice => readNotice(text, { key: pooulKey, merchantId: MERCHANT });

/** The vendor's sample "Pay notify", with our numbers. */
const PAYMENT = {
  trade_id: "5c00a57001c9110e2a5c9932",
  attach: "Alex",
  mch_trade_id: TRADE_NO,
  merchant_id: MERCHANT,
  pay_type: "wechat.scan",
  total_fee: 1250,
  trade_state: 0,
  trade_info: "支付成功, ",
};
const payment = (change: object = {}, envelope: object = {}) =>
  signed({ code: 0, data: { ...PAYMENT, ...change }, nonce_str: "5c00a5b901c9110e2a5c9933", ...envelope });

const ENTRY = { refund_id: "5d22bd1d", mch_refund_id: REFUND_NO, refund_fee: 300, refund_desc: "x", refund_status: 0 };
const refund = (refunds: unknown) => {
  const { trade_state: _state, total_fee: _fee, ...data } = PAYMENT;
  return signed({ code: 0, msg: "success", data: { ...data, refunds } });
};

describe("a payment", () => {
  test("paid: our number, the amount, the channel's number and the wallet; answered with success", () => {
    expect(read(payment())).toEqual({
      kind: "payment",
      tradeNo: TRADE_NO,
      reply: "success",
      outcome: {
        kind: "paid",
        amountFen: 1250,
        channelTradeNo: "5c00a57001c9110e2a5c9932",
        wallet: "wechat",
        raw: "trade_state=0 支付成功,",
      },
    });
  });

  test.each<[unknown, string]>([
    [0, "paid"],
    ["0", "paid"],
    [1, "unknown"],
    [2, "awaiting"],
    [3, "closed"],
    [4, "unknown"],
    [5, "cancelled"],
    [6, "awaiting"],
    [7, "declined"],
    [8, "unknown"],
    [9, "unknown"],
    [undefined, "unknown"],
  ])("trade_state %j is %s", (trade_state, kind) => {
    expect(read(payment({ trade_state }))).toMatchObject({ kind: "payment", outcome: { kind } });
  });

  test.each([undefined, null, "01250", 12.5, -1])("an amount of %j is no amount", (total_fee) => {
    expect(read(payment({ total_fee }))).toMatchObject({ outcome: { kind: "paid", amountFen: null } });
  });

  test("another code than 0 may only be asked about", () => {
    const ask = { kind: "ask", tradeNo: TRADE_NO, refundNo: null, reply: "success" };
    expect(read(payment({}, { code: 600, msg: "x" }))).toEqual(ask);
    expect(read(payment({}, { code: undefined }))).toEqual(ask);
  });

  test("line ends around the token are nothing", () => {
    expect(read(`${payment()}\r\n`)).toMatchObject({ kind: "payment" });
  });
});

describe("a refund", () => {
  test("finished: both numbers and the amount", () => {
    expect(read(refund(ENTRY))).toEqual({
      kind: "refund",
      tradeNo: TRADE_NO,
      refundNo: REFUND_NO,
      reply: "success",
      outcome: { kind: "refunded", amountFen: 300, raw: "refund=0 300 5d22bd1d" },
    });
  });

  test.each<[object, string]>([
    [{ refund_status: 1 }, "processing"],
    [{ refund_status: 2 }, "refused"],
    [{ refund_status: 3 }, "unknown"],
    [{ refund_status: 4 }, "unknown"],
    [{ refund_status: undefined }, "unknown"],
    [{ refund_status: undefined, refund_state: 0 }, "refunded"],
    [{ refund_status: 0, refund_state: 1 }, "unknown"],
  ])("%j is %s", (change, kind) => {
    expect(read(refund({ ...ENTRY, ...change }))).toMatchObject({ kind: "refund", outcome: { kind } });
  });

  test("one in a list is the same", () => {
    expect(read(refund([ENTRY]))).toMatchObject({ kind: "refund", refundNo: REFUND_NO });
  });

  test.each<[string, unknown]>([
    ["a list of two", [ENTRY, ENTRY]],
    ["an empty list", []],
    ["no refund number", { ...ENTRY, mch_refund_id: undefined }],
    ["a number that is a number", { ...ENTRY, mch_refund_id: 8 }],
    ["a text", "refunded"],
  ])("%s may only be asked about", (_name, refunds) => {
    expect(read(refund(refunds))).toEqual({ kind: "ask", tradeNo: TRADE_NO, refundNo: null, reply: "success" });
  });
});

describe("refused", () => {
  const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url");
  test.each<[string, string, string]>([
    ["nothing", "", "unreadable"],
    ["plain JSON", JSON.stringify({ code: 0, data: PAYMENT }), "unreadable"],
    ["HTML", "<html></html>", "unreadable"],
    ["somebody else's key", signed({ code: 0, data: PAYMENT }, keys.strangerPrivatePem), "bad_signature"],
    ["the merchant's own key", signed({ code: 0, data: PAYMENT }, keys.merchantPrivatePem), "bad_signature"],
    ["alg none", `${unsigned}.${payment().split(".")[1]}.`, "bad_signature"],
    [
      "a signature of another text",
      `${payment().split(".", 2).join(".")}.${refund(ENTRY).split(".")[2]}`,
      "bad_signature",
    ],
    ["no data", signed({ code: 0 }), "unreadable"],
    ["another merchant", payment({ merchant_id: "5399355381712173" }), "other_merchant"],
    ["no merchant: one key signs for all of them", payment({ merchant_id: undefined }), "other_merchant"],
    ["no order number", payment({ mch_trade_id: undefined }), "unreadable"],
    ["an order number that is a number", payment({ mch_trade_id: 9 }), "unreadable"],
  ])("%s", (_name, text, why) => expect(read(text)).toEqual({ kind: "refused", why }));
});

test("the vendor's published token verifies with its published key, and is about its own merchant only", () => {
  const key = createPublicKey(vectors.pooul_public_key_pem);
  expect(readNotice(vectors.response_jwt, { key, merchantId: "5399355381712172" })).toMatchObject({
    kind: "payment",
    tradeNo: "alextest.scan.153",
    outcome: { kind: "unknown", cause: "unlisted_state" },
  });
  expect(readNotice(vectors.response_jwt, { key, merchantId: MERCHANT.replace("5", "6") })).toEqual({
    kind: "refused",
    why: "other_merchant",
  });
});
