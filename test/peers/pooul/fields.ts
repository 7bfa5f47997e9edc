// The documented fields of every call and the exact form of each (seed and edition B's pages, facts §4.3).
import type { Fields } from "./envelope.ts";

export type CallName =
  | "pay"
  | "query"
  | "close"
  | "reverse"
  | "refund"
  | "refund_query"
  | "pre_order"
  | "pre_order_detail"
  | "pre_order_close";

export const CALL_NAMES: readonly CallName[] = [
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

type Form = (value: unknown) => boolean;

const words: Form = (value) => typeof value === "string" && value.trim() !== "" && Buffer.byteLength(value) <= 128;
const number: Form = (value) => typeof value === "string" && /^[\w.-]{1,64}$/.test(value);
const fee: Form = (value) => typeof value === "number" && Number.isSafeInteger(value) && value > 0;
const seconds: Form = (value) => typeof value === "number" && /^\d{10}$/.test(String(value));
const ip: Form = (value) => typeof value === "string" && /^[\d.]{7,15}$|^[\da-f:]+$/i.test(value);
const notice: Form = (value) => typeof value === "string" && /^https?:\/\/[^?#]+$/.test(value);
const code: Form = (value) =>
  typeof value === "string" && (/^1[0-5]\d{16}$/.test(value) || /^(2[5-9]|30)\d{14,22}$/.test(value));
const appType: Form = (value) => value === "IOS" || value === "AND" || value === "WAP";

type Table = { readonly must: Readonly<Record<string, Form>>; readonly may: Readonly<Record<string, Form>> };

const described: Table = {
  must: { total_fee: fee, body: words },
  may: {
    spbill_create_ip: ip,
    notify_url: notice,
    time_expire: seconds,
    store_id: words,
    attach: words,
    device_info: words,
    op_user_id: words,
  },
};
const inApp = { sub_appid: words, sub_openid: words };

const PAY_TYPES: Readonly<Record<string, Readonly<Record<string, Form>>>> = {
  "common.micro": { auth_code: code },
  "wechat.scan": {},
  "wechat.jsurl": {},
  "wechat.jsapi": inApp,
  "wechat.jsminipg": inApp,
  "wechat.app": { sub_appid: words },
  "wechat.wap": { mch_app_type: appType, mch_app_name: words, mch_app_id: words },
  "alipay.scan": {},
  "alipay.jsapi": inApp,
  "alipay.wap": {},
  "alipay.app": {},
  "pooul.preorder": {},
  "cmbc.fund": {},
  "ecp.transfer": {},
};

function tableOf(call: CallName, fields: Fields, edition: "A" | "B"): Table | string {
  switch (call) {
    case "pay": {
      const own = PAY_TYPES[String(fields["pay_type"])];
      if (!own) return `pay_type ${String(fields["pay_type"])} is not documented`;
      // WeChat requires the address (seed: spbill_create_ip).
      const wechat = !String(fields["pay_type"]).startsWith("alipay.");
      return {
        must: {
          pay_type: words,
          mch_trade_id: number,
          ...described.must,
          ...(wechat ? { spbill_create_ip: ip } : {}),
          ...own,
        },
        may: { ...described.may, time_start: seconds },
      };
    }
    case "query":
    case "close":
    case "reverse":
      return { must: { mch_trade_id: number }, may: {} };
    case "refund": {
      const own = { mch_trade_id: number, refund_fee: fee, refund_desc: words };
      return edition === "B"
        ? { must: { ...own, mch_refund_id: number }, may: { notify_url: notice } }
        : { must: own, may: { mch_refund_id: number, notify_url: notice } };
    }
    case "refund_query":
      return edition === "B"
        ? { must: { mch_refund_id: number }, may: { mch_trade_id: number } }
        : { must: { mch_trade_id: number }, may: { mch_refund_id: number } };
    case "pre_order":
      return { must: { mch_pre_id: number, ...described.must }, may: described.may };
    case "pre_order_detail":
    case "pre_order_close":
      return { must: { mch_pre_id: number }, may: {} };
  }
}

const nonce: Form = (value) => typeof value === "string" && /^[\w-]{8,64}$/.test(value);

/** Sentences for everything that is not as documented. */
export function wrongFields(call: CallName, fields: Fields, edition: "A" | "B"): string[] {
  const table = tableOf(call, fields, edition);
  if (typeof table === "string") return [table];
  const must: Readonly<Record<string, Form>> = { nonce_str: nonce, ...table.must };
  const wrong: string[] = [];
  for (const [name, form] of Object.entries(must)) {
    if (!(name in fields)) wrong.push(`${name} is missing`);
    else if (!form(fields[name])) wrong.push(`${name} has the wrong form`);
  }
  for (const [name, value] of Object.entries(fields)) {
    if (name in must) continue;
    const form = table.may[name];
    if (!form) wrong.push(`${name} is not documented`);
    else if (!form(value)) wrong.push(`${name} has the wrong form`);
  }
  return wrong;
}
