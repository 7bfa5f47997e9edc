// Every documented call of the channel console against the strict peer.
import { afterEach, describe, expect, test } from "vitest";
import type { DocumentedCall } from "../../main/channel/channel.ts";
import { wrong } from "../peers/pooul.ts";
import { type Opened, closeAll, newCode, newTradeNo, openChannel } from "./pooul-support.ts";

let opened: Opened[] = [];
afterEach(async () => {
  const all = opened;
  opened = [];
  await closeAll(all);
});

async function open(edition: "A" | "B" = "B") {
  const one = await openChannel({ edition });
  opened.push(one);
  const call = (name: string): DocumentedCall => {
    const found = one.channel.calls.find((known) => known.name === name);
    if (!found) throw new Error(`no call ${name}`);
    return found;
  };
  return { ...one, call, send: (name: string, input: Record<string, unknown>) => call(name).send(input, 1000) };
}

const pay = (pay_type: string, more: Record<string, unknown> = {}) => ({
  pay_type,
  mch_trade_id: newTradeNo(),
  total_fee: 221,
  body: "Alex Test",
  ...more,
});
const inApp = { sub_appid: "wx069eb0cbbdd45873", sub_openid: "outOWs-bgUH2QiCE0vNZhyCj2FJI" };

test("the list is every call of the seed and of the later edition, by the last part of its path", async () => {
  const { channel } = await open();
  expect(channel.calls.map((call) => call.name)).toEqual([
    "pay",
    "query",
    "close",
    "reverse",
    "refund",
    "refund_query",
    "pre_order",
    "pre_order_detail",
    "pre_order_close",
  ]);
});

describe("pay, each type", () => {
  test.each<[string, Record<string, unknown>, string]>([
    ["common.micro", { auth_code: newCode().reveal() }, "trade_state"],
    ["wechat.scan", {}, "code_url"],
    ["wechat.jsapi", inApp, "pay_info"],
    ["wechat.jsminipg", inApp, "pay_info"],
    ["wechat.app", { sub_appid: "wx2fbcb61b6e5b1384" }, "pay_info"],
    [
      "wechat.wap",
      { mch_app_type: "WAP", mch_app_name: "普尔商城", mch_app_id: "https://store.pooul.com/" },
      "mweb_url",
    ],
    ["alipay.scan", { store_id: "9527" }, "code_url"],
    ["wechat.jsurl", {}, "pay_url"],
    ["alipay.jsapi", inApp, "pay_info"],
    ["alipay.wap", {}, "mweb_url"],
    ["alipay.app", {}, "pay_info"],
    ["pooul.preorder", {}, "pay_info"],
    ["cmbc.fund", {}, "pay_info"],
    ["ecp.transfer", {}, "pay_info"],
  ])("%s is taken, signed, answered and verified", async (payType, own, field) => {
    const { call, send, peer } = await open();
    const input = pay(payType, { ...own, attach: "Alex attach", time_expire: 1_530_759_574 });
    expect(call("pay").input.safeParse(input).success).toBe(true);
    const answer = await send("pay", input);
    expect(answer).toMatchObject({ verified: true, status: 200, body: { code: 0, msg: expect.any(String) } });
    expect(answer).not.toHaveProperty("failure");
    expect(answer.body).toHaveProperty(`data.${field}`);
    expect(answer.body).toHaveProperty("data.mch_trade_id", input.mch_trade_id);
    expect(peer.requests[0]?.fields).toMatchObject({ ...input, spbill_create_ip: "127.0.0.1" });
  });

  test("an address the caller names is kept", async () => {
    const { send, peer } = await open();
    await send("pay", pay("wechat.jsapi", { ...inApp, spbill_create_ip: "203.0.113.9" }));
    expect(peer.requests[0]?.fields).toMatchObject({ spbill_create_ip: "203.0.113.9" });
  });

  test.each<[string, Record<string, unknown>]>([
    ["an unknown pay type", pay("wechat.magic")],
    ["no pay type", { mch_trade_id: "a", total_fee: 1, body: "x" }],
    ["a field of another type", pay("wechat.scan", { auth_code: "136345610916464024" })],
    ["a missing auth_code", pay("common.micro")],
    ["an auth_code with letters", pay("common.micro", { auth_code: "13634561091646402x" })],
    ["a fee in yuan", pay("wechat.scan", { total_fee: 2.21 })],
    ["a fee in text", pay("wechat.scan", { total_fee: "221" })],
    ["a fee of nothing", pay("wechat.scan", { total_fee: 0 })],
    ["a field the till fills in", pay("wechat.scan", { nonce_str: "x" })],
    ["an app without its payer", pay("wechat.jsapi", { sub_appid: "x" })],
    ["a kind of app nobody knows", pay("wechat.wap", { mch_app_type: "WEB", mch_app_name: "x", mch_app_id: "y" })],
    ["a time in milliseconds", pay("wechat.scan", { time_expire: 1_530_759_574_000 })],
  ])("%s is refused and nothing is sent", async (_name, input) => {
    const { call, send, peer } = await open();
    expect(call("pay").input.safeParse(input).success).toBe(false);
    await expect(send("pay", input)).rejects.toThrow();
    expect(peer.requests).toEqual([]);
  });
});

