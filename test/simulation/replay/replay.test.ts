// A bundle of an order that ended in each way comes to the same events and the same end again; a replay that
// differs says where.
import { rmSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { makeBundle } from "../../../main/command/bundle.ts";
import { readBundle } from "../../../main/command/bundle-file.ts";
import { tellPayment } from "../../../main/payment/notice.ts";
import { recover } from "../../../main/payment/recover.ts";
import { allAttempts } from "../../../main/store/attempts.ts";
import type { TradeNo } from "../../../preload/contract/ids.ts";
import { fen } from "../../../preload/contract/money.ts";
import { AMOUNT, CODE, type Desk, must, openDesk } from "../../support/flow-desk.ts";
import type { Till } from "../../../main/till.ts";
import { newRoot } from "../run-seed.ts";
import { World } from "../world.ts";
import { replay } from "./again.ts";
import { timeline } from "./words.ts";

const bundleOf = (desk: Desk, number: TradeNo) => {
  const read = readBundle(makeBundle(desk.flow, number, "0.1.0"));
  if ("problem" in read) throw new Error(read.problem);
  return read.bundle;
};

async function refundOf(desk: Desk, number: TradeNo, amountFen: number | null): Promise<void> {
  const refund = must(
    desk.payment.startRefund({ tradeNo: number, amountFen: amountFen === null ? null : fen(amountFen), why: "back" }),
  );
  await desk.clock.run(desk.payment.followRefund(refund));
}

const firstOf = (desk: Desk): TradeNo => {
  const [first] = allAttempts(desk.store.read);
  if (!first) throw new Error("nothing was begun");
  return first.tradeNo;
};

/** How each order is made, and how its first attempt ends. */
const ORDERS: readonly (readonly [string, string, (desk: Desk) => Promise<unknown>])[] = [
  ["paid at once", "paid", (desk) => desk.pay()],
  [
    "paid after a password",
    "paid",
    (desk) => {
      desk.channel.script.payer = { typesMs: 12_000 };
      return desk.pay();
    },
  ],
  [
    "paid, its answer lost",
    "paid",
    (desk) => {
      desk.channel.script.faults.charge.push("lose_answer");
      return desk.pay();
    },
  ],
  [
    "declined",
    "declined",
    (desk) => {
      desk.channel.script.payer = "refuses";
      return desk.pay();
    },
  ],
  [
    "never sent, because the channel cannot be reached",
    "cancelled",
    (desk) => {
      desk.channel.script.faults.charge.push("not_connected");
      return desk.pay();
    },
  ],
  [
    "cancelled after its time, a refused cancel first",
    "cancelled",
    (desk) => {
      desk.channel.script.payer = { typesMs: null };
      desk.channel.script.refusals = 1;
      return desk.pay();
    },
  ],
  [
    "stopped by the cashier",
    "cancelled",
    async (desk) => {
      desk.channel.script.payer = { typesMs: null };
      const { tradeNo, driver } = must(desk.payment.collect(desk.sale(), CODE));
      await desk.clock.pass(8000);
      desk.payment.stop(tradeNo);
      await desk.clock.run(driver.done);
    },
  ],
  [
    "paid late, after it was cancelled",
    "paid",
    async (desk) => {
      desk.channel.script.payer = { typesMs: null };
      const { tradeNo } = await desk.pay();
      const entry = desk.channel.books.get(tradeNo);
      if (!entry) throw new Error("not at the channel");
      entry.state = "paid";
      await desk.clock.pass(60_000);
      await desk.clock.run(desk.payment.ask(tradeNo));
    },
  ],
  [
    "another amount, for a person to review",
    "needs_review",
    (desk) => {
      desk.channel.script.faults.charge.push({ kind: "paid", amountFen: fen(9), raw: "PAID 9" });
      return desk.pay();
    },
  ],
  [
    "settled by a notice before the answer came",
    "paid",
    async (desk) => {
      desk.channel.script.payer = { typesMs: null };
      const { tradeNo, driver } = must(desk.payment.collect(desk.sale(), CODE));
      await desk.clock.pass(3000);
      tellPayment(desk.flow, tradeNo, { kind: "paid", amountFen: AMOUNT, channelTradeNo: "C1", raw: "told" });
      await desk.clock.run(driver.done);
    },
  ],
  [
    "by a QR that nobody scanned",
    "cancelled",
    async (desk) => {
      desk.channel.script.payer = { typesMs: null };
      const { driver } = must(desk.payment.showQr(desk.sale(), "wechat"));
      await desk.clock.run(driver.done);
    },
  ],
  [
    "refunded in two parts, the first answer lost",
    "paid",
    async (desk) => {
      const { tradeNo } = await desk.pay();
      desk.channel.script.faults.refund.push("lose_answer");
      await refundOf(desk, tradeNo, 300);
      await refundOf(desk, tradeNo, null);
    },
  ],
  [
    "a refund whose request was lost and that was sent again",
    "paid",
    async (desk) => {
      const { tradeNo } = await desk.pay();
      desk.channel.script.faults.refund.push("lose_request");
      await refundOf(desk, tradeNo, null);
    },
  ],
  [
    "combined: cash, a declined code, another code",
    "paid",
    async (desk) => {
      const cash = must(
        desk.payment.takeCash({ amountFen: fen(250), owedFen: AMOUNT, note: null, order: null }, fen(300)),
      );
      const order = desk.attempt(cash).orderId;
      desk.channel.script.payer = "refuses";
      await desk.pay({ amountFen: fen(1000), order });
      desk.channel.script.payer = "pays";
      await desk.pay({ amountFen: fen(1000), order });
    },
  ],
];

describe("the bundle of an order comes to the same end again:", () => {
  test.each(ORDERS)("%s", async (_name, end, make) => {
    const desk = openDesk();
    await make(desk);
    const bundle = bundleOf(desk, firstOf(desk));
    expect(bundle.attempts[0]?.status).toBe(end);
    const { difference, supposed, times } = await replay(bundle);
    expect(difference).toBeNull();
    expect(supposed.size).toBe(0);
    expect(times).toHaveLength(bundle.events.length);
    // Every answer came when it came: what the flow did by itself is at most a moment off.
    for (const [at, event] of bundle.events.entries()) expect(Math.abs((times[at] ?? 0) - event.at)).toBeLessThan(1000);
  });

  test("several parts sent as one batch, and undone as one", async () => {
    const desk = openDesk({ options: { batch: true } });
    const part = (amountFen: number) =>
      ({ kind: "part", code: CODE, fields: {}, mode: null, amountFen: fen(amountFen) }) as const;
    const sale = { owedFen: AMOUNT, channel: "pooul", note: null, order: null } as const;
    const combined = must(desk.payment.combine(sale, [part(1000), part(250)]));
    await desk.clock.run(combined.done);
    const undone = must(desk.payment.undoOrder(firstOf(desk), "back"));
    for (const refund of undone.refunds) await desk.clock.run(desk.payment.followRefund(refund));
    const bundle = bundleOf(desk, firstOf(desk));
    expect(bundle.attempts.map((one) => one.leg)).toEqual([0, 1]);
    expect(bundle.refunds.map((one) => one.status)).toEqual(["refunded", "refunded"]);
    expect((await replay(bundle)).difference).toBeNull();
  });

  test("a till that was closed and opened again where the record does not say so", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: 200_000 };
    const { tradeNo } = must(desk.payment.collect(desk.sale(), CODE));
    // After its last question, before it would have given up.
    await desk.clock.pass(27_000);
    desk.closing.abort();
    await desk.clock.pass(60_000);
    const again = openDesk({ file: desk.file, clock: desk.clock, channel: desk.channel });
    await Promise.all(recover(again.flow).map((driver) => desk.clock.run(driver.done)));
    const bundle = bundleOf(again, tradeNo);
    const { difference, supposed } = await replay(bundle);
    expect(difference).toBeNull();
    expect([...supposed.values()]).toEqual(["opened"]);
    expect(timeline(bundle, [], supposed).filter((line) => line.includes("supposed"))).toHaveLength(1);
  });
});

