// A clock for tests: time stands still while anything runs and jumps to the next sleeper when everything is idle.
// The wall clock beside it can be set to anything; waits never notice.
import { setImmediate as afterIdle } from "node:timers/promises";
import type { Clock } from "../../main/clock.ts";

type Sleeper = { readonly atMs: number; readonly order: number; wake(): void };

export class VirtualClock implements Clock {
  #mono = 0;
  #wall: number;
  #order = 0;
  readonly #sleepers = new Set<Sleeper>();
  readonly #timers: { readonly atMs: number; readonly act: () => void }[] = [];

  /** 2026-03-01 10:00:00 UTC unless told. */
  constructor(wall = Date.UTC(2026, 2, 1, 10)) {
    this.#wall = wall;
  }

  now(): number {
    return this.#wall + this.#mono;
  }

  monotonic(): number {
    return this.#mono;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const sleeper: Sleeper = { atMs: this.#mono + Math.max(0, ms), order: this.#order++, wake: resolve };
    this.#sleepers.add(sleeper);
    signal?.addEventListener("abort", () => {
      this.#sleepers.delete(sleeper);
      resolve();
    });
    return promise;
  }

  local(now: number): { day: string; stamp: string } {
    const iso = new Date(now).toISOString();
    return { day: iso.slice(0, 10), stamp: iso.slice(2, 19).replaceAll(/[-T:]/g, "") };
  }

  /** Somebody sets the PC's clock: the wall moves, the monotonic clock does not. */
  jump(ms: number): void {
    this.#wall += ms;
  }

  /** Does `act` when the monotonic clock reaches `atMs`, before any sleeper of that moment wakes. */
  at(atMs: number, act: () => void): void {
    this.#timers.push({ atMs, act });
    this.#timers.sort((a, b) => a.atMs - b.atMs);
  }

  /** Lets time pass until the promise is settled. Throws when nothing is left that could settle it. */
  async run<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const note = () => {
      settled = true;
    };
    promise.then(note, note);
    for (;;) {
      await afterIdle();
      if (settled) return promise;
      if (!this.#step(Number.POSITIVE_INFINITY)) throw new Error("everything is idle and nothing is asleep");
    }
  }

  /** Lets this much time pass, whatever happens meanwhile. */
  async pass(ms: number): Promise<void> {
    const endMs = this.#mono + ms;
    await afterIdle();
    while (this.#step(endMs)) await afterIdle();
    this.#mono = endMs;
  }

  /** Wakes whoever is next, if that is not after `endMs`. */
  #step(endMs: number): boolean {
    let next: Sleeper | undefined;
    for (const sleeper of this.#sleepers)
      if (!next || sleeper.atMs < next.atMs || (sleeper.atMs === next.atMs && sleeper.order < next.order))
        next = sleeper;
    const timer = this.#timers[0];
    if (timer && timer.atMs <= endMs && timer.atMs <= (next?.atMs ?? timer.atMs)) {
      this.#timers.shift();
      this.#mono = Math.max(this.#mono, timer.atMs);
      timer.act();
      return true;
    }
    if (!next || next.atMs > endMs) return false;
    this.#sleepers.delete(next);
    this.#mono = Math.max(this.#mono, next.atMs);
    next.wake();
    return true;
  }
}
