// 组合支付 through a channel: as one batch where it has that, one after another elsewhere; what fails in the middle leaves
// each part as it really is, and undoing gives back each part the way it came.
import { expect, test } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import { PayCode } from "../../preload/contract/pay-code.ts";
import type { Tender } from "../../main/payment/combine.ts";
import { CODE, type Desk, must, openDesk } from "../support/flow-desk.ts";
import { Crash, Fuse, fusedStore } from "../support/flow-crash.ts";
import type { ChannelOptions } from "../support/flow-channel.ts";

const CODE_2 = new PayCode("134567890123456780", "wechat");
const part = (amount: number, code: PayCode | null): Tender => ({
  kind: "part",
  amountFen: fen(amount),
  code,
  mode: code ? null : "member",
  fields: code ? {} : { memberUUID: "m" },
});
const cash = (amount: number): Tender => ({ kind: "cash", amountFen: fen(amount), givenFen: fen(amount) });
const BATCH: ChannelOptions = { batch: true, modes: true };

async function combine(desk: Desk, owed: number, ...tenders: readonly Tender[]) {
  const sale = { channel: "pooul", note: null, order: null, owedFen: fen(owed) } as const;
  const combined = must(desk.payment.combine(sale, tenders));
  await desk.clock.run(combined.done);
  return combined.tenders.map((tradeNo) => desk.attempt(tradeNo));
}
const states = (attempts: Awaited<ReturnType<typeof combine>>) => attempts.map(({ status }) => status);

test("several parts go to the channel in one request, each under a number of its own", async () => {
  const desk = openDesk({ options: BATCH });
  const attempts = await combine(desk, 8600, cash(5000), part(1600, null), part(2000, CODE));
  expect(states(attempts)).toEqual(["paid", "paid", "paid"]);
  expect(attempts.map(({ method, leg }) => [method, leg])).toEqual([
    ["cash", 0],
    ["mode", 0],
    ["pay_code", 1],
  ]);
  expect(new Set(attempts.map(({ orderId }) => orderId)).size).toBe(1);
  expect(desk.channel.count("batch")).toBe(1);
  expect(desk.problems()).toEqual([]);
});

test("where there is no batch they go one after another, and stop at the first that is not received", async () => {
  const desk = openDesk();
  desk.channel.script.faults.charge = ["honest", { kind: "declined", reason: "balance_low", newCode: true, raw: "NO" }];
  const attempts = await combine(desk, 900, part(300, CODE), part(300, CODE_2), part(300, CODE));
  expect(states(attempts)).toEqual(["paid", "declined"]);
  expect(desk.channel.count("charge")).toBe(2);
  expect(desk.problems()).toEqual([]);
});

test("a batch of which one part is declined keeps the other; the rest is collected again", async () => {
  const desk = openDesk({ options: BATCH });
  desk.channel.script.faults.charge = ["honest", { kind: "declined", reason: "balance_low", newCode: true, raw: "NO" }];
  const attempts = await combine(desk, 900, part(300, null), part(600, CODE));
  expect(states(attempts)).toEqual(["paid", "declined"]);
  const again = await desk.pay({ amountFen: fen(600), order: attempts[0]?.orderId ?? null });
  expect(again.status).toBe("paid");
  expect(desk.problems()).toEqual([]);
});

test("a batch whose answer is lost is asked about part by part, and nothing is sent again", async () => {
  const desk = openDesk({ options: BATCH });
  desk.channel.script.faults.charge = ["lose_answer", "lose_request"];
  const attempts = await combine(desk, 900, part(300, null), part(600, CODE));
  expect(states(attempts)).toEqual(["paid", "cancelled"]);
  expect(desk.channel.count("charge")).toBe(2);
  expect(desk.problems()).toEqual([]);
});

