// Reads what came back from PayServer: a JSON object, its error form, or nothing one may believe. Pure. It decides
// nothing about money and never looks at `ret`, which says success for paying and refunded orders too.
import { type Fen, fen } from "../../../preload/contract/money.ts";
import type { UnknownCause } from "../../../preload/contract/reason.ts";
import type { HttpAnswer } from "../http.ts";
import { startOf } from "../words.ts";
import { type Hidden, NOTHING_HIDDEN, rawLine } from "./raw.ts";

export type JsonObject = { readonly [name: string]: unknown };

/** The documented error body; `code` may be a number or a text (witnessed.md M4). */
export type ServerError = {
  readonly said: "error";
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly description: string;
};

export type Said =
  | { readonly said: "yes"; readonly body: JsonObject }
  | ServerError
  | { readonly said: "nothing"; readonly cause: UnknownCause; readonly raw: string };

export function readAnswer(answer: HttpAnswer, hidden: Hidden = NOTHING_HIDDEN): Said {
  const nothing = (cause: UnknownCause, ...words: readonly unknown[]): Said => ({
    said: "nothing",
    cause,
    raw: rawLine(words, hidden),
  });
  if (!answer.ok) return nothing(answer.failure, answer.failure, answer.detail);
  const { status } = answer;
  const http = `HTTP ${status}`;
  if (status === 429) return nothing("rate_limited", http);
  const body = jsonObject(answer.text);
  if (status === 200 || status === 201)
    return body ? { said: "yes", body } : nothing("unreadable", http, startOf(answer.text));
  const error = body && asError(body, status);
  return error ?? nothing(status >= 500 ? "server_error" : "unreadable", http, startOf(answer.text));
}

/** A body as the documented error, or null when it is none. */
export function asError(body: JsonObject, status: number): ServerError | null {
  const { code, message, description } = body;
  if (typeof message !== "string" || (typeof code !== "number" && typeof code !== "string")) return null;
  const text = typeof description === "string" ? description : "";
  return { said: "error", status, code: String(code), message, description: text };
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

/** A list answer's items, or null when it is none. */
export function itemsOf(body: JsonObject, field = "items"): readonly JsonObject[] | null {
  const items = body[field];
  if (!Array.isArray(items)) return null;
  const objects: JsonObject[] = [];
  for (const item of items) {
    const object = asObject(item);
    if (object === null) return null;
    objects.push(object);
  }
  return objects;
}

/** Whether a field is there and says something. */
export const names = (data: JsonObject, field: string): boolean => data[field] !== undefined && data[field] !== null;

export const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

/** 0 or 1, as a number or as text. */
export const flagOf = (value: unknown): boolean => value === 1 || value === "1";

/**
 * Whole fen, or null: a JSON number, or the plain decimal spelling that the DECIMAL(12,4) column may come back as when it
 * was filled from text ("50", "50.0000"). Never rounds.
 */
export function fenOf(value: unknown): Fen | null {
  if (typeof value === "number") return Number.isSafeInteger(value) && value >= 0 ? fen(value) : null;
  const digits = typeof value === "string" ? /^(0|[1-9]\d{0,14})(?:\.0{1,4})?$/.exec(value)?.[1] : undefined;
  return digits === undefined ? null : fen(Number(digits));
}
