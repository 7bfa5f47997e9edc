// One attempt in the real flow, over a channel whose every answer waits until it is let through: for enumerating the orders
// in which things can happen to it. The bank and the auditor are those of the simulation.
import { join } from "node:path";
import type { AttemptRef, Channel, Outcome } from "../../main/channel/channel.ts";
import type { Clock } from "../../main/clock.ts";
import type { Flow } from "../../main/payment/flow.ts";
import { tellPayment } from "../../main/payment/notice.ts";
import { type Payment as Verbs, bindPayment } from "../../main/payment/payment.ts";
import { type Store, openStore } from "../../main/store/open.ts";
import type { TradeNo } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import { PayCode } from "../../preload/contract/pay-code.ts";
import { openFlowChannel } from "../support/flow-channel.ts";
import { ownEyes } from "./auditor-rows.ts";
import { Auditor } from "./auditor.ts";
import { Bank } from "./bank.ts";
import { Draw } from "./draw.ts";
import { RATES, withoutLate } from "./faults.ts";
import { SimTime } from "./time.ts";

/**
 * answer: the oldest answer under way arrives · notice: the channel tells that it is paid · timer: time jumps to whatever is
 * next · stop, ask: a person presses · pays: the payer pays · crash: the process dies and a new one recovers
 */
export const HAPPENINGS = ["answer", "notice", "timer", "stop", "ask", "pays", "crash"] as const;
export type Happening = (typeof HAPPENINGS)[number];

type Held = { readonly owner: object; let(through: boolean): void };

const AMOUNT = 1250;

export class OrderedDesk {
  readonly auditor: Auditor;
  readonly #time = new SimTime();
  readonly #bank: Bank;
  readonly #store: Store;
  #held: Held[] = [];
  #isHealed = false;
  #codes = 0;
  #presses = 0;
  #run: { readonly verbs: Verbs; readonly flow: Flow; readonly closing: AbortController } | null = null;
  #number: TradeNo | null = null;

