// The progress of reconciliation as rows: one run per day and channel, and what was said about each number in it. A run
// that a kill cut off goes on where it was: what was answered in it is not asked again.
import type { ChannelId } from "../../preload/contract/status.ts";
import { OPEN_STATUSES } from "../../preload/contract/status.ts";
import type { Attempt, Refund } from "../payment/attempt.ts";
import { type AttemptRow, toAttempt } from "./attempts.ts";
import type { Reader, Writer } from "./open.ts";
import { type RefundRow, toRefund } from "./refunds.ts";

export type RunSums = {
  readonly orders: number;
  readonly refunds: number;
  readonly asked: number;
  readonly unasked: number;
  readonly unproved: number;
};

export type Run = RunSums & {
  readonly day: string;
  readonly channel: ChannelId;
  readonly run: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
};

type RunRow = RunSums & { day: string; channel: ChannelId; run: number; started_at: number; ended_at: number | null };

const toRun = ({ started_at: startedAt, ended_at: endedAt, ...row }: RunRow): Run => ({ ...row, startedAt, endedAt });

export function runOf(read: Reader, day: string, channel: ChannelId): Run | null {
  const row = read.get<RunRow>("SELECT * FROM reconcile_runs WHERE day = ? AND channel = ?", day, channel);
  return row ? toRun(row) : null;
}

export const runsSince = (read: Reader, firstDay: string): Run[] =>
  read.all<RunRow>("SELECT * FROM reconcile_runs WHERE day >= ? ORDER BY day DESC, channel", firstDay).map(toRun);

/** The run to go on with: the one that was cut off, else a new one, in which everything is asked again. */
export function beginRun(tx: Writer, day: string, channel: ChannelId, at: number): Run {
  const before = runOf(tx, day, channel);
  if (before?.endedAt === null) return before;
  tx.run(
    `INSERT INTO reconcile_runs (day, channel, run, started_at) VALUES (?, ?, 1, ?)
     ON CONFLICT (day, channel) DO UPDATE SET run = run + 1, started_at = excluded.started_at, ended_at = NULL`,
    day,
    channel,
    at,
  );
  const run = runOf(tx, day, channel);
  if (!run) throw new Error("a run vanished");
  return run;
}

/** `endedAt`: null while something is still to be asked. */
export function putSums(tx: Writer, { day, channel }: Run, sums: RunSums, endedAt: number | null): void {
  tx.run(
    `UPDATE reconcile_runs SET orders = ?, refunds = ?, asked = ?, unasked = ?, unproved = ?, ended_at = ?
     WHERE day = ? AND channel = ?`,
    sums.orders,
    sums.refunds,
    sums.asked,
    sums.unasked,
    sums.unproved,
    endedAt,
    day,
    channel,
  );
}

export type Answered = { readonly run: number; readonly said: unknown; readonly raw: string };
type AnswerRow = { number: string; run: number; said: string; raw: string };

export function putAnswer(
  tx: Writer,
  subject: "order" | "refund",
  number: string,
  answer: Answered & { readonly at: number },
): void {
  tx.run(
    `INSERT INTO reconcile_answers (subject, number, run, said, raw, asked_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (subject, number) DO UPDATE SET run = excluded.run, said = excluded.said, raw = excluded.raw,
       asked_at = excluded.asked_at`,
    subject,
    number,
    answer.run,
    JSON.stringify(answer.said),
    answer.raw,
    answer.at,
  );
}

export function answerOf(read: Reader, subject: "order" | "refund", number: string): Answered | null {
  const row = read.get<AnswerRow>(
    "SELECT number, run, said, raw FROM reconcile_answers WHERE subject = ? AND number = ?",
    subject,
    number,
  );
  return row ? { run: row.run, said: JSON.parse(row.said), raw: row.raw } : null;
}

