// A printer on a serial port or USB-CDC, both ways. Loads serialport when it is first needed, and runs in the devices
// process, so that a crash of its native part is not the till's.
import type { SerialPort } from "serialport";
import type { WireTarget } from "../../preload/contract/printing.ts";
import type { Clock } from "../clock.ts";
import { CannotReach, type Link, LinkBroken, type Transport } from "./link.ts";

export type SerialTarget = Extract<WireTarget, { kind: "serial" }>;

/** A printer without paper holds the line up: waited for so long, beside the time the bytes take by themselves. */
const WRITE_MS = 60_000;
const BITS_PER_BYTE = 10;
/** A driver that does not answer a close is left behind after this. */
const CLOSE_MS = 2_000;

export const serialTransport = (target: SerialTarget, clock: Clock): Transport => ({
  canHear: true,
  async open() {
    try {
      return linkOf(await openPort(target), target, clock);
    } catch (error) {
      throw new CannotReach(error instanceof Error ? error.message : "unknown");
    }
  },
});

/** 8N1, DTR and RTS raised, the port locked against other programs. */
async function openPort({ path, baudRate, flow }: SerialTarget): Promise<SerialPort> {
  const { SerialPort } = await import("serialport");
  const port = new SerialPort({
    path,
    baudRate,
    dataBits: 8,
    parity: "none",
    stopBits: 1,
    rtscts: flow === "lines",
    xon: flow === "xon",
    xoff: false,
    xany: false,
    hupcl: true,
    lock: true,
    autoOpen: false,
    endOnClose: false,
    highWaterMark: 65_536,
  });
  // Stays for the port's whole life: an error nobody listens to would end the process.
  port.on("error", () => {});
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
  // A port without such lines (a pty) refuses; that is no reason not to print.
  if (flow !== "lines") await new Promise<void>((resolve) => port.set({ dtr: true, rts: true }, () => resolve()));
  return port;
}

function linkOf(port: SerialPort, { baudRate }: SerialTarget, clock: Clock): Link {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  port.once("close", () => end());
  port.on("error", () => void close());
  const close = async (): Promise<void> => {
    end();
    if (!port.isOpen) return;
    const closed = new AbortController();
    port.close(() => closed.abort());
    await clock.sleep(CLOSE_MS, closed.signal);
  };
  return {
    get isOpen() {
      return port.isOpen;
    },
    async write(bytes) {
      const over = new AbortController();
      // Written is in the driver; drained is on the wire.
      const taken = new Promise<boolean>((resolve) =>
        port.write(Buffer.from(bytes), (error) => (error ? resolve(false) : port.drain((late) => resolve(!late)))),
      );
      const broken = ended.then(() => false);
      const ownMs = (bytes.length * BITS_PER_BYTE * 1000) / baudRate;
      const late = clock.sleep(WRITE_MS + ownMs, over.signal).then(() => false);
      const isTaken = await Promise.race([taken, broken, late]);
      over.abort();
      if (isTaken) return;
      await close();
      throw new LinkBroken("the serial line broke");
    },
    onBytes: (listener) => void port.on("data", (chunk: Buffer) => listener(chunk)),
    ended,
    close,
  };
}
