// When finished attempts are asked again for late money. The schedule is kept in the rows without an event: it says
// nothing about money, and the history stays short.
import type { TradeNo } from "../../preload/contract/ids.ts";
import type { Attempt } from "../payment/attempt.ts";
import type { Reader, Writer } from "./open.ts";

/** More than this at once is looked at in a later round. */
const MOST = 500;

/** What the watch goes by: it looks at all of them at each of its turns, and so at no more of them than this. */
export type WatchedAttempt = Pick<
  Attempt,
  "tradeNo" | "channel" | "method" | "sentAt" | "reason" | "watched" | "watchAt"
>;

/** Attempts that will be asked again, the next one first. */
export function watchedAttempts(read: Reader): WatchedAttempt[] {
  return read.all<WatchedAttempt>(
    `SELECT trade_no AS tradeNo, channel, method, sent_at AS sentAt, reason, watched, watch_at AS watchAt
     FROM attempts WHERE watch_at IS NOT NULL ORDER BY watch_at LIMIT ?`,
    MOST,
  );
}

/** `watchAt`: wall clock; null = never again. */
export function setWatch(
  tx: Writer,
  tradeNo: TradeNo,
  { watched, watchAt }: Pick<Attempt, "watched" | "watchAt">,
): void {
  tx.run("UPDATE attempts SET watched = ?, watch_at = ? WHERE trade_no = ?", watched, watchAt, tradeNo);
}

/** Whether it went to a person only because calling it off took too long, not because of what an answer said. */
export function ranOutOfTime(read: Reader, tradeNo: TradeNo): boolean {
  const row = read.get<{ spent: number | null }>(
    `SELECT json_extract(detail, '$.spent') AS spent FROM events
     WHERE subject_id = ? AND to_status = 'needs_review' AND from_status <> 'needs_review' ORDER BY seq DESC LIMIT 1`,
    tradeNo,
  );
  return row?.spent === 1;
}
