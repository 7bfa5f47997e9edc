// Print jobs as rows: what is to be printed, where, and what became of it. `sending` is on disk before a byte leaves, so
// that after any end of the process it is known which paper is in doubt; nothing here ever turns a job back to queued.
import type { JobAnswer, JobKind, JobReason, JobStatus } from "../../preload/contract/printing.ts";
import type { Reader, Writer } from "./open.ts";
import { listPrinters } from "./printers.ts";

export type PrintJob = {
  readonly job: number;
  readonly kind: JobKind;
  readonly subject: string;
  readonly reprint: number;
  readonly copy: number;
  readonly printer: string | null;
  /** JSON of what cannot be read from other rows; null for sales, refunds and the drawer. */
  readonly content: string | null;
  readonly status: JobStatus;
  readonly reason: JobReason | null;
  readonly answer: JobAnswer | null;
  /** The printer's running number of what was sent to it. */
  readonly turn: number | null;
  readonly bytes: number | null;
  readonly createdAt: number;
  readonly sentAt: number | null;
  readonly endedAt: number | null;
};

const COLUMNS = `job_id AS job, kind, subject_id AS subject, reprint, copy, printer_id AS printer, content, status, reason, answer,
  turn, bytes, created_at AS createdAt, sent_at AS sentAt, ended_at AS endedAt`;

export function jobById(read: Reader, job: number): PrintJob | null {
  return read.get<PrintJob>(`SELECT ${COLUMNS} FROM print_jobs WHERE job_id = ?`, job) ?? null;
}

/** Every job about one subject, oldest first. */
export function jobsOf(read: Reader, kind: JobKind, subject: string): PrintJob[] {
  return read.all<PrintJob>(
    `SELECT ${COLUMNS} FROM print_jobs WHERE kind = ? AND subject_id = ? ORDER BY job_id`,
    kind,
    subject,
  );
}

/** Newest first. */
export function listJobs(read: Reader, limit: number): PrintJob[] {
  return read.all<PrintJob>(`SELECT ${COLUMNS} FROM print_jobs ORDER BY job_id DESC LIMIT ?`, limit);
}

export function countJobs(read: Reader, printer: string, status: JobStatus): number {
  const row = read.get<{ count: number }>(
    "SELECT count(*) AS count FROM print_jobs WHERE printer_id = ? AND status = ?",
    printer,
    status,
  );
  return row?.count ?? 0;
}

/** The drawer first, for somebody stands before it; everything else in the order it was taken. */
export function nextJob(read: Reader, printer: string): PrintJob | null {
  return (
    read.get<PrintJob>(
      `SELECT ${COLUMNS} FROM print_jobs WHERE printer_id = ? AND status = 'queued'
       ORDER BY kind <> 'drawer', job_id LIMIT 1`,
      printer,
    ) ?? null
  );
}

/** What was sent to this printer last. */
export function lastSent(read: Reader, printer: string): PrintJob | null {
  const sql = `SELECT ${COLUMNS} FROM print_jobs WHERE printer_id = ? AND turn IS NOT NULL ORDER BY turn DESC LIMIT 1`;
  return read.get<PrintJob>(sql, printer) ?? null;
}

export type NewJob = Pick<PrintJob, "kind" | "subject" | "printer"> & {
  readonly reprint?: number;
  readonly copy?: number;
  readonly content?: string | null;
};

/** Answers the job's number, or null where the same job stands already. */
export function insertJob(tx: Writer, job: NewJob, at: number): number | null {
  const row = tx.run(
    `INSERT INTO print_jobs (kind, subject_id, reprint, copy, printer_id, content, status, created_at)
     VALUES (?, ?, ?, ?, ?, ?, 'queued', ?) ON CONFLICT DO NOTHING`,
    job.kind,
    job.subject,
    job.reprint ?? 0,
    job.copy ?? 1,
    job.printer,
    job.content ?? null,
    at,
  );
  if (row === 0) return null;
  return tx.get<{ job: number }>("SELECT last_insert_rowid() AS job")?.job ?? null;
}

