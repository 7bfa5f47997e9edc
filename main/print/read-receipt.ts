// Reads what a job prints from the rows of its book, as they stand when it is printed. Null when there is nothing that
// may be printed: no such subject, or one that is not what the job says it is.
import { type TradeNo, refundNo, tradeNo } from "../../preload/contract/ids.ts";
import { addFen } from "../../preload/contract/money.ts";
import { isOpen } from "../../preload/contract/status.ts";
import type { Clock } from "../clock.ts";
import { attemptByNo, attemptsOfOrder } from "../store/attempts.ts";
import { linesOf, orderById } from "../store/orders.ts";
import type { Reader } from "../store/open.ts";
import { nameOf } from "../store/people.ts";
import { type PrintJob, jobsOf } from "../store/print-jobs.ts";
import type { Printer } from "../store/printers.ts";
import { refundByNo, refundSums, refundsOf } from "../store/refunds.ts";
import { type Receipt, type RefundReceipt, type SaleReceipt, type UnknownSlip, reportContent } from "./receipt.ts";

type Source = { readonly read: Reader; readonly clock: Clock; readonly isTraining: boolean };

export function readReceipt(source: Source, job: PrintJob, printer: Printer): Receipt | null {
  switch (job.kind) {
    case "sale":
      return readSale(source, job);
    case "refund":
      return readRefund(source, job);
    case "unknown":
      return readUnknown(source, job);
    case "shift":
    case "day": {
      const report = reportContent.safeParse(JSON.parse(job.content ?? "null"));
      return report.success && report.data.kind === job.kind ? { ...report.data, reprint: job.reprint } : null;
    }
    case "test": {
      return { kind: "test", printer: printer.config.name, at: written(source.clock, job.createdAt) };
    }
    case "drawer":
      return null;
  }
}

/**
 * What may be printed about the order of this trade number: its receipt once it is paid, a slip while nobody knows. Null
 * when it ended without money, or is only paid in part.
 */
export function printableOf(read: Reader, number: TradeNo): Pick<PrintJob, "kind" | "subject"> | null {
  const attempt = attemptByNo(read, number);
  const order = attempt && orderById(read, attempt.orderId);
  if (!attempt || !order) return null;
  if (isOpen(attempt.status)) return { kind: "unknown", subject: number };
  const paid = attemptsOfOrder(read, order.orderId).filter(({ status }) => status === "paid");
  const last = paid.at(-1);
  if (!last || addFen(...paid.map(({ amountFen }) => amountFen)) < order.amountFen) return null;
  const queued = paid.find((tender) => jobsOf(read, "sale", tender.tradeNo).length > 0);
  return { kind: "sale", subject: (queued ?? last).tradeNo };
}

/** 2026-03-01 10:00:00 of the till's own calendar. */
export function written(clock: Clock, at: number): string {
  const { day, stamp } = clock.local(at);
  return `${day} ${stamp.slice(6, 8)}:${stamp.slice(8, 10)}:${stamp.slice(10, 12)}`;
}

function attemptOf({ read }: Source, job: PrintJob) {
  const number = tradeNo(job.subject);
  return number && attemptByNo(read, number);
}

/** A person's name by their number; null where nobody signs in. */
const named = (read: Reader, number: string | null): string | null => (number === null ? null : nameOf(read, number));

function readSale(source: Source, job: PrintJob): SaleReceipt | null {
  const { read, clock, isTraining } = source;
  const attempt = attemptOf(source, job);
  const order = attempt && orderById(read, attempt.orderId);
  if (!attempt || !order || attempt.status !== "paid") return null;
  const paid = attemptsOfOrder(read, attempt.orderId).filter(({ status }) => status === "paid");
  return {
    kind: "sale",
    tradeNo: attempt.tradeNo,
    at: written(clock, attempt.finalAt ?? attempt.createdAt),
    training: isTraining,
    reprint: job.reprint,
    dayNumber: order.dayNumber,
    lines: linesOf(read, order.orderId),
    owedFen: order.amountFen,
    tenders: paid,
    refundedFen: addFen(...paid.map((one) => refundSums(refundsOf(read, one.tradeNo)).refundedFen)),
    cashier: named(read, order.cashier),
    note: order.note,
  };
}

function readRefund({ read, clock, isTraining }: Source, job: PrintJob): RefundReceipt | null {
  const number = refundNo(job.subject);
  const refund = number && refundByNo(read, number);
  const attempt = refund && attemptByNo(read, refund.tradeNo);
  if (!refund || !attempt || refund.status !== "refunded") return null;
  return {
    kind: "refund",
    tradeNo: refund.tradeNo,
    refundNo: refund.refundNo,
    at: written(clock, refund.finalAt ?? refund.requestedAt),
    training: isTraining,
    reprint: job.reprint,
    amountFen: refund.amountFen,
    why: refund.why,
    by: named(read, refund.person),
    channel: attempt.channel,
    wallet: attempt.wallet,
  };
}

/** Once the payment has an end, a slip that says it has none would be a lie. */
function readUnknown(source: Source, job: PrintJob): UnknownSlip | null {
  const attempt = attemptOf(source, job);
  if (!attempt || !isOpen(attempt.status)) return null;
  return {
    kind: "unknown",
    tradeNo: attempt.tradeNo,
    at: written(source.clock, attempt.createdAt),
    training: source.isTraining,
    reprint: job.reprint,
    amountFen: attempt.amountFen,
    channel: attempt.channel,
    wallet: attempt.wallet,
  };
}
