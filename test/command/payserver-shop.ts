// PayServer for the command-line tests: its strict peer, and what the wallet behind it really did. The service's own
// rows are not asked: it loses payments that went through (witnessed.md §2.2), and then the wallet's books are the truth.
import { type PayserverPeer, type PayserverPeerOptions, payers, startPayserverPeer } from "../peers/payserver.ts";
import { type Kit, type Shop as ShopOf, openShopOf } from "./channel-shop.ts";

export type Shop = ShopOf<PayserverPeer>;

const sum = (rows: readonly { readonly fen: unknown }[]): number => rows.reduce((all, { fen }) => all + Number(fen), 0);

function orderIn({ books }: PayserverPeer, tradeNo: string) {
  const taken = books.taken.filter((one) => one.clientPayNo === tradeNo);
  const tractions = new Set(taken.map((one) => one.tractionNo));
  const stored = books.orders.find((one) => one.clientPayNo === tradeNo);
  return {
    tradeNo,
    channelNo: stored?.tractionNo ?? "not stored",
    amountFen: Number(stored?.payAmount ?? taken[0]?.fen),
    charges: taken.length,
    paidFen: sum(taken),
    returnedFen: sum(books.given.filter((one) => tractions.has(one.payTractionNo))),
  };
}

export const PAYSERVER: Kit<PayserverPeer, PayserverPeerOptions> = {
  id: "payserver",
  start: startPayserverPeer,
  secretsOf: ({ token }) => [token],
  chargesOf: ({ requests }) => requests.filter(({ route }) => route === "pay").length,
  booksOf(peer) {
    const { taken, orders, given } = peer.books;
    const numbers = new Set([...orders, ...taken].map(({ clientPayNo }) => clientPayNo ?? "no number"));
    return {
      orders: [...numbers].map((tradeNo) => orderIn(peer, tradeNo)),
      refunds: given.map(({ clientRefundNo, fen }) => ({ refundNo: clientRefundNo ?? "no number", fen, isBack: true })),
    };
  },
  settled: (peer) => peer.settled(),
};

export const openShop = (timing: Record<string, unknown> = {}, options: PayserverPeerOptions = {}): Promise<Shop> =>
  openShopOf(PAYSERVER, { timing, options });

/** The payers who are still typing are done by the next question. */
export function payNow({ books }: PayserverPeer): void {
  for (const order of books.orders.filter((one) => one.status === "paying"))
    Object.assign(order, { behind: payers.types(0) });
}

/** A refund under way ends well by the next question. */
export function finishRefunds({ books }: PayserverPeer): void {
  for (const one of books.refunds.filter(({ status }) => status === "refunding"))
    Object.assign(one, { refunder: payers.types(0) });
}
