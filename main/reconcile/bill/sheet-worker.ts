// A thread of its own for one spreadsheet: it is unpacked and read whole here, where neither its size nor its contents hold
// up a sale, and handed over in portions as they are asked for. What would become too large is not unpacked at all.
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { inflateRawSync } from "node:zlib";
import { readSheet } from "read-excel-file/universal";
import { MOST_UNPACKED_BYTES, type Zip, type ZipEntry, readZip } from "../../../preload/contract/zip.ts";
import { cleanCell } from "./cell.ts";
import type { SheetSaid } from "./sheet-rows.ts";

const PORTION_CELLS = 20_000;
const LOCAL_HEADER = 0x04034b50;
const LOCAL_BYTES = 30;
/** A spreadsheet keeps fifteen digits of a number; what stands behind them is zeros. */
const MOST_EXACT = 1e15;

// The reader of workbooks spares whoever shares its thread: it halves its steps where they take long, for large sheets down to
// nothing, and then never ends. Nobody shares this thread; where no time passes, its steps grow.
Object.defineProperty(Date, "now", { value: () => 0 });

const portions = open(String(workerData));
const say = parentPort?.postMessage.bind(parentPort);
parentPort?.on("message", () => void portions.next().then(({ value }) => say?.(value ?? { rows: [] })));

/** Answers a problem once, or portions of rows; after the last there is none. */
async function* open(file: string): AsyncGenerator<SheetSaid, undefined> {
  const bytes = new Uint8Array(readFileSync(file));
  const problem = problemOf(bytes, readZip(bytes));
  if (problem !== null) return void (yield { problem });
  let rows: unknown[][];
  try {
    rows = await readSheet(bytes.buffer, 1);
  } catch {
    return void (yield { problem: "bill_unreadable" });
  }
  let portion: string[][] = [];
  let cells = 0;
  for (const row of rows) {
    portion.push(row.map(cellText));
    cells += row.length;
    if (cells < PORTION_CELLS) continue;
    yield { rows: portion };
    [portion, cells] = [[], 0];
  }
  if (portion.length > 0) yield { rows: portion };
  return undefined;
}

type Problem = "bill_too_large" | "bill_unreadable";

function problemOf(bytes: Uint8Array, zip: Zip | null): Problem | null {
  if (zip === null) return "bill_unreadable";
  if (zip.unpackedBytes > MOST_UNPACKED_BYTES) return "bill_too_large";
  for (const entry of zip.entries) {
    const problem = lieOf(bytes, entry);
    if (problem !== null) return problem;
  }
  return null;
}

/** A part that becomes more than it says is left at that point; one that becomes less would lose rows. */
function lieOf(bytes: Uint8Array, { method, packedBytes, unpackedBytes, at }: ZipEntry): Problem | null {
  const view = new DataView(bytes.buffer);
  if (at + LOCAL_BYTES > bytes.length || view.getUint32(at, true) !== LOCAL_HEADER) return "bill_unreadable";
  const start = at + LOCAL_BYTES + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (start + packedBytes > bytes.length) return "bill_unreadable";
  if (method === 0) return packedBytes === unpackedBytes ? null : "bill_unreadable";
  try {
    const packed = bytes.subarray(start, start + packedBytes);
    const { length } = inflateRawSync(packed, { maxOutputLength: Math.max(1, unpackedBytes) });
    return length === unpackedBytes ? null : "bill_unreadable";
  } catch (error) {
    const isMore = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    return isMore ? "bill_too_large" : "bill_unreadable";
  }
}

/**
 * A spreadsheet's own kinds as the text a CSV would have; its dates carry no time zone, and are fractions of a day a hair beside
 * their second. A number with more digits than a spreadsheet keeps is written so that it is refused: it lost its last ones.
 */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date)
    return new Date(Math.round(value.getTime() / 1000) * 1000).toISOString().slice(0, 19).replace("T", " ");
  if (typeof value === "number" && Math.abs(value) >= MOST_EXACT) return value.toExponential();
  return cleanCell(String(value));
}
