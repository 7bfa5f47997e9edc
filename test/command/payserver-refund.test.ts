// `refund` and `refund-query` on PayServer against the strict peer. What it does not list may have been done all the
// same, and what it is sent twice it may do twice: a refund of unknown fate is asked about and never sent again.
import { expect, it } from "vitest";
import { type Payer, misbehave, payers, wrong } from "../peers/payserver.ts";
import { BRIEF, orderOf, paid, pay, query, recover, refund, refundQuery, refundUnderWay } from "./channel-shop.ts";
import { text } from "./cli.ts";
import { DESK_FAULTS, type Fault, notDoubled } from "./faults.ts";
import { finishRefunds, openShop } from "./payserver-shop.ts";

/** A refund that stays open is given up soon. */
const QUICK = { ...BRIEF, pollForMs: 100 };
const timingFor = ({ slow }: Fault) => (slow ? { requestTimeoutMs: BRIEF.requestTimeoutMs } : {});
const NOT_SENT = { code: 1, json: { status: "refused", reason: "never_sent" } };

it.concurrent.each(notDoubled(DESK_FAULTS))(
  "a refund that meets $name is sent once: refunded if it is listed, else a person's",
  async ({ behaviour, done, slow }) => {
    const shop = await openShop(done ? { ...(slow ? BRIEF : {}), pollForMs: 4000 } : QUICK);
    const order = await paid(shop);
    shop.peer.script.next("refund", behaviour);
    const first = await refund(shop, order, 400);
    expect(first).toMatchObject(
      done ? { code: 0, json: { status: "refunded" } } : { code: 3, json: { status: "unknown" } },
    );
    if (!done) {
      expect(await refund(shop, order, 400)).toMatchObject({ code: 3, json: { refund: text(first.json, "refund") } });
      expect(await refundQuery(shop, first)).toMatchObject({ code: 3, json: { status: "unknown", amountFen: 400 } });
    }
    expect(shop.peer.requests.filter(({ route }) => route === "refund")).toHaveLength(1);
    await shop.expectAgreement();
  },
);

it.concurrent("a refund the network doubles in flight is done here; that it went back twice, no question tells (F44)", async () => {
  const shop = await openShop(QUICK);
  const order = await paid(shop);
  shop.peer.script.nextRefund({ says: "success", afterMs: 50 }, { says: "success", afterMs: 50 });
  shop.peer.script.next("refund", misbehave.twice);
  const done = await refund(shop, order, 400);
  expect(done).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 400 } });
  const number = text(done.json, "refund");
  expect(await shop.complaints()).toEqual([
    `${order} is paid here, refunded 400 here and 800 there`,
    `refund ${number} went back 2 times`,
    `refund ${number}: 400 here, 800 there`,
  ]);
});

it.concurrent.each(DESK_FAULTS.filter(({ heard }) => heard === "no"))(
  "what must be read before a refund meets $name: never sent, and it may be asked for again",
  async (fault) => {
    const { behaviour } = fault;
    const shop = await openShop(timingFor(fault));
    const order = await paid(shop);
    shop.peer.script.next("payOrders", behaviour);
    expect(await refund(shop, order)).toMatchObject(NOT_SENT);
    shop.peer.script.next("orderRefunds", behaviour);
    expect(await refund(shop, order)).toMatchObject(NOT_SENT);
    expect(shop.peer.books.given).toEqual([]);
    expect(await refund(shop, order)).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 1000 } });
    await shop.expectAgreement();
  },
);

it.concurrent.each(DESK_FAULTS)(
  "a refund-query that meets $name keeps the refund under way until it is heard",
  async (fault) => {
    const { behaviour, heard } = fault;
    const shop = await openShop(timingFor(fault));
    const order = await paid(shop);
    shop.peer.script.nextRefund({ says: "running" });
    const pending = await refundUnderWay(shop, order, 400);
    expect(pending).toMatchObject({ code: 3, json: { order, status: "processing", amountFen: 400 } });
    shop.peer.script.next("refundOrders", behaviour);
    expect(await refundQuery(shop, pending)).toMatchObject({ code: 3, json: { status: "processing" } });
    finishRefunds(shop.peer);
    shop.peer.script.next("refundOrders", behaviour);
    expect((await refundQuery(shop, pending)).code).toBe(heard === "no" ? 3 : 0);
    expect(await refundQuery(shop, pending)).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 400 } });
    await shop.expectAgreement();
  },
);

