// The whole channel against the strict peer, over real HTTP: charges and QR codes. Every test also proves that the
// peer saw no breach of the documents and no code charged twice.
import { describe, expect, test } from "vitest";
import { misbehave } from "../peers/common/misbehave.ts";
import { type Behaviour, type Payer, payers } from "../peers/gathering.ts";
import { booked, chargeInput, newCode, open, qrInput, refundOf, timeoutFor } from "./gathering-support.ts";

describe("a charge", () => {
  test.each(["wechat", "alipay"] as const)(
    "of %s is paid: one charge in the books, our amount, the server's number",
    async (wallet) => {
      const { charge, peer, calls } = await open();
      const input = chargeInput(1257, newCode(wallet));
      expect(await charge(input)).toMatchObject({
        kind: "paid",
        amountFen: 1257,
        channelTradeNo: peer.books.orders[0]?.merchantTradeNo,
      });
      expect(booked(peer)).toEqual({ charges: 1, paid: 1257, returned: 0, status: "SUCCESS" });
      expect(calls()).toEqual(["login", "gathering"]);
    },
  );

  test("sends exactly the documented attributes", async () => {
    const { charge, peer } = await open();
    const input = chargeInput(1);
    await charge(input);
    const { sid } = peer.account;
    expect(JSON.parse(peer.requests[1]?.text ?? "")).toEqual({
      data: { type: "pays", attributes: { sid, auth_code: input.code.reveal(), total_amount: 1 } },
    });
  });

  test("reaches a server that keeps to the seed's paths, and so do the QR and the refund", async () => {
    const { charge, refund, qr, peer, calls } = await open({ routes: "seed" });
    const outcome = await charge(chargeInput());
    const number = outcome.kind === "paid" ? (outcome.channelTradeNo ?? null) : null;
    expect(await qr(qrInput("wechat"))).toMatchObject({ kind: "ready" });
    expect(await refund(refundOf(number))).toMatchObject({ kind: "processing" });
    expect(calls()).toEqual(["login", "gathering", "wechat_payment", "refund"]);
    expect(new Set(peer.requests.slice(1).map((request) => request.path))).toEqual(new Set(["/v1/gathering"]));
  });

  test.each<[string, "wechat" | "alipay", Payer, Record<string, unknown>, number]>([
    [
      "paid after the server asked for a while",
      "wechat",
      payers.paysAfterPolling,
      { kind: "paid", amountFen: 1250 },
      1250,
    ],
    [
      "paid after the server asked for a while",
      "alipay",
      payers.paysAfterPolling,
      { kind: "paid", amountFen: 1250 },
      1250,
    ],
    ["reversed by the server", "wechat", payers.neverPays, { kind: "cancelled" }, 0],
    ["closed", "alipay", payers.closed, { kind: "closed" }, 0],
    ["a reverse that failed, unpaid", "wechat", payers.reverseFails(false), { kind: "unknown", byHand: true }, 0],
    ["a reverse that failed, paid", "wechat", payers.reverseFails(true), { kind: "unknown", byHand: true }, 1250],
    ["not paid when last asked", "wechat", payers.notPaid(false), { kind: "unknown", byHand: true }, 0],
    ["not paid when last asked, then paid", "wechat", payers.notPaid(true), { kind: "unknown", byHand: true }, 1250],
    ["a buyer who types", "alipay", payers.types(true), { kind: "unknown", cause: "failure_answered" }, 1250],
    ["a buyer who types and leaves", "alipay", payers.types(false), { kind: "unknown", cause: "failure_answered" }, 0],
    ["a busy system that took the money", "alipay", payers.says("系统繁忙", true), { kind: "unknown" }, 1250],
    ["no money left", "wechat", payers.says("余额不足"), { kind: "declined", reason: "balance_low" }, 0],
    [
      "an expired code, its number stripped",
      "wechat",
      payers.says("101 付款码已过期，请刷新"),
      { kind: "declined" },
      0,
    ],
    ["a wallet slower than 2 s, unpaid", "wechat", payers.aborts(false), { kind: "unknown", cause: "server_error" }, 0],
    ["a wallet slower than 2 s, paid", "wechat", payers.aborts(true), { kind: "unknown", cause: "server_error" }, 1250],
    ["204", "wechat", payers.rendersNothing("204"), { kind: "unknown", cause: "unreadable" }, 0],
    ["a blank page", "alipay", payers.rendersNothing("blank"), { kind: "unknown", cause: "unreadable" }, 0],
    ["null", "alipay", payers.rendersNothing("null"), { kind: "unknown", cause: "unreadable" }, 0],
  ])("%s (%s)", async (_name, wallet, payer, told, paid) => {
    const { charge, peer } = await open();
    peer.script.nextPayer(payer);
    const outcome = await charge(chargeInput(1250, newCode(wallet)));
    expect(outcome).toMatchObject(told);
    expect(booked(peer)?.paid).toBe(paid);
    // What the channel holds is never called unpaid, and what it does not hold is never called paid.
    if (paid > 0) expect(["paid", "unknown"]).toContain(outcome.kind);
    else expect(outcome.kind).not.toBe("paid");
  });

  test("a code that was charged before proves nothing, and the first payment stands", async () => {
    const { charge, peer } = await open();
    const code = newCode();
    await charge(chargeInput(1250, code));
    expect(await charge(chargeInput(1250, code))).toMatchObject({
      kind: "unknown",
      cause: "code_spent",
      byHand: true,
    });
    expect(peer.books.orders.map((order) => order.paidFen)).toEqual([1250, 0]);
    peer.breaches.length = 0;
  });

  test("an unknown store, a wallet without a method: declined, nothing booked, the code not spent", async () => {
    const { charge, peer } = await open();
    peer.counter.closedWallets.add("alipay");
    const refused = { kind: "declined", reason: "refused_by_channel", newCode: false };
    expect(await charge(chargeInput(1, newCode("alipay")))).toMatchObject({ ...refused, raw: "HTTP 403" });
    const elsewhere = await open({}, { sid: "00000000-e7d3-4d88-8571-277c87434ccc" });
    expect(await elsewhere.charge(chargeInput())).toMatchObject({ ...refused, raw: "HTTP 404" });
    expect([...peer.books.orders, ...elsewhere.peer.books.orders]).toEqual([]);
  });

  test("a code of a wallet this channel does not take is our own bug, and nothing is sent", async () => {
    const { charge, peer } = await open();
    await expect(charge(chargeInput(1, newCode("unionpay")))).rejects.toThrow(RangeError);
    expect(peer.requests).toEqual([]);
  });
});

