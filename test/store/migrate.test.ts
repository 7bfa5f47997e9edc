// Each migration takes a book of the shape before it to the next one, with every row as it was.
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { sql as first } from "../../main/store/migrations/0010-first.ts";
import { sql as printing } from "../../main/store/migrations/0040-printing.ts";
import { sql as goods } from "../../main/store/migrations/0050-goods.ts";
import { sql as search } from "../../main/store/migrations/0060-order-search.ts";
import { sql as people } from "../../main/store/migrations/0070-people.ts";
import { sql as shifts } from "../../main/store/migrations/0080-shifts.ts";
import { sql as reconcile } from "../../main/store/migrations/0090-reconcile.ts";
import { addNoticeCount, noticeCounts } from "../../main/store/notices.ts";
import { sql as tenders } from "../../main/store/migrations/0030-tenders.ts";
import { appendEvent } from "../../main/store/journal.ts";
import { queuePrint } from "../../main/store/print-jobs.ts";
import { sql as counts } from "../../main/store/migrations/0020-notice-counts.ts";
import { makeNumber } from "../../preload/contract/ids.ts";
import { newFile, numberOf, openBook, problemsOf, writeAttempt } from "../support/flow-book.ts";
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

const refundOf = (count: number): string => makeNumber("8", "260301100000", 1, count);

/** A book as 0020 left it: a paid and an open attempt of one shop, with a refund and its events. */
function bookWithPayments(): { file: string; before: Record<string, unknown>[] } {
  const file = oldBook();
  const db = new Database(file);
  db.exec(counts);
  db.pragma("user_version = 20");
  const [paid, open] = [numberOf(1), numberOf(2)];
  db.exec(`INSERT INTO orders (order_id, amount_fen, day, day_number, created_at) VALUES ('o1', 1250, '2026-03-01', 1, 1), ('o2', 99, '2026-03-01', 2, 2);
    INSERT INTO attempts (trade_no, order_id, channel, method, wallet, code_tail, amount_fen, status, asked, raw, channel_trade_no, created_at, sent_at, final_at)
      VALUES ('${paid}', 'o1', 'pooul', 'pay_code', 'wechat', '6789', 1250, 'paid', 3, 'PAID', 'ch-1', 1, 2, 3),
             ('${open}', 'o2', 'leshua', 'qr', 'alipay', NULL, 99, 'unknown', 1, NULL, NULL, 2, 2, NULL);
    INSERT INTO refunds (refund_no, trade_no, amount_fen, why, status, requested_at) VALUES ('${refundOf(1)}', '${paid}', 50, 'broken', 'refunded', 9)`);
  const before = db.prepare<[], Record<string, unknown>>("SELECT * FROM attempts ORDER BY trade_no").all();
  db.close();
  return { file, before };
}

test("0030 makes the table of attempts anew and carries every row over as it was", () => {
  const { file, before } = bookWithPayments();
  openBook(file);
  const fresh = { given_fen: null, leg: 0, exception_settled: 0, watched: 0, watch_at: null, settlement: null };
  expect(look(file, "SELECT * FROM attempts ORDER BY trade_no")).toEqual(before.map((row) => ({ ...row, ...fresh })));
  expect(look(file, "SELECT trade_no FROM refunds")).toEqual([{ trade_no: numberOf(1) }]);
  expect(look(file, "PRAGMA foreign_key_check")).toEqual([]);
});

test("0030 keeps what holds the rows: the index, the triggers, and the refunds' own attempt", () => {
  const { write } = openBook(bookWithPayments().file);
  expect(() => write((tx) => tx.run("DELETE FROM attempts"))).toThrow(/never deleted/);
  expect(() => write((tx) => tx.run("UPDATE attempts SET amount_fen = 1"))).toThrow(/never change/);
  expect(() => write((tx) => writeAttempt(tx, 3, "o2"))).toThrow(/UNIQUE/);
  expect(() =>
    write((tx) =>
      tx.run(
        "INSERT INTO refunds SELECT '8' || substr(refund_no, 2), 'x', 1, '', 'refused', 0, NULL, NULL, 1, NULL, NULL, NULL, 0 FROM refunds",
      ),
    ),
  ).toThrow(/FOREIGN KEY|UNIQUE/);
});

