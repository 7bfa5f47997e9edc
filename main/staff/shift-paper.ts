// What a shift hands over on paper: Z once it is closed, X at any time before, without the cash that is still to be
// counted blind. Facts only; the template has the words.
import { addFen } from "../../preload/contract/money.ts";
import { OPEN_STATUSES } from "../../preload/contract/status.ts";
import type { ReportContent, Takings } from "../../preload/contract/takings.ts";
import { fen } from "../../preload/contract/money.ts";
import type { Clock } from "../clock.ts";
import type { Reader } from "../store/open.ts";
import type { Shift } from "../store/shifts.ts";
import { takingsOf } from "../store/takings.ts";
import { isCash, movementsOf, sumsUpTo } from "../store/shift-sums.ts";

/** 2026-03-01 10:00:00 of the till's own calendar. */
export function written(clock: Pick<Clock, "local">, at: number): string {
  const { day, stamp } = clock.local(at);
  return `${day} ${stamp.slice(6, 8)}:${stamp.slice(8, 10)}:${stamp.slice(10, 12)}`;
}

export function handedOver(read: Reader, { byWallet, total }: Takings): Omit<ReportContentBase, "report"> {
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

type ReportContentBase = Pick<ReportContent, "received" | "refunded" | "pending" | "report">;
type Received = ReportContent["received"];

const MOST = 50;

/** A shop with more pay modes than lines: the smallest are added up, so that the sum on paper stays whole. */
function shortened(rows: Received): Received {
  if (rows.length <= MOST) return rows;
  const rest = rows.slice(MOST - 1);
  const count = rest.reduce((sum, row) => sum + row.count, 0);
  return [...rows.slice(0, MOST - 1), { name: "…", count, fen: addFen(...rest.map((row) => row.fen)) }];
}

export function xContent(read: Reader, clock: Pick<Clock, "local">, shift: Shift, at: number): ReportContent {
  const takings = takingsOf(movementsOf(read, shift).filter((each) => !isCash(each)));
  return {
    kind: "shift",
    report: "x",
    ...handedOver(read, takings),
    shift: shift.shift,
    cashier: shift.cashier ?? "",
    from: written(clock, shift.openedAt),
    to: written(clock, at),
    cash: null,
  };
}

/** Of a shift that is counted and about to end. */
export function zContent(
  read: Reader,
  clock: Pick<Clock, "local">,
  shift: Shift,
  end: NonNullable<Shift["end"]>,
): ReportContent {
  if (!shift.count) throw new Error("a shift ended before it was counted");
  const { z, countedFen, toSeq, at } = shift.count;
  const { drawer, takings } = sumsUpTo(read, shift, toSeq);
  if (JSON.stringify({ takings, drawer }) !== JSON.stringify({ takings: z.takings, drawer: z.drawer }))
    throw new Error("a shift's sums changed after its count");
  return {
    kind: "shift",
    report: "z",
    ...handedOver(read, takings),
    shift: shift.shift,
    cashier: shift.cashier ?? "",
    ...(end.takenBy === null ? {} : { takenBy: end.takenBy }),
    from: written(clock, shift.openedAt),
    to: written(clock, at),
    cash: {
      openingFen: shift.floatFen,
      expectedFen: drawer.expectedFen,
      countedFen,
      inFen: drawer.inFen,
      outFen: drawer.outFen,
      leftFen: end.leftFen,
      ...(end.why === null ? {} : { why: end.why }),
    },
  };
}
