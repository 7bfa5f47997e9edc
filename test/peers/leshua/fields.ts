// The documented fields of every call and the exact form of each (seed; facts §5.1 and §5.3).
import type { Fields } from "./envelope.ts";

export const SERVICES = [
  "upload_authcode",
  "get_tdcode",
  "query_status",
  "close_order",
  "unified_refund",
  "unified_query_refund",
] as const;
export type Service = (typeof SERVICES)[number];

type Form = (value: string) => boolean;

const words =
  (max: number): Form =>
  (value) =>
    value.length <= max && value.trim() === value && !/[\r\n\t\u0000-\u001f]/.test(value);
const fits =
  (form: RegExp): Form =>
  (value) =>
    form.test(value);
/** Letters and digits only, no `_` or other characters. */
const number = fits(/^[A-Za-z0-9]{1,64}$/);
const fee = fits(/^[1-9]\d{0,9}$/);
const address: Form = (value) =>
  value.length <= 128 && /^https?:\/\/[^\s]+$/.test(/^https?%3A/.test(value) ? decodeURIComponent(value) : value);
const shopWord = fits(/^[\p{Script=Han}A-Za-z0-9]{1,16}$/u);
const payCode: Form = (value) =>
  /^1[0-5]\d{16}$/.test(value) || /^(2[5-9]|30)\d{14,22}$/.test(value) || /^62\d{17}$/.test(value);

type Forms = Readonly<Record<string, Form>>;
type Table = { readonly must: Forms; readonly may: Forms };

const described: Forms = {
  notify_url: address,
  client_ip: words(16),
  body: words(256),
  shop_no: shopWord,
  pos_no: shopWord,
  attach: words(96),
  limit_pay: fits(/^[01]$/),
  goods_tag: words(32),
  goods_detail: words(512),
  hb_fq_num: fits(/^(3|6|12)$/),
  Source: words(64),
  extend_business_params: words(512),
  royalty: words(512),
  t0: words(8),
};

const order: Forms = { third_order_id: number, leshua_order_id: number };

const TABLES: Readonly<Record<Service, Table>> = {
  upload_authcode: { must: { auth_code: payCode, third_order_id: number, amount: fee }, may: described },
  get_tdcode: {
    must: {
      pay_way: fits(/^(WXZF|ZFBZF|UPSMZF|DCPAY)$/),
      jspay_flag: fits(/^[0-3]$/),
      third_order_id: number,
      amount: fee,
    },
    may: {
      ...described,
      appid: words(64),
      sub_openid: words(128),
      jump_url: address,
      order_expiration: fits(/^[1-9]\d{1,5}$/),
    },
  },
  query_status: { must: {}, may: order },
  close_order: { must: {}, may: order },
  unified_refund: {
    must: { merchant_refund_id: number, refund_amount: fee },
    may: { ...order, notify_url: address, attach: words(96) },
  },
  unified_query_refund: { must: {}, may: { ...order, merchant_refund_id: number, leshua_refund_id: number } },
};

const ENVELOPE: Forms = {
  service: (value) => SERVICES.some((known) => known === value),
  merchant_id: fits(/^[A-Za-z0-9]{1,10}$/),
  nonce_str: fits(/^\w{8,32}$/),
  sign: fits(/^[0-9A-F]{32}$/),
};

/** Sentences for everything that is not as documented. */
export function wrongFields(service: Service, fields: Fields): string[] {
  const table = TABLES[service];
  const must: Forms = { ...ENVELOPE, ...table.must };
  const wrong = Object.keys(must)
    .filter((name) => !(name in fields))
    .map((name) => `${name} is missing`);
  for (const [name, value] of Object.entries(fields)) {
    const form = must[name] ?? table.may[name];
    if (!form) wrong.push(`${name} is not documented`);
    else if (value === "") wrong.push(`${name} is sent empty`);
    else if (!form(value)) wrong.push(`${name} has the wrong form`);
  }
  return [...wrong, ...together(service, fields)];
}

/** Rules about several fields at once. */
function together(service: Service, fields: Fields): string[] {
  if (service === "upload_authcode") return [];
  if (service === "get_tdcode") {
    const wrong: string[] = [];
    if (fields["jspay_flag"] === "2" && !("jump_url" in fields)) wrong.push("jspay_flag 2 without jump_url");
    if (fields["pay_way"] === "DCPAY" && fields["jspay_flag"] !== "0") wrong.push("DCPAY takes jspay_flag 0 only");
    if (fields["pay_way"] === "WXZF" && fields["jspay_flag"] === "0") wrong.push("WeChat's pull QR was withdrawn");
    return wrong;
  }
  const wrong: string[] = [];
  if (!("third_order_id" in fields) && !("leshua_order_id" in fields)) wrong.push("no order is named");
  if (service === "unified_query_refund" && !("merchant_refund_id" in fields) && !("leshua_refund_id" in fields))
    wrong.push("no refund is named");
  return wrong;
}