describe("the calls about an order", () => {
  test("query, refund, refund_query and reverse, one after the other", async () => {
    const { send, peer } = await open();
    const input = pay("common.micro", { auth_code: newCode("alipay").reveal() });
    await send("pay", input);
    const { mch_trade_id } = input;
    const queried = await send("query", { mch_trade_id });
    expect(queried).toMatchObject({ verified: true, body: { data: { trade_state: 0, total_fee: 221 } } });
    const refund = { mch_trade_id, mch_refund_id: "alextest.281.1", refund_fee: 21, refund_desc: "Alex Test" };
    expect(await send("refund", refund)).toMatchObject({ verified: true, body: { code: 0 } });
    expect(await send("refund_query", { mch_refund_id: "alextest.281.1" })).toMatchObject({
      verified: true,
      body: { data: { refunds: { mch_refund_id: "alextest.281.1", refund_status: 0 } } },
    });
    expect(await send("reverse", { mch_trade_id })).toMatchObject({ verified: true, body: { code: 0 } });
    expect(peer.books.orders.get(mch_trade_id)).toMatchObject({ paidFen: 221, returnedFen: 221 });
  });

  test("the seed's own refund, without a refund number, reaches its edition", async () => {
    const { send } = await open("A");
    const input = pay("common.micro", { auth_code: newCode().reveal() });
    await send("pay", input);
    const { mch_trade_id } = input;
    const refund = await send("refund", { mch_trade_id, refund_fee: 5, refund_desc: "Alex Test" });
    expect(refund).toMatchObject({ verified: true });
    expect(await send("refund_query", { mch_trade_id })).toMatchObject({
      verified: true,
      body: { data: { refunds: [{ refund_fee: 5, refund_state: 0 }] } },
    });
  });

  test("close of an order that waits for a payer", async () => {
    const { send } = await open();
    const input = pay("wechat.scan");
    await send("pay", input);
    expect(await send("close", { mch_trade_id: input.mch_trade_id })).toMatchObject({
      verified: true,
      body: { code: 0 },
    });
  });

  test("one QR for both wallets: pre_order, pre_order_detail, pre_order_close", async () => {
    const { send } = await open();
    const input = { mch_pre_id: "alextest.pre_order.17", total_fee: 221, body: "Alex Test" };
    expect(await send("pre_order", input)).toMatchObject({
      verified: true,
      body: { data: { pay_url: expect.any(String) } },
    });
    const { mch_pre_id } = input;
    expect(await send("pre_order_detail", { mch_pre_id })).toMatchObject({
      verified: true,
      body: { data: { pre_state: -1 } },
    });
    expect(await send("pre_order_close", { mch_pre_id })).toMatchObject({ verified: true, body: { code: 0 } });
    expect(await send("pre_order_detail", { mch_pre_id })).toMatchObject({
      verified: true,
      body: { data: { pre_state: 3 } },
    });
  });

  test("a refund query must name an order or a refund", async () => {
    const { call } = await open();
    expect(call("refund_query").input.safeParse({}).success).toBe(false);
  });
});

