// The late-success watch: finished attempts are asked again on the channel's schedule, kept across restarts and through
// clocks that jump; money that comes late is told, never hidden, and never sent back by itself.
import { describe, expect, test } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import { viewDetail } from "../../main/payment/view.ts";
import { type Desk, type DeskOptions, must, openDesk } from "../support/flow-desk.ts";
import { setDisk } from "../support/flow-raw.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WATCH = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 24 * HOUR];
const YEAR = 365 * 24 * HOUR;

const watched = (parts: DeskOptions = {}): Desk =>
  openDesk({ ...parts, options: { ...parts.options, timing: { watchMs: WATCH, ...parts.options?.timing } } });

/** A payment that ended without money, and how its channel is paid after all. */
async function cancelled(desk: Desk) {
  desk.channel.script.payer = { typesMs: null };
  const attempt = await desk.pay();
  expect(attempt.status).toBe("cancelled");
  const pays = () => Object.assign(desk.channel.books.get(attempt.tradeNo) ?? {}, { state: "paid" });
  return { attempt, pays, tradeNo: attempt.tradeNo };
}

const questions = (desk: Desk, sinceMs: number) => desk.channel.times("query").filter((atMs) => atMs >= sinceMs);

describe("the schedule", () => {
  test("asks at 1 min, 5 min, 30 min, 2 h and 24 h after the end, then never again", async () => {
    const desk = watched();
    const { tradeNo } = await cancelled(desk);
    const endMs = desk.clock.monotonic();
    desk.payment.recover();
    await desk.clock.pass(3 * 24 * HOUR);
    const asked = questions(desk, endMs + 1).map((atMs) => Math.round((atMs - endMs) / MINUTE));
    expect(asked).toEqual([1, 5, 30, 120, 1440]);
    expect(desk.attempt(tradeNo)).toMatchObject({ status: "cancelled", watched: 5, watchAt: null });
  });

  test("writes no event while the answer changes nothing", async () => {
    const desk = watched();
    const { tradeNo } = await cancelled(desk);
    const before = desk.history(tradeNo);
    desk.payment.recover();
    await desk.clock.pass(2 * 24 * HOUR);
    expect(desk.history(tradeNo)).toEqual(before);
    expect(desk.problems()).toEqual([]);
  });

  test("covers declined by the charge's own answer and what waits for a person, not what never left", async () => {
    const desk = watched();
    desk.channel.script.payer = "refuses";
    expect((await desk.pay()).watchAt).not.toBeNull();
    desk.channel.script.faults.charge = [{ kind: "paid", amountFen: fen(1), raw: "PAID" }];
    expect(await desk.pay()).toMatchObject({ status: "needs_review", watchAt: desk.clock.now() + MINUTE });
    desk.channel.script.faults.charge = ["not_connected"];
    expect(await desk.pay()).toMatchObject({ reason: "never_sent", watchAt: null });
    desk.channel.script.payer = "pays";
    expect(await desk.pay()).toMatchObject({ status: "paid", watchAt: null });
  });

  test("is none where the profile has none, or the channel cannot be asked", async () => {
    for (const options of [{ timing: { watchMs: [] } }, { without: ["query" as const] }]) {
      const desk = watched({ options });
      desk.channel.script.payer = "refuses";
      expect((await desk.pay()).watchAt).toBeNull();
    }
  });

  test("is kept across restarts: each process goes on where the last one stopped", async () => {
    let desk = watched();
    const { attempt } = await cancelled(desk);
    const endMs = desk.clock.monotonic();
    for (let hour = 0; hour < 30; hour++) {
      desk.payment.recover();
      await desk.clock.pass(HOUR);
      desk.closing.abort();
      desk = watched({ file: desk.file, clock: desk.clock, channel: desk.channel });
    }
    expect(questions(desk, endMs + 1).map((atMs) => Math.round((atMs - endMs) / HOUR))).toEqual([0, 0, 1, 2, 24]);
    expect(desk.attempt(attempt.tradeNo).watched).toBe(5);
  });
});

