// What a verified notice may do, status by status: only money is believed, and only where no cancel of ours has left.
import { describe, expect, test } from "vitest";
import type { Outcome, RefundOutcome } from "../../main/channel/channel.ts";
import { judge } from "../../main/payment/judge.ts";
import { type Told, tellPayment, tellRefund } from "../../main/payment/notice.ts";
import { addNumber } from "./notice-rows.ts";
import { type AttemptStatus, attemptStatus, refundStatus } from "../../preload/contract/status.ts";
import { fen } from "../../preload/contract/money.ts";
import { CODE, must, openDesk } from "../support/flow-desk.ts";
import { anAttempt, awaiting, cancelled, closed, declined, paid, unknown } from "../support/flow-rows.ts";

const NOT_PAID: readonly Outcome[] = [declined, awaiting, cancelled, closed, unknown("turned_to_refund", true)];

describe("judge", () => {
  test.each(attemptStatus.options)("no notice but a paid one makes a step out of %s", (status) => {
    for (const outcome of NOT_PAID)
      expect(judge(anAttempt({ status, unclear: true }), outcome, "notice", true)).toBeNull();
  });

  test("a notice is no question: it is not counted as one, and the journal says what it was", () => {
    const step = judge(anAttempt({ status: "unknown", asked: 4 }), paid(), "notice", false);
    expect(step).toMatchObject({ event: "paid", change: { asked: 4 }, detail: { by: "notice", amountFen: 1250 } });
  });
});

// created and the finished ones have their own rules below.
const PAYMENTS: readonly (readonly [AttemptStatus, paid: Told, other: Told, amountless: Told, notPaid: Told])[] = [
  ["created", "ask", "ask", "ask", "ask"],
  ["sending", "recorded", "recorded", "ask", "ask"],
  ["awaiting_payer", "recorded", "recorded", "ask", "ask"],
  ["unknown", "recorded", "recorded", "ask", "ask"],
  ["cancelling", "ask", "ask", "ask", "ask"],
  ["needs_review", "ask", "ask", "ask", "ask"],
  ["paid", "known", "differs", "known", "known"],
  ["declined", "ask", "ask", "ask", "known"],
  ["cancelled", "ask", "ask", "ask", "known"],
];

describe("payments", () => {
  test.each(PAYMENTS)("%s", (status, ...expected) => {
    const told = [paid(), paid(1), paid(null), awaiting].map((outcome) => {
      const desk = openDesk();
      const number = addNumber(desk, status);
      const before = desk.attempt(number);
      const answer = tellPayment(desk.flow, number, outcome);
      if (answer !== "recorded") expect(desk.attempt(number)).toEqual(before);
      expect(desk.problems()).toEqual([]);
      return answer;
    });
    expect(told).toEqual(expected);
  });

  test("every status stands in the table", () => {
    expect(PAYMENTS.map(([status]) => status).sort()).toEqual([...attemptStatus.options].sort());
  });

  test("another amount is recorded once, and known from then on; the right amount still has to be asked about", () => {
    const desk = openDesk();
    const number = addNumber(desk, "awaiting_payer");
    expect([paid(1), paid(1), paid()].map((outcome) => tellPayment(desk.flow, number, outcome))).toEqual([
      "recorded",
      "known",
      "ask",
    ]);
    expect(desk.attempt(number)).toMatchObject({ status: "needs_review", exception: "amount_mismatch" });
  });
});

const went = (amountFen: number | null): RefundOutcome => ({
  kind: "refunded",
  amountFen: amountFen === null ? null : fen(amountFen),
  raw: "0",
});
const REFUNDS: readonly (readonly [string, went: Told, other: Told, amountless: Told, not: Told])[] = [
  ["requested", "not_recorded", "differs", "ask", "ask"],
  ["sending", "recorded", "differs", "ask", "ask"],
  ["processing", "recorded", "differs", "ask", "ask"],
  ["unknown", "recorded", "differs", "ask", "ask"],
  ["refunded", "known", "differs", "known", "known"],
  ["refused", "recorded", "differs", "differs", "known"],
];

