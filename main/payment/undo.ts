// Undoes an order: everything its tenders received goes back, each the way it came. What cannot be given back now stays
// visible and can be asked for again; what has gone back is never given twice.
import { type Failure, type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { RefundNo, TradeNo } from "../../preload/contract/ids.ts";
import { isOpen } from "../../preload/contract/status.ts";
import { attemptByNo, attemptsOfOrder } from "../store/attempts.ts";
import type { Channel } from "../channel/channel.ts";
import { refundByNo, refundsOf } from "../store/refunds.ts";
import { type Flow, announceRefund } from "./flow.ts";
import { followRefund, sendRefunds } from "./refund.ts";
import { refundableFen, writeRefund } from "./start-refund.ts";

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
  const written = paid.map(({ tradeNo: order }) => ({
    order,
    refund: writeRefund(flow, { tradeNo: order, amountFen: null, why }),
  }));
  const refunds = written.flatMap(({ refund }) => (refund.ok ? [refund.value] : []));
  const left = written.flatMap(({ order, refund }) => (refund.ok ? [] : [{ order, failure: refund.failure }]));
  const channels = new Set(refunds.flatMap(({ channel }) => channel ?? []));
  for (const channel of channels)
    sendAll(
      flow,
      channel,
      refunds.filter((refund) => refund.channel === channel).map(({ number }) => number),
    );
  for (const { number, channel } of refunds) if (!channel) announceRefund(flow, number);
  return ok({ refunds: refunds.map(({ number }) => number), left });
}

/** New refunds of one channel go out together where it takes them together; one that was sent before is asked about first. */
function sendAll(flow: Flow, channel: Channel, numbers: readonly RefundNo[]): void {
  const fresh = numbers.filter((number) => refundByNo(flow.store.read, number)?.status === "requested");
  const together = channel.batch && fresh.length > 1 ? fresh : [];
  // Sent once, when the first of them is looked at; every one then asks for itself.
  let request: Promise<void> | null = null;
  const send = () => (request ??= sendRefunds(flow, channel, together));
  for (const number of numbers) void followRefund(flow, number, together.includes(number) ? send : "send");
}
