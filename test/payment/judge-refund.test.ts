// What one answer proves about a refund: status × answer × the way it came.
import { describe, expect, test } from "vitest";
import type { RefundOutcome } from "../../main/channel/channel.ts";
import type { Refund } from "../../main/payment/attempt.ts";
import { type RefundVia, judgeRefund } from "../../main/payment/judge-refund.ts";
import { nextRefundStatus } from "../../main/payment/transitions.ts";
import { fen } from "../../preload/contract/money.ts";
import { unknownCause } from "../../preload/contract/reason.ts";
import { refundStatus } from "../../preload/contract/status.ts";
import { aRefund } from "../support/flow-rows.ts";

const refunded = (amountFen: number | null = 500): RefundOutcome => ({
  kind: "refunded",
  amountFen: amountFen === null ? null : fen(amountFen),
  raw: "REFUNDED",
});
const processing: RefundOutcome = { kind: "processing", raw: "PROCESSING" };
const refused: RefundOutcome = { kind: "refused", reason: "refund_closed", raw: "CLOSED" };
const absent: RefundOutcome = { kind: "absent", raw: "NONE" };
const unknown = (cause: Extract<RefundOutcome, { kind: "unknown" }>["cause"]): RefundOutcome => ({
  kind: "unknown",
  cause,
  raw: cause,
});

type Row = readonly [from: Partial<Refund>, answer: RefundOutcome, via: RefundVia, isOver: boolean, expected: string];

/** The event and what it sets, as one line: `unknown order_missing no=1`. */
function told(
  from: Partial<Refund>,
  answer: RefundOutcome,
  via: RefundVia,
  isOver: boolean,
  isTakenAgain = false,
): string {
  const step = judgeRefund(aRefund(from), answer, via, isOver, isTakenAgain);
  if (!step) return "nothing";
  return [step.event, step.change.reason ?? "-", `no=${step.change.noAnswers}`].join(" ");
}

function table(rows: readonly Row[]): void {
  for (const [from, answer, via, isOver, expected] of rows) {
    const said = answer.kind === "unknown" ? answer.cause : answer.kind;
    const when = isOver ? "later" : "at once";
    test(`${JSON.stringify(from)} × ${said} to a ${via}, ${when} → ${expected}`, () =>
      expect(told(from, answer, via, isOver)).toBe(expected));
  }
}

const sending = { status: "sending" } as const;
const dark = { status: "unknown", reason: "timeout" } as const;
const accepted = { status: "processing" } as const;

describe("the channel's word", () => {
  table([
    [sending, refunded(), "refund", false, "refunded - no=0"],
    [dark, refunded(), "query", false, "refunded - no=0"],
    [accepted, refunded(), "query", false, "refunded - no=0"],
    // Some channels name no amount beside the refund's number.
    [accepted, refunded(null), "query", false, "refunded - no=0"],
    [accepted, refunded(499), "query", false, "unknown amount_differs no=0"],
    [sending, processing, "refund", false, "processing - no=0"],
    [{ ...dark, noAnswers: 1 }, processing, "query", false, "processing - no=0"],
    [sending, refused, "refund", false, "refused refund_closed no=0"],
    [accepted, refused, "query", false, "refused refund_closed no=0"],
    // It may be the refusal of the request before this one, which is still on its way.
    [sending, refused, "query", false, "nothing"],
    [dark, refused, "query", false, "nothing"],
    [sending, refused, "query", true, "refused refund_closed no=0"],
    [dark, refused, "query", true, "refused refund_closed no=0"],
    [{ status: "requested" }, refunded(), "query", false, "nothing"],
    [{ status: "refunded" }, refused, "query", true, "nothing"],
    [{ status: "refused" }, processing, "query", true, "nothing"],
  ]);

  test("where a refused number is taken again, a second copy of an accepted request may be on its way", () => {
    expect(told(accepted, refused, "query", false, true)).toBe("nothing");
    expect(told(accepted, refused, "query", true, true)).toBe("refused refund_closed no=0");
    expect(told(sending, refused, "refund", false, true)).toBe("refused refund_closed no=0");
  });
});

describe("an answer that is missing is never a refusal", () => {
  table([
    [sending, unknown("timeout"), "refund", false, "unknown timeout no=0"],
    [sending, unknown("server_error"), "refund", true, "unknown server_error no=0"],
    [dark, unknown("timeout"), "query", true, "unknown timeout no=0"],
    [accepted, unknown("bad_signature"), "query", true, "unknown bad_signature no=0"],
    [dark, unknown("not_connected"), "query", true, "unknown not_connected no=0"],
  ]);
});

