// One payment by pay code, from the scan to its end, on a clock that waits for nobody.
import { describe, expect, test } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import { openDesk } from "../support/flow-desk.ts";

describe("the payer pays", () => {
  test("a payer who pays at once is released without a question", async () => {
    const desk = openDesk();
    const paid = await desk.pay();
    expect(paid).toMatchObject({ status: "paid", exception: "none", asked: 0, channelTradeNo: `C${paid.tradeNo}` });
    expect(desk.history(paid.tradeNo)).toEqual(["created", "send", "paid"]);
    expect(desk.channel.count("query")).toBe(0);
    expect(desk.problems()).toEqual([]);
  });

  test("one who types a password is asked about after 5 s, then every 5 s, and after 15 s every 10 s", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: 26_000 };
    const paid = await desk.pay();
    expect(paid.status).toBe("paid");
    // Each question goes out its distance after the last one was answered (100 ms later).
    expect(desk.channel.times("query")).toEqual([5000, 10_100, 15_200, 25_300, 30_000]);
    expect(desk.channel.count("cancel")).toBe(0);
  });

  test("one who pays just before the time is spent is found by the last question", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: 29_999 };
    const paid = await desk.pay();
    expect(paid.status).toBe("paid");
    expect(desk.history(paid.tradeNo)).toEqual([
      "created",
      "send",
      "awaiting",
      "awaiting",
      "awaiting",
      "awaiting",
      "awaiting",
      "spent",
      "paid",
    ]);
    expect(desk.channel.count("cancel")).toBe(0);
  });

  test("a charge whose answer is lost is asked about and never sent twice", async () => {
    const desk = openDesk();
    desk.channel.script.faults.charge = ["lose_answer"];
    const paid = await desk.pay();
    expect(paid).toMatchObject({ status: "paid", unclear: true });
    expect(desk.channel.count("charge")).toBe(1);
    expect(desk.history(paid.tradeNo)).toEqual(["created", "send", "unknown", "paid"]);
  });

  test("success without an amount is asked about at once", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: 0 };
    desk.channel.script.faults.charge = [{ kind: "paid", amountFen: null, raw: "OK" }];
    desk.channel.hooks.before = (name, number) => {
      if (name === "query")
        desk.channel.books.set(number, {
          amountFen: fen(1250),
          atMs: 0,
          paysAtMs: null,
          state: "paid",
          refunds: new Map(),
        });
    };
    expect((await desk.pay()).status).toBe("paid");
    expect(desk.channel.times("query")).toEqual([100]);
  });
});

describe("the payer does not pay", () => {
  test("a definite no to the charge ends it without a question", async () => {
    const desk = openDesk();
    desk.channel.script.payer = "refuses";
    const refused = await desk.pay();
    expect(refused).toMatchObject({ status: "declined", reason: "balance_low", exception: "none" });
    expect(desk.channel.count("query") + desk.channel.count("cancel")).toBe(0);
    expect(desk.store.read.all("SELECT * FROM print_jobs")).toEqual([]);
  });

  test("a charge that could not connect was never sent", async () => {
    const desk = openDesk();
    desk.channel.script.faults.charge = ["not_connected"];
    expect(await desk.pay()).toMatchObject({ status: "cancelled", reason: "never_sent" });
  });

  test("one who never pays is asked about once more and called off when the time is spent", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    const ended = await desk.pay();
    expect(ended).toMatchObject({ status: "cancelled", reason: "reversed", cancelConfirmed: true });
    expect(desk.channel.times("cancel")).toEqual([30_100]);
    expect(desk.channel.times("query").at(-1)).toBe(30_000);
    expect(desk.channel.stateOf(ended.tradeNo)).toBe("reversed");
  });

  test("a cancel the channel refuses is repeated until it is confirmed", async () => {
    const desk = openDesk();
    Object.assign(desk.channel.script, { payer: { typesMs: null }, refusals: 2 });
    const ended = await desk.pay();
    expect(ended.status).toBe("cancelled");
    expect(desk.channel.times("cancel")).toEqual([30_100, 35_300, 40_500]);
    expect(desk.channel.stateOf(ended.tradeNo)).toBe("reversed");
  });

  test("a cancel whose answer is lost is repeated, and after a lost answer two that agree are needed", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    desk.channel.script.faults.cancel = ["lose_answer"];
    const ended = await desk.pay();
    expect(ended.status).toBe("cancelled");
    expect(ended.unpaidAnswers).toBeGreaterThanOrEqual(2);
    expect(desk.channel.stateOf(ended.tradeNo)).toBe("reversed");
  });

  test("a cancel that is never confirmed ends with a person, within its bound", async () => {
    const desk = openDesk();
    Object.assign(desk.channel.script, { payer: { typesMs: null }, refusals: 1000 });
    const ended = await desk.pay();
    expect(ended).toMatchObject({ status: "needs_review", reason: "failure_answered" });
    expect(desk.clock.monotonic()).toBeLessThan(75_000);
  });

  test("a payer who pays between the last question and the cancel is found out, not called unpaid", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: 30_150 };
    desk.channel.script.faults.cancel = [{ kind: "unknown", cause: "failure_answered", raw: "already paid" }];
    const ended = await desk.pay();
    expect(ended).toMatchObject({ status: "paid", exception: "none" });
    expect(desk.channel.stateOf(ended.tradeNo)).toBe("paid");
  });
});

