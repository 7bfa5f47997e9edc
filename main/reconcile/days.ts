// The days and how they stand, from rows alone. A day is flat only when every run of it is whole, nothing stands open,
// and nothing was sold since that the run has not seen.
import type { DayPart, DayStanding, ReconciledDay } from "../../preload/contract/reconcile.ts";
import type { ChannelId } from "../../preload/contract/status.ts";
import type { Reader } from "../store/open.ts";
import { type DaySold, type Run, daysSold, openDifferences, runsSince } from "../store/reconcile.ts";
import { daysBefore } from "./day.ts";

export type DayParts = { readonly read: Reader; today(): string };

/** How far back the list goes, and the nightly run catches up. */
export const DAYS_BACK = 45;

export function daysView(
  { read, today }: DayParts,
  first = daysBefore(today(), DAYS_BACK),
  last = "9999-12-31",
): ReconciledDay[] {
  const within = ({ day }: { readonly day: string }) => day <= last;
  const sold = group(daysSold(read, first).filter(within));
  const runs = group(runsSince(read, first).filter(within));
  const open = group(openDifferences(read, first).filter(within));
  const days = [...new Set([...sold.keys(), ...runs.keys(), ...open.keys()])].toSorted().toReversed();
  return days.map((day) => {
    const of = <T extends { readonly channel: ChannelId }>(rows: Map<string, T[]>, channel: ChannelId) =>
      rows.get(day)?.find((row) => row.channel === channel);
    const channels = [...(sold.get(day) ?? []), ...(runs.get(day) ?? []), ...(open.get(day) ?? [])];
    const parts = [...new Set(channels.map(({ channel }) => channel))].map((channel) =>
      partOf(channel, of(sold, channel), of(runs, channel), of(open, channel)?.count ?? 0),
    );
    return {
      day,
      standing: standingOf(parts.map(({ standing }) => standing)),
      orders: parts.reduce((sum, { part }) => sum + part.orders, 0),
      differences: parts.reduce((sum, { part }) => sum + part.differences, 0),
      parts: parts.map(({ part }) => part),
    };
  });
}

function group<T extends { readonly day: string }>(rows: readonly T[]): Map<string, T[]> {
  const days = new Map<string, T[]>();
  for (const row of rows) days.set(row.day, [...(days.get(row.day) ?? []), row]);
  return days;
}

type Standing = { readonly part: DayPart; readonly standing: DayStanding };

function partOf(channel: ChannelId, sold: DaySold | undefined, run: Run | undefined, found: number): Standing {
  const orders = sold?.orders ?? 0;
  // Open attempts and exceptions count from the moment they are there, before any run has found them.
  const differences = Math.max(found, sold?.left ?? 0);
  const unasked = run ? run.unasked + Math.max(0, orders - run.orders) : orders;
  const part: DayPart = {
    channel,
    orders,
    refunds: run?.refunds ?? 0,
    asked: run?.asked ?? 0,
    unasked: channel === "cash" ? 0 : unasked,
    unproved: run?.unproved ?? 0,
    differences,
    endedAt: run?.endedAt ?? null,
  };
  const isWhole =
    channel === "cash" || (run !== undefined && run.endedAt !== null && unasked === 0 && run.unproved === 0);
  if (differences > 0) return { part, standing: "differs" };
  return { part, standing: isWhole ? "flat" : "not_yet" };
}

const standingOf = (parts: readonly DayStanding[]): DayStanding => {
  if (parts.includes("differs")) return "differs";
  return parts.includes("not_yet") ? "not_yet" : "flat";
};
