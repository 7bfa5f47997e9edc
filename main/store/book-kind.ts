// What a file is before anything is done to it: a book of the till, and which of the two. A book says so itself once it was
// opened as one; of an older one its numbers tell, for those of training carry terminal 900 and above.
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import { type Reader, type Store, StoreCannotWrite, lookInto, sqliteCode } from "./open.ts";
import { readSetting, writeSetting } from "./settings.ts";

export type BookKind = "real" | "training";

const KEY = "book.kind";
/** Of the first schema; every book has them. */
const TABLES = ["orders", "attempts", "refunds", "events", "journal_head", "settings", "counters"];
const FIRST_SCHEMA = 10;

/** Writes into a book which one it is, unless it says so already or its numbers say otherwise. */
export function markBook(store: Store, kind: BookKind, at: number): void {
  if ((bookKindOf(store.read) ?? kind) !== kind || readSetting(store.read, KEY) !== undefined) return;
  try {
    store.write((tx) => writeSetting(tx, KEY, kind, at));
  } catch (error) {
    // A full disk is told where money is concerned; the next opening writes it.
    if (!(error instanceof StoreCannotWrite)) throw error;
  }
}

/** null: nothing in it tells. */
export function bookKindOf(read: Reader): BookKind | null {
  const said = readSetting(read, KEY);
  if (said === "real" || said === "training") return said;
  const row = read.get<{ terminal: string | null }>("SELECT max(substr(trade_no, 14, 3)) AS terminal FROM attempts");
  const terminal = row?.terminal ?? null;
  return terminal === null ? null : terminal >= "900" ? "training" : "real";
}

/** Changes nothing in the file. Failures: store_not_a_book, store_damaged, and what keeps it from being read. */
export function inspectBook(file: string): Result<{ kind: BookKind | null }> {
  const foreign = fail("store_not_a_book", file, "manager", "never");
  try {
    const looked = lookInto(file, (read, version) => (isBook(read, version) ? { kind: bookKindOf(read) } : null));
    if (!looked.ok) return looked;
    return looked.value ? ok(looked.value) : foreign;
  } catch (error) {
    // Tables with names like ours and other columns.
    if (sqliteCode(error) === "SQLITE_ERROR") return foreign;
    throw error;
  }
}

function isBook(read: Reader, version: number): boolean {
  if (version < FIRST_SCHEMA) return false;
  const tables = read.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'");
  return (
    TABLES.every((name) => tables.some((table) => table.name === name)) &&
    read.get("SELECT seq FROM journal_head WHERE one = 1") !== undefined
  );
}
