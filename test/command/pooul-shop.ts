// Pooul for the command-line tests: its strict peer, and what that peer's books say.
import { type PooulPeer, type PooulPeerOptions, startPooulPeer } from "../peers/pooul.ts";
import { payers } from "../peers/pooul.ts";
import { PEER_LIMITS, type Shop as ShopOf, openShopOf } from "./channel-shop.ts";
import { linesOfPem } from "./cli.ts";
import type { DeskKit } from "./desk-faults.ts";

export type Shop = ShopOf<PooulPeer>;

const CALLS = { qr: "pay", query: "query", call_off: "close", refund: "refund", refund_query: "refund_query" } as const;
/** Asked so often, a pending refund is pending still. */
const MANY = Array<number>(500).fill(1);

export const POOUL: DeskKit<PooulPeer, PooulPeerOptions> = {
  id: "pooul",
  start: (options) => startPooulPeer({ ...PEER_LIMITS, ...options }),
  secretsOf: ({ keys, books }) => [
    ...linesOfPem(keys.merchantPrivatePem),
    ...[...books.orders.values()].flatMap((order) => order.authCode ?? []),
  ],
  chargesOf: ({ requests }) => requests.filter((request) => request.call === "pay").length,
  booksOf: ({ books }) => ({
    orders: [...books.orders.values()].map(({ tradeNo, tradeId, feeFen, charges, paidFen, returnedFen }) => ({
      tradeNo,
      channelNo: tradeId,
      amountFen: feeFen,
      charges,
      paidFen,
      returnedFen,
    })),
    refunds: books.refunds.map(({ refundNo, feeFen, state }) => ({
      refundNo: refundNo ?? "no number",
      fen: feeFen,
      isBack: state === 0,
    })),
  }),
  fault: ({ script }, verb, ...behaviours) => script.next(CALLS[verb], ...behaviours),
  neverPays: ({ script }) => script.everyPayer(payers.neverPays),
  payNow({ books }) {
    for (const order of books.orders.values()) Object.assign(order, { payer: payers.pays, step: 0 });
  },
  refundPending: ({ script }) => script.nextRefund(...MANY, 0),
  finishRefunds({ books }) {
    for (const one of books.refunds) one.step = one.states.length - 1;
  },
};

/** A till that is set up for a Pooul of its own. */
export const openShop = (timing: Record<string, unknown> = {}, options: PooulPeerOptions = {}): Promise<Shop> =>
  openShopOf(POOUL, { timing, options });
