// Builds receiptline markup from plain text: every character that would mean something there is escaped, every text is
// made printable first. Nothing but this file writes markup characters around text that is not ours.
import { printable } from "./glyphs.ts";

export type Paint = {
  /** Half-width columns of the paper. */
  readonly columns: number;
  /** The printer takes four-byte characters. */
  readonly fourByte: boolean;
};

export type Align = "left" | "center" | "right";

/** The text with markup's own characters made plain. */
export const escapeText = (text: string): string => text.replaceAll(/[\\|{}~_"`^=-]/g, "\\$&");

/** A value inside a property, such as a QR's address. */
const escapeValue = (text: string): string =>
  text.replaceAll(/[^A-Za-z0-9+/=.:?&%]/g, (char) => `\\x${(char.codePointAt(0) ?? 63).toString(16).padStart(2, "0")}`);

/** How many half-width columns a printable text takes. */
export const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, char) => sum + ((char.codePointAt(0) ?? 0) < 0x80 ? 1 : 2), 0);

export type Style = "plain" | "strong" | "large";
const STYLES: Readonly<Record<Style, (text: string) => string>> = {
  plain: (text) => text,
  strong: (text) => `"${text}"`,
  large: (text) => `^^^${text}^^^`,
};

export class Page {
  readonly #lines: string[] = [];
  readonly #paint: Paint;
  #widths = "auto";

  constructor(paint: Paint) {
    this.#paint = paint;
  }

  get columns(): number {
    return this.#paint.columns;
  }

  #text(text: string, style: Style, fourByte = this.#paint.fourByte): string {
    const made = escapeText(printable(text, fourByte));
    // A blank at the edge of a column would say where it stands; this one is printed.
    const indented = made.trimEnd().replace(/^ +/, (blanks) => "~".repeat(blanks.length));
    return made.trim() === "" ? "" : STYLES[style](indented);
  }

  #width(widths: string): void {
    if (widths === this.#widths) return;
    this.#widths = widths;
    this.#lines.push(`{width:${widths}}`);
  }

  /** A line of its own; wraps where it is too long. Nothing for an empty text. */
  line(text: string, align: Align = "left", style: Style = "plain"): this {
    const shown = this.#text(text, style);
    if (shown === "") return this;
    this.#width("auto");
    // Blanks around a column say where it stands.
    this.#lines.push({ left: `|${shown} |`, center: `| ${shown} |`, right: `| ${shown}|` }[align]);
    return this;
  }

  /** Text with four-byte characters left in, whatever the printer is known to take: how a person finds out. */
  lineAsItIs(text: string): this {
    this.#width("auto");
    this.#lines.push(`|${this.#text(text, "plain", true)} |`);
    return this;
  }

  #widthOf(text: string): number {
    return widthOf(printable(text, this.#paint.fourByte));
  }

  /**
   * Something on the left, something on the right, of the width it needs; what is left wraps. What is too wide to be large
   * is strong instead: an amount is never broken into two lines.
   */
  pair(left: string, right: string, asked: Style = "plain"): this {
    const isTooWide = asked === "large" && 2 * (this.#widthOf(left) + this.#widthOf(right) + 1) > this.columns;
    const style = isTooWide ? "strong" : asked;
    const [one, two] = [this.#text(left, style), this.#text(right, style)];
    const scale = style === "large" ? 2 : 1;
    const width = Math.min(this.#widthOf(right) * scale, this.columns - 6);
    this.#width(`*,${Math.max(width, 1)}`);
    this.#lines.push(`|${one} | ${two}|`);
    return this;
  }

  /** A number with its name: beside it where there is room, else whole on a line of its own. */
  number(name: string, number: string): this {
    const both = `${name} ${number}`;
    return this.#widthOf(both) <= this.columns ? this.line(both) : this.line(name).line(number, "right");
  }

  rule(): this {
    this.#width("auto");
    this.#lines.push(`|${"\\-".repeat(this.columns)} |`);
    return this;
  }

  blank(): this {
    this.#width("auto");
    this.#lines.push("");
    return this;
  }

  /** Code 128 of digits: a scanner types them back into the till. */
  barcode(digits: string): this {
    if (!/^\d{1,40}$/.test(digits)) throw new RangeError("not digits");
    this.#width("auto");
    this.#lines.push(`{option:code128,2,64;code:${digits}}`);
    return this;
  }

  qr(text: string): this {
    this.#width("auto");
    this.#lines.push(`{option:qrcode,5,m;code:${escapeValue(text)}}`);
    return this;
  }

  image(png: string): this {
    this.#width("auto");
    this.#lines.push(`{image:${png}}`);
    return this;
  }

  toString(): string {
    return this.#lines.join("\n");
  }
}
