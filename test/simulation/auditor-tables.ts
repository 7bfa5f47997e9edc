// The auditor's own tables, written out from design/payments.md: what may follow what, and how long anything may stay
// open. They share nothing with the tables the till itself goes by.
import type { ChannelName } from "./bank.ts";

/** from → event → to. */
export type Moves = Readonly<Record<string, Readonly<Record<string, string>>>>;

const ASKED = {
  paid: "paid",
  declined: "declined",
  awaiting: "awaiting_payer",
  unknown: "unknown",
  unpaid: "unknown",
  stop: "cancelling",
  spent: "cancelling",
  review: "needs_review",
} as const;

const CALLED_OFF = { late_paid: "paid" } as const;
/** What a manager has dealt with stays where it stands. */
const settledAs = (status: string) => ({ settle_exception: status });

export const ATTEMPT_MOVES: Moves = {
  created: { send: "sending", cash: "paid", stop: "cancelled", restart: "cancelled" },
  sending: {
    paid: "paid",
    declined: "declined",
    awaiting: "awaiting_payer",
    unknown: "unknown",
    restart: "unknown",
    review: "needs_review",
    cancelled: "cancelled",
  },
  awaiting_payer: ASKED,
  unknown: ASKED,
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
    ...settledAs("needs_review"),
  },
  paid: { refund_differs: "paid", ...settledAs("paid") },
  declined: { ...CALLED_OFF, late_mismatch: "declined", ...settledAs("declined") },
  cancelled: { ...CALLED_OFF, late_mismatch: "cancelled", ...settledAs("cancelled") },
};

const BY_HAND = { resolved_refunded: "refunded", resolved_refused: "refused" } as const;

export const REFUND_MOVES: Moves = {
  requested: { send: "sending", handed_back: "refunded", restart: "refused" },
  sending: {
    processing: "processing",
    unknown: "unknown",
    refunded: "refunded",
    refused: "refused",
    restart: "unknown",
  },
  processing: { processing: "processing", unknown: "processing", refunded: "refunded", refused: "refused", ...BY_HAND },
  unknown: {
    send: "sending",
    processing: "processing",
    unknown: "unknown",
    refunded: "refunded",
    refused: "refused",
    ...BY_HAND,
  },
  refused: { send: "sending", late_refunded: "refunded", let_go: "refused" },
  refunded: {},
};

export const FIRST = { attempt: "created", refund: "requested" } as const;

export const FINAL: ReadonlySet<string> = new Set(["paid", "declined", "cancelled"]);

/**
 * Within this an attempt that nothing disturbs is final or a person's: charge timeout, the channel's time for questions, the
 * earliest close, and the repeated cancels after it (payments.md, "Timing profile"), with a minute to spare.
 */
export const BOUND_MS: Readonly<Record<ChannelName, number>> = {
  pooul: 30_000 + 300_000 + 120_000 + 60_000,
  leshua: 30_000 + 300_000 + 120_000 + 60_000,
  huishouyin: 30_000 + 120_000 + 120_000 + 60_000,
  payserver: 85_000 + 90_000 + 20_000 + 60_000,
  gathering: 75_000 + 120_000 + 60_000,
};
