// A new, empty book with small pages: a world's book is small, every commit writes whole pages, and every death copies them.
// Only the bytes per page differ from a till's own book; the log, its checksums and its folding are the same.
import Database from "better-sqlite3";

/** SQLite's own default is 4096. */
export const PAGE_BYTES = 2048;

export function newFile(file: string): Database.Database {
  const db = new Database(file);
  db.pragma(`page_size = ${PAGE_BYTES}`);
  db.pragma("journal_mode = WAL");
  return db;
}
