// What one key of the collect screen does. Keys that may still turn out to be a scanner's are done only in the
// page, where they can be taken back; what main or the cashier would hear of waits until a person is sure.
import type { Failure } from "../../../preload/contract/failure.ts";
import { hush, remark, sayFailure } from "../../notice.ts";
import { useTill } from "../../till.ts";
import * as amount from "./entry.ts";
import { addPrice, isFull } from "./entry-lines.ts";
import { holdOrList, takeHeldByKey } from "./held.ts";
import { type Effect, type Key, KEY_TABLE, type Phase, QUESTION_QUIET_MS, VERDICT_QUIET_MS } from "./key-table.ts";
import { leaveModes, pickByKey } from "./mode-store.ts";
import { nextMode } from "./modes.ts";
import { again, ask, begin, clear, giveUp, inOrder, next, park, showQr, stop } from "./steps.ts";
import { type Collect, NEW_SALE, faceNow, phaseNow, useCollect } from "./store.ts";
import { beginPart, goOn, openSplit, takeTypedCash, unlock, useSecond } from "./tenders.ts";
import { closeUndo, holdUndo, openUndo, pickWhyByKey, putAside } from "./undo.ts";

const amountProblem = (problem: amount.Typed & { ok: false }): void => {
  const failure: Failure = { code: `amount_${problem.problem}`, who: "cashier", retry: "now" };
  sayFailure(failure);
};

function editOf(entry: amount.Entry, key: Key): amount.Typed {
  const done = (edited: amount.Entry): amount.Typed => ({ ok: true, entry: edited });
  const edits: Readonly<Record<Key["name"], () => amount.Typed>> = {
    digit: () => amount.typeDigits(entry, key.text),
    point: () => done(amount.typePoint(entry)),
    plus: () => done(amount.addItem(entry)),
    times: () => done(amount.startCount(entry)),
    minus: () => done(amount.eraseOne(entry)),
    escape: () => done(amount.clearEntry(entry)),
    slash: () => done(entry),
    enter: () => done(entry),
    hold: () => done(entry),
    note: () => done(entry),
    quick: () => done(entry),
  };
  return edits[key.name]();
}

function take(answer: amount.Typed, keep: (entry: amount.Entry) => Partial<Collect>): void {
  if (!answer.ok) return amountProblem(answer);
  hush();
  useCollect.setState(keep(answer.entry));
}

/** A sale that Esc empties loses its note; one that was put aside stays so. */
function edit(key: Key): void {
  const { entry: was, held } = useCollect.getState();
  take(editOf(was, key), (entry) => (amount.isEmpty(entry) && key.name === "escape" ? NEW_SALE : { entry }));
  if (held !== null && useCollect.getState().held === null) remark("back_on_hold");
}

/** One of the amounts the shop has set up, as an item of its own. */
function addQuick(key: Key): void {
  const price = useTill.getState().state?.settings.quickFen[Number(key.text)];
  const { entry } = useCollect.getState();
  if (price === undefined) return;
  if (isFull(entry)) return remark("too_many_lines");
  take(addPrice(entry, price, null), (more) => ({ entry: more }));
}
const editGiven = (key: Key): void => take(editOf(useCollect.getState().given, key), (given) => ({ given }));
const editPart = (key: Key): void =>
  take(editOf(useCollect.getState().part ?? amount.EMPTY, key), (part) => ({ part }));

export function paste(text: string): void {
  if (faceNow() === "idle") take(amount.fromText(text), (entry) => ({ entry }));
}

/** Effects that stay in the page; they can be taken back when the keys turn out to be a scanner's. */
const LOCAL: Readonly<Partial<Record<Effect, (key: Key) => void>>> = {
  edit,
  add_quick: addQuick,
  open_note: () => useCollect.setState({ panel: "note" }),
  close_held: () => useCollect.setState({ panel: "none" }),
  switch_mode: () =>
    useCollect.setState((was) => ({ mode: nextMode(useTill.getState().state, was.mode, was.openModes) })),
  open_question: () => useCollect.setState({ questionAt: performance.now() }),
  keep_waiting: () => useCollect.setState({ questionAt: null }),
  next_with_key: (key) => {
    useCollect.setState({ left: useTill.getState().state?.current ?? null, ...NEW_SALE });
    edit(key);
  },
  edit_given: editGiven,
  edit_part: editPart,
  split: openSplit,
  leave_split: () => useCollect.setState({ part: null }),
  open_undo: openUndo,
  close_undo: closeUndo,
  pick_why: (key) => pickWhyByKey(key.text),
  hold_undo: holdUndo,
};

