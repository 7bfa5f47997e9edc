// Tells a keyboard-wedge scanner from a person by the time between keys. Pure: timestamps in, decisions out.
// It must never take a person's digits, and never leave a scanner's digits to anybody else.

/** A run of this many keys is more than a person types before Enter. */
export const BURST_KEYS = 8;
/** The longest gap inside a burst; slow guns were measured at 80 ms with peaks of 100. */
export const BURST_GAP_MS = 100;
/** The same for letters in a text field; the codes that matter are digits, so a fast typist is believed. */
export const WORD_GAP_MS = 40;
/** An Enter or Tab this soon after a burst that ended by silence still belongs to it. */
export const TAIL_MS = 400;
/** What the wire takes; a longer run is no code of any kind and is cut. */
export const BURST_MAX = 4096;

export type Run = { readonly text: string; readonly lastAt: number; readonly tailUntil: number };
export const NO_RUN: Run = { text: "", lastAt: -Infinity, tailUntil: -Infinity };

export type Stroke = {
  readonly at: number;
  /** The character typed; null for a key that types none. */
  readonly text: string | null;
  readonly isEnd: boolean;
  readonly isRepeat: boolean;
  /** A letter in a text field: people type words faster than they type amounts. */
  readonly isWord: boolean;
};

/**
 * - start: first key of a run, it goes through; what it changes may have to be taken back
 * - pass: the key is a person's, or may still be one
 * - take_back: now it is a burst; undo what its keys did since `start`, and keep this one
 * - swallow: part of a burst
 */
export type Decision = "start" | "pass" | "take_back" | "swallow";
export type Heard = { readonly run: Run; readonly decision: Decision; readonly scan: string | null };

const isBurst = (run: Run): boolean => run.text.length >= BURST_KEYS;

export function hear(run: Run, stroke: Stroke): Heard {
  const gapMs = stroke.isWord && !isBurst(run) ? WORD_GAP_MS : BURST_GAP_MS;
  const isLate = stroke.at - run.lastAt > gapMs;
  const scan = isBurst(run) && (isLate || stroke.isEnd) ? run.text : null;
  if (stroke.isEnd) {
    if (scan !== null && !isLate) return { run: NO_RUN, decision: "swallow", scan };
    const isTail = scan !== null ? stroke.at - run.lastAt < TAIL_MS : stroke.at < run.tailUntil;
    return { run: NO_RUN, decision: isTail ? "swallow" : "pass", scan };
  }
  if (isBurst(run) && !isLate) {
    const text = (run.text + (stroke.text ?? "")).slice(0, BURST_MAX);
    return { run: { text, lastAt: stroke.at, tailUntil: -Infinity }, decision: "swallow", scan: null };
  }
  if (stroke.text === null || stroke.isRepeat) return { run: NO_RUN, decision: "pass", scan };
  const text = isLate ? stroke.text : run.text + stroke.text;
  const next: Run = { text, lastAt: stroke.at, tailUntil: -Infinity };
  if (isBurst(next)) return { run: next, decision: "take_back", scan };
  return { run: next, decision: text.length === 1 ? "start" : "pass", scan };
}

/** Nothing came for a while: a burst is handed over, a person's run is forgotten. */
export function silence(run: Run, at: number): { readonly run: Run; readonly scan: string | null } {
  if (at - run.lastAt < BURST_GAP_MS) return { run, scan: null };
  if (!isBurst(run)) return { run: { ...NO_RUN, tailUntil: run.tailUntil }, scan: null };
  return { run: { ...NO_RUN, tailUntil: run.lastAt + TAIL_MS }, scan: run.text };
}
