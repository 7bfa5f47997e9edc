// `pay` on Leshua against the strict peer: whatever goes wrong on the way, the command ends with what is true, sends one
// charge, and both books agree.
import { expect, it } from "vitest";
import { payers } from "../peers/leshua.ts";
import { cancel, orderOf, pay, query, recover } from "./channel-shop.ts";
import { payCode } from "./cli.ts";
import { CASES } from "./leshua-cases.ts";
import { LESHUA, openShop } from "./leshua-shop.ts";
import { AMOUNT, numbered, playedOut } from "./pay-case.ts";

it.concurrent.each(numbered(CASES, 12))("$rule", async (one) => expect(await playedOut(LESHUA, one)).toEqual([]));

it.concurrent("a code that was used before is declined", async () => {
  const shop = await openShop();
  const code = payCode();
  expect((await pay(shop, AMOUNT, code)).code).toBe(0);
  expect(await pay(shop, AMOUNT, code)).toMatchObject({
    code: 1,
    json: { status: "declined", reason: "code_invalid" },
  });
  await shop.expectAgreement();
});

it.concurrent("money that comes after the close shows as paid with paid_late", async () => {
  const shop = await openShop();
  shop.peer.script.everyPayer(payers.paysAfterClose(1));
  const first = await pay(shop);
  expect(first).toMatchObject({ code: 1, json: { status: "cancelled" } });
  const late = await query(shop, orderOf(first));
  expect(late).toMatchObject({ code: 0, json: { status: "paid", verdict: "release", exception: "paid_late" } });
  await shop.expectAgreement();
});

it.concurrent("money that comes after the channel said failed shows as paid with paid_late", async () => {
  const shop = await openShop();
  shop.peer.script.everyPayer(payers.paysLate);
  const first = await pay(shop);
  expect(first).toMatchObject({ code: 1, json: { status: "declined" } });
  const late = await query(shop, orderOf(first));
  expect(late).toMatchObject({ code: 0, json: { status: "paid", exception: "paid_late" } });
  await shop.expectAgreement();
});

it.concurrent("a channel that falls silent after the charge leaves a review; recover finds the money", async () => {
  const shop = await openShop({ requestTimeoutMs: 1500 });
  for (const service of ["upload_authcode", "query_status", "close_order"] as const)
    shop.peer.script.every(service, { do: "lose_request" });
  shop.peer.script.next("upload_authcode", { do: "lose_answer" });
  const silent = await pay(shop);
  expect(silent).toMatchObject({ code: 3, json: { status: "needs_review", verdict: "wait" } });
  expect(await query(shop, orderOf(silent))).toMatchObject({ code: 3, json: { status: "needs_review" } });
  expect(await recover(shop)).toMatchObject({ code: 3, json: { open: 0, settled: 0, review: 1 } });
  shop.peer.script.clear();
  expect(await recover(shop)).toMatchObject({ code: 0, json: { open: 0, settled: 1, review: 0 } });
  expect(await query(shop, orderOf(silent))).toMatchObject({ code: 0, json: { status: "paid" } });
  await shop.expectAgreement();
});

it.concurrent("a review that nobody paid is closed with proof once the channel can be reached", async () => {
  const shop = await openShop();
  shop.peer.script.everyPayer(payers.neverPays);
  shop.peer.script.every("close_order", { do: "lose_request" });
  const left = await pay(shop);
  expect(left).toMatchObject({ code: 3, json: { status: "needs_review" } });
  shop.peer.script.every("close_order", { do: "behave" });
  expect(await cancel(shop, orderOf(left))).toMatchObject({ code: 0, json: { status: "cancelled" } });
  await shop.expectAgreement();
});

it.concurrent("an order whose amount differs is never called paid, and what was paid stays a review", async () => {
  const shop = await openShop({ pollForMs: 150 });
  for (const service of ["upload_authcode", "query_status"] as const)
    shop.peer.script.every(service, { do: "wrong_amount", fen: 1 });
  const order = orderOf(await pay(shop));
  expect(await recover(shop)).toMatchObject({ code: 3, json: { open: 0, review: 1 } });
  expect(await cancel(shop, order)).toMatchObject({ code: 3, json: { exception: "amount_mismatch", verdict: "wait" } });
  await shop.expectAgreement();
});
