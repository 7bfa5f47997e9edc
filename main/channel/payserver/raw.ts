// What may be kept of an answer's own words: short, in one line, without a pay code and without the token. Pure.
import { evidenceLine, maskEach, tailOf } from "../words.ts";

const MAX_CHARS = 180;

/**
 * Digits of the shape of a pay code (facts §6.1). Our own trade and refund numbers begin with 9 and 8 and stay
 * readable; a wallet's number of 28 digits does too.
 */
const CODE_LIKE = /(?<!\d)(?:1[0-5]\d{16}|(?:2[5-9]|30)\d{14,22}|(?:62|01)\d{17})(?!\d)/g;
/** payParams comes as an object or as JSON text (witnessed.md C57). */
const IN_JSON_TEXT = /(payBarCode\\*"\s*:\s*\\*")([^"\\]*)/g;

/** `secrets`: texts that must not appear at all; pay codes keep their last four digits. */
export type Hidden = { readonly codes: readonly string[]; readonly token?: string };

export const NOTHING_HIDDEN: Hidden = { codes: [] };

export function maskText(text: string, hidden: Hidden): string {
  return maskKnown(text, hidden).replace(CODE_LIKE, tailOf);
}

function maskKnown(text: string, { codes, token }: Hidden): string {
  let out = token === undefined || token === "" ? text : text.replaceAll(token, "****");
  for (const code of codes) if (code !== "") out = out.replaceAll(code, tailOf(code));
  return out.replace(IN_JSON_TEXT, (_all, before: string, code: string) => before + tailOf(code));
}

/** The evidence line kept beside an outcome. */
export const rawLine = (parts: readonly unknown[], hidden: Hidden = NOTHING_HIDDEN): string =>
  evidenceLine(parts, MAX_CHARS, (text) => maskText(text, hidden));

/**
 * What a 5100 answer still tells: the failed INSERT's text is the only place where the wallet's number is left
 * (witnessed.md §2.4 point 5). Its database error, the status it was about to write, and its quoted numbers.
 */
export function databaseEvidence(description: string, hidden: Hidden): string {
  const masked = maskText(description, hidden);
  const error = /\bER_[A-Z_]+/.exec(masked)?.[0] ?? "";
  const status = /'(payed|paying|payFailed|refunded|refunding|refundFailed)'/.exec(masked)?.[1] ?? "";
  const third = writtenThirdNo(description, hidden);
  const numbers = quotedNumbers(masked).filter((number) => number !== third);
  const named = third === null ? "" : `thirdNo=${third}`;
  return [error, status, named, ...numbers.slice(0, 4)].filter((part) => part !== "").join(" ");
}

const quotedNumbers = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/'(\d{16,32})'/g)].map((found) => found[1] ?? "")),
];

/**
 * The wallet's number in the text of the failed INSERT: quoted digits that are neither ours (21 of them, beginning with
 * 9 or 8) nor the platform's (16, beginning with 1 or 2: facts §3.3). Null unless just one is left.
 */
export function writtenThirdNo(description: string, hidden: Hidden): string | null {
  const theirs = quotedNumbers(maskText(description, hidden)).filter(
    (number) => !/^[98]\d{20}$/.test(number) && !/^[12]\d{15}$/.test(number),
  );
  return theirs.length === 1 ? (theirs[0] ?? null) : null;
}

/** Fields that hold ids, numbers of orders, links and times, which may look like a code and are none. */
const IS_NUMBER_FIELD = /(No|no|UUID|uuid|Id|id|[Hh]ref|Url|At|Seq)$/;

/** A decoded answer for the console: the same shape, with every pay code and the token masked. */
export const maskDeep = (value: unknown, hidden: Hidden): unknown =>
  maskEach(value, (leaf, name) => {
    if (name === "payBarCode" && (typeof leaf === "string" || typeof leaf === "number")) return tailOf(String(leaf));
    if (typeof leaf !== "string") return leaf;
    return IS_NUMBER_FIELD.test(name) ? maskKnown(leaf, hidden) : maskText(leaf, hidden);
  });
