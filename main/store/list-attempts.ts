// The attempts of a day, a standing or a search, for the order list: a page at a time, each page by an index, so that
// a book of years answers as fast as one of a day.
import type { AttemptStatus, Exception, Wallet } from "../../preload/contract/status.ts";
import type { Attempt } from "../payment/attempt.ts";
import { type AttemptRow, toAttempt } from "./attempts.ts";
import { WAITS_FOR_PERSON, waitsForPersonValues } from "./needs-person.ts";
import type { Reader, Value } from "./open.ts";

/** What was typed: every part that is there may match. */
export type AttemptSearch = {
  /** A whole number of ours, of the channel or of the wallet, or the last four or more characters of one. */
  readonly number?: string;
  readonly amountFen?: number;
  /** The order's running number of its day. */
  readonly dayNumber?: number;
  /** Minutes since midnight, local; `offsetMs` is what local time is ahead of UTC. */
  readonly minute?: { readonly at: number; readonly offsetMs: number };
};

/** Where the page before ended. */
export type AttemptCursor = { readonly at: number; readonly order: string };

export type AttemptFilter = {
  /** yyyy-mm-dd, of the order. */
  readonly day?: string;
  /** The first and last day of a run of days. */
  readonly days?: { readonly from: string; readonly to: string };
  readonly statuses?: readonly AttemptStatus[];
  /** Whole orders, ones that are received in part, or ones of which money went or is going back. */
  readonly standing?: "whole" | "part" | "back";
  readonly way?: Wallet | "cash" | "mode";
  /** The number of who took the order. */
  readonly cashier?: string;
  /** What had this exception, settled or not. */
  readonly exception?: Exclude<Exception, "none">;
  readonly search?: AttemptSearch;
  /** Only exceptions that nobody has settled. */
  readonly openExceptions?: boolean;
  /** Only what waits for a person now: see needs-person.ts. Wall clock. */
  readonly waitsForPersonAt?: number;
  readonly before?: AttemptCursor;
  readonly limit: number;
};

type Condition = { readonly sql: string; readonly values: readonly Value[] };
const when = (sql: string, ...values: readonly Value[]): Condition => ({ sql, values });

const RECEIVED = `(SELECT coalesce(sum(p.amount_fen), 0) FROM attempts p
  WHERE p.order_id = a.order_id AND p.status = 'paid')`;
const WENT_BACK = "EXISTS (SELECT 1 FROM refunds r WHERE r.trade_no = a.trade_no AND r.status <> 'refused')";
const STANDINGS: Readonly<Record<NonNullable<AttemptFilter["standing"]>, string>> = {
  whole: `(o.amount_fen <= ${RECEIVED} OR ${WENT_BACK})`,
  // The first term spares nearly every row the sum.
  part: `a.amount_fen < o.amount_fen AND o.amount_fen > ${RECEIVED} AND NOT ${WENT_BACK}`,
  back: WENT_BACK,
};
/** Over all days the few refunds lead to their attempts; within days it is the other way round. */
const BACK_EVER = "a.trade_no IN (SELECT trade_no FROM refunds WHERE status <> 'refused')";
/** What the indexes of number ends hold. */
const TAIL = 4;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** What every row must be. */
function commonOf(filter: AttemptFilter): Condition[] {
  const { day, days, standing, way, before, search } = filter;
  const all: Condition[] = [];
  if (day !== undefined) all.push(when("o.day = ?", day));
  if (days !== undefined) all.push(when("o.day BETWEEN ? AND ?", days.from, days.to));
  const isEver = day === undefined && days === undefined;
  if (standing !== undefined) all.push(when(isEver && standing === "back" ? BACK_EVER : STANDINGS[standing]));
  if (way !== undefined)
    all.push(way === "cash" || way === "mode" ? when("a.method = ?", way) : when("a.wallet = ?", way));
  if (filter.cashier !== undefined) all.push(when("o.cashier = ?", filter.cashier));
  // The plus keeps the index of what is open out: what is settled is not in it.
  if (filter.exception !== undefined) all.push(when("+a.exception = ?", filter.exception));
  if (filter.openExceptions) all.push(when("a.exception <> 'none' AND a.exception_settled = 0"));
  if (search?.minute !== undefined) {
    const { at, offsetMs } = search.minute;
    const from = at * MINUTE_MS;
    all.push(when(`(a.created_at + ?) % ${DAY_MS} BETWEEN ? AND ?`, offsetMs, from, from + MINUTE_MS - 1));
  }
  if (filter.waitsForPersonAt !== undefined)
    all.push(when(`a.trade_no IN (${WAITS_FOR_PERSON})`, ...waitsForPersonValues(filter.waitsForPersonAt)));
  if (before !== undefined) all.push(when("(a.created_at, a.trade_no) < (?, ?)", before.at, before.order));
  return all;
}