describe("a request that never left is refused, if it was the first", () => {
  table([
    [sending, unknown("not_connected"), "refund", false, "refused never_sent no=0"],
    [sending, unknown("tls_failed"), "refund", false, "refused never_sent no=0"],
    // Sent before with an unknown fate: that the repeat never left says nothing about the first.
    [{ ...sending, reason: "timeout" }, unknown("not_connected"), "refund", true, "unknown not_connected no=0"],
  ]);
});

describe("a refund the channel does not have", () => {
  table([
    [dark, absent, "query", true, "unknown timeout no=1"],
    // Still possibly on its way: that it is not there yet does not count.
    [{ ...dark, noAnswers: 1 }, absent, "query", false, "unknown timeout no=1"],
    // However often it is not there, a lost request was not refused: it may be sent again under its number.
    [{ ...dark, noAnswers: 1 }, absent, "query", true, "unknown timeout no=2"],
    [{ ...dark, noAnswers: 2 }, absent, "query", true, "unknown timeout no=3"],
    [sending, absent, "query", true, "unknown order_missing no=1"],
    // Accepted once, it exists, whatever a slow book says.
    [{ ...accepted, noAnswers: 5 }, absent, "query", true, "unknown order_missing no=5"],
  ]);
});

describe("an answered failure and its absence are two answers that agree", () => {
  table([
    [sending, unknown("failure_answered"), "refund", false, "unknown failure_answered no=1"],
    // A no to the second request says nothing of the first, which was lost.
    [{ ...sending, reason: "timeout" }, unknown("failure_answered"), "refund", false, "unknown timeout no=0"],
    // "System error" to a question is no answer to the request: what was lost stays lost.
    [dark, unknown("failure_answered"), "query", true, "unknown timeout no=0"],
    [{ ...dark, noAnswers: 1 }, unknown("failure_answered"), "query", true, "unknown timeout no=1"],
    [sending, unknown("failure_answered"), "query", false, "unknown server_error no=0"],
    [
      { status: "unknown", reason: "failure_answered", noAnswers: 1 },
      absent,
      "query",
      false,
      "refused refund_refused no=2",
    ],
    // A question that failed between them does not make the failure forgotten.
    [
      { status: "unknown", reason: "failure_answered", noAnswers: 1 },
      unknown("timeout"),
      "query",
      false,
      "unknown failure_answered no=1",
    ],
  ]);
});

describe("over every status and answer", () => {
  const answers = [
    refunded(),
    refunded(1),
    refunded(null),
    processing,
    refused,
    absent,
    ...unknownCause.options.map(unknown),
  ];
  const all = refundStatus.options.flatMap((status) =>
    answers.flatMap((answer) =>
      (["refund", "query"] as const).flatMap((via) =>
        [false, true].flatMap((isOver) =>
          [0, 1, 2].flatMap((noAnswers) =>
            [false, true].map((isTakenAgain) => ({
              refund: aRefund({ status, noAnswers, reason: "timeout" }),
              answer,
              via,
              isOver,
              isTakenAgain,
            })),
          ),
        ),
      ),
    ),
  );
  const steps = all.map((one) => {
    const step = judgeRefund(one.refund, one.answer, one.via, one.isOver, one.isTakenAgain);
    return { ...one, to: step && nextRefundStatus(one.refund.status, step.event), step };
  });

  test("no answer asks for a step the table forbids", () => {
    expect(steps.filter(({ step, to }) => step !== null && to === null)).toEqual([]);
  });
  test("refunded only by an answer that says so, of our amount or of none", () => {
    const wrong = steps.filter(
      ({ to, answer }) => to === "refunded" && !(answer.kind === "refunded" && (answer.amountFen ?? 500) === 500),
    );
    expect(wrong).toEqual([]);
  });
  test("refused only by a refusal, or by an absence that was seen before", () => {
    const wrong = steps.filter(
      ({ to, answer, refund }) =>
        to === "refused" && answer.kind !== "refused" && !(answer.kind === "absent" && refund.noAnswers > 0),
    );
    expect(wrong).toEqual([]);
  });
});

describe("a refund we had called refused", () => {
  const turnedDown: Partial<Refund> = { status: "refused", reason: "refund_refused" };
  table([
    [turnedDown, refunded(), "query", true, "late_refunded - no=0"],
    [turnedDown, refunded(null), "query", true, "late_refunded - no=0"],
    [turnedDown, refunded(499), "query", true, "nothing"],
    [turnedDown, absent, "query", true, "nothing"],
    [turnedDown, unknown("timeout"), "query", true, "nothing"],
  ]);
});
