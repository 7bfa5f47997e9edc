// What Pooul does with a request that is in order: the rules about numbers, times and money, and the books.
import { type Books, type Order, type Refund, advance, advanceRefund, leftFen, setState, touch } from "./books.ts";
import type { Fields } from "./envelope.ts";
import type { CallName } from "./fields.ts";
import type { Played } from "./script.ts";

export type Reply =
  | { readonly ok: true; readonly msg: string; readonly data: Fields | null }
  | { readonly ok: false; readonly code: number; readonly msg: string };

export type Rules = {
  readonly merchantId: string;
  readonly edition: "A" | "B";
  readonly reverseNotBeforeMs: number;
  readonly closeNotBeforeMs: number;
  /** The charge's answer names the amount: edition B's samples do, the seed's do not. */
  readonly chargeEchoesFee: boolean;
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

const no = (code: number, msg: string): Reply => ({ ok: false, code, msg });
const yes = (data: Fields | null = null, msg = "success"): Reply => ({ ok: true, msg, data });
const ORDER_MISSING = no(301, "订单不存在");

/** A merchant's clock starts a moment before ours: so much earlier is not yet too early. */
const TOLERANCE_MS = 50;
const WEEK_MS = 7 * 86_400_000;

export function serve(counter: Counter, call: CallName, fields: Fields): Reply {
  const order = counter.books.orders.get(String(fields["mch_trade_id"]));
  switch (call) {
    case "pay":
      return pay(counter, fields);
    case "query":
      if (!order) return ORDER_MISSING;
      advance(order, counter.now());
      return yes(view(counter, order, true));
    case "close":
      return order ? close(counter, order) : ORDER_MISSING;
    case "reverse":
      return order ? reverse(counter, order) : ORDER_MISSING;
    case "refund":
      return order ? refund(counter, order, fields) : ORDER_MISSING;
    case "refund_query":
      return refundQuery(counter, order, fields);
    case "pre_order":
    case "pre_order_detail":
    case "pre_order_close":
      return preOrder(counter, call, fields);
  }
}

const INFO: Readonly<Record<number, string>> = {
  0: "支付成功",
  1: "转入退款, ",
  2: "未支付",
  3: "已关闭",
  5: "已撤销",
  6: "支付中, USERPAYING, 需要用户输入支付密码",
  7: "支付失败",
};

function view(counter: Counter, order: Order, withFee: boolean): Fields {
  return {
    trade_id: order.tradeId,
    mch_trade_id: order.tradeNo,
    merchant_id: counter.rules.merchantId,
    pay_type: order.payType,
    ...(withFee ? { total_fee: order.feeFen } : {}),
    trade_state: order.state,
    trade_info: INFO[order.state] ?? "",
    // In the seed's sample of refund_query; a query's own sample is left out there.
    ...(withFee && order.paidFen > 0
      ? {
          cash_fee: order.paidFen,
          out_trade_id: `4200000114201806${order.tradeId.replace(/\D/g, "").padStart(12, "0").slice(-12)}`,
        }
      : {}),
  };
}

function pay(counter: Counter, fields: Fields): Reply {
  const tradeNo = String(fields["mch_trade_id"]);
  if (counter.books.orders.has(tradeNo)) {
    counter.breach(`${tradeNo} was charged a second time`);
    return no(107, "订单号重复");
  }
  const authCode = typeof fields["auth_code"] === "string" ? fields["auth_code"] : null;
  const payType = String(fields["pay_type"]);
  const spent = authCode !== null && counter.usedCodes.has(authCode);
  const payer = spent ? { states: [7] } : counter.played.payer(authCode);
  if (authCode !== null) counter.usedCodes.add(authCode);
  const order: Order = {
    tradeNo,
    tradeId: counter.nextId(),
    payType,
    feeFen: Number(fields["total_fee"]),
    authCode,
    payer,
    createdAt: counter.now(),
    state: 2,
    step: 0,
    charges: 0,
    paidFen: 0,
    returnedFen: 0,
    queries: 0,
    queriesSinceUndo: 0,
    undone: null,
    history: [],
  };
  counter.books.orders.set(tradeNo, order);
  if (spent) {
    setState(order, 7, "the code was used before", counter.now());
    return no(600, "AUTH_CODE_INVALID, 每个二维码仅限使用一次");
  }
  if (payType !== "common.micro") return yes(prepared(counter, order), "success");
  order.step = 1;
  setState(order, payer.states[0] ?? 0, "charge", counter.now());
  if (payer.fails) return no(payer.fails.code, payer.fails.msg);
  const msg = order.state === 6 ? "USERPAYING, 需要用户输入支付密码" : "success";
  return yes(view(counter, order, counter.rules.chargeEchoesFee), msg);
}

/** What each pay type hands back for the payer to go on with. The payer's states begin with the first query. */
function prepared(counter: Counter, order: Order): Fields {
  setState(order, 6, "prepared", counter.now());
  order.step = order.payer.states[0] === 6 && order.payer.states.length > 1 ? 1 : 0;
  const base = view(counter, order, counter.rules.edition === "B");
  switch (order.payType) {
    case "wechat.scan":
      return { code_url: `weixin://wxpay/bizpayurl?pr=${order.tradeId}`, prepay_id: `wx${order.tradeId}`, ...base };
    case "alipay.scan":
      return { code_url: `https://qr.alipay.com/${order.tradeId}`, ...base };
    case "wechat.jsurl":
      return { pay_url: `https://pay.example/${order.tradeId}`, ...base };
    case "wechat.wap":
    case "alipay.wap":
      return { mweb_url: `https://pay.example/${order.tradeId}`, ...base };
    default:
      return { prepay_id: `wx${order.tradeId}`, pay_info: JSON.stringify({ tradeNO: order.tradeId }), ...base };
  }
}

function tooEarly(counter: Counter, order: Order, call: string, notBeforeMs: number): boolean {
  const waited = counter.now() - order.createdAt;
  if (waited >= notBeforeMs - TOLERANCE_MS) return false;
  counter.breach(`${call} of ${order.tradeNo} after ${Math.round(waited)} ms, not before ${notBeforeMs} ms`);
  return true;
}

function reverse(counter: Counter, order: Order): Reply {
  if (tooEarly(counter, order, "reverse", counter.rules.reverseNotBeforeMs)) return no(600, "请稍后再撤销");
  if (counter.now() - order.createdAt > WEEK_MS) {
    counter.breach(`reverse of ${order.tradeNo} after more than seven days`);
    return no(600, "超过可撤销时间");
  }
  touch(order, counter.now());
  if (order.undone === "reversed" && order.state === 5) return yes();
  order.returnedFen += leftFen(counter.books, order);
  order.undone = "reversed";
  setState(order, 5, "reverse", counter.now());
  return yes();
}

function close(counter: Counter, order: Order): Reply {
  if (tooEarly(counter, order, "close", counter.rules.closeNotBeforeMs)) return no(600, "请稍后再关闭");
  touch(order, counter.now());
  if (order.paidFen > 0) return no(600, "ORDERPAID, 订单已支付");
  order.undone ??= "closed";
  setState(order, 3, "close", counter.now());
  return yes();
}

function refund(counter: Counter, order: Order, fields: Fields): Reply {
  const refundNo = typeof fields["mch_refund_id"] === "string" ? fields["mch_refund_id"] : null;
  const feeFen = Number(fields["refund_fee"]);
  const before = counter.books.refunds.find((one) => refundNo !== null && one.refundNo === refundNo);
  if (before) return again(counter, before, order, feeFen);
  touch(order, counter.now());
  if (order.paidFen === 0) {
    counter.breach(`refund of ${order.tradeNo}, which is not paid`);
    return no(600, "订单未支付");
  }
  if (feeFen > leftFen(counter.books, order)) {
    counter.breach(`refunds of ${order.tradeNo} would be more than was paid`);
    return no(600, "退款金额超过可退金额");
  }
  const why = String(fields["refund_desc"]);
  const states = counter.played.refund();
  const [refundId, tradeNo] = [counter.nextId(), order.tradeNo];
  counter.books.refunds.push({ refundNo, refundId, tradeNo, feeFen, why, states, step: 0, state: 1, asked: 1 });
  setState(order, 1, "refund", counter.now());
  return yes();
}

/** The same refund again: nothing new, unless it had been refused (seed: 一笔退款失败后重新提交，要采用原来的退款单号). */
function again(counter: Counter, before: Refund, order: Order, feeFen: number): Reply {
  if (before.tradeNo !== order.tradeNo || before.feeFen !== feeFen) {
    counter.breach(`refund number ${before.refundNo} was used for something else`);
    return no(107, "退款单号重复");
  }
  before.asked += 1;
  if (before.state === 2) {
    if (feeFen > leftFen(counter.books, order)) return no(600, "退款金额超过可退金额");
    Object.assign(before, { state: 1, step: 0, states: counter.played.refund() });
  }
  return yes();
}

function refundQuery(counter: Counter, named: Order | undefined, fields: Fields): Reply {
  if (counter.rules.edition === "A") {
    if (!named) return ORDER_MISSING;
    const list = counter.books.refunds.filter((one) => one.tradeNo === named.tradeNo);
    for (const one of list) advanceRefund(counter.books, one);
    const refunds = list.map((one) => ({
      refund_id: one.refundId,
      refund_fee: one.feeFen,
      refund_state: one.state,
    }));
    return yes({ ...view(counter, named, true), ...(refunds.length > 0 ? { refunds } : {}) });
  }
  const one = counter.books.refunds.find((known) => known.refundNo === fields["mch_refund_id"]);
  const order = one && counter.books.orders.get(one.tradeNo);
  if (!one || !order) return no(301, "退款单不存在");
  advanceRefund(counter.books, one);
  const refunds = {
    refund_id: one.refundId,
    mch_refund_id: one.refundNo,
    refund_fee: one.feeFen,
    refund_status: one.state,
    refund_desc: one.why,
  };
  return yes({ ...view(counter, order, true), refunds });
}

function preOrder(counter: Counter, call: CallName, fields: Fields): Reply {
  const preId = String(fields["mch_pre_id"]);
  const known = counter.books.preOrders.get(preId);
  if (call === "pre_order") {
    if (known) {
      counter.breach(`${preId} was made a second time`);
      return no(107, "订单号重复");
    }
    counter.books.preOrders.set(preId, { preId, feeFen: Number(fields["total_fee"]), state: -1 });
    return yes({ pay_url: `https://m.pooul.example/pre_order?pre_order_id=${counter.nextId()}` });
  }
  if (!known) return ORDER_MISSING;
  if (call === "pre_order_detail")
    return yes({
      mch_pre_id: preId,
      merchant_id: counter.rules.merchantId,
      pre_state: known.state,
      total_fee: known.feeFen,
      pay_orders: [],
    });
  if (known.state !== -1) return no(600, "订单不能关闭");
  known.state = 3;
  return yes();
}
