// Turns an answer into a step on disk. The only way an answer of a channel reaches an attempt: charge, query,
// cancel and notice all come through here, so that all are held to the same proof.
import type { TradeNo } from "../../preload/contract/ids.ts";
import { addFen } from "../../preload/contract/money.ts";
import type { Outcome } from "../channel/channel.ts";
import { type AttemptChange, advance, attemptByNo, attemptsOfOrder, isNumberTaken } from "../store/attempts.ts";
import { orderById } from "../store/orders.ts";
import { StoreCannotWrite, type Writer } from "../store/open.ts";
import { queuePrint } from "../store/print-jobs.ts";
import type { Attempt } from "./attempt.ts";
import { dueOf } from "./due.ts";
import { type Flow, announce } from "./flow.ts";
import { type Step, type Via, judge } from "./judge.ts";
import { nextAttemptStatus } from "./transitions.ts";
import { onEntering, wakeWatch } from "./watch-plan.ts";

/**
 * Judges the answer against the attempt as it stands on disk now, and writes the step: status, event and receipt
 * in one transaction. A store that cannot write leaves the attempt as it was: it stays open and is asked again.
 * `missingCounts`: see `judge`.
 */
export function settle(
  flow: Flow,
  tradeNo: TradeNo,
  outcome: Outcome,
  via: Via,
  missingCounts = false,
  isQuiet = false,
): Attempt {
  try {
    const settled = flow.store.write((tx) => applyAnswer(tx, flow, tradeNo, outcome, { via, missingCounts, isQuiet }));
    if (settled.moved) announce(flow, tradeNo);
    return settled.attempt;
  } catch (error) {
    if (!(error instanceof StoreCannotWrite)) throw error;
    flow.log.error("settle.cannot_write", error);
    return mustRead(flow, tradeNo);
  }
}

export type Manner = {
  readonly via: Via;
  readonly missingCounts?: boolean;
  /** An answer that changes nothing writes no event: nobody was waiting for it. */
  readonly isQuiet?: boolean;
  /** Asked by the late-success watch: whatever turns out paid now is late. */
  readonly isWatch?: boolean;
};

/** Judges an answer and writes its step, inside a transaction. */
export function applyAnswer(
  tx: Writer,
  flow: Flow,
  tradeNo: TradeNo,
  outcome: Outcome,
  { via, missingCounts = false, isQuiet = false, isWatch = false }: Manner,
): { readonly attempt: Attempt; readonly moved: boolean } {
  const attempt = attemptByNo(tx, tradeNo);
  if (!attempt) throw new Error(`no attempt ${tradeNo}`);
  const step = judge(attempt, notAnothers(tx, attempt, withoutPayCode(attempt, outcome)), via, missingCounts);
  if (!step || (isQuiet && !changesSomething(attempt, step))) return { attempt, moved: false };
  const isLate = isWatch && step.event === "paid";
  const told = isLate ? { ...step, change: { exception: "paid_late" as const, ...step.change } } : step;
  return { attempt: applyStep(tx, flow, attempt, told), moved: true };
}

/** Writes a step with all that hangs on it: the duplicate, the schedule of the watch, the receipt. */
export function applyStep(tx: Writer, flow: Flow, attempt: Attempt, step: Step): Attempt {
  const at = flow.clock.now();
  const next = advance(tx, attempt, { ...scheduled(flow, attempt, withDuplicate(tx, attempt, step), at), at });
  queueReceipt(tx, next, at);
  // Nobody is asked any more: the customer gets a slip that says so.
  if (next.status === "needs_review" && attempt.status !== "needs_review") queuePrint(tx, "unknown", next.tradeNo, at);
  if (next.watchAt !== attempt.watchAt) wakeWatch(flow);
  return next;
}

const TELLING = [
  "exception",
  "unpaidAnswers",
  "cancelConfirmed",
  "channelTradeNo",
  "reason",
] as const satisfies readonly (keyof AttemptChange)[];

const changesSomething = (attempt: Attempt, { event, change }: Step): boolean =>
  nextAttemptStatus(attempt.status, event) !== attempt.status ||
  TELLING.some((name) => change[name] !== undefined && change[name] !== attempt[name]);

/** With the end of an attempt begins the watch for late money; with the money it ends. */
function scheduled(flow: Flow, attempt: Attempt, step: Step, at: number): Step {
  const to = nextAttemptStatus(attempt.status, step.event);
  if (to === null || to === attempt.status) return step;
  return { ...step, change: { ...step.change, ...onEntering(flow, { ...attempt, ...step.change }, to, at) } };
}

/** The receipt is the order's: it is printed once nothing is due, for the attempt that made it so. */
export function queueReceipt(tx: Writer, attempt: Attempt, at: number): void {
  if (attempt.status !== "paid") return;
  const order = orderById(tx, attempt.orderId);
  if (order && dueOf(tx, order).dueFen === 0) queuePrint(tx, "sale", attempt.tradeNo, at);
}

/** The shape of a pay code (facts §6.1). */
const PAY_CODE = /^(?:1[0-5]|2[5-9]|30|62|01)\d{14,22}$/;

/** A channel that hands the customer's code back as its own number would have it kept, printed and shown. */
function withoutPayCode(attempt: Attempt, outcome: Outcome): Outcome {
  if (!("channelTradeNo" in outcome) || outcome.channelTradeNo === undefined || attempt.codeTail === null)
    return outcome;
  const { channelTradeNo: number, ...rest } = outcome;
  return PAY_CODE.test(number) && number.endsWith(attempt.codeTail) ? rest : outcome;
}

/** One payment of the channel proves one attempt: a number that another attempt carries speaks of that one. */
function notAnothers(tx: Writer, attempt: Attempt, outcome: Outcome): Outcome {
  if (outcome.kind !== "paid" || outcome.channelTradeNo === undefined) return outcome;
  if (!isNumberTaken(tx, attempt, outcome.channelTradeNo)) return outcome;
  return { kind: "unknown", cause: "other_order", raw: outcome.raw, byHand: true };
}

/** Money beyond what the order owes stands as an exception, whoever is to blame. */
function withDuplicate(tx: Writer, attempt: Attempt, step: Step): Step {
  if (step.event !== "paid" && step.event !== "late_paid" && step.event !== "resolved_paid") return step;
  const order = orderById(tx, attempt.orderId);
  const paid = attemptsOfOrder(tx, attempt.orderId).filter((other) => other.status === "paid");
  const sum = addFen(attempt.amountFen, ...paid.map((other) => other.amountFen));
  if (!order || sum <= order.amountFen) return step;
  return { ...step, change: { ...step.change, exception: "duplicate" } };
}

/** Writes a step that no answer caused: sending, stopping, time spent, a cancel about to leave. */
export function record(flow: Flow, tradeNo: TradeNo, make: (attempt: Attempt) => Step | null): Attempt {
  const next = flow.store.write((tx) => {
    const attempt = attemptByNo(tx, tradeNo);
    if (!attempt) throw new Error(`no attempt ${tradeNo}`);
    const step = make(attempt);
    return step ? applyStep(tx, flow, attempt, step) : attempt;
  });
  announce(flow, tradeNo);
  return next;
}

export function mustRead(flow: Flow, tradeNo: TradeNo): Attempt {
  const attempt = attemptByNo(flow.store.read, tradeNo);
  if (!attempt) throw new Error(`no attempt ${tradeNo}`);
  return attempt;
}
