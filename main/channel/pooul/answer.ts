// Reads what came back from Pooul: yes, no, or nothing one may believe. Pure. It decides nothing about money;
// it only makes sure that a "yes" was signed and that everything else keeps its raw words.
import type { KeyObject } from "node:crypto";
import type { UnknownCause } from "../../../preload/contract/reason.ts";
import type { HttpAnswer } from "../http.ts";
import { saysUnclear, startOf } from "../words.ts";
import { rawLine } from "./raw.ts";
import { type JsonObject, asObject, looksLikeJws, verifyJws } from "./sign.ts";

/** Who asks, and what must be echoed. `payCode` is masked in every word that is kept. */
export type Asked = {
  readonly key: KeyObject;
  readonly merchantId: string;
  readonly tradeNo: string;
  readonly payCode: string | null;
  /** Codes that mean "no such order"; the vendor's old one when nothing is set. */
  readonly missingCodes?: ReadonlySet<number>;
};

/** 301 is the vendor's v1 number for "order missing" (facts §4.4); v2's own numbers are not published [NF]. */
export const MISSING_CODES: ReadonlySet<number> = new Set([301]);

/** The vendor's v1 number for "the wallet did not answer in time" (facts §4.4). */
const CHANNEL_TIMEOUT = 601;

/**
 * - yes: signed by Pooul, code 0
 * - no: code other than 0; signed or not, because Pooul sends its failures as plain JSON (facts §4.1). A "no" is about
 *   the request, never about the money: it may stand after a payment that went through
 * - nothing: no answer one may believe
 */
export type Said =
  | { readonly said: "yes"; readonly msg: unknown; readonly data: JsonObject | null }
  | {
      readonly said: "no";
      readonly missing: "order" | "refund" | null;
      /** No judgement of the request: something behind Pooul broke or took too long. */
      readonly isUnclear: boolean;
      readonly raw: string;
    }
  | { readonly said: "nothing"; readonly cause: UnknownCause; readonly raw: string };

/** Order of judgement: the connection, the HTTP status, the signature, then `code`. */
export function readAnswer(answer: HttpAnswer, asked: Pick<Asked, "key" | "payCode" | "missingCodes">): Said {
  const nothing = (cause: UnknownCause, ...words: readonly unknown[]): Said => ({
    said: "nothing",
    cause,
    raw: rawLine(words, asked.payCode),
  });
  if (!answer.ok) return nothing(answer.failure, answer.failure, answer.detail);
  if (answer.status === 429) return nothing("rate_limited", "HTTP 429");
  const broken: UnknownCause = answer.status >= 500 ? "server_error" : "unreadable";
  const http = answer.status === 200 ? "" : `HTTP ${answer.status}`;
  const text = answer.text.trim();
  if (looksLikeJws(text)) {
    const body = verifyJws(text, asked.key);
    if (body === null) return nothing("bad_signature", http, "signature");
    return fromBody(body, asked) ?? (isOk(answer.status) ? yes(body) : nothing(broken, http, body["msg"]));
  }
  const body = plainJson(text);
  if (body === null) return nothing(broken, http || "not an answer", http === "" ? "" : startOf(text));
  const refusal = fromBody(body, asked);
  if (refusal) return refusal;
  // A success is signed, always: one that is not was made by somebody else on the way.
  return wholeNumber(body["code"]) === 0 ? nothing("bad_signature", "unsigned", body["msg"]) : nothing(broken, http);
}

const isOk = (status: number): boolean => status >= 200 && status < 300;

function yes(body: JsonObject): Said {
  if (wholeNumber(body["code"]) !== 0) return { said: "nothing", cause: "unreadable", raw: "no code" };
  return { said: "yes", msg: body["msg"], data: asObject(body["data"]) };
}

/** A failure with its code, or null when the body has none. */
function fromBody(
  body: JsonObject,
  { payCode, missingCodes = MISSING_CODES }: Pick<Asked, "payCode" | "missingCodes">,
): Said | null {
  const code = wholeNumber(body["code"]);
  if (code === null || code === 0) return null;
  const msg = typeof body["msg"] === "string" ? body["msg"] : "";
  const isUnclear = code === CHANNEL_TIMEOUT || saysUnclear(msg);
  return { said: "no", missing: missing(code, msg, missingCodes), isUnclear, raw: rawLine([code, msg], payCode) };
}

const REFUND_MISSING = /退款(单|单号|订单|记录)?\s*(不存在|未找到|找不到)|refund (not found|does not exist|not exist)/i;
const ORDER_MISSING =
  /(订单|订单号|单号|交易|交易单)\s*(不存在|未找到|找不到)|(查无|没有|无)此(订单|单|交易)|(order|trade) (not found|does not exist|not exist)|ORDERNOTEXIST/i;

/** The numbers are a setting and the words may be any, so either counts. */
function missing(code: number, msg: string, codes: ReadonlySet<number>): "order" | "refund" | null {
  if (REFUND_MISSING.test(msg)) return "refund";
  return codes.has(code) || ORDER_MISSING.test(msg) ? "order" : null;
}

function plainJson(text: string): JsonObject | null {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return null;
  }
}

/** A whole number, as a JSON number or as its one plain decimal spelling; anything else is null. */
export function wholeNumber(value: unknown): number | null {
  if (typeof value === "string" && /^(0|-?[1-9]\d{0,14})$/.test(value)) return Number(value);
  return typeof value === "number" && Number.isSafeInteger(value) ? value : null;
}

/** A state as it was written, for the evidence. */
export function literal(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value).slice(0, 20) : typeof value;
}

/** Whether the answer is about our order: its number to the letter, and our merchant where one is named. */
export function isOurs(data: JsonObject | null, asked: Asked): data is JsonObject {
  if (data?.["mch_trade_id"] !== asked.tradeNo) return false;
  return !names(data, "merchant_id") || data["merchant_id"] === asked.merchantId;
}

/** Whether a field is there and says something. */
export const names = (data: JsonObject, field: string): boolean => data[field] !== undefined && data[field] !== null;
