// Refunds as rows of their own, moved along their own table, each step with its event.
import type { RefundNo, TradeNo } from "../../preload/contract/ids.ts";
import { type Fen, addFen, fen } from "../../preload/contract/money.ts";
import { type RefundStatus, isRefundOpen } from "../../preload/contract/status.ts";
import type { Refund } from "../payment/attempt.ts";
import { type RefundEvent, nextRefundStatus } from "../payment/transitions.ts";
import { ForbiddenTransition } from "./attempts.ts";
import { type Detail, appendEvent } from "./journal.ts";
import type { Reader, Writer } from "./open.ts";

export type RefundRow = {
  refund_no: RefundNo;
  trade_no: TradeNo;
  amount_fen: number;
  why: string;
  person: string | null;
  status: RefundStatus;
  no_answers: number;
  reason: Refund["reason"];
  raw: string | null;
  requested_at: number;
  sent_at: number | null;
  final_at: number | null;
};

export const toRefund = (row: RefundRow): Refund => ({
  refundNo: row.refund_no,
  tradeNo: row.trade_no,
  amountFen: fen(row.amount_fen),
  why: row.why,
  person: row.person,
  status: row.status,
  noAnswers: row.no_answers,
  reason: row.reason,
  raw: row.raw,
  requestedAt: row.requested_at,
  sentAt: row.sent_at,
  finalAt: row.final_at,
});

export function refundByNo(read: Reader, number: RefundNo): Refund | null {
  const row = read.get<RefundRow>("SELECT * FROM refunds WHERE refund_no = ?", number);
  return row ? toRefund(row) : null;
}

/** Oldest first; see `attemptsOfOrder` for why they are put in order here. */
export function refundsOf(read: Reader, tradeNo: TradeNo): Refund[] {
  const rows = read.all<RefundRow>("SELECT * FROM refunds WHERE trade_no = ?", tradeNo);
  return rows.sort(byAge).map(toRefund);
}

const byAge = (a: RefundRow, b: RefundRow): number =>
  a.requested_at - b.requested_at || (a.refund_no < b.refund_no ? -1 : 1);

export function openRefunds(read: Reader): Refund[] {
  return read
    .all<RefundRow>(
      "SELECT * FROM refunds WHERE status NOT IN ('refunded', 'refused') ORDER BY requested_at, refund_no",
    )
    .map(toRefund);
}

/** What really went back, and what may still go back. */
export function refundSums(refunds: readonly Refund[]): { refundedFen: Fen; refundingFen: Fen } {
  const sum = (wanted: (refund: Refund) => boolean) =>
    addFen(...refunds.filter(wanted).map((refund) => refund.amountFen));
  return {
    refundedFen: sum((refund) => refund.status === "refunded"),
    refundingFen: sum((refund) => isRefundOpen(refund.status)),
  };
}

export function insertRefund(
  tx: Writer,
  refund: Pick<Refund, "refundNo" | "tradeNo" | "amountFen" | "why" | "person" | "requestedAt">,
): Refund {
  tx.run(
    "INSERT INTO refunds (refund_no, trade_no, amount_fen, why, person, status, requested_at) VALUES (?, ?, ?, ?, ?, 'requested', ?)",
    refund.refundNo,
    refund.tradeNo,
    refund.amountFen,
    refund.why,
    refund.person,
    refund.requestedAt,
  );
  appendEvent(tx, {
    at: refund.requestedAt,
    subject: "refund",
    subjectId: refund.refundNo,
    kind: "requested",
    from: null,
    to: "requested",
    detail: { order: refund.tradeNo, amountFen: refund.amountFen },
  });
  return { ...refund, status: "requested", noAnswers: 0, reason: null, raw: null, sentAt: null, finalAt: null };
}

/** Moves a refund one step along its table and writes the event with it. */
export function advanceRefund(
  tx: Writer,
  refund: Refund,
  step: {
    readonly event: RefundEvent;
    readonly at: number;
    readonly change?: Partial<Pick<Refund, "noAnswers" | "reason" | "raw" | "sentAt">>;
    readonly detail?: Detail;
  },
): Refund {
  const to = nextRefundStatus(refund.status, step.event);
  if (to === null) throw new ForbiddenTransition(`refund ${refund.status} does not take ${step.event}`);
  const next: Refund = { ...refund, ...step.change, status: to, finalAt: isRefundOpen(to) ? null : step.at };
  const changed = tx.run(
    `UPDATE refunds SET status = ?, no_answers = ?, reason = ?, raw = ?, sent_at = ?, final_at = ?
     WHERE refund_no = ? AND status = ?`,
    next.status,
    next.noAnswers,
    next.reason,
    next.raw,
    next.sentAt,
    next.finalAt,
    refund.refundNo,
    refund.status,
  );
  if (changed !== 1) throw new ForbiddenTransition(`${refund.refundNo} is no longer ${refund.status}`);
  appendEvent(tx, {
    at: step.at,
    subject: "refund",
    subjectId: refund.refundNo,
    kind: step.event,
    from: refund.status,
    to,
    detail: step.detail ?? {},
  });
  return next;
}