describe("a clock that jumps", () => {
  for (const jumpMs of [YEAR, -YEAR])
    test(`by a year ${jumpMs > 0 ? "ahead" : "back"} in a running till changes nothing`, async () => {
      const desk = watched();
      await cancelled(desk);
      const endMs = desk.clock.monotonic();
      desk.payment.recover();
      desk.clock.at(endMs + 2 * MINUTE, () => desk.clock.jump(jumpMs));
      await desk.clock.pass(2 * 24 * HOUR);
      const asked = questions(desk, endMs + 1).map((atMs) => Math.round((atMs - endMs) / MINUTE));
      expect(asked).toEqual([1, 5, 30, 120, 1440]);
    });

  test("ahead while the till was off makes no storm: one question now, the rest by their own gaps", async () => {
    const desk = watched();
    await cancelled(desk);
    desk.clock.jump(YEAR);
    const startMs = desk.clock.monotonic();
    desk.payment.recover();
    await desk.clock.pass(3 * MINUTE);
    expect(questions(desk, startMs)).toHaveLength(1);
    await desk.clock.pass(2 * 24 * HOUR);
    expect(questions(desk, startMs)).toHaveLength(5);
  });

  test("back while the till was off puts nothing off for ever, also when every process lives for minutes only", async () => {
    const desk = watched();
    const { tradeNo, pays } = await cancelled(desk);
    pays();
    desk.clock.jump(-YEAR);
    for (let run = 0; run < 10; run++) {
      await desk.clock.run(desk.payment.watchDue());
      await desk.clock.pass(10 * MINUTE);
    }
    expect(desk.attempt(tradeNo).status).toBe("paid");
  });
});

describe("late money", () => {
  test("becomes paid with paid_late, stands as an exception, and proposes a refund that nobody sends", async () => {
    const desk = watched();
    const { tradeNo, pays } = await cancelled(desk);
    desk.payment.recover();
    pays();
    await desk.clock.pass(2 * MINUTE);
    expect(desk.attempt(tradeNo)).toMatchObject({ status: "paid", exception: "paid_late", watchAt: null });
    expect(desk.history(tradeNo).at(-1)).toBe("late_paid");
    const detail = viewDetail(desk.flow, tradeNo);
    expect(detail?.attempt).toMatchObject({ proposedRefundFen: 1250, exceptionSettled: false });
    await desk.clock.pass(HOUR);
    expect(desk.channel.count("refund")).toBe(0);
    expect(desk.problems()).toEqual([]);
    const refund = must(desk.payment.startRefund({ tradeNo, amountFen: null, why: "late" }));
    await desk.clock.run(desk.payment.followRefund(refund));
    expect(viewDetail(desk.flow, tradeNo)?.attempt.proposedRefundFen).toBeNull();
  });

  test("for an order that was paid again meanwhile is a duplicate, and only what is too much is proposed", async () => {
    const desk = watched();
    const { attempt, tradeNo, pays } = await cancelled(desk);
    desk.channel.script.payer = "pays";
    const again = await desk.pay({ order: attempt.orderId });
    desk.payment.recover();
    pays();
    await desk.clock.pass(2 * MINUTE);
    expect(desk.attempt(tradeNo)).toMatchObject({ status: "paid", exception: "duplicate" });
    expect(viewDetail(desk.flow, tradeNo)?.attempt.proposedRefundFen).toBe(1250);
    expect(viewDetail(desk.flow, again.tradeNo)?.attempt.proposedRefundFen).toBeNull();
  });

  test("for what waits for a person is late too", async () => {
    const desk = watched({ options: { without: ["cancel", "close"] } });
    desk.channel.script.payer = { typesMs: 5 * MINUTE };
    const attempt = await desk.pay();
    expect(attempt.status).toBe("needs_review");
    desk.payment.recover();
    await desk.clock.pass(10 * MINUTE);
    expect(desk.attempt(attempt.tradeNo)).toMatchObject({ status: "paid", exception: "paid_late" });
    expect(desk.problems()).toEqual([]);
  });

  test("of another amount stands beside the cancelled attempt, said once", async () => {
    const desk = watched();
    const { tradeNo } = await cancelled(desk);
    const other = { kind: "paid" as const, amountFen: fen(1), raw: "PAID" };
    desk.channel.script.faults.query = [other, other, other];
    desk.payment.recover();
    await desk.clock.pass(HOUR);
    expect(desk.attempt(tradeNo)).toMatchObject({ status: "cancelled", exception: "amount_mismatch" });
    expect(desk.history(tradeNo).filter((kind) => kind === "late_mismatch")).toHaveLength(1);
    expect(desk.problems()).toEqual([]);
  });
});

