// One open link with a printer, and what it says on it: is it ready, and has it printed what was sent. A printer that
// answers nothing within a second is one-way. Decides nothing about jobs.
import type { PrinterStatus } from "../../preload/contract/printing.ts";
import type { Clock } from "../clock.ts";
import type { Link } from "./link.ts";
import { type Question, StatusReader, questionBytes, statusOf } from "./status.ts";

const ANSWER_MS = 1_000;
/** How long an on-line printer may take to print what it was sent. */
export const PROOF_MS = 15_000;
/** The same for a printer that is known not to say so. */
export const SHORT_PROOF_MS = 1_000;
/** How long paper or cover may keep it from it. */
const MAX_PROOF_MS = 600_000;
/** Silences on end after which a printer that used to answer is not there any more. */
const MAX_SILENCES = 3;
/** An answer with none but its fixed bits. */
const NOTHING_WRONG = 0x12;
/** No proof comes after one for so long: none of an earlier job is on its way. */
const QUIET_MS = 1_500;
const MAX_LATE_PROOFS = 10;

/** `no_proof`: it answers, but not this; `gone`: it broke off or fell silent. */
export type Proof = "proved" | "no_proof" | "gone";

export class Conversation {
  readonly link: Link;
  readonly #clock: Clock;
  readonly #reader = new StatusReader();
  readonly #closing: AbortSignal;
  #answer: number | null = null;
  /** Proofs heard, and proofs asked for on this link that have not come: one job's must not pass for another's. */
  #proofs = 0;
  #owed = 0;
  #wake = new AbortController();
  readonly #unasked: (status: PrinterStatus) => void;

  /** `unasked`: told what the printer says of itself by itself (ASB). */
  constructor(link: Link, clock: Clock, closing: AbortSignal, unasked: (status: PrinterStatus) => void) {
    this.link = link;
    this.#clock = clock;
    this.#closing = closing;
    this.#unasked = unasked;
    link.onBytes((bytes) => this.#hear(bytes));
    void link.ended.then(() => this.#wake.abort());
  }

  #hear(bytes: Uint8Array): void {
    for (const heard of this.#reader.read(bytes)) {
      if (heard.kind === "proof") {
        this.#proofs++;
        this.#owed = Math.max(0, this.#owed - 1);
      }
      if (heard.kind === "answer") this.#answer = heard.byte;
      if (heard.kind === "unasked") this.#unasked(heard.status);
    }
    this.#wake.abort();
  }

  /** Waits until something is heard, the link ends, or the time is over. */
  async #listen(ms: number): Promise<void> {
    this.#wake = new AbortController();
    await this.#clock.sleep(ms, AbortSignal.any([this.#wake.signal, this.#closing]));
  }

  async #waitFor(isThere: () => boolean, ms: number): Promise<boolean> {
    const startedMs = this.#clock.monotonic();
    for (;;) {
      if (isThere()) return true;
      const leftMs = ms - (this.#clock.monotonic() - startedMs);
      if (leftMs <= 0 || !this.link.isOpen || this.#closing.aborted) return false;
      await this.#listen(leftMs);
    }
  }

  async #ask(question: Question): Promise<number | null> {
    this.#answer = null;
    await this.link.write(questionBytes(question));
    await this.#waitFor(() => this.#answer !== null, ANSWER_MS);
    return this.#answer;
  }

  /** Its state, or null when it says nothing. Throws LinkBroken. */
  async askStatus(): Promise<PrinterStatus | null> {
    const first = await this.#ask(1);
    if (first === null) return null;
    // Some answer only the first question: then on-line or not is all they say.
    const second = (await this.#ask(2)) ?? NOTHING_WRONG;
    const fourth = (await this.#ask(4)) ?? NOTHING_WRONG;
    return statusOf({ 1: first, 2: second, 4: fourth });
  }

  /** Sends a job that ends with the question for proof. Throws LinkBroken. */
  async send(bytes: Uint8Array): Promise<void> {
    this.#owed++;
    await this.link.write(bytes);
  }

  /** Waits for the proof of what was sent; while paper or cover is in the way, it goes on waiting and says so. */
  async waitForProof(ms: number, changed: (status: PrinterStatus) => void): Promise<Proof> {
    const startedMs = this.#clock.monotonic();
    let readyMs = 0;
    let silences = 0;
    while (this.#clock.monotonic() - startedMs < MAX_PROOF_MS) {
      if (await this.#waitFor(() => this.#owed === 0, ANSWER_MS)) return "proved";
      if (!this.link.isOpen || this.#closing.aborted) return "gone";
      readyMs += ANSWER_MS;
      const status = await this.askStatus().catch(() => null);
      if (this.#owed === 0) return "proved";
      silences = status === null ? silences + 1 : 0;
      if (silences >= MAX_SILENCES) return "gone";
      if (status === null) continue;
      changed(status);
      if (status !== "online") readyMs = 0;
      else if (readyMs >= ms) return "no_proof";
    }
    return "gone";
  }

  /**
   * Clears what a job that broke off has left in the printer, and waits until no proof of that job can come any more.
   * Throws LinkBroken.
   */
  async mend(bytes: Uint8Array, changed: (status: PrinterStatus) => void): Promise<Proof> {
    await this.send(bytes);
    const proof = await this.waitForProof(PROOF_MS, changed);
    if (proof !== "proved") return proof;
    for (let rounds = 0; rounds < MAX_LATE_PROOFS; rounds++) {
      this.#proofs = 0;
      if (!(await this.#waitFor(() => this.#proofs > 0, QUIET_MS))) break;
    }
    return proof;
  }
}
