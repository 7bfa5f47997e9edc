// Notices of Pooul against the whole till, sent over HTTP by a peer that shares no code with the adapter: what they may
// do, and everything that must come to nothing.
import { describe, expect, onTestFinished, test } from "vitest";
import type { TradeNo } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import { tell } from "../peers/common/tell.ts";
import { type PooulPeer, payers, startPooulPeer } from "../peers/pooul.ts";
import { addressOf, payNow, paymentNotice, refundNotice, tellPayment } from "../peers/pooul/notices.ts";
import { must } from "../support/flow-desk.ts";
import { setDisk } from "../support/flow-raw.ts";
import { BRISK, PATIENT, type Shop, openShop, until } from "./shop.ts";

type Open = { readonly shop: Shop; readonly peer: PooulPeer };

async function open(timing: object = PATIENT): Promise<Open> {
  const peer = await startPooulPeer({ reverseNotBeforeMs: 0, closeNotBeforeMs: 0 });
  onTestFinished(() => peer.close());
  const shop = await openShop();
  must(shop.till.books.real.configure("pooul", peer.config({ notifyUrl: shop.address("pooul"), timing })));
  return { shop, peer };
}

/** A charge whose payer is typing a password. */
async function typing({ shop, peer }: Open) {
  peer.script.nextPayer(payers.neverPays);
  const started = shop.pay("pooul");
  await started.sent;
  expect(shop.attempt(started.tradeNo).status).toBe("awaiting_payer");
  return started;
}

const queries = (peer: PooulPeer) => peer.requests.filter((one) => one.call === "query").length;
const UNDERSTOOD = { status: 200, text: "success" };
const refused = (status: number, kind: string) => ({ status, text: `refused: ${kind}` });

describe("a genuine notice", () => {
  test("settles an open attempt: the driver notices at once, and nobody has to ask", async () => {
    const all = await open();
    const { shop, peer } = all;
    const { tradeNo, driver } = await typing(all);
    payNow(peer, tradeNo);
    expect(await tellPayment(peer, tradeNo)).toEqual(UNDERSTOOD);
    expect(await driver.done).toMatchObject({ status: "paid", exception: "none", amountFen: 1250 });
    expect(shop.history(tradeNo)).toEqual(["created", "send", "awaiting", "paid"]);
    expect(shop.attempt(tradeNo).channelTradeNo).toBe(peer.books.orders.get(tradeNo)?.tradeId);
    expect(queries(peer)).toBe(0);
    expect(shop.count("pooul", "accepted")).toBe(1);
  });

  test("settles a QR that is being shown", async () => {
    const { shop, peer } = await open();
    const sale = { amountFen: fen(1250), channel: "pooul" as const, mode: null, note: null, order: null };
    const { tradeNo, driver, sent } = must(shop.till.books.real.payment.showQr(sale, "alipay"));
    await sent;
    payNow(peer, tradeNo);
    expect(await tellPayment(peer, tradeNo)).toEqual(UNDERSTOOD);
    expect(await driver.done).toMatchObject({ status: "paid", wallet: "alipay" });
  });

  test("says in the journal that it was a notice", async () => {
    const all = await open();
    const { tradeNo } = await typing(all);
    payNow(all.peer, tradeNo);
    await tellPayment(all.peer, tradeNo);
    const [last] = all.shop.till.books.real.store.read.all<{ detail: string }>(
      "SELECT detail FROM events WHERE kind = 'paid'",
    );
    expect(JSON.parse(last?.detail ?? "{}")).toMatchObject({ by: "notice", amountFen: 1250 });
  });

  test("replayed, and a hundred times at once, it settles once and is understood each time", async () => {
    const all = await open();
    const { shop, peer } = all;
    const { tradeNo } = await typing(all);
    payNow(peer, tradeNo);
    const answers = await Promise.all(Array.from({ length: 100 }, () => tellPayment(peer, tradeNo)));
    expect(new Set(answers.map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify(UNDERSTOOD)]));
    const before = shop.events();
    expect(await tellPayment(peer, tradeNo)).toEqual(UNDERSTOOD);
    expect(shop.events()).toBe(before);
    expect(shop.history(tradeNo).filter((kind) => kind === "paid")).toHaveLength(1);
    expect([shop.count("pooul", "accepted"), shop.count("pooul", "repeated")]).toEqual([1, 100]);
  });
});

