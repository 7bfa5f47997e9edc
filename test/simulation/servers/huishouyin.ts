// 慧收银 on the simulated network: signed JSON in, plain JSON out, over the shared bank. The envelope and the documented
// fields are those of the strict peer.
import type { HttpRequest } from "../../../main/channel/http.ts";
import { CALLS_BY_PATH, type CallName, wrongFields } from "../../peers/huishouyin/fields.ts";
import { type Fields, expectedSign } from "../../peers/huishouyin/seal.ts";
import type { Payment, Refund } from "../bank.ts";
import {
  type CallKind,
  type Heard,
  type Lie,
  type Sent,
  type Served,
  type Server,
  type ServerParts,
  atOnce,
  isRefund,
  wrongAmount,
} from "./server.ts";

const BASE = "https://huishouyin.sim";
const APP_ID = "bT2CAkZUgoOr36BnZhuC1aTvXgxhvmhF";
const SECRET = "L4XYdVQWe0DROIQBxxtrYKWawTIrXofe";
const READING = {
  appId: APP_ID,
  secret: SECRET,
  encoding: "base64",
  includesSignType: true,
  nestedAs: "json",
} as const;
const TIME = "2026-03-01 10:15:00";

const KINDS: Readonly<Record<CallName, CallKind>> = {
  qrcode: "charge",
  scan: "qr",
  h5: "other",
  check: "query",
  get: "query",
  refund: "refund",
  cancel: "cancel",
  close: "close",
  list: "other",
};

type Said = { readonly code: number; readonly msg: string; readonly data: Fields };

const no = (code: number, msg: string): Said => ({ code, msg, data: {} });
const yes = (data: Fields): Said => ({ code: 1000, msg: "成功", data });
const ORDER_MISSING = no(4001, "原订单不存在");

