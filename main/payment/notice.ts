// What a verified notice does. A notice comes unasked, late, and as often as anybody repeats it, so less is believed of
// it than of an answer: only that money came or went back, and only where nothing of ours may have undone it since.
// Everything else leads to a question, and the answer to that settles.
import type { RefundNo, TradeNo } from "../../preload/contract/ids.ts";
import { type AttemptStatus, isOpen, isRefundOpen } from "../../preload/contract/status.ts";
import type { Outcome, RefundOutcome } from "../channel/channel.ts";
import { attemptByNo } from "../store/attempts.ts";
import { refundByNo, refundsOf } from "../store/refunds.ts";
import type { Attempt, Refund } from "./attempt.ts";
import { refundableFen } from "./due.ts";
import type { Flow } from "./flow.ts";
import { settleRefundAnswer } from "./refund.ts";
import { mustRead, settle } from "./settle.ts";

/**
 * - recorded: it is on disk now · known: it already was
 * - ask: nothing follows from it but a question
 * - differs: it contradicts what is proved; nothing changed · not_recorded: the store or the table refused
 */
export type Told = "recorded" | "known" | "ask" | "differs" | "not_recorded";

/**
 * Where no cancel of ours has left. After one, a notice may be older than what the cancel did: "paid" would then be
 * said of money that is on its way back.
 */
const BELIEVED: ReadonlySet<AttemptStatus> = new Set(["sending", "awaiting_payer", "unknown"]);

/** A payment notice about an attempt of ours. */
export function tellPayment(flow: Flow, tradeNo: TradeNo, outcome: Outcome): Told {
  const attempt = mustRead(flow, tradeNo);
  const stands = standing(attempt, outcome);
  if (stands !== null) return stands;
  if (outcome.kind !== "paid" || outcome.amountFen === null || !BELIEVED.has(attempt.status)) return "ask";
  const settled = settle(flow, tradeNo, outcome, "notice");
  flow.drivers.get(tradeNo)?.changed();
  return standing(settled, outcome) === "known" ? "recorded" : "not_recorded";
}

/** Whether what the notice says is on disk, or null when it is not. `outcome` null: an unsigned notice, which says nothing. */
function standing(attempt: Attempt, outcome: Outcome | null): "known" | "differs" | null {
  const paidFen = outcome?.kind === "paid" ? outcome.amountFen : null;
  const isOther = paidFen !== null && paidFen !== attempt.amountFen;
  if (attempt.status === "paid") return isOther ? "differs" : "known";
  if (isOther && attempt.status === "needs_review" && attempt.exception === "amount_mismatch") return "known";
  if (isOpen(attempt.status)) return null;
  return outcome === null || outcome.kind === "paid" ? null : "known";
}

/** A refund notice about a refund of ours. */
export function tellRefund(flow: Flow, number: RefundNo, outcome: RefundOutcome): Told {
  const refund = refundByNo(flow.store.read, number);
  const attempt = refund && attemptByNo(flow.store.read, refund.tradeNo);
  const channel = attempt && flow.channel(attempt.channel);
  if (!refund || !channel) return "not_recorded";
  const went = outcome.kind === "refunded" ? outcome.amountFen : null;
  if (went !== null && went !== refund.amountFen) return "differs";
  if (refund.status === "refunded") return "known";
  if (!isRefundOpen(refund.status)) {
    if (outcome.kind !== "refunded") return "known";
    // Called refused, and now it went back after all: believed as an answer is, or it would be given back once more. Where
    // that much cannot have gone back beside the others, it is told to a person by its count.
    if (went === null || went > refundableFen(attempt, refundsOf(flow.store.read, attempt.tradeNo))) return "differs";
  } else if (went === null) return "ask";
  return settleRefundAnswer(flow, channel, number, outcome).status === "refunded" ? "recorded" : "not_recorded";
}

/** After the question: whether the till now knows what the notice was about. */
export function isAnswered(attempt: Attempt, refunds: readonly Refund[], outcome: Outcome | null): boolean {
  const paid = outcome === null ? !isOpen(attempt.status) : standing(attempt, outcome) === "known";
  return paid && refunds.every((refund) => !isRefundOpen(refund.status));
}
