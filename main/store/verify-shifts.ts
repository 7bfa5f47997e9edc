// What must hold of shifts: they do not overlap, no money lies between two of them unless shifts were off, each row says
// what its events say, and what it answered for is still the sum of the movements in its part of the journal.
import { SHIFTS, type Shift, allShifts, hashOfZ, subjectOf } from "./shifts.ts";
import { isSameMoney, sumsUpTo } from "./shift-sums.ts";
import { movementsInJournal } from "./movements.ts";
import type { DeskDetail, EventRow } from "./journal.ts";
import type { Reader } from "./open.ts";

export function checkShifts(read: Reader, problems: string[]): void {
  let before: Shift | null = null;
  for (const shift of allShifts(read)) {
    const name = `shift ${shift.shift}`;
    checkEvents(read, shift, name, problems);
    if (before) checkBorder(read, before, shift, name, problems);
    const { count } = shift;
    if (count && !isSameMoney(count.z, sumsUpTo(read, shift, count.toSeq)))
      problems.push(`${name}: its Z report is not the sum of what it answers for`);
    before = shift;
  }
  const gone = read.all<{ subject_id: string }>(
    `SELECT DISTINCT subject_id FROM events WHERE subject = 'shift' AND subject_id <> ?
       AND subject_id NOT IN (SELECT 'shift-' || shift_id FROM shifts)`,
    SHIFTS,
  );
  for (const { subject_id } of gone) problems.push(`${subject_id}: in the journal, but its row is gone`);
}

function checkBorder(read: Reader, before: Shift, shift: Shift, name: string, problems: string[]): void {
  const end = before.count?.toSeq;
  if (end === undefined || shift.fromSeq <= end) {
    problems.push(`${name}: it overlaps the shift before it`);
    return;
  }
  const gap = movementsInJournal(read, end + 1, shift.fromSeq - 1);
  const wasOff = read.get(
    "SELECT 1 FROM events WHERE subject_id = ? AND kind = 'shifts_off' AND seq BETWEEN ? AND ?",
    SHIFTS,
    end + 1,
    shift.fromSeq,
  );
  if (gap.length > 0 && wasOff === undefined) problems.push(`${name}: money before it belongs to no shift`);
}

/** What the end of a shift says, in its row and in its event. */
const SIGNED = ["leftFen", "why", "takenBy", "by"] as const;

function checkEvents(read: Reader, shift: Shift, name: string, problems: string[]): void {
  const events = read.all<EventRow>("SELECT * FROM events WHERE subject_id = ? ORDER BY seq", subjectOf(shift.shift));
  const of = (kind: string) => events.filter((event) => event.kind === kind);
  const [[opened], [counted], [closed]] = [of("opened"), of("counted"), of("closed")];
  const { count, end } = shift;
  if (of("opened").length !== 1 || told(opened)["floatFen"] !== shift.floatFen || told(opened)["by"] !== shift.cashier)
    problems.push(`${name}: its row differs from how it was opened`);
  const isCounted = count
    ? counted?.seq === count.toSeq &&
      told(counted)["countedFen"] === count.countedFen &&
      told(counted)["by"] === count.by
    : counted === undefined;
  if (!isCounted || of("counted").length > 1) problems.push(`${name}: its count differs from its event`);
  // Counts of earlier versions carry none.
  const { zHash } = told(counted);
  if (count && zHash !== undefined && zHash !== hashOfZ(count.z))
    problems.push(`${name}: its Z report is not the one the journal holds`);
  const isClosed = end ? SIGNED.every((field) => told(closed)[field] === end[field]) : closed === undefined;
  if (!isClosed || of("closed").length > 1) problems.push(`${name}: its end differs from its event`);
  if (opened && (shift.fromSeq > opened.seq || shift.drawerSeq > opened.seq))
    problems.push(`${name}: it begins after it was opened`);
}

function told(event: EventRow | undefined): DeskDetail {
  try {
    return (JSON.parse(event?.detail ?? "{}") as DeskDetail | null) ?? {};
  } catch {
    return {};
  }
}
