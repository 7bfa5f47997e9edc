// What PayServer's answers mean for a refund, and what its books must say before one is sent. Pure. Nothing here
// answers "absent": a refund that is not listed may have been paid out all the same (witnessed.md F15, F41–F45).
import type { RefundNo } from "../../../preload/contract/ids.ts";
import type { Fen } from "../../../preload/contract/money.ts";
import type { UnknownCause } from "../../../preload/contract/reason.ts";
import { assertNever } from "../../../preload/contract/status.ts";
import type { RefundOutcome } from "../channel.ts";
import { refusalOf } from "../funds.ts";
import type { HttpAnswer } from "../http.ts";
import { type JsonObject, type ServerError, asObject, fenOf, itemsOf, readAnswer, textOf } from "./answer.ts";
import { type Found, componentFailure, errorLine, noLine } from "./outcome.ts";
import { type Hidden, rawLine } from "./raw.ts";
import { definiteReason } from "./reasons.ts";

export type RefundMeaning = "refunded" | "processing" | "failed";

/** data.status of a refund (seed, facts §3.4); the "not yet" state is spelled two ways. */
export const REFUND_STATUSES: ReadonlyMap<string, RefundMeaning> = new Map([
  ["unRefund", "processing"],
  ["unRefunded", "processing"],
  ["refunding", "processing"],
  ["refunded", "refunded"],
  ["refundFailed", "failed"],
]);

export type AskedRefund = {
  readonly refundNo: RefundNo;
  readonly refundFen: Fen;
  /** The order's uuid at the server: the echo that tells another order's refund from ours (witnessed.md L22–L24). */
  readonly payOrderUUID: string;
  readonly hidden: Hidden;
};

const unknown = (cause: UnknownCause, raw: string): RefundOutcome => ({ kind: "unknown", cause, raw });
const refused = (raw: string): RefundOutcome => ({
  kind: "refused",
  reason: refusalOf(raw, "refund_refused"),
  raw,
});

/** The answer to POST /refund; "cancel_too_late" = only isCancel stood in the way, and nothing was done. */
export function refundOutcome(answer: HttpAnswer, asked: AskedRefund): RefundOutcome | "cancel_too_late" {
  const said = readAnswer(answer, asked.hidden);
  if (said.said === "nothing") return unknown(said.cause, said.raw);
  if (said.said === "error") return refundError(said, asked.hidden);
  const data = asObject(said.body["data"]);
  return data ? refundState(data, asked) : unknown("unreadable", "no data");
}

const REFUND_ERROR = "RefundOrderBusiness->create refund Error:";
const CANCEL_TOO_LATE = "RefundOrderBusiness->create payOrder has exceed cancel limit time";

/** Thrown before the component is called; nothing is stored (witnessed.md F9 F38 F39 F50). */
const REFUSED_BEFORE: readonly string[] = [
  "RefundOrderBusiness->create refundAmount exceed payAmount",
  "RefundOrderBusiness->create payOrder not has exist",
  "RefundOrderBusiness->create payOrder status is invalid",
];

/**
 * Unknown here is never `failure_answered`: the flow may send such a refund again, and this server would carry it out a
 * second time.
 */
function refundError(error: ServerError, hidden: Hidden): RefundOutcome | "cancel_too_late" {
  const raw = errorLine(error, hidden);
  if (error.message.startsWith(CANCEL_TOO_LATE)) return "cancel_too_late";
  if (isRefusedBefore(error)) return refused(raw);
  const reason = componentFailure(error, REFUND_ERROR)?.reason ?? null;
  return reason === null ? unknown("server_error", raw) : refused(noLine(error, reason, hidden));
}

/** Whether nothing was done, because the server threw before it called the component. */
export const isRefusedBefore = ({ message }: ServerError): boolean =>
  [CANCEL_TOO_LATE, ...REFUSED_BEFORE].some((text) => message.startsWith(text));

/** One refund as the server shows it. */
export function refundState(data: JsonObject, asked: AskedRefund): RefundOutcome {
  if (data["clientRefundNo"] !== asked.refundNo || data["payOrderUUID"] !== asked.payOrderUUID)
    return unknown("other_order", rawLine(["answered about", data["clientRefundNo"] ?? "no refund"]));
  const status = textOf(data["status"]);
  const code = textOf(data["resultCode"]);
  const raw = rawLine([`status=${status ?? "?"}`, code === null ? "" : `resultCode=${code}`, data["tractionNo"]]);
  const amountFen = fenOf(data["refundAmount"]);
  if (amountFen !== asked.refundFen) return unknown(amountFen === null ? "amount_missing" : "amount_differs", raw);
  const meaning = status === null ? undefined : REFUND_STATUSES.get(status);
  switch (meaning) {
    case "refunded":
      return { kind: "refunded", amountFen, raw };
    case "processing":
      return { kind: "processing", raw };
    case "failed":
      return definiteReason(data["resultCode"]) === null ? unknown("state_needs_a_person", raw) : refused(raw);
    case undefined:
      return unknown("unlisted_state", raw);
    default:
      return assertNever(meaning);
  }
}

export type FoundRefund =
  | { readonly found: true; readonly refund: JsonObject }
  | { readonly found: false; readonly outcome: RefundOutcome };

