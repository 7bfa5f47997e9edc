// The independent auditor: compares the bank's book with the till's after every commit and after every change at the bank.
// It knows the rules a to h of design/payments.md and the columns of the tables, and shares no code with the flow.
import type { Bank, ChannelName, Payment, Refund } from "./bank.ts";
import { ATTEMPT_MOVES, BOUND_MS, FINAL, FIRST, REFUND_MOVES } from "./auditor-tables.ts";
import { Proof } from "./auditor-proof.ts";
import {
  type AttemptRow,
  type EventRow,
  type Eyes,
  type RefundRow,
  type Rows,
  hashOf,
  openRows,
} from "./auditor-rows.ts";
import { Departures } from "./departures.ts";
import type { Heard } from "./servers/server.ts";
import type { SimTime } from "./time.ts";

/** `rule`: the letter of payments.md, or write = written before it was said, cancel = rule 6. */
export type Violation = { readonly rule: string; readonly what: string; readonly atMs: number };

export type AuditorParts = {
  readonly bank: Bank;
  readonly time: SimTime;
  /** How many times anybody asked for a charge. */
  presses(): number;
  /** Lines for the timeline. */
  told(line: string): void;
};

const OPEN_REFUNDS: ReadonlySet<string> = new Set(["requested", "sending", "processing", "unknown"]);

/** After this no request is on its way any more and no server still thinks. */
const CERTAIN_MS = 200_000;

const heldFen = (payment: Payment): number => payment.paidFen - payment.backFen;

export class Auditor {
  readonly violations: Violation[] = [];
  readonly proof: Proof;
  readonly #bank: Bank;
  readonly #time: SimTime;
  readonly #told: (line: string) => void;
  readonly departures: Departures;
  readonly #contradicted = new Set<string>();
  /** Late money may stand unfound for a while, until the watch has had its day. */
  #isLateForgiven = true;
  #isOver = false;
  #rows: Rows | null = null;
  #seq = 0;
  #hash = "";
  /** Where every attempt and refund stands by its history. */
  readonly #stands = new Map<string, string>();
  #quietSinceMs = 0;

  constructor({ bank, time, told, presses }: AuditorParts) {
    this.#bank = bank;
    this.#time = time;
    this.#told = told;
    this.proof = new Proof(
      (rule, what) => this.say(rule, what),
      () => time.happenings,
    );
    this.departures = new Departures({
      book: () => this.#book,
      proof: this.proof,
      time,
      presses,
      say: (rule, what) => this.say(rule, what),
    });
  }

