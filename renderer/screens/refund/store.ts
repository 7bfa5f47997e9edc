// The refund screen's own state: what was typed to find the order, what was found, and what is about to be given back. The
// order itself is the orders screen's: both look at the same one. It decides nothing about money; main does.
import { create } from "zustand";
import type { Failure } from "../../../preload/contract/failure.ts";
import { type RefundNo, type TradeNo, tradeNo } from "../../../preload/contract/ids.ts";
import type { Fen } from "../../../preload/contract/money.ts";
import { formatYuan } from "../../../preload/contract/money.ts";
import type { AttemptView, OrderDetail, RefundLine, RefundView } from "../../../preload/contract/views.ts";
import { call } from "../../cashier.ts";
import { hush, sayFailure } from "../../notice.ts";
import { goTo, useTill } from "../../till.ts";
import { useReview } from "../orders/review-store.ts";
import { closeOrder, openOrder, useOrders } from "../orders/store.ts";
import { type RefundForm, newForm } from "./form.ts";
import { toldOf } from "./rules.ts";

export type RefundScreenState = {
  readonly typed: string;
  /** Received payments that fit what was typed, newest first; null before the first answer. */
  readonly found: readonly AttemptView[] | null;
  /** The row the keys are on. */
  readonly active: number;
  /** The order came by a scan of its receipt. */
  readonly isScanned: boolean;
  /** Null: what is left, without a reason yet. */
  readonly form: RefundForm | null;
  /** The refund that was begun here, whose progress is told. */
  readonly begun: RefundNo | null;
  readonly failure: Failure | null;
  readonly isSending: boolean;
};

const NEW_ORDER = { form: null, begun: null, failure: null, isSending: false, isScanned: false } as const;

export const useRefund = create<RefundScreenState>()(() => ({ typed: "", found: null, active: 0, ...NEW_ORDER }));

const MOST_FOUND = 30;
const GATHER_MS = 120;

/** Reads what could be given back: without a word, the last ones that were received. */
export async function search(): Promise<void> {
  const { typed } = useRefund.getState();
  const text = typed.trim();
  const answer = await call("orders.list", {
    statuses: ["paid"],
    anyDay: true,
    limit: MOST_FOUND,
    ...(text === "" ? {} : { search: text }),
  });
  if (useRefund.getState().typed !== typed) return;
  if (answer.ok) useRefund.setState({ found: answer.value.orders, active: 0 });
  else sayFailure(answer.failure);
}

let gathering: number | undefined;
export function setTyped(typed: string): void {
  useRefund.setState({ typed });
  window.clearTimeout(gathering);
  gathering = window.setTimeout(() => void search(), GATHER_MS);
}

/** Opens a payment to give it back; `isScanned`: its receipt was scanned. */
export async function openForRefund(order: TradeNo, isScanned = false): Promise<void> {
  hush();
  useRefund.setState({ ...NEW_ORDER, isScanned });
  goTo("refund");
  closeOrder();
  await openOrder(order);
}

/** Enter in the search field: the row the keys are on, or the number itself, also one that is not listed. */
export async function openTyped(): Promise<void> {
  const number = tradeNo(useRefund.getState().typed.trim());
  if (number !== null) return openForRefund(number);
  window.clearTimeout(gathering);
  await search();
  const { found, active } = useRefund.getState();
  const row = found?.[active];
  if (row !== undefined) await openForRefund(row.order);
}

export function leaveOrder(): void {
  closeOrder();
  useRefund.setState(NEW_ORDER);
  void search();
}

export const setForm = (form: RefundForm): void => useRefund.setState({ form, failure: null });

/** Another refund of the same payment, from the beginning. */
export const beginAnew = (): void => useRefund.setState({ ...NEW_ORDER });

/** The same again: amount, goods and reason of a refund that was refused. Nothing is sent yet. */
export function repeat(refund: RefundView): void {
  const counts = Object.fromEntries(refund.lines.map(({ position, count }) => [position, String(count)]));
  const form = { amount: formatYuan(refund.amountFen), why: "other" as const, note: refund.why, counts };
  useRefund.setState({ ...NEW_ORDER, form });
}

export type Give = {
  readonly order: TradeNo;
  readonly amountFen: Fen;
  readonly why: string;
  readonly lines: readonly RefundLine[];
};

/** Sends money back. Called by a hand on the black button, or its key held for a second, and by nothing else. */
export async function give({ order, amountFen, why, lines }: Give): Promise<void> {
  if (useRefund.getState().isSending) return;
  useRefund.setState({ failure: null, isSending: true });
  const named = lines.length === 0 ? {} : { lines: [...lines] };
  const answer = await call("refund.start", { order, amountFen, why, ...named });
  useRefund.setState({
    isSending: false,
    ...(answer.ok ? { begun: answer.value.refund } : { failure: answer.failure }),
  });
  // Also when it was refused: another window may have given back what was left.
  if (useOrders.getState().selected === order) await openOrder(order);
}

export const formOf = (detail: OrderDetail): RefundForm => useRefund.getState().form ?? newForm(detail.refundableFen);

/** Nothing of this sale can be begun now: its refund is told, or nothing is left. Otherwise F5 is the black button's key. */
function isOver(): boolean {
  const { detail } = useOrders.getState();
  if (detail === null) return false;
  return detail.refundableFen === 0 || toldOf(detail.refunds, useRefund.getState().begun) !== null;
}

/** F5, from anywhere: the order that is looked at, as far as anything of it may go back; else the search for one. */
export function goRefund(): void {
  const { screen } = useTill.getState();
  const { detail, isUndoing } = useOrders.getState();
  // There its key is held: it leads nowhere.
  if (isUndoing || useReview.getState().question !== null) return;
  if (screen === "refund") return isOver() ? leaveOrder() : undefined;
  hush();
  useRefund.setState({ ...NEW_ORDER, typed: "" });
  if (screen !== "orders" || detail === null || detail.attempt.status !== "paid") closeOrder();
  goTo("refund");
}
