// Yapos Pay on the simulated network, as the running server was read to behave (witnessed.md §4): no order number of ours,
// a token, one long request in which the server itself asks and reverses, full refunds. Over the shared bank.
import type { HttpRequest } from "../../../main/channel/http.ts";
import { type Attributes, type CallName, attributesOf, callOf } from "../../peers/gathering/envelope.ts";
import type { Payment } from "../bank.ts";
import {
  type CallKind,
  type Heard,
  type Lie,
  type Sent,
  type Served,
  type Server,
  type ServerParts,
  atOnce,
  wrongAmount,
} from "./server.ts";

const BASE = "https://gathering.sim";
const LOGIN = "shop01";
const PASSWORD = "Pw-7f3a91-till";
const SID = "97f076e5-e7d3-4d88-8571-277c87434ccc";
const DAY_MS = 86_400_000;
/** The server asks the wallet every 5 s for 35 s, then reverses. */
const ASKS_MS = [5000, 10_000, 15_000, 20_000, 25_000, 30_000, 35_000] as const;

const KINDS: Readonly<Record<CallName, CallKind>> = {
  login: "other",
  gathering: "charge",
  refund: "refund",
  wechat_payment: "qr",
  alipay_payment: "qr",
};

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Sent => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", ...headers },
  text: JSON.stringify(body),
});
const blank = (status: number): Sent => ({ status, headers: { "content-type": "text/html" }, text: " " });
const plainly = (sent: Sent) => () => sent;

export function openGatheringServer(parts: ServerParts): Server {
  const { bank, time, draw, rates } = parts;
  let token: { readonly text: string; readonly endsMs: number } | null = null;
  return {
    channel: "gathering",
    config: { baseUrl: BASE, loginName: LOGIN, password: PASSWORD, sid: SID },
    secrets: [PASSWORD],
    read(request) {
      const attributes = attributesOf(request.body ?? "");
      const call = callOf(request.url.slice(BASE.length), attributes, "running");
      if (call === null || attributes === null) return `no such call: ${request.url}`;
      const problem = problemOf(request, call, attributes);
      return problem ?? heard(call, attributes, request);
    },
    stumble: (kind) =>
      kind === "charge" && draw.chance(0.5) ? json({ result: "FAIL", err_message: null }) : json({ status: 500 }, 500),
    notice: null,
  };

  function heard(call: CallName, attributes: Attributes, request: HttpRequest): Heard {
    const number = attributes["merchant_trade_no"];
    const payment = typeof number === "string" ? bank.byChannelNo("gathering", number) : undefined;
    const amount = attributes["total_amount"];
    return {
      kind: KINDS[call],
      name: call,
      tradeNo: null,
      refundNo: null,
      code: typeof attributes["auth_code"] === "string" ? attributes["auth_code"] : null,
      amountFen: typeof amount === "number" ? amount : (payment?.amountFen ?? null),
      serve: () => serve(call, attributes, request),
    };
  }

  function serve(call: CallName, attributes: Attributes, { headers }: HttpRequest): Served {
    if (call === "login") return atOnce(plainly(login(attributes)));
    if (call === "gathering" || call === "refund") {
      const given = /^Bearer (.+)$/.exec(headers?.["Authorization"] ?? "")?.[1];
      const isGood = given === token?.text && time.monotonic() < (token?.endsMs ?? 0);
      if (!isGood) return { ...atOnce(plainly(blank(401))), turnedAway: true };
    }
    if (call === "gathering") return gathering(attributes);
    if (call === "refund") return atOnce(plainly(refund(attributes)));
    const wallet = call === "wechat_payment" ? "wechat" : "alipay";
    const payment = charge(Number(attributes["total_amount"]), wallet, null);
    return atOnce(plainly(json({ result: "SUCCESS", code_url: `https://qr.example/${payment.channelNo}` })));
  }

  function login({ login_name, password }: Attributes): Sent {
    if (login_name !== LOGIN) return blank(404);
    if (password !== PASSWORD) return json({ errors: [{ detail: "账户名或密码错误" }] }, 401);
    const life = draw.chance(rates.token_expires) ? draw.between(1000, 60_000) : DAY_MS;
    token = { text: `t${parts.count()}.${draw.hex(16)}`, endsMs: time.monotonic() + life };
    return json({ data: { type: "users" } }, 200, { authorization: `Bearer ${token.text}` });
  }

  function charge(amountFen: number, wallet: string, code: string | null): Payment {
    const channelNo = `20260301101500${10_000_000 + parts.count()}`;
    const method = code === null ? "qr" : "pay_code";
    return bank.charge({ channel: "gathering", number: null, channelNo, amountFen, method, wallet, code });
  }

  /** The answer waits for the payer; after the last question the server reverses, and sometimes cannot. */
  function gathering({ auth_code: code, total_amount: amount }: Attributes): Served {
    const payment = charge(Number(amount), String(code).startsWith("1") ? "wechat" : "alipay", String(code));
    if (payment.state !== "waiting") return atOnce((lie) => said(payment, lie));
    const end = { state: "asking" as "asking" | "reversed" | "reverse_failed" | "gave_up" };
    const giveUp = () => {
      if (payment.state !== "waiting") return;
      if (draw.chance(rates.undo_refused)) end.state = draw.chance(0.5) ? "reverse_failed" : "gave_up";
      else {
        bank.reverse(payment);
        end.state = "reversed";
      }
    };
    const waitMs = waitFor(payment);
    return {
      waitMs,
      finish() {
        giveUp();
        return (lie) => (end.state === "asking" ? said(payment, lie) : fail(TEXTS[end.state], payment));
      },
    };
  }

  /** Whoever will pay within the time is seen at the next question. The simulation knows when; the server only waits. */
  function waitFor(payment: Payment): number {
    const paysIn = bank.actsInMs(payment);
    return ASKS_MS.find((askMs) => paysIn !== null && paysIn <= askMs) ?? 35_000;
  }

  function refund({ merchant_trade_no: number }: Attributes): Sent {
    const payment = bank.byChannelNo("gathering", number);
    const isOurs = payment?.state === "paid" && payment.refunds.length === 0;
    if (!isOurs) return blank(404);
    const textField = payment.wallet === "wechat" ? "err_message" : "message";
    if (draw.chance(rates.refund_refused)) return json({ result: "FAIL", [textField]: "卖家余额不足" });
    // Whoever is told "accepted" by Alipay has the money back already.
    const isDone = payment.wallet === "alipay";
    bank.refund(payment, null, `rf${parts.count()}`, payment.amountFen, isDone ? "done" : undefined);
    return json({ result: "SUCCESS", message: "退款申请成功" });
  }
}