test("no part of another tender may be begun while a leg of the batch is open", async () => {
  const desk = openDesk({ options: BATCH });
  desk.channel.script.payer = { typesMs: null };
  const sale = { channel: "pooul", note: null, order: null, owedFen: fen(900) } as const;
  const { tenders } = must(desk.payment.combine(sale, [part(300, null), part(500, CODE)]));
  await desk.clock.pass(1000);
  const order = tenders[0] ? desk.attempt(tenders[0]).orderId : null;
  expect(desk.payment.takeCash({ amountFen: fen(100), note: null, order }, fen(100))).toMatchObject({
    failure: { code: "order_open_attempt" },
  });
});

test.each(["before", "after"])("a power cut right %s the batch is written leaves no half of it", async (when) => {
  for (let at = 1; at <= 4; at++) {
    const fuse = new Fuse(at);
    const first = openDesk({ options: BATCH, wrap: (store) => fusedStore(store, fuse) });
    const sale = { channel: "pooul", note: when, order: null, owedFen: fen(900) } as const;
    try {
      const { done } = must(first.payment.combine(sale, [part(300, null), part(600, CODE)]));
      done.catch(() => {});
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
    await first.clock.pass(60_000);
    first.closing.abort();
    const later = openDesk({ file: first.file, clock: first.clock, channel: first.channel });
    for (const driver of later.payment.recover()) await later.clock.run(driver.done);
    const rows = later.store.read.all<{ status: string; n: number }>(
      "SELECT status, count(*) n FROM attempts GROUP BY status",
    );
    // Never one leg without the other; what was sent is what the channel says, what was not is cancelled.
    expect([0, 2]).toContain(rows.reduce((sum, { n }) => sum + n, 0));
    for (const { status } of rows) expect(["paid", "cancelled"]).toContain(status);
    expect(later.problems()).toEqual([]);
  }
});

test("undoing sends the channel's refunds in one request and hands the cash back", async () => {
  const desk = openDesk({ options: BATCH });
  const attempts = await combine(desk, 900, cash(100), part(300, null), part(500, CODE));
  const [first] = attempts;
  if (!first) throw new Error("nothing");
  const { refunds, left } = must(desk.payment.undoOrder(first.tradeNo, "left"));
  expect(left).toEqual([]);
  for (const number of refunds) await desk.clock.run(desk.payment.followRefund(number));
  expect(refunds.map((number) => desk.refundStatus(number))).toEqual(["refunded", "refunded", "refunded"]);
  expect(desk.channel.count("batchRefund")).toBe(1);
  expect(desk.problems()).toEqual([]);
});

test("a part that cannot be given back stays and is said; asking again tries only that one", async () => {
  const desk = openDesk({ options: BATCH });
  const [first, second] = await combine(desk, 800, part(300, null), part(500, CODE));
  if (!first || !second) throw new Error("nothing");
  desk.channel.script.faults.refund = ["honest", { kind: "refused", reason: "refund_refused", raw: "NO BALANCE" }];
  const one = must(desk.payment.undoOrder(first.tradeNo, "left"));
  for (const number of one.refunds) await desk.clock.run(desk.payment.followRefund(number));
  expect(one.refunds.map((number) => desk.refundStatus(number))).toEqual(["refunded", "refused"]);
  const two = must(desk.payment.undoOrder(first.tradeNo, "left"));
  expect(two.refunds).toHaveLength(1);
  for (const number of two.refunds) await desk.clock.run(desk.payment.followRefund(number));
  expect(desk.channel.books.get(second.tradeNo)?.refunds.size).toBe(1);
  expect(desk.problems()).toEqual([]);
});

test.each([
  [[cash(901)], "tender_more_than_due"],
  [[{ kind: "cash", amountFen: fen(100), givenFen: fen(99) } as Tender], "cash_too_little"],
  [[part(100, null)], "channel_cannot"],
  [[], "bad_input"],
])("what cannot be tendered is refused and nothing is written (%#)", (tenders, code) => {
  const desk = openDesk();
  const sale = { channel: "pooul", note: null, order: null, owedFen: fen(900) } as const;
  expect(desk.payment.combine(sale, tenders)).toMatchObject({ ok: false, failure: { code } });
  expect(desk.store.read.all("SELECT * FROM attempts")).toEqual([]);
});
