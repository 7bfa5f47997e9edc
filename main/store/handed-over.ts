// What a shift or a day hands over on paper, from its sums; with what is open at this moment beside them.
import { addFen, fen } from "../../preload/contract/money.ts";
import { OPEN_STATUSES } from "../../preload/contract/status.ts";
import type { ReportContent, Takings } from "../../preload/contract/takings.ts";
import type { Clock } from "../clock.ts";
import type { Reader } from "./open.ts";

/** 2026-03-01 10:00:00 of the till's own calendar. */
export function written(clock: Pick<Clock, "local">, at: number): string {
  const { day, stamp } = clock.local(at);
  return `${day} ${stamp.slice(6, 8)}:${stamp.slice(8, 10)}:${stamp.slice(10, 12)}`;
}

export function handedOver(read: Reader, { byWallet, total }: Takings): HandedOver {
  const marks = OPEN_STATUSES.map(() => "?").join(", ");
  const open = read.get<{ count: number; sum: number }>(
    `SELECT count(*) AS count, coalesce(sum(amount_fen), 0) AS sum FROM attempts WHERE status IN (${marks})`,
    ...OPEN_STATUSES,
  );
  return {
    received: shortened(
      byWallet.map(({ key, count, fen: sum }) => ({ name: (key ?? "—").slice(0, 40), count, fen: sum })),
    ),
    refunded: { count: total.backCount, fen: total.backFen },
    pending: { count: open?.count ?? 0, fen: fen(open?.sum ?? 0) },
  };
}

type HandedOver = Pick<ReportContent, "received" | "refunded" | "pending">;
type Received = ReportContent["received"];

const MOST = 50;

/** A shop with more pay modes than lines: the smallest are added up, so that the sum on paper stays whole. */
function shortened(rows: Received): Received {
  if (rows.length <= MOST) return rows;
  const rest = rows.slice(MOST - 1);
  const count = rest.reduce((sum, row) => sum + row.count, 0);
  return [...rows.slice(0, MOST - 1), { name: "…", count, fen: addFen(...rest.map((row) => row.fen)) }];
}
