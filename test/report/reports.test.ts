// Reports are sums of what really moved, by the till's calendar; a day is closed on paper once.
import { describe, expect, test } from "vitest";
import { spanBefore, spanOf } from "../../main/report/days.ts";
import { openReports } from "../../main/report/reports.ts";
import { movementsInTime } from "../../main/store/movements.ts";
import { savePrinter } from "../../main/store/printers.ts";
import { CALLS } from "../../preload/contract/calls.ts";
import { fen } from "../../preload/contract/money.ts";
import { printerConfig } from "../../preload/contract/printing.ts";
import { chance } from "../support/flow-rows.ts";
import { type Desk, must, openDesk } from "../support/flow-desk.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const reportsOf = (desk: Desk) => openReports({ store: desk.store, clock: desk.clock });
const cash = (desk: Desk, amount: number) =>
  must(desk.payment.takeCash({ ...desk.sale({ amountFen: fen(amount) }), order: null }, fen(amount)));

describe("the calendar", () => {
  test.each([
    ["day", "2026-03-01", "2026-03-01", "2026-03-01", "2026-02-22", "2026-02-22"],
    ["week", "2026-03-01", "2026-02-23", "2026-03-01", "2026-02-16", "2026-02-22"],
    ["week", "2026-03-02", "2026-03-02", "2026-03-08", "2026-02-23", "2026-03-01"],
    ["month", "2028-02-29", "2028-02-01", "2028-02-29", "2028-01-01", "2028-01-31"],
    ["month", "2026-12-31", "2026-12-01", "2026-12-31", "2026-11-01", "2026-11-30"],
    ["month", "2027-01-01", "2027-01-01", "2027-01-31", "2026-12-01", "2026-12-31"],
  ] as const)("a %s with %s in it goes from %s to %s, and is compared with %s to %s", (span, day, ...days) => {
    const { first, last } = spanOf(span, day);
    const before = spanBefore(span, first);
    expect([first, last, before.first, before.last]).toEqual(days);
  });
});

describe("a day one may ask about", () => {
  const asking = [
    (day: string) => CALLS["report.show"].input.safeParse({ span: "week", day }),
    (day: string) => CALLS["report.print"].input.safeParse({ day }),
    (day: string) => CALLS["orders.list"].input.safeParse({ day }),
    (day: string) => CALLS["orders.list"].input.safeParse({ from: day, to: day }),
    (day: string) => CALLS["reconcile.show"].input.safeParse({ day }),
    (day: string) => CALLS["reconcile.run"].input.safeParse({ day }),
  ];
  test.each(["0000-01-01", "0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31", "-000001-01-01", "2026-02-31"])(
    "is not %s, and a window is told so by every call",
    (day) => expect(asking.map((ask) => ask(day).success)).toEqual(asking.map(() => false)),
  );

  test.each(["1900-01-01", "1970-01-01", "2026-03-01", "2199-12-31"])("is %s, with a week around it", (day) => {
    expect(asking.map((ask) => ask(day).success)).toEqual(asking.map(() => true));
    const { first, last } = spanOf("week", day);
    expect([first <= day, day <= last, spanBefore("week", first).last < first]).toEqual([true, true, true]);
  });
});

