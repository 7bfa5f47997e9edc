// Money back: one number on every retry, never more than was paid, finished only when the channel says so.
import { describe, expect, test } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import { must, openDesk } from "../support/flow-desk.ts";
import { begin, giveBack, given, paidDesk } from "../support/flow-refunds.ts";

describe("a refund", () => {
  test("accepted is not finished: it is asked about until the money went back", async () => {
    const { desk, tradeNo } = await paidDesk();
    desk.channel.script.refundQuestions = 3;
    const number = begin(desk, tradeNo);
    await desk.clock.pass(1000);
    expect(desk.refundStatus(number)).toBe("processing");
    await desk.clock.run(desk.payment.followRefund(number));
    expect(desk.refundStatus(number)).toBe("refunded");
    expect(desk.history(number)).toEqual(["requested", "send", "processing", "processing", "processing", "refunded"]);
    expect(given(desk, tradeNo)).toBe(1250);
  });

  test("without an amount takes what is left", async () => {
    const { desk, tradeNo } = await paidDesk();
    await giveBack(desk, tradeNo, fen(1000));
    const rest = await giveBack(desk, tradeNo);
    expect(must(desk.payment.refund(rest)).amountFen).toBe(250);
    expect(desk.attempt(tradeNo).status).toBe("paid");
    expect(desk.problems()).toEqual([]);
  });

  test("number is 21 digits beginning with 8, and another for every refund", async () => {
    const { desk, tradeNo } = await paidDesk();
    const numbers = [await giveBack(desk, tradeNo, fen(1)), await giveBack(desk, tradeNo, fen(1))];
    for (const number of numbers) expect(number).toMatch(/^8\d{20}$/);
    expect(new Set(numbers).size).toBe(2);
  });
});

describe("a refund whose answer is lost", () => {
  test("is asked about, and finished under its own number", async () => {
    const { desk, tradeNo } = await paidDesk();
    desk.channel.script.faults.refund = ["lose_answer"];
    const number = await giveBack(desk, tradeNo);
    expect(desk.refundStatus(number)).toBe("refunded");
    expect(desk.channel.count("refund")).toBe(1);
  });

  test("is sent again under its own number once it cannot be on its way and twice was not there; never refused", async () => {
    const { desk, tradeNo } = await paidDesk();
    desk.channel.script.faults.refund = ["lose_request"];
    const startMs = desk.clock.monotonic();
    const number = await giveBack(desk, tradeNo);
    expect(desk.refundStatus(number)).toBe("refunded");
    const sent = desk.channel.heard.filter(({ name }) => name === "refund");
    expect(sent.map((request) => request.number)).toEqual([number, number]);
    expect((sent[1]?.atMs ?? 0) - startMs).toBeGreaterThanOrEqual(30_000);
    expect(given(desk, tradeNo)).toBe(desk.attempt(tradeNo).amountFen);
  });

  test("is not sent again early because the wall clock jumped ahead", async () => {
    const { desk, tradeNo } = await paidDesk();
    desk.channel.script.faults.refund = ["lose_request"];
    const startMs = desk.clock.monotonic();
    desk.clock.at(startMs + 5000, () => desk.clock.jump(3_600_000));
    const number = await giveBack(desk, tradeNo);
    expect(desk.refundStatus(number)).toBe("refunded");
    const again = desk.channel.heard.filter(({ name }) => name === "refund")[1];
    expect((again?.atMs ?? 0) - startMs).toBeGreaterThanOrEqual(30_000);
  });

  test("is resumed under its number when it is asked for again: there already, so not sent again", async () => {
    const { desk, tradeNo } = await paidDesk();
    const { faults } = desk.channel.script;
    faults.refund = ["lose_answer"];
    faults.refundQuery = Array.from({ length: 50 }, () => "lose_request" as const);
    const first = await giveBack(desk, tradeNo);
    expect(desk.refundStatus(first)).toBe("unknown");
    faults.refundQuery.length = 0;
    expect(await giveBack(desk, tradeNo)).toBe(first);
    expect(desk.refundStatus(first)).toBe("refunded");
    expect(desk.channel.count("refund")).toBe(1);
  });

  test("is sent again under its number when it is asked for again and is not there", async () => {
    const { desk, tradeNo } = await paidDesk();
    const { faults } = desk.channel.script;
    faults.refund = ["lose_request"];
    faults.refundQuery = Array.from({ length: 12 }, () => "lose_request" as const);
    const first = await giveBack(desk, tradeNo);
    expect(desk.refundStatus(first)).toBe("unknown");
    faults.refundQuery.length = 0;
    expect(await giveBack(desk, tradeNo)).toBe(first);
    expect(desk.refundStatus(first)).toBe("refunded");
    expect(desk.channel.heard.filter(({ name }) => name === "refund").map(({ number }) => number)).toEqual([
      first,
      first,
    ]);
    expect(given(desk, tradeNo)).toBe(1250);
  });

  test("stays unknown when the repeat never left: the first may have been carried out", async () => {
    const { desk, tradeNo } = await paidDesk();
    const { faults } = desk.channel.script;
    faults.refund = ["lose_answer", "not_connected"];
    // The channel's book is slow: it knows nothing of the refund yet, then cannot be reached.
    const silent = Array.from({ length: 50 }, () => "lose_request" as const);
    faults.refundQuery = [...silent.slice(0, 12), { kind: "absent", raw: "NONE" }, ...silent];
    const number = await giveBack(desk, tradeNo);
    expect(desk.refundStatus(number)).toBe("unknown");
    faults.refundQuery.splice(0, faults.refundQuery.length, { kind: "absent", raw: "NONE" }, ...silent.slice(0, 2));
    await giveBack(desk, tradeNo);
    expect(desk.channel.count("refund")).toBe(2);
    expect(desk.refundStatus(number)).toBe("refunded");
    expect(desk.history(number)).not.toContain("refused");
  });

  test("stays open where the channel cannot be asked about it, and nothing else may be given back meanwhile", async () => {
    const { desk, tradeNo } = await paidDesk({ without: ["refundQuery"] });
    desk.channel.script.faults.refund = ["lose_answer"];
    const number = await giveBack(desk, tradeNo, fen(300));
    expect(desk.refundStatus(number)).toBe("unknown");
    expect(desk.payment.startRefund({ tradeNo, amountFen: fen(400), why: "broken" })).toMatchObject({
      failure: { code: "refund_in_progress" },
    });
  });
});

