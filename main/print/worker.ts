// Prints the jobs of one printer, one after another, in order. `sending` is on disk before a byte leaves; what breaks off
// after that is uncertain and stays so until a person asks for a reprint. Knows nothing of what a job says.
import type { JobReason, PrinterStatus } from "../../preload/contract/printing.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { type Store, StoreCannotWrite, type Writer } from "../store/open.ts";
import { type Ending, type PrintJob, endJob, lastSent, nextJob, startJob, takeOverJobs } from "../store/print-jobs.ts";
import { type Printer, printerById } from "../store/printers.ts";
import { PROOF_MS, SHORT_PROOF_MS } from "./conversation.ts";
import type { Transport } from "./link.ts";
import { Line } from "./line.ts";
import type { Rendered } from "./render.ts";

/** Nobody stands before the drawer any more. */
const DRAWER_MS = 5_000;
const FIRST_AWAY_MS = 1_000;
const MAX_AWAY_MS = 10_000;
/** The wire is let go when nothing came for so long: other tills may print there too. */
const IDLE_MS = 2_000;
/** Somebody forgot to wake us: looked for all the same. */
const REST_MS = 30_000;
const MINUTE_MS = 60_000;
const DISK_RETRY_MS = 1_000;
const CLOSE_MS = 2_000;

export type WorkerParts = {
  readonly store: Store;
  readonly printer: string;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly log: Log;
  render(job: PrintJob, printer: Printer): Rendered;
  /** Told when a job or the printer's state moves. */
  changed(): void;
};

export class PrinterWorker {
  readonly #parts: WorkerParts;
  readonly #line: Line;
  /** No new job is begun. */
  readonly #stopping = new AbortController();
  /** Every wait ends. */
  readonly #closing = new AbortController();
  readonly #sentMs: number[] = [];
  #wake = new AbortController();
  #awayMs = FIRST_AWAY_MS;
  #done: Promise<void> = Promise.resolve();

  constructor(parts: WorkerParts) {
    this.#parts = parts;
    this.#line = new Line({ ...parts, closing: this.#closing.signal });
  }

  get status(): PrinterStatus | null {
    return this.#line.status;
  }

  start(): void {
    this.#done = this.#keepRunning();
  }

  /** There may be something to do. */
  wake(): void {
    this.#wake.abort();
  }

