// What one answer proves, as tables: status × answer × the way it came. What is not in a table here is covered by the
// rules over every combination in judge-rules.test.ts.
import { describe, expect, test } from "vitest";
import type { Outcome } from "../../main/channel/channel.ts";
import type { Attempt } from "../../main/payment/attempt.ts";
import { type Via, judge } from "../../main/payment/judge.ts";
import { attemptStatus } from "../../preload/contract/status.ts";
import { anAttempt, awaiting, cancelled, closed, declined, paid, unknown } from "../support/flow-rows.ts";

type Row = readonly [from: Partial<Attempt>, answer: Outcome, via: Via, expected: string];

/** The event and what it sets, as one line: `unpaid reversed answers=1 confirmed`. */
function told(from: Partial<Attempt>, answer: Outcome, via: Via, missingCounts = true): string {
  const step = judge(anAttempt(from), answer, via, missingCounts);
  if (!step) return "nothing";
  const { reason, exception, unclear, unpaidAnswers, cancelConfirmed } = step.change;
  const words: string[] = [step.event];
  if (reason) words.push(reason);
  if (exception) words.push(`!${exception}`);
  if (unclear) words.push("unclear");
  if (unpaidAnswers !== undefined) words.push(`answers=${unpaidAnswers}`);
  if (cancelConfirmed) words.push("confirmed");
  return words.join(" ");
}

function table(rows: readonly Row[]): void {
  for (const [from, answer, via, expected] of rows) {
    const { status = "sending", ...rest } = from;
    const cause = answer.kind === "unknown" ? ` ${answer.cause}${answer.byHand ? " by hand" : ""}` : "";
    const amount = answer.kind === "paid" ? ` ${answer.amountFen ?? "no amount"}` : "";
    const name = `${status} ${JSON.stringify(rest)} × ${answer.kind}${cause}${amount} to a ${via} → ${expected}`;
    test(name, () => expect(told(from, answer, via)).toBe(expected));
  }
}

const sending = { status: "sending" } as const;
const waiting = { status: "awaiting_payer" } as const;
const dark = { status: "unknown", unclear: true } as const;
const off = { status: "cancelling" } as const;
const darkOff = { status: "cancelling", unclear: true } as const;
const review = { status: "needs_review", unclear: true, reason: "state_needs_a_person" } as const;

describe("the answer to the charge itself is definite on its own", () => {
  table([
    [sending, paid(), "charge", "paid"],
    [sending, declined, "charge", "declined balance_low"],
    [sending, closed, "charge", "declined closed"],
    [sending, cancelled, "charge", "declined reversed"],
    [sending, awaiting, "charge", "awaiting answers=0"],
    [sending, unknown("timeout"), "charge", "unknown timeout unclear"],
    [sending, unknown("server_error"), "charge", "unknown server_error unclear"],
    [sending, unknown("bad_signature"), "charge", "unknown bad_signature unclear"],
    [sending, unknown("other_order"), "charge", "unknown other_order unclear"],
    [sending, unknown("failure_answered"), "charge", "unknown failure_answered unclear"],
    [sending, unknown("order_missing"), "charge", "unknown order_missing unclear"],
    [sending, unknown("state_needs_a_person", true), "charge", "review state_needs_a_person unclear"],
  ]);
});

describe("not connected means never sent for a charge, and nothing at all for a question", () => {
  table([
    [sending, unknown("not_connected"), "charge", "cancelled never_sent"],
    [sending, unknown("tls_failed"), "charge", "cancelled never_sent"],
    [dark, unknown("not_connected"), "query", "unknown not_connected unclear"],
    [waiting, unknown("tls_failed"), "query", "unknown tls_failed unclear"],
    [off, unknown("not_connected"), "query", "unknown not_connected unclear"],
    [off, unknown("not_connected"), "cancel", "unknown not_connected unclear"],
  ]);
});

