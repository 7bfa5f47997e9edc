// What Pooul's answers mean for a refund. Pure. An accepted refund is never called finished, and a refund is
// called absent only where the order's own list is there without it.
import type { RefundNo } from "../../../preload/contract/ids.ts";
import { type Fen, fen } from "../../../preload/contract/money.ts";
import type { UnknownCause } from "../../../preload/contract/reason.ts";
import { assertNever } from "../../../preload/contract/status.ts";
import type { RefundOutcome } from "../channel.ts";
import { saysFundsLow } from "../funds.ts";
import type { HttpAnswer } from "../http.ts";
import { type Asked, isOurs, literal, names, readAnswer, wholeNumber } from "./answer.ts";
import { TRADE_STATES, amount, otherOrder } from "./outcome.ts";
import { rawLine } from "./raw.ts";
import { type JsonObject, asObject } from "./sign.ts";

export type RefundMeaning = "refunded" | "processing" | "refused" | "needs_a_person";

/** refund_state (edition A), refund_status (edition B): facts §4.4. */
export const REFUND_STATES: ReadonlyMap<number, RefundMeaning> = new Map([
  [0, "refunded"],
  [1, "processing"],
  [2, "refused"],
  [3, "needs_a_person"],
]);

export type AskedRefund = Asked & {
  readonly refundNo: RefundNo;
  readonly refundFen: Fen;
  readonly sameAmountOthers: number;
};

const unknown = (cause: UnknownCause, raw: string): RefundOutcome => ({ kind: "unknown", cause, raw });

/** The answer to a refund request. Accepted is not finished. */
export function refundOutcome(answer: HttpAnswer, asked: AskedRefund): RefundOutcome {
  const said = readAnswer(answer, asked);
  if (said.said === "nothing") return unknown(said.cause, said.raw);
  if (said.said === "no") {
    const no = saysFundsLow(said.raw) ? "funds_low" : said.isUnclear ? "server_error" : "failure_answered";
    return unknown(said.missing === "order" ? "order_missing" : no, said.raw);
  }
  const { data } = said;
  const differs = (field: string, ours: string) => data !== null && names(data, field) && data[field] !== ours;
  if (
    differs("mch_trade_id", asked.tradeNo) ||
    differs("merchant_id", asked.merchantId) ||
    differs("mch_refund_id", asked.refundNo)
  )
    return unknown("other_order", otherOrder(data, asked));
  return { kind: "processing", raw: rawLine([0, said.msg]), ...echo(data?.["mch_refund_id"] === asked.refundNo) };
}

/** Only the newer edition knows our mch_refund_id (facts §4.3): an answer that speaks of it shows which one this is. */
const echo = (isEchoed: boolean): { readonly echoed?: true } => (isEchoed ? { echoed: true } : {});

/**
 * The answer to a refund query.
 *
 * "Missing" is taken as absent although it is not signed: Pooul signs no failure at all (facts §4.1), so a refund whose
 * request was lost could otherwise never be settled. It shows no edition: an older gateway, which knows no mch_refund_id
 * and would carry a repeat out twice, has no refund of this order to show either.
 */
export function refundQueryOutcome(answer: HttpAnswer, asked: AskedRefund): RefundOutcome {
  const said = readAnswer(answer, asked);
  if (said.said === "nothing") return unknown(said.cause, said.raw);
  if (said.said === "no")
    return said.missing === null ? unknown("failure_answered", said.raw) : { kind: "absent", raw: said.raw };
  if (!isOurs(said.data, asked)) return unknown("other_order", otherOrder(said.data, asked));
  if (!names(said.data, "refunds")) return withoutList(said.data);
  const refunds = said.data["refunds"];
  const entries = readEntries(refunds);
  if (entries === null) return unknown("unreadable", "refunds: not a list");
  const echoed = echo(entries.some((entry) => entry.number === asked.refundNo));
  if (!Array.isArray(refunds)) return { ...fromOne(entries, asked), ...echoed };
  return { ...fromList(entries, asked), ...echoed, ...listed(entries) };
}

/** What the whole list says went back or is under way; nothing when one of its amounts cannot be read. */
function listed(entries: readonly Entry[]): { readonly listedFen?: Fen } {
  const fees = entries.filter(({ state }) => state === 0 || state === 1).map(({ fee }) => fee);
  const known = fees.filter((fee) => fee !== null);
  const sum = known.reduce((all, fee) => all + fee, 0);
  // A list that adds up to no amount at all says nothing.
  return known.length === fees.length && known.length > 0 && Number.isSafeInteger(sum) ? { listedFen: fen(sum) } : {};
}

