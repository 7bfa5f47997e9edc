// What waits for a person: open exceptions, payments nobody can ask about, refunds without an end, and refused ones until one
// is begun again or somebody has dealt with it. One question
// for the count that cannot be overlooked and for the list behind it.
import type { Reader } from "./open.ts";

/** A refund that has no end by then is not merely being asked about. */
const REFUND_PATIENCE_MS = 2 * 60_000;

/**
 * Trade numbers, some more than once; `waitsForPersonValues` go with it. UNION ALL, because to leave out the doubles SQLite
 * would walk all attempts in the order of their numbers: with every change of the till, over a year of sales.
 */
export const WAITS_FOR_PERSON = `
  SELECT trade_no FROM attempts WHERE exception <> 'none' AND exception_settled = 0
  UNION ALL SELECT trade_no FROM attempts WHERE status = 'needs_review'
  UNION ALL SELECT trade_no FROM refunds WHERE status = 'unknown' AND requested_at <= ?
  UNION ALL SELECT one.trade_no FROM refunds one WHERE one.status = 'refused' AND one.let_go = 0
    AND NOT EXISTS (SELECT 1 FROM refunds next WHERE next.trade_no = one.trade_no
      AND next.status <> 'refused' AND next.requested_at >= one.requested_at)`;

export const waitsForPersonValues = (now: number): readonly [number] => [now - REFUND_PATIENCE_MS];

export function countWaitsForPerson(read: Reader, now: number): number {
  const row = read.get<{ count: number }>(
    `SELECT count(DISTINCT trade_no) AS count FROM (${WAITS_FOR_PERSON})`,
    ...waitsForPersonValues(now),
  );
  return row?.count ?? 0;
}
