// What an order still owes. Always a sum of its attempts as they stand on disk; nothing is kept anywhere.
import { type Fen, addFen, fen, subtractFen } from "../../preload/contract/money.ts";
import { attemptsOfOrder } from "../store/attempts.ts";
import type { Reader } from "../store/open.ts";
import { refundsOf } from "../store/refunds.ts";
import type { Attempt, Order } from "./attempt.ts";

export type Due = {
  readonly owedFen: Fen;
  /** Received by all tenders; may be more than owed, where money came late. */
  readonly paidFen: Fen;
  readonly dueFen: Fen;
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
    isGivenBack: paid.some((attempt) => wentBack(read, attempt)),
  };
}

const wentBack = (read: Reader, attempt: Attempt): boolean =>
  refundsOf(read, attempt.tradeNo).some((refund) => refund.status !== "refused");
