// Who typed it: a scanner or a person. Keys with their times in, decisions out.
import { describe, expect, it } from "vitest";
import { BURST_GAP_MS, type Decision, NO_RUN, type Run, TAIL_MS, hear, silence } from "../../renderer/scan/burst.ts";
import { keyText } from "../../renderer/scan/key-text.ts";

const CODE = "134567890123456789";
type Told = { decisions: Decision[]; scans: string[]; amount: string; run: Run; at: number };

/** Types the text with the gap between keys, as the page would: digits count until they are taken back. */
function type(text: string, gapMs: number, from?: Told, isWord = false): Told {
  const told: Told = from ?? { decisions: [], scans: [], amount: "", run: NO_RUN, at: 1000 };
  let before = told.amount;
  for (const key of text) {
    told.at += gapMs;
    const isEnd = key === "\n" || key === "\t";
    const heard = hear(told.run, { at: told.at, text: isEnd ? null : key, isEnd, isRepeat: false, isWord });
    told.run = heard.run;
    told.decisions.push(heard.decision);
    if (heard.scan !== null) told.scans.push(heard.scan);
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
  if (after.scan !== null) told.scans.push(after.scan);
  return told;
}

describe("a scanner is heard whole, and none of its keys stay", () => {
  it.each([
    ["Datalogic", 1],
    ["Netum", 19],
    ["Honeywell", 10],
    ["Zebra", 80],
    ["Zebra at its slowest", BURST_GAP_MS],
  ])("%s, %i ms between keys, ended by Enter", (_gun, gap) => {
    const told = type(`${CODE}\n`, gap);
    expect(told.scans).toEqual([CODE]);
    expect(told.amount).toBe("");
    expect(told.decisions.at(-1)).toBe("swallow");
  });

  it("ended by Tab", () => expect(type(`${CODE}\t`, 5).scans).toEqual([CODE]));

  it("ended by silence", () => {
    const told = wait(type(CODE, 5), BURST_GAP_MS);
    expect(told.scans).toEqual([CODE]);
    expect(told.amount).toBe("");
  });

  it("not before the silence is long enough", () => {
    expect(wait(type(CODE, 5), BURST_GAP_MS - 1).scans).toEqual([]);
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
    const told = type("\n", 100, wait(type(CODE, 5), BURST_GAP_MS));
    expect(told.decisions.at(-1)).toBe("swallow");
    expect(told.scans).toEqual([CODE]);
  });

  it("an Enter that comes too late is a person's", () => {
    const told = type("\n", TAIL_MS, wait(type(CODE, 5), BURST_GAP_MS));
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

describe("a person is never swallowed", () => {
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
    const told = type("shaochengyidian", 70, undefined, true);
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
    expect(wait(type("28.5", 90), 100).run.text).toBe("");
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
