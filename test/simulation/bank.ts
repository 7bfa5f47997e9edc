// The one bank behind all simulated channels: payers, payments and refunds, with books of its own in simulated time. What
// stands here is the truth that the till's book is compared with. It knows nothing of wires and of the till.
import type { Draw } from "./draw.ts";
import type { Rates } from "./faults.ts";
import type { SimTime } from "./time.ts";

export type ChannelName = "pooul" | "leshua" | "huishouyin" | "payserver" | "gathering";

export type PaymentState = "waiting" | "paid" | "failed" | "closed" | "reversed";

export type Payment = {
  readonly channel: ChannelName;
  /** Our trade number; null where the channel is told none. */
  readonly number: string | null;
  /** The channel's own. */
  readonly channelNo: string;
  readonly amountFen: number;
  readonly method: "pay_code" | "qr";
  readonly wallet: string;
  readonly code: string | null;
  /** The code had been used before. */
  readonly isSpent: boolean;
  readonly atMs: number;
  /** When the payer acts, on the clock that never jumps; null = never. */
  readonly actsAtMs: number | null;
  state: PaymentState;
  /** Money taken, and given back by a reverse or by finished refunds. */
  paidFen: number;
  backFen: number;
  paidWall: number | null;
  /** Taken although it had been called off: what only the late-success watch can find. */
  isLate: boolean;
  readonly refunds: Refund[];
};

export type RefundState = "processing" | "done" | "refused" | "abnormal";

export type Refund = {
  readonly payment: Payment;
  readonly refundNo: string | null;
  readonly channelNo: string;
  readonly fen: number;
  state: RefundState;
};

/** What the payer does: at once, or so long after the charge (or never); whether or not it was called off meanwhile. */
export type Plan = {
  readonly does: "pays" | "declines" | "nothing";
  readonly afterMs: number;
  readonly regardless?: true;
};

export type BankParts = {
  readonly time: SimTime;
  readonly draw: Draw;
  rates(channel: ChannelName): Rates;
  /** Told when a channel that does not key on the number carries one refund out twice. */
  doubled(refund: Refund): void;
  /** Told of every change of a payment or a refund. */
  changed(payment: Payment, what: string, refund?: Refund): void;
};

export type NewPayment = Pick<Payment, "channel" | "number" | "channelNo" | "amountFen" | "method" | "wallet" | "code">;

export class Bank {
  readonly payments: Payment[] = [];
  readonly #byNumber = new Map<string, Payment>();
  readonly #byChannelNo = new Map<string, Payment>();
  readonly #usedCodes = new Set<string>();
  readonly #refundsByNo = new Map<string, Refund>();
  readonly #parts: BankParts;
  /** What the next payer does, when somebody has decided it; else it is drawn. */
  nextPlan: Plan | null = null;
  /** What is asked for now was given up by the till long ago. */
  isLateNow = false;

  constructor(parts: BankParts) {
    this.#parts = parts;
  }

  find(channel: ChannelName, number: unknown): Payment | undefined {
    return typeof number === "string" ? this.#byNumber.get(`${channel} ${number}`) : undefined;
  }

  byChannelNo(channel: ChannelName, number: unknown): Payment | undefined {
    return typeof number === "string" ? this.#byChannelNo.get(`${channel} ${number}`) : undefined;
  }

  refundByNo(channel: ChannelName, number: unknown): Refund | undefined {
    return typeof number === "string" ? this.#refundsByNo.get(`${channel} ${number}`) : undefined;
  }

