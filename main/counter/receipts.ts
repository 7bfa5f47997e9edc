// The calls of the printers' page: which printers there are, and how receipts look.
import { type Result, ok } from "../../preload/contract/failure.ts";
import type { PrintersAndLook } from "../../preload/contract/print-calls.ts";
import type { PrinterView } from "../../preload/contract/printing.ts";
import type { Handlers } from "../ipc/door.ts";
import type { Prints } from "../print/prints.ts";

type ReceiptCall =
  | "printers.get"
  | "printers.save"
  | "printers.remove"
  | "printers.system"
  | "printers.test"
  | "receipt.set"
  | "receipt.preview";

export function receiptHandlers({ prints }: { readonly prints: Prints }): Pick<Handlers, ReceiptCall> {
  const all = (): Result<PrintersAndLook> => ok({ printers: prints.printers(), look: prints.look() });
  return {
    "printers.get": async () => all(),
    "printers.save": async ({ id, config }) => {
      prints.save(id ?? freeId(prints.printers()), config);
      return all();
    },
    "printers.remove": async ({ id }) => {
      const removed = prints.remove(id);
      return removed.ok ? all() : removed;
    },
    "printers.system": async () => ok({ names: (await prints.systemPrinters()).slice(0, MAX_NAMES) }),
    "printers.test": async ({ id }) => prints.test(id),
    "receipt.set": async (look) => {
      prints.setLook(look);
      return all();
    },
    "receipt.preview": async (look) => ok({ pictures: prints.preview(look) }),
  };
}

/** More than a shop has. */
const MAX_NAMES = 100;

function freeId(printers: readonly PrinterView[]): string {
  const taken = new Set(printers.map(({ id }) => id));
  for (let n = 1; ; n++) if (!taken.has(`printer-${n}`)) return `printer-${n}`;
}
