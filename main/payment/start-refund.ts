// Checks that money may be given back and writes the refund down, with its number, before anything is sent.
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import { type RefundNo, type TradeNo, makeNumber, numberParts, refundNo } from "../../preload/contract/ids.ts";
import type { Fen } from "../../preload/contract/money.ts";
import { isRefundOpen } from "../../preload/contract/status.ts";
import type { Channel } from "../channel/channel.ts";
import { attemptByNo } from "../store/attempts.ts";
import { StoreCannotWrite, type Writer, isDuplicate } from "../store/open.ts";
import { linesOf } from "../store/orders.ts";
import { insertRefund, linesBack, linesOfRefund, refundByNo, refundsOf, takeOver } from "../store/refunds.ts";
import { countUp } from "../store/settings.ts";
import type { Attempt, Refund, RefundLine } from "./attempt.ts";
import { handBack } from "./cash.ts";
import { refundableFen } from "./due.ts";
import { type Flow, announceRefund } from "./flow.ts";
import { followRefund } from "./refund.ts";
import { limitReached, refundLimits } from "./refund-limits.ts";

export { refundableFen } from "./due.ts";

/**
 * Writes the refund down and starts it; repeating the request while the first is unresolved goes on with the first
 * and its number. `amountFen` null = what is left. Failures: order_not_found, refund_order_not_paid,
 * refund_more_than_left, refund_lines_wrong, refund_in_progress, channel_cannot, channel_not_configured, store_cannot_write.
 */
export function startRefund(flow: Flow, request: RefundRequest): Result<RefundNo> {
  const written = writeRefund(flow, request);
  if (!written.ok) return written;
  const { number, channel } = written.value;
  if (channel) void followRefund(flow, number, "send");
  else announceRefund(flow, number);
  return ok(number);
}

export type RefundRequest = {
  readonly tradeNo: TradeNo;
  readonly amountFen: Fen | null;
  readonly why: string;
  /** What of the order comes back, where it is told. */
  readonly lines?: readonly RefundLine[];
};

/** `channel` null: cash, which has gone back already. */
type Written = { readonly number: RefundNo; readonly channel: Channel | null };

/** Writes the refund down, or finds the one that is under way. Nothing is sent. */
export function writeRefund(flow: Flow, request: RefundRequest): Result<Written> {
  const attempt = attemptByNo(flow.store.read, request.tradeNo);
  if (!attempt) return fail("order_not_found", request.tradeNo);
  if (attempt.status !== "paid") return fail("refund_order_not_paid", request.tradeNo);
  // Cash goes back over the counter: no channel, no network.
  const channel = attempt.method === "cash" ? null : flow.channel(attempt.channel);
  if (!channel && attempt.method !== "cash") return fail("channel_not_configured", attempt.channel, "manager", "never");
  if (channel && !channel.refund) return fail("channel_cannot", attempt.channel, "manager", "never");
  try {
    const written = flow.store.write((tx) => write(tx, flow, channel, attempt, request));
    return written.ok ? ok({ number: written.value, channel }) : written;
  } catch (error) {
    if (error instanceof StoreCannotWrite) return fail("store_cannot_write", error.code, "manager", "now");
    if (isDuplicate(error)) return fail("refund_in_progress", request.tradeNo, "cashier", "after_query");
    throw error;
  }
}

function write(
  tx: Writer,
  flow: Flow,
  channel: Channel | null,
  attempt: Attempt,
  request: Omit<RefundRequest, "tradeNo">,
): Result<RefundNo> {
  const refunds = refundsOf(tx, attempt.tradeNo);
  const open = refunds.find((refund) => isRefundOpen(refund.status));
  if (open) {
    const same = request.amountFen === null || request.amountFen === open.amountFen;
    return same ? ok(open.refundNo) : fail("refund_in_progress", open.refundNo, "cashier", "after_query");
  }
  const leftFen = refundableFen(attempt, refunds);
  const amountFen = request.amountFen ?? leftFen;
  if (leftFen === 0 || amountFen > leftFen) return fail("refund_more_than_left", String(leftFen));
  const lines = request.lines ?? [];
  if (!canGoBack(tx, attempt, lines, amountFen)) return fail("refund_lines_wrong");
  const now = flow.clock.now();
  const isSame = (one: Refund) =>
    one.status === "refused" && one.amountFen === amountFen && areSame(linesOfRefund(tx, one.refundNo), lines);
  const refused = refunds.findLast(isSame);
  const again = channel?.profile.refund.sameNumberAfterRefusal === true && refused ? refused : null;
  const limits = refundLimits(channel, attempt, refunds, now);
  // One that is sent again counts as one with its earlier try.
  const timesLeft = limits.timesLeft === null ? null : limits.timesLeft + (again ? 1 : 0);
  const limit = limitReached({ ...limits, timesLeft }, attempt, amountFen);
  if (limit !== null) return fail("channel_cannot", limit, "manager", "never");
  const { why } = request;
  const person = flow.staff.answers();
  if (again) {
    takeOver(tx, again.refundNo, { why, person });
    return ok(again.refundNo);
  }
  const number = newRefundNo(tx, flow.clock.local(now).stamp, numberParts(attempt.tradeNo).terminal);
  const refund = { refundNo: number, tradeNo: attempt.tradeNo, amountFen, why, person, requestedAt: now };
  if (channel) insertRefund(tx, refund, lines);
  else handBack(tx, refund, lines);
  return ok(number);
}

const areSame = (some: readonly RefundLine[], others: readonly RefundLine[]): boolean =>
  some.length === others.length &&
  some.every((one) => others.some(({ position, count }) => position === one.position && count === one.count));

/** Lines of this order, each once, no more of one than was bought and is not back; and no more money than they cost. */
function canGoBack(tx: Writer, { orderId }: Attempt, lines: readonly RefundLine[], amountFen: Fen): boolean {
  if (lines.length === 0) return true;
  const bought = linesOf(tx, orderId);
  const back = new Map(linesBack(tx, orderId).map(({ position, count }) => [position, count]));
  const fits = lines.every(
    ({ position, count }) => count + (back.get(position) ?? 0) <= (bought[position]?.count ?? 0),
  );
  const costFen = lines.reduce((sum, { position, count }) => sum + count * (bought[position]?.priceFen ?? 0), 0);
  return fits && new Set(lines.map(({ position }) => position)).size === lines.length && amountFen <= costFen;
}

function newRefundNo(tx: Writer, stamp: string, terminal: number): RefundNo {
  for (let tries = 0; tries < 100; tries++) {
    const number = refundNo(makeNumber("8", stamp, terminal, countUp(tx, "refund_no")));
    if (number && !refundByNo(tx, number)) return number;
  }
  throw new Error("no free refund number");
}
