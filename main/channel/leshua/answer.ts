// Reads what came back from Leshua: yes, no, or nothing one may believe. Pure. It decides nothing about money; it only
// makes sure that a "yes" or a "no" was signed and that everything keeps its raw words.
import { type Fen, fen } from "../../../preload/contract/money.ts";
import type { Method } from "../../../preload/contract/status.ts";
import type { UnknownCause } from "../../../preload/contract/reason.ts";
import type { HttpAnswer } from "../http.ts";
import { startOf } from "../words.ts";
import { rawLine } from "./raw.ts";
import { type SignForm, verifyAnswer } from "./sign.ts";
import { type Fields, readXml } from "./xml.ts";

/** Who asks, and what must be echoed. `payCode` is masked in every word that is kept. */
export type Asked = {
  readonly key: string;
  readonly merchantId: string;
  readonly tradeNo: string;
  readonly method: Method;
  readonly payCode: string | null;
};

/**
 * - yes: signed, resp_code 0 and result_code 0; what it says about the trade stands in its `status`
 * - no: signed, resp_code 0 and another result_code, with its error_code (seed: resp_code is about the message only)
 * - nothing: no answer one may believe
 */
export type Said =
  | { readonly said: "yes"; readonly data: Fields; readonly note: string | null }
  | { readonly said: "no"; readonly code: string; readonly data: Fields; readonly raw: string }
  | Nothing;
export type Nothing = { readonly said: "nothing"; readonly cause: UnknownCause; readonly raw: string };

/** Order of judgement: the connection, the HTTP status, the form, resp_code, the signature, result_code (facts §5.1). */
export function readAnswer(answer: HttpAnswer, asked: Pick<Asked, "key" | "payCode">): Said {
  const nothing = (cause: UnknownCause, ...words: readonly (string | null | undefined)[]): Nothing => ({
    said: "nothing",
    cause,
    raw: rawLine(words, asked.payCode),
  });
  if (!answer.ok) return nothing(answer.failure, answer.failure, answer.detail);
  if (answer.status === 429) return nothing("rate_limited", "HTTP 429");
  if (answer.status >= 500) return nothing("server_error", `HTTP ${answer.status}`);
  if (answer.status < 200 || answer.status >= 300) return nothing("unreadable", `HTTP ${answer.status}`);
  const data = readXml(answer.text);
  if (data === null) return nothing("unreadable", "not an answer", startOf(answer.text));
  const respCode = data.get("resp_code");
  if (respCode === undefined || respCode === "") return nothing("unreadable", "no resp_code");
  // About the message, not about the money; it is not signed and nothing may follow from it.
  if (respCode !== "0") return nothing("failure_answered", `resp_code=${literal(respCode)}`, data.get("resp_msg"));
  const form = verifyAnswer(data, asked.key);
  if (form === null) return nothing("bad_signature", "signature", data.get("result_code"), data.get("error_code"));
  const resultCode = data.get("result_code");
  if (resultCode === undefined || resultCode === "") return nothing("unreadable", "no result_code");
  const note = formNote(form);
  if (resultCode === "0") return { said: "yes", data, note };
  const code = data.get("error_code") ?? "";
  const words = [`result_code=${literal(resultCode)}`, `error_code=${literal(code)}`, data.get("error_msg"), note];
  return { said: "no", code, data, raw: rawLine(words, asked.payCode) };
}

/** Which form of the signature held, where the two differ (witnessed §3: to be noted). */
export const formNote = (form: SignForm): string | null => (form === "either" ? null : `sign=${form}`);

/** A code or state as it was written, for the evidence. */
export const literal = (text: string | undefined): string => (text === undefined ? "?" : text.slice(0, 20));

/** Whether the answer is about our order: its number to the letter, and our merchant where one is named. */
export const isOurs = (data: Fields, asked: Asked): boolean =>
  data.get("third_order_id") === asked.tradeNo && isOurMerchant(data, asked);

/** A refusal may leave the number out: it is signed, and the answer to our request. What it does name must be ours. */
export const maybeOurs = (data: Fields, asked: Asked): boolean =>
  isOurMerchant(data, asked) && (!names(data, "third_order_id") || data.get("third_order_id") === asked.tradeNo);

const isOurMerchant = (data: Fields, asked: Asked): boolean =>
  !names(data, "merchant_id") || data.get("merchant_id") === asked.merchantId;

/** Whether a field is there and says something. */
export const names = (data: Fields, field: string): boolean => (data.get(field) ?? "") !== "";

export const otherOrder = (data: Fields, asked: Asked): string =>
  rawLine(["answered about", data.get("third_order_id") ?? "no order", data.get("merchant_id")], asked.payCode);

/** Whole fen as digits (seed: string, no decimals), or null. */
export function digitsFen(text: string | undefined): Fen | null {
  return text !== undefined && /^(0|[1-9]\d{0,9})$/.test(text) ? fen(Number(text)) : null;
}

/**
 * The order's amount. Some public clients read it as `account` (facts §5.3). `differs`: the two are there and disagree.
 * Settled, discounted and really paid amounts are other things and are never taken for it.
 */
export function orderAmount(data: Fields): Fen | null | "differs" {
  const [amount, account] = [data.get("amount"), data.get("account")];
  if (names(data, "amount") && names(data, "account") && amount !== account) return "differs";
  return digitsFen(names(data, "amount") ? amount : account);
}

export function channelTradeNo(data: Fields): { channelTradeNo?: string } {
  const id = data.get("leshua_order_id") ?? "";
  return /^\w{1,64}$/.test(id) ? { channelTradeNo: id } : {};
}
