// The till of a replay: the real flow on a real book in a temporary folder, on simulated time, with scripted channels. It
// can die and be opened again, as the recorded one did; nothing of a dead life reaches the next.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Channel, Outcome, Profile } from "../../../main/channel/channel.ts";
import type { Clock } from "../../../main/clock.ts";
import type { Bundle } from "../../../main/command/bundle-file.ts";
import type { Flow } from "../../../main/payment/flow.ts";
import { type Payment, bindPayment } from "../../../main/payment/payment.ts";
import { type Store, StoreCannotWrite, openStore } from "../../../main/store/open.ts";
import { numberParts } from "../../../preload/contract/ids.ts";
import { SimTime } from "../time.ts";
import { type Request, type Waiting, openScriptedChannel } from "./scripted-channel.ts";

/** Thrown through whatever runs when the process dies. */
class Death extends Error {}

type Life = { readonly store: Store; readonly payment: Payment; isDead: boolean };

/** The channel has answered, and it changes nothing about what is finished or waits for a person. */
const NOTHING_NEW: Outcome = { kind: "unknown", cause: "order_missing", raw: "" };

export class Stage {
  readonly time = new SimTime();
  readonly #bundle: Bundle;
  readonly #folder = mkdtempSync(join(tmpdir(), "cashier-replay-"));
  readonly #file = join(this.#folder, "till.db");
  #life: Life | null = null;
  #waiting: Waiting[] = [];
  #stamp = "";
  #wanted = "";
  #refusals = 0;
  #diesAfter = Number.POSITIVE_INFINITY;
  /** The till's own bugs, as it logged them. */
  readonly bugs: string[] = [];

  constructor(bundle: Bundle) {
    this.#bundle = bundle;
    const [first] = bundle.events;
    if (first) this.time.jump(first.at - this.time.now());
    this.open();
  }

  get payment(): Payment {
    return this.#living.payment;
  }

  get store(): Store {
    return this.#living.store;
  }

  get #living(): Life {
    if (!this.#life) throw new Error("the till is not open");
    return this.#life;
  }

  /** The next number that is made will be this one. */
  expect(number: string): void {
    const { stamp, counter } = numberParts(number);
    this.#stamp = stamp;
    this.store.write((tx) => {
      const name = number.startsWith("9") ? "trade_no" : "refund_no";
      tx.run(
        "INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name,
        (counter + 9999) % 10_000,
      );
    });
  }

  /** After the next write the disk refuses one. */
  refuseSecondWrite(): void {
    this.#refusals = 2;
  }

  /** The till dies once its journal holds so many events: it writes nothing any more. */
  diesAfter(events: number): void {
    this.#diesAfter = events;
  }

  #events(store: Store): number {
    return store.read.get<{ count: number }>("SELECT count(*) AS count FROM events")?.count ?? 0;
  }

  /** The process dies: what it waits for never comes. */
  kill(): void {
    const life = this.#living;
    life.isDead = true;
    life.store.close();
    this.#life = null;
    this.#waiting = [];
  }

  open(): void {
    this.#diesAfter = Number.POSITIVE_INFINITY;
    const opened = openStore(this.#file);
    if (!opened.ok) throw new Error(`the book did not open: ${opened.failure.code}`);
    const life: Life = {
      store: opened.value,
      payment: bindPayment(this.#flow(opened.value, () => life.isDead)),
      isDead: false,
    };
    this.#life = life;
  }

  /** The oldest request of that kind for this number that waits for its answer. */
  waiting(kind: Request, number: string): Waiting | undefined {
    return this.#waiting.find((one) => one.kind === kind && one.numbers.includes(number));
  }

  /** A question about this number waits for its answer, whoever asks; "" = about none but those that are followed. */
  want(number: string): void {
    this.#wanted = number;
  }

  /** Whoever asks about it hears nothing new. */
  hush(number: string): void {
    for (const waiting of this.#waiting.filter((one) => one.kind === "query" && one.numbers.includes(number))) {
      this.taken(waiting);
      if (waiting.about === "payment") waiting.answer([NOTHING_NEW]);
    }
  }

  /** It is about to be answered. */
  taken(waiting: Waiting): void {
    this.#waiting = this.#waiting.filter((one) => one !== waiting);
  }

  close(): void {
    if (this.#life) this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #flow(store: Store, isDead: () => boolean): Flow {
    const { order, attempts, channels } = this.#bundle;
    const drivers: Flow["drivers"] = new Map();
    const hold = (waiting: Waiting) => {
      if (isDead()) return;
      // A question of the watch, or one that comes before somebody decides: its answer left no trace.
      const isOwn = [...drivers.keys()].some((number) => waiting.numbers.includes(number));
      if (waiting.kind !== "query" || isOwn || waiting.numbers.includes(this.#wanted)) this.#waiting.push(waiting);
      else waiting.answer([NOTHING_NEW]);
    };
    const open = new Map<string, Channel>();
    for (const one of channels)
      if (one.profile) open.set(one.id, openScriptedChannel(one, profileOf(one.profile), hold));
    return {
      store: {
        ...store,
        write: (work) => {
          if (this.#events(store) >= this.#diesAfter) throw new Death();
          if (this.#refusals > 0 && --this.#refusals === 0) throw new StoreCannotWrite("SQLITE_FULL");
          return store.write(work);
        },
      },
      clock: this.#clock(isDead),
      ids: { nonce: () => order.orderId, below: () => 0 },
      log: { info() {}, warn() {}, error: (event, error) => this.#logged(event, error) },
      terminal: numberParts(attempts[0]?.tradeNo ?? "").terminal,
      isTraining: order.training,
      staff: { who: () => null, answers: () => null },
      patienceMs: Number.POSITIVE_INFINITY,
      channel: (id) => open.get(id) ?? null,
      changed() {},
      refundChanged() {},
      drivers,
      refundDrivers: new Map(),
      openedMono: this.time.monotonic(),
      closing: new AbortController().signal,
    };
  }

  #logged(event: string, error: unknown): void {
    if (!(error instanceof StoreCannotWrite) && !(error instanceof Death)) this.bugs.push(`${event}: ${String(error)}`);
  }

  #clock(isDead: () => boolean): Clock {
    const { time } = this;
    return {
      now: () => time.now(),
      monotonic: () => time.monotonic(),
      local: (now) => ({ ...time.local(now), stamp: this.#stamp }),
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          if (signal?.aborted) return resolve();
          const stop = time.after(ms, () => {
            if (!isDead()) resolve();
          });
          const wake = () => {
            stop();
            if (!isDead()) resolve();
          };
          signal?.addEventListener("abort", wake, { once: true });
        }),
    };
  }
}

const profileOf = (profile: NonNullable<Bundle["channels"][number]["profile"]>): Profile => profile;
