// Plays a recorded order on a stage, event by event: whoever acted acts again at the recorded time, every answer comes
// when it came, and what the flow writes is held against what was written. It stops at the first difference.
import { isDeepStrictEqual } from "node:util";
import type { Bundle, BundledEvent } from "../../../main/command/bundle-file.ts";
import { tellPayment } from "../../../main/payment/notice.ts";
import type { EventRow } from "../../../main/store/journal.ts";
import { attemptByNo } from "../../../main/store/attempts.ts";
import { refundByNo } from "../../../main/store/refunds.ts";
import { refundNo, tradeNo } from "../../../preload/contract/ids.ts";
import { fen } from "../../../preload/contract/money.ts";
import { Cashier, Differs, must, rowOf, shown } from "./cashier.ts";
import { type Cause, causeOf, detailOf, isByWatch, outcomeOf, refundOutcomeOf } from "./script.ts";
import type { Request } from "./scripted-channel.ts";
import { Stage } from "./stage.ts";

/** `at`: the place among the recorded events; the number of them all when the ends differ. */
export type Played = {
  /** When each recorded event came again, as simulated wall time. */
  readonly times: readonly number[];
  readonly difference: { readonly at: number; readonly what: string } | null;
};

/** How long the flow is given for what it does by itself: a close may have to wait for minutes, a refund's question too. */
const GRACE_MS = 1_200_000;
/** And before somebody is thought to have pressed. */
const OWN_PACE_MS = 60_000;
/** The longest gap of the watch. */
const DAY_MS = 90_000_000;
const MOST_UNHEARD = 3;

/**
 * What the journal does not say: before this event the till was opened again, or somebody pressed stop, while nothing was
 * under way or meanwhile.
 */
export type Supposed = "opened" | "stopped" | "stopped_meanwhile";
export type Suppositions = ReadonlyMap<number, Supposed>;

export async function play(bundle: Bundle, supposed: Suppositions): Promise<Played> {
  const stage = new Stage(bundle);
  const times: number[] = [];
  try {
    const player = new Player(bundle, stage);
    for (const [at, event] of bundle.events.entries()) {
      // Died, whenever it was, before it wrote anything more.
      if (supposed.get(at + 1) === "opened") stage.diesAfter(at + 1);
      await player.step(event, supposed.get(at) ?? null);
      times.push(stage.time.now());
    }
    player.compareEnds();
    return { times, difference: null };
  } catch (error) {
    if (!(error instanceof Differs)) throw error;
    return { times, difference: { at: times.length, what: error.message } };
  } finally {
    stage.close();
  }
}

class Player {
  readonly #bundle: Bundle;
  readonly #stage: Stage;
  readonly #cashier: Cashier;
  /** How many events of each attempt and refund have been played. */
  readonly #played = new Map<string, number>();
  #lastAt = 0;
  #wasSetBack = false;

  constructor(bundle: Bundle, stage: Stage) {
    this.#bundle = bundle;
    this.#stage = stage;
    this.#cashier = new Cashier(bundle, stage);
  }

  async step(event: BundledEvent, supposed: Supposed | null): Promise<void> {
    const cause = causeOf(event);
    const isDone = () => this.#again(event) !== undefined;
    const { time } = this.#stage;
    await time.pass(0, () => true);
    const dies = supposed === "opened" || (cause === "process" && !isDone());
    if (dies) this.#stage.kill();
    else if (supposed === "stopped") this.#cashier.stop(event);
    this.#wasSetBack = event.at < this.#lastAt;
    this.#lastAt = event.at;
    this.#stage.want(isByWatch(event) ? event.subject_id : "");
    await this.#passTo(event.at);
    if (!dies && supposed === "stopped_meanwhile") this.#cashier.stop(event);
    if (dies) {
      this.#stage.open();
      this.#stage.payment.recover();
      await time.pass(0);
    }
    if (!isDone()) await this.#cause(event, cause);
    await this.#until(isDone);
    this.#setBack(event.at);
    this.#compare(event);
    this.#played.set(event.subject_id, this.#count(event.subject_id) + 1);
  }

