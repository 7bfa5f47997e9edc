// Cash and parts of an order: what is typed for them, and the calls that take them. What is received, what is due and
// what goes back is main's to say.
import { realChannelId } from "../../../preload/contract/channels.ts";
import { type Fen, fen } from "../../../preload/contract/money.ts";
import type { ChannelId } from "../../../preload/contract/status.ts";
import type { AttemptView, TillState } from "../../../preload/contract/views.ts";
import { call } from "../../cashier.ts";
import { hush, remark, sayFailure } from "../../notice.ts";
import { showTill, useTill } from "../../till.ts";
import * as amount from "./entry.ts";
import { useCollect } from "./store.ts";

type Sale = NonNullable<TillState["sale"]>;

const saleNow = (): Sale | null => useTill.getState().state?.sale ?? null;

/** The sale as the calls want it. */
export const saleInput = ({ amountFen, owedFen, again, channel, note, lines, held }: Sale) => {
  const chosen = realChannelId.safeParse(channel);
  return {
    amountFen,
    owedFen,
    // What an order is made of was written with it.
    ...(again === null ? { ...madeOf({ note, held }), lines } : { again }),
    ...(chosen.success ? { channel: chosen.data } : {}),
  };
};

/** Note and origin of a new sale, as the calls want them. */
export const madeOf = ({ note, held }: Pick<Sale, "note" | "held">) => ({
  ...(note === null ? {} : { note }),
  ...(held === null ? {} : { held }),
});

/** The notes a customer is likely to hand over: the next full ten, fifty, hundred; never less than the amount. */
export function likelyNotes(due: Fen): readonly Fen[] {
  const steps = [1000, 5000, 10_000].map((note) => Math.ceil(due / note) * note);
  const more = [...new Set([...steps, 10_000].filter((given) => given > due))];
  return more.map((given) => fen(given));
}

/** What goes back over the counter, or null while too little is given. */
export const changeOf = (due: Fen, given: Fen): Fen | null => (given < due ? null : fen(given - due));

/** Nobody hands over a note too many: this much change is a slip of the hand, or a slow scanner's digits. */
const ODD_CHANGE = 10_000;
export const isOddChange = (due: Fen, given: Fen): boolean => given - due >= ODD_CHANGE;

/** Takes the locked amount in cash. `givenFen` null: exactly that much. */
export async function takeCash(givenFen: Fen | null): Promise<void> {
  const sale = saleNow();
  if (sale === null) return;
  hush();
  const answer = await call("collect.cash", { ...saleInput(sale), givenFen: givenFen ?? sale.amountFen });
  if (!answer.ok) sayFailure(answer.failure);
}

let askedFor: amount.Entry | null = null;

/** Takes what was typed; an odd sum only when Enter is pressed on it once more. */
export async function takeTypedCash(): Promise<void> {
  const { given } = useCollect.getState();
  const sale = saleNow();
  const givenFen = amount.isEmpty(given) ? null : amount.totalFen(given);
  if (sale !== null && givenFen !== null && isOddChange(sale.amountFen, givenFen) && askedFor !== given) {
    askedFor = given;
    return remark("check_change");
  }
  await takeCash(givenFen);
}

export function openSplit(): void {
  hush();
  useCollect.setState({ part: amount.EMPTY });
}

/** Locks a part of the amount; the rest is collected afterwards. */
export async function beginPart(): Promise<void> {
  const sale = saleNow();
  const { part } = useCollect.getState();
  if (sale === null || part === null) return;
  const amountFen = amount.totalFen(part);
  if (amountFen === 0) return sayFailure({ code: "amount_empty", who: "cashier", retry: "now" });
  if (amountFen > sale.dueFen) return sayFailure({ code: "tender_more_than_due", who: "cashier", retry: "now" });
  if (await lock({ ...sale, amountFen })) useCollect.setState({ part: null });
}

const AS_IT_IS = { channel: null, note: null, lines: [], held: null };

/** Locks an amount of an order: all that is due, or less. */
export async function lock(sale: Pick<Sale, "amountFen" | "owedFen" | "again"> & Partial<Sale>): Promise<boolean> {
  hush();
  const answer = await call("collect.begin", saleInput({ ...AS_IT_IS, ...sale, dueFen: sale.owedFen }));
  if (answer.ok) showTill(answer.value);
  else sayFailure(answer.failure);
  return answer.ok;
}

/** One step back from a locked amount: a part becomes the whole again, the whole is unlocked. */
export async function unlock(): Promise<void> {
  const sale = saleNow();
  if (sale !== null && sale.amountFen < sale.dueFen) {
    await lock({ ...sale, amountFen: sale.dueFen });
    return;
  }
  const answer = await call("collect.clear", {});
  if (answer.ok) showTill(answer.value);
  else sayFailure(answer.failure);
}

/** Locks what the order on the screen still wants, or once more what was not received of it. */
export async function goOn(way: "same" | "cash" | "split" | "second"): Promise<void> {
  const attempt = useCollect.getState().story?.attempt;
  if (attempt === undefined) return;
  const amountFen = attempt.status === "paid" ? attempt.dueFen : attempt.amountFen;
  const channel = way === "second" ? (useTill.getState().state?.second ?? null) : null;
  const isLocked = await lock({ amountFen, owedFen: attempt.owedFen, again: attempt.order, channel });
  if (isLocked && way === "cash") useCollect.setState({ mode: "cash" });
  if (isLocked && way === "split") openSplit();
}

/**
 * The second channel, where the cashier may change to it now: the first could not be reached, and nothing of this sale
 * is unknown.
 */
export function offered(till: TillState | null, attempt: AttemptView | null): ChannelId | null {
  if (till === null || till.second === null) return null;
  if (attempt !== null) {
    const isUnsent = attempt.status === "cancelled" && attempt.reason === "never_sent";
    return isUnsent && attempt.channel !== till.second ? till.second : null;
  }
  const isOn = till.sale?.channel === till.second;
  return till.sale !== null && !isOn && till.down.some((id) => id !== till.second) ? till.second : null;
}

/** By the cashier's press: this sale, or the next try of it, goes through the second channel. */
export async function useSecond(): Promise<void> {
  const till = useTill.getState().state;
  const attempt = till?.current === null ? null : (useCollect.getState().story?.attempt ?? null);
  const channel = offered(till, attempt);
  if (channel === null) return;
  if (attempt !== null) return goOn("second");
  const sale = saleNow();
  if (sale !== null) await lock({ ...sale, channel });
}
