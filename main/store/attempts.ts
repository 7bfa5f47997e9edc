// Attempts as rows. A status changes only through `advance`, which asks the transition table, compares
// with what stands on disk and writes the event in the same transaction.
import type { OrderId, TradeNo } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import { type AttemptStatus, OPEN_STATUSES, isOpen } from "../../preload/contract/status.ts";
import { settlement } from "../../preload/contract/views.ts";
import type { Attempt } from "../payment/attempt.ts";
import { type AttemptEvent, nextAttemptStatus } from "../payment/transitions.ts";
import { writeChanges } from "./attempt-changes.ts";
import { type Detail, appendEvent } from "./journal.ts";
import type { Reader, Writer } from "./open.ts";

export type AttemptRow = {
  trade_no: TradeNo;
  order_id: OrderId;
  channel: Attempt["channel"];
  method: Attempt["method"];
  mode: string | null;
  wallet: Attempt["wallet"];
  code_tail: string | null;
  amount_fen: number;
  given_fen: number | null;
  leg: number;
  status: AttemptStatus;
  exception: Attempt["exception"];
  exception_settled: number;
  unclear: number;
  unpaid_answers: number;
  cancel_confirmed: number;
  asked: number;
  watched: number;
  watch_at: number | null;
  reason: Attempt["reason"];
  raw: string | null;
  channel_trade_no: string | null;
  settlement: string | null;
  code_url: string | null;
  code_expires_at: number | null;
  created_at: number;
  sent_at: number | null;
  final_at: number | null;
};

export const toAttempt = (row: AttemptRow): Attempt => ({
  tradeNo: row.trade_no,
  orderId: row.order_id,
  channel: row.channel,
  method: row.method,
  mode: row.mode,
  wallet: row.wallet,
  codeTail: row.code_tail,
  amountFen: fen(row.amount_fen),
  givenFen: row.given_fen === null ? null : fen(row.given_fen),
  leg: row.leg,
  status: row.status,
  exception: row.exception,
  exceptionSettled: row.exception_settled === 1,
  unclear: row.unclear === 1,
  unpaidAnswers: row.unpaid_answers,
  cancelConfirmed: row.cancel_confirmed === 1,
  asked: row.asked,
  watched: row.watched,
  watchAt: row.watch_at,
  reason: row.reason,
  raw: row.raw,
  channelTradeNo: row.channel_trade_no,
  settlement: row.settlement === null ? null : settlement.parse(JSON.parse(row.settlement)),
  codeUrl: row.code_url,
  codeExpiresAt: row.code_expires_at,
  createdAt: row.created_at,
  sentAt: row.sent_at,
  finalAt: row.final_at,
});

export function attemptByNo(read: Reader, tradeNo: TradeNo): Attempt | null {
  const row = read.get<AttemptRow>("SELECT * FROM attempts WHERE trade_no = ?", tradeNo);
  return row ? toAttempt(row) : null;
}

/** Oldest first. They are few, and read with every step: putting them in order here costs a tenth of SQLite's sorter. */
export function attemptsOfOrder(read: Reader, id: OrderId): Attempt[] {
  const rows = read.all<AttemptRow>("SELECT * FROM attempts WHERE order_id = ?", id);
  return rows.sort(byAge).map(toAttempt);
}

const byAge = (a: AttemptRow, b: AttemptRow): number =>
  a.created_at - b.created_at || (a.trade_no < b.trade_no ? -1 : 1);

/** Whether another attempt of this channel already carries the channel's number. */
export function isNumberTaken(read: Reader, attempt: Attempt, channelTradeNo: string): boolean {
  const row = read.get<{ trade_no: string }>(
    "SELECT trade_no FROM attempts WHERE channel_trade_no = ? AND channel = ? AND trade_no <> ?",
    channelTradeNo,
    attempt.channel,
    attempt.tradeNo,
  );
  return row !== undefined;
}

export function allAttempts(read: Reader): Attempt[] {
  return read.all<AttemptRow>("SELECT * FROM attempts ORDER BY created_at, trade_no").map(toAttempt);
}

