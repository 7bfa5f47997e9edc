// Prints markup on the peer's paper without a wire in between.
import type { PrinterConfig, ReceiptLook } from "../../preload/contract/printing.ts";
import { PAPER_COLUMNS, printerConfig } from "../../preload/contract/printing.ts";
import { encodeMarkup } from "../../main/print/bytes.ts";
import type { Receipt } from "../../main/print/receipt.ts";
import { markupOf } from "../../main/print/template.ts";
import { takeCommand } from "../peers/printer/decode.ts";
import { Paper } from "../peers/printer/paper.ts";

export function feed(paper: Paper, bytes: Uint8Array): void {
  let rest = bytes;
  for (let taken = takeCommand(rest); taken; taken = takeCommand(rest)) {
    paper.take(taken.command);
    rest = rest.subarray(taken.length);
  }
  if (rest.length > 0) throw new Error(`${rest.length} bytes are no whole command`);
}

export const configOf = (change: Partial<PrinterConfig> = {}): PrinterConfig => ({
  ...printerConfig.parse({ name: "前台", target: { kind: "tcp", host: "127.0.0.1" } }),
  ...change,
});

export function onPaper(receipt: Receipt, look: ReceiptLook, change: Partial<PrinterConfig> = {}): Paper {
  const config = configOf(change);
  const paper = new Paper(PAPER_COLUMNS[config.paper], config.fourByte || receipt.kind === "test");
  feed(paper, encodeMarkup(markupOf(receipt, look, config), config));
  return paper;
}
