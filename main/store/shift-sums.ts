// What a shift has taken and what its drawer should hold, made anew from the journal each time it is asked.
import { ZERO, addFen } from "../../preload/contract/money.ts";
import { type Movement, movementsInJournal } from "./movements.ts";
import { lastSeq } from "./journal.ts";
import type { Reader } from "./open.ts";
import { type Shift, type ZReport, drawerMoves } from "./shifts.ts";
import { takingsOf, totalOf } from "./takings.ts";

export const isCash = ({ method }: Pick<Movement, "method">): boolean => method === "cash";

/** The shift's movements, up to now while it is not counted. */
export const movementsOf = (read: Reader, { fromSeq, count }: Shift): Movement[] =>
  movementsInJournal(read, fromSeq, count?.toSeq ?? lastSeq(read));

/** The sums of everything from where the shift began up to `toSeq`. */
export function sumsUpTo(read: Reader, shift: Shift, toSeq: number): ZReport {
  const movements = movementsInJournal(read, shift.fromSeq, toSeq);
  const cash = totalOf(movements.filter((each) => isCash(each) && each.seq >= shift.drawerSeq));
  const moves = drawerMoves(read, shift.shift).filter(({ seq }) => seq <= toSeq);
  const moved = (way: "in" | "out") =>
    addFen(ZERO, ...moves.filter((each) => each.way === way).map(({ amountFen }) => amountFen));
  const [inFen, outFen] = [moved("in"), moved("out")];
  return {
    takings: takingsOf(movements),
    drawer: {
      floatFen: shift.floatFen,
      salesFen: cash.fen,
      backFen: cash.backFen,
      inFen,
      outFen,
      expectedFen: shift.floatFen + cash.fen - cash.backFen + inFen - outFen,
    },
  };
}

/**
 * Whether two counts of a shift say the same of its money. Names may have changed between them (of a person, of a pay
 * mode); what the Z report called them is held by its hash.
 */
export const isSameMoney = (one: ZReport, other: ZReport): boolean => moneyOf(one) === moneyOf(other);

const moneyOf = ({ takings: { total, byTender, byChannel }, drawer }: ZReport): string =>
  JSON.stringify([total, byTender, byChannel, drawer]);
