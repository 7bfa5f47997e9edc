// Every documented call of the channel console against the strict peer.
import { describe, expect, test } from "vitest";
import type { DocumentedCall } from "../../main/channel/channel.ts";
import { wrong } from "../peers/leshua.ts";
import { newCode, newRefundNo, newTradeNo, open } from "./leshua-support.ts";

async function openConsole(extra: Record<string, unknown> = {}) {
  const one = await open({}, extra);
  const call = (name: string): DocumentedCall => {
    const found = one.channel.calls.find((known) => known.name === name);
    if (!found) throw new Error(`no call ${name}`);
    return found;
  };
  return { ...one, call, send: (name: string, input: Record<string, unknown>) => call(name).send(input, 1000) };
}

const barcode = (more: Record<string, unknown> = {}) => ({
  auth_code: newCode().reveal(),
  third_order_id: newTradeNo(),
  amount: "221",
  ...more,
});
const tdcode = (pay_way: string, jspay_flag: string, more: Record<string, unknown> = {}) => ({
  pay_way,
  jspay_flag,
  third_order_id: newTradeNo(),
  amount: "221",
  ...more,
});
const described = {
  notify_url: "https://shop.example/n",
  client_ip: "203.0.113.9",
  body: "测试 a+b",
  shop_no: "一号店A1",
  pos_no: "01",
  attach: "x",
  limit_pay: "1",
  goods_tag: "t",
  goods_detail: '{"a":1}',
  hb_fq_num: "3",
  Source: "S",
  extend_business_params: "{}",
  royalty: "{}",
  t0: "1",
};

test("the list is every service of the document, and no other", async () => {
  const { channel } = await openConsole();
  expect(channel.calls.map((call) => call.name)).toEqual([
    "upload_authcode",
    "get_tdcode",
    "query_status",
    "close_order",
    "unified_refund",
    "unified_query_refund",
  ]);
});

describe("each call is taken, signed, answered and verified", () => {
  test("upload_authcode with every optional field", async () => {
    const { send, peer } = await openConsole();
    const input = barcode(described);
    const answer = await send("upload_authcode", input);
    expect(answer).toMatchObject({ verified: true, status: 200, body: { result_code: "0", status: "2" } });
    expect(answer).not.toHaveProperty("failure");
    expect(peer.requests[0]?.fields).toMatchObject({ ...input, service: "upload_authcode" });
  });

  test.each([
    ["ZFBZF", "0", {}, "td_code"],
    ["UPSMZF", "0", { order_expiration: "120" }, "td_code"],
    ["DCPAY", "0", {}, "td_code"],
    ["WXZF", "2", { jump_url: "https://shop.example/j" }, "jspay_url"],
    ["ZFBZF", "2", {}, "jspay_url"],
    ["WXZF", "1", { appid: "wx0", sub_openid: "oUp" }, "jspay_info"],
    ["ZFBZF", "1", { sub_openid: "2088" }, "jspay_info"],
    ["WXZF", "3", { appid: "wx0", sub_openid: "oUp" }, "jspay_info"],
  ])("get_tdcode %s with flag %s", async (payWay, flag, own, field) => {
    const { send, peer } = await openConsole();
    const input = tdcode(payWay, flag, { ...described, ...own });
    const answer = await send("get_tdcode", input);
    expect(answer).toMatchObject({ verified: true, body: { result_code: "0", [field]: expect.stringMatching(/./) } });
    expect(peer.requests[0]?.fields).toMatchObject(input);
  });

  test("flag 2 without an address takes the one that is set", async () => {
    const { send, peer } = await openConsole({ jumpUrl: "https://shop.example/done" });
    await send("get_tdcode", tdcode("WXZF", "2"));
    expect(peer.requests[0]?.fields).toMatchObject({ jump_url: "https://shop.example/done" });
  });

  test("query, refund, refund query and close, by our number and by Leshua's", async () => {
    const { send, peer } = await openConsole();
    const { third_order_id, ...rest } = barcode({ amount: 221 });
    const paid = await send("upload_authcode", { third_order_id, ...rest });
    expect(peer.requests[0]?.fields).toMatchObject({ amount: "221" });
    const { leshuaId } = peer.books.orders.get(third_order_id) ?? { leshuaId: "" };
    expect(paid.body).toMatchObject({ leshua_order_id: leshuaId });
    for (const name of [
      { third_order_id },
      { leshua_order_id: leshuaId },
      { third_order_id, leshua_order_id: leshuaId },
    ])
      expect(await send("query_status", name)).toMatchObject({ verified: true, body: { status: "2", amount: "221" } });
    const merchant_refund_id = newRefundNo();
    const refund = { leshua_order_id: leshuaId, merchant_refund_id, refund_amount: "21", attach: "x" };
    const accepted = await send("unified_refund", { ...refund, notify_url: "https://shop.example/r" });
    expect(accepted).toMatchObject({ verified: true, body: { status: "10", refund_amount: "21" } });
    const asked = await send("unified_query_refund", { third_order_id, merchant_refund_id });
    expect(asked).toMatchObject({ verified: true, body: { status: "11", merchant_refund_id } });
    const leshua_refund_id = peer.books.refunds[0]?.leshuaId ?? "";
    expect(await send("unified_query_refund", { third_order_id, leshua_refund_id })).toMatchObject({ verified: true });
    expect(await send("close_order", { third_order_id })).toMatchObject({
      verified: true,
      body: { result_code: "1", error_code: "-20027" },
    });
  });
});

