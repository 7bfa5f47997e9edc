// The Z reports of simulated days against the books of the five local peers, over HTTP, to the fen: payers who type, refuse or
// never pay, answers and requests that are lost, refunds in part and in whole, cash, several shifts a day.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openHttp } from "../../main/channel/http.ts";
import { systemClock } from "../../main/clock.ts";
import { fileKeyBox } from "../../main/host/secrets.ts";
import { systemIds } from "../../main/ids.ts";
import { openLog } from "../../main/log.ts";
import { openReports } from "../../main/report/reports.ts";
import { openShifts } from "../../main/staff/shifts.ts";
import { attemptByNo } from "../../main/store/attempts.ts";
import { refundByNo } from "../../main/store/refunds.ts";
import { allShifts } from "../../main/store/shifts.ts";
import { verifyStore } from "../../main/store/verify.ts";
import { type Till, openTill } from "../../main/till.ts";
import type { RefundNo, TradeNo } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import { PayCode } from "../../preload/contract/pay-code.ts";
import { isOpen, isRefundOpen } from "../../preload/contract/status.ts";
import { openHuishouyin, openLeshua, openPooul } from "../kill/plain-shops.ts";
import type { Entry, Shop } from "../kill/shop.ts";
import { openGathering, openPayserver } from "../kill/strange-shops.ts";
import { type Random, random } from "../scan/random.ts";
import { must } from "../support/flow-desk.ts";

const DAY_MS = 86_400_000;
const DAYS = 3;
const SALES_A_DAY = 2;
const WRITTEN = { reference: "the console's own line", by: "Li" };

type World = { readonly till: Till; readonly shops: readonly Shop[]; readonly draw: Random; nextDay(): void };

