// What one key of the collect screen does. Keys that may still turn out to be a scanner's are done only in the
// page, where they can be taken back; what main or the cashier would hear of waits until a person is sure.
import type { Failure } from "../../../preload/contract/failure.ts";
import { hush, remark, sayFailure } from "../../notice.ts";
import { useTill } from "../../till.ts";
import * as amount from "./entry.ts";
import { type Effect, type Key, KEY_TABLE, QUESTION_QUIET_MS, VERDICT_QUIET_MS } from "./key-table.ts";
import { nextMode } from "./modes.ts";
import { again, ask, begin, clear, inOrder, next, park, stop } from "./steps.ts";
import { type Collect, faceNow, phaseNow, useCollect } from "./store.ts";

const amountProblem = (problem: amount.Typed & { ok: false }): void => {
  const failure: Failure = { code: `amount_${problem.problem}`, who: "cashier", retry: "now" };
  sayFailure(failure);
};

function takeTyped(answer: amount.Typed): void {
  if (!answer.ok) return amountProblem(answer);
  hush();
  useCollect.setState({ entry: answer.entry });
}

function edit(key: Key): void {
  const { entry } = useCollect.getState();
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
  takeTyped(edits[key.name]());
}

export function paste(text: string): void {
  if (faceNow() === "idle") takeTyped(amount.fromText(text));
}

/** Effects that stay in the page; they can be taken back when the keys turn out to be a scanner's. */
const LOCAL: Readonly<Partial<Record<Effect, (key: Key) => void>>> = {
  edit,
  switch_mode: () => useCollect.setState((was) => ({ mode: nextMode(useTill.getState().state, was.mode) })),
  open_question: () => useCollect.setState({ questionAt: performance.now() }),
  keep_waiting: () => useCollect.setState({ questionAt: null }),
  next_with_key: (key) => {
    useCollect.setState({ left: useTill.getState().state?.current ?? null, entry: amount.EMPTY });
    edit(key);
  },
};

/** Effects that main or the cashier hear of; once done they stand. */
const LASTING: Readonly<Partial<Record<Effect, () => unknown>>> = {
  begin: () => inOrder(begin),
  unlock: () => inOrder(clear),
  ask: () => inOrder(ask),
  stop: () => inOrder(stop),
  next: () => inOrder(next),
  next_with_key: () => inOrder(clear),
  again: () => inOrder(again),
  give_up: () => inOrder(next),
  park: () => inOrder(park),
  say_locked: () => remark("amount_is_locked"),
  say_open: () => remark("no_verdict_yet"),
};

function effectOf(key: Key): Effect {
  const { faceAt, questionAt } = useCollect.getState();
  const phase = phaseNow();
  const effect = KEY_TABLE[phase][key.name];
  const now = performance.now();
  const isVerdict = phase === "paid" || phase === "wait" || phase === "none";
  if (isVerdict && key.name === "enter" && now - faceAt < VERDICT_QUIET_MS) return "nothing";
  if (effect === "stop" && now - (questionAt ?? now) < QUESTION_QUIET_MS) return "nothing";
  return effect;
}

let unsettled: (() => unknown)[] = [];

/** One key. `mayBeScan`: it may turn out to be a scanner's, so what lasts waits until that is known. */
export function press(key: Key, mayBeScan: boolean): void {
  const effect = effectOf(key);
  const lasting = LASTING[effect];
  LOCAL[effect]?.(key);
  if (lasting === undefined) return;
  if (mayBeScan) unsettled.push(lasting);
  else lasting();
}

let marked: Partial<Collect> = {};

/** For the wedge: remember, put back, let stand. */
export function mark(): void {
  const { entry, mode, left, questionAt } = useCollect.getState();
  marked = { entry, mode, left, questionAt };
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
