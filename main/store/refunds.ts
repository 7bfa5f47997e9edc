// Refunds as rows of their own, moved along their own table, each step with its event.
import type { OrderId, RefundNo, TradeNo } from "../../preload/contract/ids.ts";
import { type Fen, addFen, fen } from "../../preload/contract/money.ts";
import { type RefundStatus, isRefundOpen } from "../../preload/contract/status.ts";
import type { Refund, RefundLine } from "../payment/attempt.ts";
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
  let_go: number;
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
  letGo: row.let_go === 1,
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

/** Who sends a refused refund again answers for it from now on, against his own limits. */
export function takeOver(tx: Writer, number: RefundNo, { why, person }: Pick<Refund, "why" | "person">): void {
  tx.run("UPDATE refunds SET why = ?, person = ? WHERE refund_no = ?", why, person, number);
}

export function insertRefund(
  tx: Writer,
  refund: Pick<Refund, "refundNo" | "tradeNo" | "amountFen" | "why" | "person" | "requestedAt">,
  asked: readonly RefundLine[] = [],
): Refund {
  const lines = asked.toSorted((a, b) => a.position - b.position);
  tx.run(
    "INSERT INTO refunds (refund_no, trade_no, amount_fen, why, person, status, requested_at) VALUES (?, ?, ?, ?, ?, 'requested', ?)",
    refund.refundNo,
    refund.tradeNo,
    refund.amountFen,
    refund.why,
    refund.person,
    refund.requestedAt,
  );
  for (const { position, count } of lines)
    tx.run("INSERT INTO refund_lines (refund_no, position, count) VALUES (?, ?, ?)", refund.refundNo, position, count);
  appendEvent(tx, {
    at: refund.requestedAt,
    subject: "refund",
    subjectId: refund.refundNo,
    kind: "requested",
    from: null,
    to: "requested",
    detail: {
      order: refund.tradeNo,
      amountFen: refund.amountFen,
      ...(lines.length === 0
        ? {}
        : { lines: JSON.stringify(lines.map(({ position, count }) => ({ position, count }))) }),
    },
  });
  return {
    ...refund,
    status: "requested",
    noAnswers: 0,
    reason: null,
    raw: null,
    sentAt: null,
    finalAt: null,
    letGo: false,
  };
}

/** How many of each line of an order went back or are on their way, over all its tenders. */
export function linesBack(read: Reader, orderId: OrderId): RefundLine[] {
  return read.all<{ position: number; count: number }>(
    `SELECT l.position, sum(l.count) AS count FROM refund_lines l JOIN refunds r ON r.refund_no = l.refund_no
       JOIN attempts a ON a.trade_no = r.trade_no
     WHERE a.order_id = ? AND r.status <> 'refused' GROUP BY l.position ORDER BY l.position`,
    orderId,
  );
}

export const linesOfRefund = (read: Reader, number: RefundNo): RefundLine[] =>
  read.all<RefundLine & { position: number; count: number }>(
    "SELECT position, count FROM refund_lines WHERE refund_no = ? ORDER BY position",
    number,
  );

/** Somebody has dealt with a refund that was refused: it waits for nobody any more, and stays what it is. */
export function letGoRefund(tx: Writer, refund: Refund, at: number, detail: Detail): void {
  const changed = tx.run(
    "UPDATE refunds SET let_go = 1 WHERE refund_no = ? AND status = 'refused' AND let_go = 0",
    refund.refundNo,
  );
  if (changed !== 1) throw new ForbiddenTransition(`${refund.refundNo} is not refused and waiting`);
  appendEvent(tx, {
    at,
    subject: "refund",
    subjectId: refund.refundNo,
    kind: "let_go",
    from: "refused",
    to: "refused",
    detail,
  });
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
  const next: Refund = {
    ...refund,
    ...step.change,
    status: to,
    finalAt: isRefundOpen(to) ? null : step.at,
    // Sent again, it is news again.
    letGo: step.event === "send" ? false : refund.letGo,
  };
  const changed = tx.run(
    `UPDATE refunds SET status = ?, no_answers = ?, reason = ?, raw = ?, sent_at = ?, final_at = ?, let_go = ?
     WHERE refund_no = ? AND status = ?`,
    next.status,
    next.noAnswers,
    next.reason,
    next.raw,
    next.sentAt,
    next.finalAt,
    next.letGo ? 1 : 0,
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
