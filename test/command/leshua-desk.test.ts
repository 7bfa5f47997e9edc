// `qr`, `query`, `cancel`, `recover`, `refund` and `refund-query` on Leshua against the strict peer.
import { expect, it } from "vitest";
import { payers, wrong } from "../peers/leshua.ts";
import { ourOrders } from "./agree.ts";
import { BRIEF, cancel, orderOf, paid, pay, qr, query, recover, refund, refundQuery } from "./channel-shop.ts";
import { payCode, text } from "./cli.ts";
import { cancelMeets, qrMeets, queryMeets, recoverMeets, refundMeets, refundQueryMeets } from "./desk-faults.ts";
import { DESK_FAULTS } from "./faults.ts";
import { OTHER } from "./pay-case.ts";
import { LESHUA, type Shop, openShop } from "./leshua-shop.ts";

it.concurrent.each(DESK_FAULTS)(
  "a QR that meets $name is shown only if its code was heard, and never stays open",
  async (fault) => expect(await qrMeets(LESHUA, fault)).toEqual([]),
);
it.concurrent.each(DESK_FAULTS)("a query that meets $name says nothing it has not heard", async (fault) =>
  expect(await queryMeets(LESHUA, fault)).toEqual([]),
);
it.concurrent.each(DESK_FAULTS)("a cancel that meets $name ends cancelled, with proof", async (fault) =>
  expect(await cancelMeets(LESHUA, fault)).toEqual([]),
);
it.concurrent.each(DESK_FAULTS)("a recover that meets $name settles the paid and the unpaid", async (fault) =>
  expect(await recoverMeets(LESHUA, fault)).toEqual([]),
);
it.concurrent.each(DESK_FAULTS)("a refund that meets $name goes back once, under one number", async (fault) =>
  expect(await refundMeets(LESHUA, fault)).toEqual([]),
);
it.concurrent.each(DESK_FAULTS)(
  "a refund-query that meets $name keeps the refund under way until it is heard",
  async (fault) => expect(await refundQueryMeets(LESHUA, fault)).toEqual([]),
);

/** A refund that stays open is given up soon. */
const QUICK = { ...BRIEF, pollForMs: 200 };

it.concurrent.each([
  ["wechat", /^https:\/\/pay\.example\/jspay/],
  ["alipay", /^https:\/\/qr\.alipay\.com\//],
  ["unionpay", /^https:\/\/qr\.95516\.com\//],
] as const)("qr for %s answers the channel's code; query finds it paid", async (wallet, form) => {
  const shop = await openShop();
  shop.peer.script.everyPayer({ states: [0, 0, 2] });
  const shown = await qr(shop, wallet);
  expect(shown).toMatchObject({ code: 3, json: { status: "awaiting_payer", verdict: "wait", wallet, amountFen: 800 } });
  expect(text(shown.json, "codeUrl")).toMatch(form);
  expect(await query(shop, orderOf(shown))).toMatchObject({ code: 3, json: { verdict: "wait" } });
  expect(await query(shop, orderOf(shown))).toMatchObject({ code: 0, json: { status: "paid", verdict: "release" } });
  await shop.expectAgreement();
});

it.concurrent("a QR for another amount is never shown", async () => {
  const shop = await openShop();
  shop.peer.script.everyPayer(payers.neverPays);
  shop.peer.script.next("get_tdcode", { do: "wrong_amount", fen: 1 });
  const shown = await qr(shop);
  expect(shown).toMatchObject({ code: 3, json: { verdict: "wait" } });
  expect(shown.json).not.toHaveProperty("codeUrl");
  expect(await cancel(shop, orderOf(shown))).toMatchObject({ code: 0, json: { status: "cancelled" } });
  await shop.expectAgreement();
});

it.concurrent("a wallet without a QR and a code the channel does not take end with 2, and no order", async () => {
  const shop = await openShop();
  expect(await qr(shop, "ecny")).toMatchObject({ code: 2, json: { error: { code: "wallet_not_supported" } } });
  const ran = await pay(shop, 1, payCode("01", 19));
  expect(ran).toMatchObject({ code: 2, json: { error: { code: "code_wallet_not_taken" } } });
  expect(await ourOrders(shop.folder)).toEqual([]);
  expect(shop.peer.requests).toEqual([]);
  await shop.expectAgreement();
});

it.concurrent("cancel of a QR that was just paid exits 1: it is paid, and nothing is closed", async () => {
  const shop = await openShop();
  const order = orderOf(await qr(shop));
  expect(await cancel(shop, order)).toMatchObject({ code: 1, json: { status: "paid", verdict: "release" } });
  expect(shop.peer.books.orders.get(order)?.closed).toBe(false);
  await shop.expectAgreement();
});

it.concurrent("a close that is refused to the end is no proof; once it goes through, it is", async () => {
  const shop = await openShop({ pollForMs: 150 });
  shop.peer.script.everyPayer(payers.neverPays);
  shop.peer.script.every("close_order", wrong.processing);
  const order = orderOf(await qr(shop));
  expect(await cancel(shop, order)).toMatchObject({ code: 3, json: { status: "needs_review", verdict: "wait" } });
  shop.peer.script.every("close_order", { do: "behave" });
  expect(await cancel(shop, order)).toMatchObject({ code: 0, json: { status: "cancelled" } });
  await shop.expectAgreement();
});

it.concurrent("a QR that is paid after it was closed is paid late", async () => {
  const shop = await openShop();
  shop.peer.script.everyPayer(payers.paysAfterClose(1));
  const order = orderOf(await qr(shop));
  expect(await cancel(shop, order)).toMatchObject({ code: 0, json: { status: "cancelled" } });
  expect(await query(shop, order)).toMatchObject({ code: 0, json: { status: "paid", exception: "paid_late" } });
  await shop.expectAgreement();
});

it.concurrent("a refund that is done exits 0; what is left goes back after it, and no more", async () => {
  const shop = await openShop();
  const order = await paid(shop);
  expect(await refund(shop, order, 400)).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 400 } });
  expect(await refund(shop, order, 601)).toMatchObject({ code: 2, json: { error: { code: "refund_more_than_left" } } });
  const rest = await refund(shop, order);
  expect(rest).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 600 } });
  expect(await refundQuery(shop, rest)).toMatchObject({ code: 0, json: { status: "refunded" } });
  expect(await query(shop, order)).toMatchObject({ code: 0, json: { status: "paid", refundedFen: 1000 } });
  await shop.expectAgreement();
});