describe("the channel does not answer", () => {
  test("a request that got lost was never received, once a question and a cancel agree", async () => {
    const desk = openDesk();
    desk.channel.script.faults.charge = ["lose_request"];
    const ended = await desk.pay();
    expect(ended).toMatchObject({ status: "cancelled", reason: "not_received", unpaidAnswers: 2 });
    expect(desk.channel.stateOf(ended.tradeNo)).toBe("missing");
  });

  test("a channel that answers nothing ends with a person, never as unpaid", async () => {
    const desk = openDesk();
    const { faults } = desk.channel.script;
    faults.charge = ["lose_answer"];
    faults.query = Array.from({ length: 50 }, () => "lose_request" as const);
    faults.cancel = Array.from({ length: 50 }, () => "lose_request" as const);
    const ended = await desk.pay();
    expect(ended).toMatchObject({ status: "needs_review", reason: "timeout" });
    expect(desk.channel.stateOf(ended.tradeNo)).toBe("paid");
    expect(desk.clock.monotonic()).toBeLessThan(150_000);
  });

  test("an answer with another amount is never paid: a person decides, and it is not cancelled behind their back", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    const other = { kind: "paid", amountFen: fen(1), raw: "PAID" } as const;
    desk.channel.script.faults.query = ["honest", "honest", "honest", "honest", other];
    const ended = await desk.pay();
    expect(ended).toMatchObject({ status: "needs_review", exception: "amount_mismatch", reason: "amount_differs" });
    expect(desk.channel.count("cancel")).toBe(0);
    expect(desk.store.read.all("SELECT kind FROM print_jobs")).toEqual([{ kind: "unknown" }]);
  });

  test("an answer with another amount to the charge itself goes to a person at once", async () => {
    const desk = openDesk();
    desk.channel.script.faults.charge = [{ kind: "paid", amountFen: fen(125_000), raw: "PAID" }];
    expect(await desk.pay()).toMatchObject({ status: "needs_review", exception: "amount_mismatch" });
    expect(desk.channel.count("query")).toBe(0);
  });

  test("a contradiction is believed neither way: paid, cancelled, paid, cancelled ends with a person", async () => {
    const desk = openDesk();
    const { faults } = desk.channel.script;
    desk.channel.script.payer = { typesMs: null };
    faults.charge = ["lose_answer"];
    const says = { kind: "paid", amountFen: fen(1250), raw: "stale" } as const;
    const silent = { kind: "unknown", cause: "timeout", raw: "" } as const;
    faults.query = [silent, silent, ...Array.from({ length: 50 }, () => says)];
    const ended = await desk.pay();
    expect(ended).toMatchObject({ status: "needs_review", cancelConfirmed: true });
    expect(desk.history(ended.tradeNo)).not.toContain("cancelled");
  });
});