  /** Begins nothing more, lets the job under way end if that is soon, and lets the printer go. */
  async close(): Promise<void> {
    const { clock } = this.#parts;
    this.#stopping.abort();
    this.wake();
    const over = new AbortController();
    await Promise.race([this.#done, clock.sleep(CLOSE_MS, over.signal)]);
    over.abort();
    this.#closing.abort();
    await this.#done;
    await this.#line.hangUp();
    this.#takeOver();
  }

  /** What a worker before this one left, or this one when it was closed in the middle of a job. */
  #takeOver(): boolean {
    const { store, clock, log, printer } = this.#parts;
    try {
      store.write((tx) => takeOverJobs(tx, printer, clock.now()));
      return true;
    } catch (error) {
      if (!(error instanceof StoreCannotWrite)) throw error;
      log.error("print.cannot_write", error);
      return false;
    }
  }

  /** A bug of ours must not keep this printer silent for ever. */
  async #keepRunning(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        await this.#run();
      } catch (error) {
        this.#parts.log.error("print.worker", error);
        await this.#line.hangUp();
        await this.#sleep(MAX_AWAY_MS);
      }
    }
  }

  async #run(): Promise<void> {
    const { store, printer: id } = this.#parts;
    while (!this.#takeOver()) {
      if (this.#stopping.signal.aborted) return;
      await this.#sleep(DISK_RETRY_MS);
    }
    while (!this.#stopping.signal.aborted) {
      const printer = printerById(store.read, id);
      const job = printer && !printer.paused ? nextJob(store.read, id) : null;
      if (printer && job) await this.#take(printer, job);
      else await this.#rest(printer);
    }
  }

  /** Sleeps until woken. Answers whether it was. */
  async #sleep(ms: number): Promise<boolean> {
    this.#wake = new AbortController();
    const { signal } = this.#wake;
    if (this.#stopping.signal.aborted) return true;
    await this.#parts.clock.sleep(ms, AbortSignal.any([signal, this.#closing.signal]));
    return signal.aborted;
  }

  /** What is not known, and what was wrong, is asked about now and then though nothing waits. */
  async #rest(printer: Printer | null): Promise<void> {
    this.#wake = new AbortController();
    const { signal } = this.#wake;
    const isWell = this.#line.status === "online";
    if (printer && !printer.paused && !isWell && !this.#line.isOpen) await this.#line.ready(printer, null);
    // Something may have come while it was being asked.
    if (signal.aborted) return;
    const woken = await this.#sleep(this.#line.isOpen ? IDLE_MS : REST_MS);
    if (!woken) await this.#line.hangUp();
  }

  async #take(printer: Printer, job: PrintJob): Promise<void> {
    const rendered: Rendered = this.#isLate(job) ? { reason: "too_late" } : this.#parts.render(job, printer);
    if ("reason" in rendered) return this.#refuse(job, rendered.reason);
    await this.#capped(printer);
    if (this.#stopping.signal.aborted) return;
    if (!(await this.#line.ready(printer, this.#broken(printer)))) return this.#away();
    // While the printer was being asked, a person may have paused it, or the drawer's moment passed.
    if (this.#stopping.signal.aborted || this.#isLate(job) || printerById(this.#parts.store.read, printer.id)?.paused)
      return;
    const started = await this.#start(job, rendered.bytes.length);
    if (!started) return;
    this.#awayMs = FIRST_AWAY_MS;
    this.#sentMs.push(this.#parts.clock.monotonic());
    const ending = await this.#send(rendered.bytes);
    await this.#write((tx, at) => endJob(tx, job.job, "sending", ending, at));
  }

  #isLate(job: PrintJob): boolean {
    return job.kind === "drawer" && this.#parts.clock.now() - job.createdAt > DRAWER_MS;
  }

  /** The last job sent here, where it broke off: what it left in the printer is cleared first. */
  #broken(printer: Printer): PrintJob | null {
    const last = lastSent(this.#parts.store.read, printer.id);
    return last?.status === "uncertain" && last.kind !== "drawer" ? last : null;
  }

  async #away(): Promise<void> {
    this.#parts.changed();
    const ms = this.#awayMs;
    this.#awayMs = Math.min(ms * 2, MAX_AWAY_MS);
    await this.#sleep(ms);
  }

  async #start(job: PrintJob, bytes: number): Promise<boolean> {
    const { store, clock, log } = this.#parts;
    try {
      const started = store.write((tx) => startJob(tx, job, bytes, clock.now()));
      this.#parts.changed();
      return started;
    } catch (error) {
      if (!(error instanceof StoreCannotWrite)) throw error;
      // Nothing is sent that is not on disk first.
      log.error("print.cannot_write", error);
      await this.#sleep(DISK_RETRY_MS);
      return false;
    }
  }

  async #send(bytes: Uint8Array): Promise<Ending> {
    const broken = { status: "uncertain", reason: "broken_connection" } as const;
    if (!(await this.#line.send(bytes))) return broken;
    if (this.#line.isOneWay) return { status: "handed_over" };
    const proof = await this.#line.proof(this.#line.provesNothing ? SHORT_PROOF_MS : PROOF_MS);
    if (proof === "proved") return { status: "proved" };
    if (proof === "no_proof") return { status: "handed_over", reason: "no_proof" };
    const wasOpen = this.#line.isOpen;
    await this.#line.hangUp();
    return wasOpen ? { status: "uncertain", reason: "no_proof" } : broken;
  }

  /** Waits until fewer than the printer's cap were sent within the last minute. */
  async #capped(printer: Printer): Promise<void> {
    const { clock } = this.#parts;
    while (!this.#stopping.signal.aborted) {
      while ((this.#sentMs[0] ?? Infinity) <= clock.monotonic() - MINUTE_MS) this.#sentMs.shift();
      const [oldest] = this.#sentMs;
      if (oldest === undefined || this.#sentMs.length < printer.config.perMinute) return;
      await this.#sleep(oldest + MINUTE_MS - clock.monotonic());
    }
  }

  async #refuse(job: PrintJob, reason: JobReason): Promise<void> {
    await this.#write((tx, at) => endJob(tx, job.job, "queued", { status: "failed", reason }, at));
  }

  /** Written even if the disk has to be waited for: until then nothing else is printed here. */
  async #write(change: (tx: Writer, at: number) => boolean): Promise<void> {
    const { store, clock, log } = this.#parts;
    for (;;) {
      try {
        store.write((tx) => change(tx, clock.now()));
        return this.#parts.changed();
      } catch (error) {
        if (!(error instanceof StoreCannotWrite)) throw error;
        log.error("print.cannot_write", error);
        if (this.#closing.signal.aborted) return;
        await clock.sleep(DISK_RETRY_MS, this.#closing.signal);
      }
    }
  }
}
