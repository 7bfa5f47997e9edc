// Opening a book: what cannot be opened is refused with a reason, and left byte for byte as it was.
import { copyFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { SCHEMA_VERSION } from "../../main/store/migrate.ts";
import { StoreCannotWrite, isDuplicate, openStore } from "../../main/store/open.ts";
import { bytes, newFile, numberOf, openBook, problemsOf, writeAttempt, writtenBook } from "../support/flow-book.ts";
import { tempFolder } from "../support/flow-desk.ts";

const failureOf = (file: string) => {
  const opened = openStore(file);
  if (opened.ok) opened.value.close();
  return opened.ok ? null : opened.failure;
};

describe("a book of a newer version", () => {
  test("is refused and left as it is", async () => {
    const file = await writtenBook();
    const db = new Database(file);
    db.pragma(`user_version = ${SCHEMA_VERSION + 10}`);
    db.close();
    const before = bytes(file);
    expect(failureOf(file)).toEqual({ code: "store_newer", who: "developer", retry: "never", detail: file });
    expect(bytes(file)).toBe(before);
  });

  test("is left as it is also when its last process was killed", async () => {
    const folder = tempFolder();
    const [alive, killed] = [newFile(), join(folder, "till.db")];
    const db = new Database(alive);
    db.pragma("journal_mode = WAL");
    db.exec("CREATE TABLE newer (a)");
    db.pragma(`user_version = ${SCHEMA_VERSION + 10}`);
    db.exec("INSERT INTO newer VALUES (1)");
    // What a kill leaves: the file and its log, copied while the other process still holds both.
    for (const end of ["", "-wal"]) copyFileSync(alive + end, killed + end);
    db.close();
    const before = [bytes(killed), bytes(`${killed}-wal`)];
    expect(failureOf(killed)?.code).toBe("store_newer");
    expect([bytes(killed), bytes(`${killed}-wal`)]).toEqual(before);
  });
});

test.each([
  ["tables of its own", "CREATE TABLE customers (name)", 0],
  ["tables with names like ours", "CREATE TABLE orders (a); CREATE TABLE events (a)", 0],
  ["a number of its own", "CREATE TABLE orders (a)", 20],
])("somebody else's database with %s is refused and left as it is", (_what, sql, number) => {
  const file = newFile();
  const db = new Database(file);
  db.exec(sql);
  db.pragma(`user_version = ${number}`);
  db.close();
  const before = bytes(file);
  expect(failureOf(file)).toEqual({ code: "store_not_a_book", who: "manager", retry: "never", detail: file });
  expect(bytes(file)).toBe(before);
});

describe("a damaged file is refused as damaged, and its bytes are kept", () => {
  const damages: readonly (readonly [string, (file: string) => void])[] = [
    ["text that is no database", (file) => writeFileSync(file, "order,amount\n1,1250\n".repeat(500))],
    [
      "a header written over",
      (file) => writeFileSync(file, Buffer.concat([Buffer.alloc(100, 7), readFileSync(file).subarray(100)])),
    ],
    ["the second half missing", (file) => truncateSync(file, Math.floor(readFileSync(file).length / 8192) * 4096)],
    [
      "a schema written over",
      (file) =>
        writeFileSync(
          file,
          Buffer.concat([
            readFileSync(file).subarray(0, 100),
            Buffer.alloc(3996, 0xff),
            readFileSync(file).subarray(4096),
          ]),
        ),
    ],
  ];
  for (const [name, damage] of damages)
    test(name, async () => {
      const file = await writtenBook();
      damage(file);
      const before = bytes(file);
      expect(failureOf(file)).toMatchObject({ code: "store_damaged", detail: file });
      expect(bytes(file)).toBe(before);
    });

  test("a page in the middle that cannot be read is named by verify, not thrown", async () => {
    const file = await writtenBook();
    const content = readFileSync(file);
    const db = new Database(file, { readonly: true });
    const root =
      db.prepare<[], { rootpage: number }>("SELECT rootpage FROM sqlite_schema WHERE name = 'events'").get()
        ?.rootpage ?? 0;
    db.close();
    content.fill(0xff, (root - 1) * 4096, root * 4096);
    writeFileSync(file, content);
    expect(problemsOf(file).join()).toMatch(/the file: /);
  });
});

describe("a place that cannot be written", () => {
  test("a folder that is really a file", () => {
    const folder = tempFolder();
    writeFileSync(join(folder, "not-a-folder"), "");
    const file = join(folder, "not-a-folder", "till.db");
    expect(failureOf(file)).toMatchObject({ code: "folder_read_only", who: "manager", retry: "now" });
    expect(existsSync(file)).toBe(false);
  });
});

describe("reading and writing", () => {
  test("a reader cannot write, whatever it is handed", () => {
    const { read } = openBook();
    for (const sql of [
      "DELETE FROM orders RETURNING 1",
      "UPDATE journal_head SET seq = 9 RETURNING 1",
      "DROP TABLE orders",
    ])
      expect(() => read.get(sql)).toThrow();
    expect(read.all("SELECT seq FROM journal_head")).toEqual([{ seq: 0 }]);
  });

  test("what fails inside a write leaves nothing of it", () => {
    const store = openBook();
    const work = () =>
      store.write((tx) => {
        writeAttempt(tx, 1);
        throw new Error("halfway");
      });
    expect(work).toThrow("halfway");
    expect(store.read.all("SELECT * FROM orders UNION ALL SELECT * FROM orders")).toEqual([]);
    expect(store.read.all("SELECT * FROM events")).toEqual([]);
  });

  test("a full disk is a StoreCannotWrite, and nothing was written", () => {
    const store = openBook();
    const pages = store.read.get<{ page_count: number }>("PRAGMA page_count")?.page_count ?? 0;
    store.read.get(`PRAGMA max_page_count = ${pages}`);
    const fill = () =>
      store.write((tx) => tx.run("INSERT INTO settings VALUES ('big', ?, 0)", JSON.stringify("x".repeat(50_000))));
    expect(fill).toThrow(StoreCannotWrite);
    expect(fill).toThrow("SQLITE_FULL");
    expect(store.read.all("SELECT * FROM settings")).toEqual([]);
  });

  test("a copy made while the till is open is a whole book", async () => {
    const store = openBook();
    store.write((tx) => writeAttempt(tx, 1));
    const copy = join(tempFolder(), "copy.db");
    await store.copyTo(copy);
    expect(problemsOf(copy)).toEqual([]);
    expect(openBook(copy).read.all("SELECT trade_no FROM attempts")).toEqual([{ trade_no: numberOf(1) }]);
  });
});

describe("one open attempt per order", () => {
  test("holds across two connections: the second is a duplicate", () => {
    const file = newFile();
    const [one, two] = [openBook(file), openBook(file)];
    one.write((tx) => writeAttempt(tx, 1, "same"));
    let caught: unknown;
    try {
      two.write((tx) => writeAttempt(tx, 2, "same"));
    } catch (error) {
      caught = error;
    }
    expect(isDuplicate(caught)).toBe(true);
    expect(two.read.all("SELECT trade_no FROM attempts")).toEqual([{ trade_no: numberOf(1) }]);
  });

  for (const status of ["created", "sending", "awaiting_payer", "unknown", "cancelling", "needs_review"])
    test(`${status} keeps the order taken`, () => {
      const store = openBook();
      store.write((tx) => writeAttempt(tx, 1, "same"));
      store.write((tx) => tx.run("UPDATE attempts SET status = ?", status));
      expect(() => store.write((tx) => writeAttempt(tx, 2, "same"))).toThrow(/UNIQUE/);
    });

  for (const status of ["declined", "cancelled", "paid"])
    test(`${status} does not`, () => {
      const store = openBook();
      store.write((tx) => writeAttempt(tx, 1, "same"));
      store.write((tx) => tx.run("UPDATE attempts SET status = ?", status));
      store.write((tx) => writeAttempt(tx, 2, "same"));
      expect(store.read.all("SELECT * FROM attempts")).toHaveLength(2);
    });
});
