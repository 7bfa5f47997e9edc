// How a gun ends its codes is learnt from three scans that agree, narrows what is listened for, and loses nothing when
// the gun is set differently later.
import { describe, expect, test } from "vitest";
import type { Framing } from "../../preload/contract/scanners.ts";
import { createHearing } from "../../main/scan/hearing.ts";
import { handClock } from "./hand-clock.ts";

const CODE = "281234567890123456789012";

function start(framing: Framing | null = null) {
  const clock = handClock();
  const heard: string[] = [];
  const learnt: Framing[] = [];
  const hearing = createHearing({
    clock,
    hear: (text) => heard.push(text),
    framing,
    learnt: (next) => learnt.push(next),
  });
  const send = (text: string): void => hearing.take(Uint8Array.from(Buffer.from(text, "latin1")));
  /** One scan, in pieces 5 ms apart, and the time until the next one. */
  const scan = async (text: string, pieceMs = 5): Promise<void> => {
    const half = Math.floor(text.length / 2);
    send(text.slice(0, half));
    await clock.advance(pieceMs);
    send(text.slice(half));
    await clock.advance(1_000);
    hearing.settle();
  };
  return { clock, heard, learnt, send, scan, hearing };
}

describe("three scans that agree teach the framing", () => {
  test.each<[string, string, Framing]>([
    ["CR", "\r", { suffix: "cr", silenceMs: 150 }],
    ["LF", "\n", { suffix: "lf", silenceMs: 150 }],
    ["CRLF", "\r\n", { suffix: "crlf", silenceMs: 150 }],
    ["ETX", "\u0003", { suffix: "etx", silenceMs: 150 }],
    ["TAB", "\t", { suffix: "tab", silenceMs: 150 }],
    ["nothing", "", { suffix: "none", silenceMs: 30 }],
  ])("%s", async (_name, suffix, framing) => {
    const { heard, learnt, scan } = start();
    await scan(CODE + suffix);
    await scan(CODE + suffix);
    expect(learnt).toEqual([]);
    await scan(CODE + suffix);
    expect(learnt).toEqual([framing]);
    await scan(CODE + suffix);
    expect(learnt).toHaveLength(1);
    expect(heard).toEqual([CODE, CODE, CODE, CODE]);
  });

  test("the longest pause inside a code makes the silence longer, within what a sale can wait", async () => {
    const slow = start();
    for (let at = 0; at < 3; at++) await slow.scan(CODE, 15);
    expect(slow.learnt).toEqual([{ suffix: "none", silenceMs: 45 }]);
    const slower = start();
    for (let at = 0; at < 3; at++) await slower.scan(`${CODE}\r`, 45);
    expect(slower.learnt).toEqual([{ suffix: "cr", silenceMs: 180 }]);
  });

  test("scans that disagree, and noise, teach nothing", async () => {
    const { learnt, scan } = start();
    for (const text of [`${CODE}\r`, CODE, `${CODE}\t`, `${CODE}\r`, CODE, "\u0000\u0000", `${CODE}\r`])
      await scan(text);
    expect(learnt).toEqual([]);
  });
});

describe("what was learnt is used", () => {
  test("a TAB inside a text does not cut it where the gun ends with CR", async () => {
    const { heard, send } = start({ suffix: "cr", silenceMs: 150 });
    send("name\t12345678\r");
    expect(heard).toEqual(["name\t12345678"]);
  });

  test("a pause of 100 ms inside a code does not cut it where a suffix ends it", async () => {
    const { clock, heard, send } = start({ suffix: "lf", silenceMs: 150 });
    send(CODE.slice(0, 10));
    await clock.advance(100);
    send(`${CODE.slice(10)}\n`);
    expect(heard).toEqual([CODE]);
  });

  test("a code without a suffix is heard after the silence that was learnt", async () => {
    const { clock, heard, send } = start({ suffix: "none", silenceMs: 30 });
    send(CODE);
    await clock.advance(29);
    expect(heard).toEqual([]);
    await clock.advance(1);
    expect(heard).toEqual([CODE]);
  });

  test("a gun that is set differently later is still heard, and learnt anew", async () => {
    const { heard, learnt, scan } = start({ suffix: "cr", silenceMs: 150 });
    for (let at = 0; at < 4; at++) await scan(`${CODE}\u0003`);
    expect(heard).toEqual([CODE, CODE, CODE, CODE]);
    expect(learnt).toEqual([{ suffix: "etx", silenceMs: 150 }]);
    for (let at = 0; at < 4; at++) await scan(CODE);
    expect(learnt.at(-1)).toEqual({ suffix: "none", silenceMs: 30 });
    for (let at = 0; at < 4; at++) await scan(`${CODE}\r`);
    expect(learnt.at(-1)).toEqual({ suffix: "cr", silenceMs: 150 });
    expect(heard.map((text) => text.trim())).toEqual(Array.from({ length: 12 }, () => CODE));
  });
});
