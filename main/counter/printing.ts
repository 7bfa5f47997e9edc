// The calls of the print queue. It is always the real book's: what is trained is never printed, and while training no
// real receipt is printed either, so that nobody takes one for the other.
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { RefundNo, TradeNo } from "../../preload/contract/ids.ts";
import type { JobView } from "../../preload/contract/printing.ts";
import type { Book } from "../book.ts";
import type { Handlers } from "../ipc/door.ts";
import type { Prints } from "../print/prints.ts";
import { printableOf } from "../print/read-receipt.ts";
import { holdsPayCode } from "../scan/holds-pay-code.ts";
import type { Session } from "../staff/session.ts";
import { listAttempts } from "../store/list-attempts.ts";
import type { PrintJob } from "../store/print-jobs.ts";
import { refundByNo } from "../store/refunds.ts";
import type { Counter } from "./counter.ts";

type Parts = { readonly counter: Counter; readonly real: Book; readonly prints: Prints; readonly session: Session };
type PrintCall = "queue" | "again" | "answer" | "cancel" | "reroute" | "pause" | "drawer";
type PrintHandlers = Pick<Handlers, `print.${PrintCall}`>;
type Printable = Pick<PrintJob, "kind" | "subject">;

/** How many sales back a receipt is looked for when the last ones have none. */
const LOOK_BACK = 20;

export function printHandlers({ counter, real, prints, session }: Parts): PrintHandlers {
  const outsideTraining = (work: () => Result<JobView>): Result<JobView> =>
    counter.mode === "training" ? fail("printing_in_training", undefined, "cashier", "never") : work();
  return {
    "print.queue": async () => ok(prints.queue()),
    "print.again": async ({ order, refund }) =>
      outsideTraining(() => {
        const about = refund ? refundIn(real, refund) : order ? orderIn(real, order) : lastIn(real);
        if (!about) return fail("nothing_to_print", order ?? refund, "cashier", "never");
        return prints.print(about, null);
      }),
    "print.answer": async ({ job, says }) =>
      says === "again" ? outsideTraining(() => prints.answer(job, says)) : prints.answer(job, says),
    "print.cancel": async ({ job }) => prints.cancel(job),
    "print.reroute": async ({ job, printer }) => outsideTraining(() => prints.reroute(job, printer)),
    "print.pause": async ({ printer, paused }) => {
      const done = prints.pause(printer, paused);
      return done.ok ? ok(prints.queue()) : done;
    },
    "print.drawer": async ({ why }) =>
      outsideTraining(() => (holdsPayCode(why) ? fail("bad_input", "why") : prints.openDrawer(why, session.answers()))),
  };
}

function orderIn({ store }: Book, order: TradeNo): Printable | null {
  return printableOf(store.read, order);
}

function refundIn({ store }: Book, refund: RefundNo): Printable | null {
  return refundByNo(store.read, refund)?.status === "refunded" ? { kind: "refund", subject: refund } : null;
}

/** The newest sale that is received, or about which nobody knows: one that is just being taken has its verdict to come. */
function lastIn({ store }: Book): Printable | null {
  const settled = ["paid", "unknown", "needs_review"] as const;
  for (const { tradeNo } of listAttempts(store.read, { statuses: settled, limit: LOOK_BACK })) {
    const about = printableOf(store.read, tradeNo);
    if (about) return about;
  }
  return null;
}
