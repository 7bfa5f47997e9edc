// 交接班: the verbs of one book's shifts. Each is one transaction: checked, written with its event, its paper queued. A sale
// never waits for a shift, and what is sold between two of them belongs to the one that comes.
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import { type Fen, addFen, fen } from "../../preload/contract/money.ts";
import type { CashCount, DrawerMove, ShiftClosing, ShiftDesk, ShiftView } from "../../preload/contract/shifts.ts";
import type { Clock } from "../clock.ts";
import { openAttempts } from "../store/attempts.ts";
import type { Store, Writer } from "../store/open.ts";
import { type PrintJob, insertJob, queuePrint } from "../store/print-jobs.ts";
import { listPrinters } from "../store/printers.ts";
import { countUp } from "../store/settings.ts";
import {
  SHIFTS,
  type Shift,
  countShift,
  currentShift,
  endShift,
  insertShift,
  lastShift,
  shiftById,
  subjectOf,
  tell,
  worksInShifts,
} from "../store/shifts.ts";
import { xContent, zContent } from "./shift-paper.ts";
import { sumsUpTo } from "../store/shift-sums.ts";
import { differenceOf, viewShift } from "./shift-view.ts";

export type ShiftParts = {
  readonly store: Store;
  readonly clock: Pick<Clock, "now" | "local">;
  /** Who is logged in, by the name the shop knows; null while nobody is. */
  who(): string | null;
};

/** What of the desk is made of rows here; open attempts are views of the payment's. */
export type ShiftState = Pick<ShiftDesk, "on" | "shift" | "last" | "leftFen" | "printsWaiting">;

export type Shifts = {
  state(): ShiftState;
  view(shift: number): ShiftView | null;
  open(floatFen: Fen): Result<ShiftView>;
  move(move: DrawerMove): Result<ShiftView>;
  /** The blind count; it ends what the shift answers for and never changes. */
  count(count: CashCount): Result<ShiftView>;
  /** Ends a counted shift; `next`: the one after it begins with what is left in the drawer. */
  close(closing: ShiftClosing): Result<ShiftView>;
  /** Whether this till works in shifts. Not while one is open. */
  use(on: boolean): Result<null>;
  /** Queues the X report of the open shift. */
  printX(): Result<Pick<PrintJob, "kind" | "subject">>;
};

export function openShifts(parts: ShiftParts): Shifts {
  const { store, clock, who } = parts;
  const shown = (shift: Shift | null): ShiftView | null => shift && viewShift(store.read, clock, shift);
  /** Runs a step in one transaction; answers the shift as it stands then. */
  const step = (work: (tx: Writer) => Result<number>): Result<ShiftView> => {
    const done = store.write(work);
    if (!done.ok) return done;
    const view = shown(shiftById(store.read, done.value));
    if (!view) throw new Error("a shift vanished");
    return ok(view);
  };
  return {
    state: () => ({
      on: worksInShifts(store.read),
      shift: shown(currentShift(store.read)),
      last: shown(lastShift(store.read)),
      leftFen: lastShift(store.read)?.end?.leftFen ?? null,
      printsWaiting: waiting(store),
    }),
    view: (shift) => shown(shiftById(store.read, shift)),
    open: (floatFen) =>
      step((tx) => {
        if (!worksInShifts(tx)) return fail("shifts_off", undefined, "manager", "never");
        if (currentShift(tx)) return fail("shift_open_already");
        return ok(insertShift(tx, { cashier: who(), floatFen, at: clock.now() }, false).shift);
      }),
    move: ({ way, amountFen, why }) =>
      step((tx) => {
        const shift = currentShift(tx);
        if (!shift) return fail("shift_not_open");
        if (shift.count) return fail("shift_counted", undefined, "cashier", "never");
        const detail = { amountFen, why, by: who() };
        tell(tx, { at: clock.now(), subjectId: subjectOf(shift.shift), kind: `cash_${way}`, detail });
        return ok(shift.shift);
      }),
    count: (count) => step((tx) => countIn(tx, parts, count)),
    close: (closing) => step((tx) => closeIn(tx, parts, closing)),
    use: (on) =>
      store.write((tx) => {
        if (currentShift(tx)) return fail("shift_open_already");
        if (worksInShifts(tx) === on) return ok(null);
        tell(tx, { at: clock.now(), subjectId: SHIFTS, kind: on ? "shifts_on" : "shifts_off", detail: { by: who() } });
        return ok(null);
      }),
    printX: () => store.write((tx) => printXIn(tx, parts)),
  };
}

