// A shift as a screen may see it. Until its count was sent, nothing here tells how much cash the drawer should hold:
// the sums of cash are left out of every table and of the total, so that they cannot be had by subtraction either.
import type { DrawerView, ShiftView } from "../../preload/contract/shifts.ts";
import type { Clock } from "../clock.ts";
import type { Reader } from "../store/open.ts";
import { type Shift, drawerMoves } from "../store/shifts.ts";
import { takingsOf } from "../store/takings.ts";
import { isCash, movementsOf } from "../store/shift-sums.ts";

export function viewShift(read: Reader, clock: Pick<Clock, "local">, shift: Shift): ShiftView {
  const movements = movementsOf(read, shift);
  const { count, end } = shift;
  return {
    shift: shift.shift,
    state: end ? "closed" : count ? "counted" : "open",
    cashier: shift.cashier,
    openedAt: shift.openedAt,
    countedAt: count?.at ?? null,
    countedBy: count?.by ?? null,
    closedAt: end?.at ?? null,
    closedBy: end?.by ?? null,
    takenBy: end?.takenBy ?? null,
    why: end?.why ?? null,
    leftFen: end?.leftFen ?? null,
    floatFen: shift.floatFen,
    takings: count ? count.z.takings : takingsOf(movements.filter((each) => !isCash(each))),
    cashCount: movements.filter(isCash).length,
    hours: hoursOf(
      movements.filter(({ kind }) => kind === "sale").map(({ at }) => Number(clock.local(at).stamp.slice(6, 8))),
    ),
    drawer: viewDrawer(shift),
    moves: drawerMoves(read, shift.shift).map(({ seq: _seq, ...move }) => move),
  };
}

function hoursOf(hours: readonly number[]): ShiftView["hours"] {
  const counts = new Map<number, number>();
  for (const hour of hours) counts.set(hour, (counts.get(hour) ?? 0) + 1);
  return [...counts].map(([hour, count]) => ({ hour, count }));
}

function viewDrawer({ count }: Shift): DrawerView | null {
  if (!count) return null;
  const { countedFen } = count;
  return { ...count.z.drawer, countedFen, differenceFen: differenceOf(countedFen, count.z.drawer.expectedFen) };
}

/** Above zero: more in the drawer than expected. */
export const differenceOf = (countedFen: number, expectedFen: number): number => countedFen - expectedFen;
