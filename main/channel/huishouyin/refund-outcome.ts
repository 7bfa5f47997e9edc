// What 慧收银's answers mean for a refund. Pure. An accepted refund is never called finished, a refused one never final
// until the channel, asked, does not have it: on a repeat "too big" may mean that the first one went through.
import type { RefundNo } from "../../../preload/contract/ids.ts";
import type { Fen } from "../../../preload/contract/money.ts";
import type { UnknownCause } from "../../../preload/contract/reason.ts";
import { assertNever } from "../../../preload/contract/status.ts";
import type { RefundOutcome } from "../channel.ts";
import type { HttpAnswer } from "../http.ts";
import { readYuan } from "./amounts.ts";
import { type Asked, asObject, isOurs, names, othersWords, stateOf } from "./answer.ts";
import { type StateMeaning, causeOf } from "./codes.ts";
import { type Coded, believable, words } from "./outcome.ts";
import { rawLine } from "./raw.ts";
import type { JsonObject } from "./sign.ts";

export type AskedRefund = Asked & { readonly refundNo: RefundNo; readonly refundFen: Fen };

type Unknown = Extract<RefundOutcome, { kind: "unknown" }>;

const unknown = (cause: UnknownCause, raw: string): Unknown => ({ kind: "unknown", cause, raw });

/** `byHand` means nothing for a refund. */
const plain = ({ cause, raw }: Unknown): Unknown => unknown(cause, raw);

/** The answer to pay/refund. */
export function refundOutcome(answer: HttpAnswer, asked: AskedRefund): RefundOutcome {
  const said = believable(answer, asked);
  if ("kind" in said) return plain(said);
  const { data, meaning } = said;
  const raw = words(said, asked);
  // The number is taken: a refund stands under it, most likely this one. No failure, whatever a slow book says next.
  if (meaning === "duplicate") return unknown("contradiction", raw);
  if (meaning !== "ok") return unknown(meaning === "funds_low" ? "funds_low" : causeOf(meaning), raw);
  const number = data["refund_order_id"];
  if (!isOurs(data, asked) || (names(data, "refund_order_id") && number !== asked.refundNo))
    return unknown("other_order", othersWords(data, asked));
  if (names(data, "refund_amount") && readYuan(data["refund_amount"]) !== asked.refundFen)
    return unknown("amount_differs", raw);
  return { kind: "processing", raw };
}

/** What pay/check says of a refund number. `back`: the order's money, or a part of it, went back. */
export type Checked =
  | { readonly state: "back" | "all_back" | "processing" | "refused" | "missing"; readonly raw: string }
  | Unknown;

/**
 * pay/check asked with refund_order_id. One table serves payments and refunds, and no page says whether the state is the
 * refund's or its order's: so 3 alone proves nothing about ours, and 1 is neither yes nor no.
 */
export function checkOutcome(answer: HttpAnswer, asked: AskedRefund): Checked {
  const said = believable(answer, asked);
  if ("kind" in said) return plain(said);
  const raw = words(said, asked);
  if (said.meaning === "refund_missing") return { state: "missing", raw };
  if (said.meaning !== "ok") return unknown(causeOf(said.meaning), raw);
  if (!isOurs(said.data, asked)) return unknown("other_order", othersWords(said.data, asked));
  return checkedState(stateOf(said.data), raw);
}

function checkedState(state: StateMeaning | undefined, raw: string): Checked {
  switch (state) {
    case "refunded":
      return { state: "all_back", raw };
    case "partly_refunded":
      return { state: "back", raw };
    case "refunding":
      return { state: "processing", raw };
    case "refund_failed":
      return { state: "refused", raw };
    case "paid":
    case "closed":
    case "cancelled":
    case "awaiting":
    case "declined":
    case "not_known":
    case undefined:
      return unknown("unlisted_state", raw);
    default:
      return assertNever(state);
  }
}

/** Whether the order's own list has to be read as well: it names numbers and amounts, pay/check does not. */
export const needsList = (checked: Checked): checked is Exclude<Checked, Unknown> =>
  "state" in checked && checked.state !== "processing";

/** Both answers together. `detail` null where `needsList` said no. */
export function refundQueryOutcome(checked: Checked, detail: HttpAnswer | null, asked: AskedRefund): RefundOutcome {
  if (!("state" in checked)) return checked;
  if (checked.state === "processing") return { kind: "processing", raw: checked.raw };
  if (detail === null) throw new Error("the order's list was not read");
  const said = believable(detail, asked);
  if ("kind" in said) return plain(said);
  const raw = rawLine([checked.raw, "get:", words(said, asked)], asked.hidden);
  if (said.meaning !== "ok") return unknown(causeOf(said.meaning), raw);
  if (!isOurs(said.data, asked)) return unknown("other_order", othersWords(said.data, asked));
  const listed = ours(said, asked);
  if (listed === "unreadable" || listed === "contradiction") return unknown(listed, raw);
  const outcome = together(checked.state, listed, asked, raw);
  const listedFen = listed?.totalFen ?? null;
  return listedFen === null ? outcome : { ...outcome, listedFen };
}

/** `totalFen`: what of the order really went back so far, by all its refunds. */
type Listed = { readonly here: boolean; readonly amountFen: Fen | null; readonly totalFen: Fen | null };

function together(
  state: Exclude<Checked, Unknown>["state"],
  listed: Listed | null,
  asked: AskedRefund,
  raw: string,
): RefundOutcome {
  const here = listed?.here ?? false;
  const amountFen = listed?.amountFen ?? null;
  const totalFen = listed?.totalFen ?? null;
  if (amountFen !== null && amountFen !== asked.refundFen) return unknown("amount_differs", raw);
  /** Less went back than ours alone would be. */
  const notOurs = totalFen !== null && totalFen < asked.refundFen;
  switch (state) {
    case "all_back":
      // No list at all, and nothing is left of the payment: ours is back as well.
      return (here && !notOurs) || listed === null
        ? { kind: "refunded", amountFen, raw }
        : unknown("contradiction", raw);
    case "back":
      if (listed === null) return unknown("unreadable", raw);
      return here && !notOurs ? { kind: "refunded", amountFen, raw } : unknown("contradiction", raw);
    case "refused":
      // Failed, yet listed among what went back: another one under a new number could pay it twice.
      return here && !notOurs ? unknown("contradiction", raw) : { kind: "refused", reason: "refund_closed", raw };
    case "missing":
      return here ? unknown("contradiction", raw) : { kind: "absent", raw };
    case "processing":
      return { kind: "processing", raw };
    default:
      return assertNever(state);
  }
}

/** Our entry of refund_list; null when the answer has no list. */
function ours({ data }: Coded, asked: AskedRefund): Listed | null | "unreadable" | "contradiction" {
  if (!names(data, "refund_list")) return null;
  const list = data["refund_list"];
  if (!Array.isArray(list)) return "unreadable";
  const totalFen = readYuan(data["refund_amount"]);
  const entries: JsonObject[] = [];
  for (const item of list as readonly unknown[]) {
    const entry = asObject(item);
    if (entry === null) return "unreadable";
    if (entry["refund_order_id"] === asked.refundNo) entries.push(entry);
  }
  const [entry] = entries;
  if (!entry) return { here: false, amountFen: null, totalFen };
  // Our number twice, or under somebody else's order.
  const foreign = names(entry, "order_id") && entry["order_id"] !== asked.tradeNo;
  if (entries.length > 1 || foreign) return "contradiction";
  const amountFen = readYuan(entry["refund_amount"]);
  if (amountFen === null && names(entry, "refund_amount")) return "unreadable";
  return { here: true, amountFen, totalFen };
}
