// A job as the bytes its printer takes, or the reason why there are none. The only place where rows, template and
// encoding meet.
import { type JobReason, type ReceiptLook, receiptLook } from "../../preload/contract/printing.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Reader } from "../store/open.ts";
import type { PrintJob } from "../store/print-jobs.ts";
import type { Printer } from "../store/printers.ts";
import { readSetting } from "../store/settings.ts";
import { KICK, encodeMarkup } from "./bytes.ts";
import { encodePage } from "./system.ts";
import type { Receipt } from "./receipt.ts";
import { readReceipt } from "./read-receipt.ts";
import { markupOf } from "./template.ts";

export const LOOK_SETTING = "receipt";

/** How the shop's receipts look; what cannot be read is as if it were not set. */
export function readLook(read: Reader): ReceiptLook {
  const stored = receiptLook.safeParse(readSetting(read, LOOK_SETTING) ?? {});
  return stored.success ? stored.data : receiptLook.parse({});
}

export type Rendered = { readonly bytes: Uint8Array } | { readonly reason: JobReason };

export function renderJob(
  parts: { readonly read: Reader; readonly clock: Clock; readonly log: Log; readonly isTraining: boolean },
  job: PrintJob,
  printer: Printer,
): Rendered {
  const isSystem = printer.config.target.kind === "system";
  if (job.kind === "drawer") return isSystem ? { reason: "cannot_render" } : { bytes: KICK };
  try {
    const receipt = readReceipt(parts, job, printer);
    return receipt === null ? { reason: "nothing_to_print" } : { bytes: encode(parts, receipt, printer) };
  } catch (error) {
    parts.log.error("print.render", error);
    return { reason: "cannot_render" };
  }
}

/** A logo that is no picture must not cost the customer the receipt. */
function encode({ read, log }: { readonly read: Reader; readonly log: Log }, receipt: Receipt, printer: Printer) {
  const look = readLook(read);
  const { config } = printer;
  const isSystem = config.target.kind === "system";
  // Where the dots are ours or the system's, rare characters are there whatever the printer has.
  const shape = { paper: config.paper, fourByte: config.fourByte || isSystem || config.font === "picture" };
  const made = (shown: ReceiptLook) => {
    const markup = markupOf(receipt, shown, shape);
    return isSystem ? encodePage(markup, config.paper) : encodeMarkup(markup, config);
  };
  try {
    return made(look);
  } catch (error) {
    if (look.logoPng === null) throw error;
    log.error("print.logo", error);
    return made({ ...look, logoPng: null });
  }
}
