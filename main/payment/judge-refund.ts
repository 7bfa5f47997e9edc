// Decides what one answer proves about one refund. Pure. A refund is finished only when the channel says the money
// went back, and refused only when the channel said so or, asked twice, did not have it.
import type { Reason } from "../../preload/contract/reason.ts";
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
 * `requestIsOver`: the request's own time has passed, so it can no longer be on its way.
 * Answers null when nothing changes: the refund is final.
 */
export function judgeRefund(
  refund: Refund,
  outcome: RefundOutcome,
  via: RefundVia,
  requestIsOver: boolean,
): RefundStep | null {
  if (!isRefundOpen(refund.status) || refund.status === "requested") return null;
  const raw = outcome.raw.slice(0, 200);
  const to = (event: RefundEvent, reason: Reason | null, noAnswers = refund.noAnswers): RefundStep => ({
    event,
    change: { raw, reason, noAnswers },
    detail: { raw, ...(reason === null ? {} : { reason }) },
  });
  switch (outcome.kind) {
    case "refunded":
      if (outcome.amountFen !== null && outcome.amountFen !== refund.amountFen) return to("unknown", "amount_differs");
      return to("refunded", null);
    case "processing":
      return to("processing", null, 0);
    case "refused":
      return to("refused", outcome.reason);
    case "absent": {
      // Accepted once, it exists, whatever a slow book says.
      if (refund.status === "processing") return to("unknown", "order_missing");
      // One "it is not here" may be a slow book; after an answered failure, or asked twice, it is a fact.
      const noAnswers = refund.noAnswers + 1;
      const proved = noAnswers >= 2 && (refund.reason === "failure_answered" || requestIsOver);
      if (!proved) return to("unknown", refund.reason ?? "order_missing", noAnswers);
      return to("refused", refund.reason === "failure_answered" ? "refund_refused" : "refund_not_received", noAnswers);
    }
    case "unknown": {
      // Sent before with an unknown fate (`markSending` keeps the reason): that this repeat never left proves nothing.
      const isFirst = refund.reason === null;
      const never = via === "refund" && (outcome.cause === "not_connected" || outcome.cause === "tls_failed");
      if (never && isFirst) return to("refused", "never_sent");
      const failed = via === "refund" && outcome.cause === "failure_answered";
      const reason = via === "query" && refund.reason === "failure_answered" ? refund.reason : outcome.cause;
      return to("unknown", reason, failed ? refund.noAnswers + 1 : refund.noAnswers);
    }
    default:
      return assertNever(outcome);
  }
}
