// The ways bytes leave this machine for a printer, by kind. What the devices process opens, and, where there is none
// (the command line), this process itself.
import type { WireTarget } from "../../preload/contract/printing.ts";
import type { Clock } from "../clock.ts";
import { fileTransport } from "./file.ts";
import type { Transport } from "./link.ts";
import { serialTransport } from "./serial.ts";
import { tcpTransport } from "./tcp.ts";

export function ownTransport(target: WireTarget, clock: Clock): Transport {
  switch (target.kind) {
    case "tcp":
      return tcpTransport(target.host, target.port, clock);
    case "serial":
      return serialTransport(target, clock);
    case "file":
      return fileTransport(target.path, clock);
  }
}

/** Whether a printer behind such a wire can answer; a file is written and never read. */
export const canHear = ({ kind }: WireTarget): boolean => kind !== "file";
