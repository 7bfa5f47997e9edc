// The print queue as a person looks at it: what needs looking after, what became of a day's jobs, and what was said about
// a job in doubt. Jobs themselves are moved in print-jobs.ts.
import type { JobAnswer, JobStatus } from "../../preload/contract/printing.ts";
import type { Reader, Writer } from "./open.ts";

/** The drawer asks nobody, and neither does a paper there is nothing to print on. */
const ASKS = "answer IS NULL AND kind <> 'drawer' AND coalesce(reason, '') <> 'nothing_to_print'";

export function countAttention(read: Reader): number {
  const sql = `SELECT count(*) AS count FROM print_jobs WHERE status IN ('uncertain', 'failed') AND ${ASKS}`;
  return read.get<{ count: number }>(sql)?.count ?? 0;
}

export function countWaiting(read: Reader): number {
  const sql =
    "SELECT count(*) AS count FROM print_jobs WHERE status IN ('queued', 'sending') AND printer_id IS NOT NULL";
  return read.get<{ count: number }>(sql)?.count ?? 0;
}

export type Sum = { readonly status: JobStatus; readonly asks: number; readonly count: number };

/** How many jobs made since then stand where; `asks`: 1 where a person has still to look. */
export function sumsSince(read: Reader, since: number): Sum[] {
  return read.all<Sum>(
    `SELECT status, ${ASKS} AS asks, count(*) AS count FROM print_jobs
     WHERE created_at >= ? AND kind <> 'drawer' GROUP BY status, asks`,
    since,
  );
}

/** Writes down what a person saw. False when nobody is asked about this job, or somebody has answered. */
export function answerJob(tx: Writer, job: number, says: JobAnswer, at: number): boolean {
  const of = { came_out: ["uncertain", "uncertain"], not_needed: ["failed", "failed"], again: ["uncertain", "failed"] };
  const sql = `UPDATE print_jobs SET answer = ?, answered_at = ? WHERE job_id = ? AND status IN (?, ?) AND ${ASKS}`;
  return tx.run(sql, says, at, job, ...of[says]) === 1;
}
