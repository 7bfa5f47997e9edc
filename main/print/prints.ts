// The print queue of one book: its printers, a worker for each, and what a person can do with jobs. Payments only write
// jobs into the book; nothing of them waits here.
import type { Failure, Result } from "../../preload/contract/failure.ts";
import { fail, ok } from "../../preload/contract/failure.ts";
import type { PrintQueue, ReceiptPicture } from "../../preload/contract/print-calls.ts";
import type {
  JobAnswer,
  JobView,
  PrinterConfig,
  PrinterTarget,
  PrinterView,
  PrintingState,
  ReceiptLook,
} from "../../preload/contract/printing.ts";
import type { SystemPrinting } from "../host/host.ts";
import { appendEvent } from "../store/journal.ts";
import {
  type PrintJob,
  countJobs,
  endJob,
  insertJob,
  jobById,
  jobsOf,
  listJobs,
  queueAgain,
  rerouteJob,
} from "../store/print-jobs.ts";
import { answerJob, countAttention, countWaiting } from "../store/print-queue.ts";
import {
  type Printer,
  listPrinters,
  pausePrinter,
  printerById,
  removePrinter,
  savePrinter,
} from "../store/printers.ts";
import { countUp, writeSetting } from "../store/settings.ts";
import { previewOf } from "./preview.ts";
import { type Probed, probePrinter } from "./probe.ts";
import { viewJob, viewQueue } from "./queue-view.ts";
import { LOOK_SETTING, readLook } from "./render.ts";
import { type SystemDesk, namesOf } from "./system.ts";
import { Workers, type WorkersParts } from "./workers.ts";

export type PrintsParts = WorkersParts & {
  readonly system: SystemDesk;
  /** Called when the queue is closed and every link with it. */
  readonly closed: () => Promise<void>;
};

const noPrinter = (id: string) => fail("printer_not_found", id, "manager", "now");
const noJob = (job: number | string, who: Failure["who"] = "cashier") =>
  fail("print_job_not_waiting", String(job), who, "never");

const WORST_FIRST = [
  "out_of_paper",
  "cover_open",
  "no_answer",
  "offline",
  "paused",
  "unknown",
  "online",
] as const satisfies readonly PrintingState["status"][];

export class Prints {
  readonly #parts: PrintsParts;
  readonly #workers: Workers;

  constructor(parts: PrintsParts) {
    this.#parts = parts;
    this.#workers = new Workers(parts);
  }

