// The person of a replay: scans, shows a QR, takes cash, presses stop and gives money back, as the record says somebody
// did. What is refused now and was not then is a difference.
import type { Bundle, BundledEvent } from "../../../main/command/bundle-file.ts";
import type { EventRow } from "../../../main/store/journal.ts";
import type { Result } from "../../../preload/contract/failure.ts";
import { orderId, refundNo, tradeNo } from "../../../preload/contract/ids.ts";
import { PayCode } from "../../../preload/contract/pay-code.ts";
import { detailOf } from "./script.ts";
import type { Stage } from "./stage.ts";

/** The replay is not what was recorded; the message says where. */
export class Differs extends Error {}

type Row = Bundle["attempts"][number];

export const rowOf = ({ attempts }: Bundle, number: string): Row =>
  must(attempts.find((one) => one.tradeNo === number));

export class Cashier {
  readonly #bundle: Bundle;
  readonly #stage: Stage;

  constructor(bundle: Bundle, stage: Stage) {
    this.#bundle = bundle;
    this.#stage = stage;
  }

  act(event: BundledEvent): void {
    const { kind, subject, subject_id: id } = event;
    if (kind === "requested" && subject === "refund") return this.#giveBack(id, event);
    if (kind === "created") return this.#begin(event);
    if (kind === "stop") return this.stop(event);
    this.decide(event);
  }

  /** What a person wrote down is written down again; the channel, asked before, says nothing new. */
  decide(event: BundledEvent): void {
    const { payment } = this.#stage;
    const { kind, subject_id: id } = event;
    const { reference, note, by } = detailOf(event);
    const written = { reference: String(reference), by: String(by) };
    this.#stage.hush(id);
    switch (kind) {
      case "resolved_paid":
      case "resolved_unpaid": {
        const says = kind === "resolved_paid" ? "paid" : "unpaid";
        return void payment.resolveReview({ tradeNo: must(tradeNo(id)), says, ...written });
      }
      case "resolved_refunded":
      case "resolved_refused": {
        const says = kind === "resolved_refunded" ? "refunded" : "refused";
        return void payment.resolveRefund({ refundNo: must(refundNo(id)), says, ...written });
      }
      case "let_go": {
        const refund = payment.refund(must(refundNo(id)));
        // All of a payment that were refused are dealt with at once: a later event of the same hand is there already.
        if (refund.ok && refund.value.letGo) return;
        return allowed(payment.letGoRefund({ refundNo: must(refundNo(id)), note: String(note), by: String(by) }));
      }
      case "settle_exception":
        return allowed(payment.settleException({ tradeNo: must(tradeNo(id)), note: String(note), by: String(by) }));
      default:
        throw new Differs(`${shown(event)}: no replay knows who does that`);
    }
  }

  stop({ subject_id: id }: BundledEvent): void {
    this.#stage.payment.stop(must(tradeNo(id)));
  }

  #giveBack(id: string, event: BundledEvent): void {
    const refund = must(this.#bundle.refunds.find((one) => one.refundNo === id));
    this.#stage.expect(id);
    if (this.nextOf(event)?.kind === "restart") this.#stage.refuseSecondWrite();
    const { tradeNo: number, amountFen } = refund;
    allowed(this.#stage.payment.startRefund({ tradeNo: number, amountFen, why: "replayed" }));
  }

  nextOf(event: BundledEvent): BundledEvent | undefined {
    const own = this.#bundle.events.filter((one) => one.subject_id === event.subject_id);
    return own[own.indexOf(event) + 1];
  }

  /** The attempt, and those that were written down with it as one batch. */
  #begin(event: BundledEvent): void {
    const { payment, store } = this.#stage;
    const row = rowOf(this.#bundle, event.subject_id);
    const { orderId: id, owedFen } = this.#bundle.order;
    const isFirst = store.read.all("SELECT 1 FROM orders").length === 0;
    const { channel, amountFen, mode } = row;
    const sale = { amountFen, owedFen, channel, mode, note: null, order: isFirst ? null : orderId(id) };
    this.#stage.expect(row.tradeNo);
    const next = this.nextOf(event)?.kind;
    if (next === "stop" || next === "restart") this.#stage.refuseSecondWrite();
    if (row.method === "cash") return allowed(payment.takeCash(sale, must(row.givenFen)));
    if (row.method === "qr") return allowed(payment.showQr(sale, must(row.wallet)));
    const parts = this.#legsWith(row).map((leg) => ({
      kind: "part" as const,
      amountFen: leg.amountFen,
      mode: leg.mode,
      fields: {},
      code: leg.method === "pay_code" ? new PayCode(`0000${leg.codeTail ?? "0000"}`, must(leg.wallet)) : null,
    }));
    const [part] = parts;
    if (parts.length === 1 && part?.code) return allowed(payment.collect(sale, part.code));
    return allowed(payment.combine(sale, parts));
  }

  #legsWith(row: Row): readonly Row[] {
    const { attempts, events } = this.#bundle;
    const created = (number: string) => events.find((one) => one.subject_id === number)?.seq ?? 0;
    const after = attempts.filter((one) => created(one.tradeNo) > created(row.tradeNo));
    const legs = [row];
    for (const one of after.toSorted((a, b) => a.leg - b.leg))
      if (one.leg === legs.length && one.createdAt === row.createdAt && one.channel === row.channel) legs.push(one);
    return legs;
  }
}

export function must<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Differs("the bundle lacks what its events speak of");
  return value;
}

function allowed(result: Result<unknown>): void {
  if (!result.ok) throw new Differs(`what was done is refused now: ${result.failure.code}`);
}

export const shown = ({ subject_id: id, kind, from_status: from, to_status: to, detail }: EventRow): string =>
  `${id} ${from ?? "·"} —${kind}→ ${to ?? "·"} ${detail}`;
