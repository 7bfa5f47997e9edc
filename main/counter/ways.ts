// What the screen is told of the channels: which take new sales and which wallets, and which could not be reached just
// now. Read from the book each time; it is a hint for the cashier and decides nothing.
import type { ChannelId } from "../../preload/contract/status.ts";
import type { TillState } from "../../preload/contract/views.ts";
import type { Book } from "../book.ts";
import type { Lost } from "./reach.ts";

/** `lost`: the channels that are down. */
export function viewWays(
  book: Book,
  lost: readonly Lost[],
): Pick<TillState, "channel" | "channels" | "takes" | "second" | "down" | "offlineSince"> {
  const channels = book.channels();
  const id = book.channelInUse();
  const { payCode, qr } = book.takes();
  const modes = id !== null && (book.channel(id)?.modes ?? null) !== null;
  return {
    channel: channels.find((channel) => channel.id === id) ?? null,
    channels: channels.filter((channel) => channel.configured),
    takes: { payCode: [...payCode.keys()], qr: [...qr.keys()], modes },
    second: book.second(),
    down: lost.map(({ channel }) => channel),
    offlineSince: offlineSince(new Set([...payCode.values(), ...qr.values()]), lost),
  };
}

/** Since when none of the channels that take a wallet could be reached; null while one of them could, or none is set up. */
function offlineSince(wanted: ReadonlySet<ChannelId>, lost: readonly Lost[]): number | null {
  const gone = lost.filter(({ channel }) => wanted.has(channel));
  return wanted.size > 0 && gone.length === wanted.size ? Math.min(...gone.map(({ since }) => since)) : null;
}
