// The way back to an older shape: a book rewritten as an earlier version of the till would have left it, so that a process
// can die while it brings one with money in it up to date.
import { copyFileSync, rmSync } from "node:fs";
import Database from "better-sqlite3";
import { MIGRATIONS } from "../../main/store/migrate.ts";
import { newFile } from "./small-pages.ts";

type Named = { readonly name: string };

/**
 * Rewrites a book in the shape of the migrations up to `version`, with what of the rows fits into it. What only newer
 * columns hold is lost: the caller knows that nothing stands in them.
 */
export function makeOlder(file: string, version: number): void {
  const fresh = `${file}.now`;
  // A kill leaves a log beside the book: it is part of it, and folded in first.
  const log = new Database(file);
  log.pragma("wal_checkpoint(TRUNCATE)");
  log.close();
  copyFileSync(file, fresh);
  for (const part of ["", "-wal", "-shm", "-journal"]) rmSync(file + part, { force: true });
  const db = newFile(file);
  db.pragma("foreign_keys = OFF");
  db.exec("BEGIN");
  for (const { number, sql } of MIGRATIONS) if (number <= version) db.exec(sql);
  db.exec("COMMIT");
  db.prepare("ATTACH ? AS now").run(fresh);
  db.exec("BEGIN; DELETE FROM journal_head");
  for (const { name } of tables(db, "main")) {
    const known = new Set(columns(db, "now", name));
    const common = columns(db, "main", name).filter((column) => known.has(column));
    if (common.length === 0) continue;
    // The slip of a payment that nobody knows the end of is a kind of paper that older versions did not print.
    const insert = name === "print_jobs" ? "INSERT OR IGNORE" : "INSERT";
    db.exec(`${insert} INTO main.${name} (${common.join()}) SELECT ${common.join()} FROM now.${name}`);
  }
  db.exec(`PRAGMA user_version = ${version}; COMMIT`);
  db.close();
  rmSync(fresh);
}

/** From this version on a book has a place for all that the people of a simulated world do. */
const LEAST = 40;

export const OLDER_VERSIONS: readonly number[] = MIGRATIONS.map(({ number }) => number)
  .slice(0, -1)
  .filter((number) => number >= LEAST);

const tables = (db: Database.Database, schema: string): readonly Named[] =>
  db.prepare<[], Named>(`SELECT name FROM ${schema}.sqlite_schema WHERE type = 'table'`).all();

const columns = (db: Database.Database, schema: string, table: string): string[] =>
  db
    .prepare<[string, string], Named>("SELECT name FROM pragma_table_info(?, ?)")
    .all(table, schema)
    .map(({ name }) => name);
