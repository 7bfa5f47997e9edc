// The steps of a sale the collect screen may ask main for, one call after another. A step that main refuses says
// why and changes nothing.
import type { Result } from "../../../preload/contract/failure.ts";
import type { TillState } from "../../../preload/contract/views.ts";
import { call } from "../../cashier.ts";
import { hush, remark, sayFailure } from "../../notice.ts";
import { showTill, useTill } from "../../till.ts";
import * as amount from "./entry.ts";
import { ASK_EVERY_MS } from "./key-table.ts";
import { walletsForQr } from "./modes.ts";
import { useCollect } from "./store.ts";

let lastCall: Promise<unknown> = Promise.resolve();
let askedAt = -Infinity;

/** Calls reach main in the order of the keys. */
export const inOrder = <T>(work: () => Promise<T>): Promise<T> => {
  const answer = lastCall.then(work);
  lastCall = answer;
  return answer;
};

export async function begin(): Promise<boolean> {
  const { entry, mode, wallet } = useCollect.getState();
  const amountFen = amount.totalFen(entry);
  if (amountFen === 0) {
    sayFailure({ code: amount.isEmpty(entry) ? "amount_empty" : "amount_zero", who: "cashier", retry: "now" });
    return false;
  }
  hush();
  if (mode === "pay_code") return tell(await call("collect.begin", { amountFen }));
  const [first] = walletsForQr(useTill.getState().state);
  const chosen = wallet ?? first;
  if (chosen === undefined) {
    remark("mode_not_possible");
    return false;
  }
  const answer = await call("collect.qr", { amountFen, wallet: chosen });
  if (!answer.ok) sayFailure(answer.failure);
  return answer.ok;
}

function tell(answer: Result<TillState>): boolean {
  if (answer.ok) showTill(answer.value);
  else sayFailure(answer.failure);
  return answer.ok;
}

export const clear = async (): Promise<boolean> => tell(await call("collect.clear", {}));

export async function next(): Promise<void> {
  useCollect.setState({ entry: amount.EMPTY });
  await clear();
}

/** Serves the next customer while a person settles this one. Main keeps asking; only what it asks no more may be parked. */
export async function park(): Promise<void> {
  if (useCollect.getState().story?.attempt.status === "needs_review") await next();
  else remark("cannot_park");
}

export async function again(): Promise<boolean> {
  const attempt = useCollect.getState().story?.attempt;
  if (attempt === undefined) return false;
  return tell(await call("collect.begin", { amountFen: attempt.amountFen, again: attempt.order }));
}

export async function ask(): Promise<void> {
  const order = useCollect.getState().story?.attempt.order;
  if (order === undefined) return;
  if (performance.now() - askedAt < ASK_EVERY_MS) return remark("asked_just_now");
  askedAt = performance.now();
  const answer = await call("payment.ask", { order });
  if (!answer.ok) sayFailure(answer.failure);
}

export async function stop(): Promise<void> {
  const order = useCollect.getState().story?.attempt.order;
  useCollect.setState({ questionAt: null });
  if (order === undefined) return;
  const answer = await call("payment.stop", { order });
  if (!answer.ok) sayFailure(answer.failure);
}
