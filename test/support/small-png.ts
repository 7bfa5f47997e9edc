// Makes a screenshot small enough to be kept beside the code: a PNG with a palette of its most frequent colours, so that every
// surface keeps its own and the edges of letters take the nearest. It reads what a browser's screenshot is (8 bits, RGB or RGBA, not
// interlaced) and nothing else.
import { deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 64;

type Pixels = { readonly width: number; readonly height: number; readonly channels: 3 | 4; readonly bytes: Buffer };

/** How far a byte lies from its neighbours left, above and above left: the filter PNG calls Paeth. */
function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [byLeft, byAbove, byCorner] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (byLeft <= byAbove && byLeft <= byCorner) return left;
  return byAbove <= byCorner ? above : corner;
}

/** Throws when it is no such PNG. */
function read(png: Buffer): Pixels {
  const parts: Buffer[] = [];
  let head: Buffer | null = null;
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    const kind = png.toString("latin1", at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    if (kind === "IHDR") head = data;
    if (kind === "IDAT") parts.push(data);
    at += 12 + length;
  }
  if (head === null || head[8] !== 8 || (head[9] !== 2 && head[9] !== 6)) throw new Error("not a screenshot");
  const channels = head[9] === 6 ? 4 : 3;
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const raw = inflateSync(Buffer.concat(parts));
  const row = width * channels;
  const bytes = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (row + 1)] ?? 0;
    for (let x = 0; x < row; x++) {
      const at = y * row + x;
      const left = x < channels ? 0 : (bytes[at - channels] ?? 0);
      const above = y === 0 ? 0 : (bytes[at - row] ?? 0);
      const corner = x < channels || y === 0 ? 0 : (bytes[at - row - channels] ?? 0);
      const guesses = [0, left, above, (left + above) >> 1];
      const guess = filter === 4 ? paeth(left, above, corner) : (guesses[filter] ?? 0);
      bytes[at] = ((raw[y * (row + 1) + 1 + x] ?? 0) + guess) & 255;
    }
  }
  return { width, height, channels, bytes };
}

const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum >>> 0;
});
function checksum(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (TABLE[(sum ^ byte) & 255] ?? 0) ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

function chunk(kind: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(checksum(named));
  return Buffer.concat([length, named, sum]);
}

const rgb = (colour: number): readonly [number, number, number] => [colour >> 16, (colour >> 8) & 255, colour & 255];

function distance(one: number, other: number): number {
  const [a, b] = [rgb(one), rgb(other)];
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
}

/** The most frequent colours, and for each colour of the picture the place of the nearest of them. */
function paletteOf(colours: Uint32Array): {
  readonly palette: readonly number[];
  readonly places: Map<number, number>;
} {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const frequent = [...counts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, COLOURS);
  const palette = frequent.map(([colour]) => colour);
  const places = new Map<number, number>();
  for (const colour of counts.keys()) {
    let best = 0;
    for (const [at, other] of palette.entries())
      if (distance(colour, other) < distance(colour, palette[best] ?? 0)) best = at;
    places.set(colour, best);
  }
  return { palette, places };
}

export function smallPng(png: Buffer): Buffer {
  const { width, height, channels, bytes } = read(png);
  const colours = new Uint32Array(width * height);
  for (let at = 0; at < colours.length; at++) colours[at] = bytes.readUIntBE(at * channels, 3);
  const { palette, places } = paletteOf(colours);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = places.get(colours[y * width + x] ?? 0) ?? 0;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // 8 bits a pixel, by palette.
  head.set([8, 3], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", head),
    chunk("PLTE", Buffer.from(palette.flatMap((colour) => [...rgb(colour)]))),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
