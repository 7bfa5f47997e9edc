// Leshua on the simulated network: signed form in, signed XML out, over the shared bank. The envelope and the documented
// fields are those of the strict peer.
import type { HttpRequest } from "../../../main/channel/http.ts";
import { type Fields, answerSign, noticeSign, readForm, signProblem, toXml } from "../../peers/leshua/envelope.ts";
import { SERVICES, type Service, wrongFields } from "../../peers/leshua/fields.ts";
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

const MERCHANT = "0000000001";
const KEY = "0123456789ABCDEF0123456789ABCDEF";
const NOTIFY_KEY = "FEDCBA9876543210FEDCBA9876543210";
const STRANGER = "11111111111111111111111111111111";
const URL_OF_ALL = "https://leshua.sim/cgi-bin/lepos_pay_gateway.cgi";

const STATES = { waiting: "0", paid: "2", closed: "6", failed: "8", reversed: "6" } as const;
const REFUND_STATES = { processing: "10", done: "11", refused: "12", abnormal: "12" } as const;
const KINDS: Readonly<Record<Service, CallKind>> = {
  upload_authcode: "charge",
  get_tdcode: "qr",
  query_status: "query",
  close_order: "close",
  unified_refund: "refund",
  unified_query_refund: "refund_query",
};

type Said =
  | { readonly ok: true; readonly fields: Fields }
  | { readonly ok: false; readonly code: number; readonly msg: string; readonly fields: Fields };

const yes = (fields: Fields): Said => ({ ok: true, fields });
const no = (code: number, msg: string, fields: Fields = {}): Said => ({ ok: false, code, msg, fields });

export function openLeshuaServer(parts: ServerParts): Server {
  const { bank, draw, rates } = parts;
  const write =
    (said: Said) =>
    (lie: Lie | null): Sent => {
      const result: Fields = said.ok
        ? { result_code: "0", ...said.fields }
        : { result_code: "1", error_code: String(said.code), error_msg: said.msg, ...said.fields };
      const head = { resp_code: "0", merchant_id: MERCHANT, nonce_str: `sim${parts.count()}` };
      const body = lied({ ...head, ...result }, lie, parts);
      if (lie === "unsigned") return xml(toXml(body));
      const key = lie === "wrong_signature" ? STRANGER : KEY;
      return xml(toXml({ ...body, sign: answerSign(body, key, draw.chance(0.5) ? "kept" : "dropped") }));
    };
  return {
    channel: "leshua",
    config: {
      url: URL_OF_ALL,
      merchantId: MERCHANT,
      key: KEY,
      notifyKey: NOTIFY_KEY,
      notifyUrl: "https://till.sim/notice/leshua",
    },
    secrets: [KEY, NOTIFY_KEY],
    read(request) {
      const fields = formOf(request);
      if (typeof fields === "string") return fields;
      const service = SERVICES.find((known) => known === fields["service"]);
      if (!service) return `no such service: ${fields["service"] ?? "none"}`;
      const problem = signProblem(fields, KEY) ?? wrongFields(service, fields)[0];
      return problem ?? heard(service, fields);
    },
    // Of a refund it says so in a code that no list has: to the till that is a no.
    stumble: (kind) => write(kind === "refund" ? no(-29999, "退款失败") : no(-20010, "系统异常"))(null),
    notice(about, isForged) {
      const fields = isRefund(about) ? refundNotice(about) : paymentNotice(about, isForged);
      const sign = noticeSign(fields, isForged ? STRANGER : NOTIFY_KEY, "kept");
      return { headers: {}, text: toXml({ ...fields, error_code: "", sign }) };
    },
  };

  function heard(service: Service, fields: Fields): Heard {
    const amount = fields["amount"] ?? fields["refund_amount"];
    return {
      kind: KINDS[service],
      name: service,
      tradeNo: fields["third_order_id"] ?? null,
      refundNo: fields["merchant_refund_id"] ?? null,
      code: fields["auth_code"] ?? null,
      amountFen: amount === undefined ? null : Number(amount),
      serve: () => serve(service, fields),
    };
  }

  function serve(service: Service, fields: Fields): Served {
    const payment = bank.find("leshua", fields["third_order_id"]);
    if (service === "upload_authcode" || service === "get_tdcode") return atOnce(write(pay(service, fields, payment)));
    const echo = { third_order_id: fields["third_order_id"] ?? "" };
    if (!payment) return atOnce(write(no(-4006, "订单不存在", echo)));
    if (service === "query_status") return atOnce((lie) => write(yes(view(payment)))(lie));
    if (service === "close_order") return atOnce(write(close(payment, echo)));
    if (service === "unified_refund") return atOnce(write(giveBack(payment, fields)));
    const one = bank.refundByNo("leshua", fields["merchant_refund_id"]);
    if (one?.payment !== payment) return atOnce(write(no(-5019, "未发起退款", echo)));
    return atOnce((lie) => write(yes(refundView(one)))(lie));
  }

  function pay(service: Service, fields: Fields, before: Payment | undefined): Said {
    const number = fields["third_order_id"] ?? "";
    const echo = { third_order_id: number };
    if (before) return before.paidFen > 0 ? no(-20027, "订单已支付", echo) : no(-20026, "商户订单号已存在", echo);
    const code = fields["auth_code"] ?? null;
    const payment = bank.charge({
      channel: "leshua",
      number,
      channelNo: String(3_495_002_500_000 + parts.count()).padStart(16, "0"),
      amountFen: Number(fields["amount"]),
      method: code === null ? "qr" : "pay_code",
      wallet: code === null ? (fields["pay_way"] ?? "") : payWay(code),
      code,
    });
    if (service === "upload_authcode") return yes(view(payment));
    const page = `https://pay.example/jspay?order=${payment.channelNo}`;
    const where = fields["jspay_flag"] === "2" ? { td_code: "", jspay_url: page } : { td_code: page, jspay_url: "" };
    return yes({ ...echo, leshua_order_id: payment.channelNo, pay_way: payment.wallet, attach: "", ...where });
  }

  function close(payment: Payment, echo: Fields): Said {
    const isEarly = payment.method === "pay_code" && parts.time.monotonic() - payment.atMs < 300_000;
    if (isEarly || draw.chance(rates.undo_refused)) return no(-4004, "订单处理中，请稍后再关闭", echo);
    if (payment.state === "paid") return no(-20027, "订单已支付", echo);
    if (payment.state === "failed") return no(-20028, "订单支付失败，不能撤销", echo);
    if (payment.state === "closed") return no(-5016, "订单状态错误", echo);
    if (draw.chance(rates.undo_lies)) {
      payment.isLate = true;
      return yes({ ...view(payment), status: STATES.closed });
    }
    bank.close(payment);
    return yes(view(payment));
  }

  function giveBack(payment: Payment, fields: Fields): Said {
    const number = fields["merchant_refund_id"] ?? "";
    const echo = { third_order_id: payment.number ?? "", merchant_refund_id: number };
    const fen = Number(fields["refund_amount"]);
    if (bank.refundByNo("leshua", number)) return no(-5103, "退款单号已存在", echo);
    if (payment.state !== "paid") return no(-20019, "订单状态不允许退款", echo);
    if (fen > bank.leftFen(payment)) return no(-20023, "可退金额不足", echo);
    return yes(refundView(bank.refund(payment, number, String(parts.count()).padStart(16, "9"), fen)));
  }
}

