// Each migration takes a book of the shape before it to the next one, with every row as it was.
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { sql as first } from "../../main/store/migrations/0010-first.ts";
import { addNoticeCount, noticeCounts } from "../../main/store/notices.ts";
import { newFile, openBook, problemsOf, writeAttempt } from "../support/flow-book.ts";
import { look } from "../support/flow-raw.ts";

/** A book as the first version left it, with a row in it. */
function oldBook(): string {
  const file = newFile();
  const db = new Database(file);
  db.exec(first);
  db.pragma("user_version = 10");
  db.exec("INSERT INTO settings (key, value, updated_at) VALUES ('till', '{}', 7)");
  db.close();
  return file;
}

test("0020 adds the counts of notices and leaves every row as it was", () => {
  const file = oldBook();
  const store = openBook(file);
  store.write((tx) => writeAttempt(tx, 1));
  expect(look(file, "SELECT * FROM settings")).toEqual([{ key: "till", value: "{}", updated_at: 7 }]);
  expect(look(file, "SELECT * FROM notice_counts")).toEqual([]);
  expect(look<{ user_version: number }>(file, "PRAGMA user_version")[0]?.user_version).toBeGreaterThanOrEqual(20);
  expect(problemsOf(file)).toEqual([]);
});

test("counts add up per channel and kind and keep the last time", () => {
  const { write, read } = openBook(oldBook());
  write((tx) => {
    addNoticeCount(tx, { channel: "pooul", kind: "accepted", count: 1, lastAt: 5 });
    addNoticeCount(tx, { channel: "pooul", kind: "accepted", count: 2, lastAt: 9 });
    addNoticeCount(tx, { channel: "-", kind: "too_large", count: 1, lastAt: 6 });
  });
  expect(noticeCounts(read)).toEqual([
    { channel: "-", kind: "too_large", count: 1, lastAt: 6 },
    { channel: "pooul", kind: "accepted", count: 3, lastAt: 9 },
  ]);
  const nothing = { channel: "pooul", kind: "asked", count: 0, lastAt: 1 };
  expect(() => write((tx) => addNoticeCount(tx, nothing))).toThrow(/CHECK/);
});
