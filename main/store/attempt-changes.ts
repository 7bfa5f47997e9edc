// What a step changes in an attempt's row, as columns. Only what differs is written: a column that an UPDATE names costs
// every index over it, changed or not.
import type { Attempt } from "../payment/attempt.ts";
import type { Writer } from "./open.ts";

const asBit = (value: boolean): number => (value ? 1 : 0);

/** The columns that a step may change, and what stands in them. */
const CHANGING: readonly (readonly [column: string, of: (attempt: Attempt) => string | number | null])[] = [
  ["status", (attempt) => attempt.status],
  ["exception", (attempt) => attempt.exception],
  ["exception_settled", (attempt) => asBit(attempt.exceptionSettled)],
  ["unclear", (attempt) => asBit(attempt.unclear)],
  ["unpaid_answers", (attempt) => attempt.unpaidAnswers],
  ["cancel_confirmed", (attempt) => asBit(attempt.cancelConfirmed)],
  ["asked", (attempt) => attempt.asked],
  ["watched", (attempt) => attempt.watched],
  ["watch_at", (attempt) => attempt.watchAt],
  ["reason", (attempt) => attempt.reason],
  ["raw", (attempt) => attempt.raw],
  ["channel_trade_no", (attempt) => attempt.channelTradeNo],
  ["settlement", (attempt) => (attempt.settlement === null ? null : JSON.stringify(attempt.settlement))],
  ["wallet", (attempt) => attempt.wallet],
  ["code_url", (attempt) => attempt.codeUrl],
  ["code_expires_at", (attempt) => attempt.codeExpiresAt],
  ["sent_at", (attempt) => attempt.sentAt],
  ["final_at", (attempt) => attempt.finalAt],
];

/** Answers how many rows it changed: none when the attempt no longer stands as it was read. */
export function writeChanges(tx: Writer, attempt: Attempt, next: Attempt): number {
  const changes = CHANGING.map(([column, of]) => [column, of(next)] as const).filter(
    ([, value], at) => value !== CHANGING[at]?.[1](attempt),
  );
  // A step that changes nothing still compares with what stands on disk.
  const columns = changes.length === 0 ? ["asked"] : changes.map(([column]) => column);
  const values = changes.length === 0 ? [next.asked] : changes.map(([, value]) => value);
  return tx.run(
    `UPDATE attempts SET ${columns.map((column) => `${column} = ?`).join(", ")} WHERE trade_no = ? AND status = ?`,
    ...values,
    attempt.tradeNo,
    attempt.status,
  );
}
