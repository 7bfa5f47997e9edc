// Reads what came back from 慧收银: a code with its data, or nothing one may believe. Pure. Answers carry no signature
// (facts §2.1): the only proof that one is about our payment is that it names our order.
import type { UnknownCause } from "../../../preload/contract/reason.ts";
import type { HttpAnswer } from "../http.ts";
import { startOf } from "../words.ts";
import { CODES, type CodeMeaning, ORDER_STATES, type StateMeaning } from "./codes.ts";
import { type Hidden, rawLine } from "./raw.ts";
import type { JsonObject } from "./sign.ts";

/** Who asks, and what must be echoed; `hidden` is masked in every word that is kept. */
export type Asked = { readonly appId: string; readonly tradeNo: string; readonly hidden: Hidden };

/**
 * - code: HTTP 2xx, a JSON object with a whole `code` (else `status`); `meaning` undefined when it is not listed
 * - nothing: no answer one may believe
 */
export type Said =
  | {
      readonly said: "code";
      readonly code: number;
      readonly meaning: CodeMeaning | undefined;
      readonly msg: string;
      readonly data: JsonObject;
    }
  | { readonly said: "nothing"; readonly cause: UnknownCause; readonly raw: string };

export function readAnswer(answer: HttpAnswer, hidden: Hidden): Said {
  const nothing = (cause: UnknownCause, ...words: readonly unknown[]): Said => ({
    said: "nothing",
    cause,
    raw: rawLine(words, hidden),
  });
  if (!answer.ok) return nothing(answer.failure, answer.failure, answer.detail);
  const body = jsonObject(answer.text);
  const code = body === null ? null : codeOf(body);
  if (answer.status < 200 || answer.status >= 300)
    return nothing(httpCause(answer.status, code), `HTTP ${answer.status}`, code, body?.["msg"]);
  if (body === null) return nothing("unreadable", "not an answer", startOf(answer.text));
  if (code === null) return nothing("unreadable", "no code", body["msg"]);
  const msg = typeof body["msg"] === "string" ? body["msg"] : "";
  return { said: "code", code, meaning: CODES.get(code), msg, data: dataOf(body) };
}

function httpCause(status: number, code: number | null): UnknownCause {
  if (status === 429) return "rate_limited";
  if (status >= 500) return "server_error";
  return code === null ? "unreadable" : "failure_answered";
}

/** The field tables call it `status`, every example calls it `code`. */
const codeOf = (body: JsonObject): number | null => wholeNumber(names(body, "code") ? body["code"] : body["status"]);

/** Nested under `data` in the examples, flat in the field tables. `[]` is how some servers write an empty object. */
export function dataOf(body: JsonObject): JsonObject {
  if (names(body, "data")) return asObject(body["data"]) ?? {};
  const { code: _code, status: _status, msg: _msg, ...rest } = body;
  return rest;
}

export function jsonObject(text: string): JsonObject | null {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The value as a JSON object (not null, not a list), or null. */
export function asObject(value: unknown): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** A whole number, as a JSON number or as its one plain decimal spelling; anything else is null. */
export function wholeNumber(value: unknown): number | null {
  if (typeof value === "string" && /^(0|-?[1-9]\d{0,14})$/.test(value)) return Number(value);
  return typeof value === "number" && Number.isSafeInteger(value) ? value : null;
}

/** Whether a field is there and says something. */
export const names = (data: JsonObject, field: string): boolean => data[field] !== undefined && data[field] !== null;

/** order_status as the table has it; undefined when it is missing or not listed. */
export function stateOf(data: JsonObject): StateMeaning | undefined {
  const state = wholeNumber(data["order_status"]);
  return state === null ? undefined : ORDER_STATES.get(state);
}

/** The state as it was written, for the evidence. */
export function stateWords(data: JsonObject): string {
  const value = data["order_status"];
  if (!names(data, "order_status")) return "";
  return `order_status=${typeof value === "string" || typeof value === "number" ? String(value).slice(0, 20) : "?"}`;
}

/** Whether the answer is about our order: its number to the letter, and our app where one is named. */
export const isOurs = (data: JsonObject, asked: Asked): boolean =>
  data["order_id"] === asked.tradeNo && (!names(data, "app_id") || data["app_id"] === asked.appId);

/** Whether it names somebody else's order; naming none at all is how failures are documented (`data: {}`). */
export const isOthers = (data: JsonObject, asked: Asked): boolean =>
  (names(data, "order_id") || names(data, "app_id")) && !isOurs({ order_id: asked.tradeNo, ...data }, asked);

export const othersWords = (data: JsonObject, { hidden }: Asked): string =>
  rawLine(["answered about", data["order_id"] ?? "no order", data["app_id"]], hidden);