describe("a refused refund", () => {
  const no = { kind: "refused", reason: "refund_closed", raw: "NO" } as const;

  for (const [name, sameNumberAfterRefusal] of [
    ["gets a new number by default", false],
    ["keeps its number where the profile says so", true],
  ] as const)
    test(name, async () => {
      const { desk, tradeNo } = await paidDesk({ refund: { sameNumberAfterRefusal } });
      desk.channel.script.faults.refund = [no];
      const first = await giveBack(desk, tradeNo);
      expect(desk.refundStatus(first)).toBe("refused");
      const second = await giveBack(desk, tradeNo);
      expect(second === first).toBe(sameNumberAfterRefusal);
      expect(desk.refundStatus(second)).toBe("refunded");
      expect(desk.problems()).toEqual([]);
    });

  test("leaves what is left as it was", async () => {
    const { desk, tradeNo } = await paidDesk();
    desk.channel.script.faults.refund = [no];
    await giveBack(desk, tradeNo);
    const whole = await giveBack(desk, tradeNo);
    expect(must(desk.payment.refund(whole)).amountFen).toBe(1250);
  });

  test("that never left may be tried again at once", async () => {
    const { desk, tradeNo } = await paidDesk();
    desk.channel.script.faults.refund = ["not_connected"];
    const first = await giveBack(desk, tradeNo);
    expect(must(desk.payment.refund(first))).toMatchObject({ status: "refused", reason: "never_sent" });
    const second = await giveBack(desk, tradeNo);
    expect(desk.refundStatus(second)).toBe("refunded");
  });
});

describe("two windows", () => {
  test("pressing the same refund at once send it once", async () => {
    const { desk, tradeNo } = await paidDesk();
    expect(begin(desk, tradeNo)).toBe(begin(desk, tradeNo));
    await desk.clock.run(Promise.all(desk.flow.refundDrivers.values()));
    expect(desk.channel.count("refund")).toBe(1);
  });

  test("of two processes, the second finds the first one's refund and asks about it instead of sending", async () => {
    const { desk, tradeNo } = await paidDesk();
    const other = openDesk({ file: desk.file, clock: desk.clock, channel: desk.channel });
    desk.channel.script.answerMs = 3000;
    const first = begin(desk, tradeNo);
    await desk.clock.pass(100);
    expect(begin(other, tradeNo)).toBe(first);
    await desk.clock.run(desk.payment.followRefund(first));
    await desk.clock.run(other.payment.followRefund(first));
    expect(desk.channel.count("refund")).toBe(1);
    expect(given(desk, tradeNo)).toBe(1250);
  });
});