describe("a charge whose answer goes wrong is unknown and is never sent again", () => {
  test.each<[string, Behaviour, string, number]>([
    ["lost answer", misbehave.loseAnswer, "broken_connection", 1250],
    ["half an answer", misbehave.halfAnswer, "broken_connection", 1250],
    ["lost request", misbehave.loseRequest, "broken_connection", 0],
    ["no answer", misbehave.hang, "timeout", 1250],
    ["late answer", { do: "late", ms: 1400 }, "timeout", 1250],
    ["slow drip", { do: "drip", everyMs: 20 }, "timeout", 1250],
    ["502 page", misbehave.badGateway, "server_error", 1250],
    ["500 without a word", misbehave.serverError, "server_error", 1250],
    ["empty body", misbehave.emptyBody, "unreadable", 1250],
    ["log-in page", misbehave.htmlPage, "unreadable", 0],
    ["rate limit", misbehave.rateLimited, "rate_limited", 0],
    ["10 MB", misbehave.huge, "too_large", 1250],
    ["redirect", { do: "redirect", to: "https://pay.example/" }, "redirected", 0],
    ["no number", { do: "change", fields: { merchant_trade_no: undefined } }, "order_missing", 1250],
    ["another result", { do: "change", fields: { result: "PENDING" } }, "unlisted_state", 1250],
    ["two results", { do: "change", fields: { result_code: "FAIL" } }, "contradiction", 1250],
  ])("%s", async (_name, behaviour, cause, paid) => {
    const { charge, peer, calls } = await open();
    peer.script.next("gathering", behaviour);
    expect(await charge(chargeInput(1250, newCode(), timeoutFor(cause)))).toMatchObject({ kind: "unknown", cause });
    expect(booked(peer)?.paid ?? 0).toBe(paid);
    expect(calls()).toEqual(["login", "gathering"]);
  });

  test("another amount is passed on for the flow to judge; none is the request's own", async () => {
    const { charge, peer } = await open();
    peer.script.next("gathering", { do: "change", fields: { total_amount: "1" } });
    expect(await charge(chargeInput())).toMatchObject({ kind: "paid", amountFen: 1 });
    peer.script.next("gathering", { do: "change", fields: { total_amount: undefined } });
    expect(await charge(chargeInput())).toMatchObject({ kind: "paid", amountFen: 1250 });
  });

  test("[hazard] delivered twice by the network: money is taken once, and the wallet's no to the second is no proof", async () => {
    const { charge, peer } = await open();
    peer.script.next("gathering", misbehave.twice);
    expect(await charge(chargeInput())).toMatchObject({ kind: "unknown", cause: "code_spent", byHand: true });
    expect(peer.books.orders.map((order) => order.charges)).toEqual([1, 0]);
  });

  test("a server that goes away after the login is not_connected: nothing was sent", async () => {
    const { charge, peer } = await open();
    await charge(chargeInput());
    await peer.close();
    expect(await charge(chargeInput())).toMatchObject({ kind: "unknown", cause: "not_connected" });
  });
});

