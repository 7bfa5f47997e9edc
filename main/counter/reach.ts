// Which channels could not be reached just now, and the way back: each is asked the self-check's harmless question, which
// takes no money, until it answers. It is for the cashier's eye: no payment waits for it, and none is decided by it.
import type { TradeNo } from "../../preload/contract/ids.ts";
import type { ChannelId } from "../../preload/contract/status.ts";
import type { Book } from "../book.ts";
import { tapped } from "../channel/tap.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Attempt } from "../payment/attempt.ts";
import { attemptByNo } from "../store/attempts.ts";
import { listAttempts } from "../store/list-attempts.ts";

/** From the beginning of one try to the next, and how long one may last. */
export const TRY_EVERY_MS = 10_000;
const TRY_MS = 5000;
/** Where nobody tries it, a line that was down this long ago may be up again. */
const RECENT_MS = 10 * 60_000;
const LOOK_AT = 20;

/** A channel that is down: its last payment that was not reached, and since when none was. */
export type Lost = { readonly channel: ChannelId; readonly tradeNo: TradeNo; readonly since: number };

export type Reach = {
  /** From now on what is down is tried until it answers. A door starts it. */
  start(): void;
  /** How often that is; null while nobody does, and only the next payment tries. */
  everyMs(): number | null;
  /** What is down now; called whenever the till is drawn. */
  look(): readonly Lost[];
};

const wasNotReached = ({ status, reason }: Attempt): boolean =>
  (status === "cancelled" && reason === "never_sent") || (status === "unknown" && reason === "not_connected");
/** Nothing is known yet of what is just being sent. */
const isTold = ({ status }: Attempt): boolean => status !== "created" && status !== "sending";

export function openReach(parts: {
  readonly book: Book;
  readonly clock: Clock;
  readonly log: Log;
  readonly closing: AbortSignal;
  /** A channel answers again. */
  changed(): void;
}): Reach {
  const { book, clock, closing } = parts;
  /** What is being tried, and the last payment after which each channel has answered. */
  const held = new Map<ChannelId, Lost>();
  const back = new Map<ChannelId, TradeNo>();
  let [isStarted, isTrying] = [false, false];

  const look = (): readonly Lost[] => {
    const latest = latestOf(book, [...held.values()]);
    const since = clock.now() - RECENT_MS;
    const lost = latest.flatMap((attempt): Lost[] => {
      const { channel, tradeNo, createdAt } = attempt;
      const known = held.get(channel);
      if (!wasNotReached(attempt) || back.get(channel) === tradeNo) return [];
      return known || createdAt >= since ? [{ channel, tradeNo, since: known?.since ?? createdAt }] : [];
    });
    if (!isStarted) return lost;
    held.clear();
    for (const one of lost) held.set(one.channel, one);
    if (held.size > 0 && !isTrying) void goOn();
    return lost;
  };

  const ask = async ({ channel, tradeNo }: Lost): Promise<void> => {
    const tap = tapped(book.wayOut, clock);
    const aside = book.openAside(channel, tap.http);
    if (aside.ok) await aside.value.channel.probe?.(TRY_MS);
    // One that is not set up any more is not waited for either.
    if (aside.ok && !tap.exchanges.some(({ answer }) => answer.ok)) return;
    back.set(channel, tradeNo);
    parts.changed();
  };

  const goOn = async (): Promise<void> => {
    isTrying = true;
    try {
      for (let spentMs = 0; ;) {
        await clock.sleep(Math.max(0, TRY_EVERY_MS - spentMs), closing);
        if (closing.aborted || look().length === 0) return;
        const from = clock.monotonic();
        await Promise.all([...held.values()].map(ask));
        spentMs = clock.monotonic() - from;
      }
    } catch (error) {
      // The next drawing begins again.
      if (!closing.aborted) parts.log.error("reach.failed", error);
    } finally {
      isTrying = false;
    }
  };

  return {
    start() {
      isStarted = true;
    },
    everyMs: () => (isStarted ? TRY_EVERY_MS : null),
    look,
  };
}

/** The last payment of each channel whose fate is known, and of one that is held, whatever cash came since. */
function latestOf({ store: { read } }: Book, held: readonly Lost[]): Attempt[] {
  const latest = new Map<ChannelId, Attempt>();
  const told = listAttempts(read, { limit: LOOK_AT }).filter(isTold);
  const kept = held.flatMap(({ tradeNo }) => attemptByNo(read, tradeNo) ?? []);
  for (const attempt of [...told, ...kept]) if (!latest.has(attempt.channel)) latest.set(attempt.channel, attempt);
  return [...latest.values()];
}
