// What a shift hands over on paper: Z once it is closed, X at any time before, without the cash that is still to be
// counted blind. Facts only; the template has the words.
import type { ReportContent } from "../../preload/contract/takings.ts";
import type { Clock } from "../clock.ts";
import { handedOver, written } from "../store/handed-over.ts";
import type { Reader } from "../store/open.ts";
import type { Shift } from "../store/shifts.ts";
import { takingsOf } from "../store/takings.ts";
import { isCash, isSameMoney, movementsOf, sumsUpTo } from "../store/shift-sums.ts";

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
  const { drawer, takings } = z;
  if (!isSameMoney(z, sumsUpTo(read, shift, toSeq))) throw new Error("a shift's sums changed after its count");
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
