// The people at the counter: customers come, cashiers scan, press stop and ask, try again in one window and in another, and
// give money back, at random moments. They press what a screen would let them press, and some things it would not.
import { attemptByNo } from "../../main/store/attempts.ts";
import type { Attempt } from "../../main/payment/attempt.ts";
import type { Started } from "../../main/payment/collect.ts";
import type { Payment } from "../../main/payment/payment.ts";
import type { Result } from "../../preload/contract/failure.ts";
import type { OrderId, TradeNo } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import { PayCode } from "../../preload/contract/pay-code.ts";
import type { Wallet } from "../../preload/contract/status.ts";
import type { ChannelName } from "./bank.ts";
import type { Draw } from "./draw.ts";
import type { Life } from "./life.ts";
import type { SimTime } from "./time.ts";

type Order = {
  id: OrderId | null;
  readonly channel: ChannelName;
  /** What is tendered now, and what is left of the order after it. */
  amountFen: number;
  restFen: number;
  last: TradeNo | null;
};

export type ShopParts = {
  readonly time: SimTime;
  readonly draw: Draw;
  channel(): ChannelName;
  /** What a manager reads in the channel's own console. */
  console(tradeNo: TradeNo): "paid" | "unpaid" | "unsure";
  told(line: string): void;
};

const CODE_WALLETS: Readonly<Record<ChannelName, readonly [Wallet, ...Wallet[]]>> = {
  pooul: ["wechat", "alipay"],
  leshua: ["wechat", "alipay", "unionpay"],
  huishouyin: ["wechat", "alipay"],
  payserver: ["wechat", "alipay"],
  gathering: ["wechat", "alipay"],
};
const QR_WALLETS: Readonly<Record<ChannelName, readonly Wallet[]>> = {
  pooul: ["wechat", "alipay"],
  leshua: ["wechat", "alipay", "unionpay", "ecny"],
  huishouyin: ["wechat", "alipay"],
  payserver: [],
  gathering: ["wechat", "alipay"],
};

export class Shop {
  readonly codes = new Set<string>();
  /** How many attempts were begun. */
  begun = 0;
  /** How often somebody asked for a charge, taken or not. */
  presses = 0;
  readonly #parts: ShopParts;
  readonly #orders: Order[] = [];
  readonly #amounts = new Set<number>();

  constructor(parts: ShopParts) {
    this.#parts = parts;
  }

  /** So many new customers within `spanMs`, served by this life; old orders are tried again too. */
  open(life: Life, customers: number, spanMs: number): void {
    const { draw } = this.#parts;
    for (let i = 0; i < customers; i++) this.#later(life, draw.below(spanMs), () => this.#customer(life));
    for (const order of this.#orders) {
      if (draw.chance(0.2)) this.#later(life, draw.below(spanMs), () => this.#tryAgain(life, order));
      if (draw.chance(0.2)) this.#later(life, draw.below(spanMs), () => this.#giveBack(life, order));
      const { last } = order;
      // Whoever finds a payment on the screen after a restart presses stop.
      if (last !== null && draw.chance(0.3)) this.#later(life, draw.below(20_000), () => this.#stop(life, last));
    }
  }

