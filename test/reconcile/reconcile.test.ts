// What becomes of differences: they are found from both books, end by proof or by a person's note, and a day is flat only
// when nothing is left. No run changes what our own book says about money.
import { describe, expect, test } from "vitest";
import { dueDays } from "../../main/reconcile/nightly.ts";
import { type Reconcile, openReconcile } from "../../main/reconcile/reconcile.ts";
import { fen } from "../../preload/contract/money.ts";
import type { Listed } from "../../main/channel/channel.ts";
import { openFlowChannel } from "../support/flow-channel.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { AMOUNT, type Desk, must, openDesk } from "../support/flow-desk.ts";

const DAY = "2026-03-01";

function open(): { desk: Desk; reconcile: Reconcile; run(): Promise<void>; standing(): string | undefined } {
  const desk = openDesk();
  const reconcile = openReconcile({ payment: desk.payment, channels: () => ["pooul"], at: () => "03:30" });
  return {
    desk,
    reconcile,
    run: async () => void must(await desk.clock.run(reconcile.run(DAY, []))),
    standing: () => reconcile.view().days.find(({ day }) => day === DAY)?.standing,
  };
}

test("a day that sold is not flat before its run, and flat after one that finds both books the same", async () => {
  const { desk, run, standing } = open();
  await desk.pay();
  expect(standing()).toBe("not_yet");
  await run();
  expect(standing()).toBe("flat");
  await desk.pay();
  expect(standing()).toBe("not_yet");
});

test("a run asks at the channel's own pace and writes no event into the journal of a finished payment", async () => {
  const { desk, run } = open();
  const paid = [await desk.pay(), await desk.pay(), await desk.pay()];
  const before = desk.channel.times("query").length;
  await run();
  const times = desk.channel.times("query").slice(before);
  expect(times).toHaveLength(3);
  expect(Math.min(...times.slice(1).map((at, i) => at - (times[i] ?? 0)))).toBeGreaterThanOrEqual(1000);
  expect(desk.history(paid[0]?.tradeNo ?? "")).toEqual(["created", "send", "paid"]);
});

describe("a difference", () => {
  test("of money the channel took for a sale we called declined ends by proof, when a person has it asked again", async () => {
    const { desk, reconcile, run, standing } = open();
    desk.channel.script.payer = "refuses";
    const attempt = await desk.pay();
    const entry = desk.channel.books.get(attempt.tradeNo);
    if (entry) entry.state = "paid";
    await run();
    expect(standing()).toBe("differs");
    // The run itself has changed nothing of ours.
    expect(desk.attempt(attempt.tradeNo).status).toBe("declined");
    const [found] = reconcile.show(DAY).differences;
    expect(found).toMatchObject({
      kind: "state",
      oursState: "declined",
      theirsState: "paid",
      steps: ["ask", "order", "note"],
    });

    const after = must(await desk.clock.run(reconcile.recheck(found?.id ?? 0)));
    expect(desk.attempt(attempt.tradeNo)).toMatchObject({ status: "paid", exception: "paid_late" });
    expect(after.differences.filter((one) => one.closedAt === null)).toMatchObject([{ kind: "exception" }]);
    expect(after.differences.find((one) => one.kind === "state")).toMatchObject({ closedHow: "proof" });

    must(desk.payment.settleException({ tradeNo: attempt.tradeNo, note: "refunded by hand", by: "Wang" }));
    reconcile.show(DAY);
    expect(standing()).toBe("flat");
  });

  test("ended by a note stays ended for as long as both books say the same, and is found anew when they do not", async () => {
    const { desk, reconcile, run, standing } = open();
    const attempt = await desk.pay();
    const entry = desk.channel.books.get(attempt.tradeNo);
    desk.channel.books.delete(attempt.tradeNo);
    await run();
    const [found] = reconcile.show(DAY).differences;
    expect(found?.kind).toBe("ours_only");
    must(reconcile.assign(found?.id ?? 0, "Li"));
    must(reconcile.close(found?.id ?? 0, "paid into another account", "Wang"));
    await run();
    expect(standing()).toBe("flat");
    expect(reconcile.show(DAY).differences).toMatchObject([{ owner: "Li", closedBy: "Wang", closedHow: "note" }]);

    if (entry) desk.channel.books.set(attempt.tradeNo, { ...entry, amountFen: fen(AMOUNT + 1) });
    await run();
    expect(standing()).toBe("differs");
    expect(reconcile.show(DAY).differences.map(({ kind, closedHow }) => [kind, closedHow])).toEqual([
      ["amount", null],
      ["ours_only", "note"],
    ]);
  });

  test("that is an exception of ours is not ended by a note", async () => {
    const { desk, reconcile } = open();
    const attempt = await desk.pay();
    desk.store.write((tx) => tx.run("UPDATE attempts SET exception = 'paid_late' WHERE trade_no = ?", attempt.tradeNo));
    const [found] = reconcile.show(DAY).differences;
    expect(found).toMatchObject({ kind: "exception", steps: ["order"] });
    expect(reconcile.close(found?.id ?? 0, "nothing", "Wang")).toMatchObject({
      ok: false,
      failure: { code: "difference_needs_proof" },
    });
  });
});

