// A clock that stands still until a test moves it. `late` moves it past a timer, as a busy process would.
import type { Clock } from "../../main/clock.ts";

type Sleeper = { readonly dueMs: number; readonly wake: () => void };

export type HandClock = Pick<Clock, "monotonic" | "sleep"> & {
  /** Moves on to each timer in turn, and lets what it woke run. */
  advance(ms: number): Promise<void>;
  /** Jumps over the timers first; they are woken late. */
  late(ms: number): Promise<void>;
  readonly sleepers: number;
};

export function handClock(): HandClock {
  let nowMs = 1_000;
  let sleepers: Sleeper[] = [];
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const wakeDue = async (): Promise<void> => {
    const due = sleepers.filter((sleeper) => sleeper.dueMs <= nowMs);
    sleepers = sleepers.filter((sleeper) => sleeper.dueMs > nowMs);
    for (const sleeper of due) sleeper.wake();
    await settle();
  };
  return {
    monotonic: () => nowMs,
    sleep(ms, signal) {
      if (signal?.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const sleeper: Sleeper = { dueMs: nowMs + Math.max(0, ms), wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener("abort", () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          resolve();
        });
      });
    },
    async advance(ms) {
      const endMs = nowMs + ms;
      for (;;) {
        const next = Math.min(...sleepers.map((sleeper) => sleeper.dueMs), endMs);
        nowMs = Math.max(nowMs, next);
        await wakeDue();
        if (next >= endMs && !sleepers.some((sleeper) => sleeper.dueMs <= endMs)) return;
      }
    },
    async late(ms) {
      nowMs += ms;
      await wakeDue();
    },
    get sleepers() {
      return sleepers.length;
    },
  };
}
