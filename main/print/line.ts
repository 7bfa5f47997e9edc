// The line to one printer: opened when it is needed, asked whether it is ready, cleared after a job that broke off, let go
// when it is idle. Remembers what the printer can say: one that never answered is one-way, one that has answered is not.
import type { PrinterStatus } from "../../preload/contract/printing.ts";
import type { Clock } from "../clock.ts";
import { type Store, StoreCannotWrite } from "../store/open.ts";
import type { PrintJob } from "../store/print-jobs.ts";
import { type Printer, markTalks } from "../store/printers.ts";
import { mendBytes } from "./bytes.ts";
import { Conversation, type Proof } from "./conversation.ts";
import { CannotReach, LinkBroken, type Transport } from "./link.ts";

/** A silent printer is asked again after so long: it may have been switched on late. */
const ONE_WAY_MS = 600_000;

type LineParts = {
  readonly store: Store;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly closing: AbortSignal;
  changed(): void;
};

export class Line {
  readonly #parts: LineParts;
  #talk: Conversation | null = null;
  #oneWayUntilMs = Number.NEGATIVE_INFINITY;
  #mendedTurn: number | null = null;
  status: PrinterStatus | null = null;
  isOneWay = false;
  /** It answers, but never to GS r: known after the first job. */
  provesNothing = false;

  constructor(parts: LineParts) {
    this.#parts = parts;
  }

  get isOpen(): boolean {
    return this.#talk?.link.isOpen === true;
  }

  #set(status: PrinterStatus): void {
    const moved = this.status !== status;
    this.status = status;
    if (moved) this.#parts.changed();
  }

  async hangUp(): Promise<void> {
    const talk = this.#talk;
    this.#talk = null;
    await talk?.link.close();
  }

  /** Whether the next job may be sent now. `broken`: the last job, where it broke off. */
  async ready(printer: Printer, broken: PrintJob | null): Promise<boolean> {
    try {
      const talk = await this.#open();
      if (!(await this.#listens(talk, printer))) return false;
      return await this.#mend(talk, printer, broken);
    } catch (error) {
      if (!(error instanceof CannotReach) && !(error instanceof LinkBroken)) throw error;
      await this.hangUp();
      this.#set("offline");
      return false;
    }
  }

  async #open(): Promise<Conversation> {
    if (this.#talk?.link.isOpen) return this.#talk;
    const { transport, clock, closing } = this.#parts;
    this.#talk = null;
    const link = await transport.open();
    this.#talk = new Conversation(link, clock, closing, (status) => this.#set(status));
    return this.#talk;
  }

  async #listens(talk: Conversation, printer: Printer): Promise<boolean> {
    const { clock, transport } = this.#parts;
    const known = !printer.talks && clock.monotonic() < this.#oneWayUntilMs;
    const status = transport.canHear && !known ? await talk.askStatus() : null;
    if (status !== null) {
      this.isOneWay = false;
      if (!printer.talks) this.#remember(printer);
      this.#set(status);
      return status === "online";
    }
    if (transport.canHear && printer.talks) {
      await this.hangUp();
      this.#set("no_answer");
      return false;
    }
    if (!talk.link.isOpen) throw new LinkBroken("it hung up");
    if (!known) this.#oneWayUntilMs = clock.monotonic() + ONE_WAY_MS;
    this.isOneWay = true;
    this.#set("online");
    return true;
  }

  #remember(printer: Printer): void {
    try {
      this.#parts.store.write((tx) => markTalks(tx, printer.id));
    } catch (error) {
      // It will answer again, and be remembered then.
      if (!(error instanceof StoreCannotWrite)) throw error;
    }
  }

  async #mend(talk: Conversation, printer: Printer, broken: PrintJob | null): Promise<boolean> {
    // Each page of the system's printing is a paper of its own.
    if (broken === null || broken.turn === this.#mendedTurn || printer.config.target.kind === "system") return true;
    const bytes = mendBytes(broken.bytes ?? 0, printer.config);
    if (this.isOneWay) await talk.send(bytes);
    else if ((await talk.mend(bytes, (status) => this.#set(status))) === "gone") throw new LinkBroken("fell silent");
    this.#mendedTurn = broken.turn;
    return true;
  }

  /** False when it broke off on the way. */
  async send(bytes: Uint8Array): Promise<boolean> {
    try {
      if (!this.#talk) return false;
      await this.#talk.send(bytes);
      return true;
    } catch (error) {
      if (!(error instanceof LinkBroken)) throw error;
      await this.hangUp();
      this.#set("offline");
      return false;
    }
  }

  async proof(ms: number): Promise<Proof> {
    const proof = (await this.#talk?.waitForProof(ms, (status) => this.#set(status))) ?? "gone";
    if (proof !== "gone") this.provesNothing = proof === "no_proof";
    return proof;
  }
}
