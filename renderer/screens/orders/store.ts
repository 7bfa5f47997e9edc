// The orders screen's own state: the order in the drawer, and what is being asked of it. It edits nothing and deletes
// nothing.
import { create } from "zustand";
import type { Failure, Result } from "../../../preload/contract/failure.ts";
import type { RefundNo, TradeNo } from "../../../preload/contract/ids.ts";
import type { AttemptView, OrderDetail } from "../../../preload/contract/views.ts";
import { call, on } from "../../cashier.ts";
import { joinStory } from "../../evidence.ts";
import { hush, sayFailure } from "../../notice.ts";
import { goTo, showTill, useTill } from "../../till.ts";
import { hearAttempt, readCashiers, readOrders, readSoon, startAnew } from "./list.ts";

export type Orders = {
  readonly selected: TradeNo | null;
  readonly detail: OrderDetail | null;
  readonly isAsking: boolean;
  readonly isStopping: boolean;
  /** The whole order is about to be given back, tender by tender. */
  readonly isUndoing: boolean;
  /** Why the whole order could not be given back. */
  readonly undoFailure: Failure | null;
};

const CLOSED = {
  selected: null,
  detail: null,
  isAsking: false,
  isStopping: false,
  isUndoing: false,
  undoFailure: null,
} as const;

export const useOrders = create<Orders>()(() => CLOSED);

/** Follows main while the screen is open. */
export function mirrorOrders(): () => void {
  void readOrders();
  void readCashiers();
  const { selected } = useOrders.getState();
  if (selected !== null) void openOrder(selected);
  const stops = [
    on("attempt.changed", (news) => {
      const { detail } = useOrders.getState();
      if (detail?.attempt.order === news.attempt.order) {
        useOrders.setState({ detail: { ...detail, ...withoutReadonly(joinStory(detail, news)) } });
      }
      hearAttempt(news.attempt);
    }),
    on("refund.changed", (refund) => {
      if (useOrders.getState().selected === refund.order) void openOrder(refund.order);
      readSoon();
    }),
    useTill.subscribe((till, before) => {
      if (till.state?.mode === before.state?.mode) return;
      useOrders.setState(CLOSED);
      startAnew();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

const withoutReadonly = ({
  attempt,
  evidence,
}: ReturnType<typeof joinStory>): Pick<OrderDetail, "attempt" | "evidence"> => ({
  attempt,
  evidence: [...evidence],
});

export async function openOrder(order: TradeNo): Promise<void> {
  if (useOrders.getState().selected !== order) {
    hush();
    useOrders.setState({ ...CLOSED, selected: order });
  }
  const answer = await call("orders.show", { order });
  if (useOrders.getState().selected !== order) return;
  if (answer.ok) useOrders.setState({ detail: answer.value });
  else sayFailure(answer.failure);
}

export const closeOrder = (): void => useOrders.setState(CLOSED);

export async function askOrder(order: TradeNo): Promise<void> {
  hush();
  useOrders.setState({ isAsking: true });
  const answer = await call("payment.ask", { order });
  await afterwards(order, answer);
}

export async function stopOrder(order: TradeNo): Promise<void> {
  useOrders.setState({ isStopping: false, isAsking: true });
  const answer = await call("payment.stop", { order });
  await afterwards(order, answer);
}

export async function askRefund(order: TradeNo, refund: RefundNo): Promise<void> {
  hush();
  useOrders.setState({ isAsking: true });
  const answer = await call("refund.ask", { refund });
  await afterwards(order, answer);
}

async function afterwards(order: TradeNo, answer: Result<unknown>): Promise<void> {
  if (!answer.ok) sayFailure(answer.failure);
  if (useOrders.getState().selected !== order) return;
  useOrders.setState({ isAsking: false });
  await openOrder(order);
}

export const openUndo = (isUndoing: boolean): void => useOrders.setState({ isUndoing, undoFailure: null });

/** Sends everything of the order back. Called by a hand on the black button and by nothing else. */
export async function undoOrder(order: TradeNo, why: string): Promise<void> {
  useOrders.setState({ undoFailure: null });
  const answer = await call("collect.undo", { order, why });
  if (!answer.ok) return useOrders.setState({ undoFailure: answer.failure });
  const [left] = answer.value.left;
  // What could not go back stays in the list, and the first reason is said.
  useOrders.setState(left === undefined ? { isUndoing: false } : { undoFailure: left.failure });
  await openOrder(order);
}

/** Goes on with an order of which a part is received: what is due is locked at the counter. */
export async function goOn({ order, owedFen, dueFen }: AttemptView): Promise<void> {
  const answer = await call("collect.begin", { amountFen: dueFen, owedFen, again: order });
  if (!answer.ok) return sayFailure(answer.failure);
  showTill(answer.value);
  goTo("collect");
}
