// What the screen is told of the channels: which take new sales and which wallets, and which could not be reached just
// now. Read from the book each time; it is a hint for the cashier and decides nothing.
import type { ChannelId } from "../../preload/contract/status.ts";
import type { TillState } from "../../preload/contract/views.ts";
import type { Book } from "../book.ts";
import type { Clock } from "../clock.ts";
import type { Attempt } from "../payment/attempt.ts";
import { listAttempts } from "../store/list-attempts.ts";

/** A line that was down this long ago may be up again. */
const RECENT_MS = 10 * 60_000;
const LOOK_AT = 20;

const wasNotReached = ({ status, reason }: Attempt): boolean =>
  (status === "cancelled" && reason === "never_sent") || (status === "unknown" && reason === "not_connected");

export function viewWays(
  book: Book,
  clock: Clock,
): Pick<TillState, "channel" | "channels" | "takes" | "second" | "down" | "offlineSince"> {
  const channels = book.channels();
  const id = book.channelInUse();
  const down = downChannels(book, clock);
  const { payCode, qr } = book.takes();
  const modes = id !== null && (book.channel(id)?.modes ?? null) !== null;
  return {
    channel: channels.find((channel) => channel.id === id) ?? null,
    channels: channels.filter((channel) => channel.configured),
    takes: { payCode: [...payCode.keys()], qr: [...qr.keys()], modes },
    second: book.second(),
    down: down.map(({ channel }) => channel),
    offlineSince: offlineSince(new Set([...payCode.values(), ...qr.values()]), down),
  };
}

/** Since when none of the channels that take a wallet could be reached; null while one of them could, or none is set up. */
function offlineSince(wanted: ReadonlySet<ChannelId>, down: readonly Attempt[]): number | null {
  const gone = down.filter(({ channel }) => wanted.has(channel));
  return wanted.size > 0 && gone.length === wanted.size ? Math.min(...gone.map(({ createdAt }) => createdAt)) : null;
}

/** The last thing asked of them was never sent: that attempt of each. */
function downChannels({ store }: Book, clock: Clock): Attempt[] {
  const latest = new Map<ChannelId, Attempt>();
  for (const attempt of listAttempts(store.read, { limit: LOOK_AT }))
    if (!latest.has(attempt.channel)) latest.set(attempt.channel, attempt);
  const since = clock.now() - RECENT_MS;
  return [...latest.values()].filter((attempt) => attempt.createdAt >= since && wasNotReached(attempt));
}