describe("races", () => {
  test("faster than the charge's own answer: paid, and the late answer changes nothing", async () => {
    const { shop, peer } = await open();
    peer.script.nextPayer(payers.neverPays);
    peer.script.next("pay", { do: "late", ms: 300 });
    const { tradeNo, driver } = shop.pay("pooul");
    await until(() => peer.books.orders.has(tradeNo));
    payNow(peer, tradeNo);
    expect(await tellPayment(peer, tradeNo)).toEqual(UNDERSTOOD);
    expect(shop.attempt(tradeNo).status).toBe("paid");
    expect(await driver.done).toMatchObject({ status: "paid", exception: "none" });
    expect(shop.history(tradeNo)).toEqual(["created", "send", "paid"]);
  });

  test("while a query is under way whose answer is older: paid stays", async () => {
    const all = await open({ ...PATIENT, firstQueryMs: 50 });
    const { shop, peer } = all;
    peer.script.next("query", { do: "late", ms: 300 });
    const { tradeNo, driver } = await typing(all);
    await until(() => queries(peer) === 1);
    payNow(peer, tradeNo);
    expect(await tellPayment(peer, tradeNo)).toEqual(UNDERSTOOD);
    expect(await driver.done).toMatchObject({ status: "paid", exception: "none" });
    expect(shop.history(tradeNo)).toEqual(["created", "send", "awaiting", "paid"]);
  });

  test("after the query has found it: a repeat", async () => {
    const all = await open({ ...PATIENT, firstQueryMs: 50 });
    const { shop, peer } = all;
    const { tradeNo, driver } = await typing(all);
    payNow(peer, tradeNo);
    expect(await driver.done).toMatchObject({ status: "paid" });
    const before = shop.events();
    expect(await tellPayment(peer, tradeNo)).toEqual(UNDERSTOOD);
    expect(shop.events()).toBe(before);
    expect(shop.count("pooul", "repeated")).toBe(1);
  });

  test("once a cancel has left, it may be older than the cancel: the channel is asked, and its answer holds", async () => {
    const all = await open({ ...PATIENT, pollEveryMs: 200, reverseNotBeforeMs: 0 });
    const { shop, peer } = all;
    const { tradeNo, driver } = await typing(all);
    peer.script.next("reverse", { do: "late", ms: 500 });
    shop.till.books.real.payment.stop(tradeNo);
    await until(() => peer.requests.some((one) => one.call === "reverse"));
    const stale = tell(addressOf(peer, tradeNo), paymentNotice(peer, tradeNo, { trade_state: 0 }), "text/plain");
    expect(await driver.done).toMatchObject({ status: "cancelled", exception: "none" });
    expect(await stale).toEqual(refused(503, "not_recorded"));
    expect(shop.history(tradeNo)).not.toContain("paid");
  });
});

describe("an attempt that was called off", () => {
  async function cancelled(all: Open): Promise<TradeNo> {
    const { tradeNo, driver } = await typing(all);
    expect(await driver.done).toMatchObject({ status: "cancelled" });
    return tradeNo;
  }

  test("paid after all: paid_late, once the channel has said so when asked", async () => {
    const all = await open(BRISK);
    const { shop, peer } = all;
    const tradeNo = await cancelled(all);
    payNow(peer, tradeNo);
    expect(await tellPayment(peer, tradeNo)).toEqual(UNDERSTOOD);
    expect(shop.attempt(tradeNo)).toMatchObject({ status: "paid", exception: "paid_late" });
    expect(shop.count("pooul", "asked")).toBe(1);
  });

  test("a notice from before the reversal: the money is back, so it stays cancelled", async () => {
    const all = await open(BRISK);
    const { shop, peer } = all;
    const tradeNo = await cancelled(all);
    const before = shop.events();
    expect(await tellPayment(peer, tradeNo, { trade_state: 0 })).toEqual(refused(503, "not_recorded"));
    expect(shop.attempt(tradeNo).status).toBe("cancelled");
    expect(shop.events()).toBe(before);
    // Told again at once, it is not asked about again at once.
    expect(await tellPayment(peer, tradeNo, { trade_state: 0 })).toEqual(refused(503, "busy"));
  });
});

