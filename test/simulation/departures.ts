// The auditor at the door: the last look at the till's own book before a request leaves. What the request does must stand
// on the disk (rule 1), and every charge leaves once, because somebody pressed for it, in the life that wrote it (e).
import type { Proof } from "./auditor-proof.ts";
import type { RefundRow, Rows } from "./auditor-rows.ts";
import type { ChannelName } from "./bank.ts";
import type { Heard } from "./servers/server.ts";
import type { SimTime } from "./time.ts";

export type DeparturesParts = {
  book(): Rows;
  readonly proof: Proof;
  readonly time: SimTime;
  /** How many times anybody asked for a charge. */
  presses(): number;
  say(rule: string, what: string): void;
};

export class Departures {
  /** When each attempt was charged. */
  readonly sentMs = new Map<string, number>();
  /** Attempts up to here were made by earlier lives: nothing of theirs may be charged any more. */
  placesBefore = 0;
  readonly #parts: DeparturesParts;
  /** How often each charge left, by what tells it from others. */
  readonly #charges = new Map<string, number>();
  #chargesSent = 0;

  constructor(parts: DeparturesParts) {
    this.#parts = parts;
  }

  get #book(): Rows {
    return this.#parts.book();
  }

  #say(rule: string, what: string): void {
    this.#parts.say(rule, what);
  }

  /** The last moment before a request leaves: what it does must stand on the disk (rule 1), and be sent once (e). */
  leaving(channel: ChannelName, heard: Heard): void {
    const { kind, tradeNo, refundNo, code, amountFen } = heard;
    this.#parts.proof.leaves(heard);
    switch (kind) {
      case "charge":
      case "qr":
        return this.#chargeLeaves(channel, heard);
      case "cancel":
      case "close": {
        const status = this.#book.attempt(tradeNo ?? "")?.status;
        if (status !== "cancelling" && status !== "needs_review")
          this.#say("write", `a ${kind} of ${tradeNo ?? "nothing"} leaves while it is ${status ?? "unknown here"}`);
        return;
      }
      case "refund": {
        const row = refundNo === null ? this.#refundOfAmount(channel, amountFen ?? 0) : this.#book.refund(refundNo);
        // A question asked meanwhile may have made it "unknown": that says as well that it may have been sent.
        if (row?.status !== "sending" && row?.status !== "unknown")
          this.#say("write", `refund ${refundNo ?? amountFen} leaves while it is ${row?.status ?? "unknown here"}`);
        else if (row.amount_fen !== amountFen) this.#say("write", `refund ${row.refund_no} leaves with another amount`);
        return;
      }
      default:
        if (code !== null) this.#say("h", `a pay code leaves with ${heard.name}`);
    }
  }

  /** Where the channel is told no number, the amount tells whose it is: no two orders of a world have the same. */
  #refundOfAmount(channel: string, amountFen: number): RefundRow | undefined {
    const attempts = this.#book.attemptsByAmount(channel, amountFen);
    const rows = attempts.flatMap((one) => this.#book.refundsOf(one.trade_no));
    return rows.find((one) => one.status === "sending") ?? rows[0];
  }

  #chargeLeaves(channel: ChannelName, { tradeNo, code, amountFen, name }: Heard): void {
    const byAmount = tradeNo === null && code === null ? this.#book.attemptsByAmount(channel, amountFen ?? 0) : [];
    const row =
      tradeNo !== null
        ? this.#book.attempt(tradeNo)
        : code !== null
          ? this.#book.attemptByTail(channel, code.slice(-4))
          : byAmount.find((one) => one.status === "sending");
    const key = tradeNo ?? code ?? `${amountFen}`;
    const count = (this.#charges.get(key) ?? 0) + 1;
    this.#charges.set(key, count);
    if (count > Math.max(1, byAmount.length)) this.#say("e", `${name} ${key.slice(-4)} is charged a second time`);
    this.#chargesSent += 1;
    if (this.#chargesSent > this.#parts.presses())
      this.#say("e", `${name} ${key.slice(-4)} leaves, and nobody pressed for it`);
    if (!row) return this.#say("write", `${name} leaves, and no attempt of it is here`);
    if (row.status !== "sending") this.#say("write", `${row.trade_no} is charged while it is ${row.status}`);
    if (row.amount_fen !== amountFen) this.#say("write", `${row.trade_no} is charged with another amount`);
    if (row.place <= this.placesBefore) this.#say("e", `${row.trade_no} is charged by a later life`);
    this.sentMs.set(row.trade_no, this.#parts.time.monotonic());
  }

  /** The server turned a charge away unread: the same may come again. */
  turnedAway({ tradeNo, code, amountFen }: Heard): void {
    const key = tradeNo ?? code ?? `${amountFen}`;
    this.#charges.set(key, (this.#charges.get(key) ?? 1) - 1);
    if (code !== null) this.#chargesSent -= 1;
  }
}
