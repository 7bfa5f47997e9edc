// Shifts on a real file: what belongs to one is decided by the journal, the count is blind and final, and what is not
// decided yet stops the handover.
import { describe, expect, test } from "vitest";
import { type Shifts, openShifts } from "../../main/staff/shifts.ts";
import type { Result } from "../../preload/contract/failure.ts";
import type { TradeNo } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import { reportContent } from "../../preload/contract/takings.ts";
import { CODE, type Desk, must, openDesk } from "../support/flow-desk.ts";
import { edit } from "../support/flow-raw.ts";
import { newFile, problemsOf } from "../support/flow-book.ts";

type ShiftDesk = Desk & { readonly shifts: Shifts };

function openTill(file = newFile()): ShiftDesk {
  const desk = openDesk({ file });
  return { ...desk, shifts: openShifts({ store: desk.store, clock: desk.clock, who: () => "王丽" }) };
}

const cash = (desk: Desk, amount: number): TradeNo =>
  must(desk.payment.takeCash({ ...desk.sale({ amountFen: fen(amount) }), order: null }, fen(amount)));

async function giveBack(desk: Desk, tradeNo: TradeNo, amount: number): Promise<void> {
  const number = must(desk.payment.startRefund({ tradeNo, amountFen: fen(amount), why: "broken" }));
  await desk.clock.run(desk.payment.followRefund(number));
}

const codeOf = (result: Result<unknown>): string => (result.ok ? "ok" : result.failure.code);
const open = { floatFen: fen(20_000) };

describe("a shift", () => {
  test("counts each movement once, in the shift whose part of the journal holds it", async () => {
    const desk = openTill();
    const early = await desk.pay();
    must(desk.shifts.open(open.floatFen));
    await desk.pay();
    cash(desk, 500);
    await giveBack(desk, early.tradeNo, 200);
    const counted = must(desk.shifts.count({ countedFen: fen(20_500) }));
    expect(counted.takings.total).toEqual({ count: 2, fen: 1750, backCount: 1, backFen: 200 });
    await desk.pay({ amountFen: fen(99) });
    must(desk.shifts.close({ leftFen: fen(20_000), takenBy: "赵敏", next: true }));
    const next = desk.shifts.state().shift;
    expect(next).toMatchObject({ cashier: "赵敏", floatFen: 20_000, takings: { total: { count: 1, fen: 99 } } });
    expect(desk.problems()).toEqual([]);
  });

  test("does not care what the wall clock says", async () => {
    const desk = openTill();
    must(desk.shifts.open(open.floatFen));
    desk.clock.jump(-86_400_000);
    await desk.pay();
    desk.clock.jump(2 * 86_400_000);
    await desk.pay();
    expect(must(desk.shifts.count({ countedFen: fen(20_000) })).takings.total).toMatchObject({ count: 2, fen: 2500 });
    must(desk.shifts.close({ leftFen: fen(0), next: false }));
    expect(desk.problems()).toEqual([]);
  });

  test("answers for what was sold since the one before was counted, but its drawer only from its own float on", async () => {
    const desk = openTill();
    must(desk.shifts.open(open.floatFen));
    must(desk.shifts.count({ countedFen: fen(20_000) }));
    must(desk.shifts.close({ leftFen: fen(20_000), next: false }));
    cash(desk, 700);
    must(desk.shifts.open(fen(20_700)));
    const counted = must(desk.shifts.count({ countedFen: fen(20_700) }));
    expect(counted.takings.total).toMatchObject({ count: 1, fen: 700 });
    expect(counted.drawer).toMatchObject({ expectedFen: 20_700, differenceFen: 0, salesFen: 0 });
    expect(desk.problems()).toEqual([]);
  });

  test("after a handover answers for the cash that came between the count and the signature", () => {
    const desk = openTill();
    must(desk.shifts.open(open.floatFen));
    must(desk.shifts.count({ countedFen: fen(20_000) }));
    cash(desk, 700);
    must(desk.shifts.close({ leftFen: fen(20_000), next: true }));
    const counted = must(desk.shifts.count({ countedFen: fen(20_700) }));
    expect(counted.drawer).toMatchObject({ expectedFen: 20_700, differenceFen: 0, salesFen: 700 });
  });

  test("sums by cashier, tender, wallet and channel, each table to the same total", async () => {
    const desk = openTill();
    must(desk.shifts.open(open.floatFen));
    const { tradeNo } = await desk.pay();
    cash(desk, 500);
    await giveBack(desk, tradeNo, 250);
    const { takings } = must(desk.shifts.count({ countedFen: fen(20_500) }));
    expect(takings.byTender).toEqual([
      { key: "pay_code", count: 1, fen: 1250, backCount: 1, backFen: 250 },
      { key: "cash", count: 1, fen: 500, backCount: 0, backFen: 0 },
    ]);
    expect(takings.byWallet.map(({ key }) => key)).toEqual(["wechat", "cash"]);
    expect(takings.byChannel.map(({ key }) => key)).toEqual(["pooul", "cash"]);
    for (const rows of [takings.byTender, takings.byWallet, takings.byChannel, takings.byCashier])
      expect(rows.reduce((sum, row) => sum + row.fen - row.backFen, 0)).toBe(1500);
  });

  test("knows what cash was put in and taken out beside sales", () => {
    const desk = openTill();
    must(desk.shifts.open(open.floatFen));
    must(desk.shifts.move({ way: "in", amountFen: fen(5000), why: "换零钱" }));
    must(desk.shifts.move({ way: "out", amountFen: fen(1200), why: "买水" }));
    const counted = must(desk.shifts.count({ countedFen: fen(23_800) }));
    expect(counted.drawer).toMatchObject({ inFen: 5000, outFen: 1200, expectedFen: 23_800, differenceFen: 0 });
    expect(counted.moves).toMatchObject([
      { way: "in", why: "换零钱", by: "王丽" },
      { way: "out", why: "买水" },
    ]);
    expect(codeOf(desk.shifts.move({ way: "in", amountFen: fen(1), why: "x" }))).toBe("shift_counted");
  });

  test("may owe more cash than it had, and says so", async () => {
    const desk = openTill();
    const sold = cash(desk, 900);
    must(desk.shifts.open(fen(0)));
    await giveBack(desk, sold, 900);
    const counted = must(desk.shifts.count({ countedFen: fen(0) }));
    expect(counted.drawer).toMatchObject({ expectedFen: -900, differenceFen: 900 });
    must(desk.shifts.close({ leftFen: fen(0), next: false, why: "other" }));
    expect(desk.problems()).toEqual([]);
  });
});

