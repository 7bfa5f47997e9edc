// What the day has brought so far in one book, as every screen shows it.
import type { TillState } from "../../preload/contract/views.ts";
import type { Book } from "../book.ts";
import type { Clock } from "../clock.ts";
import { nextDayNumber } from "../store/orders.ts";
import { dayTotals } from "../store/totals.ts";
import { countOpenExceptions } from "../store/watch.ts";

type Day = Pick<TillState, "totals" | "dayNumber" | "openExceptions" | "storeTrouble">;

export function viewDay(book: Book, clock: Clock): Day {
  const { read } = book.store;
  const { day } = clock.local(clock.now());
  return {
    totals: dayTotals(read, day, (at) => clock.local(at).day),
    dayNumber: nextDayNumber(read, day),
    openExceptions: countOpenExceptions(read),
    storeTrouble: book.storeTrouble(),
  };
}