  /** Begins to print; each worker takes over what an earlier one left. */
  start(): void {
    if (this.#workers.isRunning) return;
    this.#workers.start();
    this.#moved();
  }

  /** A job may have been written. */
  wake(): void {
    this.#workers.wake();
  }

  async close(): Promise<void> {
    await this.#workers.close();
    await this.#parts.closed();
  }

  /** The system's printing, for as long as a window can reach it. */
  useSystem(printing: SystemPrinting | null): void {
    this.#parts.system.now = printing;
    this.wake();
  }

  /** The system's printers that can be named. */
  async systemPrinters(): Promise<readonly string[]> {
    const { now } = this.#parts.system;
    return now === null ? [] : namesOf(now);
  }

  /** How the printer at such a place is, asked now and without printing. */
  probe(target: PrinterTarget): Promise<Probed> {
    return probePrinter(this.#parts.transport(target), this.#parts.clock);
  }

  printers(): PrinterView[] {
    const { read } = this.#parts.store;
    return listPrinters(read).map(({ id, config, paused, talks }) => ({
      id,
      config,
      paused,
      talks,
      status: this.#workers.status(id),
      queued: countJobs(read, id, "queued"),
      uncertain: countJobs(read, id, "uncertain"),
    }));
  }

  /** The one state that matters most: a printer that prints nothing stands before one that does. */
  state(): PrintingState {
    const { read } = this.#parts.store;
    const printers = listPrinters(read);
    const states = new Set<PrintingState["status"]>(
      printers.map(({ id, paused }) => (paused ? "paused" : (this.#workers.status(id) ?? "unknown"))),
    );
    const worst = WORST_FIRST.find((each) => states.has(each));
    return {
      status: worst ?? "none",
      waiting: countWaiting(read),
      attention: countAttention(read),
      hasDrawer: printers.some(({ config }) => config.drawer),
    };
  }

  /** Newest first. */
  jobs(limit: number): JobView[] {
    return listJobs(this.#parts.store.read, limit).map(viewJob);
  }

  /** Everything the queue's screen shows. */
  queue(): PrintQueue {
    return viewQueue(this.#parts.store.read, this.#parts.clock, this.printers());
  }

  job(job: number): JobView | null {
    const found = jobById(this.#parts.store.read, job);
    return found && viewJob(found);
  }

  save(id: string, config: PrinterConfig): void {
    const { store, clock } = this.#parts;
    store.write((tx) => savePrinter(tx, id, config, clock.now()));
    this.#fit();
  }

  remove(id: string): Result<null> {
    const { store, clock } = this.#parts;
    if (!store.write((tx) => removePrinter(tx, id, clock.now()))) return noPrinter(id);
    this.#fit();
    return ok(null);
  }

  pause(id: string, paused: boolean): Result<null> {
    if (!this.#parts.store.write((tx) => pausePrinter(tx, id, paused))) return noPrinter(id);
    this.#moved();
    return ok(null);
  }

  look(): ReceiptLook {
    return readLook(this.#parts.store.read);
  }

  /** The look as it would come out, on every paper; keeps nothing. */
  preview(look: ReceiptLook): ReceiptPicture[] {
    return previewOf(look, this.#parts.log);
  }

  setLook(look: ReceiptLook): void {
    const { store, clock } = this.#parts;
    store.write((tx) => writeSetting(tx, LOOK_SETTING, look, clock.now()));
  }

  /** Only what waits can be called off; what was sent cannot be taken back. */
  cancel(job: number): Result<JobView> {
    const { store, clock } = this.#parts;
    const done = store.write((tx) => endJob(tx, job, "queued", { status: "cancelled" }, clock.now()));
    return done ? this.#view(job) : noJob(job);
  }

  reroute(job: number, printer: string): Result<JobView> {
    const { store } = this.#parts;
    if (!printerById(store.read, printer)) return noPrinter(printer);
    return store.write((tx) => rerouteJob(tx, job, printer)) ? this.#view(job) : noJob(job);
  }

  /**
   * Prints a receipt that a person asks for: the one that waits already, else once more as 补打. `printer`: the first one
   * when null.
   */
  print(of: Pick<PrintJob, "kind" | "subject">, printer: string | null): Result<JobView> {
    const { store, clock } = this.#parts;
    const to = this.#printer(printer);
    if (!to) return noPrinter(printer ?? "");
    const before = jobsOf(store.read, of.kind, of.subject);
    const waiting = before.find(({ status }) => status === "queued" || status === "sending");
    if (waiting) {
      const isMoved = waiting.status === "queued" && (waiting.printer === null || printer !== null);
      if (isMoved) store.write((tx) => rerouteJob(tx, waiting.job, to.id));
      return this.#view(waiting.job);
    }
    const content = before[0]?.content ?? null;
    const job = store.write((tx) => queueAgain(tx, { ...of, content }, to.id, clock.now()));
    return job === null ? noJob(of.subject) : this.#view(job);
  }

  /** What a person saw of a job in doubt, or wants of one that was not printed; `again` prints it as 补打. */
  answer(job: number, says: JobAnswer): Result<JobView> {
    const { store, clock } = this.#parts;
    const of = jobById(store.read, job);
    if (!of) return noJob(job);
    const to = says === "again" ? (this.#printer(of.printer) ?? this.#printer(null)) : null;
    if (says === "again" && !to) return noPrinter(of.printer ?? "");
    const next = store.write((tx) => {
      if (!answerJob(tx, job, says, clock.now())) return null;
      return to ? queueAgain(tx, of, to.id, clock.now()) : job;
    });
    return next === null ? fail("print_answer_unfit", String(job), "cashier", "never") : this.#view(next);
  }

  /** Opens the drawer by hand, once; the reason stands in the journal and with the job. */
  openDrawer(why: string, by: string | null = null): Result<JobView> {
    const { store, clock } = this.#parts;
    const printer = listPrinters(store.read).find(({ config }) => config.drawer);
    if (!printer) return fail("printer_no_drawer", undefined, "manager", "now");
    const job = store.write((tx) => {
      const subject = `hand-${countUp(tx, "drawer")}`;
      const at = clock.now();
      const event = { at, subject: "till", subjectId: subject, kind: "drawer_opened", from: null, to: null } as const;
      appendEvent(tx, { ...event, detail: { why, by, printer: printer.id } });
      return insertJob(tx, { kind: "drawer", subject, printer: printer.id, content: JSON.stringify({ why }) }, at);
    });
    return job === null ? noJob(printer.id, "developer") : this.#view(job);
  }

  /** The test page of one printer. */
  test(printer: string): Result<JobView> {
    const { store, clock } = this.#parts;
    if (!printerById(store.read, printer)) return noPrinter(printer);
    const job = store.write((tx) => {
      const subject = `${printer}-${countUp(tx, "test_page")}`;
      return insertJob(tx, { kind: "test", subject, printer }, clock.now());
    });
    return job === null ? noJob(printer, "developer") : this.#view(job);
  }

  #printer(id: string | null): Printer | null {
    const { read } = this.#parts.store;
    return id === null ? (listPrinters(read)[0] ?? null) : printerById(read, id);
  }

  #view(job: number): Result<JobView> {
    this.#moved();
    const view = this.job(job);
    return view ? ok(view) : noJob(job);
  }

  #moved(): void {
    this.wake();
    this.#parts.changed();
  }

  #fit(): void {
    this.#workers.fit();
    this.#moved();
  }
}
