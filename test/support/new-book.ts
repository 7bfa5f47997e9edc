// A new book without its migrations: they are run once in a process, on a book whose bytes every later one begins with.
// That they lead to the same book, whatever they begin at, is what test/store/migrate.test.ts shows.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../main/store/open.ts";

let empty: Buffer | null = null;

/** Writes an empty book to where none is yet; a book that is there stays. Answers the file. */
export function newBook(file: string): string {
  empty ??= migrated();
  if (!existsSync(file)) writeFileSync(file, empty);
  return file;
}

function migrated(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "till-empty-"));
  try {
    const file = join(folder, "till.db");
    const opened = openStore(file);
    if (!opened.ok) throw new Error(opened.failure.code);
    opened.value.close();
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
