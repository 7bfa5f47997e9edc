// Why a kind of money cannot be taken now, as far as it is known, by which channels it goes, and what else the strip says.
// Pure, for the eye of the cashier alone: nothing is refused because of it, for a line that was down may be up again.
import type { ChannelId, Method } from "../preload/contract/status.ts";
import type { TillState } from "../preload/contract/views.ts";
import type { Words } from "./text/zh-cn.ts";

export type Problem = {
  readonly kind: "store" | "no_channel" | "not_offered" | "down";
  /** Channels that could not be reached. */
  readonly by: readonly ChannelId[];
};

const USES = { pay_code: "payCode", qr: "qr" } as const;
const usesOf = (method: Method): "payCode" | "qr" | null =>
  method === "pay_code" || method === "qr" ? USES[method] : null;

/** The channels whose wallets this kind of money comes through. */
export function channelsOf(state: TillState, method: Method): readonly ChannelId[] {
  const way = usesOf(method);
  if (way === null) return [];
  const takes = state.takes[way];
  return state.channels.filter(({ can }) => can[way]?.some((wallet) => takes.includes(wallet))).map(({ id }) => id);
}

const MINUTE_MS = 60_000;
/** From so many minutes on a person would say it in hours. */
const LONG = 120;

/** How far the computer's clock is off the channels', as it is said; null while nothing is wrong with it. */
export function clockSays({ strip }: Words, skewMs: number | null): string | null {
  if (skewMs === null) return null;
  const minutes = Math.round(Math.abs(skewMs) / MINUTE_MS);
  const isLong = minutes >= LONG;
  const count = isLong ? Math.round(minutes / 60) : minutes;
  const { fast, slow } = strip.clockOff;
  return (skewMs > 0 ? fast : slow)[isLong ? "hours" : "minutes"]({ count });
}

/** While no channel can be reached: what goes on, and when one is tried again. */
export const triesSay = ({ goods }: Words, everyMs: number | null): string =>
  everyMs === null ? goods.offlineNext : goods.offlineTries({ count: Math.round(everyMs / 1000) });

/** What is said of the customer's display: nothing where nobody wants it, or while it is just being opened. */
export function displayNow(state: TillState): Exclude<TillState["customerWindow"], "closed"> | null {
  const { customerWindow: now, settings } = state;
  return !settings.customer.on || now === "closed" ? null : now;
}

/** Null: nothing speaks against it. */
export function problemOf(state: TillState, method: Method): Problem | null {
  if (state.storeTrouble !== null) return { kind: "store", by: [] };
  const way = usesOf(method);
  if (way === null) return null;
  if (state.channels.length === 0) return { kind: "no_channel", by: [] };
  if (state.takes[way].length === 0) return { kind: "not_offered", by: [] };
  const all = channelsOf(state, method);
  const by = all.filter((id) => state.down.includes(id));
  // None that a wallet goes through, though another, which a cashier would have to choose, may be up.
  const isDown = all.length > 0 && (by.length === all.length || state.offlineSince !== null);
  return isDown ? { kind: "down", by } : null;
}
