// A second, raw connection to a book: what another program would see on the disk, and a hand that edits past the store.
import Database from "better-sqlite3";
import { onTestFinished } from "vitest";
import type { Store } from "../../main/store/open.ts";

/** One look at the file through a connection of its own; only what was committed is seen. */
export function look<Row>(file: string, sql: string, ...values: readonly (string | number)[]): Row[] {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare<unknown[], Row>(sql).all(...values);
  } finally {
    db.close();
  }
}

/** Edits a book the way a dishonest or careless hand would: no triggers, no foreign keys, no checks in the way. */
export function edit(file: string, ...statements: readonly string[]): void {
  const db = new Database(file);
  try {
    db.pragma("foreign_keys = OFF");
    db.pragma("ignore_check_constraints = ON");
    const triggers = db
      .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
      .all();
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    for (const statement of statements) db.exec(statement);
    for (const { sql } of triggers) db.exec(sql);
  } finally {
    db.close();
  }
}

const held = new Map<string, Database.Database>();

/**
 * Makes SQLite itself refuse every write of this store (SQLITE_BUSY: another program holds the file for ever), or
 * allow it again. Reading goes on.
 */
export function setDisk(store: Store, state: "refuses" | "works"): void {
  const file = store.read.get<{ file: string }>("PRAGMA database_list")?.file ?? "";
  held.get(file)?.close();
  held.delete(file);
  if (state === "works") return;
  store.read.get("PRAGMA busy_timeout = 0");
  const db = new Database(file);
  db.exec("BEGIN IMMEDIATE");
  held.set(file, db);
  onTestFinished(() => void db.close());
}
