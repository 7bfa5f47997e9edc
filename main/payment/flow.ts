// What the verbs of a payment share: one book's store, the channels, the outside world, and the drivers of the
// attempts that are being followed. Nothing here decides anything.
import type { RefundNo, TradeNo } from "../../preload/contract/ids.ts";
import type { ChannelId } from "../../preload/contract/status.ts";
import type { Channel, Profile, Timing } from "../channel/channel.ts";
import type { Clock } from "../clock.ts";
import type { Ids } from "../ids.ts";
import type { Log } from "../log.ts";
import type { Store } from "../store/open.ts";
import type { Attempt } from "./attempt.ts";

export type Flow = {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** When this process opened the book, on the clock that never jumps. */
  readonly openedMono: number;
  /** Three digits in every number of ours: of real books each its own below 900, of training 900. Read as a number is made. */
  readonly terminal: number;
  /** The training book: nothing in it is money. */
  readonly isTraining: boolean;
  /** A wait longer than this is left to a later `recover` (the command line's patience; Infinity in a window). */
  readonly patienceMs: number;
  /** Numbers of who is at the till, and of who answers for what is given back now; null where nobody signs in. */
  readonly staff: { who(): string | null; answers(): string | null };
  /** The opened channel, or null while it is not configured or its secret cannot be read. */
  channel(id: ChannelId): Channel | null;
  /** Told after every committed change. */
  changed(tradeNo: TradeNo): void;
  refundChanged(refundNo: RefundNo): void;
  readonly drivers: Map<TradeNo, Driver>;
  readonly refundDrivers: Map<RefundNo, Promise<void>>;
  /** Aborts when the till closes: waits end, nothing new is asked. */
  readonly closing: AbortSignal;
};

/** Tells whoever shows payments. A listener that fails must never stop or undo a payment: it is logged, no more. */
export function announce(flow: Flow, tradeNo: TradeNo): void {
  guarded(flow, () => flow.changed(tradeNo));
}

export function announceRefund(flow: Flow, refundNo: RefundNo): void {
  guarded(flow, () => flow.refundChanged(refundNo));
}

function guarded(flow: Flow, tell: () => void): void {
  try {
    tell();
  } catch (error) {
    flow.log.error("listener.failed", error);
  }
}

export const timingOf = (profile: Profile, attempt: Pick<Attempt, "method">): Timing =>
  attempt.method === "qr" ? profile.qr : profile.payCode;

/** How long after one question the next one comes, so long after the charge. */
export const everyMs = (timing: Timing, elapsedMs: number): number =>
  elapsedMs < timing.slowAfterMs ? timing.pollEveryMs : timing.slowPollEveryMs;

/** A question must not hold up the next one for as long as a charge may take. */
const QUESTION_TIMEOUT_MS = 10_000;
export const questionTimeoutMs = (timing: Timing): number => Math.min(timing.requestTimeoutMs, QUESTION_TIMEOUT_MS);

/** Why a wait ended early. Said, because an abort without a reason makes an error with a stack each time. */
export const WOKEN = "woken";

/**
 * Follows one attempt in this process: its time since the charge, its wishes (ask now, stop), what comes next.
 * There is at most one per attempt, so two questions or cancels of one attempt never cross.
 */
export class Driver {
  readonly done: Promise<Attempt>;
  stopWanted = false;
  /** Wall-clock times for the screen; null when nothing is planned. */
  nextAskAt: number | null = null;
  giveUpAt: number | null = null;
  /** Time since the charge at which the last question was answered; null before the first. */
  lastAskMs: number | null = null;
  /** Whether what only a person could settle has been asked about a second time in this run. */
  askedTwice = false;
  /** Started by a start, not by a person: an answer that changes nothing is not written down. */
  isQuiet = false;
  /** A cancel that never got through is to be tried once more. */
  againWanted = false;
  readonly #clock: Clock;
  readonly #closing: AbortSignal;
  #startedMono: number;
  #startedMs: number;
  #finish: (attempt: Attempt) => void = () => {};
  #fail: (error: unknown) => void = () => {};
  #wake = new AbortController();
  #asked: (() => void)[] = [];
  #changed = false;
  readonly #close = () => this.#wake.abort(WOKEN);

  /** `elapsedMs`: time since the charge when this process took over; 0 for a new charge. */
  constructor(clock: Clock, closing: AbortSignal, elapsedMs: number) {
    this.#clock = clock;
    this.#closing = closing;
    this.#startedMono = clock.monotonic();
    this.#startedMs = Math.max(0, elapsedMs);
    this.done = new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#fail = reject;
    });
    // Whoever waits for `done` gets the error; a driver nobody waits for has logged it.
    this.done.catch(() => {});
    closing.addEventListener("abort", this.#close);
  }

  /** The charge leaves now: everything is counted from here, whatever the disk took before. */
  sendsNow(): void {
    this.#startedMono = this.#clock.monotonic();
    this.#startedMs = 0;
  }

  elapsedMs(): number {
    return this.#startedMs + (this.#clock.monotonic() - this.#startedMono);
  }

  /** Waits until `atMs` since the charge, or less when somebody asks, stops, or changed the attempt. */
  async waitUntil(atMs: number): Promise<void> {
    this.#changed = false;
    while (!this.#closing.aborted && !this.askWanted && !this.stopWanted && !this.#changed) {
      const ms = atMs - this.elapsedMs();
      if (ms <= 0) return;
      this.#wake = new AbortController();
      await this.#clock.sleep(ms, this.#wake.signal);
    }
  }

  /** Asks at once instead of on schedule; resolves when that question has been answered or the attempt ended. */
  askNow(): Promise<void> {
    return new Promise((resolve) => {
      this.#asked.push(resolve);
      this.#wake.abort(WOKEN);
    });
  }

  /** A notice settled the attempt while this driver was waiting: it looks at the row again. */
  changed(): void {
    this.#changed = true;
    this.#wake.abort(WOKEN);
  }

  get askWanted(): boolean {
    return this.#asked.length > 0;
  }

  answered(): void {
    this.lastAskMs = this.elapsedMs();
    for (const resolve of this.#asked.splice(0)) resolve();
  }

  stop(): void {
    this.stopWanted = true;
    this.#wake.abort(WOKEN);
  }

  end(attempt: Attempt): void {
    this.#closing.removeEventListener("abort", this.#close);
    this.#finish(attempt);
    for (const resolve of this.#asked.splice(0)) resolve();
  }

  fail(error: unknown): void {
    this.#closing.removeEventListener("abort", this.#close);
    this.#fail(error);
    for (const resolve of this.#asked.splice(0)) resolve();
  }
}
