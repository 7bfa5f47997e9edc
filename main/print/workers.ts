// The workers of a queue: one per printer, on the target it has now. A printer that changes or goes lets its worker end
// the job under way first, so that two never print at once.
import type { PrinterStatus, PrinterTarget } from "../../preload/contract/printing.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Store } from "../store/open.ts";
import { type Printer, listPrinters } from "../store/printers.ts";
import type { Transport } from "./link.ts";
import { renderJob } from "./render.ts";
import { PrinterWorker } from "./worker.ts";

export type WorkersParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly isTraining: boolean;
  transport(target: PrinterTarget): Transport;
  changed(): void;
};

export class Workers {
  readonly #parts: WorkersParts;
  readonly #workers = new Map<string, { readonly target: string; readonly worker: PrinterWorker }>();
  /** Workers of printers that changed or went; awaited when all is closed. */
  readonly #leaving = new Set<Promise<void>>();
  #isRunning = false;

  constructor(parts: WorkersParts) {
    this.#parts = parts;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Begins to print; each worker takes over what an earlier one left. */
  start(): void {
    this.#isRunning = true;
    this.fit();
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

  /** Null until its worker has spoken with it. */
  status(printer: string): PrinterStatus | null {
    return this.#workers.get(printer)?.worker.status ?? null;
  }

  /** Brings the workers in line with the printers as they are set up now. */
  fit(): void {
    if (!this.#isRunning) return;
    const printers = new Map(listPrinters(this.#parts.store.read).map((printer) => [printer.id, printer]));
    for (const [id, { target }] of this.#workers) {
      const now = printers.get(id);
      if (!now || JSON.stringify(now.config.target) !== target) this.#let(id);
    }
    for (const printer of printers.values()) if (!this.#workers.has(printer.id)) this.#begin(printer);
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
