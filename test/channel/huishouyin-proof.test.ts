// What 慧收银's answers prove beyond their code and state: the amount, a QR's bill, a cancel; and what is kept of the words.
import { describe, expect, test } from "vitest";
import type { HttpAnswer } from "../../main/channel/http.ts";
import type { Asked } from "../../main/channel/huishouyin/answer.ts";
import {
  amountOutcome,
  chargeOutcome,
  qrOutcome,
  queryOutcome,
  undoneOutcome,
} from "../../main/channel/huishouyin/outcome.ts";
import { fen } from "../../preload/contract/money.ts";
import { APP, SECRET, says } from "./huishouyin-support.ts";

const NUMBER = "926112110150000100018";
const CODE = "136345610916464024";
const asked: Asked = { appId: APP, tradeNo: NUMBER, hidden: { secret: SECRET, payCode: CODE } };
const base = { trade_no: "2017102100151091", order_id: NUMBER, total_amount: 12.5 };
const failed = (cause: string) => ({ kind: "unknown", cause });

describe("a paid answer", () => {
  const of = (more: object) => queryOutcome(says(1000, { ...base, order_status: 1, ...more }), asked);

  test.each([[undefined], [null], ["12.505"], [-1], ["¥12.50"], [true]])("with an amount of %j names none", (value) => {
    expect(of({ total_amount: value })).toMatchObject({ kind: "paid", amountFen: null });
  });

  test("reads the amount as number or text", () => {
    for (const value of [12.5, "12.5", "12.50"]) expect(of({ total_amount: value })).toMatchObject({ amountFen: 1250 });
  });

  test("reads the wallet from pay_type or pay_channel", () => {
    expect(of({ pay_type: 0 })).toMatchObject({ wallet: "wechat" });
    expect(of({ pay_type: "1" })).toMatchObject({ wallet: "alipay" });
    expect(of({ pay_channel: 1 })).toMatchObject({ wallet: "alipay" });
    expect(of({ pay_type: 2 })).not.toHaveProperty("wallet");
    expect(of({})).not.toHaveProperty("wallet");
  });

  test("keeps payable, real and vouchers in its words", () => {
    const voucher_list = [{ name: "XX超市5折优惠", amount: 1, merchant_contribute: 1 }];
    const { raw } = of({ payable_amount: 10, real_amount: "9.00", voucher_list });
    expect(raw).toBe("1000 order_status=1 total=12.50 payable=10.00 real=9.00 voucher=1.00 XX超市5折优惠 返回消息");
  });
});

describe("the amount, asked for after pay/check said paid", () => {
  const checked = queryOutcome(says(1000, { trade_no: "T1", order_id: NUMBER, order_status: 1 }), asked);
  if (checked.kind !== "paid") throw new Error("not paid");
  const after = (detail: HttpAnswer) => amountOutcome(checked, detail, asked);

  test("both agree: paid with the amount, and the number either of them named", () => {
    expect(after(says(1000, { ...base, order_status: 1, pay_channel: 0 }))).toMatchObject({
      kind: "paid",
      amountFen: 1250,
      channelTradeNo: base.trade_no,
      wallet: "wechat",
    });
  });

  test("no readable detail: paid without an amount, for the flow to ask again, with both words kept", () => {
    const lost: HttpAnswer = { ok: false, failure: "timeout", detail: "" };
    for (const detail of [lost, says(4001), says(1000, { order_id: "other", order_status: 1 }), says(5001)])
      expect(after(detail)).toMatchObject({ kind: "paid", amountFen: null, channelTradeNo: "T1" });
    expect(after(lost).raw).toBe("check: paid, get: timeout");
  });

  test("[hazard] a detail that says anything but paid is a contradiction", () => {
    for (const order_status of [0, -1, 4, 5])
      expect(after(says(1000, { ...base, order_status }))).toMatchObject(failed("contradiction"));
    expect(after(says(1004))).toMatchObject(failed("contradiction"));
  });

  test("a detail that needs a person is passed on", () => {
    expect(after(says(1000, { ...base, order_status: 3 }))).toMatchObject({ byHand: true });
  });
});

