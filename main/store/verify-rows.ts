// What must hold between rows: nothing the journal speaks of is gone, an order owes what its attempts were begun for and
// receives no more without an exception, one attempt is open at a time, and receipts are of what was paid.
import { OPEN_STATUSES } from "../../preload/contract/status.ts";
import type { Reader } from "./open.ts";

export function checkSubjects(read: Reader, problems: string[]): void {
  const gone = read.all<{ subject_id: string }>(
    `SELECT DISTINCT subject_id FROM events WHERE
        (subject IN ('attempt', 'refund') AND subject_id NOT IN (SELECT trade_no FROM attempts)
          AND subject_id NOT IN (SELECT refund_no FROM refunds))
        OR (subject = 'person' AND subject_id NOT IN (SELECT person_id FROM people))`,
  );
  for (const { subject_id } of gone) problems.push(`${subject_id}: in the journal, but its row is gone`);
  const dangling = read.all<{ table: string; rowid: number; parent: string }>("PRAGMA foreign_key_check");
  for (const { table, rowid, parent } of dangling)
    problems.push(`${table} row ${rowid}: the row of ${parent} that it belongs to is gone`);
}

export function checkOrders(read: Reader, problems: string[]): void {
  // Events of the first version do not say what the order owed.
  const raised = read.all<{ order_id: string }>(
    `SELECT DISTINCT o.order_id FROM orders o JOIN attempts a ON a.order_id = o.order_id
       JOIN events e ON e.subject_id = a.trade_no AND e.kind = 'created'
     WHERE json_valid(e.detail) AND json_extract(e.detail, '$.owedFen') <> o.amount_fen ORDER BY o.order_id`,
  );
  for (const { order_id } of raised)
    problems.push(`order ${order_id}: its amount differs from its attempts' first events`);
  const twice = read.all<{ order_id: string }>(
    `SELECT o.order_id FROM orders o JOIN attempts a ON a.order_id = o.order_id AND a.status = 'paid'
     GROUP BY o.order_id HAVING sum(a.amount_fen) > o.amount_fen AND count(*) FILTER (WHERE a.exception <> 'none') = 0`,
  );
  for (const { order_id } of twice) problems.push(`order ${order_id}: paid more than it owes, without an exception`);
  const lines = read.all<{ order_id: string }>(
    `SELECT o.order_id FROM orders o JOIN order_lines l ON l.order_id = o.order_id
     GROUP BY o.order_id HAVING sum(l.count * l.price_fen) <> o.amount_fen`,
  );
  for (const { order_id } of lines) problems.push(`order ${order_id}: its lines do not add up to its amount`);
  const open = OPEN_STATUSES.map((status) => `'${status}'`).join(", ");
  const crowded = read.all<{ order_id: string }>(
    `SELECT order_id FROM attempts WHERE status IN (${open}) GROUP BY order_id, leg HAVING count(*) > 1`,
  );
  for (const { order_id } of crowded) problems.push(`order ${order_id}: two of its attempts are open under one leg`);
}

/** A receipt is queued in the transaction that made it due: none for what was not paid, and one for every order that is. */
export function checkPrints(read: Reader, problems: string[]): void {
  const strange = read.all<{ job_id: number; kind: string; subject_id: string }>(
    `SELECT job_id, kind, subject_id FROM print_jobs
     WHERE (kind = 'sale' AND subject_id NOT IN (SELECT trade_no FROM attempts WHERE status = 'paid'))
        OR (kind = 'refund' AND subject_id NOT IN (SELECT refund_no FROM refunds WHERE status = 'refunded'))`,
  );
  for (const { job_id, kind, subject_id } of strange)
    problems.push(`receipt ${job_id}: of a ${kind} that was not finished (${subject_id})`);
  const missing = read.all<{ subject: string }>(
    `SELECT 'order ' || o.order_id AS subject FROM orders o JOIN attempts a ON a.order_id = o.order_id AND a.status = 'paid'
     GROUP BY o.order_id HAVING sum(a.amount_fen) >= o.amount_fen
        AND count(*) FILTER (WHERE a.trade_no IN (SELECT subject_id FROM print_jobs WHERE kind = 'sale')) = 0
     UNION ALL SELECT 'refund ' || refund_no FROM refunds WHERE status = 'refunded'
        AND refund_no NOT IN (SELECT subject_id FROM print_jobs WHERE kind = 'refund')`,
  );
  for (const { subject } of missing) problems.push(`${subject}: its receipt was never queued`);
}
