// `pay` on 慧收银 against the strict peer: whatever goes wrong on the way, the command ends with what is true, sends one
// charge, and both books agree.
import { expect, it } from "vitest";
import { payers } from "../peers/huishouyin.ts";
import { cancel, orderOf, pay, query, recover } from "./channel-shop.ts";
import { payCode } from "./cli.ts";
import { CASES } from "./huishouyin-cases.ts";
import { HUISHOUYIN, openShop } from "./huishouyin-shop.ts";
import { AMOUNT, playedOut, numbered } from "./pay-case.ts";

it.concurrent.each(numbered(CASES, 12))("$rule", async (one) => expect(await playedOut(HUISHOUYIN, one)).toEqual([]));

it.concurrent("a code that was used before is not paid a second time", async () => {
  const shop = await openShop();
  const code = payCode();
  expect((await pay(shop, AMOUNT, code)).code).toBe(0);
  expect((await pay(shop, AMOUNT, code)).code).toBe(1);
  await shop.expectAgreement();
});

it.concurrent("money that comes after we said cancelled shows as paid with paid_late", async () => {
  const shop = await openShop();
  shop.peer.script.everyPayer(payers.paysAfterUndo(1));
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
  for (const call of ["qrcode", "check", "cancel"] as const) shop.peer.script.every(call, { do: "lose_request" });
  shop.peer.script.next("qrcode", { do: "lose_answer" });
  const silent = await pay(shop);
  expect(silent).toMatchObject({ code: 3, json: { status: "needs_review", verdict: "wait" } });
  expect(await query(shop, orderOf(silent))).toMatchObject({ code: 3, json: { status: "needs_review" } });
  expect(await recover(shop)).toMatchObject({ code: 3, json: { open: 0, settled: 0, review: 1 } });
  shop.peer.script.clear();
  expect(await recover(shop)).toMatchObject({ code: 0, json: { open: 0, settled: 1, review: 0 } });
  expect(await query(shop, orderOf(silent))).toMatchObject({ code: 0, json: { status: "paid" } });
  await shop.expectAgreement();
});

it.concurrent("a review that nobody paid is cancelled with proof once the channel can be reached", async () => {
  const shop = await openShop();
  shop.peer.script.everyPayer(payers.neverPays);
  shop.peer.script.every("cancel", { do: "lose_request" });
  const left = await pay(shop);
  expect(left).toMatchObject({ code: 3, json: { status: "needs_review" } });
  shop.peer.script.every("cancel", { do: "behave" });
  expect(await cancel(shop, orderOf(left))).toMatchObject({ code: 0, json: { status: "cancelled" } });
  await shop.expectAgreement();
});

it.concurrent("an order whose amount differs can be cancelled, and then the money really went back", async () => {
  const shop = await openShop();
  shop.peer.script.next("qrcode", { do: "wrong_amount", fen: 1 });
  shop.peer.script.every("get", { do: "wrong_amount", fen: 1 });
  const order = orderOf(await pay(shop));
  expect(await recover(shop)).toMatchObject({ code: 3, json: { open: 0, review: 1 } });
  expect((await cancel(shop, order)).json["status"]).not.toBe("paid");
  await shop.expectAgreement();
});
