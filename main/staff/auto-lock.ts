// Locks the till once no hand has been on it for as long as the rules say. Time is the monotonic clock's: setting the
// PC's clock neither locks a till nor keeps it open.
import type { Clock } from "../clock.ts";

/** Asked again this soon while a payment is being taken, and at most this often. */
const AGAIN_MS = 1000;

export type LockParts = {
  readonly clock: Clock;
  readonly closing: AbortSignal;
  /** Null = never. */
  afterMs(): number | null;
  /** Somebody is at the till. */
  isOpen(): boolean;
  /** Nobody is locked out of watching a payment. */
  isBusy(): boolean;
  lock(): void;
};

export class AutoLock {
  readonly #parts: LockParts;
  #touchedMono: number;
  #isWatching = false;

  constructor(parts: LockParts) {
    this.#parts = parts;
    this.#touchedMono = parts.clock.monotonic();
  }

  /** A hand is on the till. */
  touch(): void {
    this.#touchedMono = this.#parts.clock.monotonic();
    if (!this.#isWatching) void this.#watch();
  }

  async #watch(): Promise<void> {
    const { clock, closing, afterMs, isOpen, isBusy, lock } = this.#parts;
    this.#isWatching = true;
    while (isOpen() && !closing.aborted) {
      const limitMs = afterMs();
      if (limitMs === null) break;
      const leftMs = this.#touchedMono + limitMs - clock.monotonic();
      if (leftMs <= 0 && !isBusy()) lock();
      else await clock.sleep(Math.max(leftMs, AGAIN_MS), closing);
    }
    this.#isWatching = false;
  }
}
