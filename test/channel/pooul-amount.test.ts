// A query's answer without total_fee: the seed leaves its sample out, so the amount may stand in refund_query alone.
import { describe, expect, test } from "vitest";
import { checkConfig } from "../../main/channel/config.ts";
import type { HttpAnswer, HttpRequest } from "../../main/channel/http.ts";
import { pooul } from "../../main/channel/pooul/index.ts";
import { MERCHANT, chargeInput, keys, partsWith, plain, refOf, yes } from "./pooul-support.ts";

const input = chargeInput(9872);
/** The seed's own fields of a barcode payment's answer. */
const own = { trade_id: "5b34b9a901c9112ae61fb8bc", mch_trade_id: input.tradeNo, merchant_id: MERCHANT };
const paid = { ...own, trade_state: 0, trade_info: "支付成功" };
/** The seed's sample of refund_query, of an order that nothing was given back of. */
const detail = { ...paid, cash_fee: 9872, out_trade_id: "4200000114201806284156184664", total_fee: 9872, refunds: [] };

async function asked(query: HttpAnswer, refundQuery: HttpAnswer) {
  const sent: HttpRequest[] = [];
  const config = checkConfig(pooul, {
    baseUrl: "https://api.pooul.com",
    merchantId: MERCHANT,
    privateKeyPem: keys.merchantPrivatePem,
    pooulPublicKeyPem: keys.pooulPublicPem,
  });
  if (!config.ok) throw new Error(config.failure.code);
  const parts = partsWith((request) => {
    sent.push(request);
    return Promise.resolve(request.url.includes("/refund_query?") ? refundQuery : query);
  });
  const outcome = await pooul.open(config.value, parts).query?.(refOf(input));
  return { outcome, calls: sent.map(({ url }) => new URL(url).pathname) };
}

describe("a query that found paid without an amount", () => {
  test("asks refund_query, whose printed sample names it", async () => {
    const { outcome, calls } = await asked(yes(paid), yes(detail));
    expect(outcome).toMatchObject({ kind: "paid", amountFen: 9872, channelTradeNo: own.trade_id });
    expect(calls).toEqual(["/v2/pay/query", "/v2/pay/refund_query"]);
  });

  test("passes another amount on as it is named, for the flow to judge", async () => {
    expect((await asked(yes(paid), yes({ ...detail, total_fee: 1 }))).outcome).toMatchObject({ amountFen: 1 });
  });

  test.each([
    ["a refusal", plain(301, "退款单不存在")],
    ["another order", yes({ ...detail, mch_trade_id: "alextest.jsapi.33" })],
    ["a refunded order", yes({ ...detail, trade_state: 1 })],
    ["an amount that is none", yes({ ...detail, total_fee: "98.72" })],
    ["an unsigned success", plain(0, "success")],
  ])("stays without one after %s", async (_, refundQuery) => {
    expect((await asked(yes(paid), refundQuery)).outcome).toMatchObject({ kind: "paid", amountFen: null });
  });

  test("asks nothing more when the query names it, or when it is not paid", async () => {
    expect((await asked(yes({ ...paid, total_fee: 9872 }), yes(detail))).calls).toEqual(["/v2/pay/query"]);
    expect((await asked(yes({ ...paid, trade_state: 6 }), yes(detail))).calls).toEqual(["/v2/pay/query"]);
  });
});
