// Guns that type, told by how they type: three scans measure one, and the same measure names it afterwards.
import { expect, test } from "vitest";
import type { WedgeGun } from "../../preload/contract/scanners.ts";
import { lineOf } from "../../preload/contract/gun-lines.ts";
import { gunThatTyped, lineOfAll, typingOf } from "../../renderer/scan/guns.ts";

const scan = (gapMs: number, ending: "enter" | "tab" | "none" = "enter", peakMs = gapMs) => ({
  ending,
  gaps: [...Array.from({ length: 16 }, () => gapMs), peakMs],
});
const gun = (id: string, typicalMs: number, ending: "enter" | "tab" = "enter"): WedgeGun => ({
  way: "wedge",
  id,
  name: id,
  typing: { typicalMs, longestMs: typicalMs * 2, ending },
});

test("three scans that agree measure a gun; two, or three of two guns, do not", () => {
  expect(typingOf([scan(9), scan(9)])).toBeNull();
  expect(typingOf([scan(9), scan(9, "tab"), scan(9)])).toBeNull();
  expect(typingOf([scan(9), { gaps: [1, 2], ending: "enter" }, scan(9)])).toBeNull();
  expect(typingOf([scan(9), scan(9, "enter", 21), scan(9)])).toEqual({ typicalMs: 9, longestMs: 21, ending: "enter" });
});

test.each([
  [1, 35],
  [21, 45],
  [80, 160],
  [100, 200],
  [400, 200],
])("a longest gap of %i ms puts the line at %i ms", (longestMs, line) => expect(lineOf({ longestMs })).toBe(line));

test("the line of a shop is its slowest gun's, and nought where none was measured", () => {
  expect(lineOfAll([])).toEqual({ gapMs: 0 });
  expect(lineOfAll([gun("a", 9), gun("b", 40)])).toEqual({ gapMs: 160 });
});

test("a scan is the gun's that types so, and nobody's where two do or none does", () => {
  const guns = [gun("fast", 9), gun("slow", 80)];
  expect(gunThatTyped(guns, scan(10))?.id).toBe("fast");
  expect(gunThatTyped(guns, scan(90))?.id).toBe("slow");
  expect(gunThatTyped(guns, scan(10, "tab"))).toBeNull();
  expect(gunThatTyped(guns, scan(30))).toBeNull();
  expect(gunThatTyped([...guns, gun("twin", 11)], scan(10))).toBeNull();
});
