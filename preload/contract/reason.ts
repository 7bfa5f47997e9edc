// Why an attempt or a refund stands where it does, in words of our own. What the channel literally said
// is kept beside it as `raw`. The renderer finds a sentence for each of these.
import { z } from "zod";

/** The channel's definite no: no money was taken. */
export const declineReason = z.enum([
  "code_expired",
  "code_invalid",
  "payer_cancelled",
  "balance_low",
  "limit_exceeded",
  "refused_by_channel",
  "closed",
  "reversed",
  "never_sent",
  "not_received",
]);
export type DeclineReason = z.infer<typeof declineReason>;

/** Why we do not know. None of these may ever be read as paid or as unpaid. */
export const unknownCause = z.enum([
  "timeout",
  "not_connected",
  "broken_connection",
  "tls_failed",
  "redirected",
  "too_large",
  "server_error",
  "rate_limited",
  "unreadable",
  "bad_signature",
  "other_order",
  "amount_missing",
  "amount_differs",
  "order_missing",
  "failure_answered",
  /** A refund was turned down because the merchant's account at the channel holds too little. */
  "funds_low",
  /** The pay code was used before or is worth nothing now: a request delivered twice hears that of its own first delivery. */
  "code_spent",
  "unlisted_state",
  "state_needs_a_person",
  "turned_to_refund",
  "cannot_ask",
  "contradiction",
  "restarted",
  "stopped",
  "secret_unreadable",
]);
export type UnknownCause = z.infer<typeof unknownCause>;

export const refundReason = z.enum([
  "refund_closed",
  "refund_refused",
  "refund_abnormal",
  /** Nothing is wrong with it: it can be sent once the merchant's account holds enough. */
  "merchant_balance_low",
]);
export type RefundReason = z.infer<typeof refundReason>;

export const reason = z.enum([...declineReason.options, ...unknownCause.options, ...refundReason.options]);
export type Reason = z.infer<typeof reason>;