describe("what comes back", () => {
  const query = { mch_trade_id: "nobody.1" };

  test("a failure in plain JSON is shown, and not verified: nobody signed it", async () => {
    const { send } = await open();
    expect(await send("query", query)).toMatchObject({
      verified: false,
      status: 200,
      body: { code: 301, msg: "订单不存在" },
      failure: "order_missing",
    });
  });

  test.each([
    ["a signed failure is verified", { do: "signed_fail", code: 600, msg: "x" }, true, undefined],
    ["a stranger's signature", { do: "wrong_signature" }, false, "bad_signature"],
    ["an unsigned success", { do: "plain_success" }, false, "bad_signature"],
    ["a failure", wrong.systemError, false, "failure_answered"],
    ["a page", wrong.htmlPage, false, "unreadable"],
    ["a 502", wrong.badGateway, false, "server_error"],
    ["a rate limit", wrong.rateLimited, false, "rate_limited"],
    ["a lost answer", { do: "lose_answer" }, false, "broken_connection"],
    ["a redirect", { do: "redirect", to: "/" }, false, "redirected"],
    ["ten megabytes", { do: "huge" }, false, "too_large"],
  ] as const)("%s", async (_name, behaviour, verified, failure) => {
    const { send, peer } = await open();
    const input = pay("common.micro", { auth_code: newCode().reveal() });
    await send("pay", input);
    peer.script.next("query", behaviour);
    const answer = await send("query", { mch_trade_id: input.mch_trade_id });
    expect(answer.verified).toBe(verified);
    expect(answer.failure).toBe(failure);
  });

  test("no pay code comes back, wherever the channel repeats it; numbers stay readable", async () => {
    const { send, peer } = await open();
    const code = newCode().reveal();
    const seen = "281234567890123456";
    peer.script.next("pay", {
      do: "change",
      data: {
        auth_code: code,
        trade_info: `付款码 ${code}, ${seen}`,
        list: [{ echo: code, out_trade_id: "4200000114201806284156184664" }],
      },
    });
    const answer = await send("pay", pay("common.micro", { auth_code: code }));
    expect(answer.verified).toBe(true);
    expect(JSON.stringify(answer)).not.toContain(code);
    expect(JSON.stringify(answer)).not.toContain(seen);
    expect(answer.body).toMatchObject({
      data: {
        auth_code: `****${code.slice(-4)}`,
        merchant_id: peer.merchantId,
        list: [{ echo: `****${code.slice(-4)}`, out_trade_id: "4200000114201806284156184664" }],
      },
    });
  });

  test("a failure that repeats the pay code in plain JSON is masked too", async () => {
    const { send, peer } = await open();
    const code = newCode().reveal();
    peer.script.next("pay", { do: "fail", code: 600, msg: `AUTH_CODE_INVALID ${code}` });
    const answer = await send("pay", pay("common.micro", { auth_code: code }));
    expect(answer.body).toEqual({ code: 600, msg: `AUTH_CODE_INVALID ****${code.slice(-4)}` });
  });

  test("no key is in anything the channel shows", async () => {
    const { channel, send, peer } = await open();
    const shown = JSON.stringify([channel, await send("query", query)]);
    const secret = peer.keys.merchantPrivatePem.split("\n")[3] ?? "";
    expect(secret.length).toBe(64);
    expect(shown).not.toContain(secret);
  });
});
