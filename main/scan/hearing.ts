// Turns the chunks of an open port into scanned texts: it runs a framer against the clock and times the silences.
// A listener that throws never reaches the port; what was handed over is wiped here.
import type { Clock } from "../clock.ts";
import type { Framing } from "../../preload/contract/scanners.ts";
import { createFramer, DEFAULT_SILENCE_MS, type Framer } from "./frame.ts";
import { createLearner, framerOptions } from "./learn.ts";

export type HearingOptions = {
  readonly clock: Pick<Clock, "monotonic" | "sleep">;
  readonly hear: (text: string) => void;
  /** Told what `hear` threw: a bug of ours, which must not cost the scanner. */
  readonly bug?: (error: unknown) => void;
  /** Fixed framing; then nothing is learnt. */
  readonly suffixes?: readonly number[];
  readonly silenceMs?: number | null;
  /** What was learnt about this gun before. */
  readonly framing?: Framing | null;
  /** Told what is learnt, once it is in use. */
  readonly learnt?: (framing: Framing) => void;
};

export type Hearing = {
  /** Takes a chunk and wipes it. */
  take(chunk: Uint8Array): void;
  /** Looks whether a scan is over and something was learnt from it. To be called now and then, not for each scan. */
  settle(): void;
  /** Forgets an unfinished code and hears nothing more. */
  stop(): void;
};

/** A silence that was noticed this much too late was a busy process, not a quiet gun. */
const LATE_MS = 15;
/** How often a late silence is timed anew before it counts. */
const MAX_LATE = 3;

export function createHearing(options: HearingOptions): Hearing {
  const { clock } = options;
  const isFixed = options.suffixes !== undefined || options.silenceMs !== undefined;
  const learner = isFixed ? null : createLearner(options.framing ?? null);
  let silenceMs: number | null = DEFAULT_SILENCE_MS;
  const newFramer = (framing: Framing | null): Framer => {
    const wanted = isFixed ? options : framerOptions(framing);
    silenceMs = wanted.silenceMs === undefined ? DEFAULT_SILENCE_MS : wanted.silenceMs;
    return createFramer({ ...(wanted.suffixes ? { suffixes: wanted.suffixes } : {}), silenceMs });
  };
  let framer = newFramer(options.framing ?? null);
  const stopped = new AbortController();
  let lastMs = 0;
  let frameMs = 0;
  let timing = false;

  const deliver = (texts: readonly string[]): void => {
    for (const text of texts) {
      if (stopped.signal.aborted) return;
      try {
        options.hear(text);
      } catch (error) {
        options.bug?.(error);
      }
    }
  };

  /** Bytes may wait unread while the process is busy, so a silence noticed too late is timed once more. */
  const timeSilence = async (): Promise<void> => {
    let late = 0;
    while (framer.pending && !stopped.signal.aborted) {
      const quietMs = silenceMs;
      if (quietMs === null) break;
      const dueMs = lastMs + quietMs;
      await clock.sleep(dueMs - clock.monotonic(), stopped.signal);
      const nowMs = clock.monotonic();
      if (lastMs + quietMs > nowMs) continue;
      if (nowMs - dueMs > LATE_MS && late++ < MAX_LATE) lastMs = nowMs;
      else deliver(framer.tick(nowMs));
    }
    timing = false;
  };

  /** Never in the middle of a code. */
  const settle = (nowMs: number): void => {
    const learnt = framer.pending ? null : (learner?.settle(nowMs) ?? null);
    if (learnt === null) return;
    framer = newFramer(learnt);
    try {
      options.learnt?.(learnt);
    } catch (error) {
      options.bug?.(error);
    }
  };

  return {
    settle: () => settle(clock.monotonic()),
    take(chunk) {
      if (stopped.signal.aborted) return;
      const nowMs = clock.monotonic();
      settle(nowMs);
      learner?.observe(chunk, nowMs);
      // While a silence is being timed it is not yet proven: to the framer, these bytes came without a gap.
      if (!timing) frameMs = nowMs;
      lastMs = nowMs;
      const texts = framer.push(chunk, frameMs);
      chunk.fill(0);
      deliver(texts);
      if (timing || silenceMs === null || !framer.pending) return;
      timing = true;
      void timeSilence();
    },
    stop() {
      stopped.abort();
      framer.drop();
    },
  };
}
