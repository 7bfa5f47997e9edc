// Lays one row of our book beside what the channel says about it. Pure: the same row and answer always give the same
// difference, or none. What we do not know is never taken for agreement.
import { isOpen, isRefundOpen } from "../../preload/contract/status.ts";
import type { UnknownCause } from "../../preload/contract/reason.ts";
import type { Attempt, Refund } from "../payment/attempt.ts";
import type { BillLine } from "../store/bills.ts";
import type { Found } from "../store/differences.ts";
import type { Said, SaidRefund } from "./said.ts";

type Beside = Pick<Found, "kind" | "theirsFen" | "theirsState">;

const differs = (kind: Found["kind"], theirsState: string, theirsFen: number | null = null): Beside => ({
  kind,
  theirsState,
  theirsFen,
});

/** `refunds`: ours, of this attempt. An open attempt is a difference of its own, whatever is said. */
export function besideAnswer(attempt: Attempt, refunds: readonly Refund[], said: Said): Beside | null {
  if (isOpen(attempt.status)) return null;
  const wasSentBack = refunds.some((refund) => refund.sentAt !== null);
  if (attempt.status !== "paid") return besideNothing(said);
  switch (said.is) {
    case "paid": {
      const isSame = said.amountFen === null || said.amountFen === attempt.amountFen;
      return isSame ? null : differs("amount", "paid", said.amountFen);
    }
    case "none":
      return differs(said.how === "order_missing" ? "ours_only" : "state", said.how);
    case "back":
      return wasSentBack ? null : differs("refund_missing", "turned_to_refund");
    case "unclear":
      // A payment that was given back in part has a state of its own on some channels; its refunds are asked themselves.
      if (said.cause === "state_needs_a_person" && wasSentBack) return null;
      return unclear(said.cause);
  }
}

/** An answer that names another amount, or one from which nothing follows. */
const unclear = (cause: UnknownCause): Beside => differs(cause === "amount_differs" ? "amount" : "state", cause);

/** We ended it without money. What still waits there is no money; the watch for late money goes on looking. */
function besideNothing(said: Said): Beside | null {
  if (said.is === "paid") return differs("state", "paid", said.amountFen);
  return said.is === "unclear" ? unclear(said.cause) : null;
}

export function besideRefundAnswer(refund: Refund, said: SaidRefund): Beside | null {
  if (isRefundOpen(refund.status)) return null;
  const wentBack = refund.status === "refunded";
  switch (said.is) {
    case "refunded":
      if (!wentBack) return differs("state", "refunded", said.amountFen);
      return said.amountFen === null || said.amountFen === refund.amountFen
        ? null
        : differs("amount", "refunded", said.amountFen);
    case "processing":
      return differs("state", "processing");
    case "refused":
      return wentBack ? differs("state", "refused") : null;
    case "absent":
      return wentBack ? differs("refund_missing", "absent") : null;
    case "unclear":
      return unclear(said.cause);
  }
}

/** One line of a bill or list about this attempt. */
export function besideLine(attempt: Attempt, line: BillLine): Beside | null {
  if (isOpen(attempt.status)) return null;
  if (attempt.status !== "paid") return line.isDone ? differs("state", line.word, line.amountFen) : null;
  if (!line.isDone) return differs("state", line.word, line.amountFen);
  return line.amountFen === attempt.amountFen ? null : differs("amount", line.word, line.amountFen);
}

export function besideRefundLine(refund: Refund, line: BillLine): Beside | null {
  if (isRefundOpen(refund.status)) return null;
  const wentBack = refund.status === "refunded";
  if (wentBack !== line.isDone) return differs("state", line.word, line.amountFen);
  return !wentBack || line.amountFen === refund.amountFen ? null : differs("amount", line.word, line.amountFen);
}
