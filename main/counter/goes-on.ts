// What an order at the counter still wants: the same amount once more after one that was not received, the rest after
// one that paid a part. Read from the book each time; nothing is kept.
import type { TradeNo } from "../../preload/contract/ids.ts";
import type { Fen } from "../../preload/contract/money.ts";
import { type ChannelId, isOpen } from "../../preload/contract/status.ts";
import type { TillState } from "../../preload/contract/views.ts";
import type { Book } from "../book.ts";
import type { Attempt } from "../payment/attempt.ts";
import { dueOf } from "../payment/due.ts";
import { viewByNo } from "../payment/view.ts";
import { attemptByNo, attemptsOfOrder } from "../store/attempts.ts";
import { orderById } from "../store/orders.ts";

export type Sale = {
  /** What is collected now, and what the whole order owes: more, where other tenders pay the rest. */
  readonly amountFen: Fen;
  readonly owedFen: Fen;
  readonly note: string | null;
  /** An attempt whose order goes on: it was not received, or it paid only a part. */
  readonly again: TradeNo | null;
  /** Chosen by the cashier instead of the wallet's own; null as a rule. */
  readonly channel: ChannelId | null;
};

/** It is being taken: nothing else may be shown or charged. One that waits for a person is not. */
export const isTaking = ({ status }: Attempt): boolean => isOpen(status) && status !== "needs_review";

/** Of tenders sent together, the one nobody knows the end of yet: the others would hide it. */
export function whatMatters({ store }: Book, attempt: Attempt): Attempt {
  if (isTaking(attempt)) return attempt;
  const all = attemptsOfOrder(store.read, attempt.orderId);
  return all.find(isTaking) ?? all.find(({ status }) => isOpen(status)) ?? attempt;
}

/** Something of its order is received, something is due, and nothing went back. */
function isPartPaid({ store }: Book, attempt: Attempt): boolean {
  const order = orderById(store.read, attempt.orderId);
  const due = order && dueOf(store.read, order);
  return due !== null && due.paidFen > 0 && due.dueFen > 0 && !due.isGivenBack;
}

/** What of the locked sale or the attempt on the screen must stay in sight when it is put away; null when nothing must. */
export function inSight(book: Book, sale: Sale | null, shown: Attempt | null, park: boolean): TradeNo | null {
  const attempt = sale?.again ? attemptByNo(book.store.read, sale.again) : shown;
  if (!attempt) return null;
  return isTaking(attempt) || (!park && isPartPaid(book, attempt)) ? attempt.tradeNo : null;
}

/** How the order of a finished attempt goes on; null when it does not. */
export function goesOn(book: Book, { tradeNo, status, amountFen }: Attempt): Sale | null {
  const view = viewByNo(book.payment.flow, tradeNo);
  if (!view || isOpen(status) || view.dueFen === 0) return null;
  const { dueFen, owedFen } = view;
  return { amountFen: status === "paid" ? dueFen : amountFen, owedFen, note: null, again: tradeNo, channel: null };
}

export function viewSale(book: Book, { amountFen, owedFen, again, channel }: Sale): NonNullable<TillState["sale"]> {
  const dueFen = again ? viewByNo(book.payment.flow, again)?.dueFen : owedFen;
  return { amountFen, owedFen, dueFen: dueFen ?? owedFen, again, channel };
}
