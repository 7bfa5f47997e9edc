// The order list as the screen asks for it: what was typed is read here, a page is read by the store's indexes.
import { ok } from "../../preload/contract/failure.ts";
import { parseYuan } from "../../preload/contract/money.ts";
import type { Clock } from "../clock.ts";
import type { Handlers } from "../ipc/door.ts";
import { viewAttempt } from "../payment/view.ts";
import { type AttemptSearch, listAttempts } from "../store/list-attempts.ts";
import type { Store } from "../store/open.ts";
import { allPeople } from "../store/people.ts";
import type { Session } from "../staff/session.ts";
import type { Counter } from "./counter.ts";
import { viewTotals } from "./totals.ts";

const PAGE = 100;
/** So many characters are a number of one payment, whatever its day. */
const NUMBER_LENGTH = 8;

type Parts = {
  readonly counter: Counter;
  readonly session: Session;
  readonly clock: Clock;
  readonly people: { readonly store: Store };
};

export function orderHandlers(parts: Parts): Pick<Handlers, "orders.list" | "orders.cashiers"> {
  const { counter, clock, people } = parts;
  return {
    "orders.cashiers": async () =>
      ok({ cashiers: allPeople(people.store.read).map(({ number, name, active }) => ({ number, name, active })) }),
    "orders.list": async ({
      day,
      from,
      to,
      anyDay,
      statuses,
      standing,
      way,
      cashier,
      exception,
      search,
      limit = PAGE,
      exceptions,
      before,
    }) => {
      const { flow } = counter.book().payment;
      const now = clock.now();
      const today = clock.local(now).day;
      const typed = searchFor(search ?? "", offsetOf(clock, now));
      // An exception waits until somebody settles it, and a number is one payment's, whatever day it was.
      const isAnyDay = anyDay === true || exceptions === true || (typed?.number?.length ?? 0) >= NUMBER_LENGTH;
      const attempts = listAttempts(flow.store.read, {
        limit: limit + 1,
        ...(day !== undefined
          ? { day }
          : isAnyDay
            ? {}
            : from !== undefined
              ? { days: { from, to: to ?? today } }
              : { day: today }),
        ...(exceptions ? { waitsForPersonAt: now } : {}),
        ...(statuses ? { statuses } : {}),
        ...(standing ? { standing } : {}),
        ...(way ? { way } : {}),
        ...(cashier === undefined ? {} : { cashier }),
        ...(exception === undefined ? {} : { exception }),
        ...(typed ? { search: typed } : {}),
        ...(before ? { before } : {}),
      });
      const rows = attempts.slice(0, limit);
      const last = attempts.length > limit ? rows.at(-1) : undefined;
      return ok({
        orders: rows.map((attempt) => viewAttempt(flow, attempt)),
        totals: viewTotals(parts, day ?? to ?? today),
        next: last ? { at: last.createdAt, order: last.tradeNo } : null,
      });
    },
  };
}

/** What local time is ahead of UTC, to the minute. */
function offsetOf(clock: Clock, now: number): number {
  const { day, stamp } = clock.local(now);
  const [hours, minutes, seconds] = [stamp.slice(6, 8), stamp.slice(8, 10), stamp.slice(10, 12)];
  return Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`) - (now - (now % 1000));
}

/** What was typed into the search field: a time of day, a number or the end of one, an amount, a running number. */
export function searchFor(typed: string, offsetMs: number): AttemptSearch | null {
  const text = typed.normalize("NFKC").trim();
  if (text === "") return null;
  const time = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (time) {
    const [hours, minutes] = [Number(time[1]), Number(time[2])];
    return hours < 24 && minutes < 60 ? { minute: { at: hours * 60 + minutes, offsetMs } } : {};
  }
  const number = text.replaceAll(/\s/g, "");
  const amount = parseYuan(text);
  return {
    ...(/^\w+$/.test(number) ? { number } : {}),
    ...(amount.ok ? { amountFen: amount.fen } : {}),
    ...(/^\d{1,5}$/.test(number) ? { dayNumber: Number(number) } : {}),
  };
}
