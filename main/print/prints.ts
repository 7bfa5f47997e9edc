// The print queue of one book: its printers, a worker for each, and what a person can do with jobs. Payments only write
// jobs into the book; nothing of them waits here.
import type { Failure, Result } from "../../preload/contract/failure.ts";
import { fail, ok } from "../../preload/contract/failure.ts";
import type {
  JobView,
  PrinterConfig,
  PrinterTarget,
  PrinterView,
  ReceiptLook,
} from "../../preload/contract/printing.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Store } from "../store/open.ts";
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
import {
  type Printer,
  listPrinters,
  pausePrinter,
  printerById,
  removePrinter,
  savePrinter,
} from "../store/printers.ts";
import { countUp, writeSetting } from "../store/settings.ts";
import { fileTransport } from "./file.ts";
import type { Transport } from "./link.ts";
import { LOOK_SETTING, readLook, renderJob } from "./render.ts";
import { tcpTransport } from "./tcp.ts";
import { PrinterWorker } from "./worker.ts";

export type PrintsParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly isTraining: boolean;
  transport(target: PrinterTarget): Transport;
  changed(): void;
};

function systemTransport(target: PrinterTarget, clock: Clock): Transport {
  return target.kind === "tcp" ? tcpTransport(target.host, target.port, clock) : fileTransport(target.path, clock);
}

/** The queue of a real book on this machine's own wires. */
export const openPrints = (parts: Pick<PrintsParts, "store" | "clock" | "log">): Prints =>
  new Prints({
    ...parts,
    isTraining: false,
    transport: (target) => systemTransport(target, parts.clock),
    changed: () => {},
  });

const noPrinter = (id: string) => fail("printer_not_found", id, "manager", "now");
const noJob = (job: number | string, who: Failure["who"] = "cashier") =>
  fail("print_job_not_waiting", String(job), who, "never");

export class Prints {
  readonly #parts: PrintsParts;
  readonly #workers = new Map<string, { readonly target: string; readonly worker: PrinterWorker }>();
  /** Workers of printers that changed or went; awaited when all is closed. */
  readonly #leaving = new Set<Promise<void>>();
  #isRunning = false;

  constructor(parts: PrintsParts) {
    this.#parts = parts;
  }

  /** Begins to print; each worker takes over what an earlier one left. */
  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#fit();
  }

  /** A job may have been written. */
  wake(): void {
    for (const { worker } of this.#workers.values()) worker.wake();
  }

  async close(): Promise<void> {
    this.#isRunning = false;
    for (const id of this.#workers.keys()) this.#let(id);
    await Promise.all(this.#leaving);
  }

  printers(): PrinterView[] {
    const { read } = this.#parts.store;
    return listPrinters(read).map(({ id, config, paused, talks }) => ({
      id,
      config,
      paused,
      talks,
      status: this.#workers.get(id)?.worker.status ?? null,
      queued: countJobs(read, id, "queued"),
      uncertain: countJobs(read, id, "uncertain"),
    }));
  }

  /** Newest first. */
  jobs(limit: number): JobView[] {
    return listJobs(this.#parts.store.read, limit).map(viewJob);
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

  /** One worker per printer, on the target it has now. */
  #fit(): void {
    if (!this.#isRunning) return;
    const printers = new Map(listPrinters(this.#parts.store.read).map((printer) => [printer.id, printer]));
    for (const [id, { target }] of this.#workers) {
      const now = printers.get(id);
      if (!now || JSON.stringify(now.config.target) !== target) this.#let(id);
    }
    for (const printer of printers.values()) if (!this.#workers.has(printer.id)) this.#begin(printer);
    this.#moved();
  }

  #begin({ id, config }: Printer): void {
    const { store, clock, log, isTraining, transport } = this.#parts;
    const worker = new PrinterWorker({
      store,
      clock,
      log,
      printer: id,
      transport: transport(config.target),
      render: (job, printer) => renderJob({ read: store.read, clock, log, isTraining }, job, printer),
      changed: () => this.#parts.changed(),
    });
    this.#workers.set(id, { target: JSON.stringify(config.target), worker });
    // A worker of the same printer may still be ending a job: two must never print at once.
    void Promise.all(this.#leaving).then(() => {
      if (this.#workers.get(id)?.worker === worker) worker.start();
    });
  }

  #let(id: string): void {
    const leaving = this.#workers.get(id)?.worker.close();
    this.#workers.delete(id);
    if (!leaving) return;
    this.#leaving.add(leaving);
    void leaving.finally(() => this.#leaving.delete(leaving));
  }
}

const viewJob = ({ content: _content, turn: _turn, bytes: _bytes, ...view }: PrintJob): JobView => view;
