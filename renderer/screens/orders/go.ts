// The two ways into the orders from any screen: the last payment (F3), and giving money back (F5). Neither moves money.
import { call } from "../../cashier.ts";
import { hush, sayFailure } from "../../notice.ts";
import { goTo, useTill } from "../../till.ts";
import { openOrder, openRefund, useOrders } from "./store.ts";

/** Shows what became of the payment on the screen, or of the latest one. */
export async function showLast(): Promise<void> {
  const current = useTill.getState().state?.current ?? null;
  const answer = current === null ? await call("orders.list", { limit: 1 }) : null;
  if (answer !== null && !answer.ok) return sayFailure(answer.failure);
  const order = current ?? answer?.value.orders[0]?.order ?? null;
  hush();
  goTo("orders");
  if (order !== null) await openOrder(order);
}

/** The refund of the order that is open, as far as anything may go back; else the orders, to find it. */
export function goRefund(): void {
  const { detail } = useOrders.getState();
  const { screen } = useTill.getState();
  hush();
  goTo("orders");
  if (screen === "orders" && detail !== null && detail.refundableFen > 0) openRefund(true);
}
