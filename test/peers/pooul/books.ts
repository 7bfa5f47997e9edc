// The peer's own books: what was really asked for, taken and given back. The auditor compares them with ours.

/** How the payer behind one payment behaves. */
export type Payer = {
  /** trade_state of the charge's answer, then one per query; the last one stays. 0 takes the money. */
  readonly states: readonly number[];
  /** Answers the charge with this failure instead; the states go on with the first query. */
  readonly fails?: { readonly code: number; readonly msg: string };
  /** Pays by itself so long after the charge, asked or not. */
  readonly paysAfterMs?: number;
  /** Pays although the order was reversed or closed: at so many queries after that. */
  readonly paysAfterUndo?: number;
};

export const payers = {
  pays: { states: [0] },
  /** Types a password: awaiting for the charge and `queries - 1` queries, paid with the query of that number. */
  types: (queries: number): Payer => ({ states: [...Array<number>(queries).fill(6), 0] }),
  neverPays: { states: [6] },
  declines: { states: [7] },
  /** Reported as failed, then paid after all. */
  paysLate: { states: [6, 7, 0] },
  paysAfterUndo: (queries: number): Payer => ({ states: [6], paysAfterUndo: queries }),
  paysAfter: (ms: number): Payer => ({ states: [6], paysAfterMs: ms }),
  fails: (code: number, msg: string, states: readonly number[] = [7]): Payer => ({
    states: [7, ...states],
    fails: { code, msg },
  }),
  inState: (state: number): Payer => ({ states: [state] }),
} as const;

export type Order = {
  readonly tradeNo: string;
  readonly tradeId: string;
  readonly payType: string;
  readonly feeFen: number;
  readonly authCode: string | null;
  readonly payer: Payer;
  /** Monotonic ms. */
  readonly createdAt: number;
  state: number;
  /** How many of the payer's states were used up. */
  step: number;
  /** How often money was taken; never more than once. */
  charges: number;
  paidFen: number;
  /** Given back by a reverse or by finished refunds. */
  returnedFen: number;
  queries: number;
  queriesSinceUndo: number;
  undone: "reversed" | "closed" | null;
  readonly history: { readonly at: number; readonly state: number; readonly why: string }[];
};

export type Refund = {
  readonly refundNo: string | null;
  readonly refundId: string;
  readonly tradeNo: string;
  readonly feeFen: number;
  readonly why: string;
  /** refund_status per query; the last one stays. */
  states: readonly number[];
  step: number;
  state: number;
  /** How often it was asked for. */
  asked: number;
};

export type PreOrder = { readonly preId: string; readonly feeFen: number; state: number };

export type Books = {
  readonly orders: Map<string, Order>;
  readonly refunds: Refund[];
  readonly preOrders: Map<string, PreOrder>;
};

export function setState(order: Order, state: number, why: string, now: number): void {
  if (state === 0 && order.paidFen === 0) {
    order.charges += 1;
    order.paidFen = order.feeFen;
  }
  order.state = state;
  order.history.push({ at: now, state, why });
}

/** Lets time pass for an order: a payer who pays by himself has done so by now. */
export function touch(order: Order, now: number): void {
  const { paysAfterMs } = order.payer;
  if (paysAfterMs === undefined || order.undone || order.paidFen > 0) return;
  if (now - order.createdAt >= paysAfterMs) setState(order, 0, "paid by itself", now);
}

/** One query: the payer's next state. */
export function advance(order: Order, now: number): void {
  touch(order, now);
  order.queries += 1;
  if (order.undone) {
    order.queriesSinceUndo += 1;
    if (order.payer.paysAfterUndo === order.queriesSinceUndo) setState(order, 0, "paid after all", now);
    return;
  }
  const next = order.payer.states[order.step];
  if (next === undefined || order.state === 1 || order.payer.paysAfterMs !== undefined) return;
  order.step += 1;
  setState(order, next, "query", now);
}

/** What of a payment may still be given back. */
export function leftFen(books: Books, order: Order): number {
  const asked = books.refunds.filter((refund) => refund.tradeNo === order.tradeNo && refund.state !== 2);
  const reversed = order.undone === "reversed" ? order.paidFen : 0;
  return Math.max(0, order.paidFen - reversed - asked.reduce((sum, refund) => sum + refund.feeFen, 0));
}

export function advanceRefund(books: Books, refund: Refund): void {
  const next = refund.states[refund.step];
  if (next === undefined) return;
  refund.step += 1;
  const order = books.orders.get(refund.tradeNo);
  if (next === 0 && refund.state !== 0 && order) order.returnedFen += refund.feeFen;
  refund.state = next;
}
