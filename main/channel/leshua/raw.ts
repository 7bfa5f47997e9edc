// What may be kept of an answer's own words: short, in one line, without a key and without any run of digits that
// could be a pay code. Pure.
import type { Fields } from "./xml.ts";

const MAX_CHARS = 120;

/**
 * Digits, also split by blanks or dashes, that have the shape of a pay code: 16 to 24 of them with one of the prefixes
 * of facts §6.1. Our own trade and refund numbers begin with 9 and 8 and stay readable.
 */
const CODE_LIKE = /(?<!\d)(?:1[0-5]|2[5-9]|30|62|01)(?:[\s-]?\d){14,22}(?!\d)/g;

const tailOf = (text: string): string => `****${text.slice(-4)}`;

/** Shows only the last four digits of anything that looks like a pay code, and of `code` wherever it stands. */
export function maskCodes(text: string, code: string | null = null): string {
  const known = code === null || code === "" ? text : text.replaceAll(code, tailOf(code));
  return known.replace(CODE_LIKE, tailOf);
}

/** The evidence line kept beside an outcome. */
export function rawLine(parts: readonly (string | null | undefined)[], code: string | null = null): string {
  const text = parts
    .filter((part) => part !== null && part !== undefined)
    .join(" ")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  const chars = [...maskCodes(text, code)];
  return chars.length <= MAX_CHARS ? chars.join("") : `${chars.slice(0, MAX_CHARS - 1).join("")}…`;
}

export type Secrets = { readonly code: string | null; readonly keys: readonly string[] };

/** Fields that hold numbers of orders, merchants and refunds, which may look like a pay code and are none. */
const IS_NUMBER_FIELD = /(^|_)(id|no)$/;

/** One value of an answer, for the console: whatever is secret in it masked. */
export function maskValue(text: string, secrets: Secrets, name = ""): string {
  const clean = secrets.keys.reduce((shown, key) => shown.replaceAll(key, "****"), text);
  if (name === "auth_code") return tailOf(clean);
  return IS_NUMBER_FIELD.test(name) && clean !== secrets.code ? clean : maskCodes(clean, secrets.code);
}

/** The fields of an answer as an object. */
export const maskFields = (fields: Fields, secrets: Secrets): Readonly<Record<string, string>> =>
  Object.fromEntries([...fields].map(([name, value]) => [name, maskValue(value, secrets, name)]));
