// A month of sales at five channels, in two books: the bank's behind the simulated servers (the wire of the strict peers,
// in process, because a hundred thousand orders over HTTP would only measure HTTP), and the till's own rows. Known faults
// are sown between them; what reconciliation must find is written down while they are sown.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Channel } from "../../main/channel/channel.ts";
import type { Http } from "../../main/channel/http.ts";
import { channelKind } from "../../main/channel/registry.ts";
import type { Clock } from "../../main/clock.ts";
import type { Flow } from "../../main/payment/flow.ts";
import { type Payment as Verbs, bindPayment } from "../../main/payment/payment.ts";
import { type Reconcile, openReconcile } from "../../main/reconcile/reconcile.ts";
import { type Store, openStore } from "../../main/store/open.ts";
import { type Fen, fen, fenToYuan } from "../../preload/contract/money.ts";
import { makeNumber, tradeNo as readTradeNo } from "../../preload/contract/ids.ts";
import { PayCode } from "../../preload/contract/pay-code.ts";
import { must } from "../support/flow-desk.ts";
import { Bank, type ChannelName, type Payment } from "../simulation/bank.ts";
import { Draw } from "../simulation/draw.ts";
import { RATES, type Rates } from "../simulation/faults.ts";
import { openServers } from "../simulation/servers/all.ts";
import { SimTime } from "../simulation/time.ts";
import { type Fate, Sower } from "./sower.ts";

const NAMES: readonly ChannelName[] = ["pooul", "leshua", "huishouyin", "payserver", "gathering"];
const DAY_MS = 86_400_000;
/** From ten in the morning on, so that a day never runs into the next. */
const OPEN_MS = 9 * 3_600_000;

export type MonthOptions = {
  readonly folder: string;
  readonly seed: number;
  readonly orders: number;
  readonly days: number;
  /** How many of each kind of fault. */
  readonly faults: number;
};

/** A world at rest: nothing goes wrong but what is sown. */
const calm = (rates: Rates): Rates => ({
  ...rates,
  ...Object.fromEntries(Object.keys(rates).map((name) => [name, 0])),
});

export class Month {
  readonly time = new SimTime();
  readonly bank: Bank;
  readonly sower: Sower;
  readonly clock: Clock;
  /** Questions that reached a channel, by number: what is asked twice shows. */
  readonly questions = new Map<string, number>();
  readonly bill: string;
  /** The bill's rows, as the channel that cannot be asked writes them. */
  readonly billRows: string[] = [];
  readonly #options: MonthOptions;
  readonly #channels = new Map<string, Channel>();
  /** Called before every request; may cut the run off. */
  onRequest: () => void = () => {};

  constructor(options: MonthOptions) {
    this.#options = options;
    const draw = new Draw(options.seed);
    const { time } = this;
    const rates = (name: ChannelName) => calm(RATES[name]);
    this.bill = join(options.folder, "bill.csv");
    this.bank = new Bank({ time, draw: draw.split(), rates, doubled() {}, changed() {} });
    const servers = openServers({ bank: this.bank, time, draw: draw.split(), rates, pooulEdition: "B" });
    const http: Http = async (request) => {
      this.onRequest();
      const server = servers.find((one) => request.url.startsWith(String(one.config["baseUrl"] ?? one.config["url"])));
      const heard = server?.read(request);
      if (!server || heard === undefined || typeof heard === "string") throw new Error(`a breach: ${String(heard)}`);
      if (heard.kind === "query" || heard.kind === "refund_query") {
        const key = `${heard.kind} ${heard.name} ${heard.refundNo ?? heard.tradeNo ?? ""}`;
        this.questions.set(key, (this.questions.get(key) ?? 0) + 1);
      }
      const served = heard.serve();
      if (served.waitMs > 0) await time.pass(served.waitMs);
      const sent = served.finish()(null);
      return { ok: true, status: sent.status, headers: sent.headers, text: sent.text };
    };
    this.clock = {
      now: () => time.now(),
      monotonic: () => time.monotonic(),
      local: (at) => time.local(at),
      sleep: (ms, signal) => (signal?.aborted ? Promise.resolve() : time.pass(Math.min(ms, DAY_MS))),
    };
    let nonces = 0;
    const ids = { nonce: () => (nonces++).toString(16).padStart(32, "0"), below: () => 0 };
    const kept = new Map<string, unknown>();
    const memory = {
      get: (key: string) => kept.get(key),
      set: (key: string, value: unknown) => void kept.set(key, value),
    };
    for (const server of servers) {
      const kind = channelKind(server.channel);
      if (!kind) throw new Error(server.channel);
      this.#channels.set(server.channel, must(kind.prepare(server.config))({ clock: this.clock, ids, http, memory }));
    }
    this.sower = new Sower(draw.split(), options.faults);
  }

