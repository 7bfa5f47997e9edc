// A printer without a Chinese font gets its text as dots: the same paper, dot for dot, as a printer with one.
import { describe, expect, test } from "vitest";
import { encodeMarkup } from "../../main/print/bytes.ts";
import { glyphOf } from "../../main/print/font.ts";
import { Page } from "../../main/print/markup.ts";
import { Paper } from "../peers/printer/paper.ts";
import { dotsOfSlip, toPng } from "../peers/printer/picture.ts";
import { configOf, feed, onPaper } from "./on-paper.ts";
import { LOGO_LOOK, LOOK, SAMPLES } from "./samples.ts";

const picture = (paper: Paper): Buffer[] => paper.slips.map((slip) => toPng(dotsOfSlip(slip, paper.width)));

describe.each([58, 80] as const)("on %i mm", (paper) => {
  test.each(Object.entries(SAMPLES))("%s is the same paper, dot for dot", (_name, receipt) => {
    const own = onPaper(receipt, LOOK, { paper, fourByte: true });
    const drawn = onPaper(receipt, LOOK, { paper, fourByte: true, font: "picture" });
    expect(drawn.problems).toEqual([]);
    expect(picture(drawn).length).toBe(1);
    expect(picture(drawn)).toEqual(picture(own));
    // Not a character is left for the printer's font.
    expect(drawn.slips[0]?.text).not.toMatch(/[\u0080-\uffff]/);
  });
});

test("a logo, a QR and Epson's dialect come out as well", () => {
  const drawn = onPaper(SAMPLES.reprint, LOGO_LOOK, { font: "picture", command: "escpos" });
  expect(drawn.problems).toEqual([]);
  expect(drawn.slips).toHaveLength(1);
});

test("what the font has not is 〓, as wide as it would have been", () => {
  const markup = (text: string) => new Page({ columns: 32, fourByte: true }).pair(text, "￥1.00").toString();
  const config = configOf({ paper: 58, font: "picture" });
  const [one, two] = [new Paper(32, false), new Paper(32, false)];
  feed(one, encodeMarkup(markup("한국"), config));
  feed(two, encodeMarkup(markup("〓〓"), config));
  expect(picture(one)).toEqual(picture(two));
});

test("every character of GB18030 with two bytes, and 㐂 𠮷 䶮, is in the font", () => {
  const decoder = new TextDecoder("gb18030");
  const missing: string[] = [];
  // Levels one and two, which every receipt printer has.
  for (let lead = 0xb0; lead <= 0xf7; lead++)
    for (let trail = 0xa1; trail <= 0xfe; trail++) {
      const char = decoder.decode(Uint8Array.of(lead, trail));
      const isOurs = !/\p{Co}/u.test(char);
      if (isOurs && glyphOf(char) === null) missing.push(char);
    }
  expect(missing).toEqual([]);
  for (const char of "㐂𠮷䶮龘￥①→×—°ABCxyz019#") expect(glyphOf(char)?.some((byte) => byte !== 0)).toBe(true);
  expect(glyphOf("한")).toBeNull();
});
