// Which channel of a book a new sale goes through: the one of its wallet where one is set, else the one in use; and the
// second one a cashier may change to by a press of his own. Nothing here ever changes a channel by itself.
import { type ChannelRoutes, channelRoutes } from "../preload/contract/channels.ts";
import { type Result, fail, ok } from "../preload/contract/failure.ts";
import { type ChannelId, type Wallet, wallet as wallets } from "../preload/contract/status.ts";
import type { ChannelView } from "../preload/contract/views.ts";
import type { Clock } from "./clock.ts";
import type { Store } from "./store/open.ts";
import { openSetting, writeSetting } from "./store/settings.ts";

export type Way = "payCode" | "qr";

export type BookRoutes = {
  routes(): ChannelRoutes;
  /** Failures: channel_not_configured for one that is not set up. */
  keepRoutes(change: Partial<ChannelRoutes>): Result<null>;
  /** The channel a sale of this wallet goes through; one that cannot take it only when none can. */
  channelFor(way: Way, wallet: Wallet): ChannelId | null;
  /** The wallets a sale can be paid with, each through its own channel. */
  takes(): Readonly<Record<Way, ReadonlyMap<Wallet, ChannelId>>>;
  /** The channel to offer instead; null while none is set, or it is not set up any more. */
  second(): ChannelId | null;
};

const KEY = "channel-routes";
export const NO_ROUTES: ChannelRoutes = { wechat: null, alipay: null, unionpay: null, ecny: null, second: null };

export function openRoutes(parts: {
  readonly store: Store;
  readonly clock: Clock;
  /** Those that are set up. */
  ready(): readonly ChannelView[];
  inUse(): ChannelId | null;
}): BookRoutes {
  const { store, clock, ready, inUse } = parts;
  const routes = openSetting(store.read, KEY, (stored): ChannelRoutes => {
    const kept = channelRoutes.safeParse(stored);
    return kept.success ? kept.data : NO_ROUTES;
  });
  const viewOf = (id: ChannelId | null) => ready().find((channel) => channel.id === id) ?? null;
  const takesIt = (id: ChannelId | null, way: Way, wallet: Wallet): id is ChannelId =>
    viewOf(id)?.can[way]?.includes(wallet) === true;
  const oneOf = (own: ChannelId | null, used: ChannelId | null, way: Way, wallet: Wallet) =>
    takesIt(own, way, wallet) ? own : used;
  return {
    routes,
    keepRoutes(change) {
      const next = { ...routes(), ...change };
      const gone = Object.values(next).find((id) => id !== null && viewOf(id) === null);
      if (gone) return fail("channel_not_configured", gone, "manager", "never");
      store.write((tx) => writeSetting(tx, KEY, next, clock.now()));
      return ok(null);
    },
    channelFor: (way, wallet) => oneOf(routes()[wallet], inUse(), way, wallet),
    takes() {
      const [own, used] = [routes(), inUse()];
      const can = (way: Way) =>
        new Map(
          wallets.options.flatMap((wallet) => {
            const id = oneOf(own[wallet], used, way, wallet);
            return takesIt(id, way, wallet) ? [[wallet, id] as const] : [];
          }),
        );
      return { payCode: can("payCode"), qr: can("qr") };
    },
    second: () => viewOf(routes().second)?.id ?? null,
  };
}