/** Our refund in the answer to GET /refundOrders?clientRefundNo=. */
export function findRefund(answer: HttpAnswer, refundNo: RefundNo, hidden: Hidden): FoundRefund {
  const not = (cause: UnknownCause, raw: string): FoundRefund => ({ found: false, outcome: unknown(cause, raw) });
  const said = readAnswer(answer, hidden);
  if (said.said === "nothing") return not(said.cause, said.raw);
  // Never `failure_answered`, for the reason `refundError` gives.
  if (said.said === "error") return not("server_error", errorLine(said, hidden));
  const items = itemsOf(said.body);
  if (items === null) return not("unreadable", "no items");
  if (items.length === 0) {
    const raw = "refundOrders: none, which proves nothing";
    return { found: false, outcome: { kind: "unknown", cause: "unlisted_state", raw, namesNone: true } };
  }
  const ours = items.filter((item) => item["clientRefundNo"] === refundNo);
  const [refund] = ours;
  if (!refund) return not("other_order", rawLine(["answered about", items[0]?.["clientRefundNo"]]));
  return ours.length === 1 ? { found: true, refund } : not("contradiction", `${ours.length} refunds of one number`);
}

/**
 * Of a service without GET /refundOrders (the seed prints none) only the order can be asked. Where everything went back of
 * it, each of its refunds did; a part says nothing about ours, which stays as `otherwise` has it.
 */
export function refundByOrder(found: Found, amountFen: Fen, otherwise: RefundOutcome): RefundOutcome {
  if (!found.found) return otherwise;
  const { status, payAmount, refundAmount } = found.order;
  const back = fenOf(refundAmount);
  if (status !== "refunded" || fenOf(payAmount) !== amountFen || back !== amountFen) return otherwise;
  return { kind: "refunded", amountFen: null, listedFen: back, raw: "no list of refunds; the order: status=refunded" };
}

/** What the order itself allows, from GET /payOrders. */
export type RefundPlan =
  | { readonly go: true; readonly payOrderUUID: string; readonly payTractionNo: string; readonly isCancel: 0 | 1 }
  | { readonly go: false; readonly outcome: RefundOutcome };

/**
 * `notBefore`: local time text (yyMMddHHmmss) before which a finished payment is too old to be cancelled.
 *
 * A whole payment that nothing was given back of goes back as 撤销 (isCancel 1) while the channel allows it, everything
 * else as a refund. The server does the same for both (witnessed.md F17), and refuses a cancel that is late (F19) or of
 * an order without payFinishAt (F21).
 */
export function planRefund(
  order: JsonObject,
  asked: { readonly amountFen: Fen; readonly refundFen: Fen },
  notBefore: string,
): RefundPlan {
  const not = (raw: string): RefundPlan => ({ go: false, outcome: refused(raw) });
  const { refundFen } = asked;
  const [uuid, traction, status] = [textOf(order["uuid"]), textOf(order["tractionNo"]), textOf(order["status"])];
  const paid = fenOf(order["payAmount"]);
  const back = fenOf(order["refundAmount"] ?? 0);
  if (status !== "payed" && status !== "partRefunded") return not(rawLine([`not sent: status=${status ?? "?"}`]));
  if (uuid === null || !/^[\w-]{1,64}$/.test(uuid) || traction === null || paid !== asked.amountFen || back === null)
    return { go: false, outcome: notSent("the order is not readable, or of another amount") };
  if (refundFen > paid - back) return not(`not sent: ${paid - back} left`);
  const whole = refundFen === paid && back === 0;
  const finished = stampOf(order["payFinishAt"]);
  const inTime = finished !== null && finished > notBefore;
  return { go: true, payOrderUUID: uuid, payTractionNo: traction, isCancel: whole && inTime ? 1 : 0 };
}

/** "2018-07-12 11:47:10" as 180712114710, or null. */
const stampOf = (value: unknown): string | null =>
  typeof value === "string" && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value)
    ? value.replace(/\D/g, "").slice(2)
    : null;

/** Not one byte of the refund was written, because what must be read first could not be: the same as no connection. */
export const notSent = (raw: string): RefundOutcome => unknown("not_connected", rawLine(["not sent:", raw]));

/**
 * What the order's other refunds say: null = go on. One that is under way stops ours, because the server would carry
 * out both (witnessed.md F26); ours already there is answered as it stands.
 */
export function standInTheWay(answer: HttpAnswer, asked: AskedRefund): RefundOutcome | null {
  // A service of this or another edition may not have the list: our own books still hold one open refund an order.
  if (answer.ok && answer.status === 404) return null;
  const said = readAnswer(answer, asked.hidden);
  if (said.said === "nothing") return notSent(said.raw);
  if (said.said === "error") return notSent(errorLine(said, asked.hidden));
  const items = itemsOf(said.body);
  if (items === null) return notSent("refundOrders is no list");
  const ours = items.find((item) => item["clientRefundNo"] === asked.refundNo);
  if (ours) return refundState(ours, asked);
  const open = items.find((item) => {
    const meaning = REFUND_STATUSES.get(textOf(item["status"]) ?? "");
    return meaning !== "refunded" && meaning !== "failed";
  });
  return open ? refused(rawLine(["not sent: under way:", open["clientRefundNo"]])) : null;
}