it.concurrent("a refund the channel refuses exits 1 and leaves the amount; the next one has a number of its own", async () => {
  const shop = await openShop(BRIEF);
  const order = await paid(shop);
  shop.peer.script.nextRefund(10, 12);
  const refused = await refund(shop, order);
  expect(refused).toMatchObject({
    code: 1,
    json: { status: "refused", amountFen: 1000, reason: "merchant_balance_low" },
  });
  const again = await refund(shop, order);
  expect(again).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 1000 } });
  expect(again.json["refund"]).not.toBe(refused.json["refund"]);
  await shop.expectAgreement();
});

it.concurrent("a refund answered with a system error is no refusal: it is asked about, and goes back once", async () => {
  const shop = await openShop(BRIEF);
  const order = await paid(shop);
  shop.peer.script.next("unified_refund", wrong.systemError);
  expect(await refund(shop, order)).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 1000 } });
  expect(shop.peer.books.refunds).toHaveLength(1);
  await shop.expectAgreement();
});

it.concurrent("a refund answered with resp_code 1 that the channel does not have exits 1, and nothing moved", async () => {
  const shop = await openShop(BRIEF);
  const order = await paid(shop);
  shop.peer.script.next("unified_refund", wrong.notUsable);
  expect(await refund(shop, order)).toMatchObject({ code: 1, json: { status: "refused", reason: "refund_refused" } });
  expect(shop.peer.books.refunds).toEqual([]);
  expect(await refund(shop, order)).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 1000 } });
  await shop.expectAgreement();
});

it.concurrent.each([
  ["with resp_code -1 after it was done", wrong.noMessage],
  ["by somebody else's signature", { do: "wrong_signature" }],
  ["without a signature", { do: "unsigned" }],
  ["about another order", { do: "other_order", tradeNo: OTHER }],
  ["about another refund", { do: "change", fields: { merchant_refund_id: "812611210817379000001" } }],
  ["with another amount", { do: "change", fields: { refund_amount: "1" } }],
] as const)("a refund answered %s goes back once, under one number", async (_how, behaviour) => {
  const shop = await openShop(BRIEF);
  const order = await paid(shop);
  shop.peer.script.next("unified_refund", behaviour);
  expect(await refund(shop, order)).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 1000 } });
  expect(shop.peer.books.refunds).toHaveLength(1);
  await shop.expectAgreement();
});

const silentQueries = ({ peer }: Shop) =>
  peer.script.every("unified_query_refund", { do: "status", status: 500, body: "", processed: true });

it.concurrent("a refund that is unresolved keeps its number, another amount waits for it, recover settles it", async () => {
  const shop = await openShop(QUICK);
  const order = await paid(shop);
  silentQueries(shop);
  shop.peer.script.next("unified_refund", { do: "lose_answer" });
  const first = await refund(shop, order, 600);
  expect(first).toMatchObject({ code: 3, json: { status: "unknown", amountFen: 600 } });
  expect(await refund(shop, order, 100)).toMatchObject({ code: 2, json: { error: { code: "refund_in_progress" } } });
  expect(await recover(shop)).toMatchObject({ code: 3, json: { open: 1, settled: 0 } });
  shop.peer.script.clear();
  expect(await recover(shop)).toMatchObject({ code: 0, json: { open: 0, settled: 1, review: 0 } });
  expect(await refundQuery(shop, first)).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 600 } });
  await shop.expectAgreement();
});

it.concurrent("an order that is not paid gives nothing back, and nothing is sent", async () => {
  const shop = await openShop();
  shop.peer.script.everyPayer(payers.neverPays);
  const order = orderOf(await pay(shop));
  const sent = shop.peer.requests.length;
  expect(await refund(shop, order)).toMatchObject({ code: 2, json: { error: { code: "refund_order_not_paid" } } });
  expect(shop.peer.requests).toHaveLength(sent);
  await shop.expectAgreement();
});
