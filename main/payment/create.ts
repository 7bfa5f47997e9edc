// Writes down what is about to be tried: the order, the attempt, its trade number. Nothing has been sent yet, and
// nothing may be sent that is not written here first.
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import { type OrderId, type TradeNo, makeNumber, numberParts, orderId, tradeNo } from "../../preload/contract/ids.ts";
import { type Fen, addFen } from "../../preload/contract/money.ts";
import type { Line } from "../../preload/contract/views.ts";
import { isOpen } from "../../preload/contract/status.ts";
import { attemptByNo, attemptsOfOrder, insertAttempt } from "../store/attempts.ts";
import { removeHeld } from "../store/held.ts";
import { insertOrder, nextDayNumber, orderById } from "../store/orders.ts";
import { type Reader, StoreCannotWrite, type Writer, isDuplicate } from "../store/open.ts";
import { countUp } from "../store/settings.ts";
import type { Attempt } from "./attempt.ts";
import { dueOf } from "./due.ts";
import type { Flow } from "./flow.ts";

/** One way of paying, for a part of what is owed or all of it. */
export type NewTender = Pick<Attempt, "amountFen" | "channel" | "method" | "mode" | "wallet" | "codeTail" | "givenFen">;

export type NewPayment = {
  /** Several are sent as one batch and stand beside each other; else exactly one. */
  readonly tenders: readonly NewTender[];
  /** What a new order owes: at least what is tendered now. */
  readonly owedFen: Fen;
  readonly note: string | null;
  /** Of a new order: they add up to what it owes. */
  readonly lines?: readonly Line[];
  /** The sale put aside that a new order was made of: it is put aside no more. */
  readonly held?: number | null;
  /** The order to go on with; a new order when null. */
  readonly order: OrderId | null;
};

/**
 * Creates the attempts (status `created`) and their order if it has none. Failures: order_open_attempt while another
 * attempt of the order is open; order_already_paid; tender_more_than_due; order_given_back; store_cannot_write when
 * the disk refuses.
 */
export function create(flow: Flow, payment: NewPayment): Result<readonly TradeNo[]> {
  return writeNew(flow, payment.order, (tx) => createIn(tx, flow, payment));
}

/** Runs what writes new attempts; what the store refuses becomes the failure it means. */
export function writeNew<T>(flow: Flow, order: OrderId | null, work: (tx: Writer) => Result<T>): Result<T> {
  try {
    return flow.store.write(work);
  } catch (error) {
    if (error instanceof StoreCannotWrite) return fail("store_cannot_write", error.code, "manager", "now");
    // Another process was first: the index holds what the check before could not see.
    if (isDuplicate(error)) return fail("order_open_attempt", order ?? "", "cashier", "after_query");
    throw error;
  }
}

export function createIn(tx: Writer, flow: Flow, payment: NewPayment): Result<readonly TradeNo[]> {
  const now = flow.clock.now();
  const { day, stamp } = flow.clock.local(now);
  const { tenders, owedFen, note, lines = [] } = payment;
  const tenderedFen = addFen(...tenders.map((tender) => tender.amountFen));
  let order = payment.order;
  if (order === null) {
    const sumFen = lines.reduce((sum, { count, priceFen }) => sum + count * priceFen, 0);
    if (lines.length > 0 && sumFen !== owedFen) return fail("bad_input", "lines");
    if (tenderedFen > owedFen) return fail("tender_more_than_due", String(owedFen));
    order = orderId(flow.ids.nonce());
    const dayNumber = nextDayNumber(tx, day);
    const cashier = flow.staff.who();
    insertOrder(tx, { orderId: order, amountFen: owedFen, day, dayNumber, note, cashier, createdAt: now }, lines);
    if (payment.held) removeHeld(tx, payment.held);
  } else {
    const allowed = mayGoOn(tx, order, tenderedFen);
    if (!allowed.ok) return allowed;
  }
  const [first] = attemptsOfOrder(tx, order);
  const terminal = first ? numberParts(first.tradeNo).terminal : flow.terminal;
  const numbers: TradeNo[] = [];
  for (const [leg, tender] of tenders.entries()) {
    const number = newTradeNo(tx, stamp, terminal);
    insertAttempt(tx, { ...tender, tradeNo: number, orderId: order, leg, createdAt: now });
    numbers.push(number);
  }
  return ok(numbers);
}

/**
 * Whether an order may be collected for: no attempt beside an open one, nothing beyond what it owes, nothing once it was
 * undone. Failures: those of `create`, and order_not_found.
 */
export function mayGoOn(tx: Reader, id: OrderId, tenderedFen: Fen): Result<null> {
  const order = orderById(tx, id);
  if (!order) return fail("order_not_found", id);
  const attempts = attemptsOfOrder(tx, id);
  const open = attempts.find((attempt) => isOpen(attempt.status));
  if (open) return fail("order_open_attempt", open.tradeNo, "cashier", "after_query");
  const { dueFen, isGivenBack } = dueOf(tx, order, attempts);
  if (dueFen === 0) return fail("order_already_paid", id, "cashier", "never");
  if (isGivenBack) return fail("order_given_back", id, "cashier", "never");
  if (tenderedFen > dueFen) return fail("tender_more_than_due", String(dueFen));
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