test("cash is kept with what was given, and only cash is", () => {
  const { write } = openBook();
  const insert = (method: string, given: number | null) => () =>
    write((tx) => {
      writeAttempt(tx, 5);
      tx.run(
        `INSERT INTO attempts (trade_no, order_id, channel, method, amount_fen, given_fen, leg, status, created_at)
         VALUES (?, 'order-5', 'cash', ?, 100, ?, 1, 'paid', 1)`,
        numberOf(6),
        method,
        given,
      );
      throw new Error("undone");
    });
  expect(insert("cash", 100)).toThrow("undone");
  expect(insert("cash", 99)).toThrow(/CHECK/);
  expect(insert("cash", null)).toThrow(/CHECK/);
  expect(insert("pay_code", 100)).toThrow(/CHECK/);
});

/** A book as 0030 left it, with a print job in each state a version before could have written. */
function bookWithJobs(): string {
  const { file } = bookWithPayments();
  const db = new Database(file);
  db.pragma("foreign_keys = OFF");
  db.exec(tenders);
  db.pragma("user_version = 30");
  db.exec(`INSERT INTO print_jobs (job_id, kind, subject_id, status, created_at)
    VALUES (3, 'sale', '${numberOf(1)}', 'queued', 5), (7, 'refund', '${refundOf(1)}', 'sending', 6)`);
  db.close();
  return file;
}

test("0040 keeps every print job; they are nobody's, so that a new printer does not print the past", () => {
  const file = bookWithJobs();
  openBook(file);
  expect(
    look(file, "SELECT job_id, kind, subject_id, status, printer_id, reprint, copy, created_at FROM print_jobs"),
  ).toEqual([
    {
      job_id: 3,
      kind: "sale",
      subject_id: numberOf(1),
      status: "queued",
      printer_id: null,
      reprint: 0,
      copy: 1,
      created_at: 5,
    },
    {
      job_id: 7,
      kind: "refund",
      subject_id: refundOf(1),
      status: "uncertain",
      printer_id: null,
      reprint: 0,
      copy: 1,
      created_at: 6,
    },
  ]);
  expect(look(file, "SELECT * FROM printers")).toEqual([]);
});

test("0040 does not queue a receipt again that the version before had queued", () => {
  const file = bookWithJobs();
  openBook(file).write((tx) => queuePrint(tx, "sale", numberOf(1), 9));
  expect(look(file, "SELECT job_id FROM print_jobs WHERE kind = 'sale'")).toEqual([{ job_id: 3 }]);
});

test("0100 keeps every job as it was, with nobody's answer, and takes only answers there are", () => {
  const file = bookWithJobs();
  const db = new Database(file);
  db.pragma("foreign_keys = OFF");
  for (const sql of [printing, goods, search, people, shifts, reconcile]) db.exec(sql);
  db.pragma("user_version = 90");
  db.exec("UPDATE print_jobs SET reason = 'restarted', turn = NULL, ended_at = 8 WHERE job_id = 7");
  const before = db.prepare("SELECT * FROM print_jobs ORDER BY job_id").all();
  db.close();
  const { write } = openBook(file);
  const after = look<Record<string, unknown>>(file, "SELECT * FROM print_jobs ORDER BY job_id");
  expect(after).toEqual(before.map((job) => Object.assign({ answer: null, answered_at: null }, job)));
  write((tx) => tx.run("UPDATE print_jobs SET answer = 'came_out', answered_at = 9 WHERE job_id = 7"));
  expect(look(file, "SELECT job_id FROM print_jobs WHERE answer = 'came_out'")).toEqual([{ job_id: 7 }]);
  expect(() => write((tx) => tx.run("UPDATE print_jobs SET answer = 'perhaps' WHERE job_id = 7"))).toThrow(/CHECK/);
});

test("0060 only adds indexes: every row stays as it was, and finds itself by its new index", () => {
  const { file, before } = bookWithPayments();
  const store = openBook(file);
  expect(look(file, "SELECT trade_no, status, amount_fen FROM attempts ORDER BY trade_no")).toEqual(
    before.map(({ trade_no, status, amount_fen }) => ({ trade_no, status, amount_fen })),
  );
  const plan = store.read.all<{ detail: string }>(
    "EXPLAIN QUERY PLAN SELECT 1 FROM attempts WHERE substr(trade_no, -4) = '0001'",
  );
  expect(plan[0]?.detail).toContain("attempts_by_tail");
});

