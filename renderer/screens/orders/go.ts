// The way from any screen to giving money back (F5). It moves none.
import { hush } from "../../notice.ts";
import { goTo, useTill } from "../../till.ts";
import { openRefund, useOrders } from "./store.ts";

/** The refund of the order that is open, as far as anything may go back; else the orders, to find it. */
export function goRefund(): void {
  const { detail } = useOrders.getState();
  const { screen } = useTill.getState();
  hush();
  goTo("orders");
  if (screen === "orders" && detail !== null && detail.refundableFen > 0) openRefund(true);
}
