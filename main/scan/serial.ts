// A scanner on a serial port or USB-CDC, and the list of ports there are. The only file that uses serialport, loaded
// when first needed: where its native part cannot load, a scanner is lost and the till still opens.
import { stat } from "node:fs/promises";
import type { SerialPort } from "serialport";
import type { Framing, GunTrouble, Port, UsbIdentity } from "../../preload/contract/scanners.ts";
import type { Clock } from "../clock.ts";
import { createHearing, type Hearing } from "./hearing.ts";
import { findPort, listLinuxPorts, portId, withOwnIds } from "./ports.ts";
import { troubleOf } from "./trouble.ts";

/** ready: open and listening. lost: not there, in use, or gone; it is tried again by itself. */
export type SerialStatus = "ready" | "lost";

export type SerialOptions = {
  /** `/dev/ttyUSB0`, a link to it such as `/dev/serial/by-id/…`, or `COM3`. */
  readonly path: string;
  /** Who the gun is: it is then opened wherever it is plugged in, and nothing else is opened in its place. */
  readonly usb?: UsbIdentity | null;
  /** The ports there are, to find it among. Default: this machine's. */
  readonly list?: () => Promise<readonly Port[]>;
  readonly baudRate: number;
  readonly clock: Pick<Clock, "monotonic" | "sleep">;
  /** One scanned text, as the gun sent it. It may be a pay code: never log it. */
  readonly hear: (text: string) => void;
  /** Each change, the first outcome included. `detail` is the system's reason for `lost`; it holds no scanned text. */
  readonly changed: (status: SerialStatus, detail: string | null, trouble: GunTrouble | null) => void;
  /** Told what `hear` or `changed` threw. */
  readonly bug?: (error: unknown) => void;
  /** Fixed framing. Without it a code ends at CR, LF, ETX, TAB or after 50 ms, and the gun's own way is learnt. */
  readonly suffixes?: readonly number[];
  readonly silenceMs?: number | null;
  /** What was learnt before. */
  readonly framing?: Framing | null;
  readonly learnt?: (framing: Framing) => void;
};

export type SerialScanner = {
  /** `lost` until the port has been opened for the first time, and after `close`. */
  readonly status: SerialStatus;
  /** Resolves when the port is free again. Nothing is heard or reported after the call. */
  close(): Promise<void>;
};

/** Waits between attempts to open: 1 s, then 2 s, so that a gun plugged in is heard within 2 s. */
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 2_000;
/** How often an open port is compared with the device at its path. */
const WATCH_MS = 1_000;
/** A driver that does not answer a close is left behind after this. */
const CLOSE_MS = 2_000;

/** Starts at once and keeps trying until `close`. Never throws. */
export function openSerialScanner(options: SerialOptions): SerialScanner {
  const closing = new AbortController();
  let status: SerialStatus = "lost";
  let trouble: GunTrouble | null = null;
  const report = (detail: string | null, next: GunTrouble | null): void => {
    const isSame = next === trouble && (next === null) === (status === "ready");
    if (closing.signal.aborted || isSame) return;
    status = next === null ? "ready" : "lost";
    trouble = next;
    try {
      options.changed(status, detail, next);
    } catch (error) {
      options.bug?.(error);
    }
  };
  const done = keepOpen(options, report, closing.signal);
  return {
    get status() {
      return closing.signal.aborted ? "lost" : status;
    },
    close() {
      closing.abort();
      return done;
    },
  };
}

async function keepOpen(
  options: SerialOptions,
  report: (detail: string | null, trouble: GunTrouble | null) => void,
  closing: AbortSignal,
): Promise<void> {
  let retryMs = FIRST_RETRY_MS;
  let framing = options.framing ?? null;
  const learnt = (next: Framing): void => {
    framing = next;
    options.learnt?.(next);
  };
  while (!closing.aborted) {
    const path = await pathNow(options);
    const device = path === null ? null : await deviceAt(path);
    const opened = path === null ? { port: null, detail: "no such device" } : await openPort({ ...options, path });
    if (opened.port && path !== null) {
      retryMs = FIRST_RETRY_MS;
      const listening = listen(opened.port, { ...options, path, framing, learnt }, device, closing);
      report(null, null);
      report(await listening, "not_there");
      await closePort(opened.port, options);
    } else if (opened.port === null) {
      report(opened.detail, troubleOf(opened.detail, process.platform));
    }
    await options.clock.sleep(retryMs, closing);
    retryMs = Math.min(retryMs * 2, MAX_RETRY_MS);
  }
}

