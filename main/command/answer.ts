// The JSON the command line answers, and the exit code that goes with it: one fixed mapping everywhere.
import type { AttemptView, RefundView } from "../../preload/contract/views.ts";

export type Answer = { readonly code: 0 | 1 | 2 | 3; readonly body: Record<string, unknown> };

/** paid 0, once the whole order is · declined, cancelled 1 · everything else 3. */
export function exitCodeOf(attempt: AttemptView): 0 | 1 | 3 {
  switch (attempt.verdict) {
    case "release":
      return 0;
    case "retry":
      return 1;
    case "wait":
      return 3;
  }
}

export function attemptJson(attempt: AttemptView): Record<string, unknown> {
  return {
    order: attempt.order,
    status: attempt.status,
    verdict: attempt.verdict,
    amountFen: attempt.amountFen,
    channel: attempt.channel,
    ...(attempt.wallet ? { wallet: attempt.wallet } : {}),
    ...(attempt.channelTradeNo ? { channelTradeNo: attempt.channelTradeNo } : {}),
    ...(attempt.exception === "none"
      ? {}
      : { exception: attempt.exception, exceptionSettled: attempt.exceptionSettled }),
    ...(attempt.reason ? { reason: attempt.reason } : {}),
    ...(attempt.raw && attempt.status !== "paid" ? { raw: attempt.raw } : {}),
    refundedFen: attempt.refundedFen,
    ...(attempt.proposedRefundFen === null ? {} : { proposedRefundFen: attempt.proposedRefundFen }),
    ...(attempt.owedFen === attempt.amountFen ? {} : { owedFen: attempt.owedFen, dueFen: attempt.dueFen }),
    ...(attempt.settlement ? { settlement: attempt.settlement } : {}),
    createdAt: new Date(attempt.createdAt).toISOString(),
  };
}

export const attemptAnswer = (attempt: AttemptView): Answer => ({
  code: exitCodeOf(attempt),
  body: attemptJson(attempt),
});

/** refunded 0 (the money really went back) · refused 1 · accepted only, or unknown 3. */
export function refundAnswer(refund: RefundView): Answer {
  const code = refund.status === "refunded" ? 0 : refund.status === "refused" ? 1 : 3;
  return {
    code,
    body: {
      refund: refund.refund,
      order: refund.order,
      status: refund.status,
      amountFen: refund.amountFen,
      ...(refund.reason ? { reason: refund.reason } : {}),
      ...(refund.raw && refund.status !== "refunded" ? { raw: refund.raw } : {}),
    },
  };
}
