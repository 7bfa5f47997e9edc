// Reads the rows of a bill file one after the other, whatever its size: CSV as UTF-8, UTF-16 or GBK, or XLSX. Memory stays
// bounded: a record may have so many characters, and an XLSX, which must be taken whole, is read by a thread of its own.
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { Readable, pipeline } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { cleanCell } from "./cell.ts";
import { BillProblem } from "./problem.ts";
import { sheetRows } from "./sheet-rows.ts";

/** `row`: as a spreadsheet counts, from 1. Cells are trimmed and without a bill's own quoting signs. */
export type BillRow = { readonly row: number; readonly cells: readonly string[] };

export type BillRows = { readonly encoding: string; rows(): AsyncGenerator<BillRow> };

const MOST_RECORD_CHARS = 64 * 1024;
const LOOK_BYTES = 64 * 1024;

export async function openRows(file: string): Promise<BillRows> {
  const head = await headOf(file);
  if (head.length === 0) throw new BillProblem("bill_empty");
  if (head[0] === 0x50 && head[1] === 0x4b) return { encoding: "xlsx", rows: () => sheetRows(file) };
  if (head[0] === 0xd0 && head[1] === 0xcf) throw new BillProblem("bill_unreadable", "xls");
  const encoding = encodingOf(head);
  return { encoding, rows: () => csvRows(file, encoding, delimiterIn(new TextDecoder(encoding).decode(head))) };
}

/** 支付宝 writes a tab behind every number; only a text with hardly a comma is divided by tabs. */
const delimiterIn = (text: string): string => (text.split("\t").length > 2 * text.split(",").length ? "\t" : ",");

/** A bill is read more than once, from its beginning; to open a pipe that nobody writes to would wait for ever. */
async function headOf(file: string): Promise<Buffer> {
  const found = await stat(file);
  if (!found.isFile()) throw new BillProblem("bill_unreadable", found.isDirectory() ? "EISDIR" : "not a file");
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(LOOK_BYTES), 0, LOOK_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** By its mark; else UTF-8 where the beginning is that, else GBK, which Chinese bills are otherwise written in. */
function encodingOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return "utf-8";
  } catch {
    return "gb18030";
  }
}

async function* csvRows(file: string, encoding: string, delimiter: string): AsyncGenerator<BillRow> {
  const at = { row: 0 };
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: false,
    // A quote inside a bare cell is a character like any other; inside a quoted one it must be doubled.
    relax_quotes: true,
    max_record_size: MOST_RECORD_CHARS,
    delimiter,
  });
  // What breaks at either end reaches whoever reads the rows, and nobody else.
  pipeline(Readable.from(decoded(file, encoding)), parser, () => {});
  const source = { error: null as unknown };
  try {
    for await (const cells of parser as AsyncIterable<unknown>) {
      at.row += 1;
      yield { row: at.row, cells: Array.isArray(cells) ? cells.map((cell) => cleanCell(String(cell))) : [] };
    }
  } catch (error) {
    source.error = error;
  }
  if (source.error instanceof CsvError) throw new BillProblem("bill_row_bad", String(at.row + 1));
  if (source.error !== null) throw source.error;
}

async function* decoded(file: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let lines = 1;
  const text = (bytes?: Uint8Array): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw new BillProblem("bill_encoding", String(lines));
    }
  };
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) {
    const bytes: Uint8Array = chunk;
    const part = text(bytes);
    yield part;
    lines += part.split("\n").length - 1;
  }
  yield text();
}
