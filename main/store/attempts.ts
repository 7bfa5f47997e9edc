// Orders and attempts as rows. A status changes only through `advance`, which asks the transition table, compares
// with what stands on disk and writes the event in the same transaction.
import { type OrderId, type TradeNo, orderId } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import { type AttemptStatus, OPEN_STATUSES, isOpen } from "../../preload/contract/status.ts";
import type { Attempt, Order } from "../payment/attempt.ts";
import { type AttemptEvent, nextAttemptStatus } from "../payment/transitions.ts";
import { type Detail, appendEvent } from "./journal.ts";
import type { Reader, Value, Writer } from "./open.ts";

type AttemptRow = {
  trade_no: TradeNo;
  order_id: OrderId;
  channel: Attempt["channel"];
  method: Attempt["method"];
  mode: string | null;
  wallet: Attempt["wallet"];
  code_tail: string | null;
  amount_fen: number;
  status: AttemptStatus;
  exception: Attempt["exception"];
  unclear: number;
  unpaid_answers: number;
  cancel_confirmed: number;
  asked: number;
  reason: Attempt["reason"];
  raw: string | null;
  channel_trade_no: string | null;
  code_url: string | null;
  code_expires_at: number | null;
  created_at: number;
  sent_at: number | null;
  final_at: number | null;
};

const toAttempt = (row: AttemptRow): Attempt => ({
  tradeNo: row.trade_no,
  orderId: row.order_id,
  channel: row.channel,
  method: row.method,
  mode: row.mode,
  wallet: row.wallet,
  codeTail: row.code_tail,
  amountFen: fen(row.amount_fen),
  status: row.status,
  exception: row.exception,
  unclear: row.unclear === 1,
  unpaidAnswers: row.unpaid_answers,
  cancelConfirmed: row.cancel_confirmed === 1,
  asked: row.asked,
  reason: row.reason,
  raw: row.raw,
  channelTradeNo: row.channel_trade_no,
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

export function attemptsOfOrder(read: Reader, id: OrderId): Attempt[] {
  return read
    .all<AttemptRow>("SELECT * FROM attempts WHERE order_id = ? ORDER BY created_at, trade_no", id)
    .map(toAttempt);
}

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

export type AttemptFilter = {
  /** yyyy-mm-dd. */
  readonly day?: string;
  readonly statuses?: readonly AttemptStatus[];
  /** Part of a trade number or of the channel's number, or an exact amount in fen. */
  readonly digits?: string;
  readonly amountFen?: number;
  readonly limit: number;
};

/** Newest first. */
export function listAttempts(read: Reader, filter: AttemptFilter): Attempt[] {
  const where: string[] = [];
  const values: Value[] = [];
  if (filter.day !== undefined) {
    where.push("o.day = ?");
    values.push(filter.day);
  }
  if (filter.statuses && filter.statuses.length > 0) {
    where.push(`a.status IN (${filter.statuses.map(() => "?").join(", ")})`);
    values.push(...filter.statuses);
  }
  const matches: string[] = [];
  if (filter.digits !== undefined) {
    matches.push("instr(a.trade_no, ?) > 0", "instr(coalesce(a.channel_trade_no, ''), ?) > 0", "a.code_tail = ?");
    values.push(filter.digits, filter.digits, filter.digits);
  }
  if (filter.amountFen !== undefined) {
    matches.push("a.amount_fen = ?");
    values.push(filter.amountFen);
  }
  if (matches.length > 0) where.push(`(${matches.join(" OR ")})`);
  const condition = where.length > 0 ? `WHERE ${where.join(" AND ")}` : "";
  return read
    .all<AttemptRow>(
      `SELECT a.* FROM attempts a JOIN orders o ON o.order_id = a.order_id ${condition}
       ORDER BY a.created_at DESC, a.trade_no DESC LIMIT ?`,
      ...values,
      filter.limit,
    )
    .map(toAttempt);
}

type OrderRow = {
  order_id: string;
  amount_fen: number;
  day: string;
  day_number: number;
  note: string | null;
  created_at: number;
};

export function orderById(read: Reader, id: OrderId): Order | null {
  const row = read.get<OrderRow>("SELECT * FROM orders WHERE order_id = ?", id);
  if (!row) return null;
  return {
    orderId: orderId(row.order_id),
    amountFen: fen(row.amount_fen),
    day: row.day,
    dayNumber: row.day_number,
    note: row.note,
    createdAt: row.created_at,
  };
}

/** The running number the day's next order will have. */
export function nextDayNumber(read: Reader, day: string): number {
  const row = read.get<{ last: number | null }>("SELECT max(day_number) AS last FROM orders WHERE day = ?", day);
  return (row?.last ?? 0) + 1;
}

export function insertOrder(tx: Writer, order: Order): void {
  tx.run(
    "INSERT INTO orders (order_id, amount_fen, day, day_number, note, created_at) VALUES (?, ?, ?, ?, ?, ?)",
    order.orderId,
    order.amountFen,
    order.day,
    order.dayNumber,
    order.note,
    order.createdAt,
  );
}

export type NewAttempt = Pick<
  Attempt,
  "tradeNo" | "orderId" | "channel" | "method" | "mode" | "wallet" | "codeTail" | "amountFen" | "createdAt"
>;

/** Writes a new attempt and its first event. A second open attempt of the order throws (see `isDuplicate`). */
export function insertAttempt(tx: Writer, attempt: NewAttempt): void {
  tx.run(
    `INSERT INTO attempts (trade_no, order_id, channel, method, mode, wallet, code_tail, amount_fen, status, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'created', ?)`,
    attempt.tradeNo,
    attempt.orderId,
    attempt.channel,
    attempt.method,
    attempt.mode,
    attempt.wallet,
    attempt.codeTail,
    attempt.amountFen,
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
      ...(attempt.codeTail === null ? {} : { tail: attempt.codeTail }),
    },
  });
}

/** What may change beside the status. */
export type AttemptChange = Partial<
  Pick<
    Attempt,
    | "exception"
    | "unclear"
    | "unpaidAnswers"
    | "cancelConfirmed"
    | "asked"
    | "reason"
    | "raw"
    | "channelTradeNo"
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
  const next: Attempt = {
    ...attempt,
    ...step.change,
    status: to,
    finalAt: isOpen(to) ? null : to === attempt.status ? attempt.finalAt : step.at,
  };
  const changed = tx.run(
    `UPDATE attempts SET status = ?, exception = ?, unclear = ?, unpaid_answers = ?, cancel_confirmed = ?, asked = ?,
       reason = ?, raw = ?, channel_trade_no = ?, wallet = ?, code_url = ?, code_expires_at = ?, sent_at = ?, final_at = ?
     WHERE trade_no = ? AND status = ?`,
    next.status,
    next.exception,
    next.unclear ? 1 : 0,
    next.unpaidAnswers,
    next.cancelConfirmed ? 1 : 0,
    next.asked,
    next.reason,
    next.raw,
    next.channelTradeNo,
    next.wallet,
    next.codeUrl,
    next.codeExpiresAt,
    next.sentAt,
    next.finalAt,
    attempt.tradeNo,
    attempt.status,
  );
  if (changed !== 1) throw new ForbiddenTransition(`${attempt.tradeNo} is no longer ${attempt.status}`);
  appendEvent(tx, {
    at: step.at,
    subject: "attempt",
    subjectId: attempt.tradeNo,
    kind: step.event,
    from: attempt.status,
    to,
    detail: step.detail ?? {},
  });
  return next;
}