export function openAttempts(read: Reader): Attempt[] {
  const marks = OPEN_STATUSES.map(() => "?").join(", ");
  return read
    .all<AttemptRow>(
      `SELECT * FROM attempts WHERE status IN (${marks}) ORDER BY created_at, trade_no`,
      ...OPEN_STATUSES,
    )
    .map(toAttempt);
}

export type NewAttempt = Pick<
  Attempt,
  | "tradeNo"
  | "orderId"
  | "channel"
  | "method"
  | "mode"
  | "wallet"
  | "codeTail"
  | "amountFen"
  | "givenFen"
  | "leg"
  | "createdAt"
>;

/**
 * Writes a new attempt and its first event, which also carries what its order owes. A second open attempt of the order
 * throws (see `isDuplicate`).
 */
export function insertAttempt(tx: Writer, attempt: NewAttempt): void {
  const owes = tx.get<{ amount_fen: number }>("SELECT amount_fen FROM orders WHERE order_id = ?", attempt.orderId);
  tx.run(
    `INSERT INTO attempts (trade_no, order_id, channel, method, mode, wallet, code_tail, amount_fen, given_fen, leg,
       status, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'created', ?)`,
    attempt.tradeNo,
    attempt.orderId,
    attempt.channel,
    attempt.method,
    attempt.mode,
    attempt.wallet,
    attempt.codeTail,
    attempt.amountFen,
    attempt.givenFen,
    attempt.leg,
    attempt.createdAt,
  );
  appendEvent(tx, {
    at: attempt.createdAt,
    subject: "attempt",
    subjectId: attempt.tradeNo,
    kind: "created",
    from: null,
    to: "created",
    detail: {
      order: attempt.orderId,
      amountFen: attempt.amountFen,
      channel: attempt.channel,
      method: attempt.method,
      leg: attempt.leg,
      ...(owes ? { owedFen: owes.amount_fen } : {}),
      ...(attempt.codeTail === null ? {} : { tail: attempt.codeTail }),
      ...(attempt.givenFen === null ? {} : { givenFen: attempt.givenFen }),
    },
  });
}

/** What may change beside the status. */
export type AttemptChange = Partial<
  Pick<
    Attempt,
    | "exception"
    | "exceptionSettled"
    | "unclear"
    | "unpaidAnswers"
    | "cancelConfirmed"
    | "asked"
    | "watched"
    | "watchAt"
    | "reason"
    | "raw"
    | "channelTradeNo"
    | "settlement"
    | "wallet"
    | "codeUrl"
    | "codeExpiresAt"
    | "sentAt"
  >
>;

/** Thrown when the table forbids a step: a bug of ours, never something to catch and go on from. */
export class ForbiddenTransition extends Error {}

/** Moves an attempt one step along the table and writes the event with it. Answers the attempt as it now stands. */
export function advance(
  tx: Writer,
  attempt: Attempt,
  step: {
    readonly event: AttemptEvent;
    readonly at: number;
    readonly change?: AttemptChange;
    readonly detail?: Detail;
  },
): Attempt {
  const to = nextAttemptStatus(attempt.status, step.event);
  if (to === null) throw new ForbiddenTransition(`${attempt.status} does not take ${step.event}`);
  // A new exception is nobody's yet, whatever was settled before; its name stands in the journal too.
  const isNew = step.change?.exception !== undefined && step.change.exception !== attempt.exception;
  const next: Attempt = {
    ...attempt,
    ...(isNew ? { exceptionSettled: false } : {}),
    ...step.change,
    status: to,
    finalAt: isOpen(to) ? null : to === attempt.status ? attempt.finalAt : step.at,
  };
  const changed = writeChanges(tx, attempt, next);
  if (changed !== 1) throw new ForbiddenTransition(`${attempt.tradeNo} is no longer ${attempt.status}`);
  appendEvent(tx, {
    at: step.at,
    subject: "attempt",
    subjectId: attempt.tradeNo,
    kind: step.event,
    from: attempt.status,
    to,
    detail: isNew ? { ...step.detail, exception: next.exception } : (step.detail ?? {}),
  });
  return next;
}
