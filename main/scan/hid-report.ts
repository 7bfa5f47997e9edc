// Reads the input reports of an HID-POS scanner: where the text stands, which reports belong together, how it was
// printed (AIM id). Pure. The layout is decided by structure first and by vendor second, once per code.
import { OVERLONG } from "./frame.ts";

/** Where a report keeps its text, counted with the report id at 0 and the length at 1. */
export type Layout = "aim_2" | "aim_3" | "plain_2";

/** How a vendor is known to lay its reports out when structure does not tell. */
export type Habit = "aim" | "plain" | null;

type Place = { readonly aimAt: number | null; readonly dataAt: number };

/**
 * aim_2: AIM id at 2–4, text 5–60, "more" in bit 0 of 63 (Honeywell and Youjie; the manuals of ATR110 and LSR118 print
 * it byte by byte). aim_3: one byte later (Zebra, Datalogic and others). plain_2: no AIM id, text 2–57 (Newland's
 * manual of the FM420, "Getting Scanned Data").
 */
const PLACES: Readonly<Record<Layout, Place>> = {
  aim_2: { aimAt: 2, dataAt: 5 },
  aim_3: { aimAt: 3, dataAt: 6 },
  plain_2: { aimAt: null, dataAt: 2 },
};

const REPORT_ID = 0x02;
/** A report carries at most 56 bytes of text; with "more" set it is as good as full. */
const FULL_BYTES = 48;
const MORE_AT = 63;
const MAX_BYTES = 4096;
/** Reports of one code follow each other within milliseconds; what comes later is another code. */
export const JOIN_MS = 500;

const BRACKET = 0x5d;
const CR = 0x0d;
const LF = 0x0a;
const TAB = 0x09;

const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a));
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;
/** `]` + letter + letter or digit (ISO/IEC 15424). */
const hasAim = (report: Uint8Array, at: number): boolean =>
  report[at] === BRACKET && isLetter(report[at + 1]) && (isDigit(report[at + 2]) || isLetter(report[at + 2]));
const isZero = (report: Uint8Array, from: number, to: number): boolean =>
  report.subarray(from, to).every((byte) => byte === 0);

/** The layout of a code's first report. */
export function layoutOf(report: Uint8Array, habit: Habit): Layout {
  // A gun without AIM ids whose text begins like one: the vendor knows better than the looks.
  if (habit === "plain") return "plain_2";
  if (hasAim(report, 2)) return "aim_2";
  if (hasAim(report, 3)) return "aim_3";
  // AIM ids switched off leave zeros in their place; no text begins with one.
  if (isZero(report, 2, 5)) return report[5] === 0 ? "aim_3" : "aim_2";
  return "plain_2";
}

export type Part = { readonly aim: string; readonly bytes: Uint8Array; readonly more: boolean };

/** One report's text, or null when it is none: another report id, no length, or a length that cannot be. */
export function readReport(report: Uint8Array, layout: Layout): Part | null {
  const { aimAt, dataAt } = PLACES[layout];
  const length = report[1] ?? 0;
  const end = dataAt + length;
  if (report[0] !== REPORT_ID || length === 0 || end > MORE_AT) return null;
  const aim = aimAt !== null && hasAim(report, aimAt) ? String.fromCharCode(...report.subarray(aimAt, aimAt + 3)) : "";
  const more = length >= FULL_BYTES && ((report[MORE_AT] ?? 0) & 1) === 1;
  return { aim, bytes: report.subarray(dataAt, Math.min(end, report.length)), more };
}

export type ReportReader = {
  /** Takes a report that arrived at `nowMs` and wipes it; answers the code it completed, with its AIM id in front. */
  push(report: Uint8Array, nowMs: number): string | null;
  /** Forgets an unfinished code. */
  drop(): void;
  /** The layout of the last code; null before the first. */
  readonly layout: Layout | null;
};

/**
 * Joins reports into codes. An unfinished code is dropped, never handed over in part; only full reports are ever
 * waited on, so what is dropped is longer than any pay code.
 */
export function createReportReader(habit: Habit): ReportReader {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const buffer = new Uint8Array(MAX_BYTES);
  let length = 0;
  let overlong = false;
  let aim = "";
  let open: Layout | null = null;
  let last: Layout | null = null;
  let lastMs = 0;

  const drop = (): void => {
    buffer.fill(0, 0, length);
    length = 0;
    overlong = false;
    aim = "";
    open = null;
  };
  const add = (bytes: Uint8Array): void => {
    if (length + bytes.length > MAX_BYTES) overlong = true;
    else {
      buffer.set(bytes, length);
      length += bytes.length;
    }
  };
  const take = (report: Uint8Array): string | null => {
    open ??= layoutOf(report, habit);
    const part = readReport(report, open);
    if (part === null) {
      if (length === 0) open = null;
      return null;
    }
    if (length === 0) aim = part.aim;
    add(part.bytes);
    if (part.more) return null;
    last = open;
    const text = overlong ? OVERLONG : decoder.decode(buffer.subarray(0, trimmed(buffer, length)));
    const whole = text === "" || overlong ? text : aim + text;
    drop();
    return whole === "" ? null : whole;
  };

  return {
    push(report, nowMs) {
      if (open !== null && nowMs - lastMs > JOIN_MS) drop();
      lastMs = nowMs;
      const text = take(report);
      report.fill(0);
      return text;
    },
    drop,
    get layout() {
      return last;
    },
  };
}

/** The length without padding, and without one line end or TAB. */
function trimmed(buffer: Uint8Array, length: number): number {
  let end = length;
  while (end > 0 && buffer[end - 1] === 0) end--;
  const final = buffer[end - 1];
  if (end === 0 || (final !== CR && final !== LF && final !== TAB)) return end;
  return final === LF && buffer[end - 2] === CR ? end - 2 : end - 1;
}
