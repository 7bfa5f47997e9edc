// The dots of a receipt printer's characters, for printers that have no Chinese ones of their own: 24 × 24, ASCII in the
// left half. The file is made by test/support/make-font.ts from Noto Sans Mono CJK SC (OFL, beside it) and read once,
// when the first such receipt is printed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";

/** Rows of a character; as many columns, or half of them for ASCII. */
export const GLYPH_DOTS = 24;
const ROW_BYTES = GLYPH_DOTS / 8;
const GLYPH_BYTES = ROW_BYTES * GLYPH_DOTS;
const HEAD_BYTES = 4;
const CODE_BYTES = 4;
/** More than the file unpacks to; it is ours, but a damaged one must not fill the memory. */
const MAX_BYTES = 16_000_000;

/** `resources` is two levels up, beside the sources as beside the built file. */
const FILE = join(import.meta.dirname, "../../resources/paper/font-24.bin");

type Font = { readonly bytes: Buffer; readonly count: number };
let font: Font | null = null;

function read(): Font {
  const bytes = inflateSync(readFileSync(FILE), { maxOutputLength: MAX_BYTES });
  return { bytes, count: bytes.readUInt32LE(0) };
}

/** Three bytes a row, the leftmost dot in the highest bit; null where the font has no such character. */
export function glyphOf(char: string): Uint8Array | null {
  font ??= read();
  const { bytes, count } = font;
  const code = char.codePointAt(0) ?? 0;
  let [low, high] = [0, count - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = bytes.readUInt32LE(HEAD_BYTES + middle * CODE_BYTES);
    if (found === code) {
      const at = HEAD_BYTES + count * CODE_BYTES + middle * GLYPH_BYTES;
      return bytes.subarray(at, at + GLYPH_BYTES);
    }
    if (found < code) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}
