// The steps of a sale the collect screen may ask main for, one call after another. A step that main refuses says
// why and changes nothing.
import type { CallInput } from "../../../preload/contract/calls.ts";
import type { Result } from "../../../preload/contract/failure.ts";
import type { TillState } from "../../../preload/contract/views.ts";
import { call } from "../../cashier.ts";
import { hush, remark, sayFailure } from "../../notice.ts";
import { showTill, useTill } from "../../till.ts";
import { wordsNow } from "../../text/words-now.ts";
import * as amount from "./entry.ts";
import { linesOf } from "./entry-lines.ts";
import { ASK_EVERY_MS } from "./key-table.ts";
import { canTake, walletsForQr } from "./modes.ts";
import { NEW_SALE, useCollect } from "./store.ts";
import { lock, madeOf, saleInput } from "./tenders.ts";
import { openUndo, putAside } from "./undo.ts";

let lastCall: Promise<unknown> = Promise.resolve();
let askedAt = -Infinity;

/** Calls reach main in the order of the keys; one that breaks stops none that come after it. */
export const inOrder = <T>(work: () => Promise<T>): Promise<T> => {
  const answer = lastCall.then(work);
  lastCall = answer.catch(() => {});
  return answer;
};

export async function begin(): Promise<boolean> {
  const { entry, mode, note, held, openModes } = useCollect.getState();
  const amountFen = amount.totalFen(entry);
  if (amountFen === 0) {
    sayFailure({ code: amount.isEmpty(entry) ? "amount_empty" : "amount_zero", who: "cashier", retry: "now" });
    return false;
  }
  hush();
  if (!canTake(useTill.getState().state, mode, openModes)) {
    remark("mode_not_possible");
    return false;
  }
  if (!isSure(entry, amountFen)) return false;
  const lines = [...linesOf(entry, wordsNow().goods.other)];
  const sale = { amountFen, ...madeOf({ note, held }), ...(lines.length === 0 ? {} : { lines }) };
  if (mode === "qr") return openQr(sale);
  return tell(await call("collect.begin", { ...sale, takesCode: mode === "pay_code" }));
}

/** A second Enter this soon may be the first one bouncing. */
const SURE_QUIET_MS = 400;
let askedFor: { readonly entry: amount.Entry; readonly at: number } | null = null;

/** Whether an amount wants a second Enter. */
export const isOverLimit = (amountFen: number): boolean =>
  amountFen > (useTill.getState().state?.settings.confirmAboveFen ?? Infinity);

function isSure(entry: amount.Entry, amountFen: number): boolean {
  if (!isOverLimit(amountFen)) return true;
  const now = performance.now();
  if (askedFor?.entry !== entry) askedFor = { entry, at: now };
  else if (now - askedFor.at >= SURE_QUIET_MS) return true;
  remark("over_limit");
  return false;
}

async function openQr(sale: Omit<CallInput<"collect.qr">, "wallet">): Promise<boolean> {
  const till = useTill.getState().state;
  const chosen = useCollect.getState().wallet;
  const wallets = walletsForQr(till);
  const wallet = wallets.find((each) => each === chosen) ?? wallets[0];
  if (wallet === undefined) {
    remark("mode_not_possible");
    return false;
  }
  const answer = await call("collect.qr", { ...sale, wallet });
  if (!answer.ok) sayFailure(answer.failure);
  return answer.ok;
}

/** Shows a code for the locked amount; nothing while a pay code of the customer's is what is waited for. */
export async function showQr(): Promise<void> {
  const sale = useTill.getState().state?.sale ?? null;
  if (sale === null || useCollect.getState().mode !== "qr") return;
  hush();
  await openQr(saleInput(sale));
}

function tell(answer: Result<TillState>): boolean {
  if (answer.ok) showTill(answer.value);
  else sayFailure(answer.failure);
  return answer.ok;
}

export const clear = async (): Promise<boolean> => tell(await call("collect.clear", {}));

export async function next(): Promise<void> {
  useCollect.setState(NEW_SALE);
  await clear();
}

/** Serves the next customer while a person settles this one. Main keeps asking; only what it asks no more may be parked. */
export async function park(): Promise<void> {
  if (useCollect.getState().story?.attempt.status === "needs_review") await putAside();
  else remark("cannot_park");
}

export async function again(): Promise<boolean> {
  const attempt = useCollect.getState().story?.attempt;
  if (attempt === undefined) return false;
  const { amountFen, owedFen, order } = attempt;
  return lock({ amountFen, owedFen, again: order });
}

/** Leaves an attempt that was not received. What others of its order received is never left behind: it goes back first. */
export async function giveUp(): Promise<void> {
  const { tenders } = useCollect.getState();
  if (tenders.some((tender) => tender.status === "paid")) openUndo();
  else await next();
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
