// Undoes an order: everything its tenders received goes back, each the way it came. What cannot be given back now stays
// visible and can be asked for again; what has gone back is never given twice.
import { type Failure, type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { RefundNo, TradeNo } from "../../preload/contract/ids.ts";
import { isOpen } from "../../preload/contract/status.ts";
import { attemptByNo, attemptsOfOrder } from "../store/attempts.ts";
import { refundsOf } from "../store/refunds.ts";
import type { Flow } from "./flow.ts";
import { refundableFen, startRefund } from "./start-refund.ts";

export type Undone = {
  readonly refunds: readonly RefundNo[];
  /** Tenders whose money cannot be given back now, and why. */
  readonly left: readonly { readonly order: TradeNo; readonly failure: Failure }[];
};

/**
 * Starts a refund of what is left of every paid attempt of the order `tradeNo` belongs to. Failures: order_not_found;
 * order_open_attempt while one of them is open: it is settled first; refund_order_not_paid when nothing is there.
 */
export function undoOrder(flow: Flow, tradeNo: TradeNo, why: string): Result<Undone> {
  const { read } = flow.store;
  const one = attemptByNo(read, tradeNo);
  if (!one) return fail("order_not_found", tradeNo);
  const attempts = attemptsOfOrder(read, one.orderId);
  const open = attempts.find((attempt) => isOpen(attempt.status));
  if (open) return fail("order_open_attempt", open.tradeNo, "cashier", "after_query");
  const paid = attempts.filter((attempt) => refundableFen(attempt, refundsOf(read, attempt.tradeNo)) > 0);
  if (paid.length === 0) return fail("refund_order_not_paid", tradeNo);
  const refunds: RefundNo[] = [];
  const left: { order: TradeNo; failure: Failure }[] = [];
  for (const attempt of paid) {
    const started = startRefund(flow, { tradeNo: attempt.tradeNo, amountFen: null, why });
    if (started.ok) refunds.push(started.value);
    else left.push({ order: attempt.tradeNo, failure: started.failure });
  }
  return ok({ refunds, left });
}
