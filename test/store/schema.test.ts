// The schema of a fresh book is the committed snapshot beside this file. UPDATE_SCHEMA=1 writes it anew.
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { SCHEMA_VERSION } from "../../main/store/migrate.ts";
import type { Store } from "../../main/store/open.ts";
import { must } from "../support/flow-desk.ts";
import { newFile, openBook } from "../support/flow-book.ts";
import { openStore } from "../../main/store/open.ts";
import { look } from "../support/flow-raw.ts";

const SNAPSHOT = resolve(import.meta.dirname, "schema.sql");

function schemaOf({ read }: Store): string {
  const parts = read.all<{ sql: string }>("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid");
  const version = read.get<{ user_version: number }>("PRAGMA user_version")?.user_version;
  return `-- user_version ${version}\n\n${parts.map(({ sql }) => `${sql};\n`).join("\n")}`;
}

test("a fresh book has exactly the committed schema", () => {
  const schema = schemaOf(openBook());
  if (process.env["UPDATE_SCHEMA"] === "1") writeFileSync(SNAPSHOT, schema);
  expect(schema).toBe(readFileSync(SNAPSHOT, "utf8"));
});

test("a file that is empty becomes a book of this version, in one transaction with its number", () => {
  const file = newFile();
  openBook(file);
  expect(look(file, "PRAGMA user_version")).toEqual([{ user_version: SCHEMA_VERSION }]);
});

test("opening a book again changes nothing in its schema or its rows", () => {
  const file = newFile();
  const first = must(openStore(file));
  const before = [schemaOf(first), first.read.all("SELECT * FROM journal_head")];
  first.close();
  for (let i = 0; i < 3; i++) must(openStore(file)).close();
  const again = openBook(file);
  expect([schemaOf(again), again.read.all("SELECT * FROM journal_head")]).toEqual(before);
});

test("two processes may open one new file: the second finds it migrated", () => {
  const file = newFile();
  const [one, two] = [openBook(file), openBook(file)];
  expect(schemaOf(two)).toBe(schemaOf(one));
});

test("every table is STRICT", () => {
  const loose = openBook().read.all(
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
  );
  expect(loose).toEqual([]);
});

test("durability is spelled out: WAL, synchronous FULL, foreign keys on", () => {
  const file = newFile();
  const { read } = openBook(file);
  expect(look(file, "PRAGMA journal_mode")).toEqual([{ journal_mode: "wal" }]);
  expect(read.get("PRAGMA synchronous")).toEqual({ synchronous: 2 });
  expect(read.get("PRAGMA foreign_keys")).toEqual({ foreign_keys: 1 });
});
