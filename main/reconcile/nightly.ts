// The nightly run: while the till runs, from the set time on, every past day that is not whole yet is reconciled, the
// oldest first; a day that was slept through is caught up. It goes on until the till closes, and never in a hurry.
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { daysBefore } from "./day.ts";
import { DAYS_BACK } from "./days.ts";
import type { Reconcile } from "./reconcile.ts";

/** How often it looks whether it is time. */
const TICK_MS = 5 * 60_000;
/** A day whose channel did not answer is left alone for so long. */
const AGAIN_MS = 60 * 60_000;

export type NightParts = {
  readonly reconcile: Reconcile;
  readonly clock: Clock;
  readonly log: Log;
  readonly closing: AbortSignal;
};

export function startNights(parts: NightParts): void {
  const { clock, closing, log } = parts;
  const tried = new Map<string, number>();
  const turn = async () => {
    try {
      await runDue(parts, tried);
    } catch (error) {
      log.error("reconcile.failed", error);
    }
  };
  void (async () => {
    while (!closing.aborted) {
      await clock.sleep(TICK_MS, closing);
      if (!closing.aborted) await turn();
    }
  })();
}

async function runDue({ reconcile, clock, closing }: NightParts, tried: Map<string, number>): Promise<void> {
  for (const day of dueDays(reconcile, clock)) {
    if (closing.aborted || reconcile.isRunning()) return;
    const last = tried.get(day);
    if (last !== undefined && clock.monotonic() - last < AGAIN_MS) continue;
    tried.set(day, clock.monotonic());
    await reconcile.run(day, [], closing);
  }
}

/** Past days that sold something and were not gone through to the end since, the oldest first; none before the set time. */
export function dueDays(reconcile: Reconcile, clock: Pick<Clock, "now" | "local">): string[] {
  const { days, at } = reconcile.view();
  const { day: today, stamp } = clock.local(clock.now());
  if (at === null || `${stamp.slice(6, 8)}:${stamp.slice(8, 10)}` < at) return [];
  const oldest = daysBefore(today, DAYS_BACK);
  return days
    .filter(({ day, parts }) => day < today && day >= oldest && parts.some(isDue))
    .map(({ day }) => day)
    .toSorted();
}

const isDue = (part: { channel: string; unasked: number; endedAt: number | null }): boolean =>
  part.channel !== "cash" && (part.unasked > 0 || part.endedAt === null);
