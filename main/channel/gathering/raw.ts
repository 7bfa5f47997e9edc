// What may be kept of an answer's own words: short, in one line, without password, token and any run of digits
// that could be a pay code. Pure.

/** What the store keeps of it (main/payment/judge.ts). */
const MAX_CHARS = 200;

/**
 * Digits, also split by blanks or dashes, that have the shape of a pay code: 16 to 24 of them with one of the prefixes
 * of facts §6.1. The server's own order numbers begin with the year (20…) and stay readable.
 */
const CODE_LIKE = /(?<!\d)(?:1[0-5]|2[5-9]|30|62|01)(?:[\s-]?\d){14,22}(?!\d)/g;

/** What must never be shown: password and tokens, and the pay code of the payment in hand. */
export type Hidden = { readonly secrets: readonly string[]; readonly payCode: string | null };

/** The form of a token in a header or in words. */
const BEARER = /\bBearer\s+[\w.~+/=-]+/gi;

function hide(text: string, { secrets, payCode }: Hidden): string {
  const known = payCode === null || payCode === "" ? text : text.replaceAll(payCode, `****${payCode.slice(-4)}`);
  const open = secrets
    .filter((secret) => secret !== "")
    .reduce((said, secret) => said.replaceAll(secret, "****"), known);
  return open.replace(BEARER, "Bearer ****");
}

const maskCodes = (text: string, hidden: Hidden): string =>
  hide(text, hidden).replace(CODE_LIKE, (digits) => `****${digits.slice(-4)}`);

/** The evidence line kept beside an outcome. */
export function rawLine(parts: readonly unknown[], hidden: Hidden): string {
  const text = parts
    .filter((part) => typeof part === "string" || typeof part === "number")
    .map(String)
    .join(" ")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  const chars = [...maskCodes(text, hidden)];
  return chars.length <= MAX_CHARS ? chars.join("") : `${chars.slice(0, MAX_CHARS - 1).join("")}…`;
}

/** Fields that hold numbers of orders and wallets, which may look like a code and are none. */
const IS_NUMBER_FIELD = /(^|_)(id|no)$/;

/** A decoded answer for the console: the same shape, with every secret and every pay code masked. */
export function maskDeep(value: unknown, hidden: Hidden, name = ""): unknown {
  if (typeof value === "string") return maskText(value, hidden, name);
  if (Array.isArray(value)) return value.map((item: unknown) => maskDeep(item, hidden, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskDeep(item, hidden, key)]));
}

function maskText(text: string, hidden: Hidden, name: string): string {
  if (name === "auth_code") return `****${text.slice(-4)}`;
  if (name === "authorization" || name === "set-cookie") return "****";
  return IS_NUMBER_FIELD.test(name) ? hide(text, hidden) : maskCodes(text, hidden);
}
