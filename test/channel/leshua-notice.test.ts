// What a Leshua notice says: the facts' vectors, every state, both forms of the signature and of the body.
import { describe, expect, test } from "vitest";
import type { Notice } from "../../main/channel/channel.ts";
import { readNotice } from "../../main/channel/leshua/notice.ts";
import { type AnswerForm, type Fields, noticeSign, toXml } from "../peers/leshua/envelope.ts";
import { KEY, MERCHANT, NUMBER, newRefundNo } from "./leshua-support.ts";

const REFUND_NO = newRefundNo();
const read = (text: string): Notice => readNotice(text, { merchantId: MERCHANT, notifyKey: KEY });

const PAYMENT: Fields = {
  leshua_order_id: "0003495002500081",
  merchant_id: MERCHANT,
  third_order_id: NUMBER,
  amount: "1250",
  pay_way: "WXZF",
  status: "2",
  attach: "",
  nonce_str: "xyz",
};
/** The fields of the vendor's page 1099889. */
const REFUND: Fields = {
  nonce_str: "xyz",
  status: "11",
  failure_reason: "",
  merchant_id: MERCHANT,
  sub_merchant_id: "123456",
  third_order_id: NUMBER,
  leshua_order_id: "0003495002500081",
  refund_amount: "300",
  merchant_refund_id: REFUND_NO,
  leshua_refund_id: "0003495002500082",
  total_amount: "1250",
  refund_time: "2026-11-21 10:15:00",
};

const sealed = (fields: Fields, form: AnswerForm = "kept", key = KEY): Fields => ({
  ...fields,
  sign: noticeSign(fields, key, form),
});
const xml = (fields: Fields, form?: AnswerForm, key?: string) => toXml(sealed(fields, form, key));
const asForm = (fields: Fields) => new URLSearchParams(sealed(fields)).toString();

/** The notice of facts §5.2, with a sign. */
const vector = (sign: string) =>
  `amount=1&attach=&leshua_order_id=0003495002500081&merchant_id=0000000001&status=2&third_order_id=T20240101000001&sign=${sign}`;

describe("the facts' vectors", () => {
  test.each([
    "cee3b8bdea283e5dacf8523e2c0e541b",
    "CEE3B8BDEA283E5DACF8523E2C0E541B",
    "11296f55533f1abb38b806c9e3f94c79",
    "11296F55533F1ABB38B806C9E3F94C79",
  ])("%s", (sign) => {
    expect(read(vector(sign))).toMatchObject({
      kind: "payment",
      tradeNo: "T20240101000001",
      outcome: { kind: "paid", amountFen: 1 },
      reply: "000000",
    });
  });

  test("one more digit in the amount, and it is refused", () => {
    const forged = vector("cee3b8bdea283e5dacf8523e2c0e541b").replace("amount=1&", "amount=10&");
    expect(read(forged)).toEqual({ kind: "refused", why: "bad_signature" });
  });
});

describe("a payment", () => {
  test("paid, as XML: our number, the amount, the channel's number, the wallet", () => {
    expect(read(xml(PAYMENT))).toEqual({
      kind: "payment",
      tradeNo: NUMBER,
      reply: "000000",
      outcome: {
        kind: "paid",
        amountFen: 1250,
        channelTradeNo: "0003495002500081",
        wallet: "wechat",
        raw: "status=2 WXZF sign=kept",
      },
    });
  });

  test("the same as a form, and with empty fields not signed", () => {
    expect(read(asForm(PAYMENT))).toEqual(read(xml(PAYMENT)));
    expect(read(xml(PAYMENT, "dropped"))).toMatchObject({
      outcome: { kind: "paid", raw: "status=2 WXZF sign=dropped" },
    });
  });

  test.each([
    ["0", "awaiting"],
    ["2", "paid"],
    ["6", "closed"],
    ["8", "declined"],
    ["30", "unknown"],
    ["", "unknown"],
  ])("status %j is %s", (status, kind) => {
    expect(read(xml({ ...PAYMENT, status }))).toMatchObject({ kind: "payment", outcome: { kind } });
  });

  test("the amount may be called account; two that differ are a contradiction; none is none", () => {
    const { amount: _amount, ...rest } = PAYMENT;
    expect(read(xml({ ...rest, account: "1250" }))).toMatchObject({ outcome: { kind: "paid", amountFen: 1250 } });
    expect(read(xml({ ...PAYMENT, account: "1" }))).toMatchObject({
      outcome: { kind: "unknown", cause: "contradiction" },
    });
    expect(read(xml(rest))).toMatchObject({ outcome: { kind: "paid", amountFen: null } });
  });

  test("error_code is not signed, so it changes nothing", () => {
    const fields = { ...sealed(PAYMENT), error_code: "-20005" };
    expect(read(toXml(fields))).toEqual(read(xml(PAYMENT)));
  });
});

describe("a refund", () => {
  test("finished: both numbers and the amount", () => {
    expect(read(xml(REFUND))).toEqual({
      kind: "refund",
      tradeNo: NUMBER,
      refundNo: REFUND_NO,
      reply: "000000",
      outcome: { kind: "refunded", amountFen: 300, raw: "status=11 300 sign=kept" },
    });
  });

  test.each([
    ["10", "processing"],
    ["11", "refunded"],
    ["12", "refused"],
    ["2", "unknown"],
    ["", "unknown"],
  ])("status %j is %s", (status, kind) => {
    expect(read(xml({ ...REFUND, status }))).toMatchObject({ kind: "refund", outcome: { kind } });
  });

  test("without our number it may only be asked about, also when only its status tells what it is", () => {
    const ask = { kind: "ask", tradeNo: NUMBER, refundNo: null, reply: "000000" };
    expect(read(xml({ ...REFUND, merchant_refund_id: "" }))).toEqual(ask);
    expect(read(xml({ ...PAYMENT, status: "11" }))).toEqual(ask);
  });
});

describe("refused", () => {
  const twoWays = { ...PAYMENT, attach: "a&status=2" };
  test.each<[string, string, string]>([
    ["nothing", "", "unreadable"],
    ["garbage", "\u0000\u0001", "unreadable"],
    ["JSON", JSON.stringify(sealed(PAYMENT)), "unreadable"],
    ["XML that is cut", xml(PAYMENT).slice(0, -12), "unreadable"],
    ["an entity bomb", `<!DOCTYPE a [<!ENTITY b "c">]>${xml(PAYMENT)}`, "unreadable"],
    ["a field twice, XML", xml(PAYMENT).replace("</leshua>", "<amount>1</amount></leshua>"), "unreadable"],
    ["a field twice, form", `${asForm(PAYMENT)}&amount=1`, "unreadable"],
    ["a value that could be two fields", xml(twoWays), "unreadable"],
    ["no sign", toXml(PAYMENT), "bad_signature"],
    ["another key", xml(PAYMENT, "kept", KEY.replace("0", "1")), "bad_signature"],
    ["a changed amount", xml(PAYMENT).replace("1250", "1"), "bad_signature"],
    ["a field added", xml(PAYMENT).replace("</leshua>", "<x>1</x></leshua>"), "bad_signature"],
    ["another merchant", xml({ ...PAYMENT, merchant_id: "0000000002" }), "other_merchant"],
    ["no merchant", xml({ ...PAYMENT, merchant_id: "" }), "other_merchant"],
    ["no order", xml({ ...PAYMENT, third_order_id: "" }), "unreadable"],
  ])("%s", (_name, text, why) => expect(read(text)).toEqual({ kind: "refused", why }));
});
