// A 慧收银 notice is unsigned: whatever it says, it can only be the reason to ask.
import { expect, test } from "vitest";
import { checkConfig } from "../../main/channel/config.ts";
import { huishouyin } from "../../main/channel/huishouyin/index.ts";
import { readNotice } from "../../main/channel/huishouyin/notice.ts";

const read = (value: unknown, noticeReply = "success") =>
  readNotice(typeof value === "string" ? value : JSON.stringify(value), { noticeReply });

/** The vendor's sample (orderHooks). */
const SAMPLE = {
  code: 1000,
  msg: "交易变更",
  data: {
    trade_no: "2017102100151091",
    order_id: "2017103344151091",
    update_time: "2014-11-27 15:45:57",
    order_status: 2,
  },
};

test.each<[string, object]>([
  ["the sample", SAMPLE],
  ["flat, as the field table has it", { status: 1000, msg: "x", order_id: "2017103344151091", order_status: "1" }],
  ["paid", { ...SAMPLE, data: { ...SAMPLE.data, order_status: 1, total_amount: 12.5 } }],
  ["a failure", { ...SAMPLE, code: 3004 }],
  ["without a code", { data: SAMPLE.data }],
])("%s leads to a question and never to more", (_name, notice) => {
  expect(read(notice)).toEqual({ kind: "ask", tradeNo: "2017103344151091", refundNo: null, reply: "success" });
});

test("a refund's number is handed on, and the reply is the setting's", () => {
  const notice = { ...SAMPLE, data: { ...SAMPLE.data, refund_order_id: "R1" } };
  expect(read(notice, "OK")).toEqual({ kind: "ask", tradeNo: "2017103344151091", refundNo: "R1", reply: "OK" });
});

test.each<[string, unknown]>([
  ["nothing", ""],
  ["garbage", "\u0000"],
  ["a list", [SAMPLE]],
  ["null", "null"],
  ["no order", { code: 1000, data: {} }],
  ["an order number that is a number", { data: { order_id: 20171033 } }],
  ["an order number with more than letters and digits", { data: { order_id: "1' OR 1=1" } }],
  ["an order number without end", { data: { order_id: "9".repeat(129) } }],
])("%s is refused", (_name, notice) => {
  expect(read(notice)).toEqual({ kind: "refused", why: "unreadable" });
});

test("the reply is a setting: printable, at most 64 characters, success unless told", () => {
  const config = (noticeReply?: string) =>
    checkConfig(huishouyin, {
      baseUrl: "https://api.huishouyin.cn",
      appId: "a",
      appSecret: "b",
      ...(noticeReply === undefined ? {} : { noticeReply }),
    });
  expect(config()).toMatchObject({ ok: true, value: { noticeReply: "success" } });
  expect(config("000000")).toMatchObject({ ok: true, value: { noticeReply: "000000" } });
  for (const bad of ["", "收到", "a\nb", "x".repeat(65)]) expect(config(bad).ok).toBe(false);
});
