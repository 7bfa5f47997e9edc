// What Yapos's answers mean for a refund. Pure. Nothing can be asked afterwards, so an answer that settles nothing
// stays unknown or processing until a person has looked into the wallet's own books.
import type { UnknownCause } from "../../../preload/contract/reason.ts";
import { type Wallet, assertNever } from "../../../preload/contract/status.ts";
import type { RefundOutcome } from "../channel.ts";
import { refusalOf } from "../funds.ts";
import { type Reached, loginWords, readAnswer, wordsOf } from "./answer.ts";
import { type Hidden, rawLine } from "./raw.ts";
import { REFUND_TEXTS, meaningOf } from "./texts.ts";

const unknown = (cause: UnknownCause, raw: string): RefundOutcome => ({ kind: "unknown", cause, raw });

/** Not one byte of the refund left us; in the flow's words that is `not_connected`. */
export const refundNeverSent = (raw: string): RefundOutcome => unknown("not_connected", raw);

/** A refused refund, said by the channel before it did anything. */
const refused = (raw: string): RefundOutcome => ({
  kind: "refused",
  reason: refusalOf(raw, "refund_refused"),
  raw,
});

/**
 * The answer to 退款. Both wallets say 退款申请成功. Behind it Alipay has returned the money at once (the server books
 * REFUNDED), WeChat has only accepted it (REFUNDING, and the notice of the end never arrives: witnessed.md §4.7).
 *
 * No amount is named: Alipay may have returned one fen less (witnessed.md §4.9), and nothing here claims otherwise.
 */
export function refundOutcome(reached: Reached, wallet: Wallet | null, hidden: Hidden): RefundOutcome {
  if (reached.answer === null) return refundNeverSent(loginWords(reached, hidden));
  const said = readAnswer(reached.answer, hidden);
  switch (said.said) {
    case "success": {
      const raw = rawLine(["SUCCESS", wordsOf(said.data)], hidden);
      return wallet === "alipay" ? { kind: "refunded", amountFen: null, raw } : { kind: "processing", raw };
    }
    case "fail":
      return failed(said.text, said.raw);
    case "refused":
      return refusedBefore(said.status, said.raw);
    case "nothing":
      return unknown(said.cause, said.raw);
    default:
      return assertNever(said);
  }
}

/**
 * Never `failure_answered`: that would invite the flow to send it again, and a repeat that is then answered 404 or
 * 订单已全额退款 would speak of the first one.
 */
function failed(text: string, raw: string): RefundOutcome {
  const means = meaningOf(text, REFUND_TEXTS);
  switch (means) {
    case "refused":
      return refused(raw);
    case "needs_a_person":
      return unknown("state_needs_a_person", raw);
    case undefined:
      return unknown("unlisted_state", raw);
    default:
      return assertNever(means);
  }
}

function refusedBefore(status: 401 | 403 | 404 | 422, raw: string): RefundOutcome {
  switch (status) {
    case 401:
    case 403:
      return refused(raw);
    // "No such order in state SUCCESS": also what a repeat hears after the first refund went through (witnessed.md §4.8).
    case 404:
      return unknown("order_missing", raw);
    // Documented for payments only.
    case 422:
      return unknown("unreadable", raw);
    default:
      return assertNever(status);
  }
}
