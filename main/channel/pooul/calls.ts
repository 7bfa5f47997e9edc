// Every documented call of Pooul for the channel console and `cli call`: the fields as the vendor's pages name
// them, without nonce and merchant. An answer comes back decoded and said to be verified only if it was; no pay
// code comes back at all.
import { z } from "zod";
import type { CallAnswer, DocumentedCall } from "../channel.ts";
import type { HttpAnswer } from "../http.ts";
import { readAnswer } from "./answer.ts";
import { maskDeep } from "./raw.ts";
import { asObject, looksLikeJws, peekJws, verifyJws } from "./sign.ts";
import type { CallName, Wire } from "./wire.ts";

const text = z.string().min(1).max(512);
const fee = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);
/** Ten digits of seconds since 1970. */
const unixTime = z.number().int().min(1_000_000_000).max(9_999_999_999);

const described = {
  total_fee: fee,
  body: text,
  spbill_create_ip: text.exactOptional(),
  notify_url: text.exactOptional(),
  time_expire: unixTime.exactOptional(),
  store_id: text.exactOptional(),
  attach: text.exactOptional(),
  device_info: text.exactOptional(),
  op_user_id: text.exactOptional(),
};
const common = { mch_trade_id: text, ...described, time_start: unixTime.exactOptional() };

const payOf = <Name extends string, Own extends z.ZodRawShape>(name: Name, own: Own) =>
  z.strictObject({ pay_type: z.literal(name), ...common, ...own });

/** sub_openid is the payer in the app of sub_appid; both come from the merchant's own page. */
const inApp = { sub_appid: text, sub_openid: text };

/** The seven pay types of the seed, then the later ones (facts §4.3). */
const pay = z.discriminatedUnion("pay_type", [
  payOf("common.micro", { auth_code: z.string().regex(/^\d{16,24}$/) }),
  payOf("wechat.scan", {}),
  payOf("wechat.jsapi", inApp),
  payOf("wechat.jsminipg", inApp),
  payOf("wechat.app", { sub_appid: text }),
  payOf("wechat.wap", { mch_app_type: z.enum(["IOS", "AND", "WAP"]), mch_app_name: text, mch_app_id: text }),
  payOf("alipay.scan", {}),
  payOf("wechat.jsurl", {}),
  payOf("alipay.jsapi", inApp),
  payOf("alipay.wap", {}),
  payOf("alipay.app", {}),
  payOf("pooul.preorder", {}),
  // Bank transfers whose own fields stand on pages of their own: passed on as given.
  z.looseObject({ pay_type: z.literal("cmbc.fund"), ...common }),
  z.looseObject({ pay_type: z.literal("ecp.transfer"), ...common }),
]);

const byTradeId = z.strictObject({ mch_trade_id: text });
const byPreId = z.strictObject({ mch_pre_id: text });

const INPUTS: Readonly<Record<CallName, z.ZodType<Record<string, unknown>>>> = {
  pay,
  query: byTradeId,
  close: byTradeId,
  reverse: byTradeId,
  // mch_refund_id is required since 2018-11-09 and unknown to the seed's edition. The till itself always sends one.
  refund: z.strictObject({
    mch_trade_id: text,
    mch_refund_id: text.exactOptional(),
    refund_fee: fee,
    refund_desc: text,
    notify_url: text.exactOptional(),
  }),
  refund_query: z
    .strictObject({ mch_trade_id: text.exactOptional(), mch_refund_id: text.exactOptional() })
    .refine((input) => input.mch_trade_id !== undefined || input.mch_refund_id !== undefined, {
      error: "mch_trade_id or mch_refund_id",
    }),
  pre_order: z.strictObject({ mch_pre_id: text, ...described }),
  pre_order_detail: byPreId,
  pre_order_close: byPreId,
};

const NAMES: readonly CallName[] = [
  "pay",
  "query",
  "close",
  "reverse",
  "refund",
  "refund_query",
  "pre_order",
  "pre_order_detail",
  "pre_order_close",
];

/** The calls over a wire. `spbillCreateIp` stands in where a payment names no address: WeChat requires one. */
export function documentedCalls(wire: Wire, spbillCreateIp: string): readonly DocumentedCall[] {
  return NAMES.map((name) => ({
    name,
    input: INPUTS[name],
    async send(input, timeoutMs) {
      const checked = INPUTS[name].parse(input);
      const paying = name === "pay" || name === "pre_order";
      const fields = paying ? { spbill_create_ip: spbillCreateIp, ...checked } : checked;
      const code = typeof checked["auth_code"] === "string" ? checked["auth_code"] : null;
      return callAnswer(await wire.ask(name, fields, timeoutMs), wire, code);
    },
  }));
}

function callAnswer(answer: HttpAnswer, wire: Wire, code: string | null): CallAnswer {
  if (!answer.ok) return { verified: false, status: null, headers: {}, body: null, failure: answer.failure };
  const said = readAnswer(answer, { key: wire.key, payCode: code, missingCodes: wire.missingCodes });
  const written = answer.text.trim();
  const signed = looksLikeJws(written) ? verifyJws(written, wire.key) : null;
  const verified = signed !== null && said.said !== "nothing";
  const headers = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [name, String(maskDeep(value, code))]),
  );
  const body = maskDeep(signed ?? unsignedBody(written), code);
  const base = { verified, status: answer.status, headers, body };
  if (said.said === "nothing") return { ...base, failure: said.cause };
  if (verified || said.said === "yes") return base;
  return { ...base, failure: said.missing === "order" ? "order_missing" : "failure_answered" };
}

/** What an answer that was not verified holds: to be looked at, never to be believed. */
function unsignedBody(written: string): unknown {
  if (looksLikeJws(written)) return peekJws(written) ?? written.slice(0, 2000);
  try {
    const parsed: unknown = JSON.parse(written);
    return asObject(parsed) ?? written.slice(0, 2000);
  } catch {
    return written.slice(0, 2000);
  }
}