  /** A new life begins on this book. */
  begin(eyes: Eyes): void {
    this.#rows?.close();
    this.#rows = openRows(eyes);
    this.departures.placesBefore = this.#rows.places();
    this.#quietSinceMs = this.#time.monotonic();
    const last = this.#rows.eventsAfter(this.#seq - 1)[0];
    if (this.#seq > 0 && last?.hash !== this.#hash) this.say("d", `event ${this.#seq} was committed and is gone`);
    this.committed();
  }

  end(): void {
    this.#rows?.close();
    this.#rows = null;
  }

  /** Something kept the till from its work: what is open may take its time again from here. */
  disturbed(): void {
    this.#quietSinceMs = this.#time.monotonic();
  }

  say(rule: string, what: string): void {
    this.violations.push({ rule, what, atMs: this.#time.monotonic() });
    this.#told(`VIOLATION of ${rule}: ${what}`);
  }

  get #book(): Rows {
    if (!this.#rows) throw new Error("no book is open");
    return this.#rows;
  }

  /** After a commit: d for what is new in the journal, then the other rules for what it speaks about. */
  committed(): void {
    this.#book.refresh();
    const changed = new Map<string, string>();
    for (const event of this.#book.eventsAfter(this.#seq)) {
      this.#chain(event);
      this.#move(event);
      this.proof.moved(event);
      const { subject_id: id, from_status: from, to_status: to, kind, detail } = event;
      // What is read once more at the end was told when it was written.
      if (!this.#isOver) this.#told(`book: ${id} ${from ?? "·"} —${kind}→ ${to ?? "?"} ${detail}`);
      changed.set(id, event.subject);
    }
    for (const [id, subject] of changed) {
      if (subject === "refund") this.#checkRefund(id);
      else this.#checkAttempt(this.#book.attempt(id), id);
    }
  }

  #chain(event: EventRow): void {
    if (event.seq !== this.#seq + 1) this.say("d", `event ${this.#seq + 1} is missing`);
    if (event.previous !== this.#hash) this.say("d", `event ${event.seq} does not follow the one before`);
    if (hashOf(event) !== event.hash) this.say("d", `event ${event.seq} has another hash`);
    this.#seq = event.seq;
    this.#hash = event.hash;
  }

  #move({ subject, subject_id: id, kind, from_status: from, to_status: to, seq }: EventRow): void {
    const before = this.#stands.get(id);
    const isRefund = subject === "refund";
    const first = isRefund ? FIRST.refund : FIRST.attempt;
    const moves = isRefund ? REFUND_MOVES : ATTEMPT_MOVES;
    const wanted = before === undefined ? (kind === first && from === null ? first : null) : moves[before]?.[kind];
    if (wanted !== to || (from ?? undefined) !== before)
      this.say("d", `event ${seq}: ${id} cannot go from ${before ?? "nothing"} by ${kind} to ${to ?? "nothing"}`);
    this.#stands.set(id, to ?? "?");
  }

  /** What stands at the bank for an attempt. Where the channel has no number of ours, the code's tail or the amount tells. */
  paymentsOf(row: AttemptRow): Payment[] {
    const named = this.#bank.find(row.channel as ChannelName, row.trade_no);
    if (named) return [named];
    if (row.channel !== "gathering") return [];
    return this.#bank.payments.filter(
      (one) =>
        one.channel === "gathering" &&
        (row.code_tail === null
          ? one.code === null && one.amountFen === row.amount_fen
          : one.code?.endsWith(row.code_tail)),
    );
  }

  #attemptsOf(payment: Payment): AttemptRow[] {
    const { channel, number, code, amountFen } = payment;
    const row =
      number !== null
        ? this.#book.attempt(number)
        : code !== null
          ? this.#book.attemptByTail(channel, code.slice(-4))
          : undefined;
    if (row) return [row];
    return number === null && code === null ? this.#book.attemptsByAmount(channel, amountFen) : [];
  }

  #checkAttempt(row: AttemptRow | undefined, id: string): void {
    if (!row) return this.say("c", `${id} is in the journal and has no row`);
    if (row.status !== this.#stands.get(id))
      this.say("d", `${id} is ${row.status}, its history says ${this.#stands.get(id) ?? "nothing"}`);
    const there = this.paymentsOf(row);
    if (row.status === "paid") this.#checkPaid(row, there);
    if (row.status === "declined" || row.status === "cancelled") this.#checkUnpaid(row, there);
    this.#checkOrder(row.order_id);
  }

  /** Late money of another amount proves no payment of ours: it stands beside the status, for somebody to settle. */
  #isShown(row: AttemptRow, payment: Payment): boolean {
    return row.exception === "amount_mismatch" && payment.amountFen !== row.amount_fen;
  }

  #isForgiven(payment: Payment): boolean {
    return payment.isLate && this.#isLateForgiven;
  }