/** The day of an attempt is its order's, as in the totals. */
export const attemptsOfDay = (read: Reader, day: string, channel: ChannelId): Attempt[] =>
  read
    .all<AttemptRow>(
      `SELECT a.* FROM orders o JOIN attempts a ON a.order_id = o.order_id WHERE o.day = ? AND a.channel = ?
       ORDER BY a.created_at, a.trade_no`,
      day,
      channel,
    )
    .map(toAttempt);

/** Refunds asked for on this day, whatever day their sale was of. */
export function refundsOfDay(
  read: Reader,
  day: string,
  channel: ChannelId,
  dayOf: (at: number) => string,
): { readonly refund: Refund; readonly attempt: Attempt }[] {
  const since = Date.parse(`${day}T00:00:00Z`) - 14 * 3_600_000;
  const rows = read.all<RefundRow>(
    `SELECT r.* FROM refunds r JOIN attempts a ON a.trade_no = r.trade_no
     WHERE r.requested_at >= ? AND r.requested_at < ? AND a.channel = ? ORDER BY r.requested_at, r.refund_no`,
    since,
    since + 3 * 86_400_000,
    channel,
  );
  return rows
    .map(toRefund)
    .filter((refund) => dayOf(refund.requestedAt) === day)
    .map((refund) => {
      const row = read.get<AttemptRow>("SELECT * FROM attempts WHERE trade_no = ?", refund.tradeNo);
      if (!row) throw new Error("a refund without its attempt");
      return { refund, attempt: toAttempt(row) };
    });
}

/** Any attempt of the channel that a bill could mean by this number: ours, the channel's, the wallet's. */
export function attemptNumbered(read: Reader, channel: ChannelId, number: string): Attempt | null {
  const row =
    read.get<AttemptRow>("SELECT * FROM attempts WHERE trade_no = ? AND channel = ?", number, channel) ??
    read.get<AttemptRow>("SELECT * FROM attempts WHERE channel_trade_no = ? AND channel = ?", number, channel) ??
    read.get<AttemptRow>(
      "SELECT * FROM attempts WHERE settlement IS NOT NULL AND json_extract(settlement, '$.walletTradeNo') = ? AND channel = ?",
      number,
      channel,
    );
  return row ? toAttempt(row) : null;
}

export type DaySold = {
  readonly day: string;
  readonly channel: ChannelId;
  readonly orders: number;
  readonly left: number;
};

/** What each day since then sold by channel; `left`: open attempts and exceptions nobody has settled. */
export function daysSold(read: Reader, firstDay: string): DaySold[] {
  const open = OPEN_STATUSES.map((status) => `'${status}'`).join(", ");
  return read.all<DaySold>(
    `SELECT o.day AS day, a.channel AS channel, count(*) AS orders,
       count(*) FILTER (WHERE a.status IN (${open}) OR (a.exception <> 'none' AND a.exception_settled = 0)) AS left
     FROM orders o JOIN attempts a ON a.order_id = o.order_id WHERE o.day >= ? GROUP BY o.day, a.channel
     ORDER BY o.day DESC, a.channel`,
    firstDay,
  );
}

/** How many differences stand open, by day and channel; a day whose differences all ended is there with none. */
export const openDifferences = (
  read: Reader,
  firstDay: string,
): { readonly day: string; readonly channel: ChannelId; readonly count: number }[] =>
  read.all(
    "SELECT day, channel, count(*) FILTER (WHERE closed_at IS NULL) AS count FROM differences WHERE day >= ? GROUP BY day, channel",
    firstDay,
  );

/** The channels whose money was asked back on this day. */
export function refundChannels(read: Reader, day: string, dayOf: (at: number) => string): ChannelId[] {
  const since = Date.parse(`${day}T00:00:00Z`) - 14 * 3_600_000;
  const rows = read.all<{ channel: ChannelId; at: number }>(
    `SELECT a.channel AS channel, r.requested_at AS at FROM refunds r JOIN attempts a ON a.trade_no = r.trade_no
     WHERE r.requested_at >= ? AND r.requested_at < ?`,
    since,
    since + 3 * 86_400_000,
  );
  return [...new Set(rows.filter(({ at }) => dayOf(at) === day).map(({ channel }) => channel))];
}
