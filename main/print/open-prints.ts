// The print queue of a real book, joined to its wires: those of this machine through the devices process where there is
// one, and the system's printing where a window lends it.
import type { PrinterTarget, WireTarget } from "../../preload/contract/printing.ts";
import type { Transport } from "./link.ts";
import { Prints, type PrintsParts } from "./prints.ts";
import { type SystemDesk, systemTransport } from "./system.ts";
import { ownTransport } from "./transports.ts";

type OpenParts = Pick<PrintsParts, "store" | "clock" | "log"> &
  Partial<Pick<PrintsParts, "changed">> & {
    /** Who opens links; this process itself by default. */
    readonly wire?: (target: WireTarget) => Transport;
    /** Called when the queue is closed and every link with it. */
    readonly closed?: () => Promise<void>;
  };

export function openPrints({ changed = () => {}, closed = async () => {}, wire, ...parts }: OpenParts): Prints {
  const system: SystemDesk = { now: null };
  const open = wire ?? ((target: WireTarget) => ownTransport(target, parts.clock));
  return new Prints({
    ...parts,
    changed,
    closed,
    system,
    isTraining: false,
    transport: (target: PrinterTarget) =>
      target.kind === "system" ? systemTransport(system, target.printer) : open(target),
  });
}
