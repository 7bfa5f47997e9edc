// What may be kept of an answer's own words: short, in one line, without the secret and without any run of digits
// that could be a pay code. Pure.
import { evidenceLine, maskCode, maskCodeLike, maskEach, tailOf } from "../words.ts";

/** What the store keeps of it (main/payment/judge.ts). */
const MAX_CHARS = 200;

/** What must never be shown: the app's secret, and the pay code of the payment in hand. */
export type Hidden = { readonly secret: string; readonly payCode: string | null };

function hide(text: string, { secret, payCode }: Hidden): string {
  const known = maskCode(text, payCode);
  return secret === "" ? known : known.replaceAll(secret, "****");
}

const maskCodes = (text: string, hidden: Hidden): string => maskCodeLike(hide(text, hidden));

/** The evidence line kept beside an outcome. */
export const rawLine = (parts: readonly unknown[], hidden: Hidden): string =>
  evidenceLine(parts, MAX_CHARS, (text) => maskCodes(text, hidden));

/** Fields that hold numbers of orders, apps and refunds, which may look like a code and are none. */
const IS_NUMBER_FIELD = /(^|_)(id|no|barcode)$/;

/** A decoded answer for the console: the same shape, with the secret and every pay code masked. */
export const maskDeep = (value: unknown, hidden: Hidden): unknown =>
  maskEach(value, (leaf, name) => {
    if (typeof leaf !== "string") return leaf;
    if (name === "pay_code") return tailOf(leaf);
    return IS_NUMBER_FIELD.test(name) ? hide(leaf, hidden) : maskCodes(leaf, hidden);
  });
