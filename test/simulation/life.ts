// One life of a till: a whole till on a data folder, with a disk that may fill up and a process that may die at any moment.
// When it dies, its files are copied as they stand and the next life begins on the copy: nothing that the dead process
// still does in memory can reach it.
import { statSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../../main/clock.ts";
import { openQuestions } from "../../main/notice/questions.ts";
import { receive } from "../../main/notice/receive.ts";
import type { IncomingNotice } from "../../main/channel/channel.ts";
import { type Store, StoreCannotWrite } from "../../main/store/open.ts";
import { type Till, openTill } from "../../main/till.ts";
import type { Eyes } from "./auditor-rows.ts";
import type { ChannelName } from "./bank.ts";
import type { Draw } from "./draw.ts";
import { type Caller, type Network, never } from "./network.ts";
import { copyRemains, leave } from "./remains.ts";
import { PAGE_BYTES } from "./small-pages.ts";
import type { SimTime } from "./time.ts";

/** Thrown through whatever runs when the process dies. */
export class Death extends Error {}

export type LifeParts = {
  readonly name: string;
  readonly folder: string;
  readonly time: SimTime;
  readonly network: Network;
  readonly draw: Draw;
  /** The step at which the process dies; Infinity = none. */
  readonly diesAt: number;
  isDiskFull(): boolean;
  /** After every commit, before anything else happens. */
  committed(): void;
  /** Nobody can look into its book any more. */
  ended(): void;
  /** An error that the till has logged while it lived. */
  logged(event: string, error: unknown): void;
  wrote(line: string): void;
  told(line: string): void;
};

/** A till that closes waits 2 s for what is under way. */
const CLOSES_IN_MS = 2100;

/** SQLite folds its log into the book after 1000 pages: near that, a torn log is no state a disk can have. */
const FOLDS_AT_BYTES = 850 * PAGE_BYTES;

export class Life implements Caller {
  readonly name: string;
  readonly folder: string;
  readonly #parts: LifeParts;
  #till: Till | null = null;
  #isDead = false;
  #isClosing = false;
  #hasDoors = true;
  #burial: Promise<void> | null = null;
  #steps = 0;
  #eyes: Eyes | null = null;
  /** What ends the waits under way. */
  readonly #waits = new Set<() => void>();
  /** In the middle of a transaction. */
  isWriting = false;
  #questions: ReturnType<typeof openQuestions> | null = null;
  /** How it ended, in words. */
  ended = "";
  /** Where the files lie as they were at the moment of death. */
  remains: string | null = null;

  constructor(parts: LifeParts) {
    this.#parts = parts;
    this.name = parts.name;
    this.folder = parts.folder;
  }

  get till(): Till {
    if (!this.#till) throw new Error("the till is not open");
    return this.#till;
  }

  get steps(): number {
    return this.#steps;
  }

  /** Whether people and channels still reach it. */
  isOpen(): boolean {
    return this.#hasDoors && !this.#isDead;
  }

  isGone(): boolean {
    return this.#isDead;
  }

  dies(moment: string): boolean {
    if (this.#isDead) return true;
    this.#steps += 1;
    if (this.#steps < this.#parts.diesAt) return false;
    this.die(moment);
    return true;
  }

  die(moment: string, tornFrom: number | null = null): void {
    this.#isDead = true;
    this.ended = moment;
    this.remains = `${this.folder}x`;
    copyRemains(
      this.folder,
      this.remains,
      tornFrom === null ? null : (size) => this.#parts.draw.between(tornFrom, size),
    );
    this.#parts.told(`${this.name} dies ${moment}`);
    this.#parts.ended();
    leave(this.folder);
    this.#letGo();
  }

  /** Ends what the dead process left in memory: nothing it does on the way down reaches anything but its own old files. */
  #letGo(): void {
    this.#isClosing = true;
    this.#burial ??= this.#till?.close() ?? Promise.resolve();
    // One that dies while it closes waits for what will never come.
    for (const end of this.#waits) end();
  }

  /** Opens the till as main/till.ts does; false when the process died meanwhile. */
  async open(): Promise<void> {
    const { time, network, draw, folder } = this.#parts;
    const clock: Clock = {
      now: () => time.now(),
      monotonic: () => time.monotonic(),
      local: (now) => time.local(now),
      sleep: (ms, signal) => this.#sleep(ms, signal),
    };
    const opened = await openTill({
      folder,
      clock,
      ids: { nonce: () => draw.hex(32), below: (limit) => draw.below(limit) },
      http: (request) => network.send(this, request),
      secrets: { id: "sim", seal: (text) => flipped(Buffer.from(text)), open: (sealed) => flipped(sealed).toString() },
      log: {
        info: (event, facts) => this.#log(event, facts),
        warn: (event, facts) => this.#log(event, facts),
        error: (event, error) => {
          if (this.#isDead) return;
          this.#log(event, { name: error instanceof Error ? error.name : "?" });
          this.#parts.logged(event, error);
        },
      },
      version: "sim",
      patienceMs: Number.POSITIVE_INFINITY,
      devices: null,
      notices: false,
    });
    if (!opened.ok) throw new Error(`the till did not open: ${opened.failure.code} ${opened.failure.detail ?? ""}`);
    this.#till = opened.value;
    opened.value.counter.setMode("real");
    // A till that somebody looks at draws every change; most lives are spared what nobody sees.
    if (draw.chance(0.01)) opened.value.listen(() => {});
    this.#fuse(opened.value.books.real.store);
    this.#questions = openQuestions(opened.value.books.real.payment, clock);
  }

  #log(event: string, facts: unknown): void {
    if (!this.#isDead) this.#parts.wrote(`${event} ${JSON.stringify(facts ?? {})}`);
  }

  /** Every commit is a moment to die: before it, in the middle of it (a torn log), and right after it. */
  #fuse(store: Store): void {
    const real = { get: store.read.get, all: store.read.all, write: store.write };
    this.#eyes = { get: real.get, all: real.all, close: () => {} };
    const log = join(this.folder, "till.db-wal");
    store.read.get = (sql, ...values) => {
      this.#alive();
      return real.get(sql, ...values);
    };
    store.read.all = (sql, ...values) => {
      this.#alive();
      return real.all(sql, ...values);
    };
    store.write = (work) => {
      this.#alive();
      if (this.dies("before a commit")) throw new Death();
      if (this.#parts.isDiskFull())
        return real.write((tx) => {
          work(tx);
          this.#parts.told(`${this.name}: the disk is full`);
          throw new StoreCannotWrite("SQLITE_FULL");
        });
      const before = this.#steps + 1 >= this.#parts.diesAt ? statSync(log).size : 0;
      const result = real.write((tx) => {
        this.isWriting = true;
        try {
          return work(tx);
        } finally {
          this.isWriting = false;
        }
      });
      if (this.#steps + 1 >= this.#parts.diesAt) {
        this.#steps += 1;
        const after = statSync(log).size;
        const canTear = after > before && after < FOLDS_AT_BYTES;
        const torn = canTear && this.#parts.draw.chance(0.5);
        // A whole log is a commit that stands: the auditor sees it in the next life.
        this.die(torn ? "in the middle of a commit" : "after a commit", torn ? before : null);
        throw new Death();
      }
      this.#steps += 1;
      this.#parts.committed();
      return result;
    };
  }

  /** A look into the book through its own connection, which then has the file to itself: no lock is taken for each read. */
  lend(): Eyes {
    if (!this.#eyes) throw new Error("the till is not open");
    this.#eyes.get("PRAGMA locking_mode = EXCLUSIVE");
    return this.#eyes;
  }

  #alive(): void {
    if (this.#isDead) throw new Death();
  }

  #sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (this.#isDead) return this.#isClosing ? Promise.resolve() : never();
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = this.#parts.time.after(ms, () => {
        if (this.#isDead || this.dies("when a wait ends")) return;
        signal?.removeEventListener("abort", wake);
        this.#waits.delete(wake);
        resolve();
      });
      const wake = () => {
        stop();
        this.#waits.delete(wake);
        resolve();
      };
      this.#waits.add(wake);
      signal?.addEventListener("abort", wake, { once: true });
    });
  }

  /** Something comes in over HTTP, as main/notice/notices.ts takes it. Answers whether the channel may stop telling it. */
  async hear(channel: ChannelName, notice: IncomingNotice): Promise<boolean> {
    if (!this.isOpen() || !this.#questions || this.dies("when a notice comes")) return never();
    const ending = await receive(this.till.books.real.payment, this.#questions, channel, notice).catch(
      (error: unknown) => {
        if (this.#isDead) return never();
        this.#parts.logged("notices.bug", error);
        return { kind: "bug" } as const;
      },
    );
    if (this.#isDead) return never();
    this.#parts.told(`${this.name} heard a notice of ${channel}: ${ending.kind}`);
    return "reply" in ending;
  }

  /** Ends an orderly life as a door does; the files stay where they are. */
  async close(): Promise<void> {
    this.#hasDoors = false;
    this.#burial = this.till.close().then(() => {
      if (this.#isDead) return;
      this.#isDead = true;
      this.#parts.ended();
      this.remains = this.folder;
      this.ended = "by closing";
      this.#parts.told(`${this.name} was closed`);
    });
    await this.#parts.time.pass(CLOSES_IN_MS);
  }

  /** Ends it, dead or alive, and waits until it holds nothing; of one that still lived nothing is left. */
  async bury(): Promise<void> {
    if (!this.#isDead) leave(this.folder);
    this.#isDead = true;
    this.#letGo();
    await this.#burial;
  }
}

const flipped = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
