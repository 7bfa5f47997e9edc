// The shift screen's own state: what main says of the shift, and what is being counted. The count is sent once; what
// the drawer should hold is not here before that, because main does not tell it.
import { create } from "zustand";
import { type Fen, ZERO, addFen, fen, parseYuan } from "../../../preload/contract/money.ts";
import type { CallInput } from "../../../preload/contract/calls.ts";
import type { Result } from "../../../preload/contract/failure.ts";
import { DENOMINATIONS, type ShiftDesk } from "../../../preload/contract/shifts.ts";
import { call, on } from "../../cashier.ts";
import { hush, sayFailure } from "../../notice.ts";

export type Denomination = (typeof DENOMINATIONS)[number];
export type Tab = "shift" | "report";

export type ShiftScreenState = {
  readonly tab: Tab;
  readonly desk: ShiftDesk | null;
  /** What stands in each field; an empty one counts as none. */
  readonly pieces: Readonly<Partial<Record<Denomination, string>>>;
  /** The sum, where it is entered instead of pieces; null: pieces are counted. */
  readonly sum: string | null;
  readonly isBusy: boolean;
};

export const useShift = create<ShiftScreenState>()(() => ({
  tab: "shift",
  desk: null,
  pieces: {},
  sum: null,
  isBusy: false,
}));

/** An amount that may be nothing at all; null where it is none. */
export function cashOf(text: string): Fen | null {
  if (/^\s*0+(\.0{0,2})?\s*$/.test(text)) return ZERO;
  const read = parseYuan(text);
  return read.ok ? read.fen : null;
}

export const isPieces = (text: string): boolean => /^\d{0,5}$/.test(text);

/** What was counted so far; null while something in a field is no number. */
export function countedFen({ pieces, sum }: Pick<ShiftScreenState, "pieces" | "sum">): Fen | null {
  if (sum !== null) return cashOf(sum);
  const texts = DENOMINATIONS.map((each) => pieces[each] ?? "");
  if (!texts.every(isPieces)) return null;
  return addFen(...DENOMINATIONS.map((each, at) => fen(each * Number(texts[at] ?? ""))));
}

export async function readShift(): Promise<void> {
  const answer = await call("shift.show", {});
  if (answer.ok) useShift.setState({ desk: answer.value });
  else sayFailure(answer.failure);
}

export function mirrorShift(): () => void {
  void readShift();
  const stop = on("till.changed", () => void readShift());
  // The shift comes first again, whenever the screen is opened.
  return () => {
    stop();
    useShift.setState({ tab: "shift" });
  };
}

/** Answers whether it was done; why it was not stands on the screen. */
async function step(asked: Promise<Result<ShiftDesk>>): Promise<boolean> {
  useShift.setState({ isBusy: true });
  const answer = await asked;
  useShift.setState(answer.ok ? { desk: answer.value, isBusy: false } : { isBusy: false });
  if (answer.ok) hush();
  else sayFailure(answer.failure);
  return answer.ok;
}

export const openShift = (floatFen: Fen) => step(call("shift.open", { floatFen }));
export const moveCash = (move: CallInput<"shift.move">) => step(call("shift.move", move));
export const closeShift = (closing: CallInput<"shift.close">) => step(call("shift.close", closing));
export const proveSide = (proof: CallInput<"shift.prove">) => step(call("shift.prove", proof));
export const switchShifts = (isOn: boolean) => step(call("shift.use", { on: isOn }));
export const printShift = (shift: number | null) => step(call("shift.print", { shift }));

export async function sendCount(): Promise<void> {
  const { pieces, sum } = useShift.getState();
  const counted = countedFen({ pieces, sum });
  if (counted === null) return;
  const notes = DENOMINATIONS.map((each) => ({ fen: each, count: Number(pieces[each] ?? "") }));
  const done = await step(call("shift.count", sum === null ? { notes } : { countedFen: counted }));
  if (done) useShift.setState({ pieces: {}, sum: null });
}

/** Asks about every payment that stops the handover, one after the other. */
export async function askBlockers(): Promise<void> {
  useShift.setState({ isBusy: true });
  for (const { order } of useShift.getState().desk?.blockers ?? []) {
    const answer = await call("payment.ask", { order });
    if (!answer.ok) sayFailure(answer.failure);
  }
  useShift.setState({ isBusy: false });
  await readShift();
}
