// Every documented call of 慧收银 for the channel console against the strict peer.
import { afterEach, describe, expect, test } from "vitest";
import type { DocumentedCall } from "../../main/channel/channel.ts";
import { misbehave } from "../peers/common/misbehave.ts";
import { type HuishouyinPeerOptions, wrong } from "../peers/huishouyin.ts";
import { type Opened, SECRET, closeAll, newCode, newTradeNo, openChannel } from "./huishouyin-support.ts";

let opened: Opened[] = [];
afterEach(async () => {
  const all = opened;
  opened = [];
  await closeAll(all);
});

async function open(options: HuishouyinPeerOptions = {}) {
  const one = await openChannel(options);
  opened.push(one);
  const call = (name: string): DocumentedCall => {
    const found = one.channel.calls.find((known) => known.name === name);
    if (!found) throw new Error(`no call ${name}`);
    return found;
  };
  return { ...one, call, send: (name: string, input: Record<string, unknown>) => call(name).send(input, 1000) };
}

const bill = (more: Record<string, unknown> = {}) => ({ order_id: newTradeNo(), total_amount: "11.00", ...more });
const payment = (more: Record<string, unknown> = {}) => ({ ...bill(), pay_code: newCode().reveal(), ...more });

/** The seed's own. */
const store_info = {
  store_id: "L4XYdVQWe0DROIQBxxtrYKWawTIrXofe",
  cashier_id: "5CDJVuPZ89l8hANqsJiU8zWDQ9rUATmg",
  waiter1_id: "HUpLsX7XQWFH3iktwFFMmi1GNdKH7Ef3",
  waiter2_id: "L4XYdVQWe0DROIQBxxtrYKWawTIrXofe",
  terminal_id: "bT2CAkZUgoOr36BnZhuC1aTvXgxhvmhF",
};
const goods_list = [{ barcode: "6983748939221", title: "可口可乐300ml", num: 2, price: 3.0 }];

test("the list is every call of the seed and of the vendor's other pages, by the last part of its path", async () => {
  const { channel } = await open();
  expect(channel.calls.map((call) => call.name)).toEqual([
    "qrcode",
    "scan",
    "h5",
    "check",
    "get",
    "refund",
    "cancel",
    "close",
    "list",
  ]);
});

describe("one after the other", () => {
  test("qrcode, check, get, refund, check of the refund, cancel", async () => {
    const { send, peer } = await open();
    const input = payment();
    const { order_id } = input;
    expect(await send("qrcode", input)).toEqual({
      verified: true,
      status: 200,
      headers: expect.objectContaining({ "content-type": "application/json" }),
      body: {
        code: 1000,
        msg: "支付成功",
        data: expect.objectContaining({ order_id, order_status: 1, real_amount: 11 }),
      },
    });
    expect(await send("check", { order_id })).toMatchObject({ verified: true, body: { data: { order_status: 1 } } });
    const detail = await send("get", { order_id });
    expect(detail).toMatchObject({ verified: true, body: { data: { total_amount: 11, refund_list: [] } } });
    const refund = { order_id, refund_order_id: "R1", refund_amount: 0.5 };
    expect(await send("refund", refund)).toMatchObject({ verified: true, body: { data: { refund_amount: 0.5 } } });
    expect(await send("check", { refund_order_id: "R1" })).toMatchObject({
      verified: true,
      body: { data: { order_id, order_status: 3 } },
    });
    expect(await send("cancel", { order_id, store_info })).toMatchObject({ verified: true, body: { code: 1000 } });
    expect(peer.books.orders.get(order_id)).toMatchObject({ paidFen: 1100, returnedFen: 1100 });
  });

  test("scan and h5 answer a pay_url; close ends them", async () => {
    const { send } = await open();
    for (const name of ["scan", "h5"]) {
      const input = bill();
      const answer = await send(name, input);
      expect(answer).toMatchObject({ verified: true, body: { data: { pay_url: expect.stringContaining(name) } } });
      expect(await send("close", { order_id: input.order_id })).toMatchObject({ verified: true });
    }
  });

  test("list: the vendor's own sample, and paging", async () => {
    const { send, peer } = await open();
    for (let i = 0; i < 3; i++) await send("qrcode", payment());
    await send("scan", bill());
    const sample = {
      start_time: 1506787200,
      end_time: 1506873600,
      paid: 10,
      refunded: 0,
      order_status: 10,
      page_num: -1,
      return_type: 0,
    };
    expect(await send("list", sample)).toMatchObject({ verified: true, body: { data: { total_num: 4 } } });
    const paged = await send("list", { paid: 1, page_limit: 2, page_num: 1 });
    expect(paged).toMatchObject({ verified: true, body: { data: { total_num: 3, page_num: 1 } } });
    expect(peer.requests.at(-1)?.fields).toMatchObject({ paid: 1, refunded: 10 });
  });

  test("a list as text or table has no documented form: shown, and not verified", async () => {
    const { send, peer } = await open();
    peer.script.next("list", { do: "status", status: 200, body: "trade_no,order_id\n1,2\n", processed: true });
    expect(await send("list", { return_type: 1 })).toMatchObject({
      verified: false,
      failure: "unreadable",
      body: "trade_no,order_id\n1,2\n",
    });
  });
});

