// Checks a book from its rows alone: the journal's chain, and every rule that must hold between the rows.
// Changes nothing; names the first place that is broken.
import type { Attempt, Refund } from "../payment/attempt.ts";
import { replayAttempt, replayRefund } from "../payment/transitions.ts";
import { allAttempts } from "./attempts.ts";
import { type Detail, type EventRow, eventHash } from "./journal.ts";
import type { Reader } from "./open.ts";
import { refundSums, refundsOf } from "./refunds.ts";

export type Verified = { readonly events: number; readonly problems: readonly string[] };

export function verifyStore(read: Reader): Verified {
  const problems: string[] = [];
  let events = 0;
  try {
    events = chain(read, problems);
    for (const attempt of allAttempts(read)) checkAttempt(read, attempt, problems);
    orphans(read, problems);
    const { integrity_check: found } = read.get<{ integrity_check: string }>("PRAGMA integrity_check") ?? {};
    if (found !== "ok") problems.push(`the file: ${found ?? "no answer"}`);
  } catch (error) {
    // What cannot even be read is the first broken place: named, not thrown.
    problems.push(`the file: ${error instanceof Error ? error.message : "cannot be read"}`);
  }
  return { events, problems };
}

function chain(read: Reader, problems: string[]): number {
  let previous = "";
  let seq = 0;
  for (const row of read.all<EventRow>("SELECT * FROM events ORDER BY seq")) {
    seq += 1;
    if (row.seq !== seq) {
      problems.push(`event ${seq}: missing (the next one is ${row.seq})`);
      return seq - 1;
    }
    if (row.previous !== previous) problems.push(`event ${row.seq}: does not follow the event before it`);
    if (eventHash(row) !== row.hash) problems.push(`event ${row.seq}: changed after it was written`);
    if (problems.length > 0) return seq;
    previous = row.hash;
  }
  const head = read.get<{ seq: number; hash: string }>("SELECT seq, hash FROM journal_head WHERE one = 1");
  if (head?.seq !== seq || head.hash !== previous)
    problems.push(`event ${seq + 1}: missing (the journal was written up to ${head?.seq ?? "?"})`);
  return seq;
}

const eventsOf = (read: Reader, id: string): EventRow[] =>
  read.all<EventRow>("SELECT * FROM events WHERE subject_id = ? ORDER BY seq", id);

/** What the first event says; nothing when it is gone or was edited into something else. */
function firstDetail(events: readonly EventRow[]): Detail {
  try {
    return (JSON.parse(events[0]?.detail ?? "{}") as Detail | null) ?? {};
  } catch {
    return {};
  }
}

function checkAttempt(read: Reader, attempt: Attempt, problems: string[]): void {
  const name = `attempt ${attempt.tradeNo}`;
  const events = eventsOf(read, attempt.tradeNo);
  if (replayAttempt(events.map((event) => event.kind)) !== attempt.status)
    problems.push(`${name}: its history does not lead to ${attempt.status}`);
  const first = firstDetail(events);
  if (first.amountFen !== attempt.amountFen || first.order !== attempt.orderId || first.channel !== attempt.channel)
    problems.push(`${name}: its row differs from its first event`);
  const refunds = refundsOf(read, attempt.tradeNo);
  for (const refund of refunds) checkRefund(read, refund, problems);
  const { refundedFen, refundingFen } = refundSums(refunds);
  if (refundedFen + refundingFen > (attempt.status === "paid" ? attempt.amountFen : 0))
    problems.push(`${name}: more is refunded than was paid`);
}

function checkRefund(read: Reader, refund: Refund, problems: string[]): void {
  const events = eventsOf(read, refund.refundNo);
  if (replayRefund(events.map((event) => event.kind)) !== refund.status)
    problems.push(`refund ${refund.refundNo}: its history does not lead to ${refund.status}`);
  const first = firstDetail(events);
  if (first.amountFen !== refund.amountFen || first.order !== refund.tradeNo)
    problems.push(`refund ${refund.refundNo}: its row differs from its first event`);
}

/** Rows that the journal speaks of but that are gone, and orders paid more than once without an exception. */
function orphans(read: Reader, problems: string[]): void {
  const gone = read.all<{ subject_id: string }>(
    `SELECT DISTINCT subject_id FROM events WHERE subject_id NOT IN (SELECT trade_no FROM attempts)
        AND subject_id NOT IN (SELECT refund_no FROM refunds)`,
  );
  for (const { subject_id } of gone) problems.push(`${subject_id}: in the journal, but its row is gone`);
  const dangling = read.all<{ table: string; rowid: number; parent: string }>("PRAGMA foreign_key_check");
  for (const { table, rowid, parent } of dangling)
    problems.push(`${table} row ${rowid}: the row of ${parent} that it belongs to is gone`);
  const twice = read.all<{ order_id: string }>(
    `SELECT o.order_id FROM orders o JOIN attempts a ON a.order_id = o.order_id AND a.status = 'paid'
     GROUP BY o.order_id HAVING sum(a.amount_fen) > o.amount_fen AND count(*) FILTER (WHERE a.exception <> 'none') = 0`,
  );
  for (const { order_id } of twice) problems.push(`order ${order_id}: paid more than it owes, without an exception`);
}
