// Reads recorded events as what a channel must have answered. Pure. Where several answers lead to one event, it takes one
// that does: the real flow then decides, and a replay shows whether it decides the same.
import type { Outcome, RefundOutcome } from "../../../main/channel/channel.ts";
import type { BundledEvent, Bundle } from "../../../main/command/bundle-file.ts";
import { type Fen, fen } from "../../../preload/contract/money.ts";
import { declineReason, refundReason, unknownCause } from "../../../preload/contract/reason.ts";

export type Detail = Readonly<Record<string, unknown>>;
export const detailOf = ({ detail }: Pick<BundledEvent, "detail">): Detail => {
  const value: unknown = JSON.parse(detail);
  return typeof value === "object" && value !== null ? { ...value } : {};
};

/**
 * What made an event: - own: the till, by itself · person: somebody pressed something · process: the till died and was
 * opened again · refund_differs: what the answer about a refund says beside it · the rest: an answer to that request of
 * ours, or a notice.
 */
export type Cause =
  | "own"
  | "person"
  | "process"
  | "charge"
  | "query"
  | "cancel"
  | "notice"
  | "refund"
  | "refund_query"
  | "refund_differs";

const PERSONS = new Set(["created", "resolved_paid", "resolved_unpaid", "settle_exception"]);
const REFUND_PERSONS = new Set(["requested", "resolved_refunded", "resolved_refused", "let_go"]);

const ANSWERED = new Set([
  "paid",
  "declined",
  "awaiting",
  "unknown",
  "unpaid",
  "cancelled",
  "late_paid",
  "late_mismatch",
]);
const REFUND_ANSWERED = new Set(["processing", "unknown", "refunded", "refused", "late_refunded"]);

export function causeOf(event: BundledEvent): Cause {
  const { kind, from_status: from } = event;
  const detail = detailOf(event);
  if (kind === "restart") return "process";
  if (event.subject === "refund") {
    if (REFUND_PERSONS.has(kind)) return "person";
    if (!REFUND_ANSWERED.has(kind)) return "own";
    return from === "sending" ? "refund" : "refund_query";
  }
  if (PERSONS.has(kind)) return "person";
  if (kind === "refund_differs") return "refund_differs";
  // "never sent" is the till's own stop.
  if (kind === "stop") return from === "created" ? "own" : "person";
  const isAnswer = ANSWERED.has(kind) || (kind === "review" && detail["raw"] !== undefined);
  if (!isAnswer) return "own";
  if (detail["by"] === "notice") return "notice";
  if (detail["asked"] !== undefined || kind === "late_paid" || kind === "late_mismatch") return "query";
  return from === "sending" ? "charge" : "cancel";
}

type Row = Bundle["attempts"][number];

/** Found by the late-success watch: nobody else calls money late for what waits for a person. */
export const isByWatch = (event: BundledEvent): boolean =>
  event.kind === "late_paid" ||
  (event.kind === "paid" && event.from_status === "needs_review" && detailOf(event)["exception"] === "paid_late");

/** An answer that leads to this event of an attempt. */
export function outcomeOf(event: BundledEvent, row: Row): Outcome {
  const detail = detailOf(event);
  const raw = text(detail["raw"]) ?? "";
  const paid = (amountFen: Fen | null): Outcome => ({
    kind: "paid",
    amountFen,
    ...(row.channelTradeNo === null ? {} : { channelTradeNo: row.channelTradeNo }),
    ...numberIn(detail),
    ...(row.wallet === null ? {} : { wallet: row.wallet }),
    ...(row.settlement === null ? {} : { settlement: row.settlement }),
    raw,
  });
  const reason = text(detail["reason"]);
  switch (event.kind) {
    case "paid":
    case "late_paid":
    case "late_mismatch":
      return paid(amountIn(detail));
    case "awaiting":
      return { kind: "awaiting", ...(row.channelTradeNo === null ? {} : { channelTradeNo: row.channelTradeNo }), raw };
    case "review":
      if (reason === "amount_differs") return paid(amountIn(detail));
      return { kind: "unknown", cause: unknownCause.catch("state_needs_a_person").parse(reason), byHand: true, raw };
    case "unknown":
      if (reason === "amount_missing") return paid(null);
      if (reason === "contradiction" && event.from_status === "cancelling") return paid(row.amountFen);
      return unknownCause.safeParse(reason).success || event.from_status === "needs_review"
        ? { kind: "unknown", cause: unknownCause.catch("timeout").parse(reason), raw }
        : noOf(reason, raw);
    default:
      return noOf(reason, raw);
  }
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const amountIn = ({ amountFen }: Detail): Fen | null => (typeof amountFen === "number" ? fen(amountFen) : null);
const numberIn = ({ channelTradeNo }: Detail) => (typeof channelTradeNo === "string" ? { channelTradeNo } : {});

/** The channel's "not paid", in the way that leaves this reason. */
function noOf(reason: string | undefined, raw: string): Outcome {
  if (reason === "reversed") return { kind: "cancelled", raw };
  if (reason === "closed") return { kind: "closed", raw };
  if (reason === "never_sent") return { kind: "unknown", cause: "not_connected", raw };
  if (reason === "not_received") return { kind: "unknown", cause: "order_missing", raw };
  return { kind: "declined", reason: declineReason.catch("refused_by_channel").parse(reason), newCode: true, raw };
}

/**
 * An answer that leads to this event of a refund. `isSentAgain`: after it, the till sent the refund once more, which it
 * does for nothing but a refund that is not there; that leaves the reason as it was.
 */
export function refundOutcomeOf(
  event: BundledEvent,
  amountFen: Fen,
  { isSentAgain, reasonBefore }: { readonly isSentAgain: boolean; readonly reasonBefore: string | null },
): RefundOutcome {
  const detail = detailOf(event);
  const raw = text(detail["raw"]) ?? "";
  const reason = text(detail["reason"]);
  switch (event.kind) {
    case "processing":
      return { kind: "processing", raw };
    case "refunded":
    case "late_refunded":
      return { kind: "refunded", amountFen, raw };
    case "refused":
      if (reason === "never_sent") return { kind: "unknown", cause: "not_connected", raw };
      return { kind: "refused", reason: refundReason.catch("refund_refused").parse(reason), raw };
    default:
      if (reason === "amount_differs") return { kind: "refunded", amountFen: fen(amountFen + 1), raw };
      // What got no answer says so in its own words; what was looked for and not found, in the channel's.
      if (isSentAgain && reason === (reasonBefore ?? "order_missing") && !raw.startsWith(reason))
        return { kind: "absent", echoed: true, raw };
      return { kind: "unknown", cause: unknownCause.catch("timeout").parse(reason), raw };
  }
}
