// What the window shows of the till as a whole, made fresh each time it is asked for.
import type { TillState } from "../../preload/contract/views.ts";
import type { Book, BookKind } from "../book.ts";
import type { Clock } from "../clock.ts";
import type { Session } from "../staff/session.ts";
import { nextDayNumber } from "../store/orders.ts";
import { countWaitsForPerson } from "../store/needs-person.ts";
import type { Counter } from "./counter.ts";
import type { HeldWindow } from "./customer.ts";
import { viewHeld } from "./held.ts";
import type { Reach } from "./reach.ts";
import type { TillSettings } from "./settings.ts";
import { viewTotals } from "./totals.ts";
import { viewWays } from "./ways.ts";

export function viewTill(parts: {
  readonly turn: number;
  readonly books: Readonly<Record<BookKind, Book>>;
  readonly counter: Counter;
  readonly session: Session;
  readonly settings: TillSettings;
  readonly clock: Clock;
  readonly version: string;
  readonly scanner: TillState["scanner"];
  readonly printing: TillState["printing"];
  readonly customerWindow: HeldWindow;
  readonly clockSkewMs: number | null;
  /** Of the real book: nothing that is trained goes over a line. */
  readonly reach: Reach;
}): TillState {
  const { books, counter, clock, version, scanner, printing, clockSkewMs } = parts;
  const { read } = counter.book().store;
  const { day } = clock.local(clock.now());
  return {
    turn: parts.turn,
    mode: counter.mode,
    realReady: books.real.channels().some((channel) => channel.configured),
    ...viewWays(counter.book(), counter.mode === "real" ? parts.reach.look() : []),
    triesEveryMs: parts.reach.everyMs(),
    scanner,
    printing,
    customerWindow: parts.customerWindow.now(),
    sale: counter.saleView(),
    kept: counter.keptView(),
    heldSales: viewHeld(counter),
    current: counter.current,
    totals: viewTotals(parts, day),
    dayNumber: nextDayNumber(read, day),
    openExceptions: countWaitsForPerson(read, clock.now()),
    storeTrouble: counter.book().storeTrouble(),
    clockSkewMs,
    settings: parts.settings.get(),
    staff: parts.session.state(),
    version,
  };
}