const TEXTS = {
  reversed: "该订单已撤销",
  reverse_failed: "收款失败，请重新收款",
  gave_up: "订单未支付",
} as const;

function problemOf({ method, headers }: HttpRequest, call: CallName, attributes: Attributes): string | null {
  if (method !== "POST" || headers?.["Content-Type"] !== "application/json") return "not a POST of JSON";
  if (call !== "login" && headers["Authorization"] === undefined) return "no token was sent";
  const isStore = call === "login" || call === "refund" || attributes["sid"] === SID;
  return isStore ? null : "another store";
}

/** WeChat's echo is in fen, Alipay's in yuan; WeChat's texts lose their digits. */
function said(payment: Payment, lie: Lie | null): Sent {
  if (payment.isSpent) return fail("每个二维码仅限使用一次，请刷新再试", payment);
  if (payment.state === "failed") return fail(payment.wallet === "wechat" ? "余额不足" : "买家余额不足", payment);
  const fen = lie === "wrong_amount" ? wrongAmount(payment.amountFen) : payment.amountFen;
  const digits = String(fen).padStart(3, "0");
  return json({
    [payment.wallet === "wechat" ? "result_code" : "result"]: "SUCCESS",
    total_amount: payment.wallet === "wechat" ? String(fen) : `${digits.slice(0, -2)}.${digits.slice(-2)}`,
    channel_transaction_id: `42${payment.channelNo}`,
    merchant_trade_no: payment.channelNo,
  });
}

const fail = (text: string, payment: Payment): Sent =>
  json({ result: "FAIL", err_message: payment.wallet === "wechat" ? text.replace(/\d/g, "") : text });
