// Learns from a gun's own scans how it ends a code: which suffix, and how long it pauses inside one. It counts bytes
// and times and keeps no text. What is learnt only narrows what is listened for; a gun that changes is learnt anew.
import type { Framing, Suffix } from "../../preload/contract/scanners.ts";
import { SUFFIX } from "./frame.ts";

/** Bytes that come after this much silence belong to the next scan. */
const SCAN_GAP_MS = 50;
/** So many scans in a row must agree. */
export const SCANS_TO_LEARN = 3;
/** Less is noise on the line. */
const MIN_BYTES = 4;

const BYTES: Readonly<Record<Suffix, readonly number[]>> = {
  cr: [SUFFIX.cr],
  lf: [SUFFIX.lf],
  // Either byte ends the frame; the empty frame between them is none.
  crlf: [SUFFIX.cr, SUFFIX.lf],
  etx: [SUFFIX.etx],
  tab: [SUFFIX.tab],
  none: [],
};

/** What a framer listens for under a framing; all suffixes and 50 ms while nothing is learnt. */
export const framerOptions = (framing: Framing | null): { suffixes?: readonly number[]; silenceMs?: number } =>
  framing === null ? {} : { suffixes: BYTES[framing.suffix], silenceMs: framing.silenceMs };

export type Learner = {
  /** Looks at bytes that arrived at `nowMs`. */
  observe(bytes: Uint8Array, nowMs: number): void;
  /** Ends the scan if it is over; answers a framing when one was just learnt that differs from the one in use. */
  settle(nowMs: number): Framing | null;
};

type Sample = { readonly suffix: Suffix; readonly gapMs: number };

export function createLearner(known: Framing | null): Learner {
  let inUse = known;
  let samples: readonly Sample[] = [];
  let count = 0;
  let gapMs = 0;
  let lastMs = 0;
  let beforeLast = 0;
  let last = 0;

  /** Counts the scan that is over, if one is. */
  const close = (nowMs: number): void => {
    if (count === 0 || nowMs - lastMs < SCAN_GAP_MS) return;
    if (count >= MIN_BYTES)
      samples = [...samples, { suffix: suffixOf(beforeLast, last), gapMs }].slice(-SCANS_TO_LEARN);
    count = 0;
    gapMs = 0;
  };
  const settle = (nowMs: number): Framing | null => {
    close(nowMs);
    const learnt = agreed(samples);
    if (learnt === null || learnt.suffix === inUse?.suffix) return null;
    inUse = learnt;
    return learnt;
  };

  return {
    observe(bytes, nowMs) {
      close(nowMs);
      if (bytes.length === 0) return;
      if (count > 0) gapMs = Math.max(gapMs, nowMs - lastMs);
      lastMs = nowMs;
      count += bytes.length;
      beforeLast = bytes.at(-2) ?? last;
      last = bytes.at(-1) ?? 0;
    },
    settle,
  };
}

function suffixOf(beforeLast: number, last: number): Suffix {
  if (beforeLast === SUFFIX.cr && last === SUFFIX.lf) return "crlf";
  if (last === SUFFIX.cr) return "cr";
  if (last === SUFFIX.lf) return "lf";
  if (last === SUFFIX.etx) return "etx";
  return last === SUFFIX.tab ? "tab" : "none";
}

/**
 * With a suffix, silence is only for the day it is missing, and may be long. Without one it is all there is: three
 * times the longest pause seen, 30–50 ms, because the customer waits for it at each sale.
 */
function agreed(samples: readonly Sample[]): Framing | null {
  const [first] = samples;
  if (first === undefined || samples.length < SCANS_TO_LEARN) return null;
  if (samples.some((sample) => sample.suffix !== first.suffix)) return null;
  const gap = Math.max(...samples.map((sample) => sample.gapMs));
  const silenceMs = first.suffix === "none" ? clamp(gap * 3, 30, 50) : clamp(gap * 4, 150, 300);
  return { suffix: first.suffix, silenceMs: Math.ceil(silenceMs) };
}

const clamp = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));