const waiting = (store: Store): number =>
  store.read.get<{ count: number }>(
    "SELECT count(*) AS count FROM print_jobs WHERE printer_id IS NOT NULL AND status IN ('queued', 'sending', 'uncertain')",
  )?.count ?? 0;

/** Attempts that may still turn out either way. What a person must decide does not hold anybody up: it goes along. */
export const blocking = (tx: Store["read"]) => openAttempts(tx).filter(({ status }) => status !== "needs_review");

function refuseWhileOpen(tx: Writer): Result<null> {
  const open = blocking(tx);
  return open.length === 0 ? ok(null) : fail("shift_has_open", String(open.length), "cashier", "after_query");
}

function countIn(tx: Writer, { clock, who }: ShiftParts, count: CashCount): Result<number> {
  const shift = currentShift(tx);
  if (!shift) return fail("shift_not_open");
  if (shift.count) return fail("shift_counted", undefined, "cashier", "never");
  const free = refuseWhileOpen(tx);
  if (!free.ok) return free;
  const isNotes = "notes" in count;
  const countedFen = isNotes ? addFen(...count.notes.map((note) => fen(note.fen * note.count))) : count.countedFen;
  const notes = isNotes ? JSON.stringify(count.notes) : null;
  countShift(tx, shift, { countedFen, notes, by: who(), at: clock.now() }, (toSeq) => sumsUpTo(tx, shift, toSeq));
  return ok(shift.shift);
}

function closeIn(tx: Writer, { clock, who }: ShiftParts, closing: ShiftClosing): Result<number> {
  const shift = currentShift(tx);
  if (!shift) return fail("shift_not_open");
  if (!shift.count) return fail("shift_not_counted");
  const free = refuseWhileOpen(tx);
  if (!free.ok) return free;
  const { countedFen, z } = shift.count;
  if (closing.leftFen > countedFen) return fail("shift_left_too_much", String(countedFen));
  const difference = differenceOf(countedFen, z.drawer.expectedFen);
  if (difference !== 0 && closing.why === undefined) return fail("shift_why_missing", String(difference));
  const at = clock.now();
  const takenBy = closing.takenBy ?? null;
  const end = { why: closing.why ?? null, leftFen: closing.leftFen, takenBy, by: who(), at };
  const content = JSON.stringify(zContent(tx, clock, shift, end));
  endShift(tx, shift, end, difference);
  queuePrint(tx, "shift", subjectOf(shift.shift), at, content);
  if (closing.next) insertShift(tx, { cashier: takenBy, floatFen: closing.leftFen, at }, true);
  return ok(shift.shift);
}

function printXIn(tx: Writer, { clock }: ShiftParts): Result<Pick<PrintJob, "kind" | "subject">> {
  const shift = currentShift(tx);
  if (!shift || shift.count) return fail("shift_not_open");
  const [printer] = listPrinters(tx);
  if (!printer) return fail("printer_not_found", "", "manager", "now");
  const subject = `${subjectOf(shift.shift)}-x${countUp(tx, "x_report")}`;
  const content = JSON.stringify(xContent(tx, clock, shift, clock.now()));
  insertJob(tx, { kind: "shift", subject, printer: printer.id, content }, clock.now());
  return ok({ kind: "shift", subject });
}
