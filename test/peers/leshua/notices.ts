// What Leshua tells a merchant: the fields of the vendor's pages 1099888 and 1099889 as XML, signed with the notify key, out
// of the peer's own books, to the notify_url that the request named. It shares nothing with the adapter.
import type { LeshuaPeer } from "../leshua.ts";
import { type Heard, tell } from "../common/tell.ts";
import { setStatus } from "./books.ts";
import { type AnswerForm, type Fields, noticeSign, toXml } from "./envelope.ts";

/** The payer pays now, asked or not. */
export function payNow(peer: LeshuaPeer, tradeNo: string): void {
  const order = peer.books.orders.get(tradeNo);
  if (!order) throw new Error(`no order ${tradeNo}`);
  setStatus(order, 2, "paid by itself", performance.now());
}

export function paymentFields(peer: LeshuaPeer, tradeNo: string, form: AnswerForm = "kept"): Fields {
  const order = peer.books.orders.get(tradeNo);
  if (!order) throw new Error(`no order ${tradeNo}`);
  const fields: Fields = {
    amount: String(order.amountFen),
    attach: "",
    leshua_order_id: order.leshuaId,
    merchant_id: peer.merchantId,
    out_transaction_id: order.paidFen > 0 ? `42000001142026112161${order.leshuaId.slice(-8)}` : "",
    pay_way: order.payWay,
    settlement_amount: order.paidFen > 0 ? String(Math.max(0, order.amountFen - 1)) : "",
    status: String(order.status),
    third_order_id: order.tradeNo,
  };
  return { ...fields, error_code: "", sign: noticeSign(fields, peer.notifyKey, form) };
}

export function refundFields(peer: LeshuaPeer, refundNo: string, status: string): Fields {
  const refund = peer.books.refunds.find((one) => one.refundNo === refundNo);
  if (!refund) throw new Error(`no refund ${refundNo}`);
  const fields: Fields = {
    nonce_str: "c0ffee",
    status,
    failure_reason: "",
    merchant_id: peer.merchantId,
    sub_merchant_id: "123456",
    third_order_id: refund.tradeNo,
    leshua_order_id: peer.books.orders.get(refund.tradeNo)?.leshuaId ?? "",
    refund_amount: String(refund.amountFen),
    merchant_refund_id: refund.refundNo,
    leshua_refund_id: refund.leshuaId,
    total_amount: String(peer.books.orders.get(refund.tradeNo)?.amountFen ?? 0),
    refund_time: "2026-11-21 10:15:00",
  };
  return { ...fields, sign: noticeSign(fields, peer.notifyKey, "kept") };
}

export function addressOf(peer: LeshuaPeer, tradeNo: string): string {
  const named = peer.requests.find((one) => one.fields?.["third_order_id"] === tradeNo)?.fields?.["notify_url"];
  if (named === undefined) throw new Error("no notify_url was named");
  return named;
}

export const tellFields = (peer: LeshuaPeer, fields: Fields): Promise<Heard> =>
  tell(addressOf(peer, fields["third_order_id"] ?? ""), toXml(fields), "text/xml; charset=utf-8");
