// The sums of a day as far as who is at the till may know them: where the drawer is counted blind they would tell, by
// subtraction, what it should hold. How many there were is known to everybody.
import type { DayTotals } from "../../preload/contract/views.ts";
import type { Clock } from "../clock.ts";
import type { Session } from "../staff/session.ts";
import { worksInShifts } from "../store/shifts.ts";
import { dayTotals } from "../store/totals.ts";
import type { Counter } from "./counter.ts";

export function viewTotals(
  parts: { readonly counter: Counter; readonly session: Session; readonly clock: Pick<Clock, "local"> },
  day: string,
): DayTotals {
  const { counter, session, clock } = parts;
  const { read } = counter.book().store;
  const totals = dayTotals(read, day, (at) => clock.local(at).day);
  return session.knowsSums(worksInShifts(read)) ? totals : { ...totals, paidFen: null, refundedFen: null };
}