  /** Every attempt and refund stands as it stood, and nothing was written beyond the record. */
  compareEnds(): void {
    const { attempts, refunds } = this.#bundle;
    const { read } = this.#stage.store;
    for (const { tradeNo: number, status, exception, reason } of attempts) {
      const now = attemptByNo(read, number);
      const end = now && { status: now.status, exception: now.exception, reason: now.reason };
      if (!isDeepStrictEqual(end, { status, exception, reason }))
        throw new Differs(`${number} ended as ${said({ status, exception, reason })}, replayed as ${said(end)}`);
    }
    for (const { refundNo: number, status } of refunds) {
      const now = refundByNo(read, number)?.status;
      if (now !== status) throw new Differs(`refund ${number} ended as ${status}, replayed as ${now ?? "nothing"}`);
    }
    const [more] = read.all<EventRow>(
      "SELECT * FROM events ORDER BY seq LIMIT -1 OFFSET ?",
      this.#bundle.events.length,
    );
    if (more) throw new Differs(`nothing more is recorded, the replay goes on with ${shown(more)}`);
    const [bug] = this.#stage.bugs;
    if (bug !== undefined) throw new Differs(`the till met a bug of its own: ${bug}`);
  }

  #count(id: string): number {
    return this.#played.get(id) ?? 0;
  }

  /** The event as the replay wrote it, once it has. */
  #again({ subject_id: id }: BundledEvent): EventRow | undefined {
    return this.#stage.store.read.get<EventRow>(
      "SELECT * FROM events WHERE subject_id = ? ORDER BY seq LIMIT 1 OFFSET ?",
      id,
      this.#count(id),
    );
  }

  #compare(event: BundledEvent): void {
    const again = this.#again(event);
    if (!again) throw new Differs(`recorded is ${shown(event)}, and in the replay nothing comes`);
    const isSame =
      again.kind === event.kind &&
      again.from_status === event.from_status &&
      again.to_status === event.to_status &&
      isDeepStrictEqual(detailOf(again), withoutLines(event));
    if (!isSame) throw new Differs(`recorded is ${shown(event)}, replayed is ${shown(again)}`);
  }

  /** To the recorded time. Where somebody set the clock back, nobody knows how long it took: the flow sets the pace. */
  async #passTo(at: number): Promise<void> {
    const { time } = this.#stage;
    if (!this.#wasSetBack) await time.pass(Math.max(0, at - time.now()));
  }

  #setBack(at: number): void {
    const { time } = this.#stage;
    if (this.#wasSetBack) time.jump(at - time.now());
    this.#wasSetBack = false;
  }

  async #until(enough: () => boolean): Promise<void> {
    if (!enough()) await this.#stage.time.pass(GRACE_MS, enough);
  }

  async #cause(event: BundledEvent, cause: Cause): Promise<void> {
    switch (cause) {
      case "own":
      case "process":
        return;
      case "person":
        return this.#cashier.act(event);
      case "notice": {
        const number = must(tradeNo(event.subject_id));
        tellPayment(this.#stage.payment.flow, number, outcomeOf(event, rowOf(this.#bundle, number)));
        return;
      }
      case "refund":
      case "refund_query":
        return this.#answerRefund(event, cause, null);
      case "refund_differs":
        return this.#answerDiffering(event);
      default:
        return this.#answer(event, cause);
    }
  }

  /** Waits until the flow asks; where it was asked before its time, somebody pressed. */
  async #requested(kind: Request, number: string, press: () => unknown, graceMs = GRACE_MS) {
    const { time } = this.#stage;
    const isThere = () => this.#stage.waiting(kind, number) !== undefined;
    if (!isThere() && this.#wasSetBack) await time.pass(OWN_PACE_MS, isThere);
    if (!isThere()) press();
    if (!isThere()) await time.pass(graceMs, isThere);
    const waiting = this.#stage.waiting(kind, number);
    if (!waiting) throw new Differs(`an answer to a ${kind} of ${number} is recorded, and the replay asks nothing`);
    this.#stage.taken(waiting);
    this.#setBack(this.#lastAt);
    return waiting;
  }

  async #answer(event: BundledEvent, cause: "charge" | "query" | "cancel"): Promise<void> {
    const number = must(tradeNo(event.subject_id));
    const isWatch = event.kind === "paid" && isByWatch(event);
    const ask = () => {
      if (cause !== "query" || isWatch) return;
      this.#stage.want(number);
      void this.#stage.payment.ask(number).catch(() => {});
    };
    await this.#untilHeard(event, async () => {
      const waiting = await this.#requested(cause, number, ask, isWatch ? DAY_MS : GRACE_MS);
      if (waiting.about !== "payment") throw new Error("an answer of another kind");
      waiting.answer(waiting.numbers.map((one) => outcomeOf(this.#nextAnswer(one, event), rowOf(this.#bundle, one))));
    });
  }

  /** A question that nobody waited for leaves no event of an answer that changes nothing: then the next one did. */
  async #untilHeard(event: BundledEvent, answer: () => Promise<void>): Promise<void> {
    for (let tries = 0; tries < MOST_UNHEARD && !this.#again(event); tries++) {
      await answer();
      await this.#stage.time.pass(0, () => true);
    }
  }

  /** Of a batch, every part is answered at once: each with what its own history says next. */
  #nextAnswer(number: string, event: BundledEvent): BundledEvent {
    if (number === event.subject_id) return event;
    const own = this.#bundle.events.filter((one) => one.subject_id === number);
    return must(own[this.#count(number)]);
  }

  /** The same answer spoke of a refund, and of more that went back than the till knows of. */
  async #answerDiffering(event: BundledEvent): Promise<void> {
    const { events } = this.#bundle;
    const refund = must(events[events.indexOf(event) + 1]);
    const cause = causeOf(refund);
    if (cause !== "refund" && cause !== "refund_query") throw new Differs(`${shown(event)} comes without its refund`);
    await this.#answerRefund(refund, cause, Number(detailOf(event)["amountFen"]));
  }

  async #answerRefund(event: BundledEvent, cause: "refund" | "refund_query", listed: number | null): Promise<void> {
    const number = must(refundNo(event.subject_id));
    const { amountFen } = must(this.#bundle.refunds.find((one) => one.refundNo === number));
    const own = this.#bundle.events.filter((one) => one.subject_id === number);
    const later = own.slice(own.indexOf(event) + 1).find((one) => one.kind !== "unknown");
    const reasons = own.slice(0, own.indexOf(event)).flatMap((one) => detailOf(one)["reason"] ?? []);
    const reasonBefore = reasons.length === 0 ? null : String(reasons.at(-1));
    const isSentAgain = event.kind === "unknown" && later?.kind === "send";
    // Somebody who decides asks first.
    const next = this.#cashier.nextOf(event);
    const isAskedToDecide = next !== undefined && causeOf(next) === "person";
    const ask = () => {
      if (isAskedToDecide) this.#cashier.decide(next);
      else if (cause === "refund_query") void this.#stage.payment.askRefund(number).catch(() => {});
    };
    await this.#untilHeard(event, async () => {
      const waiting = await this.#requested(cause, number, ask);
      if (waiting.about !== "refund") throw new Error("an answer of another kind");
      const outcome = refundOutcomeOf(event, amountFen, { isSentAgain, reasonBefore });
      waiting.answer(listed === null ? outcome : { ...outcome, listedFen: fen(listed) });
    });
  }
}

const said = (end: object | null): string => (end === null ? "nothing" : JSON.stringify(end));

/** A bundle has no goods in it: which of them came back is not replayed. */
function withoutLines(event: BundledEvent): Record<string, unknown> {
  const { lines: _lines, ...rest } = detailOf(event);
  return rest;
}
