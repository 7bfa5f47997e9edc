// What each key does in each phase of a sale: the table of design §4. Pure.
// No key here ever sends money out, and none decides what became of a payment.

/**
 * - cash: the amount is locked, what the customer gives is being typed
 * - modes: the amount is locked, a way without a pay code is picked and filled in
 * - split: a part of the locked amount is being typed
 * - due: a part is received, the rest is not
 * - undone: what was received of the order goes back
 * - question, undo: the stop question, the question before money goes back
 */
export type Phase =
  | "loading"
  | "idle"
  | "locked"
  | "cash"
  | "split"
  | "modes"
  | "busy"
  | "qr"
  | "paid"
  | "due"
  | "undone"
  | "wait"
  | "none"
  | "question"
  | "undo";

export type KeyName = "digit" | "point" | "plus" | "times" | "minus" | "slash" | "enter" | "escape";
/** `text`: the digits of a digit key. */
export type Key = { readonly name: KeyName; readonly text: string };

export type Effect =
  | "edit"
  | "switch_mode"
  | "begin"
  | "unlock"
  | "ask"
  | "open_question"
  | "keep_waiting"
  | "stop"
  | "next"
  | "next_with_key"
  | "again"
  | "give_up"
  | "park"
  | "show_qr"
  | "use_second"
  | "edit_given"
  | "take_cash"
  | "pick_mode"
  | "leave_modes"
  | "split"
  | "edit_part"
  | "begin_part"
  | "leave_split"
  | "go_on"
  | "go_on_cash"
  | "go_on_split"
  | "put_aside"
  | "open_undo"
  | "close_undo"
  | "pick_why"
  | "hold_undo"
  | "say_hold"
  | "say_due"
  | "say_locked"
  | "say_open"
  | "nothing";

type Row = Readonly<Record<KeyName, Effect>>;

const all = (effect: Effect): Row => ({
  digit: effect,
  point: effect,
  plus: effect,
  times: effect,
  minus: effect,
  slash: effect,
  enter: effect,
  escape: effect,
});

const waiting: Row = {
  ...all("nothing"),
  digit: "say_open",
  point: "say_open",
  enter: "ask",
  escape: "open_question",
  minus: "open_question",
};

export const KEY_TABLE: Readonly<Record<Phase, Row>> = {
  loading: all("nothing"),
  idle: { ...all("edit"), slash: "switch_mode", enter: "begin" },
  locked: {
    ...all("say_locked"),
    times: "use_second",
    slash: "switch_mode",
    plus: "split",
    enter: "show_qr",
    escape: "unlock",
    minus: "unlock",
  },
  cash: {
    ...all("edit_given"),
    slash: "switch_mode",
    plus: "split",
    times: "nothing",
    enter: "take_cash",
  },
  modes: {
    ...all("nothing"),
    digit: "pick_mode",
    slash: "switch_mode",
    plus: "split",
    escape: "leave_modes",
    minus: "leave_modes",
  },
  split: {
    ...all("nothing"),
    digit: "edit_part",
    point: "edit_part",
    minus: "edit_part",
    enter: "begin_part",
    escape: "leave_split",
  },
  busy: waiting,
  qr: waiting,
  question: { ...all("nothing"), enter: "keep_waiting", escape: "keep_waiting", minus: "stop" },
  paid: { ...all("nothing"), digit: "next_with_key", point: "next_with_key", enter: "next", escape: "next" },
  wait: { ...all("nothing"), digit: "say_open", point: "say_open", enter: "ask", slash: "park" },
  none: { ...all("nothing"), times: "use_second", slash: "go_on_cash", enter: "again", escape: "give_up" },
  due: {
    ...all("nothing"),
    digit: "say_due",
    point: "say_due",
    plus: "go_on_split",
    minus: "put_aside",
    slash: "go_on_cash",
    enter: "go_on",
    escape: "open_undo",
  },
  undone: { ...all("nothing"), digit: "next_with_key", point: "next_with_key", enter: "next", escape: "next" },
  undo: { ...all("nothing"), digit: "pick_why", minus: "hold_undo", enter: "say_hold", escape: "close_undo" },
};

/** Enter this soon after a verdict appeared was meant for something else. */
export const VERDICT_QUIET_MS = 400;
/** `−` this soon after the question opened may be a bouncing key. */
export const QUESTION_QUIET_MS = 400;
/** Money goes out only when its key is held this long. */
export const HOLD_MS = 1000;
/** The channel is asked by hand at most this often. */
export const ASK_EVERY_MS = 2000;

const OTHERS: Readonly<Record<string, KeyName>> = {
  Period: "point",
  NumpadDecimal: "point",
  Equal: "plus",
  NumpadAdd: "plus",
  KeyX: "times",
  NumpadMultiply: "times",
  Minus: "minus",
  NumpadSubtract: "minus",
  Backspace: "minus",
  Slash: "slash",
  NumpadDivide: "slash",
  Enter: "enter",
  NumpadEnter: "enter",
  Escape: "escape",
};

/** The key at a physical place, or null when the sale does not use it. */
export function keyOf(code: string, shift: boolean): Key | null {
  if (code === "Digit8" && shift) return { name: "times", text: "" };
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return shift && code.startsWith("Digit") ? null : { name: "digit", text: digit };
  const name = OTHERS[code];
  return name === undefined ? null : { name, text: "" };
}

/** Keys whose repeating while held down means something. */
export const mayRepeat = (key: Key): boolean => key.name === "digit";
