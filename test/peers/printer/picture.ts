// A slip as dots, as it would lie on the counter, and dots as a PNG of one bit. The peer's own characters are the same
// dots that the till draws for a printer that has none, so that both papers can be laid side by side.
import { crc32, deflateSync, inflateSync } from "node:zlib";
import { barcode } from "receiptline";
import { glyphOf } from "../../../main/print/font.ts";
import type { Glyph, Item, Slip } from "./paper.ts";

/** One bit a dot, rows of whole bytes, 1 is black. */
export type Dots = { readonly width: number; readonly height: number; readonly bits: Uint8Array };

const SIDE = 24;
/** Between the feet of two lines: a sixth of an inch. */
const LINE = 34;
const EDGE = 16;

export function dotsOfSlip(slip: Slip, width: number): Dots {
  const height = slip.items.reduce((sum, item) => sum + highOf(item), 2 * EDGE);
  const stride = width / 8;
  const bits = new Uint8Array(stride * height);
  const ink = (x: number, y: number): void => {
    if (x < 0 || x >= width) return;
    const at = y * stride + (x >> 3);
    bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
  };
  let y = EDGE;
  for (const item of slip.items) {
    drawItem(item, y, ink);
    y += highOf(item);
  }
  return { width, height, bits };
}

type Ink = (x: number, y: number) => void;

const downOf = (glyphs: readonly Glyph[]): number => Math.max(1, ...glyphs.map(({ down }) => down));

function highOf(item: Item): number {
  switch (item.kind) {
    case "line":
      return SIDE * downOf(item.glyphs) + LINE - SIDE;
    case "barcode":
    case "picture":
      return item.height;
    case "gap":
      return item.dots;
  }
}

function drawItem(item: Item, y: number, ink: Ink): void {
  switch (item.kind) {
    case "line":
      for (const glyph of item.glyphs) drawGlyph(glyph, y + SIDE * downOf(item.glyphs), ink);
      return;
    case "barcode":
      return drawBars(item, y, ink);
    case "picture": {
      const across = item.width / 8;
      for (const [index, byte] of item.bits.entries())
        for (let bit = 0; bit < 8; bit++)
          if ((byte & (0x80 >> bit)) !== 0) ink(item.x + (index % across) * 8 + bit, y + Math.floor(index / across));
      return;
    }
    case "gap":
  }
}

/** A character the font has not is an empty box. */
function drawGlyph({ text, x, across, down, strong }: Glyph, foot: number, ink: Ink): void {
  if (text.trim() === "") return;
  const dots = glyphOf(text);
  const isInk = (row: number, column: number): boolean =>
    dots === null
      ? row === 0 || row === SIDE - 1 || column === 0 || column === SIDE - 1
      : ((dots[row * 3 + (column >> 3)] ?? 0) & (0x80 >> (column & 7))) !== 0;
  for (let row = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++) {
      if (!isInk(row, column)) continue;
      for (let wide = 0; wide < across + (strong ? 1 : 0); wide++)
        for (let tall = 0; tall < down; tall++) ink(x + column * across + wide, foot + (row - SIDE) * down + tall);
    }
}

function drawBars({ digits, module, height, x }: Extract<Item, { kind: "barcode" }>, y: number, ink: Ink): void {
  const code = { data: digits, type: "code128", width: module, height, hri: false, quietZone: true } as const;
  let at = x;
  for (const [index, wide] of barcode.generate(code).widths.entries()) {
    if (index % 2 === 1)
      for (let column = 0; column < wide; column++) for (let row = 0; row < height; row++) ink(at + column, y + row);
    at += wide;
  }
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const HEAD_BYTES = 13;

function chunk(kind: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** Black on white, one bit a dot, no filter. */
export function toPng({ width, height, bits }: Dots): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.writeUInt8(1, 8);
  const stride = width / 8;
  const rows = Buffer.alloc((stride + 1) * height);
  for (const [at, byte] of bits.entries())
    rows[Math.floor(at / stride) * (stride + 1) + 1 + (at % stride)] = ~byte & 255;
  const data = chunk("IDAT", deflateSync(rows, { level: 9 }));
  return Buffer.concat([SIGNATURE, chunk("IHDR", head), data, chunk("IEND", Buffer.alloc(0))]);
}

/** Reads what `toPng` wrote, however it was packed. */
export function readPng(png: Buffer): Dots {
  const width = png.readUInt32BE(SIGNATURE.length + 8);
  const height = png.readUInt32BE(SIGNATURE.length + 12);
  const at = SIGNATURE.length + 12 + HEAD_BYTES;
  const rows = inflateSync(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const stride = width / 8;
  const bits = new Uint8Array(stride * height);
  for (const index of bits.keys())
    bits[index] = ~(rows[Math.floor(index / stride) * (stride + 1) + 1 + (index % stride)] ?? 255) & 255;
  return { width, height, bits };
}
