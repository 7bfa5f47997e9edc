// Remembers the pay codes of the last minutes, in memory only, so that the same code is charged once. A gun that reads
// a code twice makes one scan; a code that was charged is refused when it is shown again. Nothing here prints a code.
import type { PayCode } from "../../preload/contract/pay-code.ts";
import type { Clock } from "../clock.ts";

/** Two sights this close together are one scan: the gun read twice, or the phone is still held under it. */
export const REPEAT_MS = 3_000;
/** A wallet draws a new code every minute or so; after this time an old one cannot come back. */
export const REMEMBER_MS = 10 * 60_000;
/** More sales than a till can make in REMEMBER_MS. Beyond it the code seen longest ago is forgotten. */
export const MAX_REMEMBERED = 512;

export type Sight = "new" | "repeat" | "used";

export type RepeatGuard = {
  /**
   * Judges one sight of a code and remembers it.
   * - `repeat`: last seen within REPEAT_MS, charged or not. One scan: do nothing, say nothing.
   * - `used`: seen earlier, and `markUsed` was called. Refuse it with `code_used`.
   * - `new`: everything else. Answer it with `markUsed` or `forget`.
   */
  judge(code: PayCode): Sight;
  /**
   * A charge is made with this code: call it before the request leaves, and never take it back. Wallets spend a code
   * with its first request, also when the payment then fails.
   */
  markUsed(code: PayCode): void;
  /**
   * Nothing came of this sight (no amount yet, a sale is waiting): the next one is `new` again, however soon it comes.
   * A used code stays used.
   */
  forget(code: PayCode): void;
};

type Remembered = { readonly code: PayCode; seenMs: number; used: boolean };

/** Times are monotonic. Old codes are let go at the next call, whichever it is. */
export function createRepeatGuard(clock: Pick<Clock, "monotonic">): RepeatGuard {
  /** Seen longest ago first; looked through from the other end, where what is asked for mostly stands. */
  const remembered: Remembered[] = [];

  const find = (code: PayCode): Remembered | undefined => {
    const oldestMs = clock.monotonic() - REMEMBER_MS;
    const young = remembered.findIndex((entry) => entry.seenMs > oldestMs);
    remembered.splice(0, young < 0 ? remembered.length : young);
    return remembered.findLast((entry) => entry.code.same(code));
  };
  const drop = (entry: Remembered | undefined): void => {
    if (entry) remembered.splice(remembered.lastIndexOf(entry), 1);
  };
  const see = (before: Remembered | undefined, code: PayCode, used: boolean): void => {
    drop(before);
    remembered.push({ code, seenMs: clock.monotonic(), used });
    if (remembered.length > MAX_REMEMBERED) remembered.shift();
  };

  return {
    judge(code) {
      const before = find(code);
      const soon = before !== undefined && clock.monotonic() - before.seenMs <= REPEAT_MS;
      see(before, code, before?.used ?? false);
      if (soon) return "repeat";
      return before?.used ? "used" : "new";
    },
    markUsed(code) {
      see(find(code), code, true);
    },
    forget(code) {
      const entry = find(code);
      if (entry && !entry.used) drop(entry);
    },
  };
}
