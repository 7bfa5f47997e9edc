// The rules that hold over every combination, and over random histories: nothing but the channel's own proof makes an
// attempt paid or unpaid.
import { describe, expect, test } from "vitest";
import type { Outcome } from "../../main/channel/channel.ts";
import type { Attempt } from "../../main/payment/attempt.ts";
import type { AttemptChange } from "../../main/store/attempts.ts";
import { type Via, judge } from "../../main/payment/judge.ts";
import { ATTEMPT_EVENTS, nextAttemptStatus } from "../../main/payment/transitions.ts";
import { unknownCause } from "../../preload/contract/reason.ts";
import { type AttemptStatus, attemptStatus, isOpen } from "../../preload/contract/status.ts";
import { anAttempt, awaiting, cancelled, chance, closed, declined, paid, unknown } from "../support/flow-rows.ts";

const VIAS: readonly Via[] = ["charge", "query", "cancel"];
const CAUSES = unknownCause.options;
const ANSWERS: readonly Outcome[] = [
  paid(),
  paid(1249),
  paid(null),
  declined,
  awaiting,
  cancelled,
  closed,
  ...CAUSES.map((cause) => unknown(cause)),
  ...CAUSES.map((cause) => unknown(cause, true)),
];

type Case = { readonly attempt: Attempt; readonly answer: Outcome; readonly via: Via; readonly missingCounts: boolean };

function* everyCase(): Generator<Case> {
  for (const status of attemptStatus.options)
    for (const unclear of [false, true])
      for (const cancelConfirmed of [false, true])
        for (const unpaidAnswers of [0, 1, 2])
          for (const via of VIAS)
            for (const missingCounts of [false, true])
              for (const answer of ANSWERS)
                yield {
                  attempt: anAttempt({ status, unclear, cancelConfirmed, unpaidAnswers }),
                  answer,
                  via,
                  missingCounts,
                };
}

const show = ({ attempt: { status, unclear, cancelConfirmed, unpaidAnswers }, answer, via }: Case) =>
  JSON.stringify({ status, unclear, cancelConfirmed, unpaidAnswers, answer, via });

/** Every case in which `broken` holds, as text; the rule is that there is none. */
function cases(broken: (one: Case, to: string | null, event: string | null) => boolean): string[] {
  const found: string[] = [];
  for (const one of everyCase()) {
    const step = judge(one.attempt, one.answer, one.via, one.missingCounts);
    const to = step && nextAttemptStatus(one.attempt.status, step.event);
    if (broken(one, to, step?.event ?? null)) found.push(show(one));
  }
  return found.slice(0, 5);
}

describe("over every status, answer and way it came", () => {
  test("no answer asks for a step the table forbids", () => {
    expect(cases((_one, to, event) => event !== null && to === null)).toEqual([]);
    expect(ATTEMPT_EVENTS.length).toBeGreaterThan(0);
  });

  test("nothing becomes paid without a paid answer about our exact amount", () => {
    const isProof = ({ answer, attempt }: Case) => answer.kind === "paid" && answer.amountFen === attempt.amountFen;
    expect(cases((one, to) => to === "paid" && one.attempt.status !== "paid" && !isProof(one))).toEqual([]);
  });

  test("our exact amount makes every sent attempt paid, but for a cancel already confirmed", () => {
    const isPaid = ({ answer, attempt }: Case) => answer.kind === "paid" && answer.amountFen === attempt.amountFen;
    const excused = ({ attempt: { status, cancelConfirmed } }: Case) =>
      status === "created" || status === "paid" || (status === "cancelling" && cancelConfirmed);
    expect(cases((one, to) => isPaid(one) && to !== "paid" && !excused(one))).toEqual([]);
  });

  test("a question that was not answered ends nothing", () => {
    const isSilence = ({ answer, via }: Case) =>
      answer.kind === "unknown" && via !== "charge" && !["order_missing", "turned_to_refund"].includes(answer.cause);
    expect(cases((one, to) => isSilence(one) && to !== null && !isOpen(attemptStatus.parse(to)))).toEqual([]);
  });

  test("a charge that may have left is never ended by silence", () => {
    const mayHaveLeft = ({ answer, via }: Case) =>
      answer.kind === "unknown" &&
      via === "charge" &&
      !["not_connected", "tls_failed", "turned_to_refund"].includes(answer.cause);
    const ends = (to: string | null) => to === "declined" || to === "cancelled";
    expect(cases((one, to) => mayHaveLeft(one) && one.attempt.status === "sending" && ends(to))).toEqual([]);
  });

  test("after an unclear answer, one not-paid answer to a question or a cancel ends nothing", () => {
    const isFirst = ({ attempt, via }: Case) => attempt.unclear && attempt.unpaidAnswers === 0 && via !== "charge";
    const ends = (to: string | null) => to === "declined" || to === "cancelled";
    expect(cases((one, to) => isFirst(one) && isOpen(one.attempt.status) && ends(to))).toEqual([]);
  });

  test("once unclear, always unclear; and no answer lowers how often we asked", () => {
    const lowered = (one: Case): boolean => {
      const step = judge(one.attempt, one.answer, one.via, one.missingCounts);
      return step?.change.unclear === false || (step?.change.asked ?? 0) < one.attempt.asked;
    };
    expect(cases((one) => lowered(one))).toEqual([]);
  });
});

