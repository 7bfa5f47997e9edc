// Every rule between the rows that `verify` holds, each broken by a raw hand on a real file; and every event of a book,
// one after the other, changed in every column, deleted, and swapped with the next.
import { expect, test } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import { newFile, openBook, problemsOf, writtenBook } from "../support/flow-book.ts";
import { must, openDesk } from "../support/flow-desk.ts";
import { edit, look } from "../support/flow-raw.ts";
import { verifyStore } from "../../main/store/verify.ts";

/** A closed book with a cash sale, a doubled payment whose exception is settled, and one whose exception is not. */
async function bookWithMore(): Promise<string> {
  const desk = openDesk({ file: newFile(), options: { timing: { watchMs: [1000] } } });
  must(desk.payment.takeCash({ ...desk.sale(), order: null }, fen(2000)));
  for (const isSettled of [true, false]) {
    desk.channel.script.payer = { typesMs: null };
    const first = await desk.pay();
    Object.assign(desk.channel.books.get(first.tradeNo) ?? {}, { state: "paid" });
    await desk.clock.pass(2000);
    await desk.clock.run(desk.payment.watchDue());
    if (isSettled) must(desk.payment.settleException({ tradeNo: first.tradeNo, note: "given back by hand", by: "Li" }));
  }
  expect(desk.problems()).toEqual([]);
  desk.store.close();
  return desk.file;
}

const EDITS: readonly (readonly [string, string, RegExp])[] = [
  ["an order's amount raised", "UPDATE orders SET amount_fen = amount_fen + 1", /^order .*: its amount differs/],
  [
    "cash made a channel's",
    "UPDATE attempts SET method = 'qr' WHERE method = 'cash'",
    /^attempt 9\d+: .*(differs|half cash)/,
  ],
  [
    "the cash given",
    "UPDATE attempts SET given_fen = 1300 WHERE method = 'cash'",
    /^attempt 9\d+: other cash was given/,
  ],
  [
    "a channel's payment made cash",
    "UPDATE attempts SET method = 'cash', given_fen = amount_fen WHERE method <> 'cash'",
    /^attempt 9\d+: .*(differs|half cash)/,
  ],
  ["the leg", "UPDATE attempts SET leg = 3 WHERE method = 'cash'", /^attempt 9\d+: its row differs/],
  ["an exception taken away", "UPDATE attempts SET exception = 'none'", /^attempt 9\d+: its exception is none/],
  [
    "an exception made up",
    "UPDATE attempts SET exception = 'duplicate' WHERE method = 'cash'",
    /exception is duplicate/,
  ],
  [
    "an exception settled by nobody",
    "UPDATE attempts SET exception_settled = 1 WHERE exception = 'paid_late'",
    /^attempt 9\d+: whether its exception is settled/,
  ],
  ["a settled one opened again", "UPDATE attempts SET exception_settled = 0", /whether its exception is settled/],
  ["a receipt deleted", "DELETE FROM print_jobs WHERE job_id = 1", /^order .*: its receipt was never queued/],
  ["a receipt of nothing", "UPDATE print_jobs SET subject_id = 'x' WHERE job_id = 1", /^receipt 1: of a sale/],
  [
    "lines that do not add up",
    "INSERT INTO order_lines SELECT order_id, 0, NULL, 'x', 1, 1 FROM orders LIMIT 1",
    /^order .*: its lines do not add up/,
  ],
];
for (const [name, sql, place] of EDITS)
  test(`${name} is named first`, async () => {
    const file = await bookWithMore();
    edit(file, sql);
    expect(problemsOf(file)[0]).toMatch(place);
  });

test("two open attempts of one order are named", async () => {
  const file = await bookWithMore();
  edit(
    file,
    "DROP INDEX one_open_attempt",
    "UPDATE attempts SET status = 'unknown', order_id = (SELECT max(order_id) FROM orders)",
  );
  const store = openBook(file);
  expect(verifyStore(store.read).problems.join("\n")).toContain("two of its attempts are open under one leg");
});

const COLUMNS = [
  "at",
  "subject",
  "subject_id",
  "kind",
  "from_status",
  "to_status",
  "detail",
  "previous",
  "hash",
] as const;

test("any byte of any event: the event is named, or the one after it where its own hash was made to fit", async () => {
  const whole = await writtenBook();
  const events = look<Record<string, string | number | null>>(whole, "SELECT * FROM events ORDER BY seq");
  const changes = events.flatMap((event) =>
    COLUMNS.flatMap((column) => {
      const text = String(event[column] ?? "");
      // The first, a middle and the last byte; a number's digits are its bytes too.
      return [...new Set([0, text.length >> 1, text.length - 1])].map((at) => ({
        seq: Number(event["seq"]),
        column,
        at,
      }));
    }),
  );
  expect(changes.length).toBeGreaterThan(200);
  const file = await writtenBook();
  for (const { seq, column, at } of changes) {
    const event = events.find((one) => one["seq"] === seq);
    const was = event?.[column] ?? null;
    const text = String(was ?? "");
    const other = column === "at" ? String((Number(text[Math.max(0, at)]) + 1) % 10) : text[at] === "a" ? "b" : "a";
    const now = at < 0 ? "a" : text.slice(0, at) + other + text.slice(at + 1);
    const put = (value: string | number | null) =>
      edit(
        file,
        `UPDATE events SET ${column} = ${value === null ? "NULL" : typeof value === "number" ? value : `'${value.replaceAll("'", "''")}'`} WHERE seq = ${seq}`,
      );
    put(column === "at" ? Number(now) : now);
    expect(problemsOf(file)[0], `${column} of event ${seq}, byte ${at}`).toMatch(new RegExp(`^event ${seq}: `));
    put(was);
  }
  expect(problemsOf(file)).toEqual([]);
}, 120_000);

test("any event deleted, or swapped with the next, is named", async () => {
  const count = look(await writtenBook(), "SELECT 1 FROM events").length;
  for (let seq = 1; seq <= count; seq++) {
    const gone = await writtenBook();
    edit(gone, `DELETE FROM events WHERE seq = ${seq}`);
    expect(problemsOf(gone)[0]).toMatch(new RegExp(`^event ${seq}: missing`));
    if (seq === count) break;
    const swapped = await writtenBook();
    edit(
      swapped,
      `UPDATE events SET seq = -1 WHERE seq = ${seq}`,
      `UPDATE events SET seq = ${seq} WHERE seq = ${seq + 1}`,
      `UPDATE events SET seq = ${seq + 1} WHERE seq = -1`,
    );
    expect(problemsOf(swapped)[0]).toMatch(new RegExp(`^event ${seq}: `));
  }
}, 60_000);
