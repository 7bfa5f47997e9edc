// The verbs of shifts and reports, in the real book: `shift open|show|cash|close|on|off`, `report`.
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { fail } from "../../preload/contract/failure.ts";
import { fen } from "../../preload/contract/money.ts";
import { cashCount, shiftClosing } from "../../preload/contract/shifts.ts";
import type { ReportAsked } from "../../preload/contract/reports.ts";
import { openReports } from "../report/reports.ts";
import { holdsPayCode } from "../scan/holds-pay-code.ts";
import { type Shifts, openShifts } from "../staff/shifts.ts";
import type { Answer } from "./answer.ts";
import { fields, parseObject } from "./desk-verbs.ts";
import type { Deed } from "./by-staff.ts";
import { keepOutOf, writeNewFile } from "./new-file.ts";
import { type Options, Usage } from "./options.ts";
import { type Context, Refused, type Verb, must } from "./verbs.ts";

const MOST_CASH = 1_000_000_000;

const shiftsOf = ({ till, clock, signedBy }: Context): Shifts =>
  openShifts({ store: till.books.real.store, clock, who: () => signedBy });

const deedOf = (call: Deed["call"]) => (): Deed => ({ call, input: {}, order: null });

const open: Verb = {
  texts: ["float"],
  flags: [],
  deed: deedOf("shift.open"),
  read(options) {
    options.text("float");
    const float = options.whole("float", { min: 0, max: MOST_CASH, otherwise: 0 });
    return async (context) => ({ code: 0, body: { ...must(shiftsOf(context).open(fen(float))) } });
  },
};

const show: Verb = {
  texts: [],
  flags: [],
  read: () => async (context) => ({ code: 0, body: { ...shiftsOf(context).state() } }),
};

const cash: Verb = {
  texts: ["in", "out", "reason"],
  flags: [],
  deed: deedOf("shift.move"),
  read(options) {
    const way = options.optional("in") === null ? "out" : "in";
    if (way === "in" && options.optional("out") !== null) throw new Usage("out", "Give either --in or --out.");
    const amountFen = options.amount(way);
    options.text("reason");
    const why = options.note("reason")?.trim() ?? "";
    if (why === "") throw new Usage("reason", "--reason is empty. Say why cash is put in or taken out.");
    return async (context) => ({ code: 0, body: { ...must(shiftsOf(context).move({ way, amountFen, why })) } });
  },
};

const closingInput = z
  .object({ count: cashCount, ...shiftClosing.shape })
  .partial()
  .strict();

/**
 * Counts, where that is not done yet, and closes. A count that was sent stays, whatever is refused after it. Where people
 * exist nobody can take over here: that wants a second proof, which the window asks for.
 */
const close: Verb = {
  texts: [],
  flags: [],
  deed: deedOf("shift.close"),
  async read(_options, { readStdin }) {
    const given = parseObject(await readStdin());
    if (!given) throw new Refused(fail("config_not_json").failure);
    const input = closingInput.safeParse(given);
    if (!input.success) throw new Refused(fail("bad_input", fields(input.error)).failure);
    const { count, leftFen = fen(0), next = false, why, takenBy } = input.data;
    for (const [name, text] of Object.entries({ why, takenBy }))
      if (text !== undefined && holdsPayCode(text))
        throw new Usage(name, `"${name}" holds what looks like a pay code, and those are never kept.`);
    return async (context) => {
      if (context.signedBy !== null && (next || takenBy !== undefined))
        throw new Usage(
          takenBy === undefined ? "next" : "takenBy",
          "Whoever takes the shift over proves it in the window, by their own PIN or badge. Leave takenBy and next away.",
        );
      const shifts = shiftsOf(context);
      const { shift } = shifts.state();
      if (shift?.state !== "counted") {
        if (!count) throw new Refused(fail("shift_not_counted").failure);
        must(shifts.count(count));
      } else if (count) throw new Refused(fail("shift_counted", undefined, "cashier", "never").failure);
      const closing = { leftFen, next, ...(why && { why }), ...(takenBy && { takenBy }) };
      return { code: 0, body: { ...must(shifts.close(closing)) } };
    };
  },
};

const switched = (on: boolean): Verb => ({
  texts: [],
  flags: [],
  deed: deedOf("shift.use"),
  read: () => async (context) => {
    must(shiftsOf(context).use(on));
    return { code: 0, body: { on } };
  },
});

export const SHIFT_VERBS: Readonly<Record<string, Verb>> = {
  open,
  show,
  cash,
  close,
  on: switched(true),
  off: switched(false),
};

const SPANS = ["day", "week", "month"] as const;

function readSpan(options: Options): ReportAsked {
  const [span, second] = SPANS.filter((each) => options.optional(each) !== null);
  if (span === undefined || second !== undefined) throw new Usage("day", "Give one of --day, --week, --month.");
  const given = options.text(span);
  const isMonth = span === "month" && /^\d{4}-\d{2}$/.test(given);
  return { span, day: options.day(span, isMonth ? `${given}-01` : given) };
}

const report: Verb = {
  texts: [...SPANS, "csv", "xlsx"],
  flags: [],
  deed: deedOf("report.show"),
  read(options) {
    const asked = readSpan(options);
    const wanted = (["csv", "xlsx"] as const).flatMap((form) => {
      const file = options.optional(form);
      return file === null ? [] : [{ form, file: resolve(file) }];
    });
    return async ({ till, clock, folder }): Promise<Answer> => {
      for (const { form, file } of wanted) keepOutOf(folder, file, form);
      const reports = openReports({ store: till.books.real.store, clock });
      const files: string[] = [];
      try {
        for (const { form, file } of wanted) {
          writeNewFile(file, await reports.file(asked, form, "zh-CN"), form);
          files.push(file);
        }
      } catch (error) {
        // All of them or none.
        for (const file of files) rmSync(file, { force: true });
        throw error;
      }
      return { code: 0, body: { ...reports.make(asked), ...(files.length === 0 ? {} : { files }) } };
    };
  },
};

export const REPORT_VERBS: Readonly<Record<string, Verb>> = { report };
