// `qr`, `query`, `cancel`, `recover`, `refund` and `refund-query` on Yapos Pay against the strict peer. A QR's payment
// and a refund's end can never be asked about: both stay with a person unless the one answer settled them.
import { expect, it } from "vitest";
import { type Refunder, payers, refunders } from "../peers/gathering.ts";
import { ourOrders } from "./agree.ts";
import {
  cancel,
  expectRecoverChangesNothing,
  orderOf,
  paid,
  pay,
  qr,
  query,
  recover,
  refund,
  refundQuery,
} from "./channel-shop.ts";
import { payCode, text } from "./cli.ts";
import { DESK_FAULTS, type Fault } from "./faults.ts";
import { type Shop, openShop } from "./gathering-shop.ts";

const WAITS = { code: 3, json: { verdict: "wait" } };
const REVIEW = { code: 3, json: { status: "needs_review", verdict: "wait" } };
const ONE_REVIEW = { code: 3, json: { open: 0, settled: 0, review: 1 } };
/** Nobody can be asked a second time here: what comes before the fault must have its answer, however busy the machine. */
const timingFor = ({ slow }: Fault) => (slow ? { requestTimeoutMs: 3500 } : {});

const alipayCode = () => payCode("28", 18);
/** Only Alipay's refund is done with its answer; WeChat's is accepted. */
const paidByAlipay = (shop: Shop) => paid(shop, 1000, alipayCode());

it.concurrent.each([
  ["wechat", /^weixin:\/\//],
  ["alipay", /^https:\/\/qr\.alipay\.com\//],
] as const)("qr for %s answers the channel's code; whether it was paid, a person finds out", async (wallet, form) => {
  const shop = await openShop({ pollForMs: 300 });
  const shown = await qr(shop, wallet);
  expect(shown).toMatchObject({ code: 3, json: { status: "awaiting_payer", verdict: "wait", wallet, amountFen: 800 } });
  expect(text(shown.json, "codeUrl")).toMatch(form);
  expect(await query(shop, orderOf(shown))).toMatchObject(WAITS);
  expect(await recover(shop)).toMatchObject(ONE_REVIEW);
  await expectRecoverChangesNothing(shop, ONE_REVIEW);
  expect(await query(shop, orderOf(shown))).toMatchObject(REVIEW);
  expect(shop.charges()).toBe(1);
  await shop.expectAgreement();
});

it.concurrent.each([payers.pays, payers.neverPays])(
  "cancel of a QR that $does calls nothing unpaid: a person",
  async (payer) => {
    const shop = await openShop({ pollForMs: 60_000 });
    shop.peer.script.everyPayer(payer);
    const order = orderOf(await qr(shop));
    expect(await cancel(shop, order)).toMatchObject(REVIEW);
    expect(await cancel(shop, order)).toMatchObject(REVIEW);
    await shop.expectAgreement();
  },
);

it.concurrent.each(DESK_FAULTS)(
  "a QR that meets $name is shown only if its code was heard; a person ends it",
  async (fault) => {
    const shop = await openShop({ ...timingFor(fault), pollForMs: 300 });
    shop.peer.script.everyPayer(payers.neverPays);
    shop.peer.script.next("wechat_payment", fault.behaviour);
    const shown = await qr(shop);
    expect(shown).toMatchObject(WAITS);
    expect("codeUrl" in shown.json).toBe(fault.heard !== "no");
    expect(await recover(shop)).toMatchObject({ code: 3, json: { open: 0, review: 1 } });
    expect(shop.charges()).toBe(1);
    // Of a request that came twice, the second code is a payment of its own; nobody is shown the first.
    const alone = fault.heard === "second" ? [`${shop.peer.books.orders[1]?.merchantTradeNo} is only there`] : [];
    expect(await shop.complaints()).toEqual(alone);
  },
);

it.concurrent("a QR that WeChat refuses in words is declined; Alipay's failure says nothing: a person", async () => {
  const shop = await openShop({ pollForMs: 300 });
  shop.peer.script.everyPayer(payers.says("受理机构必须传入sub_mch_id"));
  const refused = { code: 1, json: { status: "declined", reason: "refused_by_channel" } };
  expect(await qr(shop, "wechat", 700)).toMatchObject(refused);
  expect(await qr(shop, "alipay", 800)).toMatchObject(WAITS);
  expect(await recover(shop)).toMatchObject({ code: 3, json: { open: 0, review: 1 } });
  await shop.expectAgreement();
});

it.concurrent("a QR without a token was never asked for: exit 1", async () => {
  const shop = await openShop();
  shop.peer.script.next("login", { do: "lose_request" });
  expect(await qr(shop)).toMatchObject({ code: 1, json: { status: "cancelled", reason: "never_sent" } });
  expect(shop.charges()).toBe(0);
  await shop.expectAgreement();
});

it.concurrent("a wallet without a QR and a code the channel does not take end with 2, and no order", async () => {
  const shop = await openShop();
  expect(await qr(shop, "unionpay")).toMatchObject({ code: 2, json: { error: { code: "wallet_not_supported" } } });
  const ran = await pay(shop, 1, payCode("62", 19));
  expect(ran).toMatchObject({ code: 2, json: { error: { code: "code_wallet_not_taken" } } });
  expect(await ourOrders(shop.folder)).toEqual([]);
  expect(shop.peer.requests).toEqual([]);
  await shop.expectAgreement();
});

it.concurrent("an Alipay refund is done with its answer; in full only, and once", async () => {
  const shop = await openShop();
  const order = await paidByAlipay(shop);
  expect(await refund(shop, order, 400)).toMatchObject({ code: 2, json: { error: { code: "channel_cannot" } } });
  const done = await refund(shop, order);
  expect(done).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 1000 } });
  expect(await refundQuery(shop, done)).toMatchObject({ code: 0, json: { status: "refunded" } });
  expect(await refund(shop, order)).toMatchObject({ code: 2, json: { error: { code: "refund_more_than_left" } } });
  expect(shop.peer.books.orders[0]?.refundsAsked).toBe(1);
  await shop.expectAgreement();
});

