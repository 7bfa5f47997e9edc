// `qr`, `refund`, `refund-query`, `cancel`, `recover` and `call` on pooul against the strict peer.
import { expect, it } from "vitest";
import { payers, wrong } from "../peers/pooul.ts";
import { ourOrders } from "./agree.ts";
import {
  BRIEF,
  cancel,
  expectRecoverChangesNothing,
  orderOf,
  paid,
  pay,
  qr,
  query,
  recover,
  refund,
  refundUnderWay,
} from "./channel-shop.ts";
import { cli, inside, keep, payCode, text } from "./cli.ts";
import { cancelMeets, qrMeets, queryMeets, recoverMeets, refundMeets, refundQueryMeets } from "./desk-faults.ts";
import { DESK_FAULTS } from "./faults.ts";
import { POOUL, openShop } from "./pooul-shop.ts";

it.concurrent.each(["wechat", "alipay"])(
  "qr for %s answers the channel's codeUrl; query finds it paid",
  async (wallet) => {
    const shop = await openShop({ firstQueryMs: 60_000, pollForMs: 120_000 });
    shop.peer.script.everyPayer({ states: [6, 6, 0] });
    const shown = await qr(shop, wallet);
    expect(shown).toMatchObject({
      code: 3,
      json: { status: "awaiting_payer", verdict: "wait", wallet, amountFen: 800 },
    });
    expect(text(shown.json, "codeUrl")).toMatch(wallet === "wechat" ? /^weixin:\/\// : /^https:\/\/qr\.alipay\.com\//);
    const asked = () => query(shop, orderOf(shown));
    expect(await asked()).toMatchObject({ code: 3, json: { verdict: "wait" } });
    expect(await asked()).toMatchObject({ code: 0, json: { status: "paid", verdict: "release" } });
    await shop.expectAgreement();
  },
);

it.concurrent("cancel of an open QR waits for the channel's earliest time, then exits 0 with proof", async () => {
  const shop = await openShop({ closeNotBeforeMs: 1500, pollForMs: 3000 }, { closeNotBeforeMs: 1200 });
  shop.peer.script.everyPayer(payers.neverPays);
  const order = orderOf(await qr(shop, "wechat"));
  expect(await cancel(shop, order)).toMatchObject({ code: 0, json: { status: "cancelled" } });
  expect(shop.peer.books.orders.get(order)?.undone).toBe("closed");
  await shop.expectAgreement();
});

it.concurrent("cancel that would have to wait longer than anybody stands there exits 3; the QR stays open", async () => {
  const shop = await openShop({ closeNotBeforeMs: 300_000 }, { closeNotBeforeMs: 300_000 });
  shop.peer.script.everyPayer(payers.neverPays);
  const order = orderOf(await qr(shop, "alipay"));
  expect(await cancel(shop, order)).toMatchObject({
    code: 3,
    json: { status: "cancelling", verdict: "wait" },
  });
  expect(shop.peer.requests.map((request) => request.call)).not.toContain("close");
  await shop.expectAgreement();
});

it.concurrent("recover closes a QR nobody pays, and run again it changes nothing", async () => {
  const shop = await openShop();
  shop.peer.script.everyPayer(payers.neverPays);
  const order = orderOf(await qr(shop, "wechat"));
  expect(await cli(shop.folder, "recover")).toMatchObject({ code: 0, json: { open: 0, settled: 1, review: 0 } });
  expect(await ourOrders(shop.folder)).toMatchObject([{ order, status: "cancelled" }]);
  await expectRecoverChangesNothing(shop);
  await shop.expectAgreement();
});

it.concurrent("a wallet without a QR and a code the channel does not take end with 2, and no order", async () => {
  const shop = await openShop();
  const shown = await cli(shop.folder, "qr", "--channel=pooul", "--amount=800", "--wallet=unionpay");
  expect(shown).toMatchObject({ code: 2, json: { error: { code: "wallet_not_supported" } } });
  expect(await pay(shop, 1, payCode("62", 19))).toMatchObject({
    code: 2,
    json: { error: { code: "code_wallet_not_taken" } },
  });
  expect(await ourOrders(shop.folder)).toEqual([]);
  expect(shop.peer.requests).toEqual([]);
  await shop.expectAgreement();
});

it.concurrent("a refund that is done exits 0; pending, it exits 3 until refund-query finds it done", async () => {
  const shop = await openShop();
  const order = await paid(shop);
  expect(await refund(shop, order, 400)).toMatchObject({
    code: 0,
    json: { status: "refunded", amountFen: 400 },
  });
  shop.peer.script.nextRefund(...Array<number>(500).fill(1), 0);
  const pending = await refundUnderWay(shop, order, 600);
  expect(pending).toMatchObject({ code: 3, json: { order, status: "processing", amountFen: 600 } });
  const state = shop.peer.books.refunds[1];
  if (state) state.step = 500;
  const done = await cli(shop.folder, "refund-query", "--refund", text(pending.json, "refund"));
  expect(done).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 600 } });
  await shop.expectAgreement();
});

it.concurrent("a refund the channel refuses exits 1, leaves the amount, and is repeated under its own number", async () => {
  const shop = await openShop();
  const order = await paid(shop);
  shop.peer.script.nextRefund(2);
  const refused = await refund(shop, order);
  expect(refused).toMatchObject({ code: 1, json: { status: "refused", amountFen: 1000, reason: "refund_closed" } });
  const again = await cli(shop.folder, "refund", "--order", order, "--reason", "退货");
  expect(again).toMatchObject({
    code: 0,
    json: { refund: refused.json["refund"], status: "refunded", amountFen: 1000 },
  });
  expect(shop.peer.books.refunds).toHaveLength(1);
  await shop.expectAgreement();
});

