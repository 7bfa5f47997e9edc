// What a person writes down where the channel cannot be asked, or was asked in vain: what its console says, with a
// reference and a name. Nothing here is done without asking first; what is written stands as an exception.
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { RefundNo, TradeNo } from "../../preload/contract/ids.ts";
import { isRefundOpen } from "../../preload/contract/status.ts";
import type { Outcome, RefundOutcome } from "../channel/channel.ts";
import { attemptByNo } from "../store/attempts.ts";
import { StoreCannotWrite, type Writer } from "../store/open.ts";
import { advanceRefund, letGoRefund, refundByNo, refundsOf } from "../store/refunds.ts";
import { queuePrint } from "../store/print-jobs.ts";
import { refTo } from "./ask.ts";
import type { Attempt, Refund } from "./attempt.ts";
import { type Flow, announce, announceRefund } from "./flow.ts";
import { refOf, settleRefundAnswer } from "./refund.ts";
import { applyStep, settle } from "./settle.ts";

/** `reference`: what to look for in the channel's console. `by`: who looked. */
export type Written = { readonly reference: string; readonly by: string };

/** A refund the channel itself calls under way is its own for this long (1–3 working days: facts §5.6). */
const UNDER_WAY_MS = 3 * 86_400_000;

/**
 * Ends an attempt that waits for a person. Failures: order_not_found; review_not_open: nothing waits, or the channel has
 * just settled it; review_can_ask: the channel answers, or is being asked; review_amount_differs: it named another
 * amount, so "paid" would be untrue; store_cannot_write.
 */
export async function resolveReview(
  flow: Flow,
  asked: Written & { readonly tradeNo: TradeNo; readonly says: "paid" | "unpaid" },
): Promise<Result<Attempt>> {
  const { tradeNo, says, reference, by } = asked;
  const attempt = attemptByNo(flow.store.read, tradeNo);
  if (!attempt) return fail("order_not_found", tradeNo);
  if (attempt.status !== "needs_review") return fail("review_not_open", attempt.status, "manager", "after_query");
  if (flow.drivers.has(tradeNo)) return fail("review_can_ask", tradeNo, "manager", "after_query");
  const channel = flow.channel(attempt.channel);
  if (channel?.query) {
    const outcome = await channel.query(refTo(channel, attempt));
    settle(flow, tradeNo, outcome, "query", false, true);
    if (isAnswer(outcome)) return fail("review_can_ask", tradeNo, "manager", "after_query");
  }
  const done = writing(flow, (tx) => {
    const now = attemptByNo(tx, tradeNo);
    // While the channel was asked somebody may have pressed stop: what is called off now is no person's yet.
    if (flow.drivers.has(tradeNo)) return fail("review_can_ask", tradeNo, "manager", "after_query");
    if (now?.status !== "needs_review") return fail("review_not_open", now?.status, "manager", "after_query");
    const differs = now.exception === "amount_mismatch";
    if (differs && says === "paid") return fail("review_amount_differs", tradeNo, "manager", "never");
    const exception = differs ? "amount_mismatch" : "resolved_by_hand";
    const event = says === "paid" ? "resolved_paid" : "resolved_unpaid";
    const detail = { reference, by, amountFen: now.amountFen };
    return ok(applyStep(tx, flow, now, { event, change: { exception, reason: null }, detail }));
  });
  if (done.ok) announce(flow, tradeNo);
  return done;
}

/** Paid with an amount, waiting, not paid: whatever a later question can settle. */
const isAnswer = (outcome: Outcome): boolean =>
  outcome.kind !== "unknown" && !(outcome.kind === "paid" && outcome.amountFen === null);

/** The same for a refund whose fate nobody can tell. Failures as above, with refund_not_found. */
export async function resolveRefund(
  flow: Flow,
  asked: Written & { readonly refundNo: RefundNo; readonly says: "refunded" | "refused" },
): Promise<Result<Refund>> {
  const { refundNo, says, reference, by } = asked;
  const refund = refundByNo(flow.store.read, refundNo);
  const attempt = refund && attemptByNo(flow.store.read, refund.tradeNo);
  if (!refund || !attempt) return fail("refund_not_found", refundNo);
  if (refund.status !== "unknown" && refund.status !== "processing")
    return fail("review_not_open", refund.status, "manager", "after_query");
  const channel = flow.channel(attempt.channel);
  if (channel?.refundQuery) {
    const outcome = await channel.refundQuery(refOf(flow, channel, refund));
    const settled = settleRefundAnswer(flow, channel, refundNo, outcome);
    if (!isRefundOpen(settled.status) || isUnderWay(outcome, refund, flow.clock.now()))
      return fail("review_can_ask", refundNo, "manager", "after_query");
  }
  const done = writing(flow, (tx) => {
    const now = refundByNo(tx, refundNo);
    if (now?.status !== "unknown" && now?.status !== "processing")
      return fail("review_not_open", now?.status, "manager", "after_query");
    const at = flow.clock.now();
    const event = says === "refunded" ? "resolved_refunded" : "resolved_refused";
    const detail = { reference, by, amountFen: now.amountFen };
    const next = advanceRefund(tx, now, { event, at, change: { reason: null }, detail });
    if (next.status === "refunded") queuePrint(tx, "refund", refundNo, at);
    return ok(next);
  });
  if (!done.ok) return done;
  announceRefund(flow, refundNo);
  announce(flow, refund.tradeNo);
  return done;
}

const isUnderWay = (outcome: RefundOutcome, { sentAt }: Refund, now: number): boolean =>
  outcome.kind === "processing" && now - (sentAt ?? now) < UNDER_WAY_MS;

/** Says that somebody has dealt with an exception; what happened stays as it is. Failure: exception_not_open. */
export function settleException(
  flow: Flow,
  { tradeNo, note, by }: { readonly tradeNo: TradeNo; readonly note: string; readonly by: string },
): Result<Attempt> {
  const done = writing(flow, (tx) => {
    const attempt = attemptByNo(tx, tradeNo);
    if (!attempt) return fail("order_not_found", tradeNo);
    if (attempt.exception === "none" || attempt.exceptionSettled)
      return fail("exception_not_open", tradeNo, "manager", "never");
    const change = { exceptionSettled: true };
    return ok(applyStep(tx, flow, attempt, { event: "settle_exception", change, detail: { note, by } }));
  });
  if (done.ok) announce(flow, tradeNo);
  return done;
}

/**
 * Says that somebody has dealt with every refund of this payment that was refused; they stay refused. Failures:
 * refund_not_found, refund_not_refused.
 */
export function letGo(
  flow: Flow,
  { refundNo, note, by }: { readonly refundNo: RefundNo; readonly note: string; readonly by: string },
): Result<Refund> {
  const done = writing(flow, (tx) => {
    const refund = refundByNo(tx, refundNo);
    if (!refund) return fail("refund_not_found", refundNo);
    if (refund.status !== "refused" || refund.letGo) return fail("refund_not_refused", refundNo);
    const waiting = refundsOf(tx, refund.tradeNo).filter((one) => one.status === "refused" && !one.letGo);
    for (const one of waiting) letGoRefund(tx, one, flow.clock.now(), { note, by });
    return ok(refund);
  });
  if (!done.ok) return done;
  announceRefund(flow, refundNo);
  announce(flow, done.value.tradeNo);
  return done;
}

function writing<T>(flow: Flow, work: (tx: Writer) => Result<T>): Result<T> {
  try {
    return flow.store.write(work);
  } catch (error) {
    if (!(error instanceof StoreCannotWrite)) throw error;
    return fail("store_cannot_write", error.code, "manager", "now");
  }
}