  constructor(folder: string) {
    const rates = { ...withoutLate(RATES.pooul), undo_refused: 0, takes_other_amount: 0 };
    this.#bank = new Bank({
      time: this.#time,
      draw: new Draw(1),
      rates: () => rates,
      doubled: () => {},
      changed: (payment, _what, refund) => this.auditor.bankChanged(payment, refund),
    });
    const presses = () => this.#presses;
    this.auditor = new Auditor({ bank: this.#bank, time: this.#time, presses, told: () => {} });
    const file = join(folder, "till.db");
    const opened = openStore(file);
    if (!opened.ok) throw new Error(opened.failure.code);
    this.#store = opened.value;
    this.auditor.begin(ownEyes(file));
  }

  /** A new order, just charged or shown as a QR; the process is new as well. */
  async begin(method: "pay_code" | "qr"): Promise<void> {
    this.#isHealed = false;
    this.#start();
    this.#presses += 1;
    const { verbs } = this.#running;
    const sale = { amountFen: fen(AMOUNT), channel: "pooul", mode: null, note: null, order: null } as const;
    this.#codes += 1;
    const code = new PayCode(`13${String(this.#codes).padStart(16, "0")}`, "wechat");
    const started = method === "qr" ? verbs.showQr(sale, "wechat") : verbs.collect(sale, code);
    if (!started.ok) throw new Error(started.failure.code);
    this.#number = started.value.tradeNo;
    await this.#time.settle();
  }

  get #running() {
    if (!this.#run) throw new Error("nothing runs");
    return this.#run;
  }

  get #tradeNo(): TradeNo {
    if (!this.#number) throw new Error("nothing was charged");
    return this.#number;
  }

  get status(): string {
    const row = this.#store.read.get<{ status: string }>(
      "SELECT status FROM attempts WHERE trade_no = ?",
      this.#tradeNo,
    );
    return row?.status ?? "missing";
  }

  /** What the channel holds of it. */
  get heldFen(): number {
    const payment = this.#bank.find("pooul", this.#tradeNo);
    return payment ? payment.paidFen - payment.backFen : 0;
  }

  /** Lets one thing happen; false when it cannot happen now. */
  async happen(what: Happening): Promise<boolean> {
    const { verbs, flow } = this.#running;
    const payment = this.#bank.find("pooul", this.#tradeNo);
    switch (what) {
      case "answer": {
        const held = this.#held.shift();
        if (!held) return false;
        held.let(true);
        break;
      }
      case "notice":
        if (payment?.state !== "paid") return false;
        tellPayment(flow, this.#tradeNo, this.#say());
        break;
      case "timer":
        return this.#time.step();
      case "stop":
        if (verbs.stop(this.#tradeNo) === null) return false;
        break;
      case "ask":
        void verbs.ask(this.#tradeNo).catch(() => {});
        break;
      case "pays":
        if (payment?.state !== "waiting") return false;
        this.#bank.pay(payment, "pays");
        break;
      case "crash":
        this.#start();
        verbs.flow.drivers.clear();
        this.#running.verbs.recover();
        break;
    }
    await this.#time.settle();
    return true;
  }

  /** Everything answers from here on. */
  async heal(): Promise<void> {
    this.#isHealed = true;
    for (const held of this.#held.splice(0)) held.let(true);
    await this.#time.pass(900_000);
  }

  close(): void {
    this.#run?.closing.abort();
    this.auditor.end();
    this.#store.close();
  }

  /** A process of its own on the same book; the one before is dead and reaches nothing any more. */
  #start(): void {
    this.#run?.closing.abort();
    const closing = new AbortController();
    const owner = {};
    this.#held = [];
    const flow: Flow = {
      store: this.#guarded(closing.signal),
      clock: this.#clock(closing.signal),
      ids: { nonce: () => String(this.#codes).padStart(32, "0"), below: () => 0 },
      log: { info() {}, warn() {}, error: (event, error) => this.#logged(closing.signal, event, error) },
      terminal: 1,
      isTraining: false,
      staff: { who: () => null, answers: () => null },
      patienceMs: Number.POSITIVE_INFINITY,
      channel: (id) => (id === "pooul" ? this.#channel(owner) : null),
      changed() {},
      refundChanged() {},
      drivers: new Map(),
      refundDrivers: new Map(),
      openedMono: this.#time.monotonic(),
      closing: closing.signal,
    };
    this.#run = { verbs: bindPayment(flow), flow, closing };
  }

  #logged(signal: AbortSignal, event: string, error: unknown): void {
    if (!signal.aborted) this.auditor.say("bug", `${event} ${error instanceof Error ? (error.stack ?? "") : ""}`);
  }

  #guarded(signal: AbortSignal): Store {
    const alive = () => {
      if (signal.aborted) throw new Error("this process is dead");
    };
    const { read, write } = this.#store;
    return {
      ...this.#store,
      read: {
        get: (sql, ...values) => {
          alive();
          return read.get(sql, ...values);
        },
        all: (sql, ...values) => {
          alive();
          return read.all(sql, ...values);
        },
      },
      write: (work) => {
        alive();
        const result = write(work);
        this.auditor.committed();
        return result;
      },
    };
  }

  #clock(signal: AbortSignal): Clock {
    return {
      now: () => this.#time.now(),
      monotonic: () => this.#time.monotonic(),
      local: (now) => this.#time.local(now),
      sleep: (ms, wake) =>
        new Promise((resolve) => {
          if (wake?.aborted) return resolve();
          const stop = this.#time.after(ms, () => {
            if (!signal.aborted) resolve();
          });
          wake?.addEventListener("abort", () => {
            stop();
            if (!signal.aborted) resolve();
          });
        }),
    };
  }

  /** An answer as it was true when the request arrived; it waits, at most until its own time is over. */
  #answer(owner: object, timeoutMs: number, outcome: Outcome): Promise<Outcome> {
    return new Promise((resolve) => {
      const held: Held = {
        owner,
        let: (through) => {
          stop();
          this.#held = this.#held.filter((one) => one !== held);
          resolve(through ? outcome : { kind: "unknown", cause: "timeout", raw: "timeout" });
        },
      };
      const stop = this.#time.after(this.#isHealed ? 50 : timeoutMs, () => held.let(this.#isHealed));
      this.#held.push(held);
    });
  }

  #say(): Outcome {
    const payment = this.#bank.find("pooul", this.#tradeNo);
    switch (payment?.state) {
      case undefined:
        return { kind: "unknown", cause: "order_missing", raw: "missing" };
      case "waiting":
        return { kind: "awaiting", raw: "waiting" };
      case "paid":
        return { kind: "paid", amountFen: fen(payment.amountFen), channelTradeNo: payment.channelNo, raw: "paid" };
      case "failed":
        return { kind: "declined", reason: "refused_by_channel", newCode: true, raw: "failed" };
      case "closed":
        return { kind: "closed", raw: "closed" };
      case "reversed":
        return { kind: "cancelled", raw: "reversed" };
    }
  }

  #charge(number: string, method: "pay_code" | "qr", code: string | null): void {
    this.#bank.nextPlan = { does: "nothing", afterMs: 0 };
    const own = { channel: "pooul", wallet: "wechat", amountFen: AMOUNT } as const;
    this.#bank.charge({ ...own, number, channelNo: `C${number}`, method, code });
  }

  #channel(owner: object): Channel {
    // A QR that lives as short as a charge: its many questions are all alike.
    const timing = { watchMs: [], pollForMs: 30_000, pollEveryMs: 5000, closeNotBeforeMs: 20_000 };
    const base = openFlowChannel(this.#clock(new AbortController().signal), { timing });
    const undo = (ref: AttemptRef, how: "cancelled" | "closed") => {
      const payment = this.#bank.find("pooul", ref.tradeNo);
      if (how === "closed" && payment?.state === "paid")
        return this.#answer(owner, ref.timeoutMs, { kind: "unknown", cause: "failure_answered", raw: "paid" });
      if (payment && how === "closed") this.#bank.close(payment);
      if (payment && how === "cancelled") this.#bank.reverse(payment);
      return this.#answer(owner, ref.timeoutMs, { kind: how, raw: how });
    };
    return {
      ...base,
      charge: ({ tradeNo, code, timeoutMs }) => {
        this.#number = tradeNo;
        this.#charge(tradeNo, "pay_code", code?.reveal() ?? null);
        return this.#answer(owner, timeoutMs, this.#say());
      },
      qr: async ({ tradeNo, timeoutMs }) => {
        this.#number = tradeNo;
        this.#charge(tradeNo, "qr", null);
        const said = await this.#answer(owner, timeoutMs, this.#say());
        if (said.kind === "unknown") return said;
        return { kind: "ready", codeUrl: "weixin://wxpay/1", channelTradeNo: `C${tradeNo}`, raw: "ready" };
      },
      query: (ref) => this.#answer(owner, ref.timeoutMs, this.#say()),
      cancel: (ref) => undo(ref, "cancelled"),
      close: (ref) => undo(ref, "closed"),
    };
  }
}
