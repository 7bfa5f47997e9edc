// 报表: what really moved in a day, a week or a month, by the till's own calendar. Sums of movements, made anew each time;
// the same movements make the screen, the paper and the files.
import { type Fen, ZERO, addFen, fen } from "../../preload/contract/money.ts";
import type { ReportAsked, ReportView } from "../../preload/contract/reports.ts";
import type { Sums } from "../../preload/contract/takings.ts";
import type { Clock } from "../clock.ts";
import { type Movement, movementsInTime } from "../store/movements.ts";
import type { Reader } from "../store/open.ts";
import { sumsBy, takingsOf, totalOf } from "../store/takings.ts";
import { addDays, daysBetween, daysOf, spanBefore, spanOf, widely } from "./days.ts";

export type ReportClock = Pick<Clock, "now" | "local">;

/** A movement with its place in the till's calendar. */
export type Dated = Movement & { readonly day: string; readonly time: string };

/** The movements of these days in the journal's order. */
export function datedIn(read: Reader, clock: Pick<Clock, "local">, first: string, last: string): Dated[] {
  const { since, until } = widely(first, last);
  return movementsInTime(read, since, until)
    .map((movement) => ({ ...movement, ...placeOf(clock, movement.at) }))
    .filter(({ day }) => day >= first && day <= last);
}

/** 2026-03-01 and 10:00:00. */
function placeOf(clock: Pick<Clock, "local">, at: number): { day: string; time: string } {
  const { day, stamp } = clock.local(at);
  return { day, time: `${stamp.slice(6, 8)}:${stamp.slice(8, 10)}:${stamp.slice(10, 12)}` };
}

export function makeReport(read: Reader, clock: ReportClock, { span, day }: ReportAsked): ReportView {
  const { first, last } = spanOf(span, day);
  const dated = datedIn(read, clock, first, last);
  const now = placeOf(clock, clock.now());
  const isRunning = now.day >= first && now.day <= last;
  const before = spanBefore(span, first);
  const theirs = datedIn(read, clock, before.first, before.last);
  const compared = isRunning
    ? theirs.filter(isBy(addDays(before.first, daysBetween(first, now.day)), now.time))
    : theirs;
  const fees = dated.flatMap(({ feeFen }) => (feeFen === null ? [] : [feeFen]));
  const total = totalOf(dated);
  const then = totalOf(compared);
  return {
    span,
    first,
    last,
    isRunning,
    takings: takingsOf(dated),
    averageFen: averageOf(total),
    feeFen: addFen(ZERO, ...fees),
    feeCount: fees.length,
    byHour: fillIn(
      sumsBy(dated, ({ time }) => Number(time.slice(0, 2))),
      Array.from({ length: 24 }, (_, hour) => hour),
    ),
    byDay: fillIn(
      sumsBy(dated, (movement) => movement.day),
      daysOf(first, last),
    ),
    before: { ...before, total: then, averageFen: averageOf(then) },
  };
}

const isBy =
  (day: string, time: string) =>
  (movement: Dated): boolean =>
    movement.day < day || (movement.day === day && movement.time <= time);

/** In whole fen, rounded down: an average is not money that anybody counts. */
const averageOf = ({ count, fen: sum }: Sums): Fen | null => (count === 0 ? null : fen(Math.floor(sum / count)));

type Row<Key> = Sums & { readonly key: Key };

/** A row for each key, in their order, also where nothing moved. */
function fillIn<Key>(rows: readonly Row<Key>[], keys: readonly Key[]): Row<Key>[] {
  const found = new Map(rows.map((row) => [row.key, row]));
  return keys.map((key) => found.get(key) ?? { key, count: 0, fen: ZERO, backCount: 0, backFen: ZERO });
}
