// What Pooul tells a merchant: written from the vendor's samples "Pay notify" and "Refund notify" (2020 pages), out of the
// peer's own books, to the notify_url that the request named. It shares nothing with the adapter.
import type { PooulPeer } from "../pooul.ts";
import { type Heard, tell } from "../common/tell.ts";
import { setState } from "./books.ts";
import { type Fields, seal } from "./envelope.ts";

/** The payer pays now, asked or not. */
export function payNow(peer: PooulPeer, tradeNo: string): void {
  const order = peer.books.orders.get(tradeNo);
  if (!order) throw new Error(`no order ${tradeNo}`);
  setState(order, 0, "paid by itself", performance.now());
}

export function paymentNotice(peer: PooulPeer, tradeNo: string, change: Fields = {}, key?: string): string {
  const order = peer.books.orders.get(tradeNo);
  if (!order) throw new Error(`no order ${tradeNo}`);
  const data = {
    trade_id: order.tradeId,
    mch_trade_id: order.tradeNo,
    merchant_id: peer.merchantId,
    pay_type: order.payType,
    total_fee: order.feeFen,
    trade_state: order.state,
    trade_info: "支付成功, ",
    ...change,
  };
  return seal({ code: 0, data, nonce_str: "5c00a5b901c9110e2a5c9933" }, key ?? peer.keys.pooulPrivatePem);
}

export function refundNotice(peer: PooulPeer, refundNo: string, change: Fields = {}): string {
  const refund = peer.books.refunds.find((one) => one.refundNo === refundNo);
  const order = refund && peer.books.orders.get(refund.tradeNo);
  if (!refund || !order) throw new Error(`no refund ${refundNo}`);
  const refunds = {
    refund_id: refund.refundId,
    mch_refund_id: refund.refundNo,
    refund_fee: refund.feeFen,
    refund_desc: refund.why,
    refund_status: refund.state,
    ...change,
  };
  const named = { trade_id: order.tradeId, mch_trade_id: order.tradeNo, merchant_id: peer.merchantId };
  return seal(
    { code: 0, msg: "success", data: { ...named, pay_type: order.payType, refunds } },
    peer.keys.pooulPrivatePem,
  );
}

/** The address the merchant named with the payment. */
export function addressOf(peer: PooulPeer, tradeNo: string): string {
  const named = peer.requests.find((one) => one.fields?.["mch_trade_id"] === tradeNo)?.fields?.["notify_url"];
  if (typeof named !== "string") throw new Error("no notify_url was named");
  return named;
}

export const tellPayment = (peer: PooulPeer, tradeNo: string, change?: Fields, key?: string): Promise<Heard> =>
  tell(addressOf(peer, tradeNo), paymentNotice(peer, tradeNo, change, key), "text/plain");
