// What Pooul tells unasked: a compact JWS as the body, signed with the key that signs its answers (facts §4.5; the
// samples "Pay notify" and "Refund notify" of the vendor's 2020 pages). Pure. Unlike an answer, a notice must name our
// merchant: Pooul has one key for all of them.
import type { KeyObject } from "node:crypto";
import { assertNever } from "../../../preload/contract/status.ts";
import type { Notice, RefundOutcome } from "../channel.ts";
import { literal, names, wholeNumber } from "./answer.ts";
import { amount, stateOutcome } from "./outcome.ts";
import { rawLine } from "./raw.ts";
import { REFUND_STATES } from "./refund-outcome.ts";
import { type JsonObject, asObject, looksLikeJws, verifyJws } from "./sign.ts";

/** The seed: upper or lower case. */
const REPLY = "success";

export function readNotice(text: string, own: { readonly key: KeyObject; readonly merchantId: string }): Notice {
  const body = text.trim();
  if (!looksLikeJws(body)) return { kind: "refused", why: "unreadable" };
  const signed = verifyJws(body, own.key);
  if (signed === null) return { kind: "refused", why: "bad_signature" };
  const data = asObject(signed["data"]);
  if (data === null) return { kind: "refused", why: "unreadable" };
  if (data["merchant_id"] !== own.merchantId) return { kind: "refused", why: "other_merchant" };
  const tradeNo = data["mch_trade_id"];
  if (typeof tradeNo !== "string" || tradeNo === "") return { kind: "refused", why: "unreadable" };
  // A notice that reports a failure is not documented: the query has to say what it means.
  if (wholeNumber(signed["code"]) !== 0) return { kind: "ask", tradeNo, refundNo: null, reply: REPLY };
  if (names(data, "refunds")) return refundNotice(data, tradeNo);
  return { kind: "payment", tradeNo, outcome: stateOutcome(data, null), reply: REPLY };
}

/** One refund with our number (edition B). A list, or entries without numbers (edition A), can only be asked about. */
function refundNotice(data: JsonObject, tradeNo: string): Notice {
  const refunds: unknown = data["refunds"];
  const [only, more] = Array.isArray(refunds) ? (refunds as readonly unknown[]) : [refunds];
  const entry = more === undefined ? asObject(only) : null;
  const refundNo = entry?.["mch_refund_id"];
  if (entry === null || typeof refundNo !== "string" || refundNo === "")
    return { kind: "ask", tradeNo, refundNo: null, reply: REPLY };
  return { kind: "refund", tradeNo, refundNo, outcome: refundOutcome(entry), reply: REPLY };
}

function refundOutcome(entry: JsonObject): RefundOutcome {
  const [a, b] = [entry["refund_state"], entry["refund_status"]];
  const raw = rawLine([`refund=${literal(a ?? b)}`, entry["refund_fee"], entry["refund_id"]]);
  const state = wholeNumber(a ?? b);
  if (names(entry, "refund_state") && names(entry, "refund_status") && wholeNumber(b) !== state)
    return { kind: "unknown", cause: "contradiction", raw };
  const meaning = state === null ? undefined : REFUND_STATES.get(state);
  switch (meaning) {
    case "refunded":
      return { kind: "refunded", amountFen: amount(entry["refund_fee"]), raw };
    case "processing":
      return { kind: "processing", raw };
    case "refused":
      return { kind: "refused", reason: "refund_closed", raw };
    case "needs_a_person":
      return { kind: "unknown", cause: "state_needs_a_person", raw };
    case undefined:
      return { kind: "unknown", cause: "unlisted_state", raw };
    default:
      return assertNever(meaning);
  }
}
