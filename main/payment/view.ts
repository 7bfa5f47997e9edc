// Makes the views that windows and the command line show of attempts and refunds. The verdict is derived here,
// from the status alone.
import type { OrderId, RefundNo, TradeNo } from "../../preload/contract/ids.ts";
import { isOpen, verdictOf } from "../../preload/contract/status.ts";
import type { AttemptView, OrderDetail, RefundView } from "../../preload/contract/views.ts";
import { attemptByNo, attemptsOfOrder } from "../store/attempts.ts";
import { linesOf, orderById } from "../store/orders.ts";
import { evidenceOf } from "../store/journal.ts";
import type { Reader } from "../store/open.ts";
import { nameOf } from "../store/people.ts";
import { linesBack, linesOfRefund, refundByNo, refundSums, refundsOf } from "../store/refunds.ts";
import type { Attempt, Refund } from "./attempt.ts";
import { dueOf, refundableFen } from "./due.ts";
import type { Flow } from "./flow.ts";
import { proposedRefundFen, refundLimits } from "./refund-limits.ts";

export function viewAttempt(flow: Flow, attempt: Attempt): AttemptView {
  const order = orderById(flow.store.read, attempt.orderId);
  if (!order) throw new Error(`no order of ${attempt.tradeNo}`);
  const due = dueOf(flow.store.read, order);
  const { owedFen, dueFen } = due;
  const refunds = refundsOf(flow.store.read, attempt.tradeNo);
  const driver = flow.drivers.get(attempt.tradeNo);
  const open = isOpen(attempt.status);
  return {
    order: attempt.tradeNo,
    orderId: attempt.orderId,
    status: attempt.status,
    verdict: verdictOf(attempt.status, dueFen),
    exception: attempt.exception,
    exceptionSettled: attempt.exceptionSettled,
    amountFen: attempt.amountFen,
    owedFen,
    dueFen,
    givenFen: attempt.givenFen,
    settlement: attempt.settlement,
    ...refundSums(refunds),
    proposedRefundFen: proposedRefundFen(flow.store.read, attempt, due),
    refundTrouble: troubleOf(refunds),
    channel: attempt.channel,
    training: flow.isTraining,
    method: attempt.method,
    wallet: attempt.wallet,
    codeTail: attempt.codeTail,
    channelTradeNo: attempt.channelTradeNo,
    reason: attempt.reason,
    raw: attempt.raw,
    note: order.note,
    dayNumber: order.dayNumber,
    createdAt: attempt.createdAt,
    sentAt: attempt.sentAt,
    finalAt: attempt.finalAt,
    asked: attempt.asked,
    codeUrl: open ? attempt.codeUrl : null,
    codeExpiresAt: open ? attempt.codeExpiresAt : null,
    nextAskAt: open ? (driver?.nextAskAt ?? null) : null,
    giveUpAt: open ? (driver?.giveUpAt ?? null) : null,
    watchAt: attempt.watchAt,
  };
}

export function viewRefund(read: Reader, refund: Refund): RefundView {
  return {
    refund: refund.refundNo,
    order: refund.tradeNo,
    status: refund.status,
    amountFen: refund.amountFen,
    why: refund.why,
    reason: refund.reason,
    raw: refund.raw,
    requestedAt: refund.requestedAt,
    sentAt: refund.sentAt,
    finalAt: refund.finalAt,
    by: refund.person === null ? null : nameOf(read, refund.person),
    lines: linesOfRefund(read, refund.refundNo),
    letGo: refund.letGo,
  };
}

export function viewByNo(flow: Flow, tradeNo: TradeNo): AttemptView | null {
  const attempt = attemptByNo(flow.store.read, tradeNo);
  return attempt && viewAttempt(flow, attempt);
}

export function viewRefundByNo(flow: Flow, number: RefundNo): RefundView | null {
  const refund = refundByNo(flow.store.read, number);
  return refund && viewRefund(flow.store.read, refund);
}

export function viewDetail(flow: Flow, tradeNo: TradeNo): OrderDetail | null {
  const attempt = attemptByNo(flow.store.read, tradeNo);
  if (!attempt) return null;
  const refunds = refundsOf(flow.store.read, tradeNo);
  return {
    attempt: viewAttempt(flow, attempt),
    evidence: evidenceOf(flow.store.read, tradeNo),
    refunds: refunds.map((refund) => viewRefund(flow.store.read, refund)),
    refundableFen: refundableFen(attempt, refunds),
    refundLimits: refundLimits(
      attempt.method === "cash" ? null : flow.channel(attempt.channel),
      attempt,
      refunds,
      flow.clock.now(),
    ),
    lines: viewLines(flow.store.read, attempt.orderId),
    tenders: attemptsOfOrder(flow.store.read, attempt.orderId).map((tender) => viewAttempt(flow, tender)),
  };
}

function viewLines(read: Reader, orderId: OrderId): OrderDetail["lines"] {
  const back = new Map(linesBack(read, orderId).map(({ position, count }) => [position, count]));
  return linesOf(read, orderId).map((line, position) => ({ ...line, back: back.get(position) ?? 0 }));
}

/** As the count of what waits for a person sees it: a refused one is news until another was begun or it was dealt with. */
function troubleOf(refunds: readonly Refund[]): AttemptView["refundTrouble"] {
  if (refunds.some(({ status }) => status === "unknown")) return "unknown";
  const last = refunds.at(-1);
  if (last?.status !== "refused" || last.letGo) return null;
  return last.reason === "merchant_balance_low" ? "parked" : "refused";
}
