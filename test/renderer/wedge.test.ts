// Who typed it: a scanner or a person. Keys with their times in, decisions out.
import { describe, expect, it } from "vitest";
import {
  type Decision,
  hear,
  type Line,
  NO_LINE,
  NO_RUN,
  type Run,
  silence,
  SLOW_GAP_MS,
  TAIL_MS,
} from "../../renderer/scan/burst.ts";
import { lineOf } from "../../preload/contract/gun-lines.ts";
import { random } from "../scan/random.ts";
import { keyText } from "../../renderer/scan/key-text.ts";

const CODE = "134567890123456789";
type Told = { decisions: Decision[]; scans: string[]; amount: string; run: Run; at: number };

/** Types the text with the gap between keys, as the page would: digits count until they are taken back. */
type Manner = { readonly isWord?: boolean; readonly wasHeld?: boolean; readonly line?: Line };

/** `gap`: of each key, in milliseconds. */
function type(text: string, gap: number | (() => number), from?: Told, manner: Manner = {}): Told {
  const told: Told = from ?? { decisions: [], scans: [], amount: "", run: NO_RUN, at: 1000 };
  let before = told.amount;
  for (const key of text) {
    told.at += typeof gap === "number" ? gap : gap();
    const isEnd = key === "\n" || key === "\t";
    const { isWord = false, wasHeld = false, line = NO_LINE } = manner;
    const heard = hear(
      told.run,
      { at: told.at, text: isEnd ? null : key, isEnd, isRepeat: false, isWord, wasHeld },
      line,
    );
    told.run = heard.run;
    told.decisions.push(heard.decision);
    if (heard.scan !== null) told.scans.push(heard.scan.text);
    if (heard.decision === "start") before = told.amount;
    if (heard.decision === "take_back") told.amount = before;
    if (heard.decision === "start" || heard.decision === "pass") told.amount += isEnd ? "↵" : key;
  }
  return told;
}

function wait(told: Told, ms: number): Told {
  told.at += ms;
  const after = silence(told.run, told.at);
  told.run = after.run;
  if (after.scan !== null) told.scans.push(after.scan.text);
  return told;
}

describe("a scanner is heard whole, and none of its keys stay", () => {
  it.each([
    ["Datalogic", 1],
    ["Netum", 19],
    ["Honeywell", 10],
    ["Zebra", 80],
    ["Zebra at its slowest", 100],
    ["the slowest nobody measured", SLOW_GAP_MS],
  ])("%s, %i ms between keys, ended by Enter", (_gun, gap) => {
    const told = type(`${CODE}\n`, gap);
    expect(told.scans).toEqual([CODE]);
    expect(told.amount).toBe("");
    expect(told.decisions.at(-1)).toBe("swallow");
  });

  it("ended by Tab", () => expect(type(`${CODE}\t`, 5).scans).toEqual([CODE]));

  it("ended by silence", () => {
    const told = wait(type(CODE, 5), SLOW_GAP_MS);
    expect(told.scans).toEqual([CODE]);
    expect(told.amount).toBe("");
  });

  it("not before the silence is long enough", () => {
    expect(wait(type(CODE, 5), SLOW_GAP_MS - 1).scans).toEqual([]);
  });

  it("at 80 ms with peaks of 100, and let go half way between two keys", () => {
    const source = random(5);
    const told = type(`${CODE}\n`, () => (source.below(6) === 0 ? 100 : 80));
    expect([told.scans, told.amount]).toEqual([[CODE], ""]);
  });

  it("at 10 ms with one pause of a busy bus in it", () => {
    let key = 0;
    const told = type(`${CODE}\n`, () => (++key === 5 ? 95 : 10));
    expect([told.scans, told.amount]).toEqual([[CODE], ""]);
  });

  it("slower than any other, once it was measured", () => {
    const line = { gapMs: lineOf({ longestMs: 140 }) };
    const told = type(`${CODE}\n`, 130, undefined, { line });
    expect([told.scans, told.amount]).toEqual([[CODE], ""]);
    expect(type(`${CODE}\n`, 130).scans).toEqual([]);
  });

  it("a goods barcode of eight digits, from a slow gun that was measured", () => {
    const line = { gapMs: lineOf({ longestMs: 100 }) };
    expect(type("96385074\n", 85, undefined, { line }).scans).toEqual(["96385074"]);
  });

  it("an amount typed before it stays", () => {
    const told = type(`${CODE}\n`, 5, wait(type("28.5", 140), 600));
    expect(told.amount).toBe("28.5");
    expect(told.scans).toEqual([CODE]);
  });

  it("the first seven keys go through and are taken back with the eighth", () => {
    expect(type("12345678", 10).decisions).toEqual([
      "start",
      "pass",
      "pass",
      "pass",
      "pass",
      "pass",
      "pass",
      "take_back",
    ]);
  });

  it("an Enter that comes late still belongs to it", () => {
    const told = type("\n", 100, wait(type(CODE, 5), SLOW_GAP_MS));
    expect(told.decisions.at(-1)).toBe("swallow");
    expect(told.scans).toEqual([CODE]);
  });

  it("an Enter that comes too late is a person's", () => {
    const told = type("\n", TAIL_MS, wait(type(CODE, 5), SLOW_GAP_MS));
    expect(told.decisions.at(-1)).toBe("pass");
  });

  it("two scans, one after the other without a suffix, are two", () => {
    const told = wait(type("6901234567892", 5, wait(type(CODE, 5), 150)), 150);
    expect(told.scans).toEqual([CODE, "6901234567892"]);
  });

  it("a silence noticed late hands the first over before the next key counts", () => {
    const told = type("6901234567892\n", 5, ((late) => ({ ...late, at: late.at + 300 }))(type(CODE, 5)));
    expect(told.scans).toEqual([CODE, "6901234567892"]);
    expect(told.amount).toBe("");
  });

  it("a key that types nothing does not break it", () => {
    const told = type(CODE.slice(0, 10), 5);
    const heard = hear(told.run, { at: told.at + 5, text: null, isEnd: false, isRepeat: false, isWord: false });
    expect(heard.decision).toBe("swallow");
    expect(heard.run.text).toBe(CODE.slice(0, 10));
  });
});

