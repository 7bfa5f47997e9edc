// What an HID-POS report says: every vendor's layout, layouts nobody named, joined reports, and reports that are none.
import { describe, expect, test } from "vitest";
import { classify } from "../../main/scan/pay-code.ts";
import { OVERLONG } from "../../main/scan/frame.ts";
import { createReportReader, type Habit, JOIN_MS, type Layout, layoutOf } from "../../main/scan/hid-report.ts";
import { VENDORS } from "../../main/scan/hid-vendors.ts";
import { reportsOf } from "../devices/uhid.ts";

const CODE = "134567890123456789";
const LONG = `https://qr.example.com/${"0123456789abcdef".repeat(12)}`;
const LAYOUTS: readonly Layout[] = ["aim_2", "aim_3", "plain_2"];

/** Everything a gun of this habit is heard to say. */
function heard(habit: Habit, reports: readonly Uint8Array[], gapMs = 1): string[] {
  const reader = createReportReader(habit);
  return reports.flatMap((report, at) => reader.push(Uint8Array.from(report), at * gapMs) ?? []);
}

describe("the layout is decided by structure, then by vendor", () => {
  const habits: readonly Habit[] = ["aim", "plain", null];
  test.each(habits.flatMap((habit) => LAYOUTS.map((layout) => [habit, layout] as const)))(
    "a gun known as %s that sends %s",
    (habit, layout) => {
      // A gun whose vendor never sends AIM ids is believed; nothing else may be laid out by the vendor alone.
      if (habit === "plain" && layout !== "plain_2") return expect(layout).not.toBe("plain_2");
      const said = heard(habit, [...reportsOf(CODE, layout, "]C1"), ...reportsOf(LONG, layout, "]Q3")]);
      const aims = layout === "plain_2" ? ["", ""] : ["]C1", "]Q3"];
      expect(said).toEqual([aims[0] + CODE, aims[1] + LONG]);
    },
  );

  test.each(LAYOUTS.slice(0, 2))("AIM ids switched off leave zeros, and the text stays in its place: %s", (layout) =>
    expect(heard(null, reportsOf(CODE, layout, "\0\0\0"))).toEqual([CODE]),
  );

  test("a text that itself begins with an AIM id is read whole, also where nobody knows the vendor", () => {
    expect(heard("plain", reportsOf(`]C1${CODE}`, "plain_2", ""))).toEqual([`]C1${CODE}`]);
    expect(heard(null, reportsOf(`]C1${CODE}`, "plain_2", ""))).toEqual([`]C1${CODE}`]);
  });

  test("a bracket where an AIM id would be, without one, decides nothing", () => {
    const [report] = reportsOf("]-- is no AIM id", "plain_2", "");
    expect(report && layoutOf(report, null)).toBe("plain_2");
  });

  test("a later report that looks like another layout is read like the first one of its code", () => {
    const text = `${"x".repeat(56)}]C1${"y".repeat(20)}`;
    expect(heard(null, reportsOf(text, "plain_2", ""))).toEqual([text]);
  });

  test("every vendor says where its layout or its code comes from", () => {
    for (const vendor of VENDORS) expect(vendor.source).not.toBe("");
    expect(new Set(VENDORS.map((vendor) => vendor.vendorId)).size).toBe(VENDORS.length);
  });
});

describe("one line end or TAB is taken off, and padding", () => {
  test.each([
    ["CR", "\r", ""],
    ["LF", "\n", ""],
    ["CRLF", "\r\n", ""],
    ["TAB", "\t", ""],
    ["two CRs: only the last", "\r\r", "\r"],
    ["zeros the length counted", "\0\0", ""],
  ])("%s", (_name, tail, left) =>
    expect(heard("aim", reportsOf(CODE + tail, "aim_2", "]C1"))).toEqual([`]C1${CODE}${left}`]),
  );

  test("what an earlier code left in the report is not read", () => {
    const [report] = reportsOf(CODE, "aim_2", "]C1");
    if (!report) throw new Error("no report");
    report.fill(0x39, 5 + CODE.length, 61);
    expect(heard("aim", [report])).toEqual([`]C1${CODE}`]);
  });
});

describe("reports of one code are joined", () => {
  test("a code cut off is dropped, and the next one is whole", () => {
    const [first] = reportsOf(LONG, "aim_2", "]Q3");
    const reader = createReportReader("aim");
    if (!first) throw new Error("no report");
    expect(reader.push(Uint8Array.from(first), 0)).toBeNull();
    for (const report of reportsOf(CODE, "aim_2", "]C1")) expect(reader.push(report, JOIN_MS + 1)).toBe(`]C1${CODE}`);
  });

  test("dropping forgets the code it was in", () => {
    const [first] = reportsOf(LONG, "plain_2", "");
    const reader = createReportReader("plain");
    if (!first) throw new Error("no report");
    expect(reader.push(first, 0)).toBeNull();
    reader.drop();
    for (const report of reportsOf(CODE, "plain_2", "")) expect(reader.push(report, 1)).toBe(CODE);
  });

  test("no part of a code that was cut off can be a pay code: only a full report is waited on", () => {
    const [report] = reportsOf(CODE, "aim_2", "]C1");
    if (!report) throw new Error("no report");
    report[63] = 1;
    expect(heard("aim", [report])).toEqual([`]C1${CODE}`]);
  });

  test("a gun that never ends its code fills nothing but its buffer, and is refused as too long", () => {
    const reader = createReportReader("plain");
    const full = (more: number): Uint8Array =>
      Uint8Array.from({ length: 64 }, (_, at) => [2, 56][at] ?? (at === 63 ? more : 0x31));
    for (let at = 0; at < 10_000; at++) expect(reader.push(full(1), at)).toBeNull();
    expect(reader.push(full(0), 10_000)).toBe(OVERLONG);
    expect(classify(OVERLONG)).toMatchObject({ kind: "unclear", failure: { code: "code_too_long" } });
    expect(heard("plain", reportsOf(CODE, "plain_2", ""))).toEqual([CODE]);
  });
});

describe("what is no scan is not heard", () => {
  const report = (...bytes: readonly number[]): Uint8Array =>
    Uint8Array.from({ length: 64 }, (_, at) => bytes[at] ?? 0);
  test.each([
    ["an empty report", new Uint8Array(0)],
    ["zeros", report()],
    ["another report id", report(3, 18, 0x31, 0x31)],
    ["no length", report(2, 0, 0x31, 0x31)],
    ["a length beyond the report", report(2, 255, 0x31, 0x31)],
    ["a length into the flags", report(2, 62, 0x31, 0x31)],
  ])("%s", (_name, bytes) => {
    for (const habit of ["aim", "plain", null] as const) expect(heard(habit, [bytes])).toEqual([]);
  });

  test("and the next code is whole", () => {
    const noise = report(2, 255, 0x31);
    expect(heard(null, [noise, ...reportsOf(CODE, "aim_2", "]C1")])).toEqual([`]C1${CODE}`]);
  });

  test("a report is wiped once it was read", () => {
    const [one] = reportsOf(CODE, "aim_2", "]C1");
    if (!one) throw new Error("no report");
    createReportReader("aim").push(one, 0);
    expect([...one].every((byte) => byte === 0)).toBe(true);
  });
});