describe("paid needs our exact amount", () => {
  for (const status of attemptStatus.options) {
    const isFinal = status === "created" || status === "paid" || status === "declined" || status === "cancelled";
    test(`${status}: success without an amount is not paid`, () =>
      expect(told({ status }, paid(null), "query")).toBe(
        isFinal ? "nothing" : "unknown amount_missing unclear answers=0",
      ));
    const wrong = isFinal ? "nothing" : "review amount_differs !amount_mismatch unclear answers=0";
    const calledOff = status === "declined" || status === "cancelled";
    test(`${status}: one fen less is not paid`, () =>
      expect(told({ status }, paid(1249), "query")).toBe(calledOff ? "late_mismatch !amount_mismatch" : wrong));
  }

  test("late money of another amount is said once, and stands as an exception", () =>
    expect(told({ status: "cancelled", exception: "amount_mismatch" }, paid(1249), "query")).toBe("nothing"));
});

describe("paid", () => {
  table([
    [{ status: "created" }, paid(), "query", "nothing"],
    [waiting, paid(), "query", "paid"],
    [dark, paid(), "query", "paid"],
    [off, paid(), "query", "paid"],
    [darkOff, paid(), "cancel", "paid"],
    [review, paid(), "query", "paid"],
    [{ status: "paid" }, paid(), "query", "nothing"],
    [{ status: "declined" }, paid(), "query", "late_paid !paid_late"],
    [{ status: "cancelled" }, paid(), "query", "late_paid !paid_late"],
  ]);
});

describe("paid after a confirmed cancel is a contradiction while calling off, and late money afterwards", () => {
  table([
    [
      { ...darkOff, cancelConfirmed: true, unpaidAnswers: 1 },
      paid(),
      "query",
      "unknown contradiction unclear answers=0",
    ],
    [
      { ...darkOff, cancelConfirmed: true, unpaidAnswers: 1 },
      paid(),
      "cancel",
      "unknown contradiction unclear answers=0",
    ],
    [{ ...review, cancelConfirmed: true }, paid(), "query", "paid !paid_late"],
  ]);
});

describe("not paid: one answer is enough while everything was clear", () => {
  table([
    [waiting, declined, "query", "declined balance_low answers=1"],
    [waiting, closed, "query", "declined closed answers=1"],
    [waiting, cancelled, "query", "declined reversed answers=1"],
    [off, cancelled, "cancel", "cancelled reversed answers=1 confirmed"],
    [off, closed, "cancel", "cancelled closed answers=1 confirmed"],
    [off, declined, "query", "cancelled balance_low answers=1"],
  ]);
});

describe("not paid: after an unclear answer two must agree", () => {
  table([
    [dark, declined, "query", "unpaid balance_low answers=1"],
    [dark, closed, "query", "unpaid closed answers=1"],
    [{ ...dark, unpaidAnswers: 1 }, closed, "query", "declined closed answers=2"],
    [darkOff, cancelled, "cancel", "unpaid reversed answers=1 confirmed"],
    [{ ...darkOff, unpaidAnswers: 1 }, cancelled, "cancel", "cancelled reversed answers=2 confirmed"],
    [{ ...darkOff, unpaidAnswers: 1, cancelConfirmed: true }, closed, "query", "cancelled closed answers=2 confirmed"],
    [review, cancelled, "cancel", "unpaid reversed answers=1 confirmed"],
    [{ ...review, unpaidAnswers: 1 }, closed, "query", "declined closed answers=2"],
    [{ ...review, unpaidAnswers: 1, cancelConfirmed: true }, closed, "query", "cancelled closed answers=2 confirmed"],
    // The charge itself is still unanswered: nothing said before its answer counts.
    [sending, closed, "query", "unknown closed unclear"],
  ]);
});

