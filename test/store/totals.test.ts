// A day's totals are sums of rows: whatever happened that day, adding the rows by hand gives the same.
import { describe, expect, test } from "vitest";
import { dayTotals } from "../../main/store/totals.ts";
import { fen } from "../../preload/contract/money.ts";
import { chance } from "../support/flow-rows.ts";
import { CODE, type Desk, must, openDesk } from "../support/flow-desk.ts";

const DAY = "2026-03-01";
const totals = (desk: Desk, day = DAY) => dayTotals(desk.store.read, day, (at) => desk.clock.local(at).day);

const NOTHING = { paidCount: 0, paidFen: 0, refundedCount: 0, refundedFen: 0, openCount: 0, openFen: 0 };

describe("a day's totals", () => {
  test("are nothing on a day without sales", () => {
    expect(totals(openDesk())).toEqual(NOTHING);
  });

  test("count paid as received, what is open as open, and neither declined nor cancelled", async () => {
    const desk = openDesk();
    await desk.pay();
    await desk.pay({ amountFen: fen(50) });
    desk.channel.script.payer = "refuses";
    await desk.pay();
    desk.channel.script.payer = { typesMs: null };
    await desk.pay();
    must(desk.payment.collect(desk.sale({ amountFen: fen(7) }), CODE));
    await desk.clock.pass(1000);
    expect(totals(desk)).toEqual({ ...NOTHING, paidCount: 2, paidFen: 1300, openCount: 1, openFen: 7 });
  });

  test("count a refund once it is refunded, on the day it was asked for, and leave what was received as it was", async () => {
    const desk = openDesk({ patienceMs: 1000 });
    const { tradeNo } = await desk.pay();
    desk.clock.jump(86_400_000);
    const number = must(desk.payment.startRefund({ tradeNo, amountFen: fen(300), why: "broken" }));
    await desk.clock.pass(200);
    expect(totals(desk, "2026-03-02")).toEqual(NOTHING);
    await desk.clock.run(desk.payment.followRefund(number));
    expect(totals(desk, "2026-03-02")).toEqual({ ...NOTHING, refundedCount: 1, refundedFen: 300 });
    expect(totals(desk)).toEqual({ ...NOTHING, paidCount: 1, paidFen: 1250 });
  });

  test("equal the sums of the rows after forty random sales", async () => {
    const desk = openDesk({ patienceMs: 1000 });
    const below = chance(7);
    const payers = ["pays", "pays", "refuses", { typesMs: null }] as const;
    for (let i = 0; i < 40; i++) {
      desk.channel.script.payer = payers[below(payers.length)] ?? "pays";
      const { tradeNo, status, amountFen } = await desk.pay({ amountFen: fen(1 + below(100_000)) });
      if (status !== "paid" || below(3) > 0) continue;
      const number = must(desk.payment.startRefund({ tradeNo, amountFen: fen(1 + below(amountFen)), why: "broken" }));
      await desk.clock.run(desk.payment.followRefund(number));
    }
    const sum = (sql: string) => desk.store.read.get<{ n: number; sum: number | null }>(sql);
    const paid = sum("SELECT count(*) AS n, sum(amount_fen) AS sum FROM attempts WHERE status = 'paid'");
    const back = sum("SELECT count(*) AS n, sum(amount_fen) AS sum FROM refunds WHERE status = 'refunded'");
    expect(back?.n).toBeGreaterThan(0);
    expect(totals(desk)).toEqual({
      ...NOTHING,
      paidCount: paid?.n,
      paidFen: paid?.sum,
      refundedCount: back?.n,
      refundedFen: back?.sum,
    });
    expect(desk.problems()).toEqual([]);
  });
});
