// Reads the till's book for the auditor: its own statements, its own reckoning of the journal's chain; through a connection
// of its own, or through the till's, which costs a tenth. It never writes.
import { hash as hashOnce } from "node:crypto";
import Database from "better-sqlite3";

export type AttemptRow = {
  readonly place: number;
  readonly trade_no: string;
  readonly order_id: string;
  readonly channel: string;
  readonly method: string;
  readonly leg: number;
  readonly code_tail: string | null;
  readonly amount_fen: number;
  readonly status: string;
  readonly exception: string;
  readonly channel_trade_no: string | null;
};

export type RefundRow = {
  readonly refund_no: string;
  readonly trade_no: string;
  readonly amount_fen: number;
  readonly status: string;
};

export type EventRow = {
  readonly seq: number;
  readonly at: number;
  readonly subject: string;
  readonly subject_id: string;
  readonly kind: string;
  readonly from_status: string | null;
  readonly to_status: string | null;
  readonly detail: string;
  readonly previous: string;
  readonly hash: string;
};

const ATTEMPT = `SELECT rowid AS place, trade_no, order_id, channel, method, leg, code_tail, amount_fen, status, exception,
  channel_trade_no FROM attempts`;
const REFUND = "SELECT refund_no, trade_no, amount_fen, status FROM refunds";

export type Rows = {
  attempt(tradeNo: string): AttemptRow | undefined;
  attemptByTail(channel: string, tail: string): AttemptRow | undefined;
  attemptsByAmount(channel: string, amountFen: number): AttemptRow[];
  attemptsOf(orderId: string): AttemptRow[];
  attempts(): AttemptRow[];
  waiting(): AttemptRow[];
  orderFen(orderId: string): number;
  refund(refundNo: string): RefundRow | undefined;
  refundsOf(tradeNo: string): RefundRow[];
  refunds(): RefundRow[];
  eventsAfter(seq: number): EventRow[];
  /** What the till itself holds about its doubts. */
  doubts(tradeNo: string): { unclear: number; unpaid_answers: number; cancel_confirmed: number } | undefined;
  receipts(subjectId: string): number;
  places(): number;
  /** Reads everything anew from here: somebody may have written. Until the next time, a row read once is kept. */
  refresh(): void;
  close(): void;
};

type Value = string | number;

/** A way into a book. */
export type Eyes = {
  get<Row>(sql: string, ...values: Value[]): Row | undefined;
  all<Row>(sql: string, ...values: Value[]): Row[];
  close(): void;
};

/** A connection of its own: sees what is committed, and nothing else. */
export function ownEyes(file: string): Eyes {
  const db = new Database(file, { readonly: true });
  const statements = new Map<string, Database.Statement<Value[]>>();
  const prepared = (sql: string) => {
    let statement = statements.get(sql);
    if (!statement) statements.set(sql, (statement = db.prepare<Value[]>(sql)));
    return statement;
  };
  return {
    // Whoever asks knows the columns that it asked for.
    get: <Row>(sql: string, ...values: Value[]) => prepared(sql).get(...values) as Row | undefined,
    all: <Row>(sql: string, ...values: Value[]) => prepared(sql).all(...values) as Row[],
    close: () => void db.close(),
  };
}

export function openRows(eyes: Eyes): Rows {
  const attempts = new Map<string, AttemptRow>();
  const orders = new Map<string, AttemptRow[]>();
  const kept: Map<string, unknown>[] = [attempts, orders];
  const get = <Row>(sql: string) => {
    const ones = new Map<string, Row | undefined>();
    const lists = new Map<string, Row[]>();
    kept.push(ones, lists);
    return {
      one(...values: Value[]) {
        const key = values.join(" ");
        if (!ones.has(key)) ones.set(key, eyes.get<Row>(sql, ...values));
        return ones.get(key);
      },
      all(...values: Value[]) {
        const key = values.join(" ");
        const rows = lists.get(key) ?? eyes.all<Row>(sql, ...values);
        lists.set(key, rows);
        return rows;
      },
    };
  };
  const orderOf = get<AttemptRow>(`${ATTEMPT} WHERE order_id = (SELECT order_id FROM attempts WHERE trade_no = ?)`);
  const byTail = get<AttemptRow>(`${ATTEMPT} WHERE channel = ? AND code_tail = ?`);
  const byAmount = get<AttemptRow>(`${ATTEMPT} WHERE channel = ? AND amount_fen = ?`);
  const byOrder = get<AttemptRow>(`${ATTEMPT} WHERE order_id = ?`);
  const allAttempts = get<AttemptRow>(ATTEMPT);
  const waiting = get<AttemptRow>(`${ATTEMPT} WHERE status NOT IN ('paid', 'declined', 'cancelled', 'needs_review')`);
  const order = get<{ amount_fen: number }>("SELECT amount_fen FROM orders WHERE order_id = ?");
  const refundByNo = get<RefundRow>(`${REFUND} WHERE refund_no = ?`);
  const refundsOf = get<RefundRow>(`${REFUND} WHERE trade_no = ?`);
  const allRefunds = get<RefundRow>(REFUND);
  const events = get<EventRow>("SELECT * FROM events WHERE seq > ? ORDER BY seq");
  const receipts = get<{ count: number }>(
    "SELECT count(*) AS count FROM print_jobs WHERE subject_id = ? AND kind <> 'unknown'",
  );
  const doubts = get<{ unclear: number; unpaid_answers: number; cancel_confirmed: number }>(
    "SELECT unclear, unpaid_answers, cancel_confirmed FROM attempts WHERE trade_no = ?",
  );
  const places = get<{ last: number | null }>("SELECT max(rowid) AS last FROM attempts");
  return {
    attempt(number) {
      const known = attempts.get(number);
      if (known) return known;
      // Whoever asks about an attempt asks about its order next: one look does for both.
      const rows = orderOf.all(number);
      for (const row of rows) {
        attempts.set(row.trade_no, row);
        orders.set(row.order_id, rows);
      }
      return attempts.get(number);
    },
    attemptByTail: (channel, tail) => byTail.one(channel, tail),
    attemptsByAmount: (channel, amountFen) => byAmount.all(channel, amountFen),
    attemptsOf: (id) => orders.get(id) ?? byOrder.all(id),
    attempts: () => allAttempts.all(),
    waiting: () => waiting.all(),
    orderFen: (id) => order.one(id)?.amount_fen ?? 0,
    refund: (number) => refundByNo.one(number),
    refundsOf: (number) => refundsOf.all(number),
    refunds: () => allRefunds.all(),
    eventsAfter: (seq) => events.all(seq),
    doubts: (number) => doubts.one(number),
    receipts: (id) => receipts.one(id)?.count ?? 0,
    places: () => places.one()?.last ?? 0,
    refresh() {
      for (const rows of kept) if (rows.size > 0) rows.clear();
    },
    close: () => eyes.close(),
  };
}

/** Over everything in an event and the hash of the one before (payments.md: "Events are hash-chained"). */
export function hashOf(row: EventRow): string {
  const { seq, at, subject, subject_id, kind, from_status, to_status, detail, previous } = row;
  const fields = [seq, at, subject, subject_id, kind, from_status, to_status, detail, previous];
  return hashOnce("sha256", JSON.stringify(fields), "hex");
}
