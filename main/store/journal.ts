// The journal: append-only events, each carrying the hash of the one before, so that an edited, missing or
// moved event shows. It is written only together with the change it records.
import { hash as hashOnce } from "node:crypto";
import type { Evidence } from "../../preload/contract/views.ts";
import type { Reader, Writer } from "./open.ts";

/** Beside what a screen shows: what `verify` compares rows with. `spent`: only the time ran out, no answer decided it. */
export type Detail = Evidence["detail"] & {
  readonly order?: string;
  readonly method?: string;
  readonly tail?: string;
  readonly owedFen?: number;
  readonly leg?: number;
  readonly spent?: true;
  /** Of a refund: how many of which lines, as JSON. */
  readonly lines?: string;
};

/** What an event is about. `till`, `shift`, `person`: what people do beside payments; see main/staff. */
export type Subject = "attempt" | "refund" | "till" | "shift" | "person";

/** What is kept of something a person did: plain values, never a PIN, a badge or a code. */
export type DeskDetail = Readonly<Record<string, string | number | boolean | null>>;

export type NewEvent = {
  readonly at: number;
  readonly subjectId: string;
  readonly kind: string;
  readonly from: string | null;
  readonly to: string | null;
} & (
  | { readonly subject: "attempt" | "refund"; readonly detail: Detail }
  | { readonly subject: Exclude<Subject, "attempt" | "refund">; readonly detail: DeskDetail }
);

export type EventRow = {
  seq: number;
  at: number;
  subject: Subject;
  subject_id: string;
  kind: string;
  from_status: string | null;
  to_status: string | null;
  detail: string;
  previous: string;
  hash: string;
};

/** The hash of an event: over everything in it and the hash of the one before. */
export function eventHash(row: Omit<EventRow, "hash">): string {
  const fields = [
    row.seq,
    row.at,
    row.subject,
    row.subject_id,
    row.kind,
    row.from_status,
    row.to_status,
    row.detail,
    row.previous,
  ];
  return hashOnce("sha256", JSON.stringify(fields), "hex");
}

/** Writes the event behind the last one; answers its place. */
export function appendEvent(tx: Writer, event: NewEvent): number {
  const head = tx.get<{ seq: number; hash: string }>("SELECT seq, hash FROM journal_head WHERE one = 1");
  if (!head) throw new Error("the journal has no head");
  const row = {
    seq: head.seq + 1,
    at: event.at,
    subject: event.subject,
    subject_id: event.subjectId,
    kind: event.kind,
    from_status: event.from,
    to_status: event.to,
    detail: JSON.stringify(event.detail),
    previous: head.hash,
  };
  const hash = eventHash(row);
  tx.run(
    `INSERT INTO events (seq, at, subject, subject_id, kind, from_status, to_status, detail, previous, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.seq,
    row.at,
    row.subject,
    row.subject_id,
    row.kind,
    row.from_status,
    row.to_status,
    row.detail,
    row.previous,
    hash,
  );
  tx.run("UPDATE journal_head SET seq = ?, hash = ? WHERE one = 1", row.seq, hash);
  return row.seq;
}

/** The place of the last event; 0 in an empty journal. */
export const lastSeq = (read: Reader): number =>
  read.get<{ seq: number }>("SELECT seq FROM journal_head WHERE one = 1")?.seq ?? 0;

/** What happened last to an attempt or a refund. Without the CAST, SQLite would prepare this anew each time. */
export const lastKindOf = (read: Reader, subjectId: string): string | null =>
  read.get<{ kind: string }>(
    "SELECT kind FROM events WHERE subject_id = CAST(? AS TEXT) ORDER BY seq DESC LIMIT 1",
    subjectId,
  )?.kind ?? null;

/** The timeline of one attempt, its refunds' events included, oldest first. */
export function evidenceOf(read: Reader, tradeNo: string): Evidence[] {
  const rows = read.all<EventRow>(
    `SELECT * FROM events WHERE subject_id = ?
        OR subject_id IN (SELECT refund_no FROM refunds WHERE trade_no = ?) ORDER BY seq`,
    tradeNo,
    tradeNo,
  );
  return rows.map((row) => {
    const whole = JSON.parse(row.detail) as Detail;
    const { order: _o, method: _m, tail: _t, owedFen: _f, leg: _l, spent: _s, lines: _i, ...detail } = whole;
    return {
      seq: row.seq,
      at: row.at,
      kind: row.subject === "refund" ? `refund_${row.kind}` : row.kind,
      from: row.from_status,
      to: row.to_status,
      detail: row.subject === "refund" ? { ...detail, refund: row.subject_id } : detail,
    };
  });
}