async function openWorld(seed: number): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "z-peers-"));
  const shops = await Promise.all([openPooul(), openHuishouyin(), openLeshua(), openPayserver(), openGathering()]);
  const http = openHttp();
  let aheadMs = 0;
  const till = must(
    await openTill({
      folder,
      clock: { ...systemClock, now: () => systemClock.now() + aheadMs },
      ids: systemIds,
      http: http.http,
      secrets: fileKeyBox(folder, systemIds),
      log: openLog("silent"),
      version: "0.0.0-test",
      patienceMs: 3000,
      devices: null,
      notices: false,
    }),
  );
  for (const { channel, config } of shops) must(till.books.real.configure(channel, config));
  onTestFinished(async () => {
    await till.close();
    http.close();
    for (const shop of shops) await shop.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { till, shops, draw: random(seed), nextDay: () => void (aheadMs += DAY_MS) };
}

/** The channel's own line about a payment: by our number, or by its amount where it is never told one. */
const lineOf = (shop: Shop, order: TradeNo, amountFen: number): Entry | undefined =>
  shop.entries().find((one) => one.number === order || (one.number === null && one.amountFen === amountFen));

/** A payment, until its end: asked again once the network works, and a person where nobody can be asked. */
async function serve({ till, draw }: World, shop: Shop, amountFen: number): Promise<void> {
  const { payment, store } = till.books.real;
  shop.troublePayment(draw);
  const code = new PayCode(`13${String(draw.below(10 ** 9)).padStart(16, "0")}`, "wechat");
  const sale = { amountFen: fen(amountFen), channel: shop.channel, mode: null, note: null, order: null };
  const { tradeNo, driver } = must(payment.collect(sale, code));
  await driver.done;
  await shop.heal();
  const status = () => attemptByNo(store.read, tradeNo)?.status ?? "created";
  for (let tries = 0; tries < 20 && isOpen(status()) && status() !== "needs_review"; tries++) {
    for (const each of payment.recover()) await each.done;
    await systemClock.sleep(50);
  }
  const line = lineOf(shop, tradeNo, amountFen);
  // Money that came after the end is found by asking, as the watch does.
  if (status() !== "paid" && (line?.paidFen ?? 0) > 0) await payment.ask(tradeNo);
  const says = (line?.paidFen ?? 0) > 0 ? "paid" : "unpaid";
  // Asked once more before a person's word is taken: the channel's own answer may end it meanwhile.
  for (let tries = 0; tries < 5 && status() === "needs_review"; tries++)
    await payment.resolveReview({ tradeNo, says, ...WRITTEN });
  if (status() === "paid" && draw.below(2) === 0) await giveBack({ till, draw }, shop, tradeNo, amountFen);
}

async function giveBack(
  { till, draw }: Pick<World, "till" | "draw">,
  shop: Shop,
  tradeNo: TradeNo,
  amountFen: number,
): Promise<void> {
  const { payment, store } = till.books.real;
  shop.troubleRefund(draw);
  const part = shop.refunds === "full" ? amountFen : 1 + draw.below(amountFen);
  const number: RefundNo = must(payment.startRefund({ tradeNo, amountFen: fen(part), why: "back" }));
  await payment.followRefund(number);
  await shop.heal();
  const status = () => refundByNo(store.read, number)?.status ?? "requested";
  for (let tries = 0; tries < 20 && isRefundOpen(status()) && shop.canAsk; tries++) {
    await payment.askRefund(number);
    await systemClock.sleep(30);
  }
  if (!isRefundOpen(status())) return;
  const wentBack = (lineOf(shop, tradeNo, amountFen)?.returnedFen ?? 0) > 0;
  for (let tries = 0; tries < 5 && isRefundOpen(status()); tries++)
    await payment.resolveRefund({ refundNo: number, says: wentBack ? "refunded" : "refused", ...WRITTEN });
}

test("Z totals over simulated days equal the orders, the reports and the books of the five peers, to the fen", async () => {
  const world = await openWorld(20_261_121);
  const { till, shops, draw } = world;
  const { store, payment } = till.books.real;
  const clock = till.books.real.payment.flow.clock;
  const shifts = openShifts({ store, clock, who: () => "王丽" });
  must(shifts.open(fen(20_000)));
  const days = new Set<string>();
  // Every amount once, so that a channel that is told no number can be matched by it.
  let amountFen = 1000;
  for (let day = 0; day < DAYS; day++) {
    for (let i = 0; i < SALES_A_DAY; i++) {
      for (const shop of shops) await serve(world, shop, (amountFen += 37));
      const cash = must(payment.takeCash({ amountFen: fen(amountFen), note: null, order: null }, fen(amountFen)));
      if (draw.below(2) === 0) must(payment.startRefund({ tradeNo: cash, amountFen: null, why: "back" }));
    }
    days.add(clock.local(clock.now()).day);
    const { drawer } = must(shifts.count({ countedFen: fen(20_000) }));
    must(shifts.close({ leftFen: fen(20_000), next: true, ...(drawer?.differenceFen === 0 ? {} : { why: "找零错" }) }));
    world.nextDay();
  }
  const z = allShifts(store.read).flatMap(({ count }) => (count ? [count.z] : []));
  expect(z).toHaveLength(DAYS);
  for (const shop of shops) {
    const ours = z.flatMap(({ takings }) => takings.byChannel.filter(({ key }) => key === shop.channel));
    const received = store.read.all<{ no: string; fen: number }>(
      "SELECT trade_no AS no, amount_fen AS fen FROM attempts WHERE status = 'paid' AND channel = ?",
      shop.channel,
    );
    const isReceived = (one: Entry) =>
      received.some(({ no, fen: amount }) => no === one.number || (one.number === null && amount === one.amountFen));
    const entries = shop.entries().filter(isReceived);
    // What we called off leaves nothing there: it was never taken, or taken and reversed.
    const calledOff = shop.entries().filter((one) => !isReceived(one));
    expect(calledOff.map(({ paidFen, returnedFen }) => paidFen - returnedFen)).toEqual(calledOff.map(() => 0));
    const theirs = {
      fen: entries.reduce((sum, each) => sum + each.paidFen, 0),
      backFen: entries.reduce((sum, each) => sum + each.returnedFen, 0),
    };
    const sums = {
      fen: ours.reduce((sum, each) => sum + each.fen, 0),
      backFen: ours.reduce((sum, each) => sum + each.backFen, 0),
    };
    expect({ channel: shop.channel, ...sums }).toEqual({ channel: shop.channel, ...theirs });
    expect(shop.breaches()).toEqual([]);
  }
  const rows = store.read.get<{ fen: number; backFen: number }>(
    `SELECT (SELECT sum(amount_fen) FROM attempts WHERE status = 'paid') AS fen,
       (SELECT sum(amount_fen) FROM refunds WHERE status = 'refunded') AS backFen`,
  );
  const total = {
    fen: z.reduce((sum, { takings }) => sum + takings.total.fen, 0),
    backFen: z.reduce((sum, { takings }) => sum + takings.total.backFen, 0),
  };
  expect(total).toEqual(rows);
  expect(total.backFen).toBeGreaterThan(0);
  const { make } = openReports({ store, clock });
  const reported = [...days].map((day) => make({ span: "day", day }).takings.total);
  expect(reported.reduce((sum, each) => sum + each.fen - each.backFen, 0)).toBe(total.fen - total.backFen);
  expect(verifyStore(store.read).problems).toEqual([]);
}, 180_000);
