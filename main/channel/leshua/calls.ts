// Every documented call of Leshua for the channel console and `cli call`, by its `service`: the fields as the seed and
// the vendor's pages name them, without those the till fills in. An answer comes back decoded and said to be verified
// only if it was; no key and no pay code comes back at all.
import { z } from "zod";
import type { CallAnswer, DocumentedCall } from "../channel.ts";
import type { HttpAnswer } from "../http.ts";
import { readAnswer } from "./answer.ts";
import { type Secrets, maskFields, maskValue } from "./raw.ts";
import type { FormFields, Service, Wire } from "./wire.ts";
import { readXml } from "./xml.ts";

const text = (max: number) => z.string().min(1).max(max);
/** Letters and digits only (facts §5.1). */
const number = z.string().regex(/^[A-Za-z0-9]{1,64}$/);
/** The wire has digits; a whole number is the same thing. */
const digits = (most: number) =>
  z
    .union([z.string(), z.number().int().transform(String)])
    .refine((value) => /^[1-9]\d*$/.test(value) && value.length <= most, { error: "digits" });
/** Fen. */
const amount = digits(10);
const url = text(128).regex(/^https?:\/\/[^\s]+$|^https?%3a%2f%2f[^\s]+$/i);
/** 汉字、英文字母、数字 (seed). */
const shopWord = z.string().regex(/^[\p{Script=Han}A-Za-z0-9]{1,16}$/u);

/** Optional fields of both ways to pay. */
const described = {
  notify_url: url.exactOptional(),
  client_ip: text(16).exactOptional(),
  body: text(256)
    .regex(/^\P{Cc}+$/u)
    .exactOptional(),
  shop_no: shopWord.exactOptional(),
  pos_no: shopWord.exactOptional(),
  attach: text(96).exactOptional(),
  limit_pay: z.enum(["0", "1"]).exactOptional(),
  goods_tag: text(32).exactOptional(),
  goods_detail: text(512).exactOptional(),
  hb_fq_num: z.enum(["3", "6", "12"]).exactOptional(),
  Source: text(64).exactOptional(),
  extend_business_params: text(512).exactOptional(),
  royalty: text(512).exactOptional(),
  // witnessed §3: one of the newer clients sends it.
  t0: text(8).exactOptional(),
};

const uploadAuthcode = z.strictObject({
  auth_code: z.string().regex(/^\d{16,24}$/),
  third_order_id: number,
  amount,
  ...described,
});

const getTdcode = z
  .strictObject({
    pay_way: z.enum(["WXZF", "ZFBZF", "UPSMZF", "DCPAY"]),
    // 0 QR · 1 in the wallet's own page · 2 simple · 3 mini program
    jspay_flag: z.enum(["0", "1", "2", "3"]),
    third_order_id: number,
    amount,
    appid: text(64).exactOptional(),
    sub_openid: text(128).exactOptional(),
    jump_url: url.exactOptional(),
    order_expiration: digits(10).exactOptional(),
    ...described,
  })
  .refine((input) => input.pay_way !== "DCPAY" || input.jspay_flag === "0", { error: "DCPAY: jspay_flag 0" });

/** The later one wins when both are given (facts §5.3). */
const order = { third_order_id: number.exactOptional(), leshua_order_id: number.exactOptional() };
const namesOrder = (input: { third_order_id?: string; leshua_order_id?: string }): boolean =>
  input.third_order_id !== undefined || input.leshua_order_id !== undefined;
const ORDER_WANTED = { error: "third_order_id or leshua_order_id" };

const INPUTS: Readonly<Record<Service, z.ZodType<FormFields>>> = {
  upload_authcode: uploadAuthcode,
  get_tdcode: getTdcode,
  query_status: z.strictObject(order).refine(namesOrder, ORDER_WANTED),
  close_order: z.strictObject(order).refine(namesOrder, ORDER_WANTED),
  unified_refund: z
    .strictObject({
      ...order,
      merchant_refund_id: number,
      refund_amount: amount,
      notify_url: url.exactOptional(),
      attach: text(96).exactOptional(),
    })
    .refine(namesOrder, ORDER_WANTED),
  unified_query_refund: z
    .strictObject({
      ...order,
      merchant_refund_id: number.exactOptional(),
      leshua_refund_id: number.exactOptional(),
    })
    .refine(namesOrder, ORDER_WANTED)
    .refine((input) => input.merchant_refund_id !== undefined || input.leshua_refund_id !== undefined, {
      error: "merchant_refund_id or leshua_refund_id",
    }),
};

const SERVICES: readonly Service[] = [
  "upload_authcode",
  "get_tdcode",
  "query_status",
  "close_order",
  "unified_refund",
  "unified_query_refund",
];

/** The calls over a wire. `jumpUrl` stands in where jspay_flag 2 requires an address and none is given. */
export function documentedCalls(wire: Wire, jumpUrl: string): readonly DocumentedCall[] {
  return SERVICES.map((service) => ({
    name: service,
    input: INPUTS[service],
    async send(input, timeoutMs) {
      const checked = INPUTS[service].parse(input);
      const fields = checked["jspay_flag"] === "2" ? { jump_url: jumpUrl, ...checked } : checked;
      const answer = await wire.ask(service, fields, timeoutMs);
      return callAnswer(answer, wire, checked["auth_code"] ?? null);
    },
  }));
}

function callAnswer(answer: HttpAnswer, wire: Wire, code: string | null): CallAnswer {
  if (!answer.ok) return { verified: false, status: null, headers: {}, body: null, failure: answer.failure };
  const said = readAnswer(answer, { key: wire.key, payCode: code });
  const secrets: Secrets = { code, keys: wire.keys };
  const headers = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [name, maskValue(value, secrets)]),
  );
  const fields = readXml(answer.text);
  const body = fields === null ? maskValue(answer.text.slice(0, 2000), secrets) : maskFields(fields, secrets);
  const base = { status: answer.status, headers, body };
  if (said.said === "nothing") return { ...base, verified: false, failure: said.cause };
  // A refusal is a verified answer too: its error_code stands in the body.
  return { ...base, verified: true };
}