it.concurrent("a WeChat refund is accepted, and no more is ever heard: it stays under way, and is never sent again", async () => {
  const shop = await openShop();
  const order = await paid(shop);
  const accepted = await refund(shop, order);
  expect(accepted).toMatchObject({ code: 3, json: { status: "processing", amountFen: 1000 } });
  expect(await refundQuery(shop, accepted)).toMatchObject({ code: 3, json: { status: "processing" } });
  expect(await refund(shop, order)).toMatchObject({ code: 3, json: { refund: text(accepted.json, "refund") } });
  await expectRecoverChangesNothing(shop, { code: 3, json: { open: 1, settled: 0, review: 0 } });
  expect(shop.peer.books.orders[0]?.refundsAsked).toBe(1);
  await shop.expectAgreement();
});

it.concurrent.each(DESK_FAULTS)(
  "a refund that meets $name is sent once: done if its answer was heard, else a person's",
  async (fault) => {
    const shop = await openShop(timingFor(fault));
    const order = await paidByAlipay(shop);
    shop.peer.script.next("refund", fault.behaviour);
    const first = await refund(shop, order);
    const isDone = fault.heard === "yes";
    expect(first).toMatchObject(
      isDone ? { code: 0, json: { status: "refunded" } } : { code: 3, json: { status: "unknown" } },
    );
    if (!isDone) {
      expect(await refund(shop, order)).toMatchObject({ code: 3, json: { refund: text(first.json, "refund") } });
      expect(await refundQuery(shop, first)).toMatchObject({ code: 3, json: { status: "unknown" } });
      expect(await recover(shop)).toMatchObject({ code: 3, json: { open: 1, settled: 0, review: 0 } });
    }
    expect(shop.peer.requests.filter(({ call }) => call === "refund")).toHaveLength(1);
    await shop.expectAgreement();
  },
);

const SAID: readonly (readonly [string, Refunder, 1 | 3, string])[] = [
  ["that all went back already", refunders.says("订单已全额退款", true), 3, "state_needs_a_person"],
  ["that its purse is empty", refunders.says("卖家余额不足"), 1, "merchant_balance_low"],
  ["that it is not allowed", refunders.forbids, 1, "refund_refused"],
  ["words that no table lists, and gave it back", refunders.says("系统繁忙", true), 3, "unlisted_state"],
  ["nothing at all, and gave nothing back", refunders.says(null), 3, "unlisted_state"],
  ["500, and gave it back", refunders.aborts(true), 3, "server_error"],
  ["null", refunders.rendersNull, 3, "unreadable"],
];
it.concurrent.each(SAID)(
  "a refund to which the wallet says %s is refused or a person's, as it is listed",
  async (_what, refunder, code, reason) => {
    const shop = await openShop();
    const order = await paidByAlipay(shop);
    shop.peer.script.nextRefund(refunder);
    const status = code === 1 ? "refused" : "unknown";
    expect(await refund(shop, order)).toMatchObject({ code, json: { status, reason, amountFen: 1000 } });
    await shop.expectAgreement();
  },
);

it.concurrent("a refund that was refused may be asked for again, under a number of its own", async () => {
  const shop = await openShop();
  const order = await paidByAlipay(shop);
  shop.peer.script.nextRefund(refunders.says("卖家余额不足"));
  const refused = await refund(shop, order);
  const again = await refund(shop, order);
  expect(again).toMatchObject({ code: 0, json: { status: "refunded" } });
  expect(again.json["refund"]).not.toBe(refused.json["refund"]);
  await shop.expectAgreement();
});

it.concurrent("an expired token is renewed for a refund; without a token it was never sent", async () => {
  const shop = await openShop();
  const first = await paidByAlipay(shop);
  shop.peer.script.next("refund", { do: "refuse_token" });
  expect(await refund(shop, first)).toMatchObject({ code: 0, json: { status: "refunded" } });
  const second = await paid(shop, 900, alipayCode());
  shop.peer.script.next("login", { do: "lose_answer" });
  expect(await refund(shop, second)).toMatchObject({ code: 1, json: { status: "refused", reason: "never_sent" } });
  expect(await refund(shop, second)).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 900 } });
  await shop.expectAgreement();
});

it.concurrent("an order that is not paid gives nothing back, and nothing is sent", async () => {
  const shop = await openShop();
  shop.peer.script.everyPayer(payers.aborts(true));
  const left = await pay(shop);
  const sent = shop.peer.requests.length;
  expect(await refund(shop, orderOf(left))).toMatchObject({
    code: 2,
    json: { error: { code: "refund_order_not_paid" } },
  });
  expect(shop.peer.requests).toHaveLength(sent);
  await shop.expectAgreement();
});
