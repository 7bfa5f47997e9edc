// What a simulated channel is to the network: it reads a real request, changes the bank's books, and writes a real answer,
// truthful or with one lie in it. It keeps no books of its own but what the channel itself would add.
import type { HttpRequest } from "../../../main/channel/http.ts";
import type { IncomingNotice } from "../../../main/channel/channel.ts";
import type { Bank, ChannelName, Payment, Refund } from "../bank.ts";
import type { Draw } from "../draw.ts";
import type { Rates } from "../faults.ts";
import type { SimTime } from "../time.ts";

export type CallKind = "charge" | "qr" | "query" | "cancel" | "close" | "refund" | "refund_query" | "other";

/** What an answer may say that is not so. */
export type Lie =
  | "wrong_signature"
  | "unsigned"
  | "wrong_amount"
  /** A true answer about somebody else, who paid the same amount. */
  | "other_order"
  /** A stale answer: "failed" of one that is not, "paid" of one that was undone. */
  | "called_failed"
  | "still_paid";

export type Sent = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

/** The books have been changed as far as an arriving request changes them; `finish` is called when the server has thought. */
export type Served = {
  readonly waitMs: number;
  /** The server turned the request away before it looked at what it asks for. */
  readonly turnedAway?: true;
  finish(): (lie: Lie | null) => Sent;
};

export type Heard = {
  readonly kind: CallKind;
  readonly name: string;
  readonly tradeNo: string | null;
  readonly refundNo: string | null;
  readonly code: string | null;
  readonly amountFen: number | null;
  serve(): Served;
};

export type Server = {
  readonly channel: ChannelName;
  /** A channel config that reaches this server. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Texts that must never be seen in a book or a log. */
  readonly secrets: readonly string[];
  /** The request, or the sentence that says what is not as documented. */
  read(request: HttpRequest): Heard | string;
  /** The channel's own words for "system error". */
  stumble(kind: CallKind): Sent;
  /** What the channel tells unasked; null where it tells a till nothing. */
  notice: ((about: Payment | Refund, isForged: boolean) => IncomingNotice) | null;
};

export type ServerParts = {
  readonly bank: Bank;
  readonly time: SimTime;
  readonly draw: Draw;
  readonly rates: Rates;
  /** Pooul's two editions differ in what a charge and a refund name. */
  readonly pooulEdition: "A" | "B";
  /** A counter of this world: 1, 2, 3 … */
  count(): number;
  /** The number of some other payment of this channel. */
  otherNumber(notThis: string | null): string;
};

export const isRefund = (about: Payment | Refund): about is Refund => "refundNo" in about;

/** Answers at once, with what is true when it is asked for. */
export const atOnce = (write: (lie: Lie | null) => Sent): Served => ({ waitMs: 0, finish: () => write });

export const wrongAmount = (fen: number): number => (fen % 2 === 0 ? fen + 1 : fen * 10);