test("a channel that does not answer is left alone after three silences, and the day is not flat", async () => {
  const { desk, run, standing } = open();
  for (let i = 0; i < 5; i++) await desk.pay();
  const before = desk.channel.count("query");
  desk.channel.script.faults.query.push(...Array.from({ length: 9 }, () => "lose_answer" as const));
  await run();
  expect(desk.channel.count("query") - before).toBe(3);
  expect(standing()).toBe("not_yet");
  desk.channel.script.faults.query.length = 0;
  await run();
  expect(standing()).toBe("flat");
});

test("two runs do not go on at once", async () => {
  const { desk, reconcile } = open();
  await desk.pay();
  const first = reconcile.run(DAY, []);
  expect(await reconcile.run(DAY, [])).toMatchObject({ ok: false, failure: { code: "reconcile_running" } });
  must(await desk.clock.run(first));
});

test("the night runs past days that are not whole, from its time on; a day that was slept through is caught up", async () => {
  const { desk, reconcile, run } = open();
  await desk.pay();
  expect(dueDays(reconcile, desk.clock)).toEqual([]);
  // Three days later, in the middle of the night, and then in the morning.
  desk.clock.jump(Date.UTC(2026, 2, 4, 2) - desk.clock.now());
  expect(dueDays(reconcile, desk.clock)).toEqual([]);
  desk.clock.jump(6 * 3_600_000);
  expect(dueDays(reconcile, desk.clock)).toEqual([DAY]);
  await run();
  expect(dueDays(reconcile, desk.clock)).toEqual([]);
});

test("a list that tells the same thing twice is read: an order counts once, refunds without numbers by their sum", async () => {
  const clock = new VirtualClock();
  const flow = openFlowChannel(clock);
  let lines: readonly Listed[] = [];
  const channel = Object.assign(flow, { list: () => Promise.resolve({ kind: "listed", lines } as const) });
  const desk = openDesk({ clock, channel });
  const { tradeNo, channelTradeNo } = await desk.pay();
  const common = { at: `${DAY} 10:00:00`, orderNo: tradeNo, channelNo: channelTradeNo ?? "", isDone: true, word: "" };
  const sale: Listed = { ...common, kind: "order", refundNo: "", amountFen: AMOUNT };
  const refund: Listed = { ...common, kind: "refund", refundNo: "", amountFen: fen(100) };
  lines = [sale, sale, refund, refund];
  const reconcile = openReconcile({ payment: desk.payment, channels: () => ["pooul"], at: () => "03:30" });
  must(await clock.run(reconcile.run(DAY, [])));
  expect(desk.store.read.all("SELECT kind, amount_fen FROM bill_lines ORDER BY row")).toEqual([
    { kind: "order", amount_fen: AMOUNT },
    { kind: "refund", amount_fen: 200 },
  ]);
});
