// A day's totals: always sums of rows, never numbers kept somewhere.
import { fen } from "../../preload/contract/money.ts";
import { OPEN_STATUSES } from "../../preload/contract/status.ts";
import type { DayTotals } from "../../preload/contract/views.ts";
import type { Reader } from "./open.ts";

/** Received and pending by the order's day, refunded by the day the refund was asked for. */
export function dayTotals(read: Reader, day: string, dayOf: (at: number) => string): DayTotals {
  const open = OPEN_STATUSES.map((status) => `'${status}'`).join(", ");
  const row = read.get<{ paid: number; paid_fen: number; open: number; open_fen: number }>(
    `SELECT count(*) FILTER (WHERE a.status = 'paid') AS paid,
            coalesce(sum(a.amount_fen) FILTER (WHERE a.status = 'paid'), 0) AS paid_fen,
            count(*) FILTER (WHERE a.status IN (${open})) AS open,
            coalesce(sum(a.amount_fen) FILTER (WHERE a.status IN (${open})), 0) AS open_fen
     FROM attempts a JOIN orders o ON o.order_id = a.order_id WHERE o.day = ?`,
    day,
  );
  const since = Date.parse(`${day}T00:00:00Z`) - 14 * 3_600_000;
  const refunds = read
    .all<{ amount_fen: number; requested_at: number }>(
      "SELECT amount_fen, requested_at FROM refunds WHERE status = 'refunded' AND requested_at >= ? AND requested_at < ?",
      since,
      since + 3 * 86_400_000,
    )
    .filter((refund) => dayOf(refund.requested_at) === day);
  return {
    paidCount: row?.paid ?? 0,
    paidFen: fen(row?.paid_fen ?? 0),
    openCount: row?.open ?? 0,
    openFen: fen(row?.open_fen ?? 0),
    refundedCount: refunds.length,
    refundedFen: fen(refunds.reduce((sum, refund) => sum + refund.amount_fen, 0)),
  };
}
