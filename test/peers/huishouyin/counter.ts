// What 慧收银 does with a request that is in order: the rules about numbers and money, and the books.
import {
  type Books,
  type Order,
  type Refund,
  advance,
  advanceRefund,
  leftFen,
  orderStatus,
  refundsOf,
  setState,
  touch,
} from "./books.ts";
import type { CallName } from "./fields.ts";
import type { Fields } from "./seal.ts";
import type { Played } from "./script.ts";

export type Reply = { readonly code: number; readonly msg: string; readonly data: Fields };

export type Rules = {
  readonly appId: string;
  /** Whether a payment that waits or failed is told by its code (1002, 1001, `data: {}`) or by 1000 with its order_status. */
  readonly tellsBy: "code" | "state";
  /** Doubles (11) or texts ("11.00"), as the pages show both. */
  readonly amountsAs: "number" | "text";
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

const no = (code: number, msg: string): Reply => ({ code, msg, data: {} });
const yes = (msg: string, data: Fields): Reply => ({ code: 1000, msg, data });
const ORDER_MISSING = no(4001, "原订单不存在");

export const toFen = (yuan: unknown): number => Number(String(yuan).replace(".", ""));

export function amount(counter: Counter, fen: number): number | string {
  const text = `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, "0")}`;
  return counter.rules.amountsAs === "text" ? text : Number(text);
}

export function serve(counter: Counter, call: CallName, fields: Fields): Reply {
  const order = find(counter, fields);
  switch (call) {
    case "qrcode":
    case "scan":
    case "h5":
      return pay(counter, call, fields);
    case "check":
      return check(counter, order, fields);
    case "get":
      return order ? yes("查询成功", detail(counter, order)) : ORDER_MISSING;
    case "refund":
      return order ? refund(counter, order, fields) : ORDER_MISSING;
    case "cancel":
      return order ? cancel(counter, order) : ORDER_MISSING;
    case "close":
      return order ? close(counter, order) : ORDER_MISSING;
    case "list":
      return list(counter, fields);
  }
}

function find({ books }: Counter, fields: Fields): Order | undefined {
  const byId = books.orders.get(String(fields["order_id"]));
  return byId ?? [...books.orders.values()].find((order) => order.tradeNo === fields["trade_no"]);
}

function pay(counter: Counter, kind: Order["kind"], fields: Fields): Reply {
  const orderId = String(fields["order_id"]);
  if (counter.books.orders.has(orderId)) {
    counter.breach(`${orderId} was charged a second time`);
    return no(1007, "订单号重复");
  }
  const payCode = kind === "qrcode" ? String(fields["pay_code"]) : null;
  const spent = payCode !== null && counter.usedCodes.has(payCode);
  const payer = spent ? { states: [-1] } : counter.played.payer(payCode);
  if (payCode !== null) counter.usedCodes.add(payCode);
  const order: Order = {
    orderId,
    tradeNo: counter.nextId(),
    kind,
    totalFen: toFen(fields["total_amount"]),
    payCode,
    wallet: payCode?.startsWith("1") ? 0 : 1,
    payer,
    createdAt: counter.now(),
    state: 0,
    step: 0,
    charges: 0,
    paidFen: 0,
    returnedFen: 0,
    checks: 0,
    checksSinceUndo: 0,
    undone: null,
  };
  counter.books.orders.set(orderId, order);
  return payCode === null ? prepared(counter, order) : charged(counter, order);
}

function prepared(counter: Counter, order: Order): Reply {
  // The payer's states begin with the first pay/check; "typing" needs no charge to be told.
  order.step = order.payer.states[0] === 0 && order.payer.states.length > 1 ? 1 : 0;
  const payable = order.payer.discount?.payableFen ?? order.totalFen;
  return yes("成功", {
    trade_no: order.tradeNo,
    order_id: order.orderId,
    total_amount: amount(counter, order.totalFen),
    payable_amount: amount(counter, payable),
    pay_url: `http://pay.huishouyin.example/${order.kind}/${order.tradeNo}`,
  });
}

function charged(counter: Counter, order: Order): Reply {
  order.step = 1;
  setState(order, order.payer.states[0] ?? 1);
  const { fails } = order.payer;
  if (fails) return no(fails.code, fails.msg);
  if (counter.rules.tellsBy === "code" && order.state === 0) return no(1002, "等待支付");
  if (counter.rules.tellsBy === "code" && order.state === -1) return no(1001, "支付失败");
  return yes("支付成功", {
    trade_no: order.tradeNo,
    order_id: order.orderId,
    pay_type: order.wallet,
    order_status: order.state,
    ...amounts(counter, order),
  });
}

function amounts(counter: Counter, order: Order): Fields {
  const { payableFen, realFen } = order.payer.discount ?? { payableFen: order.totalFen, realFen: order.totalFen };
  const voucher = {
    id: "2015102600073002039000002D5O",
    name: "XX超市5折优惠",
    type: "1",
    amount: amount(counter, payableFen - realFen),
    merchant_contribute: amount(counter, payableFen - realFen),
    other_contribute: amount(counter, 0),
    purchase_ant_contribute: amount(counter, 0),
  };
  return {
    total_amount: amount(counter, order.totalFen),
    payable_amount: amount(counter, payableFen),
    real_amount: amount(counter, order.paidFen === 0 ? 0 : realFen),
    voucher_list: payableFen === realFen ? [] : [voucher],
  };
}

const TIME = "2026-11-21 10:15:00";

function check(counter: Counter, order: Order | undefined, fields: Fields): Reply {
  const { books } = counter;
  if (typeof fields["refund_order_id"] === "string") {
    const one = books.refunds.find((known) => known.refundNo === fields["refund_order_id"]);
    const its = one && books.orders.get(one.orderId);
    if (!one || !its) return no(4002, "退款单不存在");
    advanceRefund(books, one);
    const done = its.returnedFen === its.paidFen ? 2 : 3;
    const state = { processing: -3, done, failed: -2 }[one.state];
    return yes("查询成功", checked(its, state));
  }
  if (!order) return ORDER_MISSING;
  advance(order, counter.now());
  return yes("查询成功", checked(order, orderStatus(books, order)));
}

const checked = (order: Order, state: number): Fields => ({
  trade_no: order.tradeNo,
  check_time: TIME,
  order_id: order.orderId,
  order_status: state,
});

function detail(counter: Counter, order: Order): Fields {
  touch(order, counter.now());
  const refund_list = refundsOf(counter.books, order).map((one) => ({
    trade_no: order.tradeNo,
    refund_amount: amount(counter, one.feeFen),
    refund_time: TIME,
    order_id: order.orderId,
    refund_order_id: one.refundNo,
  }));
  return {
    app_id: counter.rules.appId,
    trade_no: order.tradeNo,
    order_id: order.orderId,
    order_status: orderStatus(counter.books, order),
    pay_channel: order.wallet,
    create_time: TIME,
    pay_time: order.paidFen > 0 ? TIME : "",
    refund_time: order.returnedFen > 0 ? TIME : "",
    update_time: TIME,
    ...amounts(counter, order),
    refund_amount: amount(counter, order.returnedFen),
    refund_list,
  };
}

function refund(counter: Counter, order: Order, fields: Fields): Reply {
  const refundNo = typeof fields["refund_order_id"] === "string" ? fields["refund_order_id"] : null;
  const feeFen = toFen(fields["refund_amount"]);
  const before = counter.books.refunds.find((one) => refundNo !== null && one.refundNo === refundNo);
  if (before) {
    if (before.orderId !== order.orderId || before.feeFen !== feeFen)
      counter.breach(`refund number ${refundNo} was used for something else`);
    before.asked += 1;
    return no(1007, "订单号重复");
  }
  touch(order, counter.now());
  if (order.paidFen === 0) {
    counter.breach(`refund of ${order.orderId}, which is not paid`);
    return no(2001, "退款金额大于实际金额");
  }
  if (feeFen > leftFen(counter.books, order)) {
    counter.breach(`refunds of ${order.orderId} would be more than was paid`);
    return no(2001, "退款金额大于实际金额");
  }
  // "退款金额不得大于实际支付金额": what vouchers paid is not given back (vendor's refund page). No breach: it is asked in good faith.
  const discounted = order.totalFen - (order.payer.discount?.realFen ?? order.totalFen);
  if (feeFen > leftFen(counter.books, order) - discounted) return no(2001, "退款金额大于实际金额");
  const one: Refund = {
    refundNo,
    orderId: order.orderId,
    feeFen,
    states: counter.played.refund(),
    step: 0,
    state: "processing",
    asked: 1,
  };
  counter.books.refunds.push(one);
  return yes("退款成功", {
    trade_no: order.tradeNo,
    refund_amount: amount(counter, feeFen),
    refund_time: TIME,
    order_id: order.orderId,
    ...(refundNo === null ? {} : { refund_order_id: refundNo }),
  });
}

/** Unpaid: closed. Paid: the money goes back (vendor's cancel page). */
function cancel(counter: Counter, order: Order): Reply {
  touch(order, counter.now());
  if (order.undone === "cancelled" && order.state === 5) return no(1005, "订单已经撤销");
  if (order.undone === "closed" && order.state === 4) return no(1004, "订单已经关闭");
  order.returnedFen += leftFen(counter.books, order);
  order.undone = "cancelled";
  setState(order, 5);
  return yes("关闭成功", { order_id: order.orderId });
}

function close(counter: Counter, order: Order): Reply {
  touch(order, counter.now());
  if (order.state === 4) return no(1004, "订单已经关闭");
  if (order.state === 5) return no(1005, "订单已经撤销");
  if (order.paidFen > 0) return no(1006, "订单已支付");
  order.undone = "closed";
  setState(order, 4);
  return yes("关闭成功", { order_id: order.orderId });
}

function list(counter: Counter, fields: Fields): Reply {
  const wanted = (order: Order) =>
    [order.paidFen > 0 ? 1 : 0, 10].includes(Number(fields["paid"])) &&
    [refundsOf(counter.books, order).length > 0 ? 1 : 0, 10].includes(Number(fields["refunded"]));
  const found = [...counter.books.orders.values()].filter(wanted).map((order) => {
    const { refund_list: _list, ...row } = detail(counter, order);
    return row;
  });
  const [limit, page] = [Number(fields["page_limit"] ?? 20), Number(fields["page_num"] ?? 0)];
  const rows = page === -1 ? found : found.slice(page * limit, (page + 1) * limit);
  return yes("查询成功", { total_num: found.length, page_limit: limit, page_num: page, order_list: rows });
}
