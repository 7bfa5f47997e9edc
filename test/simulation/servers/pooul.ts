// Pooul on the simulated network: JWS in and out with its real keys, over the shared bank. The envelope and the documented
// fields are those of the strict peer.
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import type { HttpRequest } from "../../../main/channel/http.ts";
import type { Payment, Refund } from "../bank.ts";
import type { Fields } from "../../peers/pooul/envelope.ts";
import { CALL_NAMES, type CallName, wrongFields } from "../../peers/pooul/fields.ts";
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

const MERCHANT = "5399355381712172";
const BASE = "https://pooul.sim";

const pair = () =>
  generateKeyPairSync("rsa", {
    modulusLength: 1024,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });

const makeKeys = () => {
  const [merchant, vendor] = [pair(), pair()];
  return {
    merchant,
    vendor,
    merchantKey: createPublicKey(merchant.publicKey),
    vendorKey: createPrivateKey(vendor.privateKey),
    strangerKey: createPrivateKey(pair().privateKey),
  };
};
/** Made once per process; 1024 bits, the least the till takes, because every call is signed twice. */
let made: ReturnType<typeof makeKeys> | null = null;

const HEAD = Buffer.from('{"typ":"JWT","alg":"RS256"}').toString("base64url");
const TEXT = { "content-type": "text/plain; charset=utf-8" };
const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };
const STATES = { paid: 0, waiting: 6, closed: 3, reversed: 5, failed: 7 } as const;
const REFUND_STATES = { done: 0, processing: 1, refused: 2, abnormal: 3 } as const;

type Said = { readonly msg: string; readonly data: Fields | null } | { readonly code: number; readonly msg: string };

const no = (code: number, msg: string): Said => ({ code, msg });
const yes = (data: Fields | null = null, msg = "success"): Said => ({ msg, data });
const ORDER_MISSING = no(301, "订单不存在");