describe("a QR code", () => {
  test.each([
    ["wechat", /^weixin:\/\//, "/v1/wechat_payment"],
    ["alipay", /^https:\/\/qr\.alipay\.com\//, "/v1/alipay_payment"],
  ] as const)("of %s is ready, without an order number", async (wallet, form, path) => {
    const { qr, peer } = await open();
    const ready = await qr(qrInput(wallet));
    expect(ready).toEqual({ kind: "ready", codeUrl: expect.stringMatching(form), raw: "SUCCESS" });
    expect(peer.requests[1]).toMatchObject({ path, attributes: { sid: peer.account.sid, total_amount: 1250 } });
  });

  test("[hazard] that was paid stays NOTPAY at the server: it can never be confirmed", async () => {
    const { qr, channel, peer } = await open();
    await qr(qrInput("wechat"));
    expect(booked(peer)).toMatchObject({ paid: 1250, status: "NOTPAY" });
    expect(channel.query).toBeNull();
  });

  test("refused in words by WeChat is declined, by Alipay's `null` unknown", async () => {
    const { qr, peer } = await open();
    peer.script.everyPayer(payers.says("受理机构必须传入sub_mch_id"));
    expect(await qr(qrInput("wechat"))).toMatchObject({ kind: "declined", raw: "FAIL 受理机构必须传入sub_mch_id" });
    expect(await qr(qrInput("alipay"))).toMatchObject({ kind: "unknown", cause: "unreadable" });
  });

  test.each<[string, Behaviour, string]>([
    ["lost answer", misbehave.loseAnswer, "broken_connection"],
    ["502", misbehave.badGateway, "server_error"],
    ["hang", misbehave.hang, "timeout"],
    ["10 MB", misbehave.huge, "too_large"],
    ["no code_url", { do: "change", fields: { code_url: undefined } }, "unreadable"],
  ])("%s: unknown", async (_name, behaviour, cause) => {
    const { qr, peer } = await open();
    peer.script.next("wechat_payment", behaviour);
    expect(await qr(qrInput("wechat", 1250, timeoutFor(cause)))).toMatchObject({ kind: "unknown", cause });
  });
});
