// Leshua for the command-line tests: its strict peer, and what that peer's books say.
import { type LeshuaPeer, type LeshuaPeerOptions, payers, startLeshuaPeer } from "../peers/leshua.ts";
import { PEER_LIMITS, type Shop as ShopOf, openShopOf } from "./channel-shop.ts";
import type { DeskKit } from "./desk-faults.ts";

export type Shop = ShopOf<LeshuaPeer>;

const CALLS = {
  qr: "get_tdcode",
  query: "query_status",
  call_off: "close_order",
  refund: "unified_refund",
  refund_query: "unified_query_refund",
} as const;
/** Asked so often, a pending refund is pending still. */
const MANY = Array<number>(500).fill(10);

export const LESHUA: DeskKit<LeshuaPeer, LeshuaPeerOptions> = {
  id: "leshua",
  start: (options) => startLeshuaPeer({ closeNotBeforeMs: PEER_LIMITS.closeNotBeforeMs, ...options }),
  secretsOf: ({ key, notifyKey, books }) => [
    key,
    notifyKey,
    ...[...books.orders.values()].flatMap((order) => order.authCode ?? []),
  ],
  chargesOf: ({ requests }) =>
    requests.filter(({ service }) => service === "upload_authcode" || service === "get_tdcode").length,
  booksOf: ({ books }) => ({
    orders: [...books.orders.values()].map(({ tradeNo, leshuaId, amountFen, charges, paidFen, returnedFen }) => ({
      tradeNo,
      channelNo: leshuaId,
      amountFen,
      charges,
      paidFen,
      returnedFen,
    })),
    refunds: books.refunds.map(({ refundNo, amountFen, status }) => ({
      refundNo,
      fen: amountFen,
      isBack: status === 11,
    })),
  }),
  fault: ({ script }, verb, ...behaviours) => script.next(CALLS[verb], ...behaviours),
  neverPays: ({ script }) => script.everyPayer(payers.neverPays),
  payNow({ books }) {
    for (const order of books.orders.values()) Object.assign(order, { payer: payers.pays, step: 0 });
  },
  refundPending: ({ script }) => script.nextRefund(...MANY, 11),
  finishRefunds({ books }) {
    for (const one of books.refunds) one.step = one.states.length - 1;
  },
};

export const openShop = (timing: Record<string, unknown> = {}, options: LeshuaPeerOptions = {}): Promise<Shop> =>
  openShopOf(LESHUA, { timing, options });
