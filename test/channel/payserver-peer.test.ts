// Charges and queries against the strict peer, over real HTTP. After every test the peer must have seen nothing that
// the document does not allow, and the wallet must have been asked at most once.
import { afterEach, describe, expect, test } from "vitest";
import type { Outcome } from "../../main/channel/channel.ts";
import { type PayserverPeerOptions, misbehave, payers, wrong } from "../peers/payserver.ts";
import {
  type Opened,
  chargeInput,
  closeAll,
  newCode,
  newTradeNo,
  openChannel,
  refOf,
  verb,
} from "./payserver-support.ts";

let opened: Opened[] = [];
afterEach(async () => {
  const used = opened;
  opened = [];
  await closeAll(used);
});

async function open(options: PayserverPeerOptions = {}, extra: Record<string, unknown> = {}) {
  const one = await openChannel(options, extra);
  opened.push(one);
  const { channel, peer } = one;
  const posts = () => peer.requests.filter((request) => request.route === "pay");
  return { ...one, charge: channel.charge, query: verb(channel.query), posts };
}

const taken = (peer: Opened["peer"], number: string) => peer.books.taken.filter((one) => one.clientPayNo === number);

describe("a charge", () => {
  test("paid: the wallet's own 扫码枪 mode, our number and amount, one payment in the wallet", async () => {
    const { charge, peer, posts } = await open();
    for (const [wallet, name] of [
      ["wechat", "微信扫码枪"],
      ["alipay", "支付宝扫码枪"],
    ] as const) {
      const input = chargeInput(1250, { code: newCode(wallet) });
      const outcome = await charge(input);
      expect(outcome).toMatchObject({ kind: "paid", amountFen: 1250, wallet });
      const stored = peer.books.orders.find((order) => order.clientPayNo === input.tradeNo);
      expect(stored).toMatchObject({ status: "payed", payAmount: 1250, mode: { name } });
      expect(outcome).toMatchObject({ channelTradeNo: stored?.tractionNo });
      expect(taken(peer, input.tradeNo)).toMatchObject([{ fen: 1250 }]);
    }
    expect(posts()).toHaveLength(2);
  });

  test("sends exactly the documented fields, the amount as a JSON integer, the modes asked of our shop only", async () => {
    const { charge, peer, posts } = await open({}, { payer: "till 1" });
    const input = chargeInput(1);
    await charge(input);
    expect(posts()[0]?.body).toEqual({
      payModeUUID: peer.books.modes.find((mode) => mode.name === "微信扫码枪")?.uuid,
      payer: "till 1",
      payee: peer.payee,
      payAmount: 1,
      clientPayNo: input.tradeNo,
      payParams: { payBarCode: input.code.reveal() },
      clientExtraParams: { orderNo: input.tradeNo, orderAmount: 1, receiveableAmount: 1 },
    });
    expect(peer.requests[0]?.path).toContain(
      `payModes?merchantUUID=${peer.merchantUUID}&isOpened=1&orderBy=uiOrder%20desc`,
    );
  });

  test("through the company gateway: its prefix stands before /api", async () => {
    const { charge, peer } = await open({ prefix: "/payServer" });
    expect(await charge(chargeInput())).toMatchObject({ kind: "paid" });
    expect(peer.requests.every((request) => request.path.startsWith("/payServer/api/v1.0.0/"))).toBe(true);
  });

  test("a mode by name, template id or uuid; a code of the other wallet goes where it is told", async () => {
    const { charge, peer, posts } = await open();
    const alipay = peer.books.modes.find((mode) => mode.name === "支付宝扫码枪");
    for (const mode of ["支付宝扫码枪", "3BEAF650-A067-11E8-A545-87065760276A", alipay?.uuid ?? ""])
      expect(await charge(chargeInput(100, { mode }))).toMatchObject({ kind: "paid" });
    expect(new Set(posts().map((post) => post.body["payModeUUID"]))).toEqual(new Set([alipay?.uuid]));
  });

  test("a password typed: awaiting, then paid; never paid: awaiting for ever", async () => {
    const { charge, query, peer } = await open();
    peer.script.nextPayer(payers.types(3), payers.neverPays);
    const input = chargeInput();
    expect(await charge(input)).toMatchObject({ kind: "awaiting", channelTradeNo: expect.stringMatching(/^1\d{15}$/) });
    const kinds: Outcome["kind"][] = [];
    for (let i = 0; i < 4; i++) kinds.push((await query(refOf(input))).kind);
    expect(kinds).toEqual(["awaiting", "awaiting", "paid", "paid"]);
    const never = chargeInput();
    expect(await charge(never)).toMatchObject({ kind: "awaiting" });
    for (let i = 0; i < 4; i++) expect(await query(refOf(never))).toMatchObject({ kind: "awaiting" });
  });

  test("declined by the wallet is told at once, and by the query after typing", async () => {
    const { charge, query, peer } = await open();
    peer.script.nextPayer(payers.declines("AUTHCODEEXPIRE"), payers.givesUp(1, "NOTENOUGH"));
    const first = chargeInput();
    expect(await charge(first)).toMatchObject({ kind: "declined", reason: "code_expired", newCode: true });
    expect(await query(refOf(first))).toMatchObject({ kind: "declined", reason: "code_expired" });
    const second = chargeInput();
    await charge(second);
    expect(await query(refOf(second))).toMatchObject({ kind: "declined", reason: "balance_low" });
    expect(peer.books.taken).toEqual([]);
  });

  test("a mode closed between list and payment is definite: declined, the code is still fresh", async () => {
    const { charge, peer } = await open();
    const gun = peer.books.modes.find((mode) => mode.name === "微信扫码枪");
    peer.script.next("payModes", { do: "body", body: { items: [{ ...gun }] } });
    if (gun) gun.isOpened = 0;
    const outcome = await charge(chargeInput());
    expect(outcome).toMatchObject({ kind: "declined", reason: "refused_by_channel", newCode: false });
    expect(outcome.raw).toContain("9002");
    expect(peer.books.asked).toEqual([]);
  });
});

