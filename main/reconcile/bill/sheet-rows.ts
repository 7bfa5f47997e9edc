// The rows of a spreadsheet, read by a thread beside this one (sheet-worker.ts), which ends with the last row that is wanted.
// It may fill so much memory; what needs more is too large, and costs that thread only.
import { stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { BillProblem } from "./problem.ts";
import type { BillRow } from "./read-rows.ts";

/** About a hundred thousand rows; more are asked for as CSV, which can be read as a stream. */
export const MOST_XLSX_BYTES = 12 * 1024 * 1024;
const MOST_HEAP_MB = 1024;

/** Beside this file, as a source and as built: electron.vite.config.ts gives it the same name. */
const WORKER = join(import.meta.dirname, `sheet-worker${extname(import.meta.filename)}`);

const sheetSaid = z.union([
  z.object({ rows: z.array(z.array(z.string())) }),
  z.object({ problem: z.enum(["bill_too_large", "bill_unreadable"]) }),
]);
/** No rows: that was all. */
export type SheetSaid = z.infer<typeof sheetSaid>;

export async function* sheetRows(file: string): AsyncGenerator<BillRow> {
  const { size } = await stat(file);
  if (size > MOST_XLSX_BYTES) throw new BillProblem("bill_too_large");
  const worker = new Worker(WORKER, {
    workerData: file,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
  });
  const broken = new Promise<never>((_resolve, reject) => worker.once("error", (error) => reject(problemOf(error))));
  // It is waited for with each portion; between two of them nobody looks.
  broken.catch(() => {});
  const askOn = worker.postMessage.bind(worker);
  let row = 0;
  try {
    for (;;) {
      const said = new Promise<unknown>((resolve) => worker.once("message", resolve));
      askOn(null);
      const answer = sheetSaid.parse(await Promise.race([said, broken]));
      if ("problem" in answer) throw new BillProblem(answer.problem, "xlsx");
      if (answer.rows.length === 0) return;
      for (const cells of answer.rows) yield { row: ++row, cells };
    }
  } finally {
    await worker.terminate();
  }
}

const problemOf = (error: Error): Error =>
  "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY" ? new BillProblem("bill_too_large", "xlsx") : error;