/** A signed answer about our order that names no refund at all: its state says whether that can be so. */
function withoutList(data: JsonObject): RefundOutcome {
  const state = wholeNumber(data["trade_state"]);
  const raw = rawLine([`trade_state=${literal(data["trade_state"])} without refunds`, data["trade_info"]]);
  const meaning = state === null ? undefined : TRADE_STATES.get(state);
  if (meaning === "paid") return { kind: "absent", raw };
  return unknown(meaning === "turned_to_refund" ? "turned_to_refund" : "unlisted_state", raw);
}

type Entry = {
  readonly number: string | null;
  readonly fee: Fen | null;
  readonly state: number | null;
  readonly raw: string;
};

/** One object (edition B) or a list (edition A); null when it is neither. */
function readEntries(value: unknown): readonly Entry[] | null {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const entries: Entry[] = [];
  for (const item of items) {
    const data = asObject(item);
    if (data === null) return null;
    entries.push(readEntry(data));
  }
  return entries;
}

function readEntry(data: JsonObject): Entry {
  const [a, b] = [data["refund_state"], data["refund_status"]];
  const both = names(data, "refund_state") && names(data, "refund_status");
  const state = both && wholeNumber(a) !== wholeNumber(b) ? null : wholeNumber(a ?? b);
  const number = data["mch_refund_id"];
  return {
    number: typeof number === "string" && number !== "" ? number : null,
    fee: amount(data["refund_fee"]),
    state,
    raw: rawLine([`refund=${literal(a ?? b)}`, data["refund_fee"], data["refund_id"]]),
  };
}

/** Ours by its number where entries carry numbers; else among those of the same amount. */
function fromList(entries: readonly Entry[], asked: AskedRefund): RefundOutcome {
  const ours = entries.filter((entry) => entry.number === asked.refundNo);
  if (ours.length > 0) return agreed(lastTries(ours), asked);
  const nameless = entries.filter((entry) => entry.number === null);
  const same = nameless.filter((entry) => entry.fee === asked.refundFen);
  const raw = `${entries.length} refunds, ${same.length} of this amount`;
  if (nameless.some((entry) => entry.fee === null)) return unknown("unreadable", raw);
  if (same.length > asked.sameAmountOthers) return agreed(asked.sameAmountOthers === 0 ? lastTries(same) : same, asked);
  // Fewer than the others we sent, yet some: one of these may be ours, and asking for it again could pay it twice.
  if (same.length > 0 && same.length < asked.sameAmountOthers) return unknown("contradiction", raw);
  return { kind: "absent", raw };
}

/** A refused refund is sent again under its own number: the refused entries beside others are its earlier tries. */
function lastTries(entries: readonly Entry[]): readonly Entry[] {
  const later = entries.filter(({ state }) => state === null || REFUND_STATES.get(state) !== "refused");
  return later.length > 0 ? later : entries;
}

/** A single object is no list: when it is not ours, it says nothing about ours. */
function fromOne(entries: readonly Entry[], asked: AskedRefund): RefundOutcome {
  const ours = (entry: Entry) =>
    entry.number === asked.refundNo ||
    (entry.number === null && entry.fee === asked.refundFen && asked.sameAmountOthers === 0);
  return entries.every(ours) ? agreed(entries, asked) : unknown("other_order", rawLine(entries.map((one) => one.raw)));
}

/** What the entries say, if they all say the same. */
function agreed(entries: readonly Entry[], asked: AskedRefund): RefundOutcome {
  const [first] = entries;
  if (!first) throw new Error("no entry to judge");
  const raw = rawLine(entries.map((entry) => entry.raw));
  if (entries.some((entry) => entry.fee !== null && entry.fee !== asked.refundFen))
    return unknown("amount_differs", raw);
  if (entries.some((entry) => entry.state !== first.state)) return unknown("contradiction", raw);
  const meaning = first.state === null ? undefined : REFUND_STATES.get(first.state);
  switch (meaning) {
    case "refunded":
      return { kind: "refunded", amountFen: first.fee, raw };
    case "processing":
      return { kind: "processing", raw };
    case "refused":
      return { kind: "refused", reason: "refund_closed", raw };
    case "needs_a_person":
      return unknown("state_needs_a_person", raw);
    case undefined:
      return unknown("unlisted_state", raw);
    default:
      return assertNever(meaning);
  }
}