describe("a charge without its mode was never sent: nothing was charged", () => {
  test.each([["现金"], ["银联"], ["挂账"], ["会员储值"], ["会员储次"], ["nobody"]])("the mode %s", async (mode) => {
    const { charge, posts } = await open();
    expect(await charge(chargeInput(100, { mode }))).toMatchObject({
      kind: "declined",
      reason: "never_sent",
      newCode: false,
    });
    expect(posts()).toEqual([]);
  });

  test("a shop whose 扫码枪 mode is closed, and a wallet that has none", async () => {
    const { charge, peer, posts } = await open();
    for (const mode of peer.books.modes) if (mode.name === "微信扫码枪") mode.isOpened = 0;
    expect(await charge(chargeInput())).toMatchObject({ kind: "declined", reason: "never_sent" });
    expect(posts()).toEqual([]);
  });

  test.each([
    ["lost request", misbehave.loseRequest, "broken_connection"],
    ["lost answer", misbehave.loseAnswer, "broken_connection"],
    ["half an answer", misbehave.halfAnswer, "broken_connection"],
    ["no answer", misbehave.hang, "timeout"],
    ["502", misbehave.badGateway, "HTTP 502"],
    ["rate limit", misbehave.rateLimited, "HTTP 429"],
    ["log-in page", misbehave.htmlPage, "HTTP 200"],
    ["10 MB", misbehave.huge, "too_large"],
    ["redirect", { do: "redirect", to: "/" }, "redirected"],
    ["database down", wrong.databaseDown, "ECONNREFUSED"],
    ["no list", { do: "body", body: { items: {} } }, "no items"],
  ] as const)("a list that meets %s", async (_name, behaviour, raw) => {
    const { charge, peer, posts } = await open();
    peer.script.next("payModes", behaviour);
    const outcome = await charge(chargeInput(1250, { timeoutMs: raw === "timeout" ? 400 : 5000 }));
    expect(outcome).toMatchObject({ kind: "declined", reason: "never_sent", newCode: false });
    expect(outcome.raw).toContain("payModes");
    expect(outcome.raw).toContain(raw);
    expect(posts()).toEqual([]);
  });

  test("a server that is not there", async () => {
    const { charge, query, peer } = await open();
    await peer.close();
    expect(await charge(chargeInput())).toMatchObject({ kind: "declined", reason: "never_sent" });
    expect(await query(refOf(chargeInput()))).toMatchObject({ kind: "unknown", cause: "not_connected" });
  });

  test("a token the gateway refuses; the token itself is not in the evidence", async () => {
    const { charge, peer } = await open({}, { token: "expired-token" });
    const outcome = await charge(chargeInput());
    expect(outcome).toMatchObject({ kind: "declined", reason: "never_sent" });
    expect(outcome.raw).toContain("401");
    expect(JSON.stringify(outcome)).not.toContain("expired-token");
    expect(peer.breaches).toEqual(["payModes: the token is wrong"]);
    peer.breaches.length = 0;
  });
});

