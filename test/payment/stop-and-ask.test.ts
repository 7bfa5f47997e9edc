// A person says stop, or ask now: what is paid is never called off, and nothing is called off without proof.
import { describe, expect, test } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import { CODE, type Desk, must, openDesk } from "../support/flow-desk.ts";

function begin(desk: Desk) {
  return must(desk.payment.collect(desk.sale(), CODE));
}

describe("stop", () => {
  test("while the payer types: asks first, then reverses, never before the channel's 15 s", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    const { tradeNo, driver } = begin(desk);
    await desk.clock.pass(6000);
    desk.payment.stop(tradeNo);
    await desk.clock.run(driver.done);
    expect(desk.attempt(tradeNo)).toMatchObject({ status: "cancelled", cancelConfirmed: true });
    expect(desk.channel.times("cancel")).toEqual([15_200]);
    // Asked at once, again while it waits for the 15 s, and right before the reverse.
    expect(desk.channel.times("query")).toEqual([5000, 6000, 11_100, 15_100]);
  });

  test("while the charge is being sent waits for its answer; a paid one stays paid", async () => {
    const desk = openDesk();
    desk.channel.script.answerMs = 2000;
    const { tradeNo, driver } = begin(desk);
    await desk.clock.pass(500);
    expect(desk.attempt(tradeNo).status).toBe("sending");
    expect(desk.payment.stop(tradeNo)).toBe(driver);
    await desk.clock.run(driver.done);
    expect(desk.attempt(tradeNo).status).toBe("paid");
    expect(desk.channel.count("cancel")).toBe(0);
  });

  test("while the charge is being sent calls off one whose payer types, once it may", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    desk.channel.script.answerMs = 2000;
    const { tradeNo, driver } = begin(desk);
    await desk.clock.pass(500);
    desk.payment.stop(tradeNo);
    await desk.clock.run(driver.done);
    expect(desk.attempt(tradeNo).status).toBe("cancelled");
    expect(desk.channel.times("cancel").every((atMs) => atMs >= 15_000)).toBe(true);
  });

  test("twice is stop once", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    const { tradeNo, driver } = begin(desk);
    await desk.clock.pass(16_000);
    expect(desk.payment.stop(tradeNo)).toBe(driver);
    expect(desk.payment.stop(tradeNo)).toBe(driver);
    await desk.clock.run(driver.done);
    expect(desk.history(tradeNo).filter((kind) => kind === "stop")).toHaveLength(1);
    expect(desk.channel.count("cancel")).toBe(1);
    expect(desk.payment.stop(tradeNo)).toBe(null);
  });

  test("too late, the payer has paid: the money is taken as paid", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: 8000 };
    const { tradeNo, driver } = begin(desk);
    await desk.clock.pass(9000);
    desk.payment.stop(tradeNo);
    await desk.clock.run(driver.done);
    expect(desk.attempt(tradeNo).status).toBe("paid");
    expect(desk.channel.count("cancel")).toBe(0);
  });

  test("of what a person must decide cancels it, if the channel can", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    desk.channel.script.faults.charge = [{ kind: "paid", amountFen: fen(1), raw: "PAID" }];
    desk.channel.hooks.before = (name, number) => {
      if (name === "charge")
        desk.channel.books.set(number, {
          amountFen: fen(1),
          atMs: 0,
          paysAtMs: null,
          state: "open",
          refunds: new Map(),
        });
    };
    const mismatch = await desk.pay();
    expect(mismatch.status).toBe("needs_review");
    const driver = desk.payment.stop(mismatch.tradeNo);
    if (!driver) throw new Error("nothing to stop");
    await desk.clock.run(driver.done);
    expect(desk.attempt(mismatch.tradeNo)).toMatchObject({ status: "cancelled", exception: "amount_mismatch" });
    expect(desk.channel.stateOf(mismatch.tradeNo)).toBe("reversed");
  });

  test("of a finished payment does nothing", async () => {
    const desk = openDesk();
    const { tradeNo } = await desk.pay();
    expect(desk.payment.stop(tradeNo)).toBe(null);
    expect(desk.history(tradeNo)).toEqual(["created", "send", "paid"]);
  });
});

describe("ask now", () => {
  test("asks at once, and the schedule goes on from that answer", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    const { tradeNo } = begin(desk);
    await desk.clock.pass(1000);
    const view = must(await desk.clock.run(desk.payment.ask(tradeNo)));
    expect(view).toMatchObject({ status: "awaiting_payer", asked: 1, verdict: "wait" });
    await desk.clock.pass(6000);
    expect(desk.channel.times("query")).toEqual([1000, 6100]);
  });

  test("while a question is under way does not cut the next wait short", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    const { tradeNo, driver } = begin(desk);
    for (const atMs of [5050, 10_150, 15_250, 25_350]) desk.clock.at(atMs, () => void desk.payment.ask(tradeNo));
    await desk.clock.run(driver.done);
    expect(desk.channel.times("query")).toEqual([5000, 10_100, 15_200, 25_300, 30_000]);
    expect(desk.channel.times("cancel")).toEqual([30_100]);
  });

  test("while the charge is being sent asks once when it was answered", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    desk.channel.script.answerMs = 1000;
    const { tradeNo } = begin(desk);
    await desk.clock.pass(100);
    await desk.clock.run(desk.payment.ask(tradeNo));
    await desk.clock.pass(4000);
    expect(desk.channel.times("query")).toEqual([1000]);
  });

  test("finds late money on a cancelled attempt: paid, with the exception beside it and a receipt", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    const { tradeNo } = await desk.pay();
    const entry = desk.channel.books.get(tradeNo);
    if (entry) entry.state = "paid";
    const view = must(await desk.clock.run(desk.payment.ask(tradeNo)));
    expect(view).toMatchObject({ status: "paid", exception: "paid_late", verdict: "release" });
    expect(desk.history(tradeNo).at(-1)).toBe("late_paid");
    expect(desk.problems()).toEqual([]);
  });

  test("changes nothing on a declined attempt that is still unpaid", async () => {
    const desk = openDesk();
    desk.channel.script.payer = "refuses";
    const { tradeNo } = await desk.pay();
    const before = desk.history(tradeNo);
    const view = must(await desk.clock.run(desk.payment.ask(tradeNo)));
    expect(view.status).toBe("declined");
    expect(desk.history(tradeNo)).toEqual(before);
  });

  test("does not ask about a paid attempt again", async () => {
    const desk = openDesk();
    const { tradeNo } = await desk.pay();
    await desk.clock.run(desk.payment.ask(tradeNo));
    expect(desk.channel.count("query")).toBe(0);
  });
});
