// Sows faults between two books and writes down what reconciliation must find: for every sown fault one difference, for
// everything else none. It also writes our row of each sale, by the store's own steps.
import { type Writer } from "../../main/store/open.ts";
import { advance, attemptByNo, insertAttempt } from "../../main/store/attempts.ts";
import { insertOrder } from "../../main/store/orders.ts";
import { queuePrint } from "../../main/store/print-jobs.ts";
import { advanceRefund, insertRefund } from "../../main/store/refunds.ts";
import type { DifferenceKind } from "../../preload/contract/reconcile.ts";
import { makeNumber, orderId, refundNo as readRefundNo } from "../../preload/contract/ids.ts";
import { type Fen, fen } from "../../preload/contract/money.ts";
import type { ChannelName } from "../simulation/bank.ts";
import type { Draw } from "../simulation/draw.ts";
import type { Made } from "./month.ts";

export const FAULTS = [
  /** We say paid, the channel never heard of it. */
  "lost_there",
  /** The channel took the money of a sale we call declined. */
  "paid_there",
  /** We say paid, the channel says it was declined. */
  "declined_there",
  "other_amount",
  /** The channel gave back what we know no refund of. */
  "refund_there",
  /** We say given back, the channel has no such refund. */
  "refund_here",
  "refund_amount",
  /** Only where the channel's book can be read: 慧收银's list, and the bill. */
  "only_there",
  "exception",
  "open",
] as const;
export type Fault = (typeof FAULTS)[number];

export type Fate = {
  readonly fault: Fault | null;
  readonly ours: "paid" | "declined" | "cancelled" | "nothing" | "open" | "late";
  readonly their: "paid" | "declined" | "other_amount" | "nothing";
  readonly ourRefundFen: ((amount: number) => Fen) | null;
  readonly theirRefundFen: ((amount: number) => Fen) | null;
};

const PAID: Fate = { fault: null, ours: "paid", their: "paid", ourRefundFen: null, theirRefundFen: null };
const half = (amount: number): Fen => fen(Math.floor(amount / 2));
const all = (amount: number): Fen => fen(amount);

const FATES: Readonly<Record<Fault, Fate>> = {
  lost_there: { ...PAID, their: "nothing" },
  paid_there: { ...PAID, ours: "declined" },
  declined_there: { ...PAID, their: "declined" },
  other_amount: { ...PAID, their: "other_amount" },
  refund_there: { ...PAID, theirRefundFen: all },
  refund_here: { ...PAID, ourRefundFen: half },
  refund_amount: { ...PAID, ourRefundFen: half, theirRefundFen: (amount) => fen(half(amount) + 3) },
  only_there: { ...PAID, ours: "nothing" },
  exception: { ...PAID, ours: "late" },
  open: { ...PAID, ours: "open" },
};

/** What each must be found as; gathering is known by its bill alone. */
function kindOf(fault: Fault, channel: ChannelName): DifferenceKind {
  switch (fault) {
    case "lost_there":
      return "ours_only";
    case "declined_there":
      // A bill lists no payment that was declined.
      return channel === "gathering" ? "ours_only" : "state";
    case "paid_there":
      return "state";
    case "other_amount":
      return "amount";
    case "refund_there":
    case "refund_here":
      return "refund_missing";
    case "refund_amount":
      // Without refund numbers, a refund of another amount is another refund: each book has one that the other lacks.
      return channel === "gathering" ? "refund_missing" : "amount";
    case "only_there":
      return "channel_only";
    case "exception":
      return "exception";
    case "open":
      return "open";
  }
}

/** Where a fault can be: what can be asked, listed or stand open there. */
function canBe(fault: Fault, channel: ChannelName): boolean {
  if (fault === "only_there") return channel === "huishouyin" || channel === "gathering";
  // Everybody else is asked, and answers: an open one ends by that.
  if (fault === "open") return channel === "gathering";
  // Its bill names no refund numbers, so such a pair is told as two.
  return fault !== "refund_amount" || channel !== "gathering";
}

export class Sower {
  /** `day channel kind subject number` of every difference that must be found. */
  readonly expected: string[] = [];
  readonly sown: Partial<Record<Fault, number>> = {};
  readonly #draw: Draw;
  readonly #each: number;
  readonly #fates = new Map<number, Fault>();

  constructor(draw: Draw, each: number) {
    this.#draw = draw;
    this.#each = each;
  }