const yuan = (fen: number): string => {
  const digits = String(fen).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const toFen = (text: unknown): number => Number(String(text).replace(".", ""));

export function openHuishouyinServer(parts: ServerParts): Server {
  const { bank, draw, rates } = parts;
  const write =
    (said: Said) =>
    (lie: Lie | null): Sent => ({
      status: 200,
      headers: { "content-type": "application/json" },
      text: JSON.stringify({ code: said.code, msg: said.msg, data: lied(said.data, lie, parts) }),
    });
  return {
    channel: "huishouyin",
    config: { baseUrl: BASE, appId: APP_ID, appSecret: SECRET },
    secrets: [SECRET],
    read(request) {
      const name = CALLS_BY_PATH.get(request.url.slice(BASE.length));
      if (!name || request.method !== "POST") return `no such call: ${request.method} ${request.url}`;
      const fields = fieldsOf(request);
      if (fields === null) return "the body cannot be read";
      const [wrong] = wrongFields(name, fields, false);
      if (wrong) return wrong.what;
      return fields["sign"] === expectedSign(fields, READING) ? heard(name, fields) : "the sign does not hold";
    },
    stumble: () => write(no(5001, "系统错误"))(null),
    // Unsigned: a forged one looks like a genuine one, and names any order.
    notice(about) {
      const payment = isRefund(about) ? about.payment : about;
      const refund = isRefund(about) ? { refund_order_id: about.refundNo } : {};
      return { headers: {}, text: JSON.stringify({ order_id: payment.number, order_status: 1, ...refund }) };
    },
  };

  function heard(name: CallName, fields: Fields): Heard {
    const text = (field: string) => (typeof fields[field] === "string" ? fields[field] : null);
    const amount = fields["total_amount"] ?? fields["refund_amount"];
    const refundNo = text("refund_order_id");
    return {
      kind: name === "check" && refundNo !== null ? "refund_query" : KINDS[name],
      name,
      tradeNo: text("order_id"),
      refundNo,
      code: text("pay_code"),
      amountFen: amount === undefined ? null : toFen(amount),
      serve: () => serve(name, fields),
    };
  }

  function serve(name: CallName, fields: Fields): Served {
    const payment = bank.find("huishouyin", fields["order_id"]);
    if (name === "qrcode" || name === "scan") return atOnce(write(pay(name, fields, payment)));
    if (name === "check" && fields["refund_order_id"] !== undefined) {
      const one = bank.refundByNo("huishouyin", fields["refund_order_id"]);
      return one ? atOnce((lie) => write(yes(checked(one)))(lie)) : atOnce(write(no(4002, "退款单不存在")));
    }
    if (name === "list") return atOnce(write(list(fields)));
    if (!payment) return atOnce(write(ORDER_MISSING));
    const brief = () => ({ trade_no: payment.channelNo, check_time: TIME, order_id: payment.number });
    if (name === "check") return atOnce((lie) => write(yes({ ...brief(), order_status: statusOf(payment) }))(lie));
    if (name === "get") return atOnce((lie) => write(yes(detail(payment)))(lie));
    if (name === "refund") return atOnce(write(giveBack(payment, fields)));
    return atOnce(write(undo(payment, name === "cancel" ? "cancel" : "close")));
  }

  function pay(name: "qrcode" | "scan", fields: Fields, before: Payment | undefined): Said {
    if (before) return no(1007, "订单号重复");
    const code = name === "qrcode" ? String(fields["pay_code"]) : null;
    const payment = bank.charge({
      channel: "huishouyin",
      number: String(fields["order_id"]),
      channelNo: `20171021${String(parts.count()).padStart(8, "0")}`,
      amountFen: toFen(fields["total_amount"]),
      method: code === null ? "qr" : "pay_code",
      wallet: code?.startsWith("1") ? "wechat" : "alipay",
      code,
    });
    const amounts = { total_amount: yuan(payment.amountFen), payable_amount: yuan(payment.amountFen) };
    const own = { trade_no: payment.channelNo, order_id: payment.number };
    if (code === null)
      return yes({ ...own, ...amounts, pay_url: `http://pay.huishouyin.example/${payment.channelNo}` });
    const byCode = draw.chance(0.5);
    if (byCode && payment.state === "waiting") return no(1002, "等待支付");
    if (byCode && payment.state === "failed") return no(1001, "支付失败");
    return yes({ ...own, ...amounts, pay_type: payment.wallet === "wechat" ? 0 : 1, order_status: statusOf(payment) });
  }

  /** The orders of a span, page by page. */
  function list(fields: Fields): Said {
    const wall = ({ atMs }: Payment) => Math.floor((parts.time.now() - parts.time.monotonic() + atMs) / 1000);
    const found = bank.payments.filter(
      (one) =>
        one.channel === "huishouyin" &&
        wall(one) >= Number(fields["start_time"]) &&
        wall(one) <= Number(fields["end_time"]),
    );
    const [limit, page] = [Number(fields["page_limit"] ?? 20), Number(fields["page_num"] ?? 0)];
    const order_list = found.slice(page * limit, (page + 1) * limit).map((one) => {
      const { refund_list: _list, ...row } = detail(one);
      return row;
    });
    return yes({ total_num: found.length, page_limit: limit, page_num: page, order_list });
  }

  function undo(payment: Payment, how: "cancel" | "close"): Said {
    if (draw.chance(rates.undo_refused)) return no(5002, "请求过于频繁");
    if (payment.state === "closed") return no(1004, "订单已经关闭");
    if (payment.state === "reversed") return no(1005, "订单已经撤销");
    if (how === "close" && payment.state === "paid") return no(1006, "订单已支付");
    if (draw.chance(rates.undo_lies)) payment.isLate = true;
    else if (how === "cancel") bank.reverse(payment);
    else bank.close(payment);
    return yes({ order_id: payment.number });
  }

  function giveBack(payment: Payment, fields: Fields): Said {
    const number = String(fields["refund_order_id"]);
    const fen = toFen(fields["refund_amount"]);
    if (bank.refundByNo("huishouyin", number)) return no(1007, "订单号重复");
    if (payment.state !== "paid" || fen > bank.leftFen(payment)) return no(2001, "退款金额大于实际金额");
    bank.refund(payment, number, `rf${parts.count()}`, fen);
    const own = { trade_no: payment.channelNo, order_id: payment.number, refund_order_id: number };
    return yes({ ...own, refund_amount: yuan(fen), refund_time: TIME });
  }
}

function fieldsOf({ headers, body = "" }: HttpRequest): Fields | null {
  if (headers?.["Content-Type"] !== "application/json; charset=utf-8") return null;
  const value: unknown = JSON.parse(body);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
}

const STATES = { waiting: 0, failed: -1, closed: 4, reversed: 5 } as const;

/** order_status with the refunds counted in. */
function statusOf(payment: Payment): number {
  if (payment.state !== "paid") return STATES[payment.state];
  if (payment.refunds.some((one) => one.state === "processing")) return -3;
  if (payment.backFen === 0) return 1;
  return payment.backFen === payment.paidFen ? 2 : 3;
}

function checked(one: Refund): Fields {
  const { payment } = one;
  const done = payment.backFen === payment.paidFen ? 2 : 3;
  const order_status = { processing: -3, done, refused: -2, abnormal: -2 }[one.state];
  return { trade_no: payment.channelNo, check_time: TIME, order_id: payment.number, order_status };
}

function detail(payment: Payment): Fields {
  const listed = payment.refunds.filter((one) => one.state !== "refused");
  return {
    app_id: APP_ID,
    trade_no: payment.channelNo,
    order_id: payment.number,
    order_status: statusOf(payment),
    pay_channel: payment.wallet === "wechat" ? 0 : 1,
    create_time: TIME,
    total_amount: yuan(payment.amountFen),
    payable_amount: yuan(payment.amountFen),
    real_amount: yuan(payment.paidFen),
    voucher_list: [],
    refund_amount: yuan(payment.backFen),
    refund_list: listed.map((one) => ({
      trade_no: payment.channelNo,
      refund_amount: yuan(one.fen),
      refund_time: TIME,
      order_id: payment.number,
      refund_order_id: one.refundNo,
    })),
  };
}

function lied(data: Fields, lie: Lie | null, parts: ServerParts): Fields {
  const field = "refund_amount" in data && !("total_amount" in data) ? "refund_amount" : "total_amount";
  const inState = (state: number) => ("order_status" in data ? { order_status: state } : {});
  switch (lie) {
    case "other_order":
      return "order_id" in data
        ? { ...data, order_id: parts.otherNumber(String(data["order_id"])), ...inState(1) }
        : data;
    case "wrong_amount":
      return field in data ? { ...data, [field]: yuan(wrongAmount(toFen(data[field]))) } : data;
    case "called_failed":
      return { ...data, ...inState(-1) };
    case "still_paid":
      return { ...data, ...inState(1) };
    default:
      return data;
  }
}
