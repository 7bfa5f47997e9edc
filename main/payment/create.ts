// Writes down what is about to be tried: the order, the attempt, its trade number. Nothing has been sent yet, and
// nothing may be sent that is not written here first.
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import { type OrderId, type TradeNo, makeNumber, orderId, tradeNo } from "../../preload/contract/ids.ts";
import { type Fen, addFen } from "../../preload/contract/money.ts";
import { type ChannelId, type Method, type Wallet, isOpen } from "../../preload/contract/status.ts";
import {
  attemptByNo,
  attemptsOfOrder,
  insertAttempt,
  insertOrder,
  nextDayNumber,
  orderById,
} from "../store/attempts.ts";
import { StoreCannotWrite, type Writer, isDuplicate } from "../store/open.ts";
import { countUp } from "../store/settings.ts";
import type { Flow } from "./flow.ts";

export type NewPayment = {
  readonly amountFen: Fen;
  readonly channel: ChannelId;
  readonly method: Method;
  readonly mode: string | null;
  readonly wallet: Wallet | null;
  readonly codeTail: string | null;
  readonly note: string | null;
  /** The order to try again; a new order when null. */
  readonly order: OrderId | null;
};

/**
 * Creates the attempt (status `created`) and its order if it has none. Refuses while another attempt of the order is
 * open or when the order is paid: `order_open_attempt`, `order_already_paid`; `store_cannot_write` when the disk refuses.
 */
export function create(flow: Flow, payment: NewPayment): Result<TradeNo> {
  try {
    return flow.store.write((tx) => createIn(tx, flow, payment));
  } catch (error) {
    if (error instanceof StoreCannotWrite) return fail("store_cannot_write", error.code, "manager", "now");
    // Another process was first: the index holds what the check above could not see.
    if (isDuplicate(error)) return fail("order_open_attempt", payment.order ?? "", "cashier", "after_query");
    throw error;
  }
}

function createIn(tx: Writer, flow: Flow, payment: NewPayment): Result<TradeNo> {
  const now = flow.clock.now();
  const { day, stamp } = flow.clock.local(now);
  let order: OrderId;
  if (payment.order === null) {
    order = orderId(flow.ids.nonce());
    const { amountFen, note } = payment;
    insertOrder(tx, { orderId: order, amountFen, day, dayNumber: nextDayNumber(tx, day), note, createdAt: now });
  } else {
    const allowed = mayTryAgain(tx, payment.order, payment.amountFen);
    if (!allowed.ok) return allowed;
    order = payment.order;
  }
  const number = newTradeNo(tx, stamp, flow.terminal);
  const { channel, method, mode, wallet, codeTail, amountFen } = payment;
  insertAttempt(tx, {
    tradeNo: number,
    orderId: order,
    channel,
    method,
    mode,
    wallet,
    codeTail,
    amountFen,
    createdAt: now,
  });
  return ok(number);
}

function mayTryAgain(tx: Writer, id: OrderId, amountFen: Fen): Result<null> {
  const order = orderById(tx, id);
  if (!order) return fail("order_not_found", id);
  const attempts = attemptsOfOrder(tx, id);
  const open = attempts.find((attempt) => isOpen(attempt.status));
  if (open) return fail("order_open_attempt", open.tradeNo, "cashier", "after_query");
  const paid = attempts.filter((attempt) => attempt.status === "paid").map((attempt) => attempt.amountFen);
  if (addFen(amountFen, ...paid) > order.amountFen) return fail("order_already_paid", id, "cashier", "never");
  return ok(null);
}

/** A number nobody has: the counter lives in the store, so a wrong clock cannot make a number twice. */
function newTradeNo(tx: Writer, stamp: string, terminal: number): TradeNo {
  for (let tries = 0; tries < 100; tries++) {
    const number = tradeNo(makeNumber("9", stamp, terminal, countUp(tx, "trade_no")));
    if (number && !attemptByNo(tx, number)) return number;
  }
  throw new Error("no free trade number");
}