describe("the count", () => {
  test("is blind: until it is sent no sum of cash is anywhere in the shift", () => {
    const desk = openTill();
    must(desk.shifts.open(open.floatFen));
    cash(desk, 77_777);
    const { shift } = desk.shifts.state();
    expect(shift).toMatchObject({ drawer: null, cashCount: 1, takings: { total: { count: 0, fen: 0 } } });
    expect(JSON.stringify(shift)).not.toMatch(/77777|97777/);
  });

  test("adds up notes and coins", () => {
    const desk = openTill();
    must(desk.shifts.open(open.floatFen));
    const notes = [
      { fen: 10_000, count: 2 },
      { fen: 50, count: 3 },
    ] as const;
    expect(must(desk.shifts.count({ notes: [...notes] })).drawer?.countedFen).toBe(20_150);
  });

  test("never changes once it was sent", () => {
    const desk = openTill();
    must(desk.shifts.open(open.floatFen));
    must(desk.shifts.count({ countedFen: fen(19_800) }));
    expect(codeOf(desk.shifts.count({ countedFen: fen(20_000) }))).toBe("shift_counted");
    expect(() => desk.store.write((tx) => tx.run("UPDATE shifts SET counted_fen = 20000"))).toThrow(/never changes/);
    must(desk.shifts.close({ leftFen: fen(0), next: false, why: "找零错" }));
    expect(() => desk.store.write((tx) => tx.run("UPDATE shifts SET why = NULL"))).toThrow(/never changes/);
    expect(() => desk.store.write((tx) => tx.run("DELETE FROM shifts"))).toThrow(/never deleted/);
  });

  test("that differs from what is expected is explained before the shift ends", () => {
    const desk = openTill();
    must(desk.shifts.open(open.floatFen));
    expect(must(desk.shifts.count({ countedFen: fen(19_800) })).drawer?.differenceFen).toBe(-200);
    expect(codeOf(desk.shifts.close({ leftFen: fen(0), next: false }))).toBe("shift_why_missing");
    expect(codeOf(desk.shifts.close({ leftFen: fen(19_801), next: false, why: "找零错" }))).toBe("shift_left_too_much");
    expect(must(desk.shifts.close({ leftFen: fen(0), next: false, why: "找零错" })).why).toBe("找零错");
  });
});

