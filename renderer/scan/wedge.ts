// Listens to the keyboard for a scanner that types, wherever the focus is. The code lives in one local variable
// from its first key to the hand-over and nowhere else: no store, no page, no log. Keys are read by physical
// place, so an input method in the way changes nothing.
import type { Typing } from "../../preload/contract/scanners.ts";
import {
  gapLimit,
  HELD_PART,
  type Heard,
  type Line,
  NO_RUN,
  type Run,
  type Scan,
  type Stroke,
  hear,
  silence,
} from "./burst.ts";
import { fieldWithFocus, type FieldMark, markField } from "./field.ts";
import { keyText } from "./key-text.ts";

export type WedgeListener = {
  /** A run of keys begins: remember what they may change. */
  readonly mark: () => void;
  /** It was a scanner: put back what was marked. */
  readonly restore: () => void;
  /** It was a person: what was typed stands. */
  readonly settle: () => void;
  /** The text of one scan, and how it was typed. Hand the text over at once and keep nothing of it. */
  readonly scan: (text: string, typed: Typed) => void;
  /** What is known about the shop's guns now. */
  readonly line: () => Line;
};

/** How a scan was typed. It tells nothing of what was scanned. */
export type Typed = {
  readonly gaps: readonly number[];
  readonly ending: Typing["ending"];
  /** An input method was composing, was set to full width, or Caps Lock was on: all read right, by the key's place. */
  readonly ime: boolean;
  readonly fullWidth: boolean;
  readonly capsLock: boolean;
};

/** A little over the gap, so that a key still in the queue is heard before the silence. */
const SILENCE_MORE_MS = 10;
const MODIFIERS = new Set(["ShiftLeft", "ShiftRight", "CapsLock", "NumLock", "ControlLeft", "ControlRight"]);
const ENDS = new Set(["Enter", "NumpadEnter", "Tab"]);

const FULL_WIDTH = /^[\uff01-\uff5e\u3000]$/;
const isImeKey = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;

function strokeOf(event: KeyboardEvent, wasHeld: boolean): Stroke {
  const isCommand = event.ctrlKey || event.altKey || event.metaKey;
  const isLetter = event.code.startsWith("Key") || event.code === "Space";
  return {
    at: event.timeStamp,
    text: isCommand ? null : keyText(event.code, event.shiftKey, event.getModifierState("CapsLock")),
    isEnd: ENDS.has(event.code),
    isRepeat: event.repeat,
    isWord: isLetter && fieldWithFocus() !== null,
    wasHeld,
  };
}

/** Which key is down, and when the last one was let go: a finger holds a key about as long as it takes to the next. */
function holding() {
  let [code, downAt] = ["", -Infinity];
  // Null while it is down: that it was let go is told by the event, for a gun's may bear the very time of the press, or less.
  let upAt: number | null = null;
  return {
    down(event: KeyboardEvent): boolean {
      const gapMs = event.timeStamp - downAt;
      const heldMs = (upAt ?? event.timeStamp) - downAt;
      const wasHeld = code !== "" && heldMs > gapMs * HELD_PART;
      [code, downAt, upAt] = [event.code, event.timeStamp, null];
      return wasHeld;
    },
    up(event: KeyboardEvent): void {
      if (event.code === code) upAt = event.timeStamp;
    },
  };
}

const endingOf = (event: KeyboardEvent | null): Typing["ending"] =>
  event === null || !ENDS.has(event.code) ? "none" : event.code === "Tab" ? "tab" : "enter";

export function listenForScans(listener: WedgeListener): () => void {
  let run: Run = NO_RUN;
  let field: FieldMark | null = null;
  let timer: number | undefined;
  let odd = { ime: false, fullWidth: false, capsLock: false };
  const held = holding();

  const handOver = (scan: Scan | null, end: KeyboardEvent | null) => {
    if (scan === null) return;
    field?.release();
    field = null;
    listener.scan(scan.text, { gaps: scan.gaps, ending: endingOf(end), ...odd });
  };

  const quiet = () => {
    const wasTyping = run.text !== "";
    const after = silence(run, performance.now(), listener.line());
    run = after.run;
    if (after.scan !== null) handOver(after.scan, null);
    else if (run.text !== "") wait();
    else if (wasTyping) listener.settle();
  };
  const wait = () => {
    timer = window.setTimeout(quiet, gapLimit(listener.line()) + SILENCE_MORE_MS);
  };

  const apply = (heard: Heard, event: KeyboardEvent) => {
    const isOver = run.text !== "" && (heard.decision === "start" || heard.run.text === "");
    // A key that comes late ends the run before it, but is no part of it.
    if (heard.scan !== null) handOver(heard.scan, heard.decision === "swallow" ? event : null);
    else if (isOver) listener.settle();
    run = heard.run;
    if (heard.decision === "start") {
      listener.mark();
      field = markField(fieldWithFocus());
      odd = { ime: false, fullWidth: false, capsLock: false };
    }
    odd.ime ||= isImeKey(event);
    odd.fullWidth ||= FULL_WIDTH.test(event.key);
    odd.capsLock ||= event.getModifierState("CapsLock");
    if (heard.decision === "take_back") {
      listener.restore();
      field?.restore(isImeKey(event));
    }
    if (heard.decision === "take_back" || heard.decision === "swallow") {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  };

  const onKey = (event: KeyboardEvent) => {
    if (MODIFIERS.has(event.code)) return;
    apply(hear(run, strokeOf(event, held.down(event)), listener.line()), event);
    window.clearTimeout(timer);
    if (run.text !== "") wait();
  };

  window.addEventListener("keydown", onKey, { capture: true });
  window.addEventListener("keyup", held.up, { capture: true });
  return () => {
    window.removeEventListener("keydown", onKey, { capture: true });
    window.removeEventListener("keyup", held.up, { capture: true });
    window.clearTimeout(timer);
    run = NO_RUN;
  };
}