  /** Something a person does; whatever dies on the way has died. */
  #later(life: Life, ms: number, act: () => void): void {
    this.#parts.time.after(ms, () => {
      if (!life.isOpen()) return;
      try {
        act();
      } catch (error) {
        if (!life.isGone()) throw error;
      }
    });
  }

  #customer(life: Life): void {
    const { draw } = this.#parts;
    const restFen = draw.chance(0.1) ? this.#amount() : 0;
    const order: Order = { id: null, amountFen: this.#amount(), restFen, channel: this.#parts.channel(), last: null };
    this.#orders.push(order);
    const qr = QR_WALLETS[order.channel];
    const [first, ...others] = qr;
    if (first !== undefined && draw.chance(0.12)) this.#showQr(life, order, draw.pick([first, ...others]));
    else this.#scan(life, order);
    if (draw.chance(0.1)) this.#later(life, draw.between(0, 200), () => this.#tryAgain(life, order));
    if (draw.chance(0.15)) this.#later(life, draw.between(0, 200_000), () => this.#tryAgain(life, order));
  }

  #amount(): number {
    const { draw } = this.#parts;
    for (;;) {
      const amount = draw.chance(0.1) ? draw.between(1, 99) : draw.between(100, 50_000);
      if (this.#amounts.has(amount)) continue;
      this.#amounts.add(amount);
      return amount;
    }
  }

  /** 18 digits for WeChat and Alipay, 19 for UnionPay; no two of a world end alike. */
  #code(wallet: Wallet): PayCode {
    const { draw } = this.#parts;
    const head = wallet === "wechat" ? `1${draw.below(6)}` : wallet === "alipay" ? "28" : "62";
    const tail = String(this.codes.size + 1).padStart(4, "0");
    const code = head + draw.digits(wallet === "unionpay" ? 13 : 12) + tail;
    this.codes.add(code);
    return new PayCode(code, wallet);
  }

  #sale(order: Order) {
    const { channel, id, amountFen, restFen } = order;
    return { amountFen: fen(amountFen), owedFen: fen(amountFen + restFen), channel, mode: null, note: null, order: id };
  }

  #scan(life: Life, order: Order): void {
    const payment = paymentOf(life);
    const wallet = this.#parts.draw.pick(CODE_WALLETS[order.channel]);
    this.presses += 1;
    this.#parts.told(`${life.name}: a ${wallet} code is scanned for ${order.amountFen} fen`);
    this.#started(life, order, payment.collect(this.#sale(order), this.#code(wallet)));
  }

  #showQr(life: Life, order: Order, wallet: Wallet): void {
    this.presses += 1;
    this.#parts.told(`${life.name}: a ${wallet} QR is shown for ${order.amountFen} fen`);
    this.#started(life, order, paymentOf(life).showQr(this.#sale(order), wallet));
  }

  #started(life: Life, order: Order, started: Result<Started>): void {
    const { draw } = this.#parts;
    if (!started.ok) {
      this.#parts.told(`${life.name}: refused, ${started.failure.code}`);
      return;
    }
    this.begun += 1;
    const { tradeNo, driver } = started.value;
    const payment = paymentOf(life);
    order.last = tradeNo;
    order.id = attemptByNo(payment.flow.store.read, tradeNo)?.orderId ?? order.id;
    if (draw.chance(0.25)) this.#later(life, draw.between(0, 60_000), () => this.#stop(life, tradeNo));
    if (draw.chance(0.1)) this.#later(life, draw.between(0, 90_000), () => this.#stop(life, tradeNo));
    for (let asks = draw.below(3); asks > 0; asks--)
      this.#later(life, draw.between(0, 120_000), () => void payment.ask(tradeNo).catch(() => {}));
    driver.done.then(
      (attempt) => this.#later(life, draw.between(100, 30_000), () => this.#ended(life, order, attempt)),
      () => {},
    );
  }

  #stop(life: Life, tradeNo: TradeNo): void {
    this.#parts.told(`${life.name}: stop is pressed for ${tradeNo}`);
    paymentOf(life).stop(tradeNo);
  }

  /** What a cashier does about an attempt that is no longer on its way. */
  #ended(life: Life, order: Order, attempt: Attempt): void {
    const { draw } = this.#parts;
    const isUnpaid = attempt.status === "declined" || attempt.status === "cancelled";
    if (isUnpaid && draw.chance(0.6)) this.#tryAgain(life, order);
    if (attempt.status === "needs_review" && draw.chance(0.3))
      this.#later(life, draw.between(60_000, 600_000), () => this.#resolve(life, attempt.tradeNo));
    if (attempt.status === "paid" && order.restFen > 0 && order.last === attempt.tradeNo)
      return this.#payRest(life, order);
    if (attempt.status !== "paid" || !draw.chance(0.3)) return;
    for (let times = draw.between(1, 3); times > 0; times--)
      this.#later(life, draw.between(0, 90_000), () => this.#giveBack(life, order));
  }

  /** The rest of an order of several tenders: in cash, or by another code. */
  #payRest(life: Life, order: Order): void {
    const { draw } = this.#parts;
    Object.assign(order, { amountFen: order.restFen, restFen: 0 });
    if (draw.chance(0.5)) return this.#scan(life, order);
    const { amountFen, owedFen, note, order: id } = this.#sale(order);
    const taken = paymentOf(life).takeCash({ amountFen, owedFen, note, order: id }, fen(amountFen + draw.below(5000)));
    this.#parts.told(`${life.name}: ${amountFen} fen in cash${taken.ok ? "" : ` refused, ${taken.failure.code}`}`);
  }

  /** A manager writes down what the channel's console says, if it says anything. */
  #resolve(life: Life, tradeNo: TradeNo): void {
    const says = this.#parts.console(tradeNo);
    if (says === "unsure") return;
    const { told } = this.#parts;
    told(`${life.name}: a manager reads that ${tradeNo} is ${says}`);
    const resolving = paymentOf(life).resolveReview({ tradeNo, says, reference: "console", by: "manager" });
    resolving.then(
      (done) => told(`${life.name}: ${tradeNo} by hand: ${done.ok ? "written" : done.failure.code}`),
      () => {},
    );
  }

  #tryAgain(life: Life, order: Order): void {
    if (order.id === null) return;
    const qr = QR_WALLETS[order.channel];
    const [first, ...others] = qr;
    // Where the channel is told no number, two QR of one amount could not be told apart.
    const isQr = first !== undefined && order.channel !== "gathering" && this.#parts.draw.chance(0.1);
    if (isQr) this.#showQr(life, order, this.#parts.draw.pick([first, ...others]));
    else this.#scan(life, order);
  }

  #giveBack(life: Life, order: Order): void {
    const { draw } = this.#parts;
    if (order.last === null) return;
    const isWhole = order.channel === "gathering" || draw.chance(0.4);
    const amountFen = isWhole ? null : fen(draw.between(1, order.amountFen));
    this.#parts.told(`${life.name}: ${amountFen ?? "all"} of ${order.last} is to go back`);
    const payment = paymentOf(life);
    const started = payment.startRefund({ tradeNo: order.last, amountFen, why: "returned" });
    if (!started.ok) return this.#parts.told(`${life.name}: refund refused, ${started.failure.code}`);
    const number = started.value;
    if (draw.chance(0.4))
      this.#later(life, draw.between(0, 30_000), () => void payment.askRefund(number).catch(() => {}));
  }
}

const paymentOf = (life: Life): Payment => life.till.books.real.payment;
