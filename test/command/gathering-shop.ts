// Yapos Pay for the command-line tests: its strict peer, and what the wallets behind it really did. It is never told
// our numbers: its payments are matched by its own, or by their amount.
import { type GatheringPeer, type GatheringPeerOptions, startGatheringPeer } from "../peers/gathering.ts";
import { type Kit, type Shop as ShopOf, openShopOf } from "./channel-shop.ts";

export type Shop = ShopOf<GatheringPeer>;

const CHARGES: ReadonlySet<string | null> = new Set(["gathering", "wechat_payment", "alipay_payment"]);

export const GATHERING: Kit<GatheringPeer, GatheringPeerOptions> = {
  id: "gathering",
  start: startGatheringPeer,
  secretsOf: ({ account, books }) => [
    account.password,
    ...books.logins,
    ...books.orders.flatMap((order) => order.authCode ?? []),
  ],
  chargesOf: ({ requests }) => requests.filter(({ call }) => CHARGES.has(call)).length,
  booksOf: ({ books }) => ({
    orders: books.orders.map(({ merchantTradeNo, amountFen, charges, paidFen, returnedFen }) => ({
      tradeNo: null,
      channelNo: merchantTradeNo,
      amountFen,
      charges,
      paidFen,
      returnedFen,
    })),
    refunds: null,
  }),
};

export const openShop = (timing: Record<string, unknown> = {}, options: GatheringPeerOptions = {}): Promise<Shop> =>
  openShopOf(GATHERING, { timing, options });