describe("refunds", () => {
  test.each(REFUNDS)("%s", async (status, ...expected) => {
    const outcomes: readonly RefundOutcome[] = [
      went(300),
      went(1),
      went(null),
      { kind: "refused", reason: "refund_closed", raw: "2" },
    ];
    const told: Told[] = [];
    for (const outcome of outcomes) {
      const desk = openDesk();
      const { tradeNo } = await desk.pay();
      const number = must(desk.payment.startRefund({ tradeNo, amountFen: fen(300), why: "broken" }));
      desk.store.write((tx) => tx.run("UPDATE refunds SET status = ? WHERE refund_no = ?", status, number));
      const answer = tellRefund(desk.flow, number, outcome);
      told.push(answer);
      expect(desk.refundStatus(number)).toBe(answer === "recorded" ? "refunded" : status);
    }
    expect(told).toEqual(expected);
  });

  test("what was called refused and went back after all is gone from what may be given back", async () => {
    const desk = openDesk();
    const { tradeNo } = await desk.pay();
    const first = must(desk.payment.startRefund({ tradeNo, amountFen: fen(1000), why: "broken" }));
    desk.store.write((tx) => tx.run("UPDATE refunds SET status = 'refused' WHERE refund_no = ?", first));
    expect(tellRefund(desk.flow, first, went(1000))).toBe("recorded");
    expect(tellRefund(desk.flow, first, went(1000))).toBe("known");
    expect(desk.payment.startRefund({ tradeNo, amountFen: fen(1000), why: "broken" })).toMatchObject({
      failure: { code: "refund_more_than_left", detail: "250" },
    });
  });

  test("what cannot have gone back beside another refund of the same money changes nothing", async () => {
    const desk = openDesk();
    const { tradeNo } = await desk.pay();
    const first = must(desk.payment.startRefund({ tradeNo, amountFen: null, why: "broken" }));
    desk.store.write((tx) => tx.run("UPDATE refunds SET status = 'refused' WHERE refund_no = ?", first));
    const second = must(desk.payment.startRefund({ tradeNo, amountFen: fen(1000), why: "broken" }));
    expect(second).not.toBe(first);
    expect(tellRefund(desk.flow, first, went(1250))).toBe("differs");
    expect(desk.refundStatus(first)).toBe("refused");
  });

  test("every status stands in the table", () => {
    expect(REFUNDS.map(([status]) => status).sort()).toEqual([...refundStatus.options].sort());
  });
});

describe("whoever follows the attempt", () => {
  test("wakes at once and asks no more", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    const { tradeNo, driver } = must(desk.payment.collect(desk.sale(), CODE));
    await desk.clock.pass(1000);
    expect(tellPayment(desk.flow, tradeNo, paid())).toBe("recorded");
    expect(await desk.clock.run(driver.done)).toMatchObject({ status: "paid" });
    expect(desk.clock.monotonic()).toBe(1000);
    expect(desk.channel.count("query")).toBe(0);
    expect(desk.logged).toEqual([]);
  });

  test("takes a QR's answer that comes after the notice for what it is: old", async () => {
    const desk = openDesk();
    const { tradeNo, driver } = must(desk.payment.showQr(desk.sale(), "wechat"));
    await desk.clock.pass(10);
    expect(tellPayment(desk.flow, tradeNo, paid())).toBe("recorded");
    expect(await desk.clock.run(driver.done)).toMatchObject({ status: "paid" });
    expect(desk.history(tradeNo)).toEqual(["created", "send", "paid"]);
    expect(desk.logged).toEqual([]);
  });

  test("finds a refund finished and does not ask for it again", async () => {
    const desk = openDesk();
    const { tradeNo } = await desk.pay();
    desk.channel.script.refundQuestions = 1000;
    const number = must(desk.payment.startRefund({ tradeNo, amountFen: fen(300), why: "broken" }));
    await desk.clock.pass(500);
    expect(desk.refundStatus(number)).toBe("processing");
    expect(tellRefund(desk.flow, number, went(300))).toBe("recorded");
    await desk.clock.run(desk.payment.followRefund(number));
    expect(desk.channel.count("refundQuery")).toBe(0);
    expect(desk.logged).toEqual([]);
  });
});