describe("what is refused before anything is sent", () => {
  test.each<[string, string, Record<string, unknown>]>([
    ["an unknown field", "upload_authcode", barcode({ magic: "1" })],
    ["a field the till fills in", "upload_authcode", barcode({ nonce_str: "x" })],
    ["the service", "query_status", { third_order_id: "T1", service: "close_order" }],
    ["a sign", "query_status", { third_order_id: "T1", sign: "x" }],
    ["a merchant", "query_status", { third_order_id: "T1", merchant_id: "1" }],
    ["no pay code", "upload_authcode", tdcode("WXZF", "0")],
    ["a pay code with letters", "upload_authcode", barcode({ auth_code: "13634561091646402x" })],
    ["an amount in yuan", "upload_authcode", barcode({ amount: "2.21" })],
    ["an amount of nothing", "upload_authcode", barcode({ amount: "0" })],
    ["half a fen", "upload_authcode", barcode({ amount: 0.5 })],
    ["eleven digits", "upload_authcode", barcode({ amount: "10000000000" })],
    ["a number with an underscore", "upload_authcode", barcode({ third_order_id: "T_1" })],
    ["a number of 65 letters", "upload_authcode", barcode({ third_order_id: "T".repeat(65) })],
    ["a line break in body", "upload_authcode", barcode({ body: "a\nb" })],
    ["an empty field", "upload_authcode", barcode({ attach: "" })],
    ["a shop with a dash", "upload_authcode", barcode({ shop_no: "a-b" })],
    ["an unknown pay_way", "get_tdcode", tdcode("CARD", "0")],
    ["an unknown flag", "get_tdcode", tdcode("WXZF", "4")],
    ["digital RMB with another flag", "get_tdcode", tdcode("DCPAY", "1")],
    ["no order", "query_status", {}],
    ["no order to close", "close_order", {}],
    ["no order to refund", "unified_refund", { merchant_refund_id: "8", refund_amount: "1" }],
    ["a refund without a number", "unified_refund", { third_order_id: "T1", refund_amount: "1" }],
    [
      "a refund number with an underscore",
      "unified_refund",
      { third_order_id: "T1", merchant_refund_id: "8_1", refund_amount: "1" },
    ],
    ["a refund of nothing", "unified_refund", { third_order_id: "T1", merchant_refund_id: "8", refund_amount: "0" }],
    ["a refund query without a refund", "unified_query_refund", { third_order_id: "T1" }],
  ])("%s", async (_name, service, input) => {
    const { call, send, peer } = await openConsole();
    expect(call(service).input.safeParse(input).success).toBe(false);
    await expect(send(service, input)).rejects.toThrow();
    expect(peer.requests).toEqual([]);
  });
});

describe("what comes back", () => {
  const nobody = { third_order_id: "T1" };

  test("a signed refusal is a verified answer: its code stands in the body", async () => {
    const { send } = await openConsole();
    expect(await send("query_status", nobody)).toMatchObject({
      verified: true,
      status: 200,
      body: { resp_code: "0", result_code: "1", error_code: "-4006", error_msg: "订单不存在" },
    });
  });

  test.each([
    ["resp_code 1", wrong.notUsable, "failure_answered"],
    ["a stranger's signature", { do: "wrong_signature" }, "bad_signature"],
    ["no signature", { do: "unsigned" }, "bad_signature"],
    ["a page", wrong.htmlPage, "unreadable"],
    ["a 502", wrong.badGateway, "server_error"],
    ["a rate limit", wrong.rateLimited, "rate_limited"],
    ["a lost answer", wrong.loseAnswer, "broken_connection"],
    ["a redirect", { do: "redirect", to: "/" }, "redirected"],
    ["ten megabytes", wrong.huge, "too_large"],
    ["a DOCTYPE", { do: "text", body: "<!DOCTYPE a><leshua/>" }, "unreadable"],
  ] as const)("%s is not verified", async (_name, behaviour, failure) => {
    const { send, peer } = await openConsole();
    peer.script.next("query_status", behaviour);
    expect(await send("query_status", nobody)).toMatchObject({ verified: false, failure });
  });

  test("an unverified answer is shown for what it says, and believed in nothing", async () => {
    const { send, peer } = await openConsole();
    peer.script.next("query_status", { do: "text", body: "<html>接口为可用状态</html>" });
    expect(await send("query_status", nobody)).toMatchObject({ verified: false, body: "<html>接口为可用状态</html>" });
  });

  test("no pay code and no key comes back, wherever the channel repeats it; numbers stay readable", async () => {
    const { send, peer } = await openConsole();
    const input = barcode();
    const seen = "281234567890123456";
    const leshua_order_id = "1400000000000000";
    peer.script.next("upload_authcode", {
      do: "change",
      fields: {
        auth_code: input.auth_code,
        attach: `付款码 ${input.auth_code}, ${seen}`,
        error_msg: `key ${peer.key} ${peer.notifyKey}`,
        goods_tag: input.auth_code,
        leshua_order_id,
      },
    });
    const answer = await send("upload_authcode", input);
    const tail = `****${input.auth_code.slice(-4)}`;
    expect(answer).toMatchObject({ verified: true, body: { auth_code: tail, goods_tag: tail, leshua_order_id } });
    for (const secret of [input.auth_code, seen, peer.key, peer.notifyKey])
      expect(JSON.stringify(answer)).not.toContain(secret);
    peer.script.next("upload_authcode", { do: "text", body: `<p>${input.auth_code} ${peer.key}</p>` });
    const page = JSON.stringify(await send("upload_authcode", { ...input, third_order_id: newTradeNo() }));
    expect(page).not.toContain(input.auth_code);
    expect(page).not.toContain(peer.key);
  });

  test("no key is in anything the channel shows", async () => {
    const { channel, send, peer } = await openConsole();
    const shown = JSON.stringify([channel, await send("query_status", nobody)]);
    for (const secret of [peer.key, peer.notifyKey]) expect(shown).not.toContain(secret);
  });
});
