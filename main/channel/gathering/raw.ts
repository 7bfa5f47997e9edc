// What may be kept of an answer's own words: short, in one line, without password, token and any run of digits
// that could be a pay code. Pure.
import { evidenceLine, maskCode, maskCodeLike, maskEach, tailOf } from "../words.ts";

/** What the store keeps of it (main/payment/judge.ts). */
const MAX_CHARS = 200;

/** What must never be shown: password and tokens, and the pay code of the payment in hand. */
export type Hidden = { readonly secrets: readonly string[]; readonly payCode: string | null };

/** The form of a token in a header or in words. */
const BEARER = /\bBearer\s+[\w.~+/=-]+/gi;

function hide(text: string, { secrets, payCode }: Hidden): string {
  const open = secrets
    .filter((secret) => secret !== "")
    .reduce((said, secret) => said.replaceAll(secret, "****"), maskCode(text, payCode));
  return open.replace(BEARER, "Bearer ****");
}

const maskCodes = (text: string, hidden: Hidden): string => maskCodeLike(hide(text, hidden));

/** The evidence line kept beside an outcome. */
export const rawLine = (parts: readonly unknown[], hidden: Hidden): string =>
  evidenceLine(parts, MAX_CHARS, (text) => maskCodes(text, hidden));

/** Fields that hold numbers of orders and wallets, which may look like a code and are none. */
const IS_NUMBER_FIELD = /(^|_)(id|no)$/;

/** A decoded answer for the console: the same shape, with every secret and every pay code masked. */
export const maskDeep = (value: unknown, hidden: Hidden, name = ""): unknown =>
  maskEach(
    value,
    (leaf, its) => {
      if (typeof leaf !== "string") return leaf;
      if (its === "auth_code") return tailOf(leaf);
      if (its === "authorization" || its === "set-cookie") return "****";
      return IS_NUMBER_FIELD.test(its) ? hide(leaf, hidden) : maskCodes(leaf, hidden);
    },
    name,
  );