/** The ways a row may match the search; each has an index of its own, so each is a question of its own. */
function matchesOf({ number, amountFen, dayNumber }: AttemptSearch): Condition[] {
  const all: Condition[] = [];
  if (amountFen !== undefined) all.push(when("a.amount_fen = ?", amountFen));
  if (dayNumber !== undefined) all.push(when("o.day_number = ?", dayNumber));
  if (number === undefined || number.length < TAIL) return all;
  const tail = number.slice(-TAIL);
  const ends = (column: string, there = "TRUE") =>
    when(`${there} AND substr(${column}, -${TAIL}) = ? AND substr(${column}, ?) = ?`, tail, -number.length, number);
  all.push(
    ends("a.trade_no"),
    ends("a.channel_trade_no", "a.channel_trade_no IS NOT NULL"),
    ends("json_extract(a.settlement, '$.walletTradeNo')", "a.settlement IS NOT NULL"),
  );
  if (number.length === TAIL) all.push(when("a.code_tail = ?", number));
  return all;
}

/** A status at a time keeps each page in the order of an index; together with a day or a search the rows are few. */
function statusesOf({ statuses, day, days, search }: AttemptFilter): Condition[] {
  if (!statuses || statuses.length === 0) return [];
  if (day === undefined && days === undefined && search === undefined)
    return statuses.map((status) => when("a.status = ?", status));
  // The plus keeps the index of statuses out: nearly every row is paid.
  return [when(`+a.status IN (${statuses.map(() => "?").join(", ")})`, ...statuses)];
}

/** Newest first. A search that says nothing anybody could match finds nothing. */
export function listAttempts(read: Reader, filter: AttemptFilter): Attempt[] {
  const { search, limit } = filter;
  const statuses = statusesOf(filter);
  const matches = search === undefined || search.minute !== undefined ? [when("TRUE")] : matchesOf(search);
  const rows = new Map<string, AttemptRow>();
  for (const match of matches)
    for (const status of statuses.length > 0 ? statuses : [when("TRUE")])
      for (const row of pageOf(read, [...commonOf(filter), match, status], limit)) rows.set(row.trade_no, row);
  return [...rows.values()].sort(newestFirst).slice(0, limit).map(toAttempt);
}

function pageOf(read: Reader, conditions: readonly Condition[], limit: number): AttemptRow[] {
  const where = conditions.map(({ sql }) => sql).filter((sql) => sql !== "TRUE");
  return read.all<AttemptRow>(
    `SELECT a.* FROM attempts a JOIN orders o ON o.order_id = a.order_id
     ${where.length > 0 ? `WHERE ${where.join(" AND ")}` : ""}
     ORDER BY a.created_at DESC, a.trade_no DESC LIMIT ?`,
    ...conditions.flatMap(({ values }) => values),
    limit,
  );
}

const newestFirst = (a: AttemptRow, b: AttemptRow): number =>
  b.created_at - a.created_at || (a.trade_no < b.trade_no ? 1 : -1);
