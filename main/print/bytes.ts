// Markup into what a printer or a screen takes, through receiptline's command sets. The bytes of a job end by asking
// GS r 1, which a printer answers once everything before it is processed: the proof that it is on paper.
import { commands, transform } from "receiptline";
import { rasterCommands } from "./raster.ts";
import { PAPER_COLUMNS, type Paper, type PrinterConfig } from "../../preload/contract/printing.ts";

type Dialect = Pick<PrinterConfig, "paper" | "command" | "cutter" | "font">;

/**
 * ESC/POS, text in GB18030 or, for a printer without a Chinese font, as pictures. Without a cutter the paper is fed to
 * where it is torn off.
 */
export function encodeMarkup(markup: string, { paper, command, cutter, font }: Dialect): Uint8Array {
  const made = transform(cutter ? markup : `${markup}\n\n\n\n`, {
    cpl: PAPER_COLUMNS[paper],
    encoding: "gb18030",
    spacing: true,
    cutting: cutter,
    command: font === "picture" ? rasterCommands(command) : commands[command],
  });
  return Buffer.from(made, "latin1");
}

/** The same receipt as a picture, for a preview. */
export const pictureOf = (markup: string, paper: Paper): string =>
  transform(markup, { cpl: PAPER_COLUMNS[paper], encoding: "gb18030", spacing: true, command: "svg" });

export const ASK_PROOF: Uint8Array = Uint8Array.of(0x1d, 0x72, 1);

/** ESC p: opens the drawer on the first pin, 50 ms on, 500 ms off. */
export const KICK: Uint8Array = Uint8Array.of(0x1b, 0x70, 0, 25, 250, ...ASK_PROOF);

/** More than any command of ours is long: a logo of 384 × 500 dots. */
const MAX_MEND_BYTES = 32_768;

/**
 * What is sent before anything else when a job broke off midway: zeros end a picture or a barcode the printer still
 * waits for (at most as many as that job had), then a line that says so, and a cut, so that no receipt runs into another.
 */
export function mendBytes(brokenBytes: number, dialect: Dialect): Uint8Array {
  const zeros = new Uint8Array(Math.min(brokenBytes, MAX_MEND_BYTES));
  const note = "| *** 以上打印中断 BROKEN OFF ABOVE *** |";
  return Buffer.concat([zeros, Buffer.from([0x0a]), encodeMarkup(note, dialect)]);
}
