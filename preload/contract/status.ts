// The words for where a payment stands, and the one instruction that follows from them.
// A verdict is derived here and stored nowhere.
import { z } from "zod";

export const attemptStatus = z.enum([
  "created",
  "sending",
  "awaiting_payer",
  "unknown",
  "cancelling",
  "needs_review",
  "paid",
  "declined",
  "cancelled",
]);
export type AttemptStatus = z.infer<typeof attemptStatus>;

/** Open: the channel may still hold money we do not know of, so no other attempt of the order may start. */
export const OPEN_STATUSES = [
  "created",
  "sending",
  "awaiting_payer",
  "unknown",
  "cancelling",
  "needs_review",
] as const satisfies readonly AttemptStatus[];

export const isOpen = (status: AttemptStatus): boolean => (OPEN_STATUSES as readonly AttemptStatus[]).includes(status);

/** Beside the status, its own axis: what a person must still settle. */
export const exception = z.enum(["none", "paid_late", "amount_mismatch", "resolved_by_hand", "duplicate"]);
export type Exception = z.infer<typeof exception>;

/** release = 放货, wait = 别放货，等, retry = 没收到，可换码重收. */
export const verdict = z.enum(["release", "wait", "retry"]);
export type Verdict = z.infer<typeof verdict>;

/** `dueFen`: what the attempt's order still owes; goods are released only when the whole order is paid. */
export function verdictOf(status: AttemptStatus, dueFen: number): Verdict {
  switch (status) {
    case "paid":
      return dueFen === 0 ? "release" : "wait";
    case "declined":
    case "cancelled":
      return "retry";
    case "created":
    case "sending":
    case "awaiting_payer":
    case "unknown":
    case "cancelling":
    case "needs_review":
      return "wait";
    default:
      return assertNever(status);
  }
}

export const refundStatus = z.enum(["requested", "sending", "processing", "unknown", "refunded", "refused"]);
export type RefundStatus = z.infer<typeof refundStatus>;

export const isRefundOpen = (status: RefundStatus): boolean => status !== "refunded" && status !== "refused";

export const wallet = z.enum(["wechat", "alipay", "unionpay", "ecny"]);
export type Wallet = z.infer<typeof wallet>;

/** `cash` is no channel of anybody's: the till itself took the money, and nobody can be asked about it. */
export const channelId = z.enum(["gathering", "huishouyin", "payserver", "pooul", "leshua", "training", "cash"]);
export type ChannelId = z.infer<typeof channelId>;

/** How the customer pays: we scan their code, they scan ours, by a channel's mode that needs no code, or in cash. */
export const method = z.enum(["pay_code", "qr", "mode", "cash"]);
export type Method = z.infer<typeof method>;

export function assertNever(value: never): never {
  throw new Error(`a case was forgotten: ${JSON.stringify(value)}`);
}
