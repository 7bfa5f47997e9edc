// What an order still owes. Always a sum of its attempts as they stand on disk; nothing is kept anywhere.
import { type Fen, addFen, fen, subtractFen } from "../../preload/contract/money.ts";
import { attemptsOfOrder } from "../store/attempts.ts";
import type { Reader } from "../store/open.ts";
import { refundSums, refundsOf } from "../store/refunds.ts";
import type { Attempt, Order, Refund } from "./attempt.ts";

export type Due = {
  readonly owedFen: Fen;
  /** Received by all tenders; may be more than owed, where money came late. */
  readonly paidFen: Fen;
  readonly dueFen: Fen;
  /** The attempts the money came by. */
  readonly received: readonly Attempt[];
  /** Some of it went back or is on its way: this order is not collected for any more. */
  readonly isGivenBack: boolean;
};

export function dueOf(read: Reader, order: Order, attempts = attemptsOfOrder(read, order.orderId)): Due {
  const paid = attempts.filter((attempt) => attempt.status === "paid");
  const paidFen = addFen(...paid.map((attempt) => attempt.amountFen));
  return {
    owedFen: order.amountFen,
    paidFen,
    dueFen: paidFen >= order.amountFen ? fen(0) : subtractFen(order.amountFen, paidFen),
    received: paid,
    isGivenBack: paid.some((attempt) => wentBack(read, attempt)),
  };
}

const wentBack = (read: Reader, attempt: Attempt): boolean =>
  refundsOf(read, attempt.tradeNo).some((refund) => refund.status !== "refused");

/** What may still be given back of a paid attempt: everything that has not gone and is not on its way. */
export function refundableFen(attempt: Attempt, refunds: readonly Refund[]): Fen {
  if (attempt.status !== "paid") return fen(0);
  const { refundedFen, refundingFen } = refundSums(refunds);
  // Where the channel says so, what a voucher paid was never the customer's and does not go back to them.
  const mostFen = fen(Math.min(attempt.amountFen, attempt.settlement?.refundMaxFen ?? attempt.amountFen));
  const goneFen = addFen(refundedFen, refundingFen);
  return goneFen >= mostFen ? fen(0) : subtractFen(mostFen, goneFen);
}
