// The peer's own reading of a request: method, path, JSON:API body, token. It shares nothing with the adapter; every
// departure from the documents is a sentence.
import { createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";

export type CallName = "login" | "gathering" | "refund" | "wechat_payment" | "alipay_payment";
export const CALL_NAMES: readonly CallName[] = ["login", "gathering", "refund", "wechat_payment", "alipay_payment"];

/** running: the server's own routes · seed: the page prints /v1/gathering for everything but the login. */
export type Routes = "running" | "seed";

export type Attributes = Readonly<Record<string, unknown>>;

const FIELDS: Readonly<Record<CallName, readonly string[]>> = {
  login: ["login_name", "password"],
  gathering: ["sid", "auth_code", "total_amount"],
  refund: ["merchant_trade_no"],
  wechat_payment: ["sid", "total_amount"],
  alipay_payment: ["sid", "total_amount"],
};

/** The call a request is, or null when there is no such route. */
export function callOf(path: string, attributes: Attributes | null, routes: Routes): CallName | null {
  const name = path.replace(/^\/v1\//, "");
  if (path !== `/v1/${name}`) return null;
  if (routes === "running" || name === "login") return CALL_NAMES.find((known) => known === name) ?? null;
  if (name !== "gathering" || attributes === null) return null;
  if ("merchant_trade_no" in attributes) return "refund";
  return "auth_code" in attributes ? "gathering" : "wechat_payment";
}

/** The attributes of a JSON:API body, or null. */
export function attributesOf(text: string): Attributes | null {
  try {
    const body: unknown = JSON.parse(text);
    const attributes = at(at(body, "data"), "attributes");
    return typeof attributes === "object" && attributes !== null ? { ...attributes } : null;
  } catch {
    return null;
  }
}

function at(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && name in value ? Reflect.get(value, name) : undefined;
}

/** Sentences for everything about the envelope that is not as documented. */
export function wrongEnvelope(request: IncomingMessage, text: string, call: CallName | null): string[] {
  const problems: string[] = [];
  if (request.method !== "POST") problems.push(`method ${request.method}`);
  if (request.headers["content-type"] !== "application/json")
    problems.push(`content type ${request.headers["content-type"] ?? "is missing"}`);
  if (call === null) return [...problems, `no such path: ${request.url}`];
  const attributes = attributesOf(text);
  if (attributes === null) return [...problems, "the body is not {data: {type, attributes}}"];
  const type = call === "login" ? "users" : "pays";
  if (JSON.stringify(JSON.parse(text)) !== JSON.stringify({ data: { type, attributes } }))
    problems.push(`the body is not exactly {data: {type: ${type}, attributes}}`);
  problems.push(...wrongFields(call, attributes));
  if (call === "login" && request.headers.authorization !== undefined) problems.push("a login with a token");
  if (call !== "login" && request.headers.authorization === undefined) problems.push("no token was sent");
  return problems;
}

const FORMS: Readonly<Record<string, (value: unknown) => boolean>> = {
  login_name: (value) => typeof value === "string" && value !== "",
  password: (value) => typeof value === "string" && value !== "",
  sid: (value) => typeof value === "string" && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(value),
  auth_code: (value) => typeof value === "string" && /^\d{16,24}$/.test(value),
  total_amount: (value) => typeof value === "number" && Number.isSafeInteger(value) && value > 0,
  merchant_trade_no: (value) => typeof value === "string" && value !== "",
};

function wrongFields(call: CallName, attributes: Attributes): string[] {
  const must = FIELDS[call];
  const missing = must.filter((name) => !(name in attributes)).map((name) => `${name} is missing`);
  const others = Object.keys(attributes).flatMap((name) => {
    if (!must.includes(name)) return [`${name} is not documented`];
    return FORMS[name]?.(attributes[name]) ? [] : [`${name} has the wrong form`];
  });
  return [...missing, ...others];
}

const LIFE_S = 24 * 3600;
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const sealed = (text: string, secret: string) => createHmac("sha256", secret).update(text).digest("base64url");

/** HS256 with login_name and exp, as the server makes it (facts §1.2). `turn` makes every login's token another one. */
export function makeToken(loginName: string, secret: string, turn: number): string {
  const exp = Math.floor(Date.now() / 1000) + LIFE_S;
  const text = `${part({ alg: "HS256" })}.${part({ login_name: loginName, exp, turn })}`;
  return `${text}.${sealed(text, secret)}`;
}

export function isToken(token: string, secret: string): boolean {
  const [head = "", payload = "", seal = ""] = token.split(".");
  if (sealed(`${head}.${payload}`, secret) !== seal) return false;
  const exp = at(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")), "exp");
  return typeof exp === "number" && exp > Date.now() / 1000;
}
