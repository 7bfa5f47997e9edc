// Shifts as rows, each step with its event. Which money belongs to a shift is decided by places in the journal, never by
// the clock: `fromSeq` to `toSeq`, both included; its drawer is counted from `drawerSeq` on.
import { createHash } from "node:crypto";
import { z } from "zod";
import { type Fen, fen } from "../../preload/contract/money.ts";
import { signedFen, takings } from "../../preload/contract/takings.ts";
import { fenSchema } from "../../preload/contract/views.ts";
import { type DeskDetail, appendEvent, lastSeq } from "./journal.ts";
import type { Reader, Writer } from "./open.ts";

/** What a closed shift answers for, fixed with its count; the drawer's expectation may be less than nothing. */
export const zReport = z.object({
  takings,
  drawer: z.object({
    floatFen: fenSchema,
    salesFen: fenSchema,
    backFen: fenSchema,
    inFen: fenSchema,
    outFen: fenSchema,
    expectedFen: signedFen,
  }),
});
export type ZReport = z.output<typeof zReport>;

export type Shift = {
  readonly shift: number;
  readonly cashier: string | null;
  readonly floatFen: Fen;
  readonly fromSeq: number;
  readonly drawerSeq: number;
  readonly openedAt: number;
  readonly count: {
    readonly toSeq: number;
    readonly countedFen: Fen;
    readonly by: string | null;
    readonly at: number;
    readonly z: ZReport;
  } | null;
  readonly end: {
    readonly why: string | null;
    readonly leftFen: Fen;
    readonly takenBy: string | null;
    readonly by: string | null;
    readonly at: number;
  } | null;
};

type Row = {
  shift_id: number;
  cashier: string | null;
  float_fen: number;
  from_seq: number;
  drawer_seq: number;
  opened_at: number;
  to_seq: number | null;
  counted_fen: number | null;
  counted_by: string | null;
  counted_at: number | null;
  z: string | null;
  why: string | null;
  left_fen: number | null;
  taken_by: string | null;
  closed_by: string | null;
  closed_at: number | null;
};

function toShift(row: Row): Shift {
  const isCounted = row.to_seq !== null && row.counted_fen !== null && row.counted_at !== null && row.z !== null;
  return {
    shift: row.shift_id,
    cashier: row.cashier,
    floatFen: fen(row.float_fen),
    fromSeq: row.from_seq,
    drawerSeq: row.drawer_seq,
    openedAt: row.opened_at,
    count: isCounted
      ? {
          toSeq: row.to_seq ?? 0,
          countedFen: fen(row.counted_fen ?? 0),
          by: row.counted_by,
          at: row.counted_at ?? 0,
          z: zReport.parse(JSON.parse(row.z ?? "null")),
        }
      : null,
    end:
      row.closed_at === null || row.left_fen === null
        ? null
        : { why: row.why, leftFen: fen(row.left_fen), takenBy: row.taken_by, by: row.closed_by, at: row.closed_at },
  };
}

/** The shift that is open or counted. */
export function currentShift(read: Reader): Shift | null {
  const row = read.get<Row>("SELECT * FROM shifts WHERE closed_at IS NULL");
  return row ? toShift(row) : null;
}

export function shiftById(read: Reader, shift: number): Shift | null {
  const row = read.get<Row>("SELECT * FROM shifts WHERE shift_id = ?", shift);
  return row ? toShift(row) : null;
}

/** The one that ended last. */
export function lastShift(read: Reader): Shift | null {
  const row = read.get<Row>("SELECT * FROM shifts WHERE closed_at IS NOT NULL ORDER BY shift_id DESC LIMIT 1");
  return row ? toShift(row) : null;
}

export const allShifts = (read: Reader): Shift[] =>
  read.all<Row>("SELECT * FROM shifts ORDER BY shift_id").map(toShift);

/** The subject of what is about shifts at all, not about one. */
export const SHIFTS = "shifts";

/** Whether this till works in shifts: it does until somebody says otherwise. */
export const worksInShifts = (read: Reader): boolean =>
  read.get<{ kind: string }>("SELECT kind FROM events WHERE subject_id = ? ORDER BY seq DESC LIMIT 1", SHIFTS)?.kind !==
  "shifts_off";

export const subjectOf = (shift: number): string => `shift-${shift}`;

