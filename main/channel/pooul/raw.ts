// What may be kept of an answer's own words: short, in one line, and without any run of digits that could be
// a pay code. Pure.
import { evidenceLine, maskCode, maskCodeLike, maskEach, tailOf } from "../words.ts";

const MAX_CHARS = 120;

const maskCodes = (text: string, code: string | null): string => maskCodeLike(maskCode(text, code));

/** The evidence line kept beside an outcome. */
export const rawLine = (parts: readonly unknown[], code: string | null = null): string =>
  evidenceLine(parts, MAX_CHARS, (text) => maskCodes(text, code));

/** Fields that hold numbers of orders, merchants and refunds, which may look like a code and are none. */
const IS_NUMBER_FIELD = /(^|_)(id|no)$/;

/** A decoded answer for the console: the same shape, with every pay code masked. */
export const maskDeep = (value: unknown, code: string | null): unknown =>
  maskEach(value, (leaf, name) => {
    if (typeof leaf !== "string") return leaf;
    if (name === "auth_code") return tailOf(leaf);
    return IS_NUMBER_FIELD.test(name) && leaf !== code ? leaf : maskCodes(leaf, code);
  });
