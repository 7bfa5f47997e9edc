// The till's book as rows, read by a connection of its own that shares no code with the store; and the way back to an
// older shape, so that a migration can be killed too.
import Database from "better-sqlite3";
import { makeOlder } from "../simulation/older-book.ts";

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

/** Versions that the kill test takes a book back to. */
export type OldShape = 10 | 20;

/** Older versions knew neither cash nor batches: only then every row can be carried back, and over again. */
export const fitsOldShape = ({ attempts }: Rows): boolean =>
  attempts.every(({ channel, leg }) => channel !== "cash" && leg === 0);

export const makeOld = (file: string, shape: OldShape): void => makeOlder(file, shape);
