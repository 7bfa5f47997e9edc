// Ids as types of their own, so that a refund's number can never stand where an order's is wanted.

type Id<Name extends string> = string & { readonly __id: Name };

/** One basket: what is owed. Local only, never sent to a channel. */
export type OrderId = Id<"order">;
/** One try at one channel: 21 digits beginning with 9. The number the channel and the receipt know. */
export type TradeNo = Id<"trade">;
/** One refund: 21 digits beginning with 8. The same on every retry. */
export type RefundNo = Id<"refund">;
/** One staff badge: 21 digits beginning with 7. */
export type BadgeNo = Id<"badge">;

export const orderId = (text: string): OrderId => text as OrderId;

/** Luhn's check digit for a run of digits: what catches a mistyped or misread number. */
export function luhnDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const doubled = i % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}

/** What a number of ours begins with: no wallet's pay code has 21 digits and begins so. */
type Kind = "9" | "8" | "7";

function isNumber(text: string, first: Kind): boolean {
  return /^\d{21}$/.test(text) && text[0] === first && luhnDigit(text.slice(0, 20)) === text[20];
}

/** The text as a trade number, or null when it is not one of ours. */
export function tradeNo(text: string): TradeNo | null {
  return isNumber(text, "9") ? (text as TradeNo) : null;
}

export function refundNo(text: string): RefundNo | null {
  return isNumber(text, "8") ? (text as RefundNo) : null;
}

export function badgeNo(text: string): BadgeNo | null {
  return isNumber(text, "7") ? (text as BadgeNo) : null;
}

/** `9`, `8` or `7` + yyMMddHHmmss + terminal (3) + counter (4) + Luhn digit. */
export function makeNumber(first: Kind, local: string, terminal: number, counter: number): string {
  const part = (value: number, width: number) => String(value % 10 ** width).padStart(width, "0");
  const body = `${first}${local}${part(terminal, 3)}${part(counter, 4)}`;
  if (!/^\d{20}$/.test(body)) throw new RangeError(`not the parts of a trade number: ${body}`);
  return body + luhnDigit(body);
}

/** What a number of ours was made of. All numbers of an order, and its refunds', carry the same terminal. */
export const numberParts = (text: string): { stamp: string; terminal: number; counter: number } => ({
  stamp: text.slice(1, 13),
  terminal: Number(text.slice(13, 16)),
  counter: Number(text.slice(16, 20)),
});

/** The number as people read it aloud: groups of four and five. */
export function groupNumber(text: string): string {
  return text.replace(/^(\d)(\d{6})(\d{6})(\d{3})(\d{4})(\d)$/, "$1 $2 $3 $4 $5 $6");
}
