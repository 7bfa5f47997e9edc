// The peer's own books: what was really asked for, taken and given back. The auditor compares them with ours.

/** How the payer behind one payment behaves. */
export type Payer = {
  /** status of the charge's answer, then one per query; the last one stays. 2 takes the money. */
  readonly states: readonly number[];
  /** Answers the charge with this error_code instead; the states go on with the first query. */
  readonly fails?: { readonly code: number; readonly msg: string };
  /** Pays by itself so long after the charge, asked or not. */
  readonly paysAfterMs?: number;
  /** Pays although the order was closed: at so many queries after that. */
  readonly paysAfterClose?: number;
};

export const payers = {
  pays: { states: [2] },
  /** Types a password: awaiting for the charge and `queries - 1` queries, paid with the query of that number. */
  types: (queries: number): Payer => ({ states: [...Array<number>(queries).fill(0), 2] }),
  neverPays: { states: [0] },
  declines: { states: [8] },
  /** Reported as failed, then paid after all. */
  paysLate: { states: [0, 8, 2] },
  paysAfterClose: (queries: number): Payer => ({ states: [0], paysAfterClose: queries }),
  paysAfter: (ms: number): Payer => ({ states: [0], paysAfterMs: ms }),
  fails: (code: number, msg: string, states: readonly number[] = [8]): Payer => ({
    states: [8, ...states],
    fails: { code, msg },
  }),
  inState: (state: number): Payer => ({ states: [state] }),
} as const;

export type Order = {
  readonly tradeNo: string;
  readonly leshuaId: string;
  readonly payWay: string;
  readonly service: "upload_authcode" | "get_tdcode";
  readonly amountFen: number;
  readonly authCode: string | null;
  readonly payer: Payer;
  /** Monotonic ms. */
  readonly createdAt: number;
  status: number;
  /** How many of the payer's states were used up. */
  step: number;
  /** How often money was taken; never more than once. */
  charges: number;
  paidFen: number;
  /** Given back by finished refunds. */
  returnedFen: number;
  queries: number;
  queriesSinceClose: number;
  closed: boolean;
  readonly history: { readonly at: number; readonly status: number; readonly why: string }[];
};

export type Refund = {
  readonly refundNo: string;
  readonly leshuaId: string;
  readonly tradeNo: string;
  readonly amountFen: number;
  /** status per query; the last one stays. */
  readonly states: readonly number[];
  step: number;
  status: number;
};

export type Books = { readonly orders: Map<string, Order>; readonly refunds: Refund[] };

export function setStatus(order: Order, status: number, why: string, now: number): void {
  if (status === 2 && order.paidFen === 0) {
    order.charges += 1;
    order.paidFen = order.amountFen;
  }
  order.status = status;
  order.history.push({ at: now, status, why });
}

/** Lets time pass for an order: a payer who pays by himself has done so by now. */
export function touch(order: Order, now: number): void {
  const { paysAfterMs } = order.payer;
  if (paysAfterMs === undefined || order.closed || order.paidFen > 0) return;
  if (now - order.createdAt >= paysAfterMs) setStatus(order, 2, "paid by itself", now);
}

/** One query: the payer's next state. */
export function advance(order: Order, now: number): void {
  touch(order, now);
  order.queries += 1;
  if (order.closed) {
    order.queriesSinceClose += 1;
    if (order.payer.paysAfterClose === order.queriesSinceClose) setStatus(order, 2, "paid after all", now);
    return;
  }
  const next = order.payer.states[order.step];
  if (next === undefined || order.payer.paysAfterMs !== undefined) return;
  order.step += 1;
  setStatus(order, next, "query", now);
}

/** What of a payment may still be given back; a failed refund frees what it held. */
export function leftFen(books: Books, order: Order): number {
  const held = books.refunds.filter((refund) => refund.tradeNo === order.tradeNo && refund.status !== 12);
  return order.paidFen - held.reduce((sum, refund) => sum + refund.amountFen, 0);
}

export function advanceRefund(books: Books, refund: Refund): void {
  const next = refund.states[refund.step];
  if (next === undefined) return;
  refund.step += 1;
  const order = books.orders.get(refund.tradeNo);
  if (next === 11 && refund.status !== 11 && order) order.returnedFen += refund.amountFen;
  refund.status = next;
}
