// Every way to tamper with a book after the fact, and the place `verify` names for it. The tampering goes past the
// store: another connection, no triggers.
import { describe, expect, test } from "vitest";
import { openBook, problemsOf, writtenBook, newFile, writeAttempt } from "../support/flow-book.ts";
import { edit, look } from "../support/flow-raw.ts";
import { verifyStore } from "../../main/store/verify.ts";

type Event = { readonly seq: number; readonly subject_id: string };
const eventsOf = (file: string) => look<Event>(file, "SELECT * FROM events ORDER BY seq");
const middle = (file: string) => Math.floor(eventsOf(file).length / 2);

describe("a book nobody touched", () => {
  test("is in order, and says how many events it has", async () => {
    const file = await writtenBook();
    expect(verifyStore(openBook(file).read)).toEqual({ events: eventsOf(file).length, problems: [] });
  });

  test("is in order when it is empty", () => {
    expect(verifyStore(openBook().read)).toEqual({ events: 0, problems: [] });
  });

  test("is not changed by being verified", async () => {
    const file = await writtenBook();
    const before = eventsOf(file);
    problemsOf(file);
    expect(eventsOf(file)).toEqual(before);
  });
});

describe("an edited event", () => {
  const columns: readonly (readonly [string, string])[] = [
    ["at", "at + 1"],
    ["subject", "CASE subject WHEN 'attempt' THEN 'refund' ELSE 'attempt' END"],
    ["subject_id", "subject_id || '0'"],
    ["kind", "kind || 'x'"],
    ["from_status", "coalesce(from_status, '') || 'x'"],
    ["to_status", "'paid ' || to_status"],
    ["detail", "json_set(detail, '$.amountFen', 1)"],
    ["previous", "previous || '0'"],
    ["hash", "'0' || substr(hash, 2) || '0'"],
  ];
  for (const [column, value] of columns)
    for (const where of ["first", "middle", "last"] as const)
      test(`${column} of the ${where} one is named`, async () => {
        const file = await writtenBook();
        const seq = where === "first" ? 1 : where === "middle" ? middle(file) : eventsOf(file).length;
        edit(file, `UPDATE events SET ${column} = ${value} WHERE seq = ${seq}`);
        expect(problemsOf(file)[0]).toMatch(new RegExp(`^event ${seq}: `));
      });

  test("whose hash was made to fit is named by the one after it", async () => {
    const file = await writtenBook();
    const { eventHash } = await import("../../main/store/journal.ts");
    const row = look<Parameters<typeof eventHash>[0]>(file, "SELECT * FROM events WHERE seq = 3")[0];
    if (!row) throw new Error("no event 3");
    const hash = eventHash({ ...row, at: row.at + 1 });
    edit(file, `UPDATE events SET at = at + 1, hash = '${hash}' WHERE seq = 3`);
    expect(problemsOf(file)[0]).toBe("event 4: does not follow the event before it");
  });

  test("that is not even JSON any more is named, not thrown", async () => {
    for (const detail of ["not json", "null", "[]", ""]) {
      const file = await writtenBook();
      edit(file, `UPDATE events SET detail = '${detail}' WHERE seq = 1`);
      expect(problemsOf(file)[0]).toBe("event 1: changed after it was written");
    }
  });
});

