// Reads what came back from Yapos: its success, its failure in words, a refusal before any payment, or nothing
// one may believe. Pure. Nothing is signed here: only the documented form speaks for an answer.
import type { UnknownCause } from "../../../preload/contract/reason.ts";
import type { HttpAnswer } from "../http.ts";
import { type Hidden, rawLine } from "./raw.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as a JSON object (not null, not a list), or null. */
export function asObject(value: unknown): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/**
 * - answer: to the request itself; null when it was never sent, for want of a token
 * - login: the login that failed, before the request or after its 401; null when none failed
 */
export type Reached =
  | { readonly answer: HttpAnswer; readonly login: HttpAnswer | null }
  | { readonly answer: null; readonly login: HttpAnswer };

/**
 * - success: 200 and SUCCESS under `result` or `result_code`
 * - fail: 200 and FAIL; `text` is what it says, "" when it says nothing
 * - refused: the documented statuses that come before any payment, with a body such as the server sends
 * - nothing: no answer one may believe
 */
export type Said =
  | { readonly said: "success"; readonly data: JsonObject }
  | { readonly said: "fail"; readonly text: string; readonly raw: string }
  | { readonly said: "refused"; readonly status: 401 | 403 | 404 | 422; readonly raw: string }
  | { readonly said: "nothing"; readonly cause: UnknownCause; readonly raw: string };

/** Order of judgement: the connection, the HTTP status, the form, then `result`. */
export function readAnswer(answer: HttpAnswer, hidden: Hidden): Said {
  const nothing = (cause: UnknownCause, ...words: readonly unknown[]): Said => ({
    said: "nothing",
    cause,
    raw: rawLine(words, hidden),
  });
  if (!answer.ok) return nothing(answer.failure, answer.failure, answer.detail);
  const { status } = answer;
  const http = `HTTP ${status}`;
  if (status === 429) return nothing("rate_limited", http);
  if (status >= 500) return nothing("server_error", http);
  const body = parsed(answer.text);
  const refused = { said: "refused", raw: rawLine([http, wordsOf(body)], hidden) } as const;
  switch (status) {
    case 200:
      return fromResult(body, hidden);
    // The token is looked at before anything else, whatever stands in the body (witnessed.md §4.11: two shapes).
    case 401:
      return { ...refused, status };
    case 403:
    case 404:
    case 422:
      return isRefusal(body) ? { ...refused, status } : nothing("unreadable", http, "not the channel's own page");
    default:
      return nothing("unreadable", http);
  }
}

function fromResult(body: unknown, hidden: Hidden): Said {
  const data = asObject(body);
  const nothing = (cause: UnknownCause, ...words: readonly unknown[]): Said => ({
    said: "nothing",
    cause,
    raw: rawLine(words, hidden),
  });
  // Another channel behind the server answers blank, its failed Alipay QR `null` (witnessed.md §4.5, §4.6).
  if (data === null)
    return nothing("unreadable", "HTTP 200", body === BLANK ? "blank" : body === null ? "null" : "not an answer");
  const said = [data["result"], data["result_code"]].filter((value) => value !== undefined && value !== null);
  const [first] = said;
  if (first === undefined) return nothing("unreadable", "HTTP 200 without result", wordsOf(data));
  if (said.some((value) => value !== first)) return nothing("contradiction", "result", ...said);
  if (first === "SUCCESS") return { said: "success", data };
  if (first !== "FAIL") return nothing("unlisted_state", "result", first, wordsOf(data));
  const text = wordsOf(data);
  return { said: "fail", text, raw: rawLine(["FAIL", text || "without a word"], hidden) };
}

const BLANK = Symbol("blank");

/** Blank (the server renders one blank, or nothing), JSON of any kind, or undefined for any other page. */
function parsed(text: string): unknown {
  if (text.trim() === "") return BLANK;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** What the server puts beside 403, 404 and 422: blank, `null`, or JSON that speaks of no result. */
function isRefusal(body: unknown): boolean {
  if (body === BLANK || body === null) return true;
  const data = asObject(body);
  return data !== null && data["result"] === undefined && data["result_code"] === undefined;
}

/** An answer's own words: a failure's err_message (Alipay's refund: message), or the details of a JSON:API error. */
export function wordsOf(body: unknown): string {
  const data = asObject(body);
  if (data === null) return "";
  for (const name of ["err_message", "message", "error"]) {
    const value = data[name];
    if (typeof value === "string" && value.trim() !== "") return value.trim();
  }
  const errors: readonly unknown[] = Array.isArray(data["errors"]) ? data["errors"] : [];
  return errors
    .map((error) => asObject(error)?.["detail"])
    .filter((detail) => typeof detail === "string")
    .join(" ")
    .trim();
}

/** Why there is no token, for the evidence: "login: HTTP 401 账户名或密码错误". */
export function loginWords({ login }: Reached, hidden: Hidden): string {
  if (login === null) return "";
  const said = login.ok ? `HTTP ${login.status}` : login.failure;
  const without = login.ok && login.status === 200 ? "without a token" : "";
  return rawLine(["login:", said, without, login.ok ? wordsOf(parsed(login.text)) : login.detail], hidden);
}