describe("a report", () => {
  test("adds up what moved in its days by hour, day, wallet, tender and channel", async () => {
    const desk = openDesk();
    const { tradeNo } = await desk.pay();
    desk.clock.jump(2 * HOUR);
    cash(desk, 500);
    const number = must(desk.payment.startRefund({ tradeNo, amountFen: fen(300), why: "broken" }));
    await desk.clock.run(desk.payment.followRefund(number));
    const report = reportsOf(desk).make({ span: "day", day: "2026-03-01" });
    expect(report.takings.total).toEqual({ count: 2, fen: 1750, backCount: 1, backFen: 300 });
    expect(report.averageFen).toBe(875);
    expect(report.byHour.filter(({ count, backCount }) => count + backCount > 0)).toEqual([
      { key: 10, count: 1, fen: 1250, backCount: 0, backFen: 0 },
      { key: 12, count: 1, fen: 500, backCount: 1, backFen: 300 },
    ]);
    for (const rows of [report.byHour, report.byDay, report.takings.byWallet, report.takings.byTender])
      expect(rows.reduce((sum, row) => sum + row.fen - row.backFen, 0)).toBe(1450);
  });

  test("counts money on the day it moved, whatever day its order was begun", async () => {
    const desk = openDesk();
    const { tradeNo } = await desk.pay();
    desk.clock.jump(DAY);
    const number = must(desk.payment.startRefund({ tradeNo, amountFen: fen(300), why: "broken" }));
    await desk.clock.run(desk.payment.followRefund(number));
    const { make } = reportsOf(desk);
    expect(make({ span: "day", day: "2026-03-01" }).takings.total).toMatchObject({ fen: 1250, backFen: 0 });
    expect(make({ span: "day", day: "2026-03-02" }).takings.total).toMatchObject({ fen: 0, backFen: 300 });
    expect(make({ span: "month", day: "2026-03-02" }).takings.total).toMatchObject({ fen: 1250, backFen: 300 });
  });

  test("of a span that still runs is compared with the same part of the one before it", async () => {
    const desk = openDesk();
    cash(desk, 100);
    desk.clock.jump(HOUR);
    cash(desk, 10);
    desk.clock.jump(7 * DAY - HOUR + 60_000);
    const { before, isRunning } = reportsOf(desk).make({ span: "day", day: "2026-03-08" });
    expect([isRunning, before.first, before.total.fen]).toEqual([true, "2026-03-01", 100]);
    desk.clock.jump(DAY);
    expect(reportsOf(desk).make({ span: "day", day: "2026-03-08" }).before.total.fen).toBe(110);
  });

  test("names what the channels kept only where they said so", async () => {
    const desk = openDesk();
    const { tradeNo } = await desk.pay();
    await desk.pay();
    const named = { payableFen: null, realFen: null, refundMaxFen: null, discountFen: null, walletTradeNo: null };
    const settled = { ...named, settledFen: 1242, vouchers: [], modeName: null };
    desk.store.write((tx) =>
      tx.run("UPDATE attempts SET settlement = ? WHERE trade_no = ?", JSON.stringify(settled), tradeNo),
    );
    const report = reportsOf(desk).make({ span: "day", day: "2026-03-01" });
    expect([report.feeFen, report.feeCount]).toEqual([8, 1]);
  });

  test("is the sum of its days, and each day of what the journal says, on any days", () => {
    const desk = openDesk();
    const draw = chance(7);
    for (let i = 0; i < 60; i++) {
      const order = cash(desk, 1 + draw(900));
      if (draw(4) === 0) must(desk.payment.startRefund({ tradeNo: order, amountFen: null, why: "back" }));
      desk.clock.jump(draw(20) * HOUR);
    }
    const { make } = reportsOf(desk);
    const months = ["2026-03-01", "2026-04-01"].map((day) => make({ span: "month", day }));
    const net = (sums: { fen: number; backFen: number }) => sums.fen - sums.backFen;
    const moved = movementsInTime(desk.store.read, 0, Number.MAX_SAFE_INTEGER);
    const all = moved.reduce((sum, { kind, amountFen }) => sum + (kind === "sale" ? amountFen : -amountFen), 0);
    expect(months.reduce((sum, month) => sum + net(month.takings.total), 0)).toBe(all);
    for (const month of months)
      for (const { key, ...sums } of month.byDay) expect(make({ span: "day", day: key }).takings.total).toEqual(sums);
  });
});

describe("a day's close", () => {
  test("is printed once when the day is over, with the day's sums; before that it is an X", () => {
    const desk = openDesk();
    cash(desk, 500);
    const { queueDay } = reportsOf(desk);
    expect(queueDay("2026-03-01")).toMatchObject({ ok: false, failure: { code: "printer_not_found" } });
    const config = printerConfig.parse({ name: "前台", target: { kind: "file", path: "/dev/null" } });
    desk.store.write((tx) => savePrinter(tx, "front", config, 1));
    expect(queueDay("2026-03-02")).toMatchObject({ ok: false, failure: { code: "day_not_over" } });
    expect(must(queueDay("2026-03-01"))).toMatchObject({ isNew: true, subject: "2026-03-01-x1" });
    expect(must(queueDay("2026-03-01"))).toMatchObject({ isNew: true, subject: "2026-03-01-x2" });
    desk.clock.jump(DAY);
    expect(must(queueDay("2026-03-01"))).toMatchObject({ isNew: true, subject: "2026-03-01" });
    expect(must(queueDay("2026-03-01"))).toMatchObject({ isNew: false, subject: "2026-03-01" });
  });
});