describe("a missing or moved event", () => {
  for (const where of ["first", "middle", "last"] as const)
    test(`the ${where} one deleted is named`, async () => {
      const file = await writtenBook();
      const seq = where === "first" ? 1 : where === "middle" ? middle(file) : eventsOf(file).length;
      edit(file, `DELETE FROM events WHERE seq = ${seq}`);
      expect(problemsOf(file)[0]).toMatch(new RegExp(`^event ${seq}: missing`));
    });

  test("all deleted", async () => {
    const file = await writtenBook();
    edit(file, "DELETE FROM events");
    expect(problemsOf(file)[0]).toMatch(/^event 1: missing/);
  });

  test("the last one deleted, and the head set back with it: the attempt it belonged to tells", async () => {
    const file = await writtenBook();
    const last = eventsOf(file).at(-1);
    edit(
      file,
      `DELETE FROM events WHERE seq = ${last?.seq}`,
      "UPDATE journal_head SET seq = seq - 1, hash = (SELECT hash FROM events ORDER BY seq DESC LIMIT 1)",
    );
    expect(problemsOf(file)[0]).toMatch(new RegExp(`^attempt ${last?.subject_id}: its history does not lead to`));
  });

  test("two swapped", async () => {
    const file = await writtenBook();
    edit(
      file,
      "UPDATE events SET seq = -2 WHERE seq = 2",
      "UPDATE events SET seq = 2 WHERE seq = 3",
      "UPDATE events SET seq = 3 WHERE seq = -2",
    );
    expect(problemsOf(file)[0]).toMatch(/^event 2: /);
  });

  test("the rest renumbered over a gap", async () => {
    const file = await writtenBook();
    edit(
      file,
      "DELETE FROM events WHERE seq = 2",
      "UPDATE events SET seq = -(seq - 1) WHERE seq > 2",
      "UPDATE events SET seq = -seq WHERE seq < 0",
    );
    expect(problemsOf(file)[0]).toMatch(/^event 2: /);
  });

  test("one added at the end", async () => {
    const file = await writtenBook();
    edit(
      file,
      "INSERT INTO events SELECT seq + 1, at, subject, subject_id, kind, from_status, to_status, detail, hash, 'made up' FROM events ORDER BY seq DESC LIMIT 1",
    );
    expect(problemsOf(file)[0]).toMatch(new RegExp(`^event ${eventsOf(file).length}: changed`));
  });

  test("the head gone", async () => {
    const file = await writtenBook();
    edit(file, "DELETE FROM journal_head");
    expect(problemsOf(file)[0]).toMatch(/^event \d+: missing/);
  });
});

describe("a row that no longer fits its history", () => {
  const edits: readonly (readonly [string, string, RegExp])[] = [
    [
      "a declined attempt made paid",
      "UPDATE attempts SET status = 'paid' WHERE status = 'declined'",
      /^attempt 9\d+: its history does not lead to paid/,
    ],
    [
      "a paid attempt's amount",
      "UPDATE attempts SET amount_fen = amount_fen + 1 WHERE trade_no IN (SELECT trade_no FROM attempts WHERE status = 'paid' LIMIT 1)",
      /^attempt 9\d+: its row differs from its first event/,
    ],
    [
      "an attempt moved to another order",
      "UPDATE attempts SET order_id = (SELECT max(order_id) FROM orders) WHERE status = 'paid'",
      /^attempt 9\d+: its row differs/,
    ],
    [
      "an attempt of another channel",
      "UPDATE attempts SET channel = 'leshua' WHERE status = 'declined'",
      /^attempt 9\d+: its row differs/,
    ],
    [
      "an attempt deleted",
      "DELETE FROM attempts WHERE status = 'declined'",
      /^9\d+: in the journal, but its row is gone/,
    ],
    [
      "a refund's status",
      "UPDATE refunds SET status = 'refused'",
      /^refund 8\d+: its history does not lead to refused/,
    ],
    ["a refund's amount", "UPDATE refunds SET amount_fen = 1", /^refund 8\d+: its row differs/],
    ["a refund deleted", "DELETE FROM refunds", /^8\d+: in the journal, but its row is gone/],
    ["more refunded than paid", "UPDATE refunds SET amount_fen = 5000", /differs|more is refunded than was paid/],
    [
      "an order deleted",
      "DELETE FROM orders WHERE order_id = (SELECT order_id FROM attempts WHERE status = 'declined')",
      /^attempts row \d+: the row of orders that it belongs to is gone/,
    ],
  ];
  for (const [name, sql, place] of edits)
    test(name, async () => {
      const file = await writtenBook();
      edit(file, sql);
      expect(problemsOf(file).find((problem) => place.test(problem)) ?? problemsOf(file)).toMatch(place);
    });

  test("two successes of one order need an exception, and one is enough, whatever its name", async () => {
    for (const [exception, expected] of [
      ["none", 1],
      ["duplicate", 0],
      ["paid_late", 0],
      ["amount_mismatch", 0],
    ] as const) {
      const file = newFile();
      const store = openBook(file);
      store.write((tx) => writeAttempt(tx, 1, "same"));
      edit(file, "UPDATE attempts SET status = 'declined'");
      store.write((tx) => writeAttempt(tx, 2, "same"));
      edit(
        file,
        "UPDATE attempts SET status = 'paid'",
        `UPDATE attempts SET exception = '${exception}' WHERE trade_no LIKE '%2_'`,
      );
      const found = verifyStore(store.read).problems.filter((problem) => problem.includes("paid more than it owes"));
      expect(found).toHaveLength(expected);
    }
  });
});
