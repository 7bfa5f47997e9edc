// What the channel's rules say about giving this payment back now: what stands in the way, and whether it goes back as a cancel
// of the day or as a refund. Pure; main holds every refund against the same numbers before it is sent.
import { isRefundOpen } from "../../../preload/contract/status.ts";
import type { Fen } from "../../../preload/contract/money.ts";
import type { OrderDetail, RefundLimits, RefundView } from "../../../preload/contract/views.ts";

/** Why nothing can be given back now; null when something can. */
export type Block = "not_paid" | "nothing_left" | "under_way" | "channel_cannot" | "times" | "days" | "spacing";

export const waitMs = ({ lastAt, spacingMs }: RefundLimits, now: number): number =>
  lastAt === null || spacingMs === null ? 0 : Math.max(0, Math.min(spacingMs, lastAt + spacingMs - now));

/** `canRefund`: whether the payment's channel gives anything back at all. */
export function blockOf(detail: OrderDetail, canRefund: boolean, now: number): Block | null {
  const { attempt, refunds, refundableFen, refundLimits: limits } = detail;
  if (attempt.status !== "paid") return "not_paid";
  if (refunds.some(({ status }) => isRefundOpen(status))) return "under_way";
  if (refundableFen === 0) return "nothing_left";
  if (!canRefund) return "channel_cannot";
  if (limits.timesLeft === 0) return "times";
  if (limits.until !== null && now >= limits.until) return "days";
  return waitMs(limits, now) > 0 ? "spacing" : null;
}

/**
 * cancel: as 撤单 of the day, which this channel has · refund: as a refund · cancel_never, cancel_part, cancel_late: a refund,
 * and why it is no cancel.
 */
export type Way = { readonly as: "cancel" | "refund"; readonly why: "in_time" | "never" | "part" | "late" };

export function wayOf({ attempt, refundLimits, refunds }: OrderDetail, amountFen: Fen, now: number): Way {
  const { cancelUntil, asCancel } = refundLimits;
  if (cancelUntil === null) return { as: "refund", why: "never" };
  if (now >= cancelUntil) return { as: "refund", why: "late" };
  const isWhole = amountFen === attempt.amountFen && refunds.every(({ status }) => status === "refused");
  return asCancel && isWhole ? { as: "cancel", why: "in_time" } : { as: "refund", why: "part" };
}

/** The refund whose fate the screen tells: the one under way, else the last that is still news. */
export function toldOf(refunds: readonly RefundView[], begun: string | null): RefundView | null {
  const open = refunds.find(({ status }) => isRefundOpen(status));
  return open ?? refunds.find(({ refund }) => refund === begun) ?? null;
}

/** The last refund that was refused, nobody has dealt with, and no later one took the place of. */
export function parkedOf(refunds: readonly RefundView[]): RefundView | null {
  const last = refunds.at(-1);
  return last?.status === "refused" && !last.letGo ? last : null;
}
