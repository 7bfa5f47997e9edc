// Scan first: a pay code that came before the amount waits here, in memory alone, for half a minute. What is shown of
// it is its wallet and last four digits. It is charged only when the cashier confirms an amount for a pay code.
import type { PayCode } from "../../preload/contract/pay-code.ts";
import type { TillState } from "../../preload/contract/views.ts";
import type { Clock } from "../clock.ts";

/** Wallets draw a new code every minute; a code that waited longer than this is better shown again. */
export const KEEP_MS = 30_000;

export type KeptCode = {
  keep(code: PayCode): void;
  /** Hands the code out, once; null when none waits or its time is over. */
  take(): PayCode | null;
  /** Forgets it. */
  drop(): void;
  view(): TillState["kept"];
};

type Kept = { readonly code: PayCode; readonly untilMs: number; readonly until: number };

/** `gone`: told of a code that nothing came of, by `drop` or by its time. When the till closes it is forgotten untold. */
export function openKeptCode(parts: {
  readonly clock: Clock;
  readonly closing: AbortSignal;
  gone(code: PayCode): void;
  /** What is to be shown of it changed. */
  changed(): void;
}): KeptCode {
  const { clock, closing } = parts;
  let kept: Kept | null = null;
  const isFresh = () => kept !== null && clock.monotonic() < kept.untilMs;
  const drop = () => {
    const was = kept;
    kept = null;
    if (was === null) return;
    parts.gone(was.code);
    parts.changed();
  };
  return {
    drop,
    keep(code) {
      const mine: Kept = { code, untilMs: clock.monotonic() + KEEP_MS, until: clock.now() + KEEP_MS };
      kept = mine;
      parts.changed();
      void clock.sleep(KEEP_MS, closing).then(() => {
        if (closing.aborted) kept = null;
        else if (kept === mine) drop();
      });
    },
    take() {
      const code = isFresh() ? (kept?.code ?? null) : null;
      if (code === null) drop();
      kept = null;
      return code;
    },
    view() {
      if (kept === null || !isFresh()) return null;
      const { wallet, tail } = kept.code;
      return { wallet, tail, until: kept.until };
    },
  };
}
