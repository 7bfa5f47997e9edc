// What a channel's answer says about money, in the few words reconciliation compares with our book. Pure. Silence of the
// network says nothing, and is null: the number has not been asked.
import { z } from "zod";
import { unknownCause } from "../../preload/contract/reason.ts";
import { assertNever } from "../../preload/contract/status.ts";
import { fenSchema } from "../../preload/contract/views.ts";
import type { Outcome, RefundOutcome } from "../channel/channel.ts";
import { isSilentCause } from "../payment/watch-plan.ts";

const amountFen = fenSchema.nullable();
const unclear = z.object({ is: z.literal("unclear"), cause: unknownCause });

/**
 * - none: no money of this payment is with the channel; `how` is its own word for it
 * - back: the money, or some of it, went back or is on its way back
 * - unclear: it answered, and not what anything follows from
 */
export const said = z.discriminatedUnion("is", [
  z.object({ is: z.literal("paid"), amountFen }),
  z.object({ is: z.literal("none"), how: z.enum(["declined", "closed", "cancelled", "awaiting", "order_missing"]) }),
  z.object({ is: z.literal("back") }),
  unclear,
]);
export type Said = z.infer<typeof said>;

export const saidRefund = z.discriminatedUnion("is", [
  z.object({ is: z.literal("refunded"), amountFen }),
  z.object({ is: z.enum(["processing", "refused", "absent"]) }),
  unclear,
]);
export type SaidRefund = z.infer<typeof saidRefund>;

export function saidOf(outcome: Outcome): Said | null {
  switch (outcome.kind) {
    case "paid":
      return { is: "paid", amountFen: outcome.amountFen };
    case "declined":
    case "closed":
    case "cancelled":
    case "awaiting":
      return { is: "none", how: outcome.kind };
    case "unknown":
      if (isSilentCause(outcome.cause)) return null;
      if (outcome.cause === "order_missing" || outcome.namesNone) return { is: "none", how: "order_missing" };
      if (outcome.cause === "turned_to_refund") return { is: "back" };
      return { is: "unclear", cause: outcome.cause };
    default:
      return assertNever(outcome);
  }
}

export function saidOfRefund(outcome: RefundOutcome): SaidRefund | null {
  switch (outcome.kind) {
    case "refunded":
      return { is: "refunded", amountFen: outcome.amountFen };
    case "processing":
    case "refused":
    case "absent":
      return { is: outcome.kind };
    case "unknown":
      if (isSilentCause(outcome.cause)) return null;
      if (outcome.cause === "order_missing" || outcome.namesNone) return { is: "absent" };
      return { is: "unclear", cause: outcome.cause };
    default:
      return assertNever(outcome);
  }
}