/**
 * Queues a receipt once, as often as each printer is set to print its kind; asking again for the same subject changes
 * nothing. Without a printer it is kept for nobody, so that a printer that comes later does not print the past.
 */
export function queuePrint(
  tx: Writer,
  kind: Exclude<JobKind, "drawer">,
  subject: string,
  at: number,
  content: string | null = null,
): void {
  if (tx.get("SELECT 1 FROM print_jobs WHERE kind = ? AND subject_id = ?", kind, subject)) return;
  const printers = listPrinters(tx);
  const wanted = printers.flatMap(({ id, config }) => Array.from({ length: config.copies[kind] }, () => id));
  const targets = printers.length === 0 ? [null] : wanted;
  for (const [index, printer] of targets.entries())
    insertJob(tx, { kind, subject, printer, copy: index + 1, content }, at);
}

/** Opens the drawer once for this subject, where one hangs on a printer. */
export function queueDrawer(tx: Writer, subject: string, at: number): void {
  const printer = listPrinters(tx).find(({ config }) => config.drawer);
  if (printer) insertJob(tx, { kind: "drawer", subject, printer: printer.id }, at);
}

/** Queued -> sending, with the printer's next turn. False when it is no longer this printer's queued job. */
export function startJob(tx: Writer, job: PrintJob, bytes: number, at: number): boolean {
  if (job.printer === null) return false;
  const turn = (lastSent(tx, job.printer)?.turn ?? 0) + 1;
  const sql = `UPDATE print_jobs SET status = 'sending', turn = ?, bytes = ?, sent_at = ?
    WHERE job_id = ? AND status = 'queued' AND printer_id = ?`;
  return tx.run(sql, turn, bytes, at, job.job, job.printer) === 1;
}

export type Ending = { readonly status: Exclude<JobStatus, "queued" | "sending">; readonly reason?: JobReason };

/** Ends a job that stands as `from`. False when it does not stand there any more. */
export function endJob(
  tx: Writer,
  job: number,
  from: "queued" | "sending",
  { status, reason }: Ending,
  at: number,
): boolean {
  const sql = "UPDATE print_jobs SET status = ?, reason = ?, ended_at = ? WHERE job_id = ? AND status = ?";
  return tx.run(sql, status, reason ?? null, at, job, from) === 1;
}

/**
 * What an earlier worker of this printer left: a job it was sending may be on paper in part, and its drawer kicks are for
 * nobody any more. Everything else waits on as it was.
 */
export function takeOverJobs(tx: Writer, printer: string, at: number): void {
  const end = "UPDATE print_jobs SET status = ?, reason = ?, ended_at = ? WHERE printer_id = ? AND";
  tx.run(`${end} status = 'sending'`, "uncertain", "restarted", at, printer);
  tx.run(`${end} status = 'queued' AND kind = 'drawer'`, "failed", "restarted", at, printer);
}

/** Sends what waits to another printer; it keeps its place in time. False when it is no longer waiting. */
export function rerouteJob(tx: Writer, job: number, printer: string): boolean {
  const sql = "UPDATE print_jobs SET printer_id = ? WHERE job_id = ? AND status = 'queued' AND kind <> 'drawer'";
  return tx.run(sql, printer, job) === 1;
}

/**
 * The same receipt once more. Once any of its jobs has been sent, this is 补打 n and the paper says so; where none has,
 * it is still the first.
 */
export function queueAgain(
  tx: Writer,
  of: Pick<PrintJob, "kind" | "subject" | "content">,
  printer: string,
  at: number,
): number | null {
  const before = jobsOf(tx, of.kind, of.subject);
  const wasSent = before.some((job) => job.turn !== null);
  const reprint = wasSent ? Math.max(...before.map((job) => job.reprint)) + 1 : 0;
  const copy = wasSent ? 1 : Math.max(0, ...before.map((job) => job.copy)) + 1;
  return insertJob(tx, { ...of, printer, reprint, copy }, at);
}