it.concurrent.each([
  ["a whole payment of today is called off", payers.pays, 1],
  ["a payment older than eight hours is refunded", payers.finishedHoursAgo(9), 0],
  ["a payment without a time of its own is refunded", payers.noFinishTime, 0],
] as const)("%s: all of it went back", async (_what, payer, isCancel) => {
  const shop = await openShop();
  shop.peer.script.everyPayer(payer);
  const order = await paid(shop);
  expect(await refund(shop, order)).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 1000 } });
  const sent = shop.peer.requests.filter(({ route }) => route === "refund").map(({ body }) => body["isCancel"]);
  expect(sent).toEqual([isCancel]);
  expect(await query(shop, order)).toMatchObject({ code: 0, json: { status: "paid", refundedFen: 1000 } });
  await shop.expectAgreement();
});

it.concurrent("parts go back one after the other, and no more than was paid", async () => {
  const shop = await openShop();
  const order = await paid(shop);
  expect(await refund(shop, order, 400)).toMatchObject({ code: 0, json: { status: "refunded" } });
  expect(await refund(shop, order, 601)).toMatchObject({ code: 2, json: { error: { code: "refund_more_than_left" } } });
  expect(await refund(shop, order)).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 600 } });
  await shop.expectAgreement();
});

it.concurrent("a refund the wallet refuses exits 1 and leaves the amount; the next one has a number of its own", async () => {
  const shop = await openShop();
  const order = await paid(shop);
  shop.peer.script.nextRefund({ says: "failed", reason: "NOTENOUGH" });
  const refused = await refund(shop, order);
  expect(refused).toMatchObject({
    code: 1,
    json: { status: "refused", reason: "merchant_balance_low", amountFen: 1000 },
  });
  const again = await refund(shop, order);
  expect(again).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 1000 } });
  expect(again.json["refund"]).not.toBe(refused.json["refund"]);
  await shop.expectAgreement();
});

const UNCLEAR: readonly (readonly [string, Pick<Payer, "says" | "reason" | "takes">])[] = [
  ["dropped the connection", { says: "drop", takes: true }],
  ["answered 500", { says: "http500", takes: true }],
  ["answered with a page", { says: "page", takes: true }],
  ["reported a system error", { says: "failed", reason: "SYSTEMERROR", takes: true }],
];
it.concurrent.each(UNCLEAR)(
  "a refund whose component %s stays open: a person looks, nothing is sent again",
  async (_how, refunder) => {
    const shop = await openShop(QUICK);
    const order = await paid(shop);
    shop.peer.script.nextRefund(refunder);
    const first = await refund(shop, order);
    expect(first).toMatchObject({ code: 3, json: { status: "unknown" } });
    expect(await refund(shop, order)).toMatchObject({ code: 3, json: { refund: text(first.json, "refund") } });
    expect(shop.peer.books.given).toHaveLength(1);
    await shop.expectAgreement();
  },
);

it.concurrent.each([
  ["of another order", { do: "change", data: { payOrderUUID: "another" } }],
  ["of another refund", { do: "change", data: { clientRefundNo: "812611210817379000001" } }],
  ["of another amount", { do: "change", data: { refundAmount: 1 } }],
  ["with 5100 after it was done", { do: "error", code: 5100, message: "Database", processed: true }],
] as const)("a refund answered with success %s is asked about, and went back once", async (_how, behaviour) => {
  const shop = await openShop({ pollForMs: 4000 });
  const order = await paid(shop);
  shop.peer.script.next("refund", behaviour);
  expect(await refund(shop, order)).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 1000 } });
  await shop.expectAgreement();
});

it.concurrent("an asynchronous refund is done once its component has answered; a lost result stays open", async () => {
  const shop = await openShop(QUICK);
  const order = await paid(shop);
  for (const mode of shop.peer.books.modes) mode.isAsyncNotify = 1;
  expect(await refund(shop, order, 400)).toMatchObject({ code: 0, json: { status: "refunded" } });
  await shop.expectAgreement();
  const losing = await openShop(QUICK, { loseAsyncResults: true });
  const other = await paid(losing);
  for (const mode of losing.peer.books.modes) mode.isAsyncNotify = 1;
  expect(await refund(losing, other, 400)).toMatchObject({ code: 3, json: { status: "processing" } });
  expect(await refund(losing, other, 100)).toMatchObject({ code: 2, json: { error: { code: "refund_in_progress" } } });
  expect(await recover(losing)).toMatchObject({ code: 3, json: { open: 1, settled: 0, review: 0 } });
  await losing.expectAgreement();
});

it.concurrent("a refund left open by a silent service is settled by recover, under its own number", async () => {
  const shop = await openShop(QUICK);
  const order = await paid(shop);
  shop.peer.script.next("refund", misbehave.loseAnswer);
  shop.peer.script.every("refundOrders", wrong.databaseDown);
  const first = await refund(shop, order);
  expect(first).toMatchObject({ code: 3, json: { status: "unknown" } });
  shop.peer.script.clear();
  expect(await recover(shop)).toMatchObject({ code: 0, json: { open: 0, settled: 1, review: 0 } });
  expect(await refundQuery(shop, first)).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 1000 } });
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
