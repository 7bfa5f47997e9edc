// What Leshua does with a request that is in order: the rules about numbers, times and money, and the books.
import { type Books, type Order, type Refund, advance, advanceRefund, leftFen, setStatus, touch } from "./books.ts";
import type { Fields } from "./envelope.ts";
import type { Service } from "./fields.ts";
import type { Played } from "./script.ts";

/** Success carries what the answer names beside its envelope; a failure its error_code. */
export type Reply =
  | { readonly ok: true; readonly fields: Fields }
  | { readonly ok: false; readonly code: number; readonly msg: string; readonly fields: Fields };

export type Rules = {
  readonly merchantId: string;
  /** close_order of a pay-code order is not taken earlier; of a QR order at any time. */
  readonly closeNotBeforeMs: number;
  /** The seed's table for upload_authcode names no amount; some clients read one. */
  readonly chargeEchoesAmount: boolean;
};

export type Counter = {
  readonly rules: Rules;
  readonly books: Books;
  readonly played: Played;
  readonly usedCodes: Set<string>;
  now(): number;
  nextId(): string;
  breach(what: string): void;
};

const yes = (fields: Fields): Reply => ({ ok: true, fields });
const no = (code: number, msg: string, fields: Fields = {}): Reply => ({ ok: false, code, msg, fields });

/** A merchant's clock starts a moment before ours: so much earlier is not yet too early. */
const TOLERANCE_MS = 50;

export function serve(counter: Counter, service: Service, fields: Fields): Reply {
  if (service === "upload_authcode" || service === "get_tdcode") return pay(counter, service, fields);
  // The number of Leshua's own wins (facts §5.3).
  const id = fields["leshua_order_id"];
  const order = [...counter.books.orders.values()].find((one) =>
    id === undefined ? one.tradeNo === fields["third_order_id"] : one.leshuaId === id,
  );
  if (!order)
    return no(-4006, "订单不存在", fields["third_order_id"] ? { third_order_id: fields["third_order_id"] } : {});
  switch (service) {
    case "query_status":
      advance(order, counter.now());
      return yes(view(order, true));
    case "close_order":
      return close(counter, order);
    case "unified_refund":
      return refund(counter, order, fields);
    case "unified_query_refund":
      return refundQuery(counter, order, fields);
  }
}

/** What the seed's table names, empty where there is nothing to say. */
function view(order: Order, withAmount: boolean): Fields {
  const paid = order.paidFen > 0;
  return {
    third_order_id: order.tradeNo,
    leshua_order_id: order.leshuaId,
    pay_way: order.payWay,
    status: String(order.status),
    ...(withAmount ? { amount: String(order.amountFen) } : {}),
    attach: "",
    goods_tag: "",
    ...(paid
      ? {
          pay_time: "2026-11-21 10:15:00",
          trade_type: order.service === "upload_authcode" ? "MICROPAY" : "NATIVE",
          out_transaction_id: `42000001142026112161${order.leshuaId.slice(-8)}`,
          openid: "",
          // Not the order's amount: a trap for whoever takes one for the other.
          settlement_amount: String(Math.max(0, order.amountFen - 1)),
          discount_amount: "1",
          buyer_pay_amount: order.payWay === "UPSMZF" ? "0" : String(Math.max(0, order.amountFen - 1)),
          coupon: order.payWay === "ZFBZF" ? "1" : "",
        }
      : {}),
  };
}

function payWayOf(authCode: string): string {
  if (authCode.startsWith("62")) return "UPSMZF";
  return authCode.startsWith("1") ? "WXZF" : "ZFBZF";
}

function pay(counter: Counter, service: "upload_authcode" | "get_tdcode", fields: Fields): Reply {
  const tradeNo = fields["third_order_id"] ?? "";
  const echo = { third_order_id: tradeNo };
  const before = counter.books.orders.get(tradeNo);
  if (before) {
    counter.breach(`${tradeNo} was charged a second time`);
    return before.paidFen > 0 ? no(-20027, "订单已支付", echo) : no(-20026, "商户订单号已存在", echo);
  }
  const authCode = fields["auth_code"] ?? null;
  if (authCode !== null && counter.usedCodes.has(authCode)) return no(-20013, "非法的付款码", echo);
  if (authCode !== null) counter.usedCodes.add(authCode);
  const payer = counter.played.payer(authCode);
  const order: Order = {
    tradeNo,
    leshuaId: counter.nextId(),
    payWay: authCode === null ? (fields["pay_way"] ?? "") : payWayOf(authCode),
    service,
    amountFen: Number(fields["amount"]),
    authCode,
    payer,
    createdAt: counter.now(),
    status: 0,
    step: 0,
    charges: 0,
    paidFen: 0,
    returnedFen: 0,
    queries: 0,
    queriesSinceClose: 0,
    closed: false,
    history: [],
  };
  counter.books.orders.set(tradeNo, order);
  if (service === "get_tdcode") return yes(prepared(order, fields));
  order.step = 1;
  setStatus(order, payer.states[0] ?? 0, "charge", counter.now());
  if (payer.fails) return no(payer.fails.code, payer.fails.msg, echo);
  return yes(view(order, counter.rules.chargeEchoesAmount));
}