describe("store and goods", () => {
  test.each(["json", "quoteless"] as const)("are sent as JSON and signed as %s", async (nestedAs) => {
    const { send, peer } = await open({ nestedAs });
    for (const name of ["qrcode", "scan", "h5"]) {
      const own = name === "qrcode" ? payment() : bill();
      expect(await send(name, { ...own, store_info, goods_list })).toMatchObject({ verified: true });
      expect(peer.requests.at(-1)?.fields).toMatchObject({ store_info, goods_list });
    }
  });
});

describe("amounts", () => {
  test.each<[unknown, string]>([
    [11, "11.00"],
    [11.5, "11.50"],
    ["11", "11.00"],
    ["0.01", "0.01"],
  ])("%j goes out as %s", async (total_amount, written) => {
    const { send, peer } = await open();
    expect(await send("qrcode", payment({ total_amount }))).toMatchObject({ verified: true });
    expect(peer.requests[0]?.fields).toMatchObject({ total_amount: written });
  });
});

test.each<[string, string, Record<string, unknown>]>([
  ["qrcode", "no pay code", bill()],
  ["qrcode", "a pay code with blanks", payment({ pay_code: "1345 6789 0123 456789" })],
  ["qrcode", "an amount of nothing", payment({ total_amount: 0 })],
  ["qrcode", "a third decimal", payment({ total_amount: "11.005" })],
  ["qrcode", "a negative amount", payment({ total_amount: -1 })],
  ["qrcode", "a field the till fills in", payment({ app_id: "x" })],
  ["qrcode", "a signature of one's own", payment({ sign: "x" })],
  ["qrcode", "a store field nobody knows", payment({ store_info: { shop: "1" } })],
  ["scan", "no amount", { order_id: "1" }],
  ["h5", "a number of 65 characters", bill({ order_id: "x".repeat(65) })],
  ["check", "nothing named", {}],
  ["get", "nothing named", {}],
  ["refund", "no order named", { refund_amount: "1.00" }],
  ["refund", "[hazard] 0, which would give everything back", { order_id: "1", refund_amount: "0" }],
  ["refund", "[hazard] 0.00", { order_id: "1", refund_amount: "0.00" }],
  ["refund", "[hazard] the number 0", { order_id: "1", refund_amount: 0 }],
  ["refund", "no amount", { order_id: "1" }],
  ["cancel", "no order named", {}],
  ["close", "an amount", { order_id: "1", refund_amount: "1.00" }],
  ["list", "a page of 100", { page_limit: 100 }],
  ["list", "a filter nobody knows", { paid: 2 }],
])("%s with %s is refused and nothing is sent", async (name, _what, input) => {
  const { call, send, peer } = await open();
  expect(call(name).input.safeParse(input).success).toBe(false);
  await expect(send(name, input)).rejects.toThrow();
  expect(peer.requests).toEqual([]);
});

describe("what comes back", () => {
  test("a listed failure is a documented answer: verified, with its code", async () => {
    const { send } = await open();
    const answer = await send("check", { order_id: "nobody" });
    expect(answer).toMatchObject({ verified: true, status: 200, body: { code: 4001, msg: "原订单不存在", data: {} } });
    expect(answer).not.toHaveProperty("failure");
  });

  test.each([
    ["an unlisted code", { do: "fail", code: 7777, msg: "x" }, "unlisted_state"],
    ["another order", { do: "other_order", orderId: "x" }, "other_order"],
    ["no order", { do: "change", data: { order_id: undefined } }, "other_order"],
    ["a page", misbehave.htmlPage, "unreadable"],
    ["a 502", misbehave.badGateway, "server_error"],
    ["a rate limit", misbehave.rateLimited, "rate_limited"],
    ["a lost answer", misbehave.loseAnswer, "broken_connection"],
    ["a redirect", { do: "redirect", to: "/" }, "redirected"],
    ["ten megabytes", misbehave.huge, "too_large"],
    ["silence", misbehave.hang, "timeout"],
  ] as const)("%s is not verified", async (_name, behaviour, failure) => {
    const { send, call, peer } = await open();
    const input = payment();
    await send("qrcode", input);
    peer.script.next("get", behaviour);
    expect(await call("get").send({ order_id: input.order_id }, 300)).toMatchObject({ verified: false, failure });
  });

  test("no pay code comes back, wherever the channel repeats it; numbers stay readable", async () => {
    const { send, peer } = await open();
    const input = payment();
    const seen = "281234567890123456";
    const list = [{ echo: input.pay_code, refund_order_id: "1034567890123456789" }];
    peer.script.next("qrcode", {
      do: "change",
      data: { pay_code: input.pay_code, memo: `付款码 ${input.pay_code}, ${seen}`, list },
    });
    const answer = await send("qrcode", input);
    expect(answer.verified).toBe(true);
    expect(JSON.stringify(answer)).not.toContain(input.pay_code);
    expect(JSON.stringify(answer)).not.toContain(seen);
    expect(answer.body).toMatchObject({
      data: {
        pay_code: `****${input.pay_code.slice(-4)}`,
        order_id: input.order_id,
        list: [{ refund_order_id: "1034567890123456789" }],
      },
    });
  });

  test("the secret comes back nowhere, even when the channel repeats it", async () => {
    const { channel, send, peer } = await open();
    peer.script.next("check", { do: "fail", code: 3004, msg: `app_sercet=${SECRET}` });
    peer.script.next("get", wrong.systemError);
    const shown = JSON.stringify([
      channel,
      await send("check", { order_id: "1" }),
      await send("get", { order_id: "1" }),
    ]);
    expect(shown).toContain("app_sercet=****");
    expect(shown).not.toContain(SECRET);
  });
});
