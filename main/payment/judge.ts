// Decides what one answer of a channel proves about one attempt. Pure: the same attempt and answer always give
// the same step. The rule behind every line: only a listed, definite answer is definite; everything else is
// "we do not know", and never becomes paid or unpaid.
import type { Reason } from "../../preload/contract/reason.ts";
import { NOTHING_NAMED } from "../../preload/contract/views.ts";
import { assertNever, isOpen } from "../../preload/contract/status.ts";
import type { Outcome } from "../channel/channel.ts";
import type { AttemptChange } from "../store/attempts.ts";
import type { Detail } from "../store/journal.ts";
import type { Attempt } from "./attempt.ts";
import type { AttemptEvent } from "./transitions.ts";

/** How the answer came: to our charge, to a question, to a cancel or close, or unasked. */
export type Via = "charge" | "query" | "cancel" | "notice";

export type Step = { readonly event: AttemptEvent; readonly change: AttemptChange; readonly detail: Detail };

/** Answers needed before "not paid" is believed, once any answer was unclear (a query and a cancel, or two queries). */
const AGREEING_ANSWERS = 2;

/**
 * The step this answer makes, or null when it changes nothing (nothing was sent yet; finished, and no late money).
 * `missingCounts`: so long after the charge that an order the channel does not have cannot still be on its way to it.
 */
export function judge(attempt: Attempt, outcome: Outcome, via: Via, missingCounts: boolean): Step | null {
  const asked = via === "query" ? attempt.asked + 1 : attempt.asked;
  const base: Base = {
    change: { asked, raw: short(outcome.raw) },
    detail: {
      raw: short(outcome.raw),
      ...(via === "query" ? { asked } : {}),
      ...(via === "notice" ? { by: via } : {}),
    },
  };
  if (attempt.status === "created") return null;
  // The same notice comes many times: told twice, one "not paid" would pass for two that agree.
  if (via === "notice" && outcome.kind !== "paid") return null;
  if (!isOpen(attempt.status)) return late(attempt, outcome, base);
  switch (outcome.kind) {
    case "paid":
      return paid(attempt, outcome, base);
    case "awaiting":
      return awaiting(attempt, outcome, base);
    case "declined":
      return notPaid(attempt, outcome.reason, via, base);
    case "closed":
      return notPaid(attempt, "closed", via, base);
    case "cancelled":
      return notPaid(attempt, "reversed", via, base);
    case "unknown":
      return unknown(attempt, outcome, { via, missingCounts }, base);
    default:
      return assertNever(outcome);
  }
}

type Base = { readonly change: AttemptChange; readonly detail: Detail };

const short = (raw: string): string => raw.slice(0, 200);

function step(event: AttemptEvent, base: Base, change: AttemptChange = {}, detail: Detail = {}): Step {
  return { event, change: { ...base.change, ...change }, detail: { ...base.detail, ...detail } };
}

function because(event: AttemptEvent, reason: Reason, base: Base, change: AttemptChange = {}): Step {
  return step(event, base, { reason, ...change }, { reason });
}

/** Money for an attempt we had called off: recorded as what it is, with its exception beside it. */
function late(attempt: Attempt, outcome: Outcome, base: Base): Step | null {
  if (attempt.status === "paid" || outcome.kind !== "paid" || outcome.amountFen === null) return null;
  if (outcome.amountFen !== attempt.amountFen) {
    // Said once; the exception stands until someone settles it.
    if (attempt.exception === "amount_mismatch") return null;
    return step("late_mismatch", base, { ...found(outcome), exception: "amount_mismatch" }, shown(outcome));
  }
  return step("late_paid", base, { ...proof(outcome), exception: "paid_late" }, shown(outcome));
}

/** The channel's number: the handle for asking on and for giving money back, whatever else is unclear. */
const found = (outcome: Extract<Outcome, { kind: "paid" }>): AttemptChange =>
  outcome.channelTradeNo === undefined ? {} : { channelTradeNo: outcome.channelTradeNo };

const proof = (outcome: Extract<Outcome, { kind: "paid" }>): AttemptChange => ({
  reason: null,
  ...found(outcome),
  ...(outcome.wallet === undefined ? {} : { wallet: outcome.wallet }),
  ...(outcome.settlement === undefined ? {} : { settlement: outcome.settlement }),
});

const shown = (outcome: Extract<Outcome, { kind: "paid" }>): Detail => ({
  ...(outcome.amountFen === null ? {} : { amountFen: outcome.amountFen }),
  ...(outcome.channelTradeNo === undefined ? {} : { channelTradeNo: outcome.channelTradeNo }),
});

