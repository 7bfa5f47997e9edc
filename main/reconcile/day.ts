// A calendar day as a span of wall-clock time, and the days before another. Pure; the time zone is the shop's, told by
// `dayOf`.

const STEP_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
/** No place's clock is further ahead of UTC. */
const FURTHEST_MS = 14 * 3_600_000;

/** From the first moment of the day to its last second; a day of 25 hours is cut, because lists take no more than 24. */
export function spanOfDay(
  day: string,
  dayOf: (at: number) => string,
): { readonly fromMs: number; readonly toMs: number } {
  let fromMs = Date.parse(`${day}T00:00:00Z`) - FURTHEST_MS;
  for (let i = 0; i < (2 * DAY_MS) / STEP_MS && dayOf(fromMs) !== day; i++) fromMs += STEP_MS;
  let toMs = fromMs + DAY_MS - 1000;
  while (toMs > fromMs && dayOf(toMs) !== day) toMs -= STEP_MS;
  return { fromMs, toMs };
}

/** The day so many days earlier. */
export const daysBefore = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - count * DAY_MS).toISOString().slice(0, 10);
