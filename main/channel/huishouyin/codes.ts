// The vendor's own tables: what a code and an order_status mean. Data only; what follows from them for a payment or a
// refund stands in outcome.ts and refund-outcome.ts.
import type { UnknownCause } from "../../../preload/contract/reason.ts";

/**
 * - rejected: parameters, app or signature wrong. The vendor's flow chart checks these, in the order 3001, 3002, 3003,
 *   3004, before the order number, any discount and the wallet (facts §2.5); 3000 and 2000 are their older numbers
 * - duplicate: somebody's order or refund stands under this number already
 */
export type CodeMeaning =
  | "ok"
  | "pay_failed"
  | "waiting"
  | "already_paid"
  | "closed"
  | "cancelled"
  | "duplicate"
  | "rejected"
  | "refund_too_big"
  | "funds_low"
  | "order_missing"
  | "refund_missing"
  | "pre_order_missing"
  | "not_enabled"
  | "system_error"
  | "too_frequent"
  | "onboarding";

/** facts §2.5, from the seed and the vendor's error page. */
export const CODES: ReadonlyMap<number, CodeMeaning> = new Map([
  [1000, "ok"],
  [1001, "pay_failed"],
  [1002, "waiting"],
  [1003, "already_paid"],
  [1004, "closed"],
  [1005, "cancelled"],
  [1006, "already_paid"],
  [1007, "duplicate"],
  [2000, "rejected"],
  [2001, "refund_too_big"],
  [2002, "funds_low"],
  [3000, "rejected"],
  [3001, "rejected"],
  [3002, "rejected"],
  [3003, "rejected"],
  [3004, "rejected"],
  [4001, "order_missing"],
  [4002, "refund_missing"],
  [4003, "pre_order_missing"],
  [4004, "duplicate"],
  [5000, "not_enabled"],
  [5001, "system_error"],
  [5002, "too_frequent"],
  [6000, "onboarding"],
  [6001, "onboarding"],
  [6002, "onboarding"],
  [6003, "onboarding"],
  [6004, "onboarding"],
  [6005, "onboarding"],
]);

/** Why we do not know, when a code decides nothing. */
export function causeOf(meaning: CodeMeaning | undefined): UnknownCause {
  switch (meaning) {
    case undefined:
      return "unlisted_state";
    case "order_missing":
      return "order_missing";
    // Not "failure": whatever was asked for may have been done before the system stumbled.
    case "system_error":
      return "server_error";
    case "too_frequent":
      return "rate_limited";
    default:
      return "failure_answered";
  }
}

export type StateMeaning =
  | "paid"
  | "refunded"
  | "partly_refunded"
  | "refunding"
  | "refund_failed"
  | "closed"
  | "cancelled"
  | "awaiting"
  | "declined"
  | "not_known";

/** order_status, one table for payments and refunds (seed; facts §2.4). */
export const ORDER_STATES: ReadonlyMap<number, StateMeaning> = new Map([
  [1, "paid"],
  [2, "refunded"],
  [3, "partly_refunded"],
  [4, "closed"],
  [5, "cancelled"],
  [0, "awaiting"],
  [-1, "declined"],
  [-2, "refund_failed"],
  [-3, "refunding"],
  [-10, "not_known"],
]);
