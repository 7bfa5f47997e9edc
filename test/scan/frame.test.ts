// Framing: every suffix, silence, both at once, chunks of every size, noise, and input that never ends.
import { describe, expect, test } from "vitest";
import { createFramer, type Framer, type FramerOptions, OVERLONG, SUFFIX } from "../../main/scan/frame.ts";
import { classify } from "../../main/scan/pay-code.ts";
import { random } from "./random.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");
const CODE = "134567890123456789";

/** Pushes each part 1 ms after the one before; answers every frame. */
function frames(framer: Framer, ...parts: readonly string[]): string[] {
  return parts.flatMap((part, at) => framer.push(bytes(part), at));
}

describe("a suffix ends a frame", () => {
  const byDefault: FramerOptions = {};
  const suffixOnly: FramerOptions = { silenceMs: null };
  test.each([
    ["CR", "\r", byDefault],
    ["LF", "\n", byDefault],
    ["CRLF", "\r\n", byDefault],
    ["ETX", "\u0003", byDefault],
    ["TAB", "\t", byDefault],
    ["STX before and ETX after", "\u0003\u0002", byDefault],
    ["CR, without silence framing", "\r", suffixOnly],
    ["CRLF alone", "\r\n", { suffixes: [SUFFIX.cr, SUFFIX.lf], silenceMs: null }],
  ])("%s: one code, one frame, at once", (_name, suffix, options) => {
    const framer = createFramer(options);
    expect(frames(framer, CODE + suffix)).toEqual([CODE]);
    expect(frames(framer, CODE + suffix, CODE + suffix)).toEqual([CODE, CODE]);
    expect(framer.pending).toBe(false);
  });

  test("several codes in one chunk are several frames", () =>
    expect(frames(createFramer(), "111\r222\n333\r\n444\t555\u0003")).toEqual(["111", "222", "333", "444", "555"]));

  test("a CRLF whose halves come apart is still one frame", () => {
    const framer = createFramer();
    expect(framer.push(bytes(`${CODE}\r`), 0)).toEqual([CODE]);
    expect(framer.push(bytes("\n"), 500)).toEqual([]);
    expect(framer.tick(1_000)).toEqual([]);
  });

  test("a byte that is not in the list does not end a frame", () => {
    const framer = createFramer({ suffixes: [SUFFIX.etx], silenceMs: null });
    expect(frames(framer, "12\r34\n\u0003")).toEqual(["12\r34\n"]);
  });

  test("bytes one by one make the same frame", () => {
    const framer = createFramer();
    expect(frames(framer, ...`${CODE}\r\n`)).toEqual([CODE]);
  });
});

describe("a silence ends a frame", () => {
  test.each([
    [0, []],
    [49, []],
    [50, [CODE]],
    [1_000_000, [CODE]],
  ])("%d ms after the last byte: %j", (ms, expected) => {
    const framer = createFramer();
    expect(framer.push(bytes(CODE), 100)).toEqual([]);
    expect(framer.pending).toBe(true);
    expect(framer.tick(100 + ms)).toEqual(expected);
    expect(framer.tick(100 + ms)).toEqual([]);
  });

  test("each byte begins the silence anew", () => {
    const framer = createFramer({ suffixes: [], silenceMs: 30 });
    const parts = [...CODE].flatMap((digit, at) => [...framer.tick(at * 29), ...framer.push(bytes(digit), at * 29)]);
    expect(parts).toEqual([]);
    expect(framer.tick(17 * 29 + 29)).toEqual([]);
    expect(framer.tick(17 * 29 + 30)).toEqual([CODE]);
  });

  test("bytes after a silence that nobody timed belong to the next frame", () => {
    const framer = createFramer({ suffixes: [] });
    expect(framer.push(bytes("111"), 0)).toEqual([]);
    expect(framer.push(bytes("222"), 50)).toEqual(["111"]);
    expect(framer.flush()).toEqual(["222"]);
  });

  test("without silence framing, waiting ends nothing and flush does", () => {
    const framer = createFramer({ silenceMs: null });
    expect(framer.push(bytes(CODE), 0)).toEqual([]);
    expect(framer.tick(1e9)).toEqual([]);
    expect(framer.flush()).toEqual([CODE]);
    expect(framer.flush()).toEqual([]);
  });

  test("a suffix after the silence adds no empty frame", () => {
    const framer = createFramer();
    framer.push(bytes(CODE), 0);
    expect([...framer.tick(50), ...framer.push(bytes("\r"), 51), ...framer.tick(200)]).toEqual([CODE]);
  });
});