type Told = { readonly at: number; readonly subjectId: string; readonly kind: string; readonly detail: DeskDetail };
export const tell = (tx: Writer, { at, subjectId, kind, detail }: Told): number =>
  appendEvent(tx, { at, subject: "shift", subjectId, kind, from: null, to: null, detail });

export type Opening = { readonly cashier: string | null; readonly floatFen: Fen; readonly at: number };

/**
 * Begins a shift. It answers for everything since the one before it was counted, unless shifts were switched off
 * meanwhile; `handover`: its drawer too, for what the last one left in it was counted then.
 */
export function insertShift(tx: Writer, opening: Opening, handover: boolean): Shift {
  const last = lastShift(tx);
  const shift = (last?.shift ?? 0) + 1;
  const { cashier, floatFen, at } = opening;
  const detail = { floatFen, by: cashier };
  const seq = tell(tx, { at, subjectId: subjectOf(shift), kind: "opened", detail });
  const after = last?.count && !wasOff(tx, last.count.toSeq) ? last.count.toSeq + 1 : seq;
  tx.run(
    "INSERT INTO shifts (shift_id, cashier, float_fen, from_seq, drawer_seq, opened_at) VALUES (?, ?, ?, ?, ?, ?)",
    shift,
    cashier,
    floatFen,
    after,
    handover ? after : seq,
    at,
  );
  const made = shiftById(tx, shift);
  if (!made) throw new Error("a new shift vanished");
  return made;
}

const wasOff = (read: Reader, since: number): boolean =>
  read.get("SELECT 1 FROM events WHERE subject_id = ? AND kind = 'shifts_off' AND seq > ?", SHIFTS, since) !==
  undefined;

export type Counting = {
  readonly countedFen: Fen;
  readonly notes: string | null;
  readonly by: string | null;
  readonly at: number;
};

/** What stands in the journal's chain for a whole Z report: none of its sums can be edited later, in whatever row. */
export const hashOfZ = (report: ZReport): string => createHash("sha256").update(JSON.stringify(report)).digest("hex");

/** Fixes the count, and with it where the shift's money ends. `zAt` makes the sums up to that place. */
export function countShift(tx: Writer, shift: Shift, counting: Counting, zAt: (toSeq: number) => ZReport): void {
  const { countedFen, notes, by, at } = counting;
  const report = zAt(lastSeq(tx) + 1);
  const detail = { countedFen, expectedFen: report.drawer.expectedFen, by, zHash: hashOfZ(report) };
  const toSeq = tell(tx, { at, subjectId: subjectOf(shift.shift), kind: "counted", detail });
  tx.run(
    "UPDATE shifts SET to_seq = ?, counted_fen = ?, notes = ?, counted_by = ?, counted_at = ?, z = ? WHERE shift_id = ?",
    toSeq,
    countedFen,
    notes,
    by,
    at,
    JSON.stringify(report),
    shift.shift,
  );
}

export type Ending = NonNullable<Shift["end"]>;

export function endShift(tx: Writer, shift: Shift, { why, leftFen, takenBy, by, at }: Ending, differenceFen: number) {
  const detail = { leftFen, differenceFen, why, takenBy, by };
  tell(tx, { at, subjectId: subjectOf(shift.shift), kind: "closed", detail });
  tx.run(
    "UPDATE shifts SET why = ?, left_fen = ?, taken_by = ?, closed_by = ?, closed_at = ? WHERE shift_id = ?",
    why,
    leftFen,
    takenBy,
    by,
    at,
    shift.shift,
  );
}

export type DrawerMoved = {
  readonly seq: number;
  readonly at: number;
  readonly way: "in" | "out";
  readonly amountFen: Fen;
  readonly why: string;
  readonly by: string | null;
};

const moved = z.object({ amountFen: fenSchema, why: z.string(), by: z.string().nullable() });

/** Cash that was put in or taken out during a shift; it stands in the journal alone. */
export function drawerMoves(read: Reader, shift: number): DrawerMoved[] {
  return read
    .all<{ seq: number; at: number; kind: string; detail: string }>(
      `SELECT seq, at, kind, detail FROM events WHERE subject_id = ? AND kind IN ('cash_in', 'cash_out') ORDER BY seq`,
      subjectOf(shift),
    )
    .map(({ seq, at, kind, detail }) => ({
      seq,
      at,
      way: kind === "cash_in" ? ("in" as const) : ("out" as const),
      ...moved.parse(JSON.parse(detail)),
    }));
}