  /** Asks the payer. A pay code works once. */
  charge(made: NewPayment): Payment {
    const { time, changed } = this.#parts;
    const isSpent = made.code !== null && this.#usedCodes.has(made.code);
    if (made.code !== null) this.#usedCodes.add(made.code);
    const plan: Plan = isSpent ? { does: "declines", afterMs: 0 } : (this.nextPlan ?? this.#plan(made));
    this.nextPlan = null;
    const isOtherAmount =
      made.code !== null && this.#parts.draw.chance(this.#parts.rates(made.channel).takes_other_amount);
    const payment: Payment = {
      ...made,
      isSpent,
      amountFen: isOtherAmount ? made.amountFen + this.#parts.draw.between(1, 500) : made.amountFen,
      atMs: time.monotonic(),
      actsAtMs: plan.does === "nothing" ? null : time.monotonic() + plan.afterMs,
      state: "waiting",
      paidFen: 0,
      backFen: 0,
      paidWall: null,
      isLate: this.isLateNow,
      refunds: [],
    };
    this.payments.push(payment);
    if (made.number !== null) this.#byNumber.set(`${made.channel} ${made.number}`, payment);
    this.#byChannelNo.set(`${made.channel} ${made.channelNo}`, payment);
    changed(payment, `asked for, payer ${plan.does}${plan.afterMs > 0 ? ` after ${plan.afterMs} ms` : ""}`);
    if (plan.afterMs === 0) this.#act(payment, plan);
    else if (plan.does !== "nothing") time.after(plan.afterMs, () => this.#act(payment, plan));
    return payment;
  }

  /** How long until the payer does something; null = never. */
  actsInMs({ actsAtMs }: Payment): number | null {
    return actsAtMs === null ? null : actsAtMs - this.#parts.time.monotonic();
  }

  #plan(payment: NewPayment): Plan {
    const { draw, rates } = this.#parts;
    const { payer_types, payer_declines, payer_never, payer_last_moment, pays_hours_later } = rates(payment.channel);
    const at = draw.unit();
    const does = draw.chance(payer_declines) ? "declines" : "pays";
    if (at < payer_never && draw.chance(pays_hours_later))
      return { does: "pays", afterMs: drawLong(draw), regardless: true };
    if (at < payer_never) return { does: "nothing", afterMs: 0 };
    if (payment.method === "qr") return { does, afterMs: draw.between(500, draw.chance(0.3) ? 150_000 : 25_000) };
    if (at < payer_never + payer_last_moment) return { does, afterMs: draw.pick(MOMENTS) + draw.between(-400, 400) };
    if (at < payer_never + payer_last_moment + payer_types) return { does, afterMs: draw.between(300, 50_000) };
    return { does, afterMs: 0 };
  }

  #act(payment: Payment, plan: Plan): void {
    if (plan.does === "nothing") return;
    const { channel } = payment;
    const isUndone = payment.state === "closed" || payment.state === "reversed";
    const rates = this.#parts.rates(channel);
    const paysAfterAll =
      isUndone && plan.does === "pays" && (plan.regardless || this.#parts.draw.chance(rates.pays_after_undo));
    if (payment.state !== "waiting" && !paysAfterAll) return;
    if (plan.does === "declines") return this.#set(payment, "failed", "the payer declined");
    if (paysAfterAll) payment.isLate = true;
    this.pay(payment, paysAfterAll ? "the payer paid although it was called off" : "the payer paid");
  }

  /** Takes the money. */
  pay(payment: Payment, why: string): void {
    if (payment.paidFen > 0 && payment.backFen === 0) return;
    payment.paidFen += payment.amountFen;
    payment.paidWall = this.#parts.time.now();
    this.#set(payment, "paid", why);
  }

  /** Undoes a payment; what was paid goes back. */
  reverse(payment: Payment): void {
    if (payment.state === "reversed") return;
    payment.backFen = payment.paidFen;
    this.#set(payment, "reversed", "reversed");
  }

  close(payment: Payment): void {
    if (payment.state === "waiting") this.#set(payment, "closed", "closed");
  }

  fail(payment: Payment, why: string): void {
    if (payment.state === "waiting") this.#set(payment, "failed", why);
  }

  /** What may still be given back. */
  leftFen(payment: Payment): number {
    const held = payment.refunds.filter((one) => one.state !== "refused").reduce((sum, one) => sum + one.fen, 0);
    return payment.state === "paid" ? payment.paidFen - held : 0;
  }

  /** Accepts a refund; it is finished at once or later, as drawn or as `end` says. */
  refund(payment: Payment, refundNo: string | null, channelNo: string, fen: number, end?: RefundState): Refund {
    const refund: Refund = { payment, refundNo, channelNo, fen, state: "processing" };
    const before = refundNo === null ? undefined : this.refundByNo(payment.channel, refundNo);
    if (before && before.state !== "refused") this.#parts.doubled(refund);
    payment.refunds.push(refund);
    if (refundNo !== null) this.#refundsByNo.set(`${payment.channel} ${refundNo}`, refund);
    this.#parts.changed(payment, "refund accepted", refund);
    if (end === undefined) this.work(refund);
    else this.finish(refund, end);
    return refund;
  }

  /** Lets a refund come to its end, at once or after a while. */
  work(refund: Refund): void {
    const { draw, time, rates } = this.#parts;
    const { refund_pends, refund_refused, refund_abnormal } = rates(refund.payment.channel);
    const at = draw.unit();
    const end = at < refund_refused ? "refused" : at < refund_refused + refund_abnormal ? "abnormal" : "done";
    const finish = () => this.finish(refund, end);
    if (draw.chance(refund_pends)) time.after(draw.between(500, draw.chance(0.2) ? 90_000 : 12_000), finish);
    else finish();
  }

  finish(refund: Refund, end: RefundState): void {
    if (refund.state !== "processing") return;
    refund.state = end;
    if (end === "done") refund.payment.backFen += refund.fen;
    this.#parts.changed(refund.payment, `refund ${end}`, refund);
  }

  /** A refused refund is taken up again; not by a request that was under way before it was refused. */
  again(refund: Refund): void {
    if (this.isLateNow) return;
    refund.state = "processing";
    this.#parts.changed(refund.payment, "refund taken up again", refund);
    this.work(refund);
  }

  #set(payment: Payment, state: PaymentState, why: string): void {
    payment.state = state;
    this.#parts.changed(payment, why);
  }
}

/** Each of the watch's questions has its turn to find it: they come until a day after the end. */
const LONG_MS = [90_000, 240_000, 1_500_000, 6_000_000, 72_000_000] as const;

function drawLong(draw: Draw): number {
  const at = draw.below(LONG_MS.length - 1);
  return draw.between(LONG_MS[at] ?? 0, LONG_MS[at + 1] ?? 0);
}

/** Just when the till asks, gives up, reverses or closes: the channels' own moments. */
const MOMENTS = [5000, 10_000, 15_000, 15_100, 25_000, 30_000, 35_000, 45_000, 60_000, 90_000] as const;
