// F3: was the last one received or not. What is open comes first; it is shown where its verdict and evidence stand, and
// nothing is asked or changed by looking.
import { OPEN_STATUSES } from "../../../preload/contract/status.ts";
import { call } from "../../cashier.ts";
import { hush, remark, sayFailure } from "../../notice.ts";
import { goTo, useTill } from "../../till.ts";
import { openOrder } from "../orders/store.ts";

export async function showLastVerdict(): Promise<void> {
  hush();
  const current = useTill.getState().state?.current ?? null;
  if (current !== null) return goTo("collect");
  const open = await call("orders.list", { statuses: [...OPEN_STATUSES], limit: 1 });
  const last = open.ok && open.value.orders.length === 0 ? await call("orders.list", { limit: 1 }) : open;
  if (!last.ok) return sayFailure(last.failure);
  const [attempt] = last.value.orders;
  if (attempt === undefined) return remark("nothing_taken_yet");
  goTo("orders");
  await openOrder(attempt.order);
}