describe("nothing happens, and it is counted", () => {
  test.each<[string, number, string, (peer: PooulPeer, tradeNo: string) => string]>([
    [
      "a forged signature",
      401,
      "bad_signature",
      (p, n) => paymentNotice(p, n, { trade_state: 0 }, p.keys.strangerPrivatePem),
    ],
    ["our own key", 401, "bad_signature", (p, n) => paymentNotice(p, n, { trade_state: 0 }, p.keys.merchantPrivatePem)],
    [
      "no signature",
      400,
      "unreadable",
      (_p, n) => JSON.stringify({ code: 0, data: { mch_trade_id: n, trade_state: 0 } }),
    ],
    ["garbage", 400, "unreadable", () => "%%%%"],
    ["an empty body", 400, "unreadable", () => ""],
    [
      "another merchant",
      403,
      "other_merchant",
      (p, n) => paymentNotice(p, n, { trade_state: 0, merchant_id: "1".repeat(16) }),
    ],
    [
      "somebody else's order",
      404,
      "unknown_number",
      (p, n) => paymentNotice(p, n, { trade_state: 0, mch_trade_id: "alex.scan.19" }),
    ],
    [
      "a number we never gave",
      404,
      "unknown_number",
      (p, n) => paymentNotice(p, n, { trade_state: 0, mch_trade_id: "926112110150000100010" }),
    ],
    [
      "our number with a blank",
      404,
      "unknown_number",
      (p, n) => paymentNotice(p, n, { trade_state: 0, mch_trade_id: `${n} ` }),
    ],
  ])("%s", async (_name, status, kind, make) => {
    const all = await open();
    const { shop, peer } = all;
    const { tradeNo } = await typing(all);
    const before = shop.events();
    expect(await tell(shop.address("pooul"), make(peer, tradeNo), "text/plain")).toEqual(refused(status, kind));
    expect(shop.events()).toBe(before);
    expect(shop.attempt(tradeNo).status).toBe("awaiting_payer");
    expect(shop.count("pooul", kind)).toBe(1);
    expect(queries(peer)).toBe(0);
  });

  test("a notice at another channel's address, and at one that has none", async () => {
    const all = await open();
    const { shop, peer } = all;
    const { tradeNo } = await typing(all);
    const text = paymentNotice(peer, tradeNo, { trade_state: 0 });
    for (const channel of ["leshua", "huishouyin", "gathering", "payserver", "training"] as const)
      expect(await tell(shop.address(channel), text, "text/plain")).toEqual(refused(404, "not_set_up"));
    expect(shop.attempt(tradeNo).status).toBe("awaiting_payer");
  });

  test("not paid, told as often as you like, is never two answers that agree", async () => {
    const all = await open();
    const { shop, peer } = all;
    peer.script.nextPayer(payers.neverPays);
    peer.script.next("pay", { do: "lose_answer" });
    const { tradeNo, sent } = shop.pay("pooul");
    await sent;
    expect(shop.attempt(tradeNo).status).toBe("unknown");
    for (let i = 0; i < 5; i++) expect((await tellPayment(peer, tradeNo, { trade_state: 3 })).status).toBe(503);
    expect(shop.attempt(tradeNo)).toMatchObject({ status: "awaiting_payer", unpaidAnswers: 0 });
  });
});