export function openPooulServer(parts: ServerParts): Server {
  const { bank } = parts;
  const { merchant, vendor, merchantKey, vendorKey, strangerKey } = (made ??= makeKeys());
  /** The same words again keep their signature. */
  const signatures = new Map<string, string>();
  const seal = (body: Fields, key: typeof vendorKey): string => {
    const text = `${HEAD}.${Buffer.from(JSON.stringify(body)).toString("base64url")}`;
    const known = key === vendorKey ? signatures.get(text) : undefined;
    const signature = known ?? sign("RSA-SHA256", Buffer.from(text), key).toString("base64url");
    if (key === vendorKey) signatures.set(text, signature);
    return `${text}.${signature}`;
  };
  const write =
    (said: Said) =>
    (lie: Lie | null): Sent => {
      if ("code" in said) return { status: 200, headers: JSON_TYPE, text: JSON.stringify(said) };
      const data = said.data === null ? null : lied(said.data, lie, parts);
      const body = { code: 0, msg: said.msg, ...(data ? { data } : {}) };
      if (lie === "unsigned") return { status: 200, headers: JSON_TYPE, text: JSON.stringify(body) };
      return { status: 200, headers: TEXT, text: seal(body, lie === "wrong_signature" ? strangerKey : vendorKey) };
    };
  return {
    channel: "pooul",
    config: {
      baseUrl: BASE,
      merchantId: MERCHANT,
      privateKeyPem: merchant.privateKey,
      pooulPublicKeyPem: vendor.publicKey,
      notifyUrl: "https://till.sim/notice/pooul",
    },
    secrets: [merchant.privateKey.split("\n")[3] ?? "no key"],
    read(request) {
      const fields = unseal(request, merchantKey);
      if (typeof fields === "string") return fields;
      const name = callOf(request.url);
      if (name === null) return `no such path: ${request.url}`;
      const [wrong] = wrongFields(name, fields, parts.pooulEdition);
      return wrong ?? heard(parts, name, fields, write);
    },
    stumble: () => write(no(601, "SYSTEMERROR, 系统错误"))(null),
    notice(about, isForged) {
      const payment = isRefund(about) ? about.payment : about;
      const data = isRefund(about)
        ? { ...named(payment), refunds: refundView(about) }
        : { ...view(payment), ...(isForged ? { trade_state: 0 } : {}) };
      return {
        headers: {},
        text: seal({ code: 0, data, nonce_str: `n${parts.count()}` }, isForged ? strangerKey : vendorKey),
      };
    },
  };

  function unseal({ method, headers, body = "" }: HttpRequest, key: typeof merchantKey): Fields | string {
    if (method !== "POST" || headers?.["Content-Type"] !== "text/plain") return "not a POST of text/plain";
    const [head = "", payload = "", signature = "", more] = body.split(".");
    if (more !== undefined) return "the body is not a compact JWS";
    const wanted = '{"alg":"RS256","typ":"JWT"}';
    if (Buffer.from(head, "base64url").toString() !== wanted) return "another header";
    if (!verify("RSA-SHA256", Buffer.from(`${head}.${payload}`), key, Buffer.from(signature, "base64url")))
      return "the signature does not hold";
    const value: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
    return typeof value === "object" && value !== null ? { ...value } : "the payload is not an object";
  }

  function heard(own: ServerParts, name: CallName, fields: Fields, say: typeof write): Heard {
    const text = (field: string) => (typeof fields[field] === "string" ? fields[field] : null);
    const amount = fields["total_fee"] ?? fields["refund_fee"];
    return {
      kind: kindOf(name, fields),
      name,
      tradeNo: text("mch_trade_id"),
      refundNo: text("mch_refund_id"),
      code: text("auth_code"),
      amountFen: typeof amount === "number" ? amount : null,
      serve: () => served(own, name, fields, say),
    };
  }

  function served(own: ServerParts, name: CallName, fields: Fields, say: typeof write): Served {
    const payment = bank.find("pooul", fields["mch_trade_id"]);
    const { draw, rates } = own;
    if (name === "pay") return atOnce(say(pay(own, fields, payment)));
    if (name === "refund_query" && own.pooulEdition === "B") {
      const refund = bank.refundByNo("pooul", fields["mch_refund_id"]);
      if (!refund) return atOnce(say(no(301, "退款单不存在")));
      return atOnce((lie) => say(yes({ ...view(refund.payment), refunds: refundView(refund) }))(lie));
    }
    if (!payment) return atOnce(say(ORDER_MISSING));
    if (name === "query") return atOnce((lie) => say(yes(view(payment)))(lie));
    if (name === "refund_query") return atOnce((lie) => say(yes({ ...view(payment), ...numberless(payment) }))(lie));
    if (name === "refund") return atOnce(say(giveBack(own, payment, fields)));
    const notBeforeMs = name === "close" ? 300_000 : 15_000;
    if (own.time.monotonic() - payment.atMs < notBeforeMs) return atOnce(say(no(600, "请稍后再试")));
    if (draw.chance(rates.undo_refused)) return atOnce(say(no(600, "USERPAYING, 正在支付中不能发起撤销")));
    if (name === "close" && payment.state === "paid") return atOnce(say(no(600, "ORDERPAID, 订单已支付")));
    if (draw.chance(rates.undo_lies)) payment.isLate = true;
    else if (name === "close") bank.close(payment);
    else bank.reverse(payment);
    return atOnce(say(yes()));
  }

  function pay(own: ServerParts, fields: Fields, before: Payment | undefined): Said {
    if (before) return no(107, "订单号重复");
    const code = typeof fields["auth_code"] === "string" ? fields["auth_code"] : null;
    const payType = String(fields["pay_type"]);
    const payment = bank.charge({
      channel: "pooul",
      number: String(fields["mch_trade_id"]),
      channelNo: `5b37${String(own.count()).padStart(20, "0")}`,
      amountFen: Number(fields["total_fee"]),
      method: code === null ? "qr" : "pay_code",
      wallet: code === null ? (payType.split(".")[0] ?? "") : code.startsWith("1") ? "wechat" : "alipay",
      code,
    });
    if (code === null) return yes({ ...view(payment), code_url: `weixin://wxpay/bizpayurl?pr=${payment.channelNo}` });
    // Edition A's charge does not name the amount.
    const { total_fee: fee, ...short } = view(payment);
    const said = own.pooulEdition === "A" ? short : { ...short, total_fee: fee };
    return yes(said, payment.state === "waiting" ? "USERPAYING, 需要用户输入支付密码" : "success");
  }

  function giveBack(own: ServerParts, payment: Payment, fields: Fields): Said {
    const number = String(fields["mch_refund_id"]);
    const fen = Number(fields["refund_fee"]);
    // Whether edition A looks at our number is not documented: here it does not.
    const before = own.pooulEdition === "B" ? bank.refundByNo("pooul", number) : undefined;
    if (before) {
      if (before.payment !== payment || before.fen !== fen) return no(107, "退款单号重复");
      if (before.state === "refused") {
        if (fen > bank.leftFen(payment)) return no(600, "退款金额超过可退金额");
        bank.again(before);
      }
      return yes();
    }
    if (payment.state !== "paid") return no(600, "订单未支付");
    if (fen > bank.leftFen(payment)) return no(600, "退款金额超过可退金额");
    bank.refund(payment, number, `rf${own.count()}`, fen);
    return yes();
  }
}

