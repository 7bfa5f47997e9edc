// Turns the chunks of an open port into scanned texts: it runs a framer against the clock and times the silences.
// A listener that throws never reaches the port; what was handed over is wiped here.
import type { Clock } from "../clock.ts";
import { createFramer, DEFAULT_SILENCE_MS } from "./frame.ts";

export type HearingOptions = {
  readonly clock: Pick<Clock, "monotonic" | "sleep">;
  readonly hear: (text: string) => void;
  /** Told what `hear` threw: a bug of ours, which must not cost the scanner. */
  readonly bug?: (error: unknown) => void;
  readonly suffixes?: readonly number[];
  readonly silenceMs?: number | null;
};

export type Hearing = {
  /** Takes a chunk and wipes it. */
  take(chunk: Uint8Array): void;
  /** Forgets an unfinished code and hears nothing more. */
  stop(): void;
};

/** A silence that was noticed this much too late was a busy process, not a quiet gun. */
const LATE_MS = 15;
/** How often a late silence is timed anew before it counts. */
const MAX_LATE = 3;

export function createHearing(options: HearingOptions): Hearing {
  const { clock, silenceMs = DEFAULT_SILENCE_MS } = options;
  const framer = createFramer({ ...(options.suffixes ? { suffixes: options.suffixes } : {}), silenceMs });
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
  const timeSilence = async (quietMs: number): Promise<void> => {
    let late = 0;
    while (framer.pending && !stopped.signal.aborted) {
      const dueMs = lastMs + quietMs;
      await clock.sleep(dueMs - clock.monotonic(), stopped.signal);
      const nowMs = clock.monotonic();
      if (lastMs + quietMs > nowMs) continue;
      if (nowMs - dueMs > LATE_MS && late++ < MAX_LATE) lastMs = nowMs;
      else deliver(framer.tick(nowMs));
    }
    timing = false;
  };

  return {
    take(chunk) {
      if (stopped.signal.aborted) return;
      const nowMs = clock.monotonic();
      // While a silence is being timed it is not yet proven: to the framer, these bytes came without a gap.
      if (!timing) frameMs = nowMs;
      lastMs = nowMs;
      const texts = framer.push(chunk, frameMs);
      chunk.fill(0);
      deliver(texts);
      if (timing || silenceMs === null || !framer.pending) return;
      timing = true;
      void timeSilence(silenceMs);
    },
    stop() {
      stopped.abort();
      framer.drop();
    },
  };
}
