// Reports of one book: made, written into a file, closed on paper. A day is closed once, when it is over; the same paper
// again is a reprint.
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { FileForm, ReportAsked, ReportView } from "../../preload/contract/reports.ts";
import type { ReportContent } from "../../preload/contract/takings.ts";
import type { Store } from "../store/open.ts";
import { type PrintJob, insertJob, jobsOf } from "../store/print-jobs.ts";
import { listPrinters } from "../store/printers.ts";
import { countUp } from "../store/settings.ts";
import { handedOver, written } from "../store/handed-over.ts";
import { csvOf } from "./csv.ts";
import { type ReportClock, datedIn, makeReport } from "./report.ts";
import { FILE_WORDS } from "./words.ts";
import { xlsxOf } from "./xlsx.ts";

export type Reports = {
  make(asked: ReportAsked): ReportView;
  /** The report as a file's bytes. */
  file(asked: ReportAsked, form: FileForm, language: keyof typeof FILE_WORDS): Promise<Uint8Array>;
  /** Queues the day's close; of a day that still runs an X report. Answers what is to be printed. */
  queueDay(day: string): Result<Pick<PrintJob, "kind" | "subject"> & { readonly isNew: boolean }>;
};

export function openReports({ store, clock }: { readonly store: Store; readonly clock: ReportClock }): Reports {
  const make = (asked: ReportAsked) => makeReport(store.read, clock, asked);
  return {
    make,
    async file(asked, form, language) {
      const report = make(asked);
      const movements = datedIn(store.read, clock, report.first, report.last);
      const words = FILE_WORDS[language];
      return form === "csv" ? new TextEncoder().encode(csvOf(movements, words)) : xlsxOf(report, movements, words);
    },
    queueDay(day) {
      const today = clock.local(clock.now()).day;
      if (day > today) return fail("day_not_over", day);
      return store.write((tx) => {
        const [printer] = listPrinters(tx);
        if (!printer) return fail("printer_not_found", "", "manager", "now");
        const isOver = day < today;
        const subject = isOver ? day : `${day}-x${countUp(tx, "x_report")}`;
        if (jobsOf(tx, "day", subject).length > 0) return ok({ kind: "day", subject, isNew: false } as const);
        const content: ReportContent = {
          kind: "day",
          report: isOver ? "z" : "x",
          ...handedOver(tx, make({ span: "day", day }).takings),
          day,
          closedAt: written(clock, clock.now()),
        };
        insertJob(tx, { kind: "day", subject, printer: printer.id, content: JSON.stringify(content) }, clock.now());
        return ok({ kind: "day", subject, isNew: true } as const);
      });
    },
  };
}

/** Writes a whole file or none: first beside it, then in its place. */
export function saveFile(file: string, bytes: Uint8Array): Result<{ readonly file: string }> {
  const half = join(dirname(file), `.${basename(file)}.part`);
  const refused = fail("report_cannot_save", file, "manager", "now");
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch {
    return refused;
  }
  try {
    writeFileSync(half, bytes);
    renameSync(half, file);
    return ok({ file });
  } catch {
    rmSync(half, { force: true });
    return refused;
  }
}