describe("a question nobody answers", () => {
  test("does not count: the schedule waits until the channel is there again", async () => {
    const desk = watched();
    const { tradeNo, pays } = await cancelled(desk);
    pays();
    desk.channel.script.faults.query = Array.from({ length: 40 }, () => "lose_request" as const);
    const startMs = desk.clock.monotonic();
    desk.payment.recover();
    await desk.clock.pass(20 * MINUTE);
    expect(desk.attempt(tradeNo)).toMatchObject({ status: "cancelled", watched: 0 });
    expect(questions(desk, startMs).length).toBeLessThanOrEqual(20);
    await desk.clock.pass(HOUR);
    expect(desk.attempt(tradeNo)).toMatchObject({ status: "paid", exception: "paid_late" });
  });

  test("is one per channel for a command, however many are due", async () => {
    const desk = watched();
    desk.channel.script.payer = "refuses";
    for (let i = 0; i < 5; i++) await desk.pay();
    await desk.clock.pass(2 * MINUTE);
    desk.channel.script.faults.query = Array.from({ length: 9 }, () => "lose_request" as const);
    await desk.clock.run(desk.payment.watchDue());
    expect(desk.channel.count("query")).toBe(1);
  });
});

describe("a command", () => {
  test("asks what is due and nothing else, and a second one changes nothing", async () => {
    const desk = watched();
    desk.channel.script.payer = "refuses";
    await desk.pay();
    await desk.clock.run(desk.payment.watchDue());
    expect(desk.channel.count("query")).toBe(0);
    await desk.clock.pass(MINUTE);
    await desk.clock.run(desk.payment.watchDue());
    const rows = () => desk.store.read.all("SELECT * FROM attempts");
    const before = rows();
    await desk.clock.run(desk.payment.watchDue());
    expect([desk.channel.count("query"), rows()]).toEqual([1, before]);
  });
});

test("nothing is asked while the store cannot write, and it is asked once it can", async () => {
  const desk = watched();
  const { tradeNo, pays } = await cancelled(desk);
  pays();
  desk.payment.recover();
  const startMs = desk.clock.monotonic();
  setDisk(desk.store, "refuses");
  await desk.clock.pass(10 * MINUTE);
  expect(questions(desk, startMs)).toEqual([]);
  setDisk(desk.store, "works");
  await desk.clock.pass(2 * MINUTE);
  expect(desk.attempt(tradeNo).status).toBe("paid");
});

test("a till that closes in the middle of a question leaves it to the next one", async () => {
  const desk = watched();
  const { tradeNo, pays } = await cancelled(desk);
  pays();
  desk.payment.recover();
  await desk.clock.pass(MINUTE + 50);
  expect(desk.attempt(tradeNo).status).toBe("cancelled");
  desk.closing.abort();
  await desk.clock.pass(HOUR);
  expect(desk.attempt(tradeNo)).toMatchObject({ status: "cancelled", watched: 0 });
  const next = watched({ file: desk.file, clock: desk.clock, channel: desk.channel });
  next.payment.recover();
  await next.clock.pass(MINUTE);
  expect(next.attempt(tradeNo)).toMatchObject({ status: "paid", exception: "paid_late" });
});

test("an attempt that a driver follows is left to its driver", async () => {
  const desk = watched();
  desk.channel.script.faults.charge = [{ kind: "paid", amountFen: fen(1), raw: "PAID" }];
  const { tradeNo } = await desk.pay();
  await desk.clock.pass(MINUTE);
  desk.payment.stop(tradeNo);
  const before = desk.channel.count("query");
  await desk.clock.run(desk.payment.watchDue());
  expect(desk.channel.count("query") - before).toBeLessThanOrEqual(1);
});