it.concurrent("a refund whose answer was forged ends with one refund, under one number", async () => {
  const shop = await openShop({ requestTimeoutMs: 2500, pollForMs: 2000 });
  const order = await paid(shop);
  shop.peer.script.next("refund", { do: "wrong_signature" });
  expect(await refund(shop, order)).toMatchObject({ code: 0, json: { status: "refunded" } });
  expect(await refund(shop, order)).toMatchObject({ code: 2, json: { error: { code: "refund_more_than_left" } } });
  expect(shop.peer.books.refunds).toHaveLength(1);
  await shop.expectAgreement();
});

it.concurrent("a refund that is unresolved keeps its number, and another amount waits for it", async () => {
  const shop = await openShop({ ...BRIEF, pollForMs: 200 });
  const order = await paid(shop);
  shop.peer.script.every("refund_query", wrong.serverError);
  shop.peer.script.next("refund", { do: "lose_answer" });
  const first = await refund(shop, order, 600);
  expect(first).toMatchObject({ code: 3, json: { status: "unknown", amountFen: 600 } });
  expect(await refund(shop, order, 100)).toMatchObject({
    code: 2,
    json: { error: { code: "refund_in_progress" } },
  });
  shop.peer.script.clear();
  const again = await refund(shop, order, 600);
  expect(again).toMatchObject({ code: 0, json: { refund: first.json["refund"], status: "refunded" } });
  await shop.expectAgreement();
});

it.concurrent("recover settles an open refund too", async () => {
  const shop = await openShop({ ...BRIEF, pollForMs: 200 });
  const order = await paid(shop);
  shop.peer.script.every("refund_query", wrong.serverError);
  expect((await refund(shop, order)).code).toBe(3);
  expect(await inside(shop.folder, ["recover", "--for", "1"])).toMatchObject({
    code: 3,
    json: { open: 1, settled: 0 },
  });
  shop.peer.script.clear();
  expect(await recover(shop)).toMatchObject({ code: 0, json: { open: 0, settled: 1, review: 0 } });
  await shop.expectAgreement();
});

it.concurrent("call sends any documented call, and says whether its answer was verified", async () => {
  const shop = await openShop();
  const call = (api: string, json: object) =>
    inside(shop.folder, ["call", "--channel", "pooul", "--api", api, "--json", JSON.stringify(json)]);
  const order = await paid(shop);
  const answer = await call("query", { mch_trade_id: order });
  expect(answer).toMatchObject({
    code: 0,
    json: { status: 200, body: { code: 0, data: { mch_trade_id: order, total_fee: 1000 } } },
  });
  expect(Object.keys(answer.json).toSorted()).toEqual(["body", "headers", "status"]);
  expect(await call("pay", { pay_type: "wechat.jsurl", mch_trade_id: order, total_fee: 1 })).toMatchObject({
    code: 2,
    json: { error: { option: "json", message: expect.stringContaining("body") } },
  });
  const sent = shop.peer.requests.length;
  expect(await call("nonsense", {})).toMatchObject({ code: 2, json: { error: { option: "api" } } });
  expect(await call("__proto__", {})).toMatchObject({ code: 2, json: { error: { option: "api" } } });
  expect(shop.peer.requests).toHaveLength(sent);
  shop.peer.script.next("query", { do: "wrong_signature" }, { do: "plain_success" }, { do: "lose_answer" });
  for (const failure of ["bad_signature", "bad_signature", "broken_connection"])
    expect(await call("query", { mch_trade_id: order })).toMatchObject({ code: 3, json: { failure } });
  await shop.expectAgreement();
});

it.concurrent("call pays by pay code without ever showing it", async () => {
  const shop = await openShop();
  const code = payCode();
  keep(code);
  shop.peer.script.next("pay", { do: "change", data: { auth_code: code, attach: `was ${code}` } });
  const fields = { pay_type: "common.micro", mch_trade_id: "shop-1", total_fee: 1, body: "x", auth_code: code };
  const ran = await cli(shop.folder, "call", "--channel=pooul", "--api=pay", `--json=${JSON.stringify(fields)}`);
  expect(ran).toMatchObject({ code: 0, json: { body: { data: { auth_code: `****${code.slice(-4)}` } } } });
  await shop.peer.close();
});

it.concurrent.each(DESK_FAULTS)(
  "a QR that meets $name is shown only if its code was heard, and never stays open",
  async (fault) => expect(await qrMeets(POOUL, fault)).toEqual([]),
);
it.concurrent.each(DESK_FAULTS)("a query that meets $name says nothing it has not heard", async (fault) =>
  expect(await queryMeets(POOUL, fault)).toEqual([]),
);
it.concurrent.each(DESK_FAULTS)("a cancel that meets $name ends cancelled, with proof", async (fault) =>
  expect(await cancelMeets(POOUL, fault)).toEqual([]),
);
it.concurrent.each(DESK_FAULTS)("a recover that meets $name settles the paid and the unpaid", async (fault) =>
  expect(await recoverMeets(POOUL, fault)).toEqual([]),
);
it.concurrent.each(DESK_FAULTS)("a refund that meets $name goes back once, under one number", async (fault) =>
  expect(await refundMeets(POOUL, fault)).toEqual([]),
);
it.concurrent.each(DESK_FAULTS)(
  "a refund-query that meets $name keeps the refund under way until it is heard",
  async (fault) => expect(await refundQueryMeets(POOUL, fault)).toEqual([]),
);
