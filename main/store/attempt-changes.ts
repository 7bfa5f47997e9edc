// What a step changes in an attempt's row, as columns. Only what differs is written: a column that an UPDATE names costs
// every index over it, changed or not. What no index is over goes together, so that few statements do for all steps.
import type { Attempt } from "../payment/attempt.ts";
import type { Writer } from "./open.ts";

const asBit = (value: boolean): number => (value ? 1 : 0);

type Column = readonly [column: string, of: (attempt: Attempt) => string | number | null];

/** The columns that a step may change, and what stands in them; each group is written whole or not at all. */
const CHANGING: readonly (readonly Column[])[] = [
  [["status", (attempt) => attempt.status]],
  [
    ["exception", (attempt) => attempt.exception],
    ["exception_settled", (attempt) => asBit(attempt.exceptionSettled)],
  ],
  [
    ["watched", (attempt) => attempt.watched],
    ["watch_at", (attempt) => attempt.watchAt],
  ],
  [["channel_trade_no", (attempt) => attempt.channelTradeNo]],
  [["settlement", (attempt) => (attempt.settlement === null ? null : JSON.stringify(attempt.settlement))]],
  [["wallet", (attempt) => attempt.wallet]],
  // From here on no index is over any of them.
  [
    ["unclear", (attempt) => asBit(attempt.unclear)],
    ["unpaid_answers", (attempt) => attempt.unpaidAnswers],
    ["cancel_confirmed", (attempt) => asBit(attempt.cancelConfirmed)],
    ["asked", (attempt) => attempt.asked],
    ["reason", (attempt) => attempt.reason],
    ["raw", (attempt) => attempt.raw],
  ],
  [
    ["code_url", (attempt) => attempt.codeUrl],
    ["code_expires_at", (attempt) => attempt.codeExpiresAt],
    ["sent_at", (attempt) => attempt.sentAt],
    ["final_at", (attempt) => attempt.finalAt],
  ],
];

/** Answers how many rows it changed: none when the attempt no longer stands as it was read. */
export function writeChanges(tx: Writer, attempt: Attempt, next: Attempt): number {
  const differing = CHANGING.filter((group) => group.some(([, of]) => of(next) !== of(attempt))).flat();
  // A step that changes nothing still compares with what stands on disk.
  const changes: readonly Column[] = differing.length > 0 ? differing : [["asked", ({ asked }) => asked]];
  return tx.run(
    `UPDATE attempts SET ${changes.map(([column]) => `${column} = ?`).join(", ")} WHERE trade_no = ? AND status = ?`,
    ...changes.map(([, of]) => of(next)),
    attempt.tradeNo,
    attempt.status,
  );
}