test("0050 adds the product list and the sales put aside, and leaves every row as it was", () => {
  const { file, before } = bookWithPayments();
  openBook(file);
  expect(look(file, "SELECT trade_no FROM attempts ORDER BY trade_no")).toEqual(
    before.map(({ trade_no }) => ({ trade_no })),
  );
  expect(look(file, "SELECT * FROM goods")).toEqual([]);
  expect(look(file, "SELECT * FROM held_sales")).toEqual([]);
  expect(look<{ user_version: number }>(file, "PRAGMA user_version")[0]?.user_version).toBeGreaterThanOrEqual(50);
});

test("0090 adds reconciliation beside the money and leaves every row as it was", () => {
  const { file } = bookWithPayments();
  const { write } = openBook(file);
  expect(look(file, "SELECT trade_no, channel_trade_no FROM attempts ORDER BY trade_no")).toEqual([
    { trade_no: numberOf(1), channel_trade_no: "ch-1" },
    { trade_no: numberOf(2), channel_trade_no: null },
  ]);
  expect(look(file, "SELECT * FROM differences")).toEqual([]);
  write((tx) =>
    tx.run(`INSERT INTO differences (day, channel, kind, subject, number, source, found_at, closed_at, closed_how)
      VALUES ('2026-03-01', 'pooul', 'state', 'order', 'x', 'asked', 1, 2, 'proof')`),
  );
  expect(() => write((tx) => tx.run("DELETE FROM differences"))).toThrow(/never deleted/);
  expect(() => write((tx) => tx.run("UPDATE differences SET closed_at = NULL, closed_how = NULL"))).toThrow(/once/);
});

test("0070 keeps every event with its hash, lets the journal keep what people do, and holds them both", () => {
  const { file } = bookWithPayments();
  const db = new Database(file);
  db.exec("INSERT INTO events VALUES (1, 5, 'attempt', 'x', 'created', NULL, 'created', '{}', '', 'abc')");
  db.exec("UPDATE journal_head SET seq = 1, hash = 'abc'");
  db.close();
  const before = look(file, "SELECT * FROM events ORDER BY seq");
  const store = openBook(file);
  expect(look(file, "SELECT * FROM events ORDER BY seq")).toEqual(before);
  store.write((tx) =>
    appendEvent(tx, {
      at: 9,
      subject: "till",
      subjectId: "drawer",
      kind: "drawer_opened",
      from: null,
      to: null,
      detail: {},
    }),
  );
  expect(look(file, "SELECT seq, subject, previous FROM events WHERE seq = 2")).toEqual([
    { seq: 2, subject: "till", previous: "abc" },
  ]);
  expect(() => store.write((tx) => tx.run("DELETE FROM events"))).toThrow(/never deleted/);
  expect(() => store.write((tx) => tx.run("UPDATE events SET kind = 'x'"))).toThrow(/never changed/);
});

test("0080 adds shifts to a book of before and leaves its journal as it was", () => {
  const { file } = bookWithPayments();
  const db = new Database(file);
  db.pragma("foreign_keys = OFF");
  for (const sql of [tenders, printing, people]) db.exec(sql);
  db.pragma("user_version = 70");
  const before = db.prepare("SELECT * FROM events").all();
  db.close();
  openBook(file);
  expect(look(file, "SELECT * FROM events")).toEqual(before);
  expect(look(file, "SELECT * FROM shifts")).toEqual([]);
  const plan = look<{ detail: string }>(
    file,
    "EXPLAIN QUERY PLAN SELECT seq FROM events e WHERE e.to_status IN ('paid', 'refunded') AND e.from_status <> e.to_status AND e.at >= 1 AND e.at < 2",
  );
  expect(plan[0]?.detail).toMatch(/events_of_money/);
});

test("0110 lets refunds name lines and be dealt with, and leaves every refund as it was", () => {
  const { file } = bookWithPayments();
  const { write } = openBook(file);
  const before = look<{ refund_no: string; let_go: number }>(file, "SELECT refund_no, let_go FROM refunds");
  expect(before).toEqual([{ refund_no: refundOf(1), let_go: 0 }]);
  expect(look(file, "SELECT * FROM refund_lines")).toEqual([]);
  const line = "INSERT INTO refund_lines (refund_no, position, count) VALUES (?, 0, ?)";
  expect(() => write((tx) => tx.run(line, refundOf(1), 0))).toThrow(/CHECK/);
  expect(() => write((tx) => tx.run(line, refundOf(9), 1))).toThrow(/FOREIGN KEY/);
});
