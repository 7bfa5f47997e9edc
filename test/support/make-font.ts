// Makes resources/paper/font-24.bin: the characters of a receipt printer as dots, 24 × 24 for Chinese and 12 × 24 for
// ASCII, drawn by the installed Chromium from Noto Sans Mono CJK SC (Debian: fonts-noto-cjk). Run by hand, once:
// `node test/support/make-font.ts`; what it made is committed, so that every machine prints the same dots.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { constants, deflateSync } from "node:zlib";
import { chromium } from "playwright-core";
import { findBrowser } from "../../main/host/browser/find.ts";

const FILE = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
const SIDE = 24;
const BYTES = (SIDE * SIDE) / 8;
/** So many characters are drawn at once, side by side. */
const ROW = 256;
/** Darker than this of 255 is a dot: a little below the middle, so that thin strokes are seen. */
const DARK = 96;

/** What the font has, as code points. */
function inFont(): Set<number> {
  const listed = execFileSync("fc-query", ["-i", "0", "--format=%{charset}", FILE], { encoding: "utf8" });
  const found = new Set<number>();
  for (const range of listed.trim().split(/\s+/)) {
    const [first = 0, last = first] = range.split("-").map((end) => Number.parseInt(end, 16));
    for (let code = first; code <= last; code++) found.add(code);
  }
  return found;
}

/** ASCII, all of GB18030 with two bytes, and the rarer Chinese characters that have four. */
function wanted(): number[] {
  const decoder = new TextDecoder("gb18030");
  const codes = new Set<number>();
  for (let code = 0x21; code < 0x7f; code++) codes.add(code);
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      const code = text.codePointAt(0) ?? 0;
      const isOne = text.length === String.fromCodePoint(code).length;
      if (trail !== 0x7f && isOne && code > 0x7f && code !== 0xfffd && (code < 0xe000 || code > 0xf8ff))
        codes.add(code);
    }
  for (let code = 0x3400; code <= 0x9fff; code++) codes.add(code);
  for (let code = 0x20000; code <= 0x3ffff; code++) codes.add(code);
  const has = inFont();
  return [...codes].filter((code) => has.has(code)).toSorted((a, b) => a - b);
}

/** Runs in the page: 1 or 0 for each dot, row after row. */
const script = (text: readonly string[]): string => `(async () => {
  const texts = ${JSON.stringify(text)};
  const canvas = new OffscreenCanvas(${SIDE} * texts.length, ${SIDE});
  const paint = canvas.getContext("2d", { willReadFrequently: true });
  for (const [at, text] of texts.entries()) {
    paint.save();
    paint.beginPath();
    paint.rect(at * ${SIDE}, 0, ${SIDE}, ${SIDE});
    paint.clip();
    // Latin letters hang lower than Chinese characters: a little smaller and higher, so that nothing of them is cut off.
    const isLatin = text < "\\x7f";
    paint.font = (isLatin ? 23 : ${SIDE}) + 'px "Noto Sans Mono CJK SC"';
    paint.fillText(text, at * ${SIDE} + (isLatin ? 0.25 : 0), isLatin ? 20 : 21);
    paint.restore();
  }
  const { data } = paint.getImageData(0, 0, canvas.width, ${SIDE});
  let dots = "";
  for (let at = 3; at < data.length; at += 4) dots += data[at] >= ${DARK} ? "1" : "0";
  return dots;
})()`;

function packed(dots: string, at: number, count: number): Buffer {
  const bytes = Buffer.alloc(BYTES);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++)
      if (dots[y * SIDE * count + at * SIDE + x] === "1") {
        const byte = (y * SIDE + x) >> 3;
        bytes.writeUInt8(bytes.readUInt8(byte) | (0x80 >> (x & 7)), byte);
      }
  return bytes;
}

const browser = findBrowser();
if (browser === null) throw new Error("no Chromium");
const open = await chromium.launch({ executablePath: browser.path, headless: true, args: ["--no-sandbox"] });
const page = await open.newPage();
const codes = wanted();
const glyphs: Buffer[] = [];
for (let from = 0; from < codes.length; from += ROW) {
  const row = codes.slice(from, from + ROW);
  const dots: string = await page.evaluate(script(row.map((code) => String.fromCodePoint(code))));
  for (const at of row.keys()) glyphs.push(packed(dots, at, row.length));
}
await open.close();

const head = Buffer.alloc(4 + 4 * codes.length);
head.writeUInt32LE(codes.length, 0);
for (const [at, code] of codes.entries()) head.writeUInt32LE(code, 4 + 4 * at);
const made = deflateSync(Buffer.concat([head, ...glyphs]), { level: constants.Z_BEST_COMPRESSION });
writeFileSync(resolve(import.meta.dirname, "../../resources/paper/font-24.bin"), made);
process.stdout.write(`${codes.length} characters, ${made.length} bytes\n`);