function callOf(url: string): CallName | null {
  const match = /^https:\/\/pooul\.sim\/v2\/(pay(?:\/\w+)?)\?merchant_id=(\d+)$/.exec(url);
  if (match?.[2] !== MERCHANT) return null;
  const name = match[1] === "pay" ? "pay" : match[1]?.slice(4);
  return CALL_NAMES.find((known) => known === name) ?? null;
}

function kindOf(name: CallName, fields: Fields): CallKind {
  switch (name) {
    case "pay":
      return "auth_code" in fields ? "charge" : "qr";
    case "query":
    case "close":
    case "refund":
    case "refund_query":
      return name;
    case "reverse":
      return "cancel";
    default:
      return "other";
  }
}

const named = (payment: Payment): Fields => ({
  trade_id: payment.channelNo,
  mch_trade_id: payment.number,
  merchant_id: MERCHANT,
  pay_type: payment.method === "qr" ? `${payment.wallet}.scan` : "common.micro",
});

/** Once money was given back, the state says so, and no longer that it was paid. */
const view = (payment: Payment): Fields => ({
  ...named(payment),
  total_fee: payment.amountFen,
  trade_state: payment.state === "paid" && payment.backFen > 0 ? 1 : STATES[payment.state],
  trade_info: payment.state,
});

const refundView = (refund: Refund): Fields => ({
  refund_id: refund.channelNo,
  mch_refund_id: refund.refundNo,
  refund_fee: refund.fen,
  refund_status: REFUND_STATES[refund.state],
});

/** Edition A lists an order's refunds without our numbers. */
const numberless = ({ refunds }: Payment): Fields =>
  refunds.length === 0
    ? {}
    : {
        refunds: refunds.map((one) => ({
          refund_id: one.channelNo,
          refund_fee: one.fen,
          refund_state: REFUND_STATES[one.state],
        })),
      };

const otherFee = (one: Fields): Fields => ({ ...one, refund_fee: wrongAmount(Number(one["refund_fee"])) });

function lied(data: Fields, lie: Lie | null, parts: ServerParts): Fields {
  const { refunds, total_fee: fee } = data;
  const refund = typeof refunds === "object" && refunds !== null && "refund_fee" in refunds ? refunds : null;
  switch (lie) {
    case "other_order": {
      if (!("mch_trade_id" in data)) return data;
      const other = { ...data, mch_trade_id: parts.otherNumber(String(data["mch_trade_id"])) };
      return refund ? { ...other, refunds: { ...refund, refund_status: 0 } } : { ...other, trade_state: 0 };
    }
    case "wrong_amount":
      if (refund) return { ...data, refunds: { ...refund, refund_fee: wrongAmount(Number(refund.refund_fee)) } };
      if (Array.isArray(refunds)) return { ...data, refunds: refunds.map((one: Fields) => otherFee(one)) };
      return typeof fee === "number" ? { ...data, total_fee: wrongAmount(fee) } : data;
    case "called_failed":
      return "trade_state" in data ? { ...data, trade_state: 7 } : data;
    case "still_paid":
      return "trade_state" in data ? { ...data, trade_state: 0 } : data;
    default:
      return data;
  }
}
