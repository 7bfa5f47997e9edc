// What Leshua's answers mean for a refund. Pure. An accepted refund is never called finished, and one is called absent
// only where a signed answer says that there is none such.
import type { RefundNo } from "../../../preload/contract/ids.ts";
import type { Fen } from "../../../preload/contract/money.ts";
import type { UnknownCause } from "../../../preload/contract/reason.ts";
import { assertNever } from "../../../preload/contract/status.ts";
import type { RefundOutcome } from "../channel.ts";
import { refusalOf } from "../funds.ts";
import type { HttpAnswer } from "../http.ts";
import { saysUnclear } from "../words.ts";
import { type Asked, digitsFen, isOurs, literal, maybeOurs, names, otherOrder, readAnswer } from "./answer.ts";
import { ORDER_MISSING, REFUND_ABSENT, REFUND_REFUSALS, REFUND_THERE, REFUND_UNCLEAR } from "./codes.ts";
import { rawLine } from "./raw.ts";
import type { Fields } from "./xml.ts";

export type RefundMeaning = "processing" | "refunded" | "refused";

/** The seed's list; an order's own states (0, 2, 6, 8) say nothing about a refund. */
export const REFUND_STATUSES: ReadonlyMap<string, RefundMeaning> = new Map([
  ["10", "processing"],
  ["11", "refunded"],
  ["12", "refused"],
]);

export type AskedRefund = Asked & {
  readonly refundNo: RefundNo;
  readonly refundFen: Fen;
  readonly sameAmountOthers: number;
};

const unknown = (cause: UnknownCause, raw: string): RefundOutcome => ({ kind: "unknown", cause, raw });

/** The answer to unified_refund. Normally 10: accepted is not finished. */
export function refundOutcome(answer: HttpAnswer, asked: AskedRefund): RefundOutcome {
  return judged(answer, asked, (code, raw) =>
    REFUND_REFUSALS.has(code) ? { kind: "refused", reason: "refund_refused", raw } : null,
  );
}

/** The answer to unified_query_refund. */
export function refundQueryOutcome(answer: HttpAnswer, asked: AskedRefund): RefundOutcome {
  return judged(answer, asked, (code, raw) => (REFUND_ABSENT.has(code) ? { kind: "absent", raw } : null));
}

function judged(
  answer: HttpAnswer,
  asked: AskedRefund,
  definite: (code: string, raw: string) => RefundOutcome | null,
): RefundOutcome {
  const said = readAnswer(answer, asked);
  if (said.said === "nothing") return unknown(said.cause, said.raw);
  const { data } = said;
  if (said.said === "no") {
    if (!maybeOurs(data, asked) || namesAnotherRefund(data, asked)) return unknown("other_order", whose(data, asked));
    return definite(said.code, said.raw) ?? unknown(causeOf(said.code, said.raw), said.raw);
  }
  if (!isOurs(data, asked) || !isOurRefund(data, asked)) return unknown("other_order", whose(data, asked));
  return stateOutcome(data, asked, said.note);
}

/** What a code that stands in no table says: a number that is taken speaks of a refund that is there, most likely this one. */
function causeOf(code: string, raw: string): UnknownCause {
  if (ORDER_MISSING.has(code)) return "order_missing";
  if (REFUND_THERE.has(code)) return "contradiction";
  return REFUND_UNCLEAR.has(code) || saysUnclear(raw) ? "server_error" : "failure_answered";
}

const namesAnotherRefund = (data: Fields, asked: AskedRefund): boolean =>
  names(data, "merchant_refund_id") && data.get("merchant_refund_id") !== asked.refundNo;

/** By its number; an answer without one can only be ours by its amount, where no other refund has the same. */
function isOurRefund(data: Fields, asked: AskedRefund): boolean {
  if (names(data, "merchant_refund_id")) return data.get("merchant_refund_id") === asked.refundNo;
  return asked.sameAmountOthers === 0 && digitsFen(data.get("refund_amount")) === asked.refundFen;
}

const whose = (data: Fields, asked: AskedRefund): string =>
  rawLine([otherOrder(data, asked), data.get("merchant_refund_id")]);

function stateOutcome(data: Fields, asked: AskedRefund, note: string | null): RefundOutcome {
  const status = data.get("status");
  const why = data.get("failure_reason") || data.get("error_msg");
  const raw = rawLine([`status=${literal(status)}`, data.get("refund_amount"), data.get("error_code"), why, note]);
  const amount = digitsFen(data.get("refund_amount"));
  if (names(data, "refund_amount") && amount !== asked.refundFen) return unknown("amount_differs", raw);
  const meaning = status === undefined ? undefined : REFUND_STATUSES.get(status);
  switch (meaning) {
    case "processing":
      return { kind: "processing", raw };
    case "refunded":
      return { kind: "refunded", amountFen: amount, raw };
    case "refused":
      return { kind: "refused", reason: refusalOf(why ?? "", "refund_closed"), raw };
    case undefined:
      return unknown("unlisted_state", raw);
    default:
      return assertNever(meaning);
  }
}
