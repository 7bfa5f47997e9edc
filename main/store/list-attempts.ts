// The attempts of a day or a search, for the order list.
import type { AttemptStatus } from "../../preload/contract/status.ts";
import type { Attempt } from "../payment/attempt.ts";
import { type AttemptRow, toAttempt } from "./attempts.ts";
import { WAITS_FOR_PERSON, waitsForPersonValues } from "./needs-person.ts";
import type { Reader, Value } from "./open.ts";

export type AttemptFilter = {
  /** yyyy-mm-dd. */
  readonly day?: string;
  readonly statuses?: readonly AttemptStatus[];
  /** Part of a trade number or of the channel's number, or an exact amount in fen. */
  readonly digits?: string;
  readonly amountFen?: number;
  /** Only exceptions that nobody has settled. */
  readonly openExceptions?: boolean;
  /** Only what waits for a person now: see needs-person.ts. Wall clock. */
  readonly waitsForPersonAt?: number;
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
  if (filter.openExceptions) where.push("a.exception <> 'none' AND a.exception_settled = 0");
  if (filter.waitsForPersonAt !== undefined) {
    where.push(`a.trade_no IN (${WAITS_FOR_PERSON})`);
    values.push(...waitsForPersonValues(filter.waitsForPersonAt));
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
