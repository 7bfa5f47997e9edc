// The serial scanner the settings name: opened, replaced and closed as they change. What it hears goes to the counter.
import type { TillState } from "../../preload/contract/views.ts";
import type { Log } from "../log.ts";
import type { Clock } from "../clock.ts";
import type { Port } from "../scan/ports.ts";
import { listSerialPorts, openSerialScanner } from "../scan/serial.ts";

export type ScannerStatus = TillState["scanner"]["status"];

/** What a door hands in: how to open a serial scanner and which ports there are. */
export type ScannerPort = {
  open(options: {
    path: string;
    baudRate: number;
    hear(text: string): void;
    changed(status: "ready" | "lost"): void;
  }): { close(): Promise<void> };
  list(): Promise<Port[]>;
};

/** The serial ports of this machine. */
export function serialScanners(clock: Clock, log: Log): ScannerPort {
  return {
    open: (options) => openSerialScanner({ ...options, clock, bug: (error) => log.error("scanner.bug", error) }),
    list: listSerialPorts,
  };
}

export type Scanner = {
  /** Uses this port from now on; null closes the one in use. The same port again changes nothing. */
  use(wanted: { path: string; baudRate: number } | null): void;
  state(): TillState["scanner"];
  list(): Promise<Port[]>;
  close(): Promise<void>;
};

export function openScanner(parts: {
  port: ScannerPort | null;
  log: Log;
  heard(text: string): void;
  changed(): void;
}): Scanner {
  const { port, log, heard, changed } = parts;
  let open: { path: string; baudRate: number; handle: { close(): Promise<void> } } | null = null;
  let status: ScannerStatus = "none";
  const close = async () => {
    const closing = open;
    open = null;
    status = "none";
    await closing?.handle.close();
  };
  return {
    use(wanted) {
      if (!port || (wanted?.path === open?.path && wanted?.baudRate === open?.baudRate)) return;
      void close();
      if (!wanted) return;
      status = "lost";
      const handle = port.open({
        ...wanted,
        hear(text) {
          if (open?.handle === handle) heard(text);
        },
        changed(next) {
          if (open?.handle !== handle) return;
          status = next;
          log.info("scanner", { status: next });
          changed();
        },
      });
      open = { ...wanted, handle };
    },
    state: () => ({ status, path: open?.path ?? null }),
    list: async () => (port ? port.list() : []),
    close,
  };
}
