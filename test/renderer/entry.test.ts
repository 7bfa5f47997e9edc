// The rules of typing an amount: keys in, the amount and its picture out.
import { describe, expect, it } from "vitest";
import {
  EMPTY,
  type Entry,
  addItem,
  clearEntry,
  eraseOne,
  fromText,
  isEmpty,
  showEntry,
  showFormula,
  startCount,
  totalFen,
  typeDigits,
  typePoint,
} from "../../renderer/screens/collect/entry.ts";

/** Types "12.5+3*2<" where < deletes one and ! clears; a refused key changes nothing. */
function typeKeys(keys: string, from: Entry = EMPTY): Entry {
  let entry = from;
  for (const key of keys) {
    if (key === ".") entry = typePoint(entry);
    else if (key === "+") entry = addItem(entry);
    else if (key === "*") entry = startCount(entry);
    else if (key === "<") entry = eraseOne(entry);
    else if (key === "!") entry = clearEntry(entry);
    else {
      const typed = typeDigits(entry, key);
      if (typed.ok) entry = typed.entry;
    }
  }
  return entry;
}

describe("an amount is whole fen, whatever is typed", () => {
  it.each([
    ["", 0],
    ["28.5", 2850],
    ["28.50", 2850],
    [".5", 50],
    ["0.1+0.2", 30],
    ["12.5+3", 1550],
    ["12.5*3", 3750],
    ["1.1*3", 330],
    ["16+12.5", 2850],
    ["12.5*3+0.99", 3849],
    ["100000", 10_000_000],
    ["99999.99", 9_999_999],
  ])("%s is %i fen", (keys, fen) => expect(totalFen(typeKeys(keys))).toBe(fen));
});

describe("keys that make no sense are ignored", () => {
  it.each([
    ["a third decimal", "28.555", 2855],
    ["a second point", "28.5.5", 2855],
    ["a point in a count", "12.5*3.5", 43750],
    ["a second ×", "12.5*3*2", 40000],
    ["× before a price", "*3", 300],
    ["＋ before a price", "+3", 300],
    ["＋ after nothing new", "3++4", 700],
    ["leading noughts", "0028", 2800],
    ["a count that begins with nought", "5*03", 1500],
    ["a count of five digits", "0.01*12345", 1234],
  ])("%s", (_name, keys, fen) => expect(totalFen(typeKeys(keys))).toBe(fen));
});

describe("an amount over the limit is refused and changes nothing", () => {
  it.each([
    ["the digit that goes over", "10000", "00"],
    ["a count that goes over", "99999*", "2"],
    ["an item that goes over", "100000+", "1"],
  ])("%s", (_name, before, digits) => {
    const entry = typeKeys(before);
    expect(typeDigits(entry, digits)).toEqual({ ok: false, problem: "too_large" });
  });
});

describe("taking back", () => {
  it("deletes key by key, through a count and into the item before", () => {
    const steps = ["16+5*3", "16+5*", "16+5", "16+", "16", "1", ""];
    let entry = typeKeys("16+5*3");
    for (const step of steps) {
      expect(totalFen(entry)).toBe(totalFen(typeKeys(step)));
      entry = eraseOne(entry);
    }
    expect(isEmpty(entry)).toBe(true);
  });

  it("Esc clears the line, and once more the sum", () => {
    expect(totalFen(typeKeys("16+12.5!"))).toBe(1600);
    expect(isEmpty(typeKeys("16+12.5!!"))).toBe(true);
  });
});

describe("what is shown", () => {
  it.each([
    ["", "", "0.00"],
    ["28", "28", ".00"],
    ["28.", "28.", "00"],
    ["28.5", "28.5", "0"],
    ["28.50", "28.50", ""],
    ["1234", "1,234", ".00"],
    ["16+12.5", "28.5", "0"],
    ["16.55+1", "17.55", ""],
    ["16+", "16", ".00"],
    ["12.5*3", "37.50", ""],
  ])("%s stands as %s and the ghost of %s", (keys, solid, ghost) =>
    expect(showEntry(typeKeys(keys))).toEqual({ solid, ghost }),
  );

  it.each([
    ["28.5", ""],
    ["16+12.5", "16.00 ＋ 12.5"],
    ["16+", "16.00 ＋"],
    ["12.5*", "12.5 ×"],
    ["12.5*3+2", "12.50 × 3 ＋ 2"],
  ])("%s adds up as '%s'", (keys, formula) => expect(showFormula(typeKeys(keys))).toBe(formula));
});

describe("a pasted text", () => {
  it.each([
    ["28.5", 2850],
    ["¥1,234.50", 123_450],
    [" 12 ", 1200],
  ])("%s is taken", (text, fen) => {
    const typed = fromText(text);
    expect(typed.ok && totalFen(typed.entry)).toBe(fen);
  });

  it.each([
    ["", "empty"],
    ["abc", "not_a_number"],
    ["28.555", "too_many_decimals"],
    ["-3", "negative"],
    ["0", "zero"],
    ["134567890123456789", "too_large"],
    ["1e3", "not_a_number"],
    ["１２", "not_a_number"],
  ])("%s is refused: %s", (text, problem) => expect(fromText(text)).toEqual({ ok: false, problem }));
});
