// The till's book as rows, read by a connection of its own that shares no code with the store; and the way back to an
// older shape, so that a migration can be killed too.
import { copyFileSync, rmSync } from "node:fs";
import Database from "better-sqlite3";
import { sql as first } from "../../main/store/migrations/0010-first.ts";
import { sql as noticeCounts } from "../../main/store/migrations/0020-notice-counts.ts";

export type AttemptRow = {
  readonly trade_no: string;
  readonly order_id: string;
  readonly channel: string;
  readonly leg: number;
  readonly amount_fen: number;
  readonly owed_fen: number;
  readonly status: string;
  readonly exception: string;
  readonly reason: string | null;
  readonly receipts: number;
};
export type RefundRow = {
  readonly refund_no: string;
  readonly trade_no: string;
  readonly amount_fen: number;
  readonly status: string;
};
export type Rows = { readonly attempts: readonly AttemptRow[]; readonly refunds: readonly RefundRow[] };

export function readBook(file: string): Rows {
  const db = new Database(file, { readonly: true });
  try {
    return {
      attempts: db
        .prepare<[], AttemptRow>(
          `SELECT a.trade_no, a.order_id, a.channel, a.leg, a.amount_fen, o.amount_fen AS owed_fen, a.status, a.exception, a.reason,
             (SELECT count(*) FROM print_jobs p WHERE p.kind = 'sale' AND p.subject_id = a.trade_no) AS receipts
           FROM attempts a JOIN orders o ON o.order_id = a.order_id ORDER BY a.created_at, a.trade_no`,
        )
        .all(),
      refunds: db
        .prepare<[], RefundRow>("SELECT refund_no, trade_no, amount_fen, status FROM refunds ORDER BY requested_at")
        .all(),
    };
  } finally {
    db.close();
  }
}

export const OLD_SHAPES: Readonly<Record<10 | 20, readonly string[]>> = { 10: [first], 20: [first, noticeCounts] };

type Named = { readonly name: string };

/** Older versions knew neither cash nor batches. */
export const fitsOldShape = ({ attempts }: Rows): boolean =>
  attempts.every(({ channel, leg }) => channel !== "cash" && leg === 0);

/**
 * Rewrites a book as an older version would have left it: its tables, with what of the rows fits into them. Only an order
 * of several tenders needs what is newer (see `fitsOldShape`); the next start must carry every other row over.
 */
export function makeOld(file: string, shape: keyof typeof OLD_SHAPES): void {
  const fresh = `${file}.now`;
  // A kill leaves a log beside the book: it is part of it, and folded in first.
  const log = new Database(file);
  log.pragma("wal_checkpoint(TRUNCATE)");
  log.close();
  copyFileSync(file, fresh);
  for (const part of ["", "-wal", "-shm", "-journal"]) rmSync(file + part, { force: true });
  const db = new Database(file);
  db.pragma("journal_mode = WAL");
  db.pragma("foreign_keys = OFF");
  db.exec("BEGIN");
  for (const sql of OLD_SHAPES[shape]) db.exec(sql);
  db.exec("COMMIT");
  db.prepare("ATTACH ? AS now").run(fresh);
  db.exec("BEGIN; DELETE FROM journal_head");
  for (const { name } of tables(db, "main")) {
    const known = new Set(columns(db, "now", name));
    const common = columns(db, "main", name).filter((column) => known.has(column));
    if (common.length === 0) continue;
    db.exec(`INSERT INTO main.${name} (${common.join()}) SELECT ${common.join()} FROM now.${name}`);
  }
  db.exec(`PRAGMA user_version = ${shape}; COMMIT`);
  db.close();
  rmSync(fresh);
}

const tables = (db: Database.Database, schema: string): readonly Named[] =>
  db.prepare<[], Named>(`SELECT name FROM ${schema}.sqlite_schema WHERE type = 'table'`).all();

const columns = (db: Database.Database, schema: string, table: string): string[] =>
  db
    .prepare<[string, string], Named>("SELECT name FROM pragma_table_info(?, ?)")
    .all(table, schema)
    .map(({ name }) => name);
