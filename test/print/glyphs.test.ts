// What a Chinese printer can show of a text, character by character.
import { describe, expect, test } from "vitest";
import { encodeMarkup } from "../../main/print/bytes.ts";
import { printable } from "../../main/print/glyphs.ts";
import { Page } from "../../main/print/markup.ts";
import { Paper } from "../peers/printer/paper.ts";
import { configOf, feed } from "./on-paper.ts";

describe("characters", () => {
  test.each([
    ["the yen sign of the keyboard becomes the full-width one", "¥12.50", "￥12.50", "￥12.50"],
    ["rare characters are gaps unless the printer has them", "㐂𠮷", "〓〓", "㐂𠮷"],
    ["signs that every printer has stay, though phones show some as emoji", "★☆♀♂→㎡", "★☆♀♂→㎡", "★☆♀♂→㎡"],
    ["common ones stay", "汉字 ABC ①€é—", "汉字 ABC ①€é—", "汉字 ABC ①€é—"],
    ["two code points that are one letter are one letter", "e\u0301", "é", "é"],
    ["a family is one gap", "a👨‍👩‍👧b", "a〓b", "a〓b"],
    ["flags, keycaps and hearts are one gap each", "🇨🇳1️⃣❤️", "〓〓〓", "〓〓〓"],
    ["what cannot be seen is left out", "a\u200bb\u202ec\ufeff\u0007d", "abcd", "abcd"],
    ["a hard blank and a tab are blanks", "a\u00a0b\tc", "a b c", "a b c"],
    ["half a character is a gap", "a\ud800b", "a〓b", "a〓b"],
    ["a Korean name", "한", "〓", "한"],
  ])("%s", (_rule, text, plain, fourByte) => {
    expect(printable(text, false)).toBe(plain);
    expect(printable(text, true)).toBe(fourByte);
  });

  test("without that, ¥ would come out as 0 and 6", () => {
    const paper = new Paper(48, false);
    feed(paper, encodeMarkup("|¥12 |", configOf()));
    expect(paper.slips[0]?.text).toMatch(/0 6\s*12/);
  });
});

describe("text that looks like markup stays text", () => {
  test.each([
    "a|b",
    "{c:123}",
    "---",
    "===",
    '_"`^~\\',
    "\\x41\\n",
    "{x:\\x1b\\x70}",
    "|左|右|",
    "a\\",
    "{image:AAAA}",
    "  -",
  ])("%j", (text) => {
    const paper = new Paper(48, false);
    const page = new Page({ columns: 48, fourByte: false }).line(text).pair(text, text).line(text, "center", "strong");
    feed(paper, encodeMarkup(page.toString(), configOf()));
    const [line = "", pair = "", centred = ""] = paper.slips[0]?.text.split("\n") ?? [];
    expect([line, centred.trim()]).toEqual([text, text.trim()]);
    expect(pair.startsWith(text.trimEnd()) && pair.endsWith(text)).toBe(true);
    expect(paper.drawers).toBe(0);
  });
});
