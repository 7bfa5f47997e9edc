// Faults of the book itself: a history that does not fit its rows, a chain that is none, a transaction that is none.
import { type Mutant, fault, faults } from "./mutant.ts";

export const STORE_MUTANTS: readonly Mutant[] = [
  fault("events are not chained", ["main/store/journal.ts", "previous: head.hash,", 'previous: "",']),
  fault("an event's detail is not part of its hash", [
    "main/store/journal.ts",
    "row.detail,\n    row.previous,\n  ];",
    "row.previous,\n  ];",
  ]),
  fault("a status changes without an event", [
    "main/store/attempts.ts",
    "appendEvent(tx, {\n    at: step.at,",
    'if (step.event !== "unknown") appendEvent(tx, {\n    at: step.at,',
  ]),
  fault("row, event and receipt are no transaction", [
    "main/store/open.ts",
    "return transact.immediate(work) as T;",
    "return work(writer);",
  ]),
  fault("an event is committed apart from its row", [
    "main/store/open.ts",
    "run: (sql, ...values) => prepare(sql).run(...values).changes",
    `run(sql, ...values) {
    const { changes } = prepare(sql).run(...values);
    if (sql.startsWith("UPDATE attempts")) db.exec("COMMIT; BEGIN IMMEDIATE");
    return changes;
  }`,
  ]),
  fault("two tills may run on one folder", ["main/store/open.ts", 'db.exec("BEGIN EXCLUSIVE");', ""]),
  fault("the partial UNIQUE index alone is gone", [
    "main/store/migrations/0030-tenders.ts",
    "CREATE UNIQUE INDEX one_open_attempt",
    "CREATE INDEX one_open_attempt",
  ]),
  faults("a migration is no transaction", [
    ["main/store/migrate.ts", "db.transaction(() => {", "({ immediate: (() => {"],
    ["main/store/migrate.ts", "}).immediate();", "}) }).immediate();"],
  ]),
  fault("a migration leaves the journal behind", [
    "main/store/migrations/0070-people.ts",
    "FROM events;",
    "FROM events WHERE seq % 10 <> 0;",
  ]),
  fault("a payment is paid and no receipt is queued", [
    "main/payment/settle.ts",
    "if (order && dueOf(tx, order).dueFen === 0)",
    "if (order && dueOf(tx, order).dueFen < 0)",
  ]),
];
