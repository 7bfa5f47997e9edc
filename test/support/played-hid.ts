// The devices process played in this one: the till's own code on both sides of the wire, and one HID gun that reports what a test
// says, as the manuals say a POS scanner does. A real kernel device is in test/devices; this is for where only the rest matters.
import { serveDevices } from "../../main/devices/serve.ts";
import { systemClock } from "../../main/clock.ts";
import type { ServiceProcess, StartService } from "../../main/host/service.ts";
import type { HidHandlers } from "../../main/scan/hid.ts";

const USB = { vendorId: 0x0c2e, productId: 0x0b6a, serialNumber: "1" };

/** `scan`: the gun reads a code. */
export function playedHid(): { start: StartService; scan(code: string): void } {
  let gun: HidHandlers | null = null;
  const start = (): ServiceProcess => {
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    let toTill: (message: unknown) => void = () => {};
    let toProcess: (message: unknown) => void = () => {};
    const access = {
      clock: systemClock,
      hid: {
        list: async () => [{ path: "gun", usb: USB, product: "Gun", usagePage: 0x8c, usage: 2 }],
        async open(_path: string, handlers: HidHandlers) {
          gun = handlers;
          return { close: async () => {} };
        },
      },
      presence: async () => "gun",
      openSerial: () => ({ close: async () => {} }),
      listPorts: async () => [],
      holder: async () => null,
    };
    const wire = {
      send: (message: unknown) => setImmediate(() => toTill(message)),
      onMessage: (listener: (message: unknown) => void) => void (toProcess = listener),
      onClosed: () => {},
    };
    setImmediate(() => serveDevices(wire, access, systemClock));
    return {
      send: (message) => setImmediate(() => toProcess(message)),
      onMessage: (listener) => void (toTill = listener),
      ended,
      kill: () => end(),
    };
  };
  return {
    start,
    scan(code) {
      const report = new Uint8Array(64);
      report.set([2, code.length]);
      report.set(Buffer.from(`]C1${code}`, "latin1"), 2);
      gun?.report(report);
    },
  };
}
