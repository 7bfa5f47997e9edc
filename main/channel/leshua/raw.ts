// What may be kept of an answer's own words: short, in one line, without a key and without any run of digits that
// could be a pay code. Pure.
import { evidenceLine, maskCode, maskCodeLike, tailOf } from "../words.ts";
import type { Fields } from "./xml.ts";

const MAX_CHARS = 120;

const maskCodes = (text: string, code: string | null): string => maskCodeLike(maskCode(text, code));

/** The evidence line kept beside an outcome. */
export const rawLine = (parts: readonly (string | null | undefined)[], code: string | null = null): string =>
  evidenceLine(parts, MAX_CHARS, (text) => maskCodes(text, code));

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
