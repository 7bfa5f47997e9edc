// A printer's status bytes, bit by bit, and told apart from the proof of print.
import { describe, expect, test } from "vitest";
import { StatusReader, statusOf } from "../../main/print/status.ts";

const FINE = 0x12;

describe("the answers to DLE EOT 1, 2 and 4", () => {
  test.each([
    ["online", FINE, FINE, FINE],
    ["online", FINE | 0x04, FINE, FINE],
    ["online", FINE, FINE | 0x08, FINE],
    ["online", FINE, FINE, FINE | 0x0c],
    ["offline", FINE | 0x08, FINE, FINE],
    ["offline", FINE, FINE | 0x40, FINE],
    ["cover_open", FINE | 0x08, FINE | 0x04, FINE],
    ["out_of_paper", FINE | 0x08, FINE | 0x20, FINE],
    ["out_of_paper", FINE | 0x08, FINE, FINE | 0x60],
    ["out_of_paper", FINE | 0x08, FINE | 0x24, FINE | 0x60],
  ] as const)("%s: %i %i %i", (status, first, second, fourth) => {
    expect(statusOf({ 1: first, 2: second, 4: fourth })).toBe(status);
  });
});

describe("what is heard", () => {
  const heard = (...bytes: number[]) => new StatusReader().read(Uint8Array.from(bytes));

  test("every byte with an answer's fixed bits is an answer, every byte with a proof's is a proof", () => {
    for (let byte = 0; byte < 256; byte++) {
      const [first] = heard(byte);
      if ((byte & 0x93) === 0x12) expect(first).toEqual({ kind: "answer", byte });
      else if ((byte & 0x90) === 0) expect(first).toEqual({ kind: "proof" });
      else expect(first).toBeUndefined();
    }
  });

  test("four bytes sent unasked are a state, never a proof", () => {
    expect(heard(0x10, 0, 0, 0)).toEqual([{ kind: "unasked", status: "online" }]);
    expect(heard(0x18, 0, 0x0c, 0)).toEqual([{ kind: "unasked", status: "out_of_paper" }]);
    expect(heard(0x38, 0, 0, 0)).toEqual([{ kind: "unasked", status: "cover_open" }]);
    expect(heard(0x10, 0x08, 0, 0)).toEqual([{ kind: "unasked", status: "offline" }]);
    expect(heard(0x10, 0, 0, 0, 0)).toEqual([{ kind: "unasked", status: "online" }, { kind: "proof" }]);
  });

  test("they may come in pieces, with answers and flow control between them", () => {
    const reader = new StatusReader();
    expect(reader.read(Uint8Array.of(0x10, 0))).toEqual([]);
    expect(reader.read(Uint8Array.of(FINE))).toEqual([{ kind: "answer", byte: FINE }]);
    expect(reader.read(Uint8Array.of(0, 0x13, 0x11, 0))).toEqual([{ kind: "unasked", status: "online" }]);
  });
});