  /** Opens the till's book, as a start does. */
  open(): { store: Store; payment: Verbs; reconcile: Reconcile; close(): void } {
    const store = must(openStore(join(this.#options.folder, "till.db")));
    const closing = new AbortController();
    const flow: Flow = {
      store,
      clock: this.clock,
      ids: { nonce: () => "0", below: () => 0 },
      log: { info() {}, warn() {}, error: (event, error) => this.#fail(event, error) },
      terminal: 1,
      staff: { who: () => null, answers: () => null },
      isTraining: false,
      patienceMs: 60_000,
      channel: (id) => this.#channels.get(id) ?? null,
      changed() {},
      refundChanged() {},
      drivers: new Map(),
      refundDrivers: new Map(),
      openedMono: this.clock.monotonic(),
      closing: closing.signal,
    };
    const payment = bindPayment(flow);
    const reconcile = openReconcile({ payment, channels: () => NAMES, at: () => null });
    const close = () => {
      closing.abort();
      store.close();
    };
    return { store, payment, reconcile, close };
  }

  #fail(event: string, error: unknown): never {
    throw new Error(`${event}: ${String(error)}`);
  }

  /** Every order of the month, in both books, with the faults between them. */
  async sell(): Promise<string[]> {
    const { orders, days } = this.#options;
    const perDay = Math.ceil(orders / days);
    const { store, close } = this.open();
    const sold: string[] = [];
    const start = this.time.monotonic();
    this.sower.plan(perDay * days);
    for (let day = 0; day < days; day++) {
      const waiting = start + day * DAY_MS - this.time.monotonic();
      if (waiting > 0) await this.time.pass(waiting);
      sold.push(this.time.local(this.time.now()).day);
      const made: Made[] = [];
      for (let i = 0; i < perDay; i++) {
        await this.time.pass(Math.max(1, Math.floor((OPEN_MS * 0.7) / perDay)));
        made.push(await this.#sale(day * perDay + i));
      }
      store.write((tx) => made.forEach((sale) => this.sower.write(tx, sale)));
    }
    writeFileSync(
      this.bill,
      `\uFEFF交易时间,商户订单号,订单号,交易类型,交易状态,交易金额\n${this.billRows.join("\n")}\n`,
    );
    await this.time.pass(DAY_MS);
    close();
    return sold;
  }

  async #sale(index: number): Promise<Made> {
    const name = NAMES[index % NAMES.length] ?? "pooul";
    const at = this.time.now();
    const local = this.time.local(at);
    const tradeNo = readTradeNo(makeNumber("9", local.stamp, 1, index));
    if (!tradeNo) throw new Error("no number");
    const fate = this.sower.fateOf(index, name);
    const amountFen = fen(100 + ((index * 37) % 20_000));
    const theirs = fate.their === "nothing" ? null : await this.#charge(name, tradeNo, amountFen, fate, index);
    if (theirs) this.#giveBack(theirs, fate, local.stamp, index);
    if (name === "gathering") this.#writeBill(theirs, amountFen, fate, tradeNo, at);
    return { index, channel: name, day: local.day, stamp: local.stamp, at, tradeNo, amountFen, theirs, fate };
  }

  /** Over the channel's own wire, as a charge goes; the payer does what the fate says. */
  async #charge(name: ChannelName, tradeNo: string, amountFen: Fen, fate: Fate, index: number): Promise<Payment> {
    const channel = this.#channels.get(name);
    const number = readTradeNo(tradeNo);
    if (!channel || !number) throw new Error(name);
    this.bank.nextPlan = { does: fate.their === "paid" ? "pays" : "declines", afterMs: 0 };
    const code = new PayCode(`13${String(index).padStart(16, "0")}`, "wechat");
    const charged = fate.their === "other_amount" ? fen(amountFen + 5) : amountFen;
    if (fate.their === "other_amount") this.bank.nextPlan = { does: "pays", afterMs: 0 };
    await channel.charge({
      tradeNo: number,
      amountFen: charged,
      code,
      fields: {},
      subject: "sale",
      lines: [],
      mode: null,
      timeoutMs: 30_000,
    });
    // What the payserver thinks about comes into its rows a while later.
    await this.time.pass(1600);
    const made = this.bank.payments.at(-1);
    if (!made) throw new Error("not charged");
    return made;
  }

  #giveBack(payment: Payment, fate: Fate, stamp: string, index: number): void {
    const { theirRefundFen } = fate;
    if (theirRefundFen === null) return;
    const number = fate.ourRefundFen === null ? null : makeNumber("8", stamp, 1, index);
    this.bank.refund(payment, number, `rf${index}`, theirRefundFen(payment.amountFen), "done");
  }

  #writeBill(payment: Payment | null, ours: Fen, fate: Fate, tradeNo: string, at: number): void {
    if (payment === null || payment.paidFen === 0) return;
    const time = new Date(at).toISOString().slice(0, 19).replace("T", " ");
    const order = fate.ours === "nothing" ? `X${tradeNo.slice(1)}` : payment.channelNo;
    this.billRows.push(`${time},${order},,付款,成功,${fenToYuan(fen(payment.paidFen))}`);
    if (payment.backFen > 0) this.billRows.push(`${time},${order},,退款,成功,-${fenToYuan(fen(payment.backFen))}`);
    if (fen(payment.amountFen) !== ours && fate.their === "paid") throw new Error("the books began apart");
  }
}

/** One sale as it was made, before our row of it is written. */
export type Made = {
  readonly index: number;
  readonly channel: ChannelName;
  readonly day: string;
  readonly stamp: string;
  readonly at: number;
  readonly tradeNo: NonNullable<ReturnType<typeof readTradeNo>>;
  readonly amountFen: Fen;
  readonly theirs: Payment | null;
  readonly fate: Fate;
};
