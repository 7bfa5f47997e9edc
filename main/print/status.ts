// What a printer's status bytes mean: the answers to DLE EOT 1, 2, 4, those it sends unasked (ASB, four bytes), and the
// answer to GS r 1, which is the proof of print. Pure. Bits as in Epson's ESC/POS reference.
import type { PrinterStatus } from "../../preload/contract/printing.ts";

/** DLE EOT n is answered at once, even while the printer is off-line. 1: on-line? 2: why not? 4: paper? */
export type Question = 1 | 2 | 4;
export const questionBytes = (question: Question): Uint8Array => Uint8Array.of(0x10, 0x04, question);

export type Heard =
  | { readonly kind: "answer"; readonly byte: number }
  | { readonly kind: "proof" }
  | { readonly kind: "unasked"; readonly status: PrinterStatus };

/** The three answers as one state, the reason a person can mend first. */
export function statusOf(answers: { readonly 1: number; readonly 2: number; readonly 4: number }): PrinterStatus {
  if ((answers[4] & 0x60) !== 0 || (answers[2] & 0x20) !== 0) return "out_of_paper";
  if ((answers[2] & 0x04) !== 0) return "cover_open";
  return (answers[1] & 0x08) !== 0 || (answers[2] & 0x40) !== 0 ? "offline" : "online";
}

function unaskedStatus([first = 0, second = 0, third = 0]: readonly number[]): PrinterStatus {
  if ((third & 0x0c) !== 0) return "out_of_paper";
  if ((first & 0x20) !== 0) return "cover_open";
  return (first & 0x08) !== 0 || (second & 0x6c) !== 0 ? "offline" : "online";
}

/** Takes bytes as they come and tells them apart by their fixed bits. */
export class StatusReader {
  readonly #unasked: number[] = [];

  read(bytes: Uint8Array): Heard[] {
    return Array.from(bytes).flatMap((byte) => this.#byte(byte));
  }

  #byte(byte: number): Heard[] {
    if (this.#unasked.length > 0 && (byte & 0x90) === 0) {
      this.#unasked.push(byte);
      if (this.#unasked.length < 4) return [];
      return [{ kind: "unasked", status: unaskedStatus(this.#unasked.splice(0)) }];
    }
    if ((byte & 0x93) === 0x12) return [{ kind: "answer", byte }];
    if ((byte & 0x93) === 0x10) {
      this.#unasked.splice(0, 4, byte);
      return [];
    }
    // XON, XOFF and anything else say nothing about the paper.
    return (byte & 0x90) === 0 ? [{ kind: "proof" }] : [];
  }
}
