// Decides what one answer proves about one refund. Pure. A refund is finished only when the channel says the money
// went back, and refused only when the channel said so or, asked twice, did not have it.
import type { Reason, UnknownCause } from "../../preload/contract/reason.ts";
import { assertNever, isRefundOpen } from "../../preload/contract/status.ts";
import type { RefundOutcome } from "../channel/channel.ts";
import type { Detail } from "../store/journal.ts";
import type { Refund } from "./attempt.ts";
import type { RefundEvent } from "./transitions.ts";

export type RefundVia = "refund" | "query";

export type RefundStep = {
  readonly event: RefundEvent;
  readonly change: Partial<Pick<Refund, "noAnswers" | "reason" | "raw">>;
  readonly detail: Detail;
};

/**
 * `requestIsOver`: the request's own time has passed, so it can no longer be on its way. `isTakenAgain`: the channel takes a
 * number that it refused once more.
 * Answers null when nothing changes: the refund is final, or the answer may be older than our request.
 */
export function judgeRefund(
  refund: Refund,
  outcome: RefundOutcome,
  via: RefundVia,
  requestIsOver: boolean,
  isTakenAgain: boolean,
): RefundStep | null {
  if (refund.status === "requested" || refund.status === "refunded") return null;
  const raw = outcome.raw.slice(0, 200);
  const to = (event: RefundEvent, reason: Reason | null, noAnswers = refund.noAnswers): RefundStep => ({
    event,
    change: { raw, reason, noAnswers },
    detail: { raw, ...(reason === null ? {} : { reason }) },
  });
  if (!isRefundOpen(refund.status)) {
    // We had called it refused, and the money went back after all: the proof is believed, whenever it comes.
    const isProof = outcome.kind === "refunded" && (outcome.amountFen ?? refund.amountFen) === refund.amountFen;
    return isProof ? to("late_refunded", null) : null;
  }
  switch (outcome.kind) {
    case "refunded":
      if (outcome.amountFen !== null && outcome.amountFen !== refund.amountFen) return to("unknown", "amount_differs");
      return to("refunded", null);
    case "processing":
      return to("processing", null, 0);
    case "refused":
      // Sent again after it was refused: as long as that request is on its way, a question hears of the refusal before it.
      // Of an accepted one a second copy may be on its way, and takes a refused number up again.
      if (via === "query" && (refund.status !== "processing" || isTakenAgain) && !requestIsOver) return null;
      return to("refused", outcome.reason);
    case "absent": {
      // Accepted once, it exists, whatever a slow book says.
      if (refund.status === "processing") return to("unknown", "order_missing");
      // The channel said no and does not have it: refused. A request that was lost proves no such thing; that it is not
      // there, counted once it can no longer be on its way, only lets it be sent again under its own number.
      const wasNo = isNo(refund.reason);
      const noAnswers = wasNo || requestIsOver ? refund.noAnswers + 1 : refund.noAnswers;
      if (wasNo && noAnswers >= 2)
        return to("refused", refund.reason === "funds_low" ? "merchant_balance_low" : "refund_refused", noAnswers);
      return to("unknown", refund.reason ?? "order_missing", noAnswers);
    }
    case "unknown": {
      // Sent before with an unknown fate (`markSending` keeps the reason): that this repeat never left proves nothing.
      const isFirst = refund.reason === null;
      const never = via === "refund" && (outcome.cause === "not_connected" || outcome.cause === "tls_failed");
      if (never && isFirst) return to("refused", "never_sent");
      const said = via === "refund" && isFirst && isNo(outcome.cause);
      return to("unknown", doubtOf(refund, outcome.cause, via), refund.noAnswers + (said ? 1 : 0));
    }
    default:
      return assertNever(outcome);
  }
}

/** The channel's own answer to a request: no. */
export const isNo = (reason: Reason | null): boolean => reason === "failure_answered" || reason === "funds_low";

/**
 * That the channel said no is its answer to the request: no question unsays it, and no question that fails says it. To a
 * request that was sent again it says nothing of the one before, which may still be on its way.
 */
function doubtOf({ reason }: Refund, cause: UnknownCause, via: RefundVia): Reason {
  if (via === "query" && reason !== null && isNo(reason)) return reason;
  const isAnswer = via === "refund" && reason === null;
  return isNo(cause) && !isAnswer ? (reason ?? "server_error") : cause;
}