  #checkPaid(row: AttemptRow, there: readonly Payment[]): void {
    if (row.channel === "cash") return;
    const paid = there.find((one) => one.paidFen > 0 && one.state === "paid");
    const states = there.map((one) => one.state).join(", ");
    if (!paid) return this.say("b", `${row.trade_no} is paid here, and ${states || "missing"} there`);
    if (paid.amountFen !== row.amount_fen || paid.paidFen !== row.amount_fen)
      this.say("b", `${row.trade_no} is paid with ${row.amount_fen} here and ${paid.paidFen} there`);
    if (row.channel_trade_no !== null && row.channel_trade_no !== paid.channelNo)
      this.say("b", `${row.trade_no} carries the channel's number of another payment`);
  }

  #checkUnpaid(row: AttemptRow, there: readonly Payment[]): void {
    const held = there.find((one) => heldFen(one) > 0 && !this.#isForgiven(one) && !this.#isShown(row, one));
    if (held) this.say("c", `${row.trade_no} is ${row.status} here, and the channel holds ${heldFen(held)}`);
  }

  #checkOrder(orderId: string): void {
    const attempts = this.#book.attemptsOf(orderId);
    if (attempts.length < 2 || attempts.some((one) => one.exception !== "none")) return;
    // What was taken beyond what was asked for is rule b's affair.
    const held = attempts.flatMap((row) =>
      row.code_tail === null && row.channel === "gathering"
        ? []
        : this.paymentsOf(row)
            .filter((one) => heldFen(one) > 0 && !this.#isForgiven(one))
            .map((one) => Math.min(heldFen(one), row.amount_fen)),
    );
    const cash = attempts.filter((one) => one.channel === "cash" && one.status === "paid").map((one) => one.amount_fen);
    const sum = [...held, ...cash].reduce((total, fen) => total + fen, 0);
    const owed = sum > 0 ? this.#book.orderFen(orderId) : 0;
    if (sum > owed) this.say("a", `order ${orderId} owes ${owed}, and the channel holds ${sum}`);
    const isOpen = (status: string) => !FINAL.has(status);
    if (attempts.filter((one) => isOpen(one.status)).length > 1)
      this.say("a", `order ${orderId} has two open attempts`);
  }

  #checkRefund(refundNo: string): void {
    const row = this.#book.refund(refundNo);
    if (!row) return this.say("g", `refund ${refundNo} is in the journal and has no row`);
    if (row.status !== this.#stands.get(refundNo))
      this.say("d", `refund ${refundNo} is ${row.status} against its history`);
    const attempt = this.#book.attempt(row.trade_no);
    const others = this.#book.refundsOf(row.trade_no);
    const going = others.filter((one) => one.status !== "refused").reduce((sum, one) => sum + one.amount_fen, 0);
    if (attempt?.status !== "paid" || going > attempt.amount_fen)
      this.say("g", `refunds of ${row.trade_no} come to ${going} of ${attempt?.amount_fen ?? 0}`);
    this.#compareRefund(row, attempt);
  }

  #compareRefund(row: RefundRow, attempt: AttemptRow | undefined): void {
    const there = this.#refundThere(row, attempt);
    if (row.status === "refunded" && there?.state !== "done")
      this.say("g", `refund ${row.refund_no} is finished here, and ${there?.state ?? "missing"} there`);
    if (row.status === "refused" && there && there.state !== "refused")
      this.say("g", `refund ${row.refund_no} is refused here, and ${there.state} there`);
    if (there && there.fen !== row.amount_fen)
      this.say("g", `refund ${row.refund_no} is ${row.amount_fen} here and ${there.fen} there`);
  }

  #refundThere(row: RefundRow, attempt: AttemptRow | undefined): Refund | undefined {
    if (!attempt) return undefined;
    const byNo = this.#bank.refundByNo(attempt.channel as ChannelName, row.refund_no);
    if (byNo || attempt.channel !== "gathering") return byNo;
    // It is told no number: what went back is the doing of the refund that is not refused, if there is one.
    const isOthers =
      row.status === "refused" && this.#book.refundsOf(row.trade_no).some((one) => one.status !== "refused");
    return isOthers ? undefined : this.paymentsOf(attempt).flatMap((one) => one.refunds)[0];
  }

  /** After a change at the bank. The till's book is as it was after its last commit. */
  bankChanged(payment: Payment, refund: Refund | undefined): void {
    if (!this.#rows) return;
    if (payment.backFen > payment.paidFen) this.say("g", `${payment.channelNo}: more went back than was paid`);
    const attempts = this.#attemptsOf(payment);
    if (attempts.length === 0)
      return this.say("c", `${payment.channel} was asked for ${payment.channelNo}, which is nowhere here`);
    const isKnown = attempts.some(
      (row) => (row.status !== "declined" && row.status !== "cancelled") || this.#isShown(row, payment),
    );
    if (heldFen(payment) > 0 && !isKnown && !this.#isForgiven(payment))
      this.say("c", `${payment.number ?? payment.channelNo} is called off here, and the channel took the money`);
    const [row] = attempts;
    if (row?.status === "paid" && payment.state !== "paid" && this.paymentsOf(row).every((one) => one.state !== "paid"))
      this.say("b", `${row.trade_no} is paid here, and became ${payment.state} there`);
    if (row) this.#checkOrder(row.order_id);
    if (!refund || refund.refundNo === null) return;
    const own = this.#book.refund(refund.refundNo);
    if (!own) return this.say("g", `refund ${refund.refundNo} is at the channel and not here`);
    if (own.status === "refused" && refund.state !== "refused")
      this.say("g", `refund ${refund.refundNo} is refused here, and became ${refund.state} there`);
  }

  /**
   * Which stale answer about this attempt would be one that the till may not believe alone: "failed" after an unclear answer,
   * "paid" after its cancel was confirmed. Each attempt meets each of them once.
   */
  mayContradict({ tradeNo }: Heard): "called_failed" | "still_paid" | null {
    const row = tradeNo === null ? undefined : this.#book.attempt(tradeNo);
    const doubts = row && this.#book.doubts(row.trade_no);
    const [payment] = row ? this.paymentsOf(row) : [];
    if (!row || !doubts || !payment) return null;
    const isAlive = payment.state === "waiting" || payment.state === "paid";
    const isUndone = payment.state === "reversed" || payment.state === "closed";
    const may =
      isAlive && doubts.unclear === 1 && doubts.unpaid_answers === 0
        ? "called_failed"
        : isUndone && doubts.cancel_confirmed === 1 && row.status === "cancelling"
          ? "still_paid"
          : null;
    if (may === null || this.#contradicted.has(`${may} ${row.trade_no}`)) return null;
    this.#contradicted.add(`${may} ${row.trade_no}`);
    return may;
  }

  /** f: nothing stays open beyond its channel's bound. */
  overdue(): void {
    const now = this.#time.monotonic();
    for (const row of this.#book.waiting()) {
      const since = Math.max(this.#quietSinceMs, this.departures.sentMs.get(row.trade_no) ?? now);
      const bound = BOUND_MS[row.channel as ChannelName];
      if (now - since > bound) this.say("f", `${row.trade_no} is still ${row.status} after ${now - since} ms`);
    }
  }

  /** Attempts that are on their way. */
  underWay(): readonly AttemptRow[] {
    return this.#book.waiting();
  }

  /** Numbers of the attempts and refunds that stand so by their history. */
  standing(status: string): string[] {
    return [...this.#stands].flatMap(([number, stands]) => (stands === status ? [number] : []));
  }

  /** How every attempt stands at the end. */
  ends: readonly string[] = [];

  /** Whether nothing is left that time could still move. */
  isQuiet(): boolean {
    const open = this.#book.refunds().filter((one) => OPEN_REFUNDS.has(one.status));
    return this.#book.waiting().length === 0 && open.length === 0;
  }

  /** Everything has healed and had its time: every row, once more, and nothing waits any more. */
  final(isCalm = false): void {
    this.#isLateForgiven = false;
    this.#isOver = true;
    // The whole journal once more: what was right when it was written may have been changed since.
    this.#seq = 0;
    this.#hash = "";
    this.#stands.clear();
    this.committed();
    for (const row of this.#book.attempts()) {
      this.#checkAttempt(row, row.trade_no);
      if (!FINAL.has(row.status) && row.status !== "needs_review")
        this.say("f", `${row.trade_no} is ${row.status} after everything has healed`);
      if (isCalm) this.#checkCalm(row);
    }
    for (const id of new Set(this.#book.attempts().map((row) => row.order_id))) this.#checkReceipts(id);
    for (const row of this.#book.refunds()) this.#finalRefund(row);
    for (const payment of this.#bank.payments) this.bankChanged(payment, undefined);
    this.ends = this.#book.attempts().map((row) => row.status);
  }

  /** An order that is paid has its receipt, and no other has one. */
  #checkReceipts(orderId: string): void {
    const paid = this.#book.attemptsOf(orderId).filter((row) => row.status === "paid");
    const sum = paid.reduce((total, row) => total + row.amount_fen, 0);
    const receipts = this.#book.attemptsOf(orderId).reduce((all, row) => all + this.#book.receipts(row.trade_no), 0);
    const isWhole = sum >= this.#book.orderFen(orderId);
    if (isWhole ? receipts < 1 || receipts > paid.length : receipts > 0)
      this.say("b", `order ${orderId}: ${sum} of ${this.#book.orderFen(orderId)} paid, and ${receipts} receipts`);
  }

  /** The other side of caution: where nothing went wrong, nobody need look. */
  #checkCalm(row: AttemptRow): void {
    const canUndo = row.channel === "pooul" || row.channel === "leshua" || row.channel === "huishouyin";
    const there = this.paymentsOf(row);
    const isAsAsked = there.every((one) => one.amountFen === row.amount_fen);
    if (row.status === "needs_review" && canUndo && isAsAsked)
      this.say("calm", `${row.trade_no} waits for a person, and nothing went wrong`);
  }

  /** What the channel's own console shows of an attempt; unsure while the payer or the request may still come. */
  console(tradeNo: string): "paid" | "unpaid" | "unsure" {
    const row = this.#book.attempt(tradeNo);
    const sentMs = this.departures.sentMs.get(tradeNo);
    if (!row || sentMs === undefined || this.#time.monotonic() - sentMs < CERTAIN_MS) return "unsure";
    const there = this.paymentsOf(row);
    if (there.some((one) => one.amountFen !== row.amount_fen || one.state === "waiting")) return "unsure";
    return there.some((one) => heldFen(one) > 0) ? "paid" : "unpaid";
  }

  #finalRefund(row: RefundRow): void {
    this.#checkRefund(row.refund_no);
    const attempt = this.#book.attempt(row.trade_no);
    const there = this.#refundThere(row, attempt);
    if (there?.state === "done" && OPEN_REFUNDS.has(row.status) && attempt?.channel !== "gathering")
      this.say("f", `refund ${row.refund_no} is still ${row.status}, and done there`);
  }
}