describe("a QR code", () => {
  const ready = { ...base, payable_amount: 12.5, pay_url: "http://www.liantuo.com/xxx/xxx/xxx" };
  const qr = (answer: HttpAnswer) => qrOutcome(answer, asked, fen(1250));

  test("is ready when ours and with a pay_url", () => {
    expect(qr(says(1000, ready))).toMatchObject({
      kind: "ready",
      codeUrl: ready.pay_url,
      channelTradeNo: base.trade_no,
    });
  });

  test.each([[undefined], [""], [7], [null], ["http://a b"], ["javascript:alert(1)"], [`https://${"x".repeat(3000)}`]])(
    "is unreadable with a pay_url of %j",
    (pay_url) => {
      expect(qr(says(1000, { ...ready, pay_url }))).toMatchObject(failed("unreadable"));
    },
  );

  test("[hazard] a code over another amount is never shown", () => {
    expect(qr(says(1000, { ...ready, total_amount: 12.51 }))).toMatchObject(failed("amount_differs"));
    expect(qr(says(1000, { ...ready, total_amount: "x" }))).toMatchObject(failed("amount_differs"));
  });

  test("of another order is not shown", () => {
    expect(qr(says(1000, { ...ready, order_id: "other" }))).toMatchObject(failed("other_order"));
  });

  test("rejected before anything was made is declined; every other failure is unknown", () => {
    for (const code of [2000, 3000, 3001, 3002, 3003, 3004]) expect(qr(says(code))).toMatchObject({ kind: "declined" });
    for (const code of [1001, 1002, 1003, 1004, 1005, 1007, 4004, 5000])
      expect(qr(says(code))).toMatchObject(failed("failure_answered"));
    expect(qr(says(9999))).toMatchObject(failed("unlisted_state"));
  });
});

describe.each(["cancelled", "closed"] as const)("cancel and close: %s", (kind) => {
  test("1000 with our number is proof; without one, or with another, it is not", () => {
    expect(undoneOutcome(says(1000, { order_id: NUMBER }, "关闭成功"), asked, kind)).toMatchObject({ kind });
    for (const data of [{}, { order_id: "other" }, { order_id: Number(NUMBER) }])
      expect(undoneOutcome(says(1000, data), asked, kind)).toMatchObject(failed("other_order"));
  });

  test.each([[4], [5], [2], [-1]])("1000 beside state %i is proof", (order_status) => {
    expect(undoneOutcome(says(1000, { order_id: NUMBER, order_status }), asked, kind)).toMatchObject({ kind });
  });

  test.each([[0], [1], [3], [-2], [-3], [-10], ["x"]])(
    "[hazard] 1000 beside state %j is a contradiction, not proof",
    (order_status) => {
      const outcome = undoneOutcome(says(1000, { order_id: NUMBER, order_status }), asked, kind);
      expect(outcome).toMatchObject(failed("contradiction"));
    },
  );

  test("[hazard] the payer is typing (1002), or it is paid (1003, 1006): try again, not failure and not proof", () => {
    for (const code of [1002, 1003, 1006])
      expect(undoneOutcome(says(code), asked, kind)).toMatchObject(failed("failure_answered"));
  });
});

describe("what is kept of the words", () => {
  test("the pay code, the secret and anything shaped like a code is masked; our numbers stay", () => {
    const msg = `付款码${CODE}无效 2812 3456 7890 123456 ${SECRET} 单号${NUMBER}`;
    expect(chargeOutcome(says(1001, {}, msg), asked).raw).toBe(`1001 付款码****4024无效 ****3456 **** 单号${NUMBER}`);
  });

  test("it is one short line", () => {
    const { raw } = chargeOutcome(says(1001, {}, `a\n\u0007b${"长".repeat(500)}`), asked);
    expect(raw.startsWith("1001 a b长")).toBe(true);
    expect([...raw]).toHaveLength(200);
  });
});
