// Tells a keyboard-wedge scanner from a person by how keys come: the time between them, how even it is, and how long a
// key is held. Pure: timestamps in, decisions out. It must never take a person's digits, and never leave a scanner's
// digits to anybody else.
import { FAST_GAP_MS } from "../../preload/contract/gun-lines.ts";

/** A run of this many keys at a gun's speed is more than a person types before Enter. */
export const BURST_KEYS = 8;
/**
 * A gun nobody measured may be slow: 80 ms a key with peaks of 100 were seen. People type as fast, so at this speed it
 * takes more keys, evenly paced, each let go well before the next: a finger stays down about as long as a gap.
 */
export const SLOW_GAP_MS = 110;
export const SLOW_KEYS = 12;
const UNEVEN_MS = 35;
const MAX_HELD = 1;
/** A key counts as held when it is still down after this part of the gap to the next one. */
export const HELD_PART = 0.75;
/** The same for letters in a text field; the codes that matter are digits, so a fast typist is believed. */
export const WORD_GAP_MS = 40;
/** An Enter or Tab this soon after a burst that ended by silence still belongs to it. */
export const TAIL_MS = 400;
/** What the wire takes; a longer run is no code of any kind and is cut. */
export const BURST_MAX = 4096;
/** So many gaps of a run are kept to be measured. */
const MAX_GAPS = 64;

export type Run = {
  readonly text: string;
  readonly lastAt: number;
  readonly tailUntil: number;
  /** Milliseconds between its keys. */
  readonly gaps: readonly number[];
  /** How many keys were still down when the next came. */
  readonly held: number;
  readonly isBurst: boolean;
};
export const NO_RUN: Run = { text: "", lastAt: -Infinity, tailUntil: -Infinity, gaps: [], held: 0, isBurst: false };

export type Stroke = {
  readonly at: number;
  /** The character typed; null for a key that types none. */
  readonly text: string | null;
  readonly isEnd: boolean;
  readonly isRepeat: boolean;
  /** A letter in a text field: people type words faster than they type amounts. */
  readonly isWord: boolean;
  /** The key before it was held as a finger holds one. */
  readonly wasHeld?: boolean;
};

/** What is known about the shop's guns: with this gap a run of BURST_KEYS is theirs. 0: nothing was measured. */
export type Line = { readonly gapMs: number };
export const NO_LINE: Line = { gapMs: 0 };

/**
 * - start: first key of a run, it goes through; what it changes may have to be taken back
 * - pass: the key is a person's, or may still be one
 * - take_back: now it is a burst; undo what its keys did since `start`, and keep this one
 * - swallow: part of a burst
 */
export type Decision = "start" | "pass" | "take_back" | "swallow";
/** One scan: its text, and how it was typed. */
export type Scan = { readonly text: string; readonly gaps: readonly number[] };
export type Heard = { readonly run: Run; readonly decision: Decision; readonly scan: Scan | null };

/** The longest pause inside a run. */
export const gapLimit = (line: Line): number => Math.max(SLOW_GAP_MS, line.gapMs);

/** One gap may be long: a busy bus, a gun that thinks. */
function isScanner(run: Run, line: Line): boolean {
  if (run.text.length < BURST_KEYS) return false;
  const gaps = run.gaps.toSorted((a, b) => a - b);
  const middle = gaps[gaps.length >> 1] ?? 0;
  if (middle <= FAST_GAP_MS) return true;
  const isEven = (gaps.at(-2) ?? 0) - (gaps[0] ?? 0) <= UNEVEN_MS;
  if (!isEven || run.held > MAX_HELD) return false;
  return middle <= line.gapMs || run.text.length >= SLOW_KEYS;
}

const scanOf = ({ text, gaps }: Run): Scan => ({ text, gaps });

export function hear(run: Run, stroke: Stroke, line: Line = NO_LINE): Heard {
  const limitMs = stroke.isWord && !run.isBurst ? WORD_GAP_MS : gapLimit(line);
  const isLate = stroke.at - run.lastAt > limitMs;
  const scan = run.isBurst && (isLate || stroke.isEnd) ? scanOf(run) : null;
  if (stroke.isEnd) {
    if (scan !== null && !isLate) return { run: NO_RUN, decision: "swallow", scan };
    const isTail = scan !== null ? stroke.at - run.lastAt < TAIL_MS : stroke.at < run.tailUntil;
    return { run: NO_RUN, decision: isTail ? "swallow" : "pass", scan };
  }
  if (run.isBurst && !isLate) {
    const text = (run.text + (stroke.text ?? "")).slice(0, BURST_MAX);
    return { run: { ...longer(run, stroke), text, isBurst: true }, decision: "swallow", scan: null };
  }
  if (stroke.text === null || stroke.isRepeat) return { run: NO_RUN, decision: "pass", scan };
  if (isLate || run.text === "") {
    return { run: { ...NO_RUN, text: stroke.text, lastAt: stroke.at }, decision: "start", scan };
  }
  const next = { ...longer(run, stroke), text: run.text + stroke.text };
  if (isScanner(next, line)) return { run: { ...next, isBurst: true }, decision: "take_back", scan };
  return { run: next, decision: "pass", scan };
}

/** The run with this key's time, but not yet its text. */
const longer = (run: Run, stroke: Stroke): Run => ({
  ...run,
  lastAt: stroke.at,
  tailUntil: -Infinity,
  gaps: run.gaps.length < MAX_GAPS ? [...run.gaps, stroke.at - run.lastAt] : run.gaps,
  held: run.held + (stroke.wasHeld === true ? 1 : 0),
});

/** Nothing came for a while: a burst is handed over, a person's run is forgotten. */
export function silence(run: Run, at: number, line: Line = NO_LINE): { readonly run: Run; readonly scan: Scan | null } {
  if (at - run.lastAt < gapLimit(line)) return { run, scan: null };
  if (!run.isBurst) return { run: { ...NO_RUN, tailUntil: run.tailUntil }, scan: null };
  return { run: { ...NO_RUN, tailUntil: run.lastAt + TAIL_MS }, scan: scanOf(run) };
}
