// `pay` on Yapos Pay against the strict peer: one answer settles it or a person must. Whatever goes wrong on the way, no
// charge is sent twice but after a refused token, and our book agrees with what the wallets really did.
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { payers } from "../peers/gathering.ts";
import { cancel, expectRecoverChangesNothing, openShopOf, orderOf, paid, pay, query, recover } from "./channel-shop.ts";
import { payCode, text } from "./cli.ts";
import { CASES } from "./gathering-cases.ts";
import { GATHERING, openShop } from "./gathering-shop.ts";
import { AMOUNT, numbered, playedOut } from "./pay-case.ts";

const REVIEW = { code: 3, json: { status: "needs_review", verdict: "wait" } };

it.concurrent.each(numbered(CASES, 15))("$rule", async (one) => expect(await playedOut(GATHERING, one)).toEqual([]));

it.concurrent("[hazard] a code that was used before waits for a person: it may have been this very request", async () => {
  const shop = await openShop();
  const code = payCode();
  expect((await pay(shop, AMOUNT, code)).code).toBe(0);
  shop.peer.breaches.length = 0;
  expect(await pay(shop, AMOUNT, code)).toMatchObject({
    code: 3,
    json: { status: "needs_review", verdict: "wait", reason: "code_spent" },
  });
  // The peer cannot know that a person scanned it again.
  expect(shop.peer.breaches.splice(0)).toEqual(["gathering: the same code was charged again"]);
  await shop.expectAgreement();
});

it.concurrent("a SUCCESS that repeats another payment's number proves nothing", async () => {
  const shop = await openShop();
  const first = await pay(shop, 700);
  const number = text(first.json, "channelTradeNo");
  shop.peer.script.next("gathering", { do: "change", fields: { merchant_trade_no: number } });
  const second = await pay(shop, 800);
  expect(second).toMatchObject({ ...REVIEW, json: { ...REVIEW.json, reason: "other_order" } });
  await shop.expectAgreement();
});

it.concurrent("a server that nobody answers for takes no money: never sent, exit 1", async () => {
  const closed = createServer();
  await new Promise<void>((done) => void closed.listen(0, "127.0.0.1", done));
  const { port } = closed.address() as AddressInfo;
  await new Promise((done) => closed.close(done));
  const shop = await openShopOf(GATHERING, { config: { baseUrl: `http://127.0.0.1:${port}` } });
  expect(await pay(shop)).toMatchObject({ code: 1, json: { status: "cancelled", reason: "never_sent" } });
  await shop.expectAgreement();
});

it.concurrent("what went to a person stays there: query, cancel and recover ask nobody and change nothing", async () => {
  const shop = await openShop();
  shop.peer.script.everyPayer(payers.reverseFails(true));
  const left = await pay(shop);
  expect(left).toMatchObject(REVIEW);
  const sent = shop.peer.requests.length;
  expect(await query(shop, orderOf(left))).toMatchObject(REVIEW);
  await expectRecoverChangesNothing(shop, { code: 3, json: { open: 0, settled: 0, review: 1 } });
  expect(await cancel(shop, orderOf(left))).toMatchObject(REVIEW);
  expect(shop.peer.requests).toHaveLength(sent);
  await shop.expectAgreement();
});

it.concurrent("a paid order stays paid: query 0, cancel 1, and nobody is asked", async () => {
  const shop = await openShop();
  const order = await paid(shop);
  const sent = shop.peer.requests.length;
  expect(await query(shop, order)).toMatchObject({ code: 0, json: { status: "paid" } });
  expect(await cancel(shop, order)).toMatchObject({ code: 1, json: { status: "paid" } });
  expect(await recover(shop)).toMatchObject({ code: 0, json: { open: 0, settled: 0, review: 0 } });
  expect(shop.peer.requests).toHaveLength(sent);
  await shop.expectAgreement();
});
