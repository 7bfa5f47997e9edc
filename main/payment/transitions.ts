// The table of what may happen to an attempt and to a refund. Everything that changes a status goes through it;
// what is not listed here cannot happen.
import { type AttemptStatus, type RefundStatus, attemptStatus, refundStatus } from "../../preload/contract/status.ts";

/**
 * - unpaid: the channel said "not paid", but after an unclear answer one such answer is not enough
 * - send: the request is about to leave · restart: a process died and this one found the attempt
 * - cash: the cashier has the money in hand; only for attempts in cash
 * - stop: a person wants it ended · spent: its time is over
 * - paid, declined, awaiting, unknown, cancelled: what the channel's answer proves
 * - cancel: a cancel or close is about to leave · review: only a person can decide
 * - late_paid: money for an attempt we had called off · late_mismatch: money of another amount for one
 * - resolved_*: a manager wrote down what the channel's console says
 * - refund_differs: the channel lists more refunds than we sent · settle_exception: somebody has dealt with an exception
 */
export const ATTEMPT_EVENTS = [
  "send",
  "cash",
  "restart",
  "stop",
  "spent",
  "paid",
  "declined",
  "awaiting",
  "unknown",
  "cancelled",
  "unpaid",
  "cancel",
  "review",
  "late_paid",
  "late_mismatch",
  "resolved_paid",
  "resolved_unpaid",
  "refund_differs",
  "settle_exception",
] as const;
export type AttemptEvent = (typeof ATTEMPT_EVENTS)[number];

type Table<Status extends string, Event extends string> = Readonly<
  Record<Status, Readonly<Partial<Record<Event, Status>>>>
>;

const asking = {
  paid: "paid",
  declined: "declined",
  awaiting: "awaiting_payer",
  unknown: "unknown",
  unpaid: "unknown",
  stop: "cancelling",
  spent: "cancelling",
  review: "needs_review",
} as const;

export const ATTEMPT_TABLE: Table<AttemptStatus, AttemptEvent> = {
  created: { send: "sending", cash: "paid", stop: "cancelled", restart: "cancelled" },
  sending: {
    paid: "paid",
    declined: "declined",
    awaiting: "awaiting_payer",
    unknown: "unknown",
    restart: "unknown",
    review: "needs_review",
    // Certain that not one byte of the charge was written.
    cancelled: "cancelled",
  },
  awaiting_payer: asking,
  unknown: asking,
  cancelling: {
    paid: "paid",
    cancelled: "cancelled",
    awaiting: "cancelling",
    unknown: "cancelling",
    unpaid: "cancelling",
    cancel: "cancelling",
    spent: "needs_review",
    review: "needs_review",
  },
  needs_review: {
    paid: "paid",
    declined: "declined",
    cancelled: "cancelled",
    awaiting: "needs_review",
    unknown: "needs_review",
    unpaid: "needs_review",
    cancel: "needs_review",
    review: "needs_review",
    resolved_paid: "paid",
    resolved_unpaid: "cancelled",
    settle_exception: "needs_review",
  },
  paid: { refund_differs: "paid", settle_exception: "paid" },
  declined: { late_paid: "paid", late_mismatch: "declined", settle_exception: "declined" },
  cancelled: { late_paid: "paid", late_mismatch: "cancelled", settle_exception: "cancelled" },
};

export const REFUND_EVENTS = [
  "send",
  "restart",
  "processing",
  "unknown",
  "refunded",
  "refused",
  "late_refunded",
  "handed_back",
  "resolved_refunded",
  "resolved_refused",
  "let_go",
] as const;
export type RefundEvent = (typeof REFUND_EVENTS)[number];

export const REFUND_TABLE: Table<RefundStatus, RefundEvent> = {
  // Cash goes back over the counter: nothing is sent and nobody is asked.
  requested: { send: "sending", handed_back: "refunded", restart: "refused" },
  sending: {
    processing: "processing",
    unknown: "unknown",
    refunded: "refunded",
    refused: "refused",
    restart: "unknown",
  },
  // A person may write down what the console says where an end never comes by itself.
  processing: {
    processing: "processing",
    unknown: "processing",
    refunded: "refunded",
    refused: "refused",
    resolved_refunded: "refunded",
    resolved_refused: "refused",
  },
  unknown: {
    send: "sending",
    processing: "processing",
    unknown: "unknown",
    refunded: "refunded",
    refused: "refused",
    resolved_refunded: "refunded",
    resolved_refused: "refused",
  },
  // Sent again under the same number, where the channel wants it so.
  refused: { send: "sending", late_refunded: "refunded", let_go: "refused" },
  refunded: {},
};

export const nextAttemptStatus = (from: AttemptStatus, event: AttemptEvent): AttemptStatus | null =>
  ATTEMPT_TABLE[from][event] ?? null;

export const nextRefundStatus = (from: RefundStatus, event: RefundEvent): RefundStatus | null =>
  REFUND_TABLE[from][event] ?? null;

/** Replays a history of events from its first row; null when a step is not in the table. */
export function replayAttempt(events: readonly string[]): AttemptStatus | null {
  return replay<AttemptStatus>(events, "created", attemptStatus.options, (from, event) => {
    const known = ATTEMPT_EVENTS.find((name) => name === event);
    return known ? nextAttemptStatus(from, known) : null;
  });
}

export function replayRefund(events: readonly string[]): RefundStatus | null {
  return replay<RefundStatus>(events, "requested", refundStatus.options, (from, event) => {
    const known = REFUND_EVENTS.find((name) => name === event);
    return known ? nextRefundStatus(from, known) : null;
  });
}

function replay<Status extends string>(
  events: readonly string[],
  first: Status,
  known: readonly Status[],
  next: (from: Status, event: string) => Status | null,
): Status | null {
  if (events[0] !== first) return null;
  let status: Status | null = known.includes(first) ? first : null;
  for (const event of events.slice(1)) {
    if (status === null) return null;
    status = next(status, event);
  }
  return status;
}
