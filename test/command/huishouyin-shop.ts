// 慧收银 for the command-line tests: its strict peer, and what that peer's books say.
import {
  type HuishouyinPeer,
  type HuishouyinPeerOptions,
  type RefundState,
  payers,
  startHuishouyinPeer,
} from "../peers/huishouyin.ts";
import { type Shop as ShopOf, openShopOf } from "./channel-shop.ts";
import type { DeskKit } from "./desk-faults.ts";

export type Shop = ShopOf<HuishouyinPeer>;

const CALLS = { qr: "scan", query: "check", call_off: "close", refund: "refund", refund_query: "check" } as const;
/** Asked so often, a pending refund is pending still. */
const MANY = Array<RefundState>(500).fill("processing");

export const HUISHOUYIN: DeskKit<HuishouyinPeer, HuishouyinPeerOptions> = {
  id: "huishouyin",
  start: startHuishouyinPeer,
  secretsOf: ({ secret, books }) => [secret, ...[...books.orders.values()].flatMap((order) => order.payCode ?? [])],
  chargesOf: ({ requests }) => requests.filter(({ call }) => call === "qrcode" || call === "scan").length,
  booksOf: ({ books }) => ({
    orders: [...books.orders.values()].map(({ orderId, tradeNo, totalFen, charges, paidFen, returnedFen }) => ({
      tradeNo: orderId,
      channelNo: tradeNo,
      amountFen: totalFen,
      charges,
      paidFen,
      returnedFen,
    })),
    refunds: books.refunds.map(({ refundNo, feeFen, state }) => ({
      refundNo: refundNo ?? "no number",
      fen: feeFen,
      isBack: state === "done",
    })),
  }),
  fault: ({ script }, verb, ...behaviours) => script.next(CALLS[verb], ...behaviours),
  neverPays: ({ script }) => script.everyPayer(payers.neverPays),
  payNow({ books }) {
    for (const order of books.orders.values()) Object.assign(order, { payer: payers.pays, step: 0 });
  },
  refundPending: ({ script }) => script.nextRefund(...MANY, "done"),
  finishRefunds({ books }) {
    for (const one of books.refunds) one.step = one.states.length - 1;
  },
};

export const openShop = (timing: Record<string, unknown> = {}, options: HuishouyinPeerOptions = {}): Promise<Shop> =>
  openShopOf(HUISHOUYIN, { timing, options });
