// The calls of shifts and reports, in the book that is in front. What is printed or written into a file concerns the real
// book's printers and the till's own folder; a page never names a path.
import { join } from "node:path";
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { ShiftDesk, ShiftView } from "../../preload/contract/shifts.ts";
import type { Settings } from "../../preload/contract/views.ts";
import type { Clock } from "../clock.ts";
import type { Handlers } from "../ipc/door.ts";
import { viewAttempt } from "../payment/view.ts";
import type { Prints } from "../print/prints.ts";
import { openReports, saveFile } from "../report/reports.ts";
import { holdsPayCode } from "../scan/holds-pay-code.ts";
import type { Session } from "../staff/session.ts";
import { type Shifts, openShifts } from "../staff/shifts.ts";
import { openAttempts } from "../store/attempts.ts";
import { subjectOf } from "../store/shifts.ts";
import type { Counter } from "./counter.ts";

export type DeskParts = {
  readonly counter: Counter;
  readonly prints: Prints;
  readonly clock: Clock;
  readonly folder: string;
  /** Who is logged in, by the name the shop knows. */
  who(): string | null;
  readonly session: Session;
  settings(): Settings;
  changed(): void;
};

type DeskCall = Extract<keyof Handlers, `shift.${string}` | `report.${string}`>;

export function deskHandlers(parts: DeskParts): Pick<Handlers, DeskCall> {
  return { ...shiftHandlers(parts), ...reportHandlers(parts) };
}

function shiftHandlers(parts: DeskParts): Pick<Handlers, Extract<DeskCall, `shift.${string}`>> {
  const { counter, clock, who, prints, session } = parts;
  const { handover } = session;
  const shifts = (): Shifts => openShifts({ store: counter.book().store, clock, who });
  const desk = (): ShiftDesk => {
    const { flow } = counter.book().payment;
    const open = openAttempts(flow.store.read).map((attempt) => viewAttempt(flow, attempt));
    return {
      ...shifts().state(),
      blockers: open.filter(({ status }) => status !== "needs_review"),
      carried: open.filter(({ status }) => status === "needs_review"),
      proved: { hands: handover.hands?.name ?? null, takes: handover.takes?.name ?? null },
    };
  };
  /** The desk as it stands after the step. */
  const after = (done: Result<unknown>): Result<ShiftDesk> => {
    if (!done.ok) return done;
    prints.wake();
    parts.changed();
    return ok(desk());
  };
  const kept = (texts: readonly (string | undefined)[], work: () => Result<ShiftView>): Result<ShiftDesk> =>
    texts.some((text) => text !== undefined && holdsPayCode(text)) ? fail("bad_input", "why") : after(work());
  return {
    "shift.show": async () => ok(desk()),
    "shift.open": async ({ floatFen }) => after(shifts().open(floatFen)),
    "shift.move": async (move) => kept([move.why], () => shifts().move(move)),
    "shift.count": async (count) => after(shifts().count(count)),
    "shift.prove": async (proof) => {
      if ("badges" in proof) {
        handover.isListening = proof.badges;
        return ok(desk());
      }
      const { as, ...claim } = proof;
      const proved = await session.proveHandover(as, claim);
      return proved.ok ? ok(desk()) : proved;
    },
    "shift.close": async ({ takenBy, ...closing }) => {
      const signed = session.signHandover(closing.next);
      if (signed !== null && !signed.ok) return signed;
      const takes = signed?.value.takes ?? null;
      const taker = signed === null ? takenBy : takes?.name;
      const named = { ...closing, ...(taker === undefined ? {} : { takenBy: taker }) };
      const closed = kept([closing.why, taker], () => shifts().close(named));
      if (!closed.ok) return closed;
      handover.clear();
      if (takes) session.takeOver(takes);
      return ok(desk());
    },
    "shift.use": async ({ on }) => after(shifts().use(on)),
    "shift.print": async ({ shift }) => {
      if (shift === null) return after(shifts().printX());
      if (shifts().view(shift)?.state !== "closed") return fail("shift_not_open");
      if (counter.mode !== "real") return fail("printer_not_found", "", "manager", "now");
      return after(prints.print({ kind: "shift", subject: subjectOf(shift) }, null));
    },
  };
}

function reportHandlers(parts: DeskParts): Pick<Handlers, Extract<DeskCall, `report.${string}`>> {
  const { counter, clock, prints } = parts;
  const reports = () => openReports({ store: counter.book().store, clock });
  return {
    "report.show": async (asked) => ok(reports().make(asked)),
    "report.save": async ({ form, ...asked }) => {
      const { language } = parts.settings();
      const { first } = reports().make(asked);
      const mark = counter.mode === "real" ? "" : "training-";
      const name = `${mark}report-${asked.span}-${first}.${form}`;
      return saveFile(join(parts.folder, "reports", name), await reports().file(asked, form, language));
    },
    "report.print": async ({ day }) => {
      const queued = reports().queueDay(day);
      if (!queued.ok) return queued;
      const { isNew, kind, subject } = queued.value;
      if (isNew) {
        prints.wake();
        return ok({ reprint: 0 });
      }
      const again = prints.print({ kind, subject }, null);
      return again.ok ? ok({ reprint: again.value.reprint }) : again;
    },
  };
}
