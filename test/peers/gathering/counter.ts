// What Yapos does with a request that is in order: the login, the charge with its wallet behind, the QR codes and the
// refund, each as the running server was read to do it (witnessed.md §4), with its books.
import type { Sent } from "../common/misbehave.ts";
import { type Books, type Order, type Payer, type ServerStatus, giveBack, take } from "./books.ts";
import { type Attributes, type CallName, makeToken } from "./envelope.ts";
import type { Played } from "./script.ts";

export type Account = { readonly loginName: string; readonly password: string; readonly sid: string };

export type Counter = {
  readonly account: Account;
  readonly secret: string;
  readonly books: Books;
  readonly played: Played;
  readonly usedCodes: Set<string>;
  /** Wallets the merchant has no payment method for. */
  readonly closedWallets: Set<string>;
  /** The account's own state, as the login finds it. */
  audit: "verified" | "verifing" | "reject" | "disabled";
  turn: number;
};

const JSON_TYPE = { "Content-Type": "application/json; charset=utf-8" };

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Sent => ({
  status,
  headers: { ...JSON_TYPE, ...headers },
  body: JSON.stringify(body),
});
/** `render status:` alone makes a body of one blank (witnessed.md §4.11). */
export const blank = (status: number): Sent => ({ status, headers: { "Content-Type": "text/html" }, body: " " });

export function serve(counter: Counter, call: CallName, attributes: Attributes): Sent {
  switch (call) {
    case "login":
      return login(counter, attributes);
    case "gathering":
      return gathering(counter, attributes);
    case "refund":
      return refund(counter, attributes);
    case "wechat_payment":
    case "alipay_payment":
      return native(counter, attributes, call === "wechat_payment" ? "wechat" : "alipay");
  }
}

const errors = (pointer: string, detail: string): Sent =>
  json({ errors: [{ source: { pointer: `/data/attributes/${pointer}` }, detail }] }, 401);

/** In the server's order: unknown, audit, disabled, password. */
function login(counter: Counter, { login_name, password }: Attributes): Sent {
  const { account } = counter;
  if (login_name !== account.loginName) return blank(404);
  if (counter.audit === "verifing") return errors("error", "商户审核中，暂时不能登录");
  if (counter.audit === "reject") return errors("error", "商户审核失败，请联系您的服务商负责人");
  if (counter.audit === "disabled") return errors("error", "该用户已被禁用");
  if (password !== account.password) return errors("err_message", "账户名或密码错误");
  const token = makeToken(account.loginName, counter.secret, ++counter.turn);
  counter.books.logins.push(token);
  const user = { id: "a8928311-a2a4-47fd-bf35-68bec4726c20", type: "users", attributes: { "login-name": login_name } };
  return json({ data: user }, 200, { Authorization: `Bearer ${token}` });
}

function newOrder(counter: Counter, wallet: Order["wallet"], amountFen: number, authCode: string | null): Order {
  const count = counter.books.orders.length + 1;
  const order: Order = {
    merchantTradeNo: `20261121101500${10_000_000 + count}`,
    walletNo: wallet === "wechat" ? `42000000572026112100${count}` : `20261121220010041202849${count}`,
    wallet,
    authCode,
    amountFen,
    status: "NOTPAY",
    charges: 0,
    paidFen: 0,
    returnedFen: 0,
    refundsAsked: 0,
  };
  counter.books.orders.push(order);
  return order;
}

/** The server's own patterns (witnessed.md: code prefixes). */
function walletOf(authCode: string): Order["wallet"] | null {
  if (/^1[0-5]\d{16}$/.test(authCode)) return "wechat";
  return /^(2[5-9]|30)\d{14,22}$/.test(authCode) ? "alipay" : null;
}

function gathering(counter: Counter, { sid, auth_code, total_amount }: Attributes): Sent {
  if (sid !== counter.account.sid) return blank(404);
  const authCode = String(auth_code);
  const wallet = walletOf(authCode);
  if (wallet === null) return json({ message: "不支持此付款" }, 403);
  if (counter.closedWallets.has(wallet)) return blank(403);
  const order = newOrder(counter, wallet, Number(total_amount), authCode);
  if (counter.usedCodes.has(authCode)) return fails(order, "FAIL", "每个二维码仅限使用一次，请刷新再试");
  counter.usedCodes.add(authCode);
  return charged(order, counter.played.payer());
}