describe("noise is not a scan, and no part of one", () => {
  test.each([
    ["NUL before and after", `\u0000\u0000${CODE}\u0000\r`, [CODE]],
    ["the line break of a plug going in", `\u00ff\u00ff\u0000${CODE}\r`, [CODE]],
    ["line ends only", "\r\n\r\n\t\t\u0003", []],
    ["blanks only", "   \r", []],
    ["NUL only", "\u0000\u0000\u0000\r", []],
    ["control characters only", "\u0001\u0006\u0015\u007f\r", []],
    ["bytes that are no text only", "\u00fe\u0080\u00c0\r", []],
  ])("%s", (_name, text, expected) => expect(frames(createFramer(), text)).toEqual(expected));

  test.each([
    ["a NUL", "13456789\u00000123456789\r"],
    ["a control character", "13456789\u000b0123456789\r"],
    ["a byte that is no text", "13456789\u00fe0123456789\r"],
    ["a second STX", "\u0002\u000213456789\u00020123456789\u0003"],
  ])("%s inside a code is kept, so that the code is refused", (_name, text) => {
    const [frame, ...rest] = frames(createFramer(), text);
    expect(rest).toEqual([]);
    expect(classify(frame ?? "")).toMatchObject({ kind: "unclear", failure: { code: "code_unknown_shape" } });
  });

  test("UTF-8 text stays text, also when a chunk ends inside a character", () => {
    const framer = createFramer();
    const all = Buffer.from("１２３收款\r", "utf8");
    const found = Array.from(all, (byte, at) => framer.push(Uint8Array.of(byte), at)).flat();
    expect(found).toEqual(["１２３收款"]);
  });

  test("what was dropped is gone: the next code is whole", () => {
    const framer = createFramer();
    framer.push(bytes("1345"), 0);
    framer.drop();
    expect(framer.pending).toBe(false);
    expect(framer.push(bytes(`${CODE}\r`), 1)).toEqual([CODE]);
  });
});

describe("input that is too long is dropped until the next boundary and said to be too long", () => {
  test.each([
    [4_095, "1".repeat(4_095)],
    [4_096, "1".repeat(4_096)],
    [4_097, OVERLONG],
    [1_000_000, OVERLONG],
  ])("%d bytes", (length, expected) => {
    const framer = createFramer();
    expect(framer.push(bytes("1".repeat(length)), 0)).toEqual([]);
    expect(framer.push(bytes(`\r${CODE}\r`), 1)).toEqual([expected, CODE]);
  });

  test("it is refused as too long, whatever its first bytes are", () => {
    const framer = createFramer({ maxBytes: 18 });
    const [frame] = framer.push(bytes(`${CODE}0\r`), 0);
    expect(classify(frame ?? "")).toMatchObject({ kind: "unclear", failure: { code: "code_too_long" } });
  });

  test("a silence is a boundary too", () => {
    const framer = createFramer({ maxBytes: 4 });
    framer.push(bytes("123456"), 0);
    expect(framer.tick(50)).toEqual([OVERLONG]);
    expect(framer.push(bytes("1234\r"), 60)).toEqual(["1234"]);
  });
});

describe("under random bytes", () => {
  test("codes come out whole however their bytes are cut into chunks", () => {
    const source = random(3);
    for (let round = 0; round < 2_000; round++) {
      const codes = Array.from({ length: 1 + source.below(5) }, () => source.digits(16 + source.below(9)));
      const wire = codes.map((code) => code + source.pick(["\r", "\n", "\r\n", "\t", "\u0003"])).join("");
      const framer = createFramer();
      const found: string[] = [];
      for (let at = 0, nowMs = 0; at < wire.length; nowMs += source.below(49)) {
        const next = at + 1 + source.below(40);
        found.push(...framer.push(bytes(wire.slice(at, next)), nowMs));
        at = next;
      }
      expect(found).toEqual(codes);
    }
  });

  test("nothing throws, no frame is longer than the buffer, and noise makes no pay code", () => {
    const source = random(5);
    const framer = createFramer({ maxBytes: 64 });
    for (let round = 0, nowMs = 0; round < 20_000; round++, nowMs += source.below(80)) {
      const chunk = Uint8Array.from({ length: source.below(40) }, () => source.below(256));
      for (const frame of [...framer.push(chunk, nowMs), ...framer.tick(nowMs + source.below(60))]) {
        expect(frame === OVERLONG || frame.length <= 64).toBe(true);
        expect(classify(frame).kind).not.toBe("pay_code");
      }
    }
  });
});
