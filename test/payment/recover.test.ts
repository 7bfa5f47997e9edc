// After a start: what an earlier process left open is asked about. Never charged, never refunded, never guessed.
import { describe, expect, test } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import { CODE, type Desk, must, openDesk } from "../support/flow-desk.ts";

/** The power fails now; the next process opens the same book a while later. */
async function restart(desk: Desk, afterMs = 3000): Promise<Desk> {
  desk.closing.abort();
  const next = openDesk({ file: desk.file, clock: desk.clock, channel: desk.channel });
  await desk.clock.pass(afterMs);
  return next;
}

async function settleAll(desk: Desk): Promise<void> {
  const drivers = desk.payment.recover();
  await desk.clock.run(Promise.all(drivers.map((driver) => driver.done)));
  await desk.clock.run(Promise.all(desk.flow.refundDrivers.values()));
}

describe("what a start finds", () => {
  test("a cancel that may still be on its way: nobody is asked before it must have arrived", async () => {
    const desk = openDesk();
    Object.assign(desk.channel.script, { payer: { typesMs: null } });
    desk.channel.script.faults.cancel.push("lose_request");
    const { tradeNo } = must(desk.payment.collect(desk.sale(), CODE));
    await desk.clock.pass(4000);
    desk.payment.stop(tradeNo);
    for (let i = 0; i < 100 && desk.history(tradeNo).at(-1) !== "cancel"; i++) await desk.clock.pass(500);
    expect(desk.history(tradeNo).at(-1)).toBe("cancel");
    const next = await restart(desk, 200);
    const before = desk.channel.count("query");
    next.payment.recover();
    const asked = next.payment.ask(tradeNo);
    await next.clock.pass(9000);
    expect(desk.channel.count("query")).toBe(before);
    await next.clock.pass(2000);
    expect(desk.channel.count("query")).toBeGreaterThan(before);
    expect((await asked).ok).toBe(true);
  });

  test("created was never sent: it ends cancelled, and the channel never hears of it", async () => {
    const desk = openDesk();
    const dying = openDesk({
      file: desk.file,
      clock: desk.clock,
      channel: desk.channel,
      wrap: (store) => {
        let writes = 0;
        return {
          ...store,
          write(work) {
            writes += 1;
            if (writes > 1) throw new Error("power failed");
            return store.write(work);
          },
        };
      },
    });
    const { tradeNo } = must(dying.payment.collect(dying.sale(), CODE));
    await desk.clock.pass(100);
    expect(desk.attempt(tradeNo).status).toBe("created");
    await settleAll(desk);
    expect(desk.attempt(tradeNo)).toMatchObject({ status: "cancelled", reason: "never_sent" });
    expect(desk.channel.heard).toEqual([]);
  });

  test("sending may have been charged: it is asked about, not sent again", async () => {
    const desk = openDesk();
    desk.channel.script.answerMs = 20_000;
    const { tradeNo } = must(desk.payment.collect(desk.sale(), CODE));
    await desk.clock.pass(1000);
    const next = await restart(desk);
    expect(next.attempt(tradeNo).status).toBe("sending");
    desk.channel.script.answerMs = 100;
    await settleAll(next);
    expect(next.attempt(tradeNo)).toMatchObject({ status: "paid", unclear: true });
    expect(desk.channel.count("charge")).toBe(1);
    expect(next.problems()).toEqual([]);
  });

  test("sending that never arrived is called unpaid only after its reverse would be allowed, by two answers", async () => {
    const desk = openDesk();
    desk.channel.script.faults.charge = ["lose_request"];
    const { tradeNo } = must(desk.payment.collect(desk.sale(), CODE));
    await desk.clock.pass(1000);
    const next = await restart(desk, 1000);
    const [driver] = next.payment.recover();
    next.payment.stop(tradeNo);
    await desk.clock.pass(12_000);
    // Asked twice by now, and twice told "no such order": the charge could still be on its way.
    expect(desk.channel.count("query")).toBeGreaterThanOrEqual(2);
    expect(next.attempt(tradeNo).status).toBe("cancelling");
    if (driver) await desk.clock.run(driver.done);
    expect(next.attempt(tradeNo)).toMatchObject({ status: "cancelled", reason: "not_received" });
    expect(desk.clock.monotonic()).toBeGreaterThanOrEqual(15_000);
  });

  test("where a cancel is allowed at once, a charge that may still be on its way is not called unpaid", async () => {
    const desk = openDesk({ options: { timing: { reverseNotBeforeMs: 0 } } });
    desk.channel.script.faults.charge = ["lose_request"];
    const { tradeNo } = must(desk.payment.collect(desk.sale(), CODE));
    await desk.clock.pass(1000);
    const next = await restart(desk, 1000);
    const [driver] = next.payment.recover();
    next.payment.stop(tradeNo);
    await desk.clock.pass(26_000);
    expect(desk.channel.count("query")).toBeGreaterThanOrEqual(2);
    expect(next.attempt(tradeNo).status).toBe("cancelling");
    if (driver) await desk.clock.run(driver.done);
    expect(next.attempt(tradeNo)).toMatchObject({ status: "cancelled", reason: "not_received" });
    expect(desk.clock.monotonic()).toBeGreaterThanOrEqual(30_000);
  });

  test("a clock set forward over a restart does not make a charge arrive: it may still be on its way", async () => {
    const desk = openDesk();
    desk.channel.script.faults.charge = ["lose_request"];
    const { tradeNo } = must(desk.payment.collect(desk.sale(), CODE));
    await desk.clock.pass(1000);
    desk.clock.jump(28 * 60_000);
    const next = await restart(desk, 1000);
    const [driver] = next.payment.recover();
    await desk.clock.pass(29_000);
    expect(desk.channel.count("query")).toBeGreaterThanOrEqual(2);
    expect(next.attempt(tradeNo).status).toBe("cancelling");
    if (driver) await desk.clock.run(driver.done);
    expect(next.attempt(tradeNo)).toMatchObject({ status: "cancelled", reason: "not_received" });
  });

  test("awaiting goes on with the schedule the charge began, and is reversed when its time is spent", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    const { tradeNo } = must(desk.payment.collect(desk.sale(), CODE));
    await desk.clock.pass(7000);
    const next = await restart(desk, 60_000);
    await settleAll(next);
    expect(next.attempt(tradeNo).status).toBe("cancelled");
    expect(desk.clock.monotonic()).toBeLessThan(70_000);
    expect(desk.channel.stateOf(tradeNo)).toBe("reversed");
  });

  test("cancelling goes on being cancelled", async () => {
    const desk = openDesk();
    Object.assign(desk.channel.script, { payer: { typesMs: null }, refusals: 3 });
    const { tradeNo } = must(desk.payment.collect(desk.sale(), CODE));
    await desk.clock.pass(33_000);
    const next = await restart(desk);
    expect(next.attempt(tradeNo).status).toBe("cancelling");
    await settleAll(next);
    expect(next.attempt(tradeNo).status).toBe("cancelled");
  });

  test("what a person must decide is asked about once, and stays theirs without proof", async () => {
    const desk = openDesk();
    desk.channel.script.faults.charge = [{ kind: "paid", amountFen: fen(1), raw: "PAID" }];
    const { tradeNo } = await desk.pay();
    const next = await restart(desk);
    await settleAll(next);
    expect(next.attempt(tradeNo)).toMatchObject({ status: "needs_review", reason: "amount_differs" });
    expect(desk.channel.count("query")).toBe(1);
  });

  test("what a person must decide is settled by later proof", async () => {
    const desk = openDesk();
    const { faults } = desk.channel.script;
    faults.charge = ["lose_answer"];
    faults.query = Array.from({ length: 50 }, () => "lose_request" as const);
    faults.cancel = Array.from({ length: 50 }, () => "lose_request" as const);
    const { tradeNo, status } = await desk.pay();
    expect(status).toBe("needs_review");
    faults.query.length = 0;
    const next = await restart(desk);
    await settleAll(next);
    expect(next.attempt(tradeNo).status).toBe("paid");
  });

  test("where the channel cannot be asked, starting again and again adds nothing to the history", async () => {
    const desk = openDesk({ options: { without: ["query", "cancel", "close"] } });
    desk.channel.script.faults.charge = ["lose_answer"];
    const { tradeNo } = await desk.pay();
    const before = desk.history(tradeNo);
    for (let i = 0; i < 3; i++) await settleAll(await restart(desk));
    expect(desk.history(tradeNo)).toEqual(before);
    expect(desk.attempt(tradeNo).status).toBe("needs_review");
  });
});

