// Recognises the barcodes printed on goods: EAN-13, EAN-8, UPC-A and ITF-14, by length and check digit. Pure.
// It exists so that a product held under the gun is named as one; no pay code has any of these lengths.

const LENGTHS: ReadonlySet<number> = new Set([8, 12, 13, 14]);

/** GS1's mod-10 check digit: weights 3, 1, 3 … from the right (GS1 General Specifications, 7.9.1). */
export function gs1CheckDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    sum += i % 2 === 0 ? digit * 3 : digit;
  }
  return String((10 - (sum % 10)) % 10);
}

/**
 * The three digits that say who issued a number; UPC-A is an EAN-13 with an unwritten 0, an ITF-14 begins with
 * a digit for the kind of packaging, an EAN-8 with its own prefix.
 */
function gs1Prefix(barcode: string): number {
  if (barcode.length === 12) return Number(`0${barcode.slice(0, 2)}`);
  return Number(barcode.length === 14 ? barcode.slice(1, 4) : barcode.slice(0, 3));
}

/** 140–199 is the block GS1 keeps unassigned (GS1 General Specifications, 1.4.2, prefix table). */
const isAssigned = (prefix: number): boolean => prefix < 140 || prefix > 199;

/** True for a run of ASCII digits that is a goods barcode with the right check digit. */
export function isGoodsBarcode(digits: string): boolean {
  if (!LENGTHS.has(digits.length) || /^0+$/.test(digits)) return false;
  return isAssigned(gs1Prefix(digits)) && gs1CheckDigit(digits.slice(0, -1)) === digits.at(-1);
}
