// The channel's documented limits on refunds, as data: shown before the press, checked before the request, and by the
// same numbers. And which refund a late or doubled payment calls for, which nobody sends but a manager.
import { type Fen, addFen, fen } from "../../preload/contract/money.ts";
import type { RefundLimits } from "../../preload/contract/views.ts";
import type { Channel } from "../channel/channel.ts";
import type { Reader } from "../store/open.ts";
import { refundSums, refundsOf } from "../store/refunds.ts";
import type { Attempt, Refund } from "./attempt.ts";
import { type Due, refundableFen } from "./due.ts";

const DAY_MS = 86_400_000;

const NO_LIMITS: RefundLimits = {
  times: null,
  timesLeft: null,
  daysLeft: null,
  until: null,
  lastAt: null,
  spacingMs: null,
  waitMs: null,
  asCancel: false,
  cancelUntil: null,
  fullOnly: false,
  arrives: "at_once",
};

/** `channel` null: cash, which goes back over the counter at any time. What never left does not count. */
export function refundLimits(
  channel: Channel | null,
  attempt: Attempt,
  refunds: readonly Refund[],
  now: number,
): RefundLimits {
  if (!channel) return NO_LIMITS;
  const { times, days, spacingMs, cancelWithinMs, arrives } = channel.profile.refund;
  const sent = refunds.filter((refund) => refund.sentAt !== null && refund.reason !== "never_sent");
  const lastAt = Math.max(...sent.map((refund) => refund.sentAt ?? 0));
  const paidAt = attempt.finalAt ?? now;
  const ageMs = now - paidAt;
  return {
    times,
    timesLeft: times === null ? null : Math.max(0, times - sent.length),
    daysLeft: days === null ? null : Math.max(0, Math.ceil((days * DAY_MS - ageMs) / DAY_MS)),
    until: days === null ? null : paidAt + days * DAY_MS,
    lastAt: sent.length === 0 ? null : lastAt,
    spacingMs,
    waitMs: spacingMs === null ? null : Math.max(0, Math.min(spacingMs, lastAt + spacingMs - now)),
    asCancel: cancelWithinMs !== null && sent.length === 0 && ageMs < cancelWithinMs,
    cancelUntil: cancelWithinMs === null ? null : paidAt + cancelWithinMs,
    fullOnly: channel.can.refund === "full",
    arrives,
  };
}

/** Which limit a refund of this amount would break, or null. */
export function limitReached(limits: RefundLimits, attempt: Attempt, amountFen: Fen): string | null {
  if (limits.fullOnly && amountFen !== attempt.amountFen) return "partial refund";
  if (limits.timesLeft === 0) return "refund times";
  if (limits.daysLeft === 0) return "refund days";
  if (limits.waitMs !== null && limits.waitMs > 0) return "refund spacing";
  return null;
}

/** What should go back because it came after we had said no, or beyond what the order owes; null when nothing should. */
export function proposedRefundFen(read: Reader, attempt: Attempt, { owedFen, paidFen, received }: Due): Fen | null {
  if (attempt.status !== "paid" || attempt.exceptionSettled) return null;
  if (attempt.exception !== "paid_late" && attempt.exception !== "duplicate") return null;
  const leftFen = refundableFen(attempt, refundsOf(read, attempt.tradeNo));
  if (leftFen === 0 || attempt.exception === "paid_late") return leftFen === 0 ? null : leftFen;
  const sums = received.map((other) => refundSums(refundsOf(read, other.tradeNo)));
  const goneFen = addFen(...sums.flatMap((sum) => [sum.refundedFen, sum.refundingFen]));
  const tooMuch = Math.min(leftFen, paidFen - owedFen - goneFen);
  return tooMuch > 0 ? fen(tooMuch) : null;
}