/** A finger: the gaps of a practised typist around this middle, each key down until the next one. */
function finger(seed: number, middleMs: number): () => number {
  const source = random(seed);
  const dice = () => source.below(41) - 20;
  return () => Math.max(35, middleMs + dice() + dice());
}

describe("a person is never swallowed", () => {
  it.each([60, 75, 90, 110])("18 digits of an order typed fast, at about %i ms a key", (middleMs) => {
    for (let seed = 1; seed <= 200; seed++) {
      const told = type(`${CODE}\n`, finger(seed, middleMs), undefined, { wasHeld: true });
      expect([told.scans, told.amount]).toEqual([[], `${CODE}↵`]);
    }
  });

  it("also where each key is let go early and only the rhythm tells, up to twelve digits", () => {
    let taken = 0;
    for (let seed = 1; seed <= 500; seed++) taken += type("28800.55\n", finger(seed, 90)).scans.length;
    expect(taken).toBe(0);
  });

  it("nor where each key comes like clockwork, while a finger holds it", () => {
    expect(type(`${CODE}\n`, 90, undefined, { wasHeld: true }).scans).toEqual([]);
  });

  it.each([20, 100])("nor in a shop whose measured gun takes up to %i ms a key", (longestMs) => {
    const line = { gapMs: lineOf({ longestMs }) };
    for (let seed = 1; seed <= 200; seed++)
      expect(type(`${CODE}\n`, finger(seed, 90), undefined, { wasHeld: true, line }).scans).toEqual([]);
  });

  it.each([
    ["28.5\n", 90],
    ["28.5\n", 150],
    ["99999.9\n", 60],
    ["1234567890\n", 101],
  ])("%j typed at %i ms a key", (keys, gap) => {
    const told = type(keys, gap);
    expect(told.scans).toEqual([]);
    expect(told.amount).toBe(keys.replace("\n", "↵"));
  });

  it("a fast typist's words in a text field are words", () => {
    const told = type("shaochengyidian", 70, undefined, { isWord: true });
    expect(told.amount).toBe("shaochengyidian");
    expect(wait(told, 200).scans).toEqual([]);
  });

  it("a key held down is no scanner", () => {
    let run: Run = NO_RUN;
    for (let at = 0; at < 1000; at += 30) {
      const heard = hear(run, { at, text: "0", isEnd: false, isRepeat: at > 0, isWord: false });
      expect(["start", "pass"]).toContain(heard.decision);
      run = heard.run;
    }
  });

  it("what a person typed is forgotten after the silence", () => {
    expect(wait(type("28.5", 90), SLOW_GAP_MS).run.text).toBe("");
  });
});

describe("keys are read by their place", () => {
  it.each([
    ["Digit1", false, false, "1"],
    ["Numpad7", false, false, "7"],
    ["Digit1", true, false, "!"],
    ["KeyA", false, false, "a"],
    ["KeyA", true, false, "A"],
    ["KeyA", false, true, "A"],
    ["KeyA", true, true, "a"],
    ["Semicolon", true, false, ":"],
    ["Slash", false, false, "/"],
    ["NumpadDecimal", false, false, "."],
    ["ArrowUp", false, false, null],
    ["F2", false, false, null],
  ])("%s, shift %s, caps %s is %s", (code, shift, caps, text) => expect(keyText(code, shift, caps)).toBe(text));
});