function paid(attempt: Attempt, outcome: Extract<Outcome, { kind: "paid" }>, base: Base): Step {
  // An answer that speaks of money takes back what earlier ones said about there being none.
  const doubt: AttemptChange = { unclear: true, unpaidAnswers: 0, ...found(outcome) };
  // Success without an amount proves nothing about the amount: ask.
  if (outcome.amountFen === null) return because("unknown", "amount_missing", base, doubt);
  if (outcome.amountFen !== attempt.amountFen) {
    const mismatch = because("review", "amount_differs", base, { ...doubt, exception: "amount_mismatch" });
    return { ...mismatch, detail: { ...mismatch.detail, ...shown(outcome) } };
  }
  if (!attempt.cancelConfirmed) return step("paid", base, proof(outcome), shown(outcome));
  // The channel confirmed our cancel and now says paid: one of the two is stale, so neither is believed.
  if (attempt.status === "cancelling") return because("unknown", "contradiction", base, doubt);
  return step("paid", base, { ...proof(outcome), exception: "paid_late" }, shown(outcome));
}

function awaiting(attempt: Attempt, outcome: Extract<Outcome, { kind: "awaiting" }>, base: Base): Step {
  // Right before a cancel, "not paid so far" is one of the two answers that must agree.
  const unpaidAnswers = attempt.status === "cancelling" ? 1 : 0;
  const known = outcome.channelTradeNo === undefined ? {} : { channelTradeNo: outcome.channelTradeNo };
  // Why it was unclear before is over; why a person must look, or why it is called off, is not.
  const isOver = attempt.status !== "cancelling" && attempt.status !== "needs_review";
  return step("awaiting", base, { unpaidAnswers, ...(isOver ? { reason: null } : {}), ...known });
}

function notPaid(attempt: Attempt, reason: Reason, via: Via, base: Base): Step {
  const cancelConfirmed = attempt.cancelConfirmed || via === "cancel";
  const isCalledOff = attempt.status === "cancelling" || (attempt.status === "needs_review" && cancelConfirmed);
  const ended = isCalledOff ? "cancelled" : "declined";
  if (via === "charge") {
    const neverLeft = reason === "never_sent" && attempt.status === "sending";
    return because(neverLeft ? "cancelled" : ended, reason, base);
  }
  // The charge itself is still unanswered: whatever is said before it proves nothing about it.
  if (attempt.status === "sending") return because("unknown", reason, base, { unclear: true });
  const unpaidAnswers = attempt.unpaidAnswers + 1;
  const change = { unpaidAnswers, cancelConfirmed };
  if (attempt.unclear && unpaidAnswers < AGREEING_ANSWERS) return because("unpaid", reason, base, change);
  return because(ended, reason, base, change);
}

function unknown(
  attempt: Attempt,
  outcome: Extract<Outcome, { kind: "unknown" }>,
  { via, missingCounts }: { readonly via: Via; readonly missingCounts: boolean },
  base: Base,
): Step {
  const { cause } = outcome;
  // Not one byte of the charge was written: nothing can have been taken.
  if (via === "charge" && (cause === "not_connected" || cause === "tls_failed"))
    return notPaid(attempt, "never_sent", via, base);
  // We reversed it, the channel confirmed, and now its books say the money is on its way back.
  if (cause === "turned_to_refund" && attempt.cancelConfirmed) return notPaid(attempt, "reversed", "query", base);
  const known = heardNumber(attempt, outcome);
  if (outcome.byHand) return because("review", cause, base, { unclear: true, ...known });
  // While calling off, long after the charge: an order the channel does not have, twice over, was never received. One that it
  // has given a number was: that it is gone is no proof, unless it is gone because our cancel was confirmed.
  const wasThere = attempt.channelTradeNo !== null && !attempt.cancelConfirmed;
  if (cause === "order_missing" && attempt.status === "cancelling" && missingCounts && !wasThere)
    return notPaid({ ...attempt, unclear: true }, "not_received", "query", base);
  // Why a person must look stays, whatever the network does meanwhile.
  const reason = attempt.status === "needs_review" ? (attempt.reason ?? cause) : cause;
  return because("unknown", reason, base, { unclear: true, ...known });
}

/** The wallet's number, let slip by a channel that kept nothing: the one handle a person will have to look it up by. */
const heardNumber = (attempt: Attempt, { walletTradeNo }: Extract<Outcome, { kind: "unknown" }>): AttemptChange =>
  walletTradeNo === undefined ? {} : { settlement: { ...(attempt.settlement ?? NOTHING_NAMED), walletTradeNo } };
