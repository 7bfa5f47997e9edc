// The print queue's own state: what main answered, which row is in front, whether the drawer's question is open. It
// prints nothing by itself.
import { create } from "zustand";
import type { RefundNo, TradeNo } from "../../../preload/contract/ids.ts";
import type { PrintQueue, QueueRow } from "../../../preload/contract/print-calls.ts";
import type { JobAnswer } from "../../../preload/contract/printing.ts";
import type { Result } from "../../../preload/contract/failure.ts";
import { call, on } from "../../cashier.ts";
import { hush, sayDone, sayFailure } from "../../notice.ts";

type Queue = {
  readonly queue: PrintQueue | null;
  /** Null: the first that asks. */
  readonly chosen: number | null;
  readonly isBusy: boolean;
  readonly isDrawerAsked: boolean;
};

export const useQueue = create<Queue>()(() => ({ queue: null, chosen: null, isBusy: false, isDrawerAsked: false }));

/** Changes that come together are read together. */
const GATHER_MS = 120;

/** Somebody has to look: what is in doubt, or was not printed, and nobody has answered for. */
export const asks = (row: QueueRow): boolean =>
  (row.status === "uncertain" || row.status === "failed") &&
  row.answer === null &&
  row.kind !== "drawer" &&
  row.reason !== "nothing_to_print";

/** The row in front: the chosen one, else the newest that asks. */
export function inFront({ queue, chosen }: Pick<Queue, "queue" | "chosen">): QueueRow | null {
  if (queue === null) return null;
  return queue.rows.find(({ job }) => job === chosen) ?? queue.rows.find(asks) ?? null;
}

async function read(): Promise<void> {
  const answer = await call("print.queue", {});
  if (answer.ok) useQueue.setState({ queue: answer.value });
  else sayFailure(answer.failure);
}

/** Follows main while the screen is open. */
export function mirrorQueue(): () => void {
  let gathering: number | undefined;
  void read();
  const stop = on("till.changed", () => {
    window.clearTimeout(gathering);
    gathering = window.setTimeout(() => void read(), GATHER_MS);
  });
  return () => {
    stop();
    window.clearTimeout(gathering);
    useQueue.setState({ chosen: null });
  };
}

export const choose = (job: number | null): void => useQueue.setState({ chosen: job });

async function doing(work: () => Promise<Result<unknown>>): Promise<boolean> {
  if (useQueue.getState().isBusy) return false;
  hush();
  useQueue.setState({ isBusy: true });
  const answer = await work();
  useQueue.setState({ isBusy: false });
  if (!answer.ok) sayFailure(answer.failure);
  await read();
  return answer.ok;
}

export async function answerJob(row: QueueRow, says: JobAnswer): Promise<void> {
  const done = await doing(() => call("print.answer", { job: row.job, says }));
  if (done) choose(null);
}

export const cancelJob = (job: number): Promise<boolean> => doing(() => call("print.cancel", { job }));
export const sendTo = (job: number, printer: string): Promise<boolean> =>
  doing(() => call("print.reroute", { job, printer }));
export const pausePrinter = (printer: string, paused: boolean): Promise<boolean> =>
  doing(() => call("print.pause", { printer, paused }));

/** Prints one receipt once more; the last one without a number. Says what became of it wherever the cashier stands. */
export async function printAgain(of: { order?: TradeNo; refund?: RefundNo } = {}): Promise<void> {
  const answer = await call("print.again", of);
  if (answer.ok) sayDone("again");
  else sayFailure(answer.failure);
}

export const askDrawer = (isDrawerAsked: boolean): void => useQueue.setState({ isDrawerAsked });

/** Called by a hand on the button and by nothing else. */
export async function openDrawer(why: string): Promise<void> {
  askDrawer(false);
  const answer = await call("print.drawer", { why });
  if (answer.ok) sayDone("drawer");
  else sayFailure(answer.failure);
}
