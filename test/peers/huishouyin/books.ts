// The peer's own books: what was really asked for, taken and given back. The auditor compares them with ours.

/** How the payer behind one payment behaves. Numbers are the vendor's order_status. */
export type Payer = {
  /** order_status of the charge's answer, then one per pay/check; the last one stays. 1 takes the money. */
  readonly states: readonly number[];
  /** Answers the charge with this code instead, `data: {}`; the states go on with the first pay/check. */
  readonly fails?: { readonly code: number; readonly msg: string };
  /** Pays by itself so long after the charge, asked or not. */
  readonly paysAfterMs?: number;
  /** Pays although the order was cancelled or closed: at so many pay/checks after that. */
  readonly paysAfterUndo?: number;
  /** Discounts: what the payer really pays is less than the bill. */
  readonly discount?: { readonly payableFen: number; readonly realFen: number };
};

export const payers = {
  pays: { states: [1] },
  /** Types a password: awaiting for the charge and `queries - 1` queries, paid with the query of that number. */
  types: (queries: number): Payer => ({ states: [...Array<number>(queries).fill(0), 1] }),
  neverPays: { states: [0] },
  declines: { states: [-1] },
  /** Reported as failed, then paid after all. */
  paysLate: { states: [0, -1, 1] },
  paysAfterUndo: (queries: number): Payer => ({ states: [0], paysAfterUndo: queries }),
  paysAfter: (ms: number): Payer => ({ states: [0], paysAfterMs: ms }),
  fails: (code: number, msg: string, states: readonly number[] = [-1]): Payer => ({
    states: [-1, ...states],
    fails: { code, msg },
  }),
  inState: (state: number): Payer => ({ states: [state] }),
  withVouchers: (payableFen: number, realFen: number): Payer => ({ states: [1], discount: { payableFen, realFen } }),
} as const;

export type Order = {
  readonly orderId: string;
  readonly tradeNo: string;
  readonly kind: "qrcode" | "scan" | "h5";
  readonly totalFen: number;
  readonly payCode: string | null;
  readonly wallet: 0 | 1;
  readonly payer: Payer;
  /** Monotonic ms. */
  readonly createdAt: number;
  state: number;
  /** How many of the payer's states were used up. */
  step: number;
  /** How often money was taken; never more than once. */
  charges: number;
  paidFen: number;
  /** Given back by a cancel or by finished refunds. */
  returnedFen: number;
  checks: number;
  checksSinceUndo: number;
  undone: "cancelled" | "closed" | null;
};

/** What becomes of a refund, one per pay/check with its number; the last one stays. */
export type RefundState = "processing" | "done" | "failed";

export type Refund = {
  readonly refundNo: string | null;
  readonly orderId: string;
  readonly feeFen: number;
  readonly states: readonly RefundState[];
  step: number;
  state: RefundState;
  /** How often it was asked for. */
  asked: number;
};

export type Books = { readonly orders: Map<string, Order>; readonly refunds: Refund[] };

export function setState(order: Order, state: number): void {
  if (state === 1 && order.paidFen === 0) {
    order.charges += 1;
    order.paidFen = order.totalFen;
  }
  order.state = state;
}

/** Lets time pass for an order: a payer who pays by himself has done so by now. */
export function touch(order: Order, now: number): void {
  const { paysAfterMs } = order.payer;
  if (paysAfterMs === undefined || order.undone || order.paidFen > 0) return;
  if (now - order.createdAt >= paysAfterMs) setState(order, 1);
}

/** One pay/check: the payer's next state. */
export function advance(order: Order, now: number): void {
  touch(order, now);
  order.checks += 1;
  if (order.undone) {
    order.checksSinceUndo += 1;
    if (order.payer.paysAfterUndo === order.checksSinceUndo) setState(order, 1);
    return;
  }
  const next = order.payer.states[order.step];
  if (next === undefined || order.returnedFen > 0 || order.payer.paysAfterMs !== undefined) return;
  order.step += 1;
  setState(order, next);
}

export const refundsOf = (books: Books, order: Order): readonly Refund[] =>
  books.refunds.filter((refund) => refund.orderId === order.orderId && refund.state !== "failed");

/** What of a payment may still be given back. */
export function leftFen(books: Books, order: Order): number {
  const cancelled = order.undone === "cancelled" ? order.paidFen : 0;
  const asked = refundsOf(books, order).reduce((sum, refund) => sum + refund.feeFen, 0);
  return Math.max(0, order.paidFen - cancelled - asked);
}

export function advanceRefund(books: Books, refund: Refund): void {
  const next = refund.states[refund.step];
  if (next === undefined) return;
  refund.step += 1;
  const order = books.orders.get(refund.orderId);
  if (next === "done" && refund.state !== "done" && order) order.returnedFen += refund.feeFen;
  refund.state = next;
}

/** order_status with the refunds counted in. */
export function orderStatus(books: Books, order: Order): number {
  if (order.state !== 1) return order.state;
  const refunds = refundsOf(books, order);
  if (refunds.some((refund) => refund.state === "processing")) return -3;
  if (order.returnedFen === 0) return 1;
  return order.returnedFen === order.paidFen ? 2 : 3;
}
