// What the views of an order's payments say of its money: whether a channel proved it, and whether any of it is still here.
// Pure, for main and the screens alike.
import type { AttemptView } from "./views.ts";

/** Cash has no channel's proof, and neither has what a person wrote down. */
export const isProved = ({ method, exception }: Pick<AttemptView, "method" | "exception">): boolean =>
  method !== "cash" && exception !== "resolved_by_hand";

type Back = Pick<AttemptView, "status" | "amountFen" | "refundedFen" | "refundingFen" | "settlement">;

/** All that may go back of every payment an order received has gone or is on its way; what a voucher paid never does. */
export function isAllBack(tenders: readonly Back[]): boolean {
  const paid = tenders.filter(({ status }) => status === "paid");
  return paid.length > 0 && paid.every(hasGone);
}

function hasGone({ amountFen, refundedFen, refundingFen, settlement }: Back): boolean {
  const goneFen = refundedFen + refundingFen;
  return goneFen > 0 && goneFen >= Math.min(amountFen, settlement?.refundMaxFen ?? amountFen);
}
