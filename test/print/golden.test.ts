// What each kind of receipt looks like on 58 and 80 mm, decoded from the bytes the printer gets, against the committed
// text beside this file. UPDATE_GOLDEN=1 writes it anew, with a picture of each in `test-results/paper`, to be looked at.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { ReceiptLook } from "../../preload/contract/printing.ts";
import type { Receipt } from "../../main/print/receipt.ts";
import { pictureOfSlip } from "../peers/printer/paper.ts";
import { onPaper } from "./on-paper.ts";
import { LOGO_LOOK, LOOK, LOOK_EN, SAMPLES } from "./samples.ts";

const isUpdate = process.env["UPDATE_GOLDEN"] === "1";
const pictures = resolve(import.meta.dirname, "../../test-results/paper");

type Looked = { readonly problems: readonly string[]; readonly text: string; readonly golden: string };

function print(name: string, paper: 58 | 80, receipt: Receipt, look: ReceiptLook): Looked {
  const file = resolve(import.meta.dirname, "golden", `${name}-${paper}.txt`);
  const printed = onPaper(receipt, look, { paper });
  const text = `${printed.slips.map((slip) => slip.text).join("\n=== cut\n")}\n`;
  if (isUpdate) {
    mkdirSync(resolve(file, ".."), { recursive: true });
    writeFileSync(file, text);
    mkdirSync(pictures, { recursive: true });
    for (const slip of printed.slips)
      writeFileSync(resolve(pictures, `${name}-${paper}.svg`), pictureOfSlip(slip, printed.width));
  }
  return { problems: printed.problems, text, golden: readFileSync(file, "utf8") };
}

const KINDS: readonly (readonly [string, Receipt, ReceiptLook])[] = [
  ...Object.entries(SAMPLES).map(([name, receipt]) => [name, receipt, LOOK] as const),
  ...(["sale", "refund", "unknown", "shift", "test"] as const).map(
    (name) => [`${name}-en`, SAMPLES[name], LOOK_EN] as const,
  ),
  ["logo", SAMPLES.reprint, LOGO_LOOK],
];

describe.each([58, 80] as const)("on %i mm", (paper) => {
  test.each(KINDS)("%s is what was looked at, one slip that fits the paper", (name, receipt, look) => {
    const { problems, text, golden } = print(name, paper, receipt, look);
    expect(problems).toEqual([]);
    expect(text).toBe(golden);
    expect(text).not.toContain("=== cut");
  });
});