type Said = { readonly answer: Outcome; readonly via: Via };

const stopped = (attempt: Attempt): Attempt => ({ ...attempt, status: "cancelling", unpaidAnswers: 0 });
const moved = (attempt: Attempt, change: AttemptChange, status: AttemptStatus): Attempt => ({
  ...attempt,
  ...change,
  status,
});

/** One random life of an attempt, as the flow lives it: a charge's answer, questions, then perhaps calling off. */
function live(seed: number): { attempt: Attempt; said: Said[] } {
  const below = chance(seed);
  let attempt = anAttempt();
  const said: Said[] = [];
  // The first seven answers are the definite ones: half of all picks, so that histories end.
  const pick = (): Outcome => ANSWERS[below(below(2) === 0 ? 7 : ANSWERS.length)] ?? awaiting;
  const turns = 1 + below(12);
  for (let turn = 0; turn < turns && isOpen(attempt.status); turn++) {
    const canStop = attempt.status === "awaiting_payer" || attempt.status === "unknown";
    if (canStop && below(3) === 0) attempt = stopped(attempt);
    const isOff = attempt.status === "cancelling" || attempt.status === "needs_review";
    const via: Via = attempt.status === "sending" ? "charge" : isOff && below(2) === 0 ? "cancel" : "query";
    const answer = pick();
    const step = judge(attempt, answer, via, true);
    if (!step) continue;
    const status = nextAttemptStatus(attempt.status, step.event);
    if (!status) throw new Error(`${attempt.status} × ${step.event}`);
    said.push({ answer, via });
    attempt = moved(attempt, step.change, status);
  }
  return { attempt, said };
}

const saysNotPaid = ({ answer, via }: Said): boolean => {
  if (answer.kind === "declined" || answer.kind === "closed" || answer.kind === "cancelled") return true;
  if (answer.kind !== "unknown") return false;
  return via !== "charge" && (answer.cause === "order_missing" || answer.cause === "turned_to_refund");
};
const saysNoMoneyYet = (one: Said): boolean => saysNotPaid(one) || one.answer.kind === "awaiting";

describe("over 20,000 random histories", () => {
  const lives = Array.from({ length: 20_000 }, (_, seed) => ({ seed, ...live(seed) }));

  test("they reach every end", () => {
    expect(new Set(lives.map(({ attempt }) => attempt.status))).toEqual(
      new Set(["paid", "declined", "cancelled", "needs_review", "awaiting_payer", "unknown", "cancelling"]),
    );
  });

  test("paid only ever follows a paid answer with our exact amount", () => {
    const wrong = lives.filter(({ attempt, said }) => {
      const last = said.at(-1)?.answer;
      return attempt.status === "paid" && !(last?.kind === "paid" && last.amountFen === attempt.amountFen);
    });
    expect(wrong.map(({ seed }) => seed)).toEqual([]);
  });

  test("unpaid only ever follows the charge's own no, a request that never left, a clear no, or two answers that agree", () => {
    const isProved = (said: readonly Said[]): boolean => {
      const [charge, ...later] = said;
      if (!charge) return false;
      if (later.length === 0) {
        const never = charge.answer.kind === "unknown" && ["not_connected", "tls_failed"].includes(charge.answer.cause);
        return never || saysNotPaid(charge);
      }
      const last = said.at(-1);
      if (!last || !saysNotPaid(last)) return false;
      const wasClear = said.slice(0, -1).every(({ answer }) => answer.kind === "awaiting");
      const agreeing = later.filter(saysNoMoneyYet).length;
      return wasClear || agreeing >= 2;
    };
    const ended = lives.filter(({ attempt }) => attempt.status === "declined" || attempt.status === "cancelled");
    expect(ended.filter(({ said }) => !isProved(said)).map(({ seed }) => seed)).toEqual([]);
    expect(ended.length).toBeGreaterThan(1000);
  });

  test("an answer that spoke of money is never outvoted by earlier ones", () => {
    const wrong = lives.filter(({ attempt, said }) => {
      if (attempt.status !== "declined" && attempt.status !== "cancelled") return false;
      const lastMoney = said.findLastIndex(({ answer }) => answer.kind === "paid");
      return lastMoney >= 0 && said.slice(lastMoney + 1).filter(saysNoMoneyYet).length < 2;
    });
    expect(wrong.map(({ seed }) => seed)).toEqual([]);
  });
});