describe("recover", () => {
  test("run twice changes nothing the second time", async () => {
    const desk = openDesk();
    desk.channel.script.faults.charge = ["lose_answer", "lose_request"];
    must(desk.payment.collect(desk.sale(), CODE));
    must(desk.payment.collect(desk.sale(), CODE));
    await desk.clock.pass(1000);
    const next = await restart(desk);
    await settleAll(next);
    const events = next.store.read.all("SELECT * FROM events");
    expect(next.payment.recover()).toEqual([]);
    await desk.clock.pass(60_000);
    expect(next.store.read.all("SELECT * FROM events")).toEqual(events);
    expect(next.payment.open()).toEqual({ open: 0, review: 0 });
  });

  test("in a till that is taking a payment touches neither that payment nor a refund that is being sent", async () => {
    const desk = openDesk();
    const { tradeNo } = await desk.pay();
    desk.channel.script.answerMs = 3000;
    const refund = must(desk.payment.startRefund({ tradeNo, amountFen: null, why: "broken" }));
    const second = must(desk.payment.collect(desk.sale(), CODE));
    await desk.clock.pass(500);
    expect(desk.payment.recover()).toEqual([]);
    await desk.clock.run(second.driver.done);
    await desk.clock.run(desk.payment.followRefund(refund));
    expect(desk.history(refund)).toEqual(["requested", "send", "processing", "refunded"]);
    expect(desk.history(second.tradeNo)).toEqual(["created", "send", "paid"]);
  });

  test("asks open refunds and never sends one", async () => {
    const desk = openDesk();
    const { tradeNo } = await desk.pay();
    desk.channel.script.faults.refund = ["lose_answer"];
    const refund = must(desk.payment.startRefund({ tradeNo, amountFen: fen(300), why: "broken" }));
    await desk.clock.pass(1000);
    const next = await restart(desk);
    expect(next.refundStatus(refund)).toBe("sending");
    await settleAll(next);
    expect(next.refundStatus(refund)).toBe("refunded");
    expect(desk.channel.count("refund")).toBe(1);
  });

  test("leaves an attempt whose channel is no longer set up as it is", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    const { tradeNo } = must(desk.payment.collect(desk.sale(), CODE));
    await desk.clock.pass(6000);
    const next = await restart(desk);
    Object.assign(next.flow, { channel: () => null });
    await settleAll(next);
    expect(next.attempt(tradeNo).status).toBe("awaiting_payer");
    expect(next.payment.open()).toEqual({ open: 1, review: 0 });
  });
});
