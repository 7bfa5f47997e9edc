// What waits for a person: open exceptions, payments nobody can ask about, refunds without an end or refused. One question
// for the count that cannot be overlooked and for the list behind it.
import type { Reader } from "./open.ts";

/** A refund that has no end by then is not merely being asked about. */
const REFUND_PATIENCE_MS = 2 * 60_000;
/** A refusal is news this long; what became of the money is then in the order, and nothing else waits for it. */
const REFUSAL_NEWS_MS = 3 * 86_400_000;

/** Trade numbers; `waitsForPersonValues` go with it. */
export const WAITS_FOR_PERSON = `
  SELECT trade_no FROM attempts WHERE exception <> 'none' AND exception_settled = 0
  UNION SELECT trade_no FROM attempts WHERE status = 'needs_review'
  UNION SELECT trade_no FROM refunds WHERE status = 'unknown' AND requested_at <= ?
  UNION SELECT one.trade_no FROM refunds one WHERE one.status = 'refused' AND coalesce(one.final_at, one.requested_at) > ?
    AND NOT EXISTS (SELECT 1 FROM refunds next WHERE next.trade_no = one.trade_no
      AND next.status <> 'refused' AND next.requested_at >= one.requested_at)`;

export const waitsForPersonValues = (now: number): readonly [number, number] => [
  now - REFUND_PATIENCE_MS,
  now - REFUSAL_NEWS_MS,
];

export function countWaitsForPerson(read: Reader, now: number): number {
  const row = read.get<{ count: number }>(
    `SELECT count(*) AS count FROM (${WAITS_FOR_PERSON})`,
    ...waitsForPersonValues(now),
  );
  return row?.count ?? 0;
}
