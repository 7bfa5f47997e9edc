// The calendar of reports: days as text, counted without any time zone. Pure.
import type { ReportSpan } from "../../preload/contract/reports.ts";

const DAY_MS = 86_400_000;
const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const textOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string => textOf(utc(day) + days * DAY_MS);
export const daysBetween = (from: string, to: string): number => Math.round((utc(to) - utc(from)) / DAY_MS);

/** Every day from the first to the last. */
export const daysOf = (first: string, last: string): string[] =>
  Array.from({ length: daysBetween(first, last) + 1 }, (_, at) => addDays(first, at));

/** The first and last day of the span the day lies in; weeks begin on Monday. */
export function spanOf(span: ReportSpan, day: string): { first: string; last: string } {
  if (span === "day") return { first: day, last: day };
  if (span === "week") {
    const monday = addDays(day, -((new Date(utc(day)).getUTCDay() + 6) % 7));
    return { first: monday, last: addDays(monday, 6) };
  }
  const first = `${day.slice(0, 7)}-01`;
  return { first, last: addDays(`${addDays(first, 31).slice(0, 7)}-01`, -1) };
}

/** What it is compared with: the same weekday a week before, the week before, the month before. */
export function spanBefore(span: ReportSpan, first: string): { first: string; last: string } {
  return spanOf(span, span === "month" ? addDays(first, -1) : addDays(first, -7));
}

/** Wall-clock milliseconds that hold the days in every time zone; finer is the till's own calendar. */
export const widely = (first: string, last: string): { since: number; until: number } => ({
  since: utc(first) - DAY_MS,
  until: utc(last) + 2 * DAY_MS,
});
