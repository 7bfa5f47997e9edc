// What one key of the collect screen does. Keys that may still turn out to be a scanner's are done only in the
// page, where they can be taken back; what main or the cashier would hear of waits until a person is sure.
import type { Failure } from "../../../preload/contract/failure.ts";
import { hush, remark, sayFailure } from "../../notice.ts";
import { useTill } from "../../till.ts";
import * as amount from "./entry.ts";
import { type Effect, type Key, KEY_TABLE, type Phase, QUESTION_QUIET_MS, VERDICT_QUIET_MS } from "./key-table.ts";
import { leaveModes, pickByKey } from "./mode-store.ts";
import { nextMode } from "./modes.ts";
import { again, ask, begin, clear, giveUp, inOrder, next, park, showQr, stop } from "./steps.ts";
import { type Collect, faceNow, phaseNow, useCollect } from "./store.ts";
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
  };
  return edits[key.name]();
}

function take(answer: amount.Typed, keep: (entry: amount.Entry) => Partial<Collect>): void {
  if (!answer.ok) return amountProblem(answer);
  hush();
  useCollect.setState(keep(answer.entry));
}

const edit = (key: Key): void => take(editOf(useCollect.getState().entry, key), (entry) => ({ entry }));
const editGiven = (key: Key): void => take(editOf(useCollect.getState().given, key), (given) => ({ given }));
const editPart = (key: Key): void =>
  take(editOf(useCollect.getState().part ?? amount.EMPTY, key), (part) => ({ part }));

export function paste(text: string): void {
  if (faceNow() === "idle") take(amount.fromText(text), (entry) => ({ entry }));
}

/** Effects that stay in the page; they can be taken back when the keys turn out to be a scanner's. */
const LOCAL: Readonly<Partial<Record<Effect, (key: Key) => void>>> = {
  edit,
  switch_mode: () =>
    useCollect.setState((was) => ({ mode: nextMode(useTill.getState().state, was.mode, was.openModes) })),
  open_question: () => useCollect.setState({ questionAt: performance.now() }),
  keep_waiting: () => useCollect.setState({ questionAt: null }),
  next_with_key: (key) => {
    useCollect.setState({ left: useTill.getState().state?.current ?? null, entry: amount.EMPTY });
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

/** Effects that main or the cashier hear of; once done they stand. */
const LASTING: Readonly<Partial<Record<Effect, (key: Key) => unknown>>> = {
  begin: () => inOrder(begin),
  unlock: () => inOrder(unlock),
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
  if (phase === "cash" && isBack && amount.isEmpty(useCollect.getState().given)) return "unlock";
  return effect;
}

let unsettled: (() => unknown)[] = [];

/** One key. `mayBeScan`: it may turn out to be a scanner's, so what lasts waits until that is known. */
export function press(key: Key, mayBeScan: boolean): void {
  const effect = effectOf(key);
  const lasting = LASTING[effect];
  LOCAL[effect]?.(key);
  if (lasting === undefined) return;
  if (mayBeScan) unsettled.push(() => lasting(key));
  else lasting(key);
}

let marked: Partial<Collect> = {};

/** For the wedge: remember, put back, let stand. */
export function mark(): void {
  const { entry, given, part, undo, mode, left, questionAt } = useCollect.getState();
  marked = { entry, given, part, undo, mode, left, questionAt };
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
