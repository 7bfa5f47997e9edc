// Turns a chosen file into cells: CSV in UTF-8, GBK or UTF-16, or an Excel workbook's first sheet. It runs in the page,
// where a hostile file meets the sandbox and no secret; it opens nothing else and stops at a size.
import Papa from "papaparse";
import { readSheet } from "read-excel-file/universal";
import { MAX_GOODS } from "../../../preload/contract/goods.ts";
import { MOST_UNPACKED_BYTES, readZip } from "../../../preload/contract/zip.ts";
import { type Sheet, readGoods } from "./read-goods.ts";

export const MAX_FILE_MB = 20;
const BYTES_IN_MB = 1024 * 1024;

/** Excel keeps 15 digits of a number; what is behind them is noise of its binary form. */
const EXCEL_DIGITS = 15;

const NO_FILE: Sheet = { ok: false, problem: "not_readable", missing: [] };

/** Of a file somebody chose. Never rejects. */
export async function readFile(file: Blob): Promise<Sheet> {
  if (file.size > MAX_FILE_MB * BYTES_IN_MB) return { ok: false, problem: "too_big", missing: [] };
  try {
    const bytes = await file.arrayBuffer();
    if (isZip(bytes) && !isModest(bytes)) return { ok: false, problem: "too_big", missing: [] };
    const cells = isZip(bytes) ? await cellsOfWorkbook(bytes) : cellsOfText(textOf(bytes));
    return cells === null ? NO_FILE : readGoods(cells);
  } catch {
    return NO_FILE;
  }
}

/** An .xlsx is a zip file. */
function isZip(bytes: ArrayBuffer): boolean {
  const [p, k] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  return p === 0x50 && k === 0x4b;
}

/** What it says it unpacks to; no more than that is ever unpacked. What is no zip after all is not readable. */
const isModest = (bytes: ArrayBuffer): boolean =>
  (readZip(new Uint8Array(bytes))?.unpackedBytes ?? 0) <= MOST_UNPACKED_BYTES;

async function cellsOfWorkbook(bytes: ArrayBuffer): Promise<string[][]> {
  const rows = await readSheet(bytes, 1, { trim: true });
  return rows.map((row) => row.map(textOfCell));
}

function textOfCell(cell: unknown): string {
  if (typeof cell === "number") return String(Number(cell.toPrecision(EXCEL_DIGITS)));
  return cell === null || cell === undefined ? "" : String(cell);
}

/** UTF-16 and UTF-8 by their marks, else UTF-8 where it is valid, else GB18030, which GBK and GB2312 are part of. */
export function textOf(bytes: ArrayBuffer): string {
  const [a, b] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (a === 0xff && b === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (a === 0xfe && b === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** Null for what is no text. One row more than a list may have is enough to know that it is too long. */
function cellsOfText(text: string): string[][] | null {
  if (text.includes("\u0000")) return null;
  const { data } = Papa.parse<string[]>(text, {
    header: false,
    skipEmptyLines: false,
    dynamicTyping: false,
    worker: false,
    preview: MAX_GOODS + 2,
    delimitersToGuess: [",", "\t", ";", "|"],
  });
  return data;
}
