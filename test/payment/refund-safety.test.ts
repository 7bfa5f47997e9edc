// A refund is sent a second time only where its number keeps it from being paid twice; the channel's own list that totals
// more than ours shows; its limits are told before they are met. And a cancel that never got through is tried again.
import { describe, expect, test } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import { refundLimits } from "../../main/payment/refund-limits.ts";
import { refundsOf } from "../../main/store/refunds.ts";
import { CODE, type Desk, must, openDesk } from "../support/flow-desk.ts";
import { begin, giveBack, given, paidDesk } from "../support/flow-refunds.ts";

const silence = () => Array.from({ length: 60 }, () => "lose_request" as const);

describe("a lost refund of a channel that is not known to key on the number", () => {
  test("stays unknown however often it is not there, also when it is asked for again and at a start", async () => {
    const { desk, tradeNo } = await paidDesk({ refund: { keysOnNumber: false } });
    desk.channel.script.faults.refund = ["lose_request"];
    const number = begin(desk, tradeNo);
    await desk.clock.pass(20 * 60_000);
    expect(desk.refundStatus(number)).toBe("unknown");
    expect(must(desk.payment.startRefund({ tradeNo, amountFen: null, why: "again" }))).toBe(number);
    desk.payment.recover();
    await desk.clock.pass(20 * 60_000);
    expect([desk.refundStatus(number), desk.channel.count("refund")]).toEqual(["unknown", 1]);
  });

  test('is not refused because a question about it was answered "system error"', async () => {
    const { desk, tradeNo } = await paidDesk({ refund: { keysOnNumber: false } });
    const { faults } = desk.channel.script;
    faults.refund = ["lose_request"];
    const error = { kind: "unknown", cause: "failure_answered", raw: "601" } as const;
    const none = { kind: "absent", raw: "NONE" } as const;
    faults.refundQuery = [none, error, none, none, error, none, none];
    const number = begin(desk, tradeNo);
    await desk.clock.pass(20 * 60_000);
    expect([desk.refundStatus(number), faults.refundQuery.length]).toEqual(["unknown", 0]);
  });

  test("is sent anew once a person has written down that it was refused", async () => {
    const { desk, tradeNo } = await paidDesk({ refund: { keysOnNumber: false } });
    desk.channel.script.faults.refund = ["lose_request"];
    const refundNo = begin(desk, tradeNo);
    await desk.clock.pass(60_000);
    const says = { says: "refused", reference: "not in the console", by: "Li" } as const;
    must(await desk.clock.run(desk.payment.resolveRefund({ refundNo, ...says })));
    const second = await giveBack(desk, tradeNo);
    expect([second === refundNo, desk.refundStatus(second), given(desk, tradeNo)]).toEqual([false, "refunded", 1250]);
    expect(desk.problems()).toEqual([]);
  });

  test("is sent again by itself once an answer has shown that the channel knows our numbers", async () => {
    const { desk, tradeNo } = await paidDesk({ refund: { keysOnNumber: false } });
    const { faults } = desk.channel.script;
    faults.refundQuery = [{ kind: "processing", raw: "SEEN", echoed: true }];
    await giveBack(desk, tradeNo, fen(100));
    faults.refund = ["lose_request"];
    const number = await giveBack(desk, tradeNo, fen(200));
    expect([desk.refundStatus(number), given(desk, tradeNo)]).toEqual(["refunded", 300]);
  });
});

test("a refund that takes days is asked about ever less often, but never less than once an hour", async () => {
  const { desk, tradeNo } = await paidDesk({}, Number.POSITIVE_INFINITY);
  desk.channel.script.faults.refundQuery = Array.from(
    { length: 2000 },
    () => ({ kind: "processing", raw: "SEEN" }) as const,
  );
  const number = begin(desk, tradeNo);
  const askedIn = async (ms: number) => {
    const before = desk.channel.count("refundQuery");
    await desk.clock.pass(ms);
    return desk.channel.count("refundQuery") - before;
  };
  expect(await askedIn(600_000)).toBeGreaterThan(10);
  expect(await askedIn(86_400_000)).toBeLessThan(100);
  expect(await askedIn(86_400_000)).toBe(24);
  desk.channel.script.faults.refundQuery = [];
  await desk.clock.pass(3_600_000);
  expect(desk.refundStatus(number)).toBe("refunded");
});

test("a channel whose list totals more than ours raises an exception, once", async () => {
  const { desk, tradeNo } = await paidDesk();
  const more = { kind: "processing", raw: "LIST", listedFen: fen(900) } as const;
  desk.channel.script.faults.refundQuery = [more, more];
  await giveBack(desk, tradeNo, fen(300));
  expect(desk.attempt(tradeNo)).toMatchObject({ status: "paid", exception: "amount_mismatch" });
  expect(desk.history(tradeNo).filter((kind) => kind === "refund_differs")).toHaveLength(1);
  expect(desk.problems()).toEqual([]);
});

