// What each kind of receipt looks like on 58 and 80 mm, decoded from the bytes the printer gets: as text and as a picture,
// against the committed ones beside this file, each of which was looked at. UPDATE_GOLDEN=1 writes them anew.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { PrinterConfig, ReceiptLook } from "../../preload/contract/printing.ts";
import type { Receipt } from "../../main/print/receipt.ts";
import { type Dots, dotsOfSlip, readPng, toPng } from "../peers/printer/picture.ts";
import { onPaper } from "./on-paper.ts";
import { LOGO_LOOK, LOOK, LOOK_EN, SAMPLES } from "./samples.ts";

const isUpdate = process.env["UPDATE_GOLDEN"] === "1";
const golden = resolve(import.meta.dirname, "golden");

type Kept = { readonly text: string; readonly picture: Dots };

function keep(name: string, { text, picture }: Kept): void {
  mkdirSync(golden, { recursive: true });
  writeFileSync(resolve(golden, `${name}.txt`), text);
  writeFileSync(resolve(golden, `${name}.png`), toPng(picture));
}

const kept = (name: string): Kept => ({
  text: readFileSync(resolve(golden, `${name}.txt`), "utf8"),
  picture: readPng(readFileSync(resolve(golden, `${name}.png`))),
});

type Kind = readonly [string, Receipt, ReceiptLook, Partial<PrinterConfig>];
const KINDS: readonly Kind[] = [
  ...Object.entries(SAMPLES).map(([name, receipt]) => [name, receipt, LOOK, {}] as const),
  ...(["sale", "refund", "unknown", "shift", "test"] as const).map(
    (name) => [`${name}-en`, SAMPLES[name], LOOK_EN, {}] as const,
  ),
  ["logo", SAMPLES.reprint, LOGO_LOOK, {}],
  // To a printer without a Chinese font: rare characters are there, for the dots are ours.
  ["sale-drawn", SAMPLES.sale, LOOK, { font: "picture", fourByte: true }],
];

describe.each([58, 80] as const)("on %i mm", (paper) => {
  test.each(KINDS)("%s is what was looked at, one slip that fits the paper", (name, receipt, look, change) => {
    const { slips, problems, width } = onPaper(receipt, look, { ...change, paper });
    const [slip] = slips;
    if (!slip) throw new Error("nothing came out");
    const now: Kept = { text: `${slip.text}\n`, picture: dotsOfSlip(slip, width) };
    if (isUpdate) keep(`${name}-${paper}`, now);
    expect(slips).toHaveLength(1);
    expect(problems).toEqual([]);
    expect(now.text).toBe(kept(`${name}-${paper}`).text);
    expect(toPng(now.picture).equals(toPng(kept(`${name}-${paper}`).picture))).toBe(true);
  });
});