function charged(order: Order, payer: Payer): Sent {
  if ("paid" in payer && payer.paid) take(order);
  switch (payer.does) {
    case "pays":
      return succeeds(order, "result");
    case "pays_after_polling":
      return succeeds(order, order.wallet === "wechat" ? "result_code" : "result");
    case "never_pays":
      return fails(order, "REVOKED", "该订单已撤销");
    case "reverse_fails":
      return fails(order, "UNKNOWN", "收款失败，请重新收款");
    case "not_paid":
      return fails(order, "NOTPAY", "订单未支付");
    case "closed":
      return fails(order, "CLOSED", "订单已关闭");
    case "types_password":
      return fails(order, "NOTPAY", null);
    case "says":
      return fails(order, "NOTPAY", payer.text);
    case "aborts":
      return { status: 500, headers: JSON_TYPE, body: '{"status":500,"error":"Internal Server Error"}' };
    case "renders_nothing":
      if (payer.as === "204") return { status: 204, headers: {}, body: "" };
      return payer.as === "blank" ? blank(200) : json(null);
  }
}

const yuan = (amountFen: number): string => {
  const digits = String(amountFen).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** WeChat's echo is its own total_fee, Alipay's its own total_amount in yuan (facts §1.3). */
function succeeds(order: Order, key: "result" | "result_code"): Sent {
  if (order.charges === 0) take(order);
  order.status = "SUCCESS";
  return json({
    [key]: "SUCCESS",
    total_amount: order.wallet === "wechat" ? String(order.amountFen) : yuan(order.amountFen),
    channel_transaction_id: order.walletNo,
    merchant_trade_no: order.merchantTradeNo,
  });
}

function fails(order: Order, status: ServerStatus, text: string | null): Sent {
  order.status = status;
  // The server strips every digit from WeChat's texts.
  return json({ result: "FAIL", err_message: order.wallet === "wechat" ? (text?.replace(/\d/g, "") ?? null) : text });
}

function native(counter: Counter, { sid, total_amount }: Attributes, wallet: Order["wallet"]): Sent {
  if (sid !== counter.account.sid) return blank(404);
  if (counter.closedWallets.has(wallet)) return blank(403);
  const payer = counter.played.payer();
  const order = newOrder(counter, wallet, Number(total_amount), null);
  if (payer.does === "says") {
    // Alipay's failure is not rendered at all (witnessed.md §4.6).
    return wallet === "wechat" ? json({ result: "FAIL", err_message: payer.text }) : json(null);
  }
  if (payer.does === "renders_nothing") return json(null);
  // Whoever scans it pays; the server never hears of it and the order stays NOTPAY (witnessed.md §4.7).
  if (payer.does === "pays") take(order);
  const at = wallet === "wechat" ? "weixin://wxpay/bizpayurl?pr=" : "https://qr.alipay.com/bax";
  return json({ result: "SUCCESS", code_url: `${at}${order.merchantTradeNo}` });
}

function refund(counter: Counter, { merchant_trade_no }: Attributes): Sent {
  const order = counter.books.orders.find(
    (one) => one.merchantTradeNo === merchant_trade_no && one.status === "SUCCESS",
  );
  if (!order) return blank(404);
  order.refundsAsked += 1;
  const refunder = counter.played.refunder();
  if ("returned" in refunder && refunder.returned) giveBack(order);
  const no = (text: string | null) =>
    json({ result: "FAIL", [order.wallet === "wechat" ? "err_message" : "message"]: text });
  switch (refunder.does) {
    case "accepts":
      if (!giveBack(order)) return no("订单已全额退款");
      order.status = order.wallet === "wechat" ? "REFUNDING" : "REFUNDED";
      return json({ result: "SUCCESS", message: "退款申请成功" });
    case "says":
      return no(refunder.text);
    case "aborts":
      return { status: 500, headers: JSON_TYPE, body: "" };
    case "forbids":
      return json({ errors: [{ source: { pointer: "/data/attributes/error" }, detail: "该用户没有操作权限" }] }, 403);
    case "renders_null":
      return json(null);
  }
}
