// What may be kept of an answer's own words: short, in one line, and without any run of digits that could be
// a pay code. Pure.

const MAX_CHARS = 120;

/**
 * Digits, also split by blanks or dashes, that have the shape of a pay code: 16 to 24 of them with one of the prefixes
 * of facts §6.1. Our own trade and refund numbers begin with 9 and 8 and stay readable.
 */
const CODE_LIKE = /(?<!\d)(?:1[0-5]|2[5-9]|30|62|01)(?:[\s-]?\d){14,22}(?!\d)/g;

/** Shows only the last four digits of anything that looks like a pay code, and of `code` wherever it stands. */
export function maskCodes(text: string, code: string | null = null): string {
  const known = code === null || code === "" ? text : text.replaceAll(code, `****${code.slice(-4)}`);
  return known.replace(CODE_LIKE, (digits) => `****${digits.slice(-4)}`);
}

/** The evidence line kept beside an outcome. */
export function rawLine(parts: readonly unknown[], code: string | null = null): string {
  const text = parts
    .filter((part) => typeof part === "string" || typeof part === "number")
    .map(String)
    .join(" ")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  const chars = [...maskCodes(text, code)];
  return chars.length <= MAX_CHARS ? chars.join("") : `${chars.slice(0, MAX_CHARS - 1).join("")}…`;
}

/** Fields that hold numbers of orders, merchants and refunds, which may look like a code and are none. */
const IS_NUMBER_FIELD = /(^|_)(id|no)$/;

/** A decoded answer for the console: the same shape, with every pay code masked. */
export function maskDeep(value: unknown, code: string | null, name = ""): unknown {
  if (typeof value === "string") return maskText(value, code, name);
  if (Array.isArray(value)) return value.map((item: unknown) => maskDeep(item, code, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskDeep(item, code, key)]));
}

function maskText(text: string, code: string | null, name: string): string {
  if (name === "auth_code") return `****${text.slice(-4)}`;
  if (IS_NUMBER_FIELD.test(name) && text !== code) return text;
  return maskCodes(text, code);
}
