// What Leshua tells unasked: the fields of a payment or a refund, signed with the notify key (facts §5.2; the vendor's
// pages 1099888 and 1099889). Pure. Clients read the body as XML; a form with the same fields is read too.
import type { Notice, RefundOutcome } from "../channel.ts";
import { refusalOf } from "../funds.ts";
import { assertNever } from "../../../preload/contract/status.ts";
import { digitsFen, formNote, literal, names } from "./answer.ts";
import { stateOutcome } from "./outcome.ts";
import { rawLine } from "./raw.ts";
import { REFUND_STATUSES } from "./refund-outcome.ts";
import { verifyNotice } from "./sign.ts";
import { type Fields, readXml } from "./xml.ts";

/** The vendor's page: anything else is told again. */
const REPLY = "000000";

export function readNotice(text: string, own: { readonly merchantId: string; readonly notifyKey: string }): Notice {
  const fields = text.trimStart().startsWith("<") ? readXml(text) : readForm(text.trim());
  if (fields === null || couldBeReadTwoWays(fields)) return { kind: "refused", why: "unreadable" };
  const form = verifyNotice(fields, own.notifyKey);
  if (form === null) return { kind: "refused", why: "bad_signature" };
  // What is not signed is not even kept as evidence.
  const data = new Map([...fields].filter(([name]) => name !== "error_code"));
  if (data.get("merchant_id") !== own.merchantId) return { kind: "refused", why: "other_merchant" };
  const tradeNo = data.get("third_order_id") ?? "";
  if (tradeNo === "") return { kind: "refused", why: "unreadable" };
  const note = formNote(form);
  if (isAboutRefund(data)) {
    const refundNo = data.get("merchant_refund_id") ?? "";
    if (refundNo === "") return { kind: "ask", tradeNo, refundNo: null, reply: REPLY };
    return { kind: "refund", tradeNo, refundNo, outcome: refundOutcome(data, note), reply: REPLY };
  }
  const outcome = stateOutcome(data, { method: "pay_code", payCode: null }, note);
  return { kind: "payment", tradeNo, outcome, reply: REPLY };
}

const isAboutRefund = (data: Fields): boolean =>
  ["merchant_refund_id", "leshua_refund_id", "refund_amount"].some((field) => names(data, field)) ||
  REFUND_STATUSES.has(data.get("status") ?? "");

/**
 * The signed text is `a=1&b=2` without any escaping, so a value that holds `&b=` could also be signed as a field of its
 * own: somebody could cut a genuine notice into other fields. No documented value looks like this.
 */
const couldBeReadTwoWays = (data: Fields): boolean => [...data.values()].some((value) => /&\w+=/.test(value));

/** failure_reason is words for people: only `status` decides. */
function refundOutcome(data: Fields, note: string | null): RefundOutcome {
  const status = data.get("status");
  const raw = rawLine([`status=${literal(status)}`, data.get("refund_amount"), data.get("failure_reason"), note]);
  const meaning = status === undefined ? undefined : REFUND_STATUSES.get(status);
  switch (meaning) {
    case "processing":
      return { kind: "processing", raw };
    case "refunded":
      return { kind: "refunded", amountFen: digitsFen(data.get("refund_amount")), raw };
    case "refused":
      return { kind: "refused", reason: refusalOf(data.get("failure_reason") ?? "", "refund_closed"), raw };
    case undefined:
      return { kind: "unknown", cause: "unlisted_state", raw };
    default:
      return assertNever(meaning);
  }
}

const MAX_FIELDS = 100;

/** A urlencoded form: plain names, none twice; null for anything else. */
function readForm(text: string): Fields | null {
  if (!/^[\w.*~%+=&-]+$/.test(text)) return null;
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (!/^[A-Za-z]\w{0,63}$/.test(name) || fields.has(name) || fields.size >= MAX_FIELDS) return null;
    fields.set(name, value);
  }
  return fields;
}