describe("the payer may still pay", () => {
  table([
    [dark, awaiting, "query", "awaiting answers=0"],
    [{ ...dark, unpaidAnswers: 1 }, awaiting, "query", "awaiting answers=0"],
    // Right before a cancel, "not paid so far" is one of the two answers.
    [darkOff, awaiting, "query", "awaiting answers=1"],
    [review, awaiting, "query", "awaiting answers=0"],
  ]);

  test("what was unclear before is over once the channel speaks of a payer", () => {
    expect(judge(anAttempt({ ...dark, reason: "timeout" }), awaiting, "query", true)?.change.reason).toBe(null);
  });
  test("why a person must look stays, whatever the network does meanwhile", () => {
    expect(told(review, unknown("timeout"), "query")).toBe("unknown state_needs_a_person unclear");
    expect(judge(anAttempt(review), awaiting, "query", true)?.change).not.toHaveProperty("reason");
  });
});

describe("an order the channel does not have", () => {
  table([
    [waiting, unknown("order_missing"), "query", "unknown order_missing unclear"],
    [dark, unknown("order_missing"), "query", "unknown order_missing unclear"],
    [{ ...dark, unpaidAnswers: 1 }, unknown("order_missing"), "query", "unknown order_missing unclear"],
    [review, unknown("order_missing"), "query", "unknown state_needs_a_person unclear"],
    [off, unknown("order_missing"), "query", "unpaid not_received answers=1"],
    [darkOff, unknown("order_missing"), "query", "unpaid not_received answers=1"],
    [{ ...darkOff, unpaidAnswers: 1 }, unknown("order_missing"), "cancel", "cancelled not_received answers=2"],
    // One that the channel has given a number was there, and is gone only after our cancel was confirmed.
    [
      { ...darkOff, unpaidAnswers: 1, channelTradeNo: "C1" },
      unknown("order_missing"),
      "query",
      "unknown order_missing unclear",
    ],
    [
      { ...darkOff, unpaidAnswers: 1, channelTradeNo: "C1", cancelConfirmed: true },
      unknown("order_missing"),
      "query",
      "cancelled not_received answers=2 confirmed",
    ],
  ]);

  test("it counts only so long after the charge that the charge cannot be on its way", () => {
    expect(told({ ...darkOff, unpaidAnswers: 1 }, unknown("order_missing"), "query", false)).toBe(
      "unknown order_missing unclear",
    );
  });
});

describe("money on its way back is our own cancel, once that was confirmed, and else a person's to judge", () => {
  const turned = unknown("turned_to_refund", true);
  table([
    [waiting, turned, "query", "review turned_to_refund unclear"],
    [darkOff, turned, "query", "review turned_to_refund unclear"],
    [
      { ...darkOff, cancelConfirmed: true, unpaidAnswers: 1 },
      turned,
      "query",
      "cancelled reversed answers=2 confirmed",
    ],
    [{ ...review, cancelConfirmed: true, unpaidAnswers: 1 }, turned, "query", "cancelled reversed answers=2 confirmed"],
  ]);
});

describe("what is kept of an answer", () => {
  test("its raw words, at most 200 characters of them", () => {
    const step = judge(anAttempt(), { ...awaiting, raw: "x".repeat(500) }, "charge", true);
    expect(step?.change.raw).toHaveLength(200);
    expect(step?.detail.raw).toHaveLength(200);
  });
  test("questions are counted, charges and cancels are not", () => {
    const asked = (via: Via) => judge(anAttempt({ status: "unknown", asked: 4 }), awaiting, via, true)?.change.asked;
    expect([asked("query"), asked("charge"), asked("cancel")]).toEqual([5, 4, 4]);
  });
  test("the channel's number and wallet", () => {
    const answer = { ...paid(), wallet: "alipay" } as Outcome;
    expect(judge(anAttempt(), answer, "charge", true)?.change).toMatchObject({
      channelTradeNo: "C1",
      wallet: "alipay",
    });
  });
});

test("the wallet's number that an unclear answer lets slip is kept for the person who will look", () => {
  const outcome = { ...unknown("server_error"), walletTradeNo: "4200001" } as Outcome;
  expect(judge(anAttempt(), outcome, "charge", false)).toMatchObject({
    event: "unknown",
    change: { settlement: { walletTradeNo: "4200001", realFen: null } },
  });
});
