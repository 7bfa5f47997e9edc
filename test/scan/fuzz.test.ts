// A million random byte sequences through framing, report layouts and classification: nothing throws, nothing grows,
// and nothing is a pay code but the text of one wallet's shape that was really sent.
import { describe, expect, test } from "vitest";
import { createFramer, OVERLONG } from "../../main/scan/frame.ts";
import { createReportReader, type Habit } from "../../main/scan/hid-report.ts";
import { classify, MAX_SCAN_CHARS } from "../../main/scan/pay-code.ts";
import { random, type Random } from "./random.ts";

const ROUNDS = 500_000;
/** As test/scan/pay-code-fuzz has it: the rule, written down a second time. */
const SHAPES = [/^1[0-5][0-9]{16}$/, /^(?:2[5-9]|30)[0-9]{14,22}$/, /^62[0-9]{17}$/, /^01[0-9]{17}$/];
const PRINTED = Buffer.from("0123456789012345678901234567890123456789]CQEIabc \r\n\t\u0003\u0002\u0000-:/.", "latin1");

function fill(source: Random, bytes: Uint8Array): Uint8Array {
  const isText = source.below(4) > 0;
  for (let at = 0; at < bytes.length; at++)
    bytes[at] = isText ? (PRINTED[source.below(PRINTED.length)] ?? 0) : source.below(256);
  return bytes;
}

/** Fails unless a text that is taken for a pay code is one, and its digits were sent. */
function judge(text: string, sent: Buffer | null): boolean {
  if (text.length > MAX_SCAN_CHARS + 1 && text !== OVERLONG && text.length > 4099) throw new Error("it grew");
  const scan = classify(text);
  if (scan.kind !== "pay_code") return false;
  const digits = scan.code.reveal();
  if (!SHAPES.some((shape) => shape.test(digits))) throw new Error("no wallet's shape");
  if (sent !== null && !sent.includes(digits, 0, "latin1")) throw new Error("not what was sent");
  return true;
}

describe("a million random byte sequences", () => {
  test("into the framer of a serial port", () => {
    const source = random(61);
    const framer = createFramer();
    const chunk = new Uint8Array(48);
    let nowMs = 0;
    let codes = 0;
    let before = Buffer.alloc(0);
    for (let round = 0; round < ROUNDS; round++) {
      const bytes = fill(source, chunk.subarray(0, source.below(48)));
      nowMs += source.below(60);
      before = Buffer.concat([before.subarray(-64), bytes]);
      for (const text of framer.push(bytes, nowMs)) if (judge(text, before)) codes++;
    }
    expect(codes).toBeLessThan(ROUNDS / 100);
  }, 60_000);

  test("as reports of HID guns", () => {
    const source = random(62);
    const habits: readonly Habit[] = ["aim", "plain", null];
    const readers = habits.map((habit) => createReportReader(habit));
    const report = new Uint8Array(64);
    let nowMs = 0;
    let heard = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const bytes = fill(source, report.subarray(0, source.below(8) === 0 ? source.below(65) : 64));
      if (bytes.length > 1 && source.below(4) > 0) {
        bytes[0] = 2;
        bytes[1] = source.below(66);
      }
      const sent = Buffer.from(bytes);
      nowMs += source.below(300);
      const reader = readers[round % readers.length];
      const text = reader?.push(bytes, nowMs) ?? null;
      if (text === null) continue;
      heard++;
      // Reports are joined, so only a code that stands in one report can be held against it.
      judge(text, text.length <= 24 ? sent : null);
    }
    expect(heard).toBeGreaterThan(ROUNDS / 10);
  }, 60_000);
});
