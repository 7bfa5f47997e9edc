// Words that come from a channel and words that go to one, as every channel treats them: what is kept of an answer is
// short, in one line, and shows of anything like a pay code its last four digits alone. Pure.

/**
 * Digits, also split by blanks or dashes, that have the shape of a pay code: 16 to 24 of them with one of the prefixes
 * of facts §6.1. Our own trade and refund numbers begin with 9 and 8 and stay readable.
 */
const CODE_LIKE = /(?<!\d)(?:1[0-5]|2[5-9]|30|62|01)(?:[\s-]?\d){14,22}(?!\d)/g;

export const tailOf = (code: string): string => `****${code.slice(-4)}`;

/** Shows only the last four digits of anything that looks like a pay code. */
export const maskCodeLike = (text: string): string => text.replace(CODE_LIKE, tailOf);

/** Shows only the last four digits of this very code, wherever it stands. */
export const maskCode = (text: string, code: string | null): string =>
  code === null || code === "" ? text : text.replaceAll(code, tailOf(code));

const PEEKED = 1000;
const SHOWN = 60;

/** How an answer begins that could not be read. Masked before it is cut: the first half of a code is a code. */
export const startOf = (text: string): string => maskCodeLike(text.slice(0, PEEKED)).slice(0, SHOWN);

/**
 * Words for "somewhere behind it broke, or takes long": system errors of the wallets (facts §6.2, §6.3), of a gateway and of
 * the network below it. Whatever else says them, they are no judgement of what was asked.
 */
const UNCLEAR: readonly RegExp[] = [
  /\b(SYSTEM[_ ]?ERROR|BANK[_ ]?ERROR|USER[_ ]?PAYING|UNKNOWN?|UNKNOW[-_ ]ERROR|BIZERR_NEED_RETRY|TIME[_ ]?OUT|TIMED OUT)\b/i,
  /\b(E(SOCKET)?TIMED?OUT|ECONN\w+|EPIPE|EAI_AGAIN|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|socket hang up|(un|not )available)\b/i,
  /\b(service|gateway|network|internal|server)\b.*\b(unavailable|error|busy|fail\w*)\b/i,
  /SYSTEM_ERROR|SYSTEMERROR|BANKERROR|USERPAYING|TRADE_HAS_SUCCESS|ORDERPAID|OUT_TRADE_NO_USED|^(20000|10003)$/i,
  /系统(错误|繁忙|异常|忙)|服务(异常|繁忙|不可用)|(网络|通[讯信]|连接)(异常|错误|失败|超时|中断)|银行系统异常|超时|处理中|支付中|等待.*(付款|支付)|未知|已支付|稍[后候]/,
];

export const saysUnclear = (text: string): boolean => UNCLEAR.some((form) => form.test(text.slice(0, PEEKED)));

/** The evidence line kept beside an outcome: the texts and numbers among `parts`, masked, at most `maxChars` long. */
export function evidenceLine(parts: readonly unknown[], maxChars: number, mask: (text: string) => string): string {
  const text = parts
    .filter((part) => typeof part === "string" || typeof part === "number")
    .map(String)
    .join(" ")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  const chars = [...mask(text)];
  return chars.length <= maxChars ? chars.join("") : `${chars.slice(0, maxChars - 1).join("")}…`;
}

/** No documented answer is nested deeper than a few levels; a hostile one must not end the program that shows it. */
const MOST_LEVELS = 64;

/** A decoded answer for the console: the same shape, each value of it as `mask` shows it under its name. */
export function maskEach(
  value: unknown,
  mask: (leaf: unknown, name: string) => unknown,
  name = "",
  level = 0,
): unknown {
  if (typeof value !== "object" || value === null) return mask(value, name);
  if (level === MOST_LEVELS) return "…";
  if (Array.isArray(value)) return value.map((item: unknown) => maskEach(item, mask, name, level + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskEach(item, mask, key, level + 1)]));
}

/** A text of ours as a channel takes it: one line without control characters, at most `maxBytes` of UTF-8. */
export function plainText(text: string, otherwise: string, maxBytes: number): string {
  let out = "";
  let bytes = 0;
  for (const char of text.replace(/[\s\p{Cc}\p{Cs}]+/gu, " ").trim()) {
    bytes += Buffer.byteLength(char);
    if (bytes > maxBytes) break;
    out += char;
  }
  return out.trim() || otherwise;
}