test("a refund that is not there is not refused while the channel's list totals more than our other refunds", async () => {
  const { desk, tradeNo } = await paidDesk({}, Number.POSITIVE_INFINITY);
  const { faults } = desk.channel.script;
  faults.refund = [{ kind: "unknown", cause: "failure_answered", raw: "601" }];
  const lists = (listedFen: number) => ({ kind: "absent", raw: "LIST", listedFen: fen(listedFen) }) as const;
  faults.refundQuery = Array.from({ length: 5 }, () => lists(10));
  const number = begin(desk, tradeNo, fen(300));
  await desk.clock.pass(10_000);
  expect(desk.refundStatus(number)).toBe("unknown");
  faults.refundQuery = [lists(0), lists(0)];
  await desk.clock.pass(600_000);
  expect(desk.refundStatus(number)).toBe("refused");
});

test("a list that totals what we sent raises none", async () => {
  const { desk, tradeNo } = await paidDesk();
  desk.channel.script.faults.refundQuery = [{ kind: "processing", raw: "LIST", listedFen: fen(300) }];
  await giveBack(desk, tradeNo, fen(300));
  expect(desk.attempt(tradeNo).exception).toBe("none");
});

test("the limits are told by the numbers they are held to", async () => {
  const { desk, tradeNo } = await paidDesk({
    refund: { times: 2, days: 3, spacingMs: 60_000, cancelWithinMs: 3_600_000 },
  });
  const limits = () =>
    refundLimits(desk.channel, desk.attempt(tradeNo), refundsOf(desk.store.read, tradeNo), desk.clock.now());
  const paidAt = desk.attempt(tradeNo).finalAt ?? 0;
  expect(limits()).toEqual({
    times: 2,
    timesLeft: 2,
    daysLeft: 3,
    until: paidAt + 3 * 86_400_000,
    lastAt: null,
    spacingMs: 60_000,
    waitMs: 0,
    asCancel: true,
    cancelUntil: paidAt + 3_600_000,
    fullOnly: false,
    arrives: "at_once",
  });
  await giveBack(desk, tradeNo, fen(100));
  expect(limits()).toMatchObject({ timesLeft: 1, asCancel: false });
  expect(limits().lastAt).toBeGreaterThanOrEqual(paidAt);
  expect(limits().waitMs).toBeGreaterThan(50_000);
  const request = { tradeNo, amountFen: fen(100), why: "x" };
  expect(desk.payment.startRefund(request)).toMatchObject({ failure: { detail: "refund spacing" } });
  await desk.clock.pass(60_000);
  await giveBack(desk, tradeNo, fen(100));
  await desk.clock.pass(60_000);
  expect(limits().timesLeft).toBe(0);
  expect(desk.payment.startRefund(request)).toMatchObject({ failure: { detail: "refund times" } });
  await desk.clock.pass(3 * 86_400_000);
  expect(limits().daysLeft).toBe(0);
});

describe("a cancel that never got through", () => {
  /** In review only because every question and cancel was lost. */
  async function spent(): Promise<{ desk: Desk; tradeNo: Awaited<ReturnType<Desk["pay"]>>["tradeNo"] }> {
    const desk = openDesk();
    Object.assign(desk.channel.script, { payer: { typesMs: null } });
    Object.assign(desk.channel.script.faults, { cancel: silence(), query: silence() });
    const { tradeNo, status } = await desk.pay();
    expect(status).toBe("needs_review");
    return { desk, tradeNo };
  }
  const start = async (desk: Desk) => {
    const drivers = desk.payment.recover();
    await desk.clock.run(Promise.all(drivers.map((driver) => driver.done)));
  };

  test("is asked about and called off again at a start, until it is proved", async () => {
    const { desk, tradeNo } = await spent();
    desk.channel.script.faults.cancel.length = 0;
    desk.channel.script.faults.query.length = 0;
    await start(desk);
    expect(desk.attempt(tradeNo)).toMatchObject({ status: "cancelled", cancelConfirmed: true });
    expect(desk.channel.stateOf(tradeNo)).toBe("reversed");
    expect(desk.problems()).toEqual([]);
  });

  test("is not sent while the channel does not even answer the question, and nothing is written", async () => {
    const { desk, tradeNo } = await spent();
    desk.channel.script.faults.query = silence();
    const before = [desk.history(tradeNo), desk.channel.count("cancel")];
    await start(desk);
    await start(desk);
    expect([desk.history(tradeNo), desk.channel.count("cancel")]).toEqual(before);
  });

  test("is never sent for what the channel calls paid, or for another amount", async () => {
    const { desk, tradeNo } = await spent();
    desk.channel.script.faults.query.length = 0;
    Object.assign(desk.channel.books.get(tradeNo) ?? {}, { state: "paid" });
    const before = desk.channel.count("cancel");
    await start(desk);
    expect([desk.attempt(tradeNo).status, desk.channel.count("cancel")]).toEqual(["paid", before]);
  });
});

test("of two stores on one file, only one may open an attempt of an order", async () => {
  const one = openDesk();
  one.channel.script.payer = "refuses";
  const { orderId } = await one.pay();
  const two = openDesk({ file: one.file, clock: one.clock, channel: one.channel });
  one.channel.script.payer = "pays";
  const first = must(one.payment.collect(one.sale({ order: orderId }), CODE));
  expect(two.payment.collect(two.sale({ order: orderId }), CODE)).toMatchObject({
    failure: { code: "order_open_attempt" },
  });
  await one.clock.run(first.driver.done);
  expect(two.payment.collect(two.sale({ order: orderId }), CODE)).toMatchObject({
    failure: { code: "order_already_paid" },
  });
  expect(one.channel.count("charge")).toBe(2);
});
