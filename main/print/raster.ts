// Receiptline's commands for a printer without a Chinese font: every line of text is drawn here and sent as a picture of
// dots (GS v 0); barcodes, QR codes, logos and the cut stay the printer's own. Our markup has no ruled tables.
import { type BaseCommand, commands } from "receiptline";
import { GLYPH_DOTS, glyphOf } from "./font.ts";
import { MISSING } from "./glyphs.ts";

const COLUMN_DOTS = 12;
const ROW_BYTES = GLYPH_DOTS / 8;
/** GS v 0 m xL xH yL yH */
const HEAD_BYTES = 8;
/** Between one line and the next: with it lines stand as far apart as a printer's own, a sixth of an inch. */
const GAP_DOTS = 10;

type Glyph = {
  readonly dots: Uint8Array;
  readonly x: number;
  readonly across: number;
  readonly down: number;
  readonly strong: boolean;
};
type Style = Pick<Glyph, "across" | "down" | "strong">;
const PLAIN: Style = { across: 1, down: 1, strong: false };

/** ESC J n */
const feed = (dots: number): string => Buffer.from([0x1b, 0x4a, dots]).toString("latin1");

/** A new one for each receipt: it remembers the line it is in. */
export function rasterCommands(dialect: "generic" | "escpos"): BaseCommand {
  const own = commands[dialect];
  let [columns, left, x] = [0, 0, 0];
  let style = PLAIN;
  let line: Glyph[] = [];
  return {
    ...own,
    open(printer) {
      columns = printer.cpl ?? 0;
      return own.open.call(this, printer);
    },
    area(from, width, right) {
      left = from;
      return own.area.call(this, from, width, right);
    },
    absolute(position) {
      x = position * COLUMN_DOTS;
      return "";
    },
    relative(position) {
      x += position * COLUMN_DOTS;
      return "";
    },
    normal() {
      style = PLAIN;
      return "";
    },
    ul: () => "",
    iv: () => "",
    em() {
      style = { ...style, strong: true };
      return "";
    },
    wh(level) {
      const both = level - 1;
      style =
        level < 3
          ? { ...style, across: 1 + (level & 1), down: 1 + (level >> 1) }
          : { ...style, across: both, down: both };
      return "";
    },
    text(text) {
      for (const char of text) {
        const dots = glyphOf(char) ?? (char === " " ? null : glyphOf(MISSING));
        if (dots) line.push({ dots, x: left * COLUMN_DOTS + x, ...style });
        x += ((char.codePointAt(0) ?? 0) < 0x80 ? COLUMN_DOTS : GLYPH_DOTS) * style.across;
      }
      return "";
    },
    lf() {
      const drawn = line;
      line = [];
      x = 0;
      if (drawn.length === 0) return feed(GLYPH_DOTS + GAP_DOTS);
      // Dots are counted from the edge of the paper, whatever the area was.
      const edge = own.area.call(this, 0, columns, 0) + own.align.call(this, 0);
      return edge + pictureOfLine(drawn, columns * COLUMN_DOTS) + feed(GAP_DOTS);
    },
  };
}

/** GS v 0, as wide as the ink. */
function pictureOfLine(glyphs: readonly Glyph[], width: number): string {
  const high = GLYPH_DOTS * Math.max(...glyphs.map(({ down }) => down));
  const stride = Math.ceil(width / 8);
  const dots = new Uint8Array(stride * high);
  let inked = 0;
  const ink = (x: number, y: number): void => {
    if (x >= width) return;
    dots[y * stride + (x >> 3)] = (dots[y * stride + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    inked = Math.max(inked, (x >> 3) + 1);
  };
  for (const glyph of glyphs) draw(glyph, high, ink);
  const across = Math.max(inked, 1);
  const picture = Buffer.alloc(HEAD_BYTES + across * high);
  picture.set([0x1d, 0x76, 0x30, 0, across & 255, across >> 8, high & 255, high >> 8]);
  for (let y = 0; y < high; y++) picture.set(dots.subarray(y * stride, y * stride + across), HEAD_BYTES + y * across);
  return picture.toString("latin1");
}

/** On the line's foot; what is strong is printed twice, one dot apart. */
function draw({ dots, x, across, down, strong }: Glyph, high: number, ink: (x: number, y: number) => void): void {
  const top = high - GLYPH_DOTS * down;
  for (let at = 0; at < dots.length; at++) {
    const byte = dots[at] ?? 0;
    if (byte === 0) continue;
    const [row, first] = [Math.floor(at / ROW_BYTES), (at % ROW_BYTES) * 8];
    for (let column = first; column < first + 8; column++) {
      if ((byte & (0x80 >> (column & 7))) === 0) continue;
      for (let wide = 0; wide < across + (strong ? 1 : 0); wide++)
        for (let tall = 0; tall < down; tall++) ink(x + column * across + wide, top + row * down + tall);
    }
  }
}
