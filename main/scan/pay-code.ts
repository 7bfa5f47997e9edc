// Says what a scanned text is: a customer's pay code, or which other thing. Pure, never throws, and never guesses:
// what is not exactly one wallet's shape is refused with a reason. No failure carries a digit of what was scanned.
import { fail, type FailureCode, type Failure } from "../../preload/contract/failure.ts";
import { type BadgeNo, badgeNo, type TradeNo, tradeNo } from "../../preload/contract/ids.ts";
import { PayCode } from "../../preload/contract/pay-code.ts";
import { WALLET_SHAPES, type WalletShape } from "../../preload/contract/code-shapes.ts";
import { isGoodsBarcode } from "./goods.ts";

export type Scan =
  | { readonly kind: "pay_code"; readonly code: PayCode }
  | { readonly kind: "goods"; readonly barcode: string }
  | { readonly kind: "receipt"; readonly order: TradeNo }
  | { readonly kind: "badge"; readonly badge: BadgeNo }
  /** A code that opens a page or an app: a merchant's collection QR, most of the time. */
  | { readonly kind: "url" }
  /** `detail` is the number of characters that were read: 只读到 7 位. */
  | { readonly kind: "unclear"; readonly failure: Failure };

const MIN_DIGITS = Math.min(...WALLET_SHAPES.map((shape) => shape.minDigits));
const MAX_DIGITS = Math.max(...WALLET_SHAPES.map((shape) => shape.maxDigits));

/** Nothing a till needs is longer; a longer text is refused unread, so that no input costs time. */
export const MAX_SCAN_CHARS = 1024;

const SCHEME = /^[a-z][a-z0-9+.-]{0,19}:\/\//i;
/** Collection codes are also seen without their scheme. */
const HOST =
  /^(?:[a-z0-9-]{1,63}\.){0,4}(?:alipay\.com|95516\.com|95516\.net|weixin\.qq\.com|tenpay\.com)(?:[/?:#]|$)/i;

const FULL_WIDTH = /[\uff01-\uff5e\u3000]/;

/**
 * Classifies one scan: the text of one frame of a gun, or the keys of one keyboard-wedge burst. `others` are shapes the
 * channel's settings allow beside WALLET_SHAPES; digits that fit two wallets are refused.
 */
export function classify(text: string, others: readonly WalletShape[] = []): Scan {
  if (text.length > MAX_SCAN_CHARS) return unclear("code_too_long", text.length);
  const { body, symbology } = unwrap(text);
  if (/^\d+$/.test(body)) return classifyDigits(body, symbology, others);
  if (body === "") return unclear("code_too_short", 0);
  if (hasControls(body)) return unclear("code_unknown_shape", body.length);
  if (SCHEME.test(body) || HOST.test(body)) return { kind: "url" };
  if (FULL_WIDTH.test(body)) return unclear("code_full_width", body.length);
  if (/[a-z]/i.test(body)) return unclear("code_has_letters", body.length);
  return unclear("code_unknown_shape", body.length);
}

function classifyDigits(digits: string, symbology: string | null, others: readonly WalletShape[]): Scan {
  const order = tradeNo(digits);
  if (order !== null) return { kind: "receipt", order };
  const badge = badgeNo(digits);
  if (badge !== null) return { kind: "badge", badge };
  if (isGoodsBarcode(digits)) return { kind: "goods", barcode: digits };
  const named = [...WALLET_SHAPES, ...others].filter((shape) => shape.prefixes.some((text) => digits.startsWith(text)));
  const fits = named.filter((shape) => digits.length >= shape.minDigits && digits.length <= shape.maxDigits);
  const [only, second] = new Set(fits.map((shape) => shape.wallet));
  if (only !== undefined && second === undefined && !isGoodsSymbology(symbology)) {
    return { kind: "pay_code", code: new PayCode(digits, only) };
  }
  return unclear(only === undefined ? lengthProblem(digits.length, named) : "code_unknown_shape", digits.length);
}

/** Measures a run of digits against the wallet its first two digits name, or else against all of them. */
function lengthProblem(length: number, named: readonly WalletShape[]): FailureCode {
  if (length < MIN_DIGITS) return "code_too_short";
  if (length > MAX_DIGITS) return "code_too_long";
  if (named.length === 0) return "code_unknown_shape";
  return named.every((shape) => length < shape.minDigits) ? "code_too_short" : "code_too_long";
}

/** EAN/UPC, DataBar and Interleaved 2 of 5: no wallet draws its code in these (ISO/IEC 15424 letters). */
const isGoodsSymbology = (symbology: string | null): boolean => symbology !== null && "EeI".includes(symbology);

/** What was scanned without what a gun puts around it. */
export const bareText = (text: string): string => (text.length > MAX_SCAN_CHARS ? "" : unwrap(text).body);

/** Takes off what a gun puts around a code: blanks and line ends, then an AIM id such as `]C1` or `]Q1`. */
function unwrap(text: string): { body: string; symbology: string | null } {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  const body = text.slice(start, end);
  const aim = /^\]([A-Za-z])[0-9A-Za-z]/.exec(body);
  return aim ? { body: body.slice(3), symbology: aim[1] ?? null } : { body, symbology: null };
}

const isBlank = (unit: number): boolean => unit === 0x20 || unit === 0x09 || unit === 0x0d || unit === 0x0a;

function hasControls(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || (unit >= 0x7f && unit <= 0x9f) || unit === 0xfffd) return true;
  }
  return false;
}

const unclear = (code: FailureCode, length: number): Scan => ({
  kind: "unclear",
  failure: fail(code, String(length)).failure,
});