describe("a handover", () => {
  test("waits while a payment is open, at the count and at the end", async () => {
    const desk = openTill();
    must(desk.shifts.open(open.floatFen));
    desk.channel.script.payer = { typesMs: 5000 };
    const { driver } = must(desk.payment.collect(desk.sale(), CODE));
    expect(codeOf(desk.shifts.count({ countedFen: fen(20_000) }))).toBe("shift_has_open");
    await desk.clock.run(driver.done);
    must(desk.shifts.count({ countedFen: fen(20_000) }));
    const later = must(desk.payment.collect(desk.sale(), CODE));
    expect(codeOf(desk.shifts.close({ leftFen: fen(0), next: false }))).toBe("shift_has_open");
    await desk.clock.run(later.driver.done);
    must(desk.shifts.close({ leftFen: fen(0), next: false }));
  });

  test("does not wait for what only a person can decide", async () => {
    const desk = openTill();
    must(desk.shifts.open(open.floatFen));
    const { tradeNo } = await desk.pay();
    edit(desk.file, `UPDATE attempts SET status = 'needs_review' WHERE trade_no = '${tradeNo}'`);
    expect(codeOf(desk.shifts.count({ countedFen: fen(20_000) }))).toBe("ok");
  });

  test("is refused where there is nothing to hand over", () => {
    const { shifts } = openTill();
    expect(codeOf(shifts.count({ countedFen: fen(1) }))).toBe("shift_not_open");
    expect(codeOf(shifts.close({ leftFen: fen(0), next: false }))).toBe("shift_not_open");
    expect(codeOf(shifts.move({ way: "in", amountFen: fen(1), why: "x" }))).toBe("shift_not_open");
    must(shifts.open(fen(0)));
    expect(codeOf(shifts.open(fen(0)))).toBe("shift_open_already");
    expect(codeOf(shifts.close({ leftFen: fen(0), next: false }))).toBe("shift_not_counted");
  });

  test("queues one Z report, and an X report tells nothing of the cash", () => {
    const desk = openTill();
    must(desk.shifts.open(open.floatFen));
    cash(desk, 77_777);
    expect(codeOf(desk.shifts.printX())).toBe("printer_not_found");
    must(desk.shifts.count({ countedFen: fen(97_777) }));
    must(desk.shifts.close({ leftFen: fen(20_000), next: false }));
    const jobs = desk.store.read.all<{ subject_id: string; content: string }>(
      "SELECT subject_id, content FROM print_jobs WHERE kind = 'shift'",
    );
    expect(jobs.map((job) => job.subject_id)).toEqual(["shift-1"]);
    expect(reportContent.parse(JSON.parse(jobs[0]?.content ?? ""))).toMatchObject({
      report: "z",
      cashier: "王丽",
      received: [{ name: "cash", count: 1, fen: 77_777 }],
      cash: { openingFen: 20_000, expectedFen: 97_777, countedFen: 97_777, leftFen: 20_000 },
    });
  });
});

describe("a till without shifts", () => {
  test("takes money as ever, and a later shift does not answer for it", async () => {
    const desk = openTill();
    must(desk.shifts.open(open.floatFen));
    expect(codeOf(desk.shifts.use(false))).toBe("shift_open_already");
    must(desk.shifts.count({ countedFen: fen(20_000) }));
    must(desk.shifts.close({ leftFen: fen(0), next: false }));
    must(desk.shifts.use(false));
    expect(desk.shifts.state().on).toBe(false);
    expect(codeOf(desk.shifts.open(fen(0)))).toBe("shifts_off");
    await desk.pay();
    must(desk.shifts.use(true));
    must(desk.shifts.open(fen(0)));
    expect(desk.shifts.state().shift?.takings.total.count).toBe(0);
    expect(desk.problems()).toEqual([]);
  });
});

const EDITS: readonly (readonly [string, string, RegExp])[] = [
  ["a float", "UPDATE shifts SET float_fen = 1 WHERE shift_id = 1", /shift 1: its row differs from how it was opened/],
  ["a count", "UPDATE shifts SET counted_fen = 5000 WHERE shift_id = 1", /shift 1: its count differs/],
  ["a reason", "UPDATE shifts SET why = 'x' WHERE shift_id = 1", /shift 1: its end differs/],
  ["a Z total", "UPDATE shifts SET z = replace(z, '1250', '1251') WHERE shift_id = 1", /shift 1: its Z report/],
  [
    "a Z total together with the money it sums",
    "UPDATE shifts SET z = replace(z, '1250', '1251') WHERE shift_id = 1; UPDATE attempts SET amount_fen = 1251",
    /shift 1: its Z report is not the one the journal holds/,
  ],
  ["who counted", "UPDATE shifts SET counted_by = 'x' WHERE shift_id = 1", /shift 1: its count differs/],
  ["who closed", "UPDATE shifts SET closed_by = 'x' WHERE shift_id = 1", /shift 1: its end differs/],
  ["who took over", "UPDATE shifts SET taken_by = 'x' WHERE shift_id = 1", /shift 1: its end differs/],
  ["an overlap", "UPDATE shifts SET from_seq = 2 WHERE shift_id = 2", /shift 2: it overlaps/],
  ["a gap with money in it", "UPDATE shifts SET from_seq = drawer_seq WHERE shift_id = 2", /shift 2: money before it/],
  ["a shift deleted", "DELETE FROM shifts WHERE shift_id = 2", /shift-2: in the journal, but its row is gone/],
];

test.each(EDITS)("verify sees %s changed", async (_name, sql, said) => {
  const desk = openTill();
  must(desk.shifts.open(open.floatFen));
  await desk.pay();
  must(desk.shifts.count({ countedFen: fen(20_000) }));
  must(desk.shifts.close({ leftFen: fen(0), next: false }));
  await desk.pay();
  must(desk.shifts.open(open.floatFen));
  expect(desk.problems()).toEqual([]);
  desk.store.close();
  edit(desk.file, sql);
  expect(problemsOf(desk.file).join("\n")).toMatch(said);
});