let beingFreed = 0;

/** The amount is being unlocked: main may take a moment to say so. */
async function freeAmount(): Promise<void> {
  beingFreed += 1;
  try {
    await inOrder(unlock);
  } finally {
    beingFreed -= 1;
  }
}

/** Typed while the amount was being unlocked: once it is, the key is the new amount's, so that no digit is lost. */
const afterwards = (key: Key): Promise<void> => inOrder(async () => press(key, false));

/** Effects that main or the cashier hear of; once done they stand. */
const LASTING: Readonly<Partial<Record<Effect, (key: Key) => unknown>>> = {
  hold: () => inOrder(holdOrList),
  take_held: (key) => inOrder(() => takeHeldByKey(key.text)),
  drop_kept: () => inOrder(clear),
  begin: () => inOrder(begin),
  unlock: freeAmount,
  show_qr: () => inOrder(showQr),
  take_cash: () => inOrder(takeTypedCash),
  begin_part: () => inOrder(beginPart),
  go_on: () => inOrder(() => goOn("same")),
  go_on_cash: () => inOrder(() => goOn("cash")),
  go_on_split: () => inOrder(() => goOn("split")),
  use_second: () => inOrder(useSecond),
  // Waits until it is sure that no scanner types: what follows goes into a text field.
  pick_mode: (key) => pickByKey(key.text),
  leave_modes: () => inOrder(leaveModes),
  put_aside: () => inOrder(putAside),
  say_hold: () => remark("hold_the_key"),
  say_due: () => remark("still_due"),
  ask: () => inOrder(ask),
  stop: () => inOrder(stop),
  next: () => inOrder(next),
  next_with_key: () => inOrder(clear),
  again: () => inOrder(again),
  give_up: () => inOrder(giveUp),
  park: () => inOrder(park),
  say_locked: () => remark("amount_is_locked"),
  say_open: () => remark("no_verdict_yet"),
};

const VERDICTS: ReadonlySet<Phase> = new Set<Phase>(["paid", "wait", "none", "due", "undone"]);

function effectOf(key: Key): Effect {
  const { faceAt, questionAt } = useCollect.getState();
  const phase = phaseNow();
  const effect = KEY_TABLE[phase][key.name];
  const now = performance.now();
  const isVerdict = VERDICTS.has(phase);
  if (isVerdict && key.name === "enter" && now - faceAt < VERDICT_QUIET_MS) return "nothing";
  if (effect === "stop" && now - (questionAt ?? now) < QUESTION_QUIET_MS) return "nothing";
  // Nothing typed that could be taken back: one step further back.
  const isBack = key.name === "escape" || key.name === "minus";
  const isEmptySale = phase === "idle" && amount.isEmpty(useCollect.getState().entry);
  if (isEmptySale && key.name === "escape" && useTill.getState().state?.kept) return "drop_kept";
  if (phase === "cash" && isBack && amount.isEmpty(useCollect.getState().given)) return "unlock";
  return effect;
}

let unsettled: (() => unknown)[] = [];

/** One key. `mayBeScan`: it may turn out to be a scanner's, so what lasts waits until that is known. */
export function press(key: Key, mayBeScan: boolean): void {
  const effect = effectOf(key);
  const lasting = effect === "say_locked" && beingFreed > 0 ? afterwards : LASTING[effect];
  LOCAL[effect]?.(key);
  if (lasting === undefined) return;
  if (mayBeScan) unsettled.push(() => lasting(key));
  else lasting(key);
}

let marked: Partial<Collect> = {};

/** For the wedge: remember, put back, let stand. */
export function mark(): void {
  const { entry, note, held, panel, given, part, undo, mode, left, questionAt } = useCollect.getState();
  marked = { entry, note, held, panel, given, part, undo, mode, left, questionAt };
}
export function restore(): void {
  unsettled = [];
  useCollect.setState(marked);
}
export function settle(): void {
  const due = unsettled;
  unsettled = [];
  for (const lasting of due) lasting();
}
