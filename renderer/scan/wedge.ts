// Listens to the keyboard for a scanner that types, wherever the focus is. The code lives in one local variable
// from its first key to the hand-over and nowhere else: no store, no page, no log. Keys are read by physical
// place, so an input method in the way changes nothing.
import { type Heard, NO_RUN, type Run, type Stroke, hear, silence } from "./burst.ts";
import { fieldWithFocus, type FieldMark, markField } from "./field.ts";
import { keyText } from "./key-text.ts";

export type WedgeListener = {
  /** A run of keys begins: remember what they may change. */
  readonly mark: () => void;
  /** It was a scanner: put back what was marked. */
  readonly restore: () => void;
  /** It was a person: what was typed stands. */
  readonly settle: () => void;
  /** The text of one scan. Hand it over at once and keep nothing. */
  readonly scan: (text: string) => void;
};

/** A little over the gap, so that a key still in the queue is heard before the silence. */
const SILENCE_MS = 110;
const MODIFIERS = new Set(["ShiftLeft", "ShiftRight", "CapsLock", "NumLock", "ControlLeft", "ControlRight"]);
const ENDS = new Set(["Enter", "NumpadEnter", "Tab"]);

function strokeOf(event: KeyboardEvent): Stroke {
  const isCommand = event.ctrlKey || event.altKey || event.metaKey;
  const isLetter = event.code.startsWith("Key") || event.code === "Space";
  return {
    at: event.timeStamp,
    text: isCommand ? null : keyText(event.code, event.shiftKey, event.getModifierState("CapsLock")),
    isEnd: ENDS.has(event.code),
    isRepeat: event.repeat,
    isWord: isLetter && fieldWithFocus() !== null,
  };
}

export function listenForScans(listener: WedgeListener): () => void {
  let run: Run = NO_RUN;
  let field: FieldMark | null = null;
  let timer: number | undefined;

  const handOver = (scan: string | null) => {
    if (scan === null) return;
    field?.release();
    field = null;
    listener.scan(scan);
  };

  const quiet = () => {
    const wasTyping = run.text !== "";
    const after = silence(run, performance.now());
    run = after.run;
    if (after.scan !== null) handOver(after.scan);
    else if (run.text !== "") timer = window.setTimeout(quiet, SILENCE_MS);
    else if (wasTyping) listener.settle();
  };

  const apply = (heard: Heard, event: KeyboardEvent) => {
    const isOver = run.text !== "" && (heard.decision === "start" || heard.run.text === "");
    if (heard.scan !== null) handOver(heard.scan);
    else if (isOver) listener.settle();
    run = heard.run;
    if (heard.decision === "start") {
      listener.mark();
      field = markField(fieldWithFocus());
    }
    if (heard.decision === "take_back") {
      listener.restore();
      field?.restore(event.isComposing || event.keyCode === 229);
    }
    if (heard.decision === "take_back" || heard.decision === "swallow") {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  };

  const onKey = (event: KeyboardEvent) => {
    if (MODIFIERS.has(event.code)) return;
    apply(hear(run, strokeOf(event)), event);
    window.clearTimeout(timer);
    if (run.text !== "") timer = window.setTimeout(quiet, SILENCE_MS);
  };

  window.addEventListener("keydown", onKey, { capture: true });
  return () => {
    window.removeEventListener("keydown", onKey, { capture: true });
    window.clearTimeout(timer);
    run = NO_RUN;
  };
}