/** Where the gun is now; null: it is not plugged in. */
async function pathNow({ path, usb, list = listSerialPorts }: SerialOptions): Promise<string | null> {
  if (!usb) return path;
  return findPort(await list(), usb, path)?.path ?? null;
}

/** 8N1, DTR and RTS raised (some guns stay silent without them), the port locked against other programs. */
async function openPort(options: SerialOptions): Promise<{ port: SerialPort } | { port: null; detail: string }> {
  try {
    const { SerialPort } = await import("serialport");
    const port = new SerialPort({
      path: options.path,
      baudRate: options.baudRate,
      dataBits: 8,
      parity: "none",
      stopBits: 1,
      rtscts: false,
      xon: false,
      xoff: false,
      xany: false,
      hupcl: true,
      lock: true,
      autoOpen: false,
      endOnClose: false,
      highWaterMark: 4096,
    });
    // Stays for the port's whole life: an error nobody listens to would end the process.
    port.on("error", () => {});
    await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
    // A port without such lines (a pty) refuses; that is no reason not to listen.
    await new Promise<void>((resolve) => port.set({ dtr: true, rts: true }, () => resolve()));
    return { port };
  } catch (error) {
    return { port: null, detail: messageOf(error) };
  }
}

/** Hears until the port is gone or `closing`; resolves with why. */
async function listen(
  port: SerialPort,
  options: SerialOptions,
  device: string | null,
  closing: AbortSignal,
): Promise<string | null> {
  const gone = new AbortController();
  let detail: string | null = null;
  const leave = (error?: Error | null): void => {
    detail ??= error ? messageOf(error) : null;
    gone.abort();
  };
  const hearing: Hearing = createHearing(options);
  const stop = (): void => leave();
  port.on("data", (chunk: Buffer) => hearing.take(chunk));
  port.on("close", leave);
  port.on("error", leave);
  closing.addEventListener("abort", stop);
  if (closing.aborted || !port.isOpen) leave();
  while (!gone.signal.aborted) {
    await options.clock.sleep(WATCH_MS, gone.signal);
    hearing.settle();
    // A driver may report an unplugged gun as silence for ever; the device at the path tells.
    if (device !== null && (await deviceAt(options.path)) !== device) leave(new Error("the device is gone"));
  }
  closing.removeEventListener("abort", stop);
  hearing.stop();
  return detail;
}

async function closePort(port: SerialPort, options: SerialOptions): Promise<void> {
  if (!port.isOpen) return;
  const closed = new AbortController();
  port.close(() => closed.abort());
  await options.clock.sleep(CLOSE_MS, closed.signal);
}

/** Which device stands at a path now; null where that cannot be told (Windows, or nothing there). */
async function deviceAt(path: string): Promise<string | null> {
  if (process.platform === "win32") return null;
  try {
    const { dev, ino, rdev, ctimeMs } = await stat(path);
    return [dev, ino, rdev, ctimeMs].join(" ");
  } catch {
    return null;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * The ports a scanner may be on. Empty when they cannot be listed. On Linux serialport's own list is not used: it
 * starts udevadm, whose absence surfaces later, as an error on a child process that nobody can catch.
 */
export async function listSerialPorts(): Promise<Port[]> {
  try {
    if (process.platform === "linux") return await listLinuxPorts("/");
    const { SerialPort } = await import("serialport");
    const ports = await SerialPort.list();
    const known = ports.map(({ path, manufacturer, serialNumber, vendorId, productId }) => {
      const usb = identity(vendorId, productId, serialNumber);
      const label = [path, manufacturer, serialNumber].filter((part) => part !== undefined && part !== "").join(" · ");
      return { path, label, id: portId(path, usb), usb };
    });
    return withOwnIds(known);
  } catch {
    return [];
  }
}

/** serialport gives hexadecimal text, or nothing for a port that is no USB device. */
function identity(vendor?: string, product?: string, serialNumber?: string): UsbIdentity | null {
  const [vendorId, productId] = [Number.parseInt(vendor ?? "", 16), Number.parseInt(product ?? "", 16)];
  if (Number.isNaN(vendorId) || Number.isNaN(productId)) return null;
  return { vendorId, productId, serialNumber: (serialNumber ?? "").slice(0, 128) };
}