  /** Draws which sales go wrong. */
  plan(sales: number): void {
    for (const fault of FAULTS)
      for (let i = 0; i < this.#each;) {
        const index = this.#draw.below(sales);
        const channel = (["pooul", "leshua", "huishouyin", "payserver", "gathering"] as const)[index % 5];
        if (this.#fates.has(index) || channel === undefined || !canBe(fault, channel)) continue;
        this.#fates.set(index, fault);
        i += 1;
      }
  }

  fateOf(index: number, channel: ChannelName): Fate {
    const fault = this.#fates.get(index);
    if (fault) return { ...FATES[fault], fault };
    const at = this.#draw.unit();
    if (at < 0.05) return { ...PAID, ours: "declined", their: "declined" };
    if (at < 0.07) return { ...PAID, ours: "cancelled", their: "declined" };
    if (at < 0.08) return { ...PAID, ours: "cancelled", their: "nothing" };
    if (at < 0.1) return { ...PAID, ourRefundFen: all, theirRefundFen: all };
    // Gathering gives back everything or nothing.
    if (at < 0.12 && channel !== "gathering") return { ...PAID, ourRefundFen: half, theirRefundFen: half };
    return PAID;
  }

  /** Writes our row, and what must be found about it. */
  write(tx: Writer, made: Made): void {
    const { fate } = made;
    if (fate.ours !== "nothing") {
      writeSale(tx, made);
      if (fate.ourRefundFen !== null) writeRefund(tx, made);
    }
    if (fate.fault !== null) this.#expect(made, fate.fault);
  }

  #expect(made: Made, fault: Fault): void {
    const { channel, day, stamp, index } = made;
    this.sown[fault] = (this.sown[fault] ?? 0) + 1;
    const isOfRefund = fault === "refund_here" || fault === "refund_amount";
    const isTheirRefund = fault === "refund_there" && channel === "gathering";
    const number = isOfRefund ? makeNumber("8", stamp, 1, index) : numberThere(made, fault);
    const subject = isOfRefund || isTheirRefund ? "refund" : "order";
    const theirs = made.theirs?.channelNo ?? "";
    const time = new Date(made.at).toISOString().slice(0, 19).replace("T", " ");
    const told = isTheirRefund ? `${theirs} ${time}` : number;
    this.expected.push(`${day} ${channel} ${kindOf(fault, channel)} ${subject} ${told}`);
  }
}

const numberThere = ({ channel, tradeNo }: Made, fault: Fault): string =>
  fault === "only_there" && channel === "gathering" ? `X${tradeNo.slice(1)}` : tradeNo;

function writeSale(tx: Writer, { index, day, at, tradeNo, channel, amountFen, theirs, fate }: Made): void {
  const id = orderId(`order-${index}`);
  insertOrder(tx, { orderId: id, amountFen, day, dayNumber: index + 1, note: null, createdAt: at, cashier: null });
  const own = { mode: null, wallet: "wechat", codeTail: null, givenFen: null, leg: 0 } as const;
  insertAttempt(tx, { ...own, tradeNo, orderId: id, channel, method: "pay_code", amountFen, createdAt: at });
  const created = attemptByNo(tx, tradeNo);
  if (!created) throw new Error("not written");
  const sent = advance(tx, created, { event: "send", at, change: { sentAt: at } });
  if (fate.ours === "paid" || fate.ours === "late") queuePrint(tx, "sale", tradeNo, at);
  const known = theirs === null ? {} : { channelTradeNo: theirs.channelNo };
  switch (fate.ours) {
    case "open":
      advance(tx, sent, { event: "review", at, change: { reason: "timeout", ...known } });
      return;
    case "declined":
    case "cancelled":
      advance(tx, sent, { event: fate.ours, at, change: { reason: "refused_by_channel", ...known } });
      return;
    case "late":
      advance(tx, sent, { event: "paid", at, change: { exception: "paid_late", ...known } });
      return;
    default:
      advance(tx, sent, { event: "paid", at, change: known });
  }
}

function writeRefund(tx: Writer, { index, stamp, at, tradeNo, amountFen, fate }: Made): void {
  const number = readRefundNo(makeNumber("8", stamp, 1, index));
  if (!number || !fate.ourRefundFen) throw new Error("no refund number");
  const refundFen = fate.ourRefundFen(amountFen);
  const refund = insertRefund(tx, {
    refundNo: number,
    tradeNo,
    amountFen: refundFen,
    why: "returned",
    requestedAt: at,
    person: null,
  });
  const sent = advanceRefund(tx, refund, { event: "send", at, change: { sentAt: at } });
  advanceRefund(tx, sent, { event: "refunded", at });
  queuePrint(tx, "refund", number, at);
}