/** What the payer goes on with. His states begin with the first query. */
function prepared(order: Order, fields: Fields): Fields {
  order.step = order.payer.states[0] === 0 && order.payer.states.length > 1 ? 1 : 0;
  const base = { third_order_id: order.tradeNo, leshua_order_id: order.leshuaId, pay_way: order.payWay, attach: "" };
  const page = `https://pay.example/jspay?order=${order.leshuaId}&way=${order.payWay}`;
  switch (fields["jspay_flag"]) {
    case "0":
      return { ...base, td_code: tdCode(order), jspay_url: "", jspay_info: "" };
    case "2":
      return { ...base, td_code: "", jspay_url: page, jspay_info: "" };
    default:
      return { ...base, td_code: "", jspay_url: "", jspay_info: JSON.stringify({ tradeNO: order.leshuaId }) };
  }
}

function tdCode(order: Order): string {
  if (order.payWay === "ZFBZF") return `https://qr.alipay.com/bax${order.leshuaId}`;
  return order.payWay === "UPSMZF"
    ? `https://qr.95516.com/${order.leshuaId}`
    : `https://ecny.example/${order.leshuaId}`;
}

function close(counter: Counter, order: Order): Reply {
  const echo = { third_order_id: order.tradeNo, leshua_order_id: order.leshuaId };
  const waited = counter.now() - order.createdAt;
  if (order.service === "upload_authcode" && waited < counter.rules.closeNotBeforeMs - TOLERANCE_MS) {
    counter.breach(`close_order of ${order.tradeNo} after ${Math.round(waited)} ms: a pay-code order`);
    return no(-4004, "订单处理中，请稍后再关闭", echo);
  }
  touch(order, counter.now());
  if (order.paidFen > 0) return no(-20027, "订单已支付", echo);
  if (order.status === 8) return no(-20028, "订单支付失败，不能撤销", echo);
  if (order.closed) return no(-5016, "订单状态错误", echo);
  order.closed = true;
  setStatus(order, 6, "close", counter.now());
  return yes(view(order, false));
}

function refundView(one: Refund): Fields {
  return {
    third_order_id: one.tradeNo,
    leshua_refund_id: one.leshuaId,
    merchant_refund_id: one.refundNo,
    refund_amount: String(one.amountFen),
    status: String(one.status),
    refund_time: one.status === 11 ? "2026-11-21 10:20:00" : "",
    failure_reason: one.status === 12 ? "商户余额不足" : "",
  };
}

function refund(counter: Counter, order: Order, fields: Fields): Reply {
  const refundNo = fields["merchant_refund_id"] ?? "";
  const echo = { third_order_id: order.tradeNo, merchant_refund_id: refundNo };
  const amountFen = Number(fields["refund_amount"]);
  const before = counter.books.refunds.find((one) => one.refundNo === refundNo);
  if (before) {
    if (before.tradeNo !== order.tradeNo || before.amountFen !== amountFen)
      counter.breach(`refund number ${refundNo} was used for something else`);
    return no(-5103, "退款单号已存在", echo);
  }
  touch(order, counter.now());
  if (order.paidFen === 0) {
    counter.breach(`refund of ${order.tradeNo}, which is not paid`);
    return no(-20019, "订单状态不允许退款", echo);
  }
  if (amountFen > leftFen(counter.books, order)) {
    counter.breach(`refunds of ${order.tradeNo} would be more than was paid`);
    return no(-20023, "可退金额不足", echo);
  }
  const made: Refund = {
    refundNo,
    leshuaId: counter.nextId(),
    tradeNo: order.tradeNo,
    amountFen,
    states: counter.played.refund(),
    step: 0,
    status: 10,
  };
  counter.books.refunds.push(made);
  return yes({ ...refundView(made), leshua_order_id: order.leshuaId });
}

function refundQuery(counter: Counter, order: Order, fields: Fields): Reply {
  const echo = { third_order_id: order.tradeNo };
  const one = counter.books.refunds.find((known) =>
    fields["leshua_refund_id"] === undefined
      ? known.refundNo === fields["merchant_refund_id"]
      : known.leshuaId === fields["leshua_refund_id"],
  );
  if (one?.tradeNo !== order.tradeNo) return no(-5019, "未发起退款", echo);
  advanceRefund(counter.books, one);
  return yes({ ...refundView(one), leshua_order_id: order.leshuaId, total_amount: String(order.amountFen) });
}