describe("another amount", () => {
  test("goes to a person, is understood, and told again adds nothing", async () => {
    const all = await open();
    const { shop, peer } = all;
    const { tradeNo, driver } = await typing(all);
    expect(await tellPayment(peer, tradeNo, { trade_state: 0, total_fee: 1 })).toEqual(UNDERSTOOD);
    expect(await driver.done).toMatchObject({ status: "needs_review", exception: "amount_mismatch" });
    const before = shop.events();
    expect(await tellPayment(peer, tradeNo, { trade_state: 0, total_fee: 1 })).toEqual(UNDERSTOOD);
    expect(shop.events()).toBe(before);
  });

  test("for what is paid already is refused", async () => {
    const all = await open();
    const { shop, peer } = all;
    const { tradeNo } = await typing(all);
    payNow(peer, tradeNo);
    await tellPayment(peer, tradeNo);
    const before = shop.events();
    expect(await tellPayment(peer, tradeNo, { total_fee: 1 })).toEqual(refused(409, "differs"));
    expect(shop.events()).toBe(before);
  });

  test("no amount at all leads to a question", async () => {
    const all = await open();
    const { tradeNo, driver } = await typing(all);
    payNow(all.peer, tradeNo);
    expect(await tellPayment(all.peer, tradeNo, { total_fee: undefined })).toEqual(UNDERSTOOD);
    expect(await driver.done).toMatchObject({ status: "paid" });
    expect(queries(all.peer)).toBe(1);
  });
});

test("a disk that refuses: the channel is not told that it was understood, and tells again", async () => {
  const all = await open();
  const { shop, peer } = all;
  const { tradeNo, driver } = await typing(all);
  payNow(peer, tradeNo);
  setDisk(shop.till.books.real.store, "refuses");
  expect(await tellPayment(peer, tradeNo)).toEqual(refused(503, "not_recorded"));
  expect(shop.attempt(tradeNo).status).toBe("awaiting_payer");
  setDisk(shop.till.books.real.store, "works");
  expect(await tellPayment(peer, tradeNo)).toEqual(UNDERSTOOD);
  expect(await driver.done).toMatchObject({ status: "paid" });
});

describe("a refund", () => {
  async function refunding(all: Open) {
    const { shop, peer } = all;
    const { tradeNo, driver } = shop.pay("pooul");
    await until(() => peer.books.orders.has(tradeNo));
    payNow(peer, tradeNo);
    await tellPayment(peer, tradeNo);
    await driver.done;
    peer.script.everyRefund(1);
    const number = must(shop.till.books.real.payment.startRefund({ tradeNo, amountFen: fen(300), why: "退货" }));
    await until(() => shop.refundStatus(number) === "processing");
    const say = (change: object) =>
      tell(shop.address("pooul"), refundNotice(peer, number, { ...change }), "text/plain");
    return { tradeNo, number, say };
  }

  test("is finished by its notice, once, and repeats are understood", async () => {
    const all = await open();
    const { shop } = all;
    const { number, say } = await refunding(all);
    expect(await say({ refund_status: 0 })).toEqual(UNDERSTOOD);
    expect(shop.refundStatus(number)).toBe("refunded");
    const before = shop.events();
    expect(await say({ refund_status: 0 })).toEqual(UNDERSTOOD);
    expect(shop.events()).toBe(before);
    expect(shop.history(number).filter((kind) => kind === "refunded")).toHaveLength(1);
  });

  test.each<[string, object, number, string]>([
    ["another amount", { refund_status: 0, refund_fee: 1250 }, 409, "differs"],
    ["another refund", { refund_status: 0, mch_refund_id: "826112110150000100010" }, 404, "unknown_number"],
    ["still processing", { refund_status: 1 }, 503, "not_recorded"],
    // It may be a repeat from an earlier try under the same number.
    ["refused, which the query does not confirm", { refund_status: 2 }, 503, "not_recorded"],
  ])("%s changes nothing", async (_name, change, status, kind) => {
    const all = await open();
    const { number, say } = await refunding(all);
    expect(await say(change)).toEqual(refused(status, kind));
    expect(all.shop.refundStatus(number)).toBe("processing");
  });
});
