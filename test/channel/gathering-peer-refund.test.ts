// Refunds against the strict peer, over real HTTP: in full, once, by the server's own number.
import { describe, expect, test } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import { misbehave } from "../peers/common/misbehave.ts";
import { type Behaviour, refunders } from "../peers/gathering.ts";
import { booked, chargeInput, newCode, open, refundOf, timeoutFor } from "./gathering-support.ts";

/** A channel with one paid payment. */
async function paid(wallet: "wechat" | "alipay" = "wechat") {
  const one = await open();
  const outcome = await one.charge(chargeInput(1250, newCode(wallet)));
  if (outcome.kind !== "paid" || outcome.channelTradeNo === undefined) throw new Error("not paid");
  const ref = refundOf(outcome.channelTradeNo, 1250, wallet);
  return { ...one, give: (timeoutMs = 2000) => one.refund({ ...ref, timeoutMs }) };
}

describe("a refund", () => {
  test("of WeChat is accepted, not finished; the money is on its way", async () => {
    const { give, peer } = await paid("wechat");
    expect(await give()).toEqual({ kind: "processing", raw: "SUCCESS 退款申请成功" });
    expect(booked(peer)).toMatchObject({ returned: 1250, status: "REFUNDING" });
  });

  test("of Alipay is done", async () => {
    const { give, peer } = await paid("alipay");
    expect(await give()).toEqual({ kind: "refunded", amountFen: null, raw: "SUCCESS 退款申请成功" });
    expect(booked(peer)).toMatchObject({ returned: 1250, status: "REFUNDED" });
  });

  test("sends the server's number and nothing else", async () => {
    const { give, peer } = await paid();
    await give();
    const merchant_trade_no = peer.books.orders[0]?.merchantTradeNo;
    expect(peer.requests.at(-1)).toMatchObject({ path: "/v1/refund", attributes: { merchant_trade_no } });
    expect(JSON.parse(peer.requests.at(-1)?.text ?? "")).toEqual({
      data: { type: "pays", attributes: { merchant_trade_no } },
    });
  });

  test("[hazard] whose answer was lost: a repeat hears 404, which is never read as refused", async () => {
    const { give, peer } = await paid();
    peer.script.next("refund", misbehave.loseAnswer);
    expect(await give()).toMatchObject({ kind: "unknown", cause: "broken_connection" });
    expect(await give()).toMatchObject({ kind: "unknown", cause: "order_missing" });
    expect(booked(peer)).toMatchObject({ returned: 1250 });
  });

  test("of a payment without the server's number is never sent", async () => {
    const { refund, peer } = await open();
    expect(await refund(refundOf(null))).toEqual({
      kind: "unknown",
      cause: "not_connected",
      raw: "no merchant_trade_no is known",
    });
    expect(peer.requests).toEqual([]);
  });

  test("of a part of the payment is our own bug, and nothing is sent", async () => {
    const { refund, peer } = await open();
    await expect(refund({ ...refundOf("1"), refundFen: fen(1) })).rejects.toThrow(RangeError);
    expect(peer.requests).toEqual([]);
  });

  test("of somebody else's number is unknown", async () => {
    const { refund } = await open();
    expect(await refund(refundOf("2018020816260992378541"))).toMatchObject({ kind: "unknown", cause: "order_missing" });
  });

  test("the wallet refuses, the server forbids: refused, nothing went back", async () => {
    const low = refunders.says("基本账户余额不足，请充值后重新发起");
    for (const [refunder, reason] of [
      [low, "merchant_balance_low"],
      [refunders.forbids, "refund_refused"],
    ] as const) {
      const { give, peer } = await paid();
      peer.script.nextRefund(refunder);
      expect(await give()).toMatchObject({ kind: "refused", reason });
      expect(booked(peer)).toMatchObject({ returned: 0, status: "SUCCESS" });
    }
  });

  test.each([
    ["aborted by a slow wallet, money gone", refunders.aborts(true), "server_error", 1250],
    ["aborted by a slow wallet", refunders.aborts(false), "server_error", 0],
    ["failed without a word, money gone", refunders.says(null, true), "unlisted_state", 1250],
    ["failed in unlisted words", refunders.says("系统超时"), "unlisted_state", 0],
    ["of another channel behind the method", refunders.rendersNull, "unreadable", 0],
  ] as const)("%s: unknown", async (_name, refunder, cause, returned) => {
    for (const wallet of ["wechat", "alipay"] as const) {
      const { give, peer } = await paid(wallet);
      peer.script.nextRefund(refunder);
      expect(await give()).toMatchObject({ kind: "unknown", cause });
      expect(booked(peer)).toMatchObject({ returned });
    }
  });

  test.each<[string, Behaviour, string, number]>([
    ["half an answer", misbehave.halfAnswer, "broken_connection", 1250],
    ["lost request", misbehave.loseRequest, "broken_connection", 0],
    ["no answer", misbehave.hang, "timeout", 1250],
    ["late answer", { do: "late", ms: 1400 }, "timeout", 1250],
    ["slow drip", { do: "drip", everyMs: 40 }, "timeout", 1250],
    ["502 page", misbehave.badGateway, "server_error", 1250],
    ["empty body", misbehave.emptyBody, "unreadable", 1250],
    ["log-in page", misbehave.htmlPage, "unreadable", 0],
    ["rate limit", misbehave.rateLimited, "rate_limited", 0],
    ["10 MB", misbehave.huge, "too_large", 1250],
    ["redirect", { do: "redirect", to: "/" }, "redirected", 0],
    ["delivered twice", misbehave.twice, "order_missing", 1250],
  ])("%s: unknown, and sent once", async (_name, behaviour, cause, returned) => {
    const { give, peer, calls } = await paid();
    peer.script.next("refund", behaviour);
    expect(await give(timeoutFor(cause))).toMatchObject({ kind: "unknown", cause });
    expect(booked(peer)).toMatchObject({ returned });
    expect(calls()).toEqual(["login", "gathering", "refund"]);
  });
});
