// What a printer puts on paper: lines of characters in columns of 12 dots, barcodes, pictures, cuts. Kept as text, for
// tests to read, and as items that picture.ts draws, for people to look at. Whatever does not fit the paper is told.
import { barcode } from "receiptline";
import type { Command } from "./decode.ts";

export type Glyph = {
  readonly x: number;
  readonly text: string;
  readonly width: number;
  readonly across: number;
  readonly down: number;
  readonly strong: boolean;
};
export type Item =
  | { readonly kind: "line"; readonly glyphs: readonly Glyph[] }
  | {
      readonly kind: "barcode";
      readonly digits: string;
      readonly module: number;
      readonly height: number;
      readonly x: number;
    }
  | {
      readonly kind: "picture";
      readonly width: number;
      readonly height: number;
      readonly bits: Uint8Array;
      readonly x: number;
    }
  | { readonly kind: "gap"; readonly dots: number };

/** One piece of paper between two cuts. */
export type Slip = { readonly items: readonly Item[]; readonly text: string };

const COLUMN = 12;
const decoder = new TextDecoder("gb18030");

export class Paper {
  readonly width: number;
  readonly problems: string[] = [];
  readonly slips: Slip[] = [];
  drawers = 0;
  readonly #fourByte: boolean;
  #items: Item[] = [];
  #glyphs: Glyph[] = [];
  #x = 0;
  #left = 0;
  #area: number;
  #align = 0;
  #across = 1;
  #down = 1;
  #strong = false;
  #kanji = false;
  #module = 3;
  #height = 162;

  constructor(columns: number, fourByte: boolean) {
    this.width = columns * COLUMN;
    this.#area = this.width;
    this.#fourByte = fourByte;
  }

  /** What has come out since the last cut. */
  get hanging(): string {
    return textOf(this.#items);
  }

  take(command: Command): void {
    switch (command.kind) {
      case "text":
        return this.#print(command.bytes);
      case "line":
        return this.#feed();
      case "reset":
        this.#left = this.#x = this.#align = 0;
        this.#area = this.width;
        this.#across = this.#down = 1;
        this.#strong = this.#kanji = false;
        return;
      case "kanji":
        this.#kanji = command.on;
        return;
      case "size":
        this.#across = command.across;
        this.#down = command.down;
        return;
      case "strong":
        this.#strong = command.on;
        return;
      case "align":
        this.#align = command.to;
        return;
      case "left":
        this.#left = command.dots;
        return;
      case "area":
        this.#area = command.dots;
        return;
      case "at":
        this.#x = command.dots;
        return;
      case "by":
        this.#x += command.dots;
        return;
      case "module":
        this.#module = command.dots;
        return;
      case "height":
        this.#height = command.dots;
        return;
      case "feed":
        if (this.#glyphs.length > 0) this.#feed();
        this.#items.push({ kind: "gap", dots: command.dots });
        return;
      case "barcode":
        return this.#barcode(command.type, command.data);
      case "raster":
        return this.#picture(command);
      case "cut":
        return this.#cut();
      case "drawer":
        this.drawers++;
        return;
      case "unknown":
        this.problems.push(`an unknown command: ${Buffer.from(command.bytes).toString("hex")}`);
        return;
      case "proof":
      case "print_raster":
      case "nothing":
    }
  }

  #print(bytes: Uint8Array): void {
    for (const { text, width } of this.#characters(bytes)) {
      const wide = width * this.#across;
      const x = this.#left + this.#x;
      if (this.#x + wide > this.#area || x + wide > this.width) this.problems.push(`no room for ${text} at ${x}`);
      const style = { across: this.#across, down: this.#down, strong: this.#strong };
      this.#glyphs.push({ x, text, width: wide, ...style });
      this.#x += wide;
    }
  }

  /** A font without four-byte characters prints their bytes as rubbish: ¥ comes out as 0 and 6 with gaps. */
  #characters(bytes: Uint8Array): { text: string; width: number }[] {
    const found: { text: string; width: number }[] = [];
    for (let at = 0; at < bytes.length;) {
      const [byte = 0, next = 0] = [bytes[at], bytes[at + 1]];
      const isFour = byte >= 0x81 && next >= 0x30 && next <= 0x39;
      const length = byte < 0x81 ? 1 : isFour ? 4 : 2;
      const part = bytes.subarray(at, at + length);
      at += length;
      if (length > 1 && !this.#kanji) this.problems.push("a Chinese character outside Chinese mode");
      if (isFour && !this.#fourByte) {
        this.problems.push(`a four-byte character: ${decoder.decode(part)}`);
        for (const one of part) found.push({ text: one < 0x81 ? String.fromCharCode(one) : " ", width: COLUMN });
      } else found.push({ text: decoder.decode(part), width: length === 1 ? COLUMN : 2 * COLUMN });
    }
    return found;
  }

  #feed(): void {
    this.#items.push({ kind: "line", glyphs: this.#glyphs });
    this.#glyphs = [];
    this.#x = 0;
  }

  #placed(width: number): number {
    if (width > this.#area) this.problems.push(`a picture of ${width} dots in ${this.#area}`);
    return this.#left + Math.floor(((this.#area - width) * this.#align) / 2);
  }

  #barcode(type: number, data: Uint8Array): void {
    const digits = type === 73 ? code128Digits(data) : null;
    if (digits === null) return void this.problems.push("a barcode that is not Code 128 of digits");
    const { length } = barcode.generate({
      data: digits,
      type: "code128",
      width: this.#module,
      height: this.#height,
      hri: false,
      quietZone: true,
    });
    this.#items.push({ kind: "barcode", digits, module: this.#module, height: this.#height, x: this.#placed(length) });
  }

  #picture({ width, height, bits }: { width: number; height: number; bits: Uint8Array }): void {
    this.#items.push({ kind: "picture", width, height, bits, x: this.#placed(width) });
  }

  #cut(): void {
    if (this.#glyphs.length > 0) this.#feed();
    this.slips.push({ items: this.#items, text: textOf(this.#items) });
    this.#items = [];
  }
}

/** Set C gives pairs of digits, set B single ones. */
function code128Digits(data: Uint8Array): string | null {
  let [set, digits] = ["", ""];
  for (let at = 0; at < data.length; at++) {
    const byte = data[at] ?? 0;
    if (byte === 0x7b) set = String.fromCharCode(data[++at] ?? 0);
    else if (set === "C") digits += String(byte).padStart(2, "0");
    else if (set === "B") digits += String.fromCharCode(byte);
    else return null;
  }
  return /^\d+$/.test(digits) ? digits : null;
}

function textOf(items: readonly Item[]): string {
  return items
    .filter(({ kind }) => kind !== "gap")
    .map((item) => {
      if (item.kind === "barcode") return `[code128 ${item.digits}]`;
      if (item.kind === "gap") return "";
      return item.kind === "picture" ? `[picture ${item.width}x${item.height}]` : lineText(item.glyphs);
    })
    .join("\n");
}

/** Characters at their columns; what is twice as wide is followed by blanks. */
function lineText(glyphs: readonly Glyph[]): string {
  let [line, column] = ["", 0];
  for (const { x, text, width } of glyphs) {
    const at = Math.floor(x / COLUMN);
    line += " ".repeat(Math.max(0, at - column)) + text;
    const isWide = (text.codePointAt(0) ?? 0) > 0x7f;
    const taken = isWide ? 2 : 1;
    line += " ".repeat(Math.max(0, width / COLUMN - taken));
    column = Math.max(at, column) + width / COLUMN;
  }
  return line.trimEnd();
}
