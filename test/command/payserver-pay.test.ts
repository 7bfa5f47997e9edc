// `pay` on PayServer against the strict peer: whatever goes wrong on the way, the command ends with what is true, sends
// one charge at most, and our book agrees with what the wallet behind the service really did.
import { expect, it } from "vitest";
import { misbehave, payers } from "../peers/payserver.ts";
import { orderOf, pay, payWords, query, recover } from "./channel-shop.ts";
import { inside } from "./cli.ts";
import { AMOUNT, numbered, playedOut } from "./pay-case.ts";
import { CASES } from "./payserver-cases.ts";
import { PAYSERVER, openShop, payNow } from "./payserver-shop.ts";

it.concurrent.each(numbered(CASES, 15))("$rule", async (one) => expect(await playedOut(PAYSERVER, one)).toEqual([]));

it.concurrent("5100 after the wallet's success ends with a person: no row will ever stand there", async () => {
  const shop = await openShop();
  shop.peer.script.everyPayer(payers.repeatsThirdNo);
  expect((await pay(shop)).code).toBe(0);
  const lost = await pay(shop);
  expect(lost).toMatchObject({ code: 3, json: { status: "needs_review", verdict: "wait" } });
  expect(shop.peer.books.taken).toHaveLength(2);
  expect(await query(shop, orderOf(lost))).toMatchObject({ code: 3, json: { status: "needs_review" } });
  expect(await recover(shop)).toMatchObject({ code: 3, json: { open: 0, settled: 0, review: 1 } });
  await shop.expectAgreement();
});

it.concurrent("a charge the network doubles in flight is paid here; that the wallet took it twice, no question tells (C35)", async () => {
  const shop = await openShop();
  shop.peer.script.everyPayer(payers.slow(50));
  shop.peer.script.next("pay", misbehave.twice);
  const ran = await pay(shop, AMOUNT);
  expect(ran).toMatchObject({ code: 0, json: { status: "paid" } });
  expect(shop.charges()).toBe(1);
  const order = orderOf(ran);
  expect(await shop.complaints()).toEqual([
    `${order} was charged 2 times`,
    `${order} is paid here, there ${2 * AMOUNT} of ${AMOUNT} fen were paid`,
  ]);
});

it.concurrent("a code that the wallet calls used is no proof: a person looks", async () => {
  const shop = await openShop();
  shop.peer.script.nextPayer(payers.pays, payers.declines("AUTH_CODE_INVALID"));
  expect((await pay(shop)).code).toBe(0);
  expect(await pay(shop)).toMatchObject({ code: 3, json: { status: "needs_review", verdict: "wait" } });
  await shop.expectAgreement();
});

it.concurrent("a service that falls silent after the charge leaves a review; recover finds the money", async () => {
  const shop = await openShop({ requestTimeoutMs: 1500 });
  shop.peer.script.next("pay", misbehave.loseAnswer);
  shop.peer.script.every("payOrders", misbehave.loseRequest);
  const silent = await pay(shop);
  expect(silent).toMatchObject({ code: 3, json: { status: "needs_review", verdict: "wait" } });
  expect(await recover(shop)).toMatchObject({ code: 3, json: { open: 0, settled: 0, review: 1 } });
  shop.peer.script.clear();
  expect(await recover(shop)).toMatchObject({ code: 0, json: { open: 0, settled: 1, review: 0 } });
  expect(await query(shop, orderOf(silent))).toMatchObject({ code: 0, json: { status: "paid" } });
  await shop.expectAgreement();
});

it.concurrent("a payer who is done after we gave up is found by a query: paid", async () => {
  const shop = await openShop();
  shop.peer.script.everyPayer(payers.neverPays);
  const left = await pay(shop);
  expect(left).toMatchObject({ code: 3, json: { status: "needs_review" } });
  payNow(shop.peer);
  expect(await query(shop, orderOf(left))).toMatchObject({ code: 0, json: { status: "paid", verdict: "release" } });
  await shop.expectAgreement();
});

it.concurrent.each([
  ["name", "支付宝扫码枪"],
  ["template id", "3BEAF650-A067-11E8-A545-87065760276A"],
])(
  "--mode picks one by its %s; one that does not stand there is refused with 2, and nothing is sent",
  async (_by, mode) => {
    const shop = await openShop();
    const withMode = (name: string) => inside(shop.folder, [...payWords(shop, AMOUNT), "--mode", name]);
    expect(await withMode(mode)).toMatchObject({ code: 0, json: { status: "paid" } });
    expect(await withMode("刷脸")).toMatchObject({ code: 2, json: { error: { code: "mode_not_known" } } });
    expect(shop.charges()).toBe(1);
    expect(shop.peer.books.orders.map((order) => order.mode.name)).toEqual(["支付宝扫码枪"]);
    await shop.expectAgreement();
  },
);