describe("a charge whose answer goes wrong is unknown, and the query tells what the books say", () => {
  const other = newTradeNo();
  test.each([
    ["lost answer", misbehave.loseAnswer, "broken_connection", "paid"],
    ["half an answer", misbehave.halfAnswer, "broken_connection", "paid"],
    ["lost request", misbehave.loseRequest, "broken_connection", "unknown"],
    ["no answer", misbehave.hang, "timeout", "paid"],
    ["late answer", { do: "late", ms: 900 }, "timeout", "paid"],
    ["slow drip", { do: "drip", everyMs: 20 }, "timeout", "paid"],
    ["502 page", misbehave.badGateway, "server_error", "paid"],
    ["500 without a word", misbehave.serverError, "server_error", "paid"],
    ["log-in page", misbehave.htmlPage, "unreadable", "unknown"],
    ["an empty 200", misbehave.emptyBody, "unreadable", "paid"],
    ["rate limit", misbehave.rateLimited, "rate_limited", "unknown"],
    ["10 MB", misbehave.huge, "too_large", "paid"],
    ["redirect", { do: "redirect", to: "https://pay.example/" }, "redirected", "unknown"],
    ["other order", wrong.otherOrder(other), "other_order", "paid"],
    ["no number", wrong.otherOrder(null), "other_order", "paid"],
    ["another mode", { do: "change", data: { payModeUUID: "x" } }, "other_order", "paid"],
    ["data {}", { do: "body", body: { ret: "success", businessRet: "offlinePay", data: {} } }, "other_order", "paid"],
    ["true", { do: "body", body: true }, "unreadable", "paid"],
    ["a status nobody listed", { do: "change", data: { status: "done" } }, "unlisted_state", "paid"],
    ["database down", wrong.databaseDown, "server_error", "unknown"],
    ["broker down", wrong.brokerDown, "server_error", "unknown"],
  ] as const)("%s", async (_name, behaviour, cause, truth) => {
    const { charge, query, peer, posts } = await open();
    peer.script.next("pay", behaviour);
    const input = chargeInput(1250, { timeoutMs: cause === "timeout" ? 600 : 5000 });
    expect(await charge(input)).toMatchObject({ kind: "unknown", cause });
    const told = await query(refOf(input));
    if (truth === "paid") expect(told).toMatchObject({ kind: "paid", amountFen: 1250 });
    else expect(told).toMatchObject({ kind: "unknown", cause: "unlisted_state" });
    expect(taken(peer, input.tradeNo)).toHaveLength(truth === "paid" ? 1 : 0);
    expect(posts()).toHaveLength(1);
  });

  test("another amount is passed on for the flow to judge", async () => {
    const { charge, peer } = await open();
    peer.script.next("pay", wrong.wrongAmount(1));
    expect(await charge(chargeInput())).toMatchObject({ kind: "paid", amountFen: 1 });
  });

  test.each([
    ["lost answer", misbehave.loseAnswer, "broken_connection"],
    ["502", misbehave.badGateway, "server_error"],
    ["other order", wrong.otherOrder("x1"), "other_order"],
    ["rate limit", misbehave.rateLimited, "rate_limited"],
  ] as const)("a query that meets %s is unknown, the next one knows", async (_name, behaviour, cause) => {
    const { charge, query, peer } = await open();
    const input = chargeInput();
    await charge(input);
    peer.script.next("payOrders", behaviour);
    expect(await query(refOf(input))).toMatchObject({ kind: "unknown", cause });
    expect(await query(refOf(input))).toMatchObject({ kind: "paid" });
  });
});

test("no code and no token stands in anything an outcome keeps", async () => {
  const { charge, query, peer } = await open();
  const input = chargeInput();
  const shown = JSON.stringify([await charge(input), await query(refOf(input))]);
  expect(shown).not.toContain(input.code.reveal());
  expect(shown).not.toContain(peer.token);
});
