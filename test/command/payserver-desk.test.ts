// `qr`, `query`, `cancel` and `recover` on PayServer against the strict peer. It has no QR and nothing to call off with:
// what was not heard to be paid stays with a person.
import { expect, it } from "vitest";
import { payers } from "../peers/payserver.ts";
import { ourOrders } from "./agree.ts";
import { BRIEF, cancel, expectRecoverChangesNothing, orderOf, paid, pay, qr, query, recover } from "./channel-shop.ts";
import { payCode } from "./cli.ts";
import { DESK_FAULTS, type Fault } from "./faults.ts";
import { type Shop, openShop, payNow } from "./payserver-shop.ts";

const timingFor = ({ slow }: Fault) => (slow ? { requestTimeoutMs: BRIEF.requestTimeoutMs } : {});
const RELEASED = { code: 0, json: { status: "paid", verdict: "release" } };
const REVIEW = { code: 3, json: { status: "needs_review", verdict: "wait" } };

/** A payment whose payer was still typing when we gave up. */
async function leftToAPerson(shop: Shop, amount = 1000): Promise<string> {
  shop.peer.script.nextPayer(payers.neverPays);
  const left = await pay(shop, amount);
  expect(left).toMatchObject(REVIEW);
  return orderOf(left);
}

it.concurrent.each(DESK_FAULTS)("a query that meets $name says nothing it has not heard", async (fault) => {
  const { behaviour, heard } = fault;
  const shop = await openShop(timingFor(fault));
  const order = await leftToAPerson(shop);
  shop.peer.script.next("payOrders", behaviour);
  expect(await query(shop, order)).toMatchObject(REVIEW);
  payNow(shop.peer);
  shop.peer.script.next("payOrders", behaviour);
  expect(await query(shop, order)).toMatchObject(heard === "no" ? REVIEW : RELEASED);
  expect(await query(shop, order)).toMatchObject(RELEASED);
  await shop.expectAgreement();
});

it.concurrent.each(DESK_FAULTS)(
  "a cancel that meets $name calls nothing unpaid; what is paid it says",
  async (fault) => {
    const { behaviour, heard } = fault;
    const shop = await openShop(timingFor(fault));
    const order = await leftToAPerson(shop);
    shop.peer.script.next("payOrders", behaviour);
    expect(await cancel(shop, order)).toMatchObject(REVIEW);
    payNow(shop.peer);
    shop.peer.script.next("payOrders", behaviour);
    const IS_PAID = { ...RELEASED, code: 1 };
    expect(await cancel(shop, order)).toMatchObject(heard === "no" ? REVIEW : IS_PAID);
    expect(await cancel(shop, order)).toMatchObject(IS_PAID);
    await shop.expectAgreement();
  },
);

it.concurrent.each(DESK_FAULTS)("a recover that meets $name settles only what it has heard", async (fault) => {
  const { behaviour, heard } = fault;
  const shop = await openShop(timingFor(fault));
  const order = await leftToAPerson(shop);
  payNow(shop.peer);
  const open = await leftToAPerson(shop, 900);
  shop.peer.script.every("payOrders", behaviour);
  const settled = heard === "no" ? 0 : 1;
  expect(await recover(shop)).toMatchObject({ code: 3, json: { open: 0, settled, review: 2 - settled } });
  shop.peer.script.clear();
  expect(await recover(shop)).toMatchObject({ code: 3, json: { open: 0, settled: 1 - settled, review: 1 } });
  expect(await ourOrders(shop.folder)).toMatchObject([
    { order: open, status: "needs_review" },
    { order, status: "paid" },
  ]);
  expect(shop.charges()).toBe(2);
  await shop.expectAgreement();
});

it.concurrent("recover run again with nothing open changes nothing", async () => {
  const shop = await openShop();
  await paid(shop);
  await expectRecoverChangesNothing(shop);
  expect(await shop.complaints()).toEqual([]);
});

it.concurrent("there is no QR: exit 2, and a code of a wallet without a mode too; no order", async () => {
  const shop = await openShop();
  expect(await qr(shop)).toMatchObject({ code: 2, json: { error: { code: "channel_cannot" } } });
  const ran = await pay(shop, 1, payCode("62", 19));
  expect(ran).toMatchObject({ code: 2, json: { error: { code: "code_wallet_not_taken" } } });
  expect(await ourOrders(shop.folder)).toEqual([]);
  expect(shop.peer.requests).toEqual([]);
  await shop.expectAgreement();
});