/** Answers that a full disk kept from being written are more than a record can tell: one order in so many, at most. */
const ONE_IN = 20;

test.each([1, 3, 4])(
  "the orders of a simulated world come to the same ends again: seed %i",
  async (seed) => {
    const texts = await bundlesOfWorld(seed);
    expect(texts.length).toBeGreaterThan(3);
    const different: string[] = [];
    for (const text of texts) {
      const read = readBundle(text);
      if ("problem" in read) throw new Error(read.problem);
      const { difference } = await replay(read.bundle);
      if (difference) different.push(difference.what);
    }
    if (different.length > Math.ceil(texts.length / ONE_IN)) expect(different).toEqual([]);
  },
  120_000,
);

async function bundlesOfWorld(seed: number): Promise<string[]> {
  const root = newRoot();
  const texts: string[] = [];
  const atEnd = ({ books }: Till) => {
    const { flow } = books.real.payment;
    const orders = new Map(allAttempts(flow.store.read).map((attempt) => [attempt.orderId, attempt.tradeNo]));
    for (const number of orders.values()) texts.push(makeBundle(flow, number, "0.1.0"));
  };
  try {
    expect((await new World({ seed, profile: null, trace: false, root, atEnd }).run()).violations).toEqual([]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return texts;
}

test("a replay that differs says at which event, what was written and what the till would write now", async () => {
  const desk = openDesk();
  desk.channel.script.payer = { typesMs: null };
  const bundle = bundleOf(desk, (await desk.pay()).tradeNo);
  const [channel] = bundle.channels;
  if (!channel?.profile) throw new Error("no profile");
  // A till that waits longer before it gives up.
  const payCode = { ...channel.profile.payCode, pollForMs: 90_000 };
  const { difference } = await replay({
    ...bundle,
    channels: [{ ...channel, profile: { ...channel.profile, payCode } }],
  });
  expect(bundle.events[difference?.at ?? 0]?.kind).toBe("spent");
  expect(difference?.what).toMatch(/recorded is .* —spent→ cancelling .*, replayed is|in the replay nothing comes/);
});

test("what stands in the timeline are the words of the till's own screen", async () => {
  const desk = openDesk();
  const bundle = bundleOf(desk, (await desk.pay()).tradeNo);
  const lines = timeline(bundle, (await replay(bundle)).times, new Map());
  expect(lines.map((line) => line.replace(/^.*…\d+ +/, ""))).toEqual([
    "Written in the ledger (Written down, then sent)",
    "Sent to pooul",
    expect.stringMatching(/^Channel: paid ¥12\.50 \(Number and amount match/),
  ]);
});
