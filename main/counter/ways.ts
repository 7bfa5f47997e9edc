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
): Pick<TillState, "channel" | "channels" | "takes" | "second" | "down"> {
  const channels = book.channels();
  const id = book.channelInUse();
  return {
    channel: channels.find((channel) => channel.id === id) ?? null,
    channels: channels.filter((channel) => channel.configured),
    takes: { ...book.takes(), modes: id !== null && (book.channel(id)?.modes ?? null) !== null },
    second: book.second(),
    down: downChannels(book, clock),
  };
}

/** The last thing asked of them was never sent. */
function downChannels({ store }: Book, clock: Clock): ChannelId[] {
  const latest = new Map<ChannelId, Attempt>();
  for (const attempt of listAttempts(store.read, { limit: LOOK_AT }))
    if (!latest.has(attempt.channel)) latest.set(attempt.channel, attempt);
  const since = clock.now() - RECENT_MS;
  return [...latest.values()]
    .filter((attempt) => attempt.createdAt >= since && wasNotReached(attempt))
    .map((attempt) => attempt.channel);
}