const xml = (text: string): Sent => ({ status: 200, headers: { "content-type": "text/xml; charset=utf-8" }, text });

function formOf({ method, url, headers, body = "" }: HttpRequest): Fields | string {
  if (method !== "POST" || url !== URL_OF_ALL) return `${method} ${url}`;
  if (headers?.["Content-Type"] !== "application/x-www-form-urlencoded") return "another content type";
  return readForm(body);
}

function payWay(code: string): string {
  if (code.startsWith("62")) return "UPSMZF";
  return code.startsWith("1") ? "WXZF" : "ZFBZF";
}

/** Once all or a part was given back, the order says so instead of "paid". */
const statusOf = (payment: Payment): string =>
  payment.state === "paid" && payment.backFen > 0 ? "11" : STATES[payment.state];

const view = (payment: Payment): Fields => ({
  third_order_id: payment.number ?? "",
  leshua_order_id: payment.channelNo,
  pay_way: payment.wallet,
  status: statusOf(payment),
  amount: String(payment.amountFen),
  attach: "",
});

const refundView = (one: Refund): Fields => ({
  third_order_id: one.payment.number ?? "",
  leshua_order_id: one.payment.channelNo,
  leshua_refund_id: one.channelNo,
  merchant_refund_id: one.refundNo ?? "",
  refund_amount: String(one.fen),
  status: REFUND_STATES[one.state],
  failure_reason: one.state === "refused" ? "商户余额不足" : "",
});

const paymentNotice = (payment: Payment, isForged: boolean): Fields => ({
  ...view(payment),
  merchant_id: MERCHANT,
  ...(isForged ? { status: "2" } : {}),
});

const refundNotice = (one: Refund): Fields => ({ ...refundView(one), merchant_id: MERCHANT, nonce_str: "c0ffee" });

function lied(body: Fields, lie: Lie | null, parts: ServerParts): Fields {
  const isRefundAnswer = "refund_amount" in body;
  const field = isRefundAnswer ? "refund_amount" : "amount";
  switch (lie) {
    case "other_order": {
      if (!("third_order_id" in body)) return body;
      const other = { ...body, third_order_id: parts.otherNumber(body["third_order_id"] ?? null) };
      return "status" in body ? { ...other, status: isRefundAnswer ? "11" : "2" } : other;
    }
    case "wrong_amount":
      return field in body ? { ...body, [field]: String(wrongAmount(Number(body[field]))) } : body;
    case "called_failed":
      return "status" in body ? { ...body, status: "8" } : body;
    case "still_paid":
      return "status" in body ? { ...body, status: "2" } : body;
    default:
      return body;
  }
}
