// Jobs and what became of a day's paper, as the queue's screen shows them. Reads rows; decides nothing.
import { refundNo, tradeNo } from "../../preload/contract/ids.ts";
import type { PrintQueue, QueueRow } from "../../preload/contract/print-calls.ts";
import type { JobStatus, JobView, PrinterView } from "../../preload/contract/printing.ts";
import type { Clock } from "../clock.ts";
import { attemptByNo } from "../store/attempts.ts";
import type { Reader } from "../store/open.ts";
import { orderById } from "../store/orders.ts";
import { type PrintJob, listJobs } from "../store/print-jobs.ts";
import { type Sum, sumsSince } from "../store/print-queue.ts";
import { refundByNo } from "../store/refunds.ts";

/** What a screen can show without being scrolled for ever; the rest is in the book. */
const MAX_ROWS = 300;

export const viewJob = ({ content: _content, turn: _turn, bytes: _bytes, ...view }: PrintJob): JobView => view;

export function viewQueue(read: Reader, clock: Clock, printers: PrinterView[]): PrintQueue {
  const sums = sumsSince(read, dayBegan(clock));
  const count = (statuses: readonly JobStatus[], fits: (sum: Sum) => boolean = () => true) =>
    sums.filter((sum) => statuses.includes(sum.status) && fits(sum)).reduce((all, sum) => all + sum.count, 0);
  const asks = (sum: Sum) => sum.asks === 1;
  return {
    printers,
    rows: listJobs(read, MAX_ROWS).map((job) => rowOf(read, job)),
    sums: {
      waiting: count(["queued", "sending"]),
      proved: count(["proved"]),
      handedOver: count(["handed_over"]),
      uncertain: count(["uncertain"], asks),
      failed: count(["failed"], asks),
    },
  };
}

/** Midnight of the till's own calendar. */
function dayBegan(clock: Clock): number {
  const now = clock.now();
  const { stamp } = clock.local(now);
  const [hours, minutes, seconds] = [stamp.slice(6, 8), stamp.slice(8, 10), stamp.slice(10, 12)].map(Number);
  return now - (((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000 - (now % 1000);
}

function rowOf(read: Reader, job: PrintJob): QueueRow {
  const trade = tradeNo(job.subject);
  const refund = trade === null ? refundNo(job.subject) : null;
  const refunded = refund && refundByNo(read, refund);
  const number = trade ?? refunded?.tradeNo ?? null;
  const attempt = number && attemptByNo(read, number);
  const order = attempt && orderById(read, attempt.orderId);
  const isSale = job.kind === "sale";
  return {
    ...viewJob(job),
    dayNumber: order?.dayNumber ?? null,
    amountFen: refunded?.amountFen ?? (isSale ? order?.amountFen : attempt?.amountFen) ?? null,
    why: whyOf(job),
  };
}

/** Only a drawer opened by hand has a reason. */
function whyOf({ kind, content }: PrintJob): string | null {
  if (kind !== "drawer" || content === null) return null;
  const kept: unknown = JSON.parse(content);
  return typeof kept === "object" && kept !== null && "why" in kept && typeof kept.why === "string" ? kept.why : null;
}
