// What the tables refuse by themselves, whoever asks: wrong types, impossible values, rows without their owner,
// deleting and rewriting history.
import { describe, expect, test } from "vitest";
import type { Store } from "../../main/store/open.ts";
import { numberOf, openBook, writeAttempt } from "../support/flow-book.ts";

function bookWithRows(): Store {
  const store = openBook();
  store.write((tx) => {
    writeAttempt(tx, 1);
    tx.run(
      "INSERT INTO refunds (refund_no, trade_no, amount_fen, why, status, requested_at) VALUES (?, ?, 300, 'x', 'requested', 1)",
      "8".padEnd(21, "0"),
      numberOf(1),
    );
    tx.run("INSERT INTO settings VALUES ('a', '1', 0)");
    tx.run("INSERT INTO counters VALUES ('a', 1)");
  });
  return store;
}

/** What SQLite says when this is tried on a book with a row in every table. */
function refusal(sql: string): string {
  const store = bookWithRows();
  try {
    store.write((tx) => tx.run(sql));
    return "done";
  } catch (error) {
    return String(error);
  }
}

describe("STRICT columns refuse the wrong type", () => {
  const statements = [
    "UPDATE attempts SET asked = 'often'",
    "UPDATE attempts SET sent_at = 1.5",
    "UPDATE attempts SET unclear = 'yes'",
    "UPDATE refunds SET no_answers = 0.5",
    "UPDATE counters SET value = 'many'",
    "INSERT INTO orders VALUES ('o', 12.5, '2026-03-01', 9, NULL, NULL, NULL, 1)",
  ];
  for (const sql of statements) test(sql, () => expect(refusal(sql)).toMatch(/cannot store/));
});

describe("CHECKs refuse impossible values", () => {
  const statements = [
    "INSERT INTO orders VALUES ('o', 0, '2026-03-01', 9, NULL, NULL, NULL, 1)",
    "INSERT INTO orders VALUES ('o', -5, '2026-03-01', 9, NULL, NULL, NULL, 1)",
    "INSERT INTO orders VALUES ('o', 5, '1.3.2026', 9, NULL, NULL, NULL, 1)",
    "UPDATE attempts SET status = 'probably_paid'",
    "UPDATE attempts SET exception = 'shrug'",
    "UPDATE attempts SET wallet = 'cash'",
    "UPDATE attempts SET code_tail = '56789'",
    "UPDATE attempts SET unclear = 2",
    "UPDATE attempts SET asked = -1",
    "UPDATE refunds SET status = 'done'",
    "UPDATE settings SET value = '{'",
    "UPDATE counters SET value = -1",
    "INSERT INTO events VALUES (2, 1, 'attempt', 'x', 'k', NULL, NULL, 'not json', '', 'h')",
    "INSERT INTO events VALUES (2, 1, 'printer', 'x', 'k', NULL, NULL, '{}', '', 'h')",
    "INSERT INTO journal_head VALUES (2, 0, '')",
    "INSERT INTO print_jobs (kind, subject_id, status, created_at) VALUES ('poster', 'x', 'queued', 1)",
    "INSERT INTO print_jobs (kind, subject_id, status, created_at) VALUES ('sale', 'x', 'lost', 1)",
    "INSERT INTO print_jobs (kind, subject_id, status, created_at) VALUES ('sale', 'x', 'sending', 1)",
    "INSERT INTO print_jobs (kind, subject_id, status, copy, created_at) VALUES ('sale', 'x', 'queued', 0, 1)",
    "INSERT INTO print_jobs (kind, subject_id, status, content, created_at) VALUES ('day', 'x', 'queued', '{', 1)",
    "INSERT INTO printers (printer_id, config, created_at) VALUES ('p', 'not json', 1)",
  ];
  for (const sql of statements) test(sql, () => expect(refusal(sql)).toMatch(/CHECK/));

  const numbers = [
    ["twenty digits", `9${"0".repeat(19)}`],
    ["a refund's number", `8${"0".repeat(20)}`],
    ["letters in it", `9${"0".repeat(19)}x`],
  ] as const;
  for (const [name, number] of numbers)
    test(`a trade number of ${name}`, () =>
      expect(
        refusal(`INSERT INTO attempts (trade_no, order_id, channel, method, amount_fen, status, created_at)
         VALUES ('${number}', 'order-1', 'pooul', 'pay_code', 1, 'declined', 1)`),
      ).toMatch(/CHECK/));
});

describe("rows need their owner", () => {
  test("an attempt its order", () =>
    expect(
      refusal(`INSERT INTO attempts (trade_no, order_id, channel, method, amount_fen, status, created_at)
       VALUES ('${numberOf(2)}', 'nobody', 'pooul', 'pay_code', 1, 'created', 1)`),
    ).toMatch(/FOREIGN KEY/));
  test("a print job its printer", () =>
    expect(
      refusal(
        "INSERT INTO print_jobs (kind, subject_id, status, printer_id, created_at) VALUES ('sale', 'x', 'queued', 'p', 1)",
      ),
    ).toMatch(/FOREIGN KEY/));
  test("a refund its attempt", () =>
    expect(
      refusal(`INSERT INTO refunds (refund_no, trade_no, amount_fen, why, status, requested_at)
       VALUES ('${"8".padEnd(21, "1")}', '${numberOf(2)}', 1, 'x', 'refused', 1)`),
    ).toMatch(/FOREIGN KEY/));
});

describe("what is unique", () => {
  test("a trade number", () => {
    const store = bookWithRows();
    expect(() => store.write((tx) => writeAttempt(tx, 1, "order-2"))).toThrow(/UNIQUE|PRIMARY/);
  });
  test("a day's running number", () =>
    expect(refusal("INSERT INTO orders VALUES ('o', 5, '2026-03-01', 1, NULL, NULL, NULL, 1)")).toMatch(/UNIQUE/));
  test("an attempt's open refund", () =>
    expect(
      refusal(`INSERT INTO refunds (refund_no, trade_no, amount_fen, why, status, requested_at)
       VALUES ('${"8".padEnd(21, "1")}', '${numberOf(1)}', 1, 'x', 'requested', 1)`),
    ).toMatch(/UNIQUE/));
});

describe("history stays", () => {
  const statements: readonly (readonly [string, RegExp])[] = [
    ["DELETE FROM events", /never deleted/],
    ["UPDATE events SET detail = '{}'", /never changed/],
    ["UPDATE events SET seq = seq + 10", /never changed/],
    [
      "REPLACE INTO events SELECT seq, at, subject, subject_id, kind, from_status, to_status, '{}', previous, hash FROM events",
      /never deleted/,
    ],
    ["DELETE FROM orders", /never deleted/],
    ["DELETE FROM attempts", /never deleted/],
    ["DELETE FROM refunds", /never deleted/],
    ["UPDATE orders SET amount_fen = 1", /never changes/],
    ["UPDATE orders SET order_id = 'x'", /never changes/],
    ["UPDATE attempts SET amount_fen = 1", /never change/],
    ["UPDATE attempts SET trade_no = '" + numberOf(7) + "'", /never change/],
    ["UPDATE attempts SET channel = 'training'", /never change/],
    ["UPDATE refunds SET amount_fen = 1", /never change/],
    ["UPDATE refunds SET trade_no = '" + numberOf(7) + "'", /never change/],
  ];
  for (const [sql, why] of statements) test(sql.slice(0, 70), () => expect(refusal(sql)).toMatch(why));
});
