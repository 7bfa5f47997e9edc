// HID scanners of this machine, listed and opened. The only file that uses node-hid, and only inside the devices
// process: a crash of its native part is then a crash of nothing else. Loaded when first needed.
import { access, constants } from "node:fs/promises";
import type { HidDevice } from "./hid-found.ts";

export type HidHandlers = {
  /** One input report, with its id at 0. The receiver wipes it. */
  report(bytes: Uint8Array): void;
  /** The device cannot be read any more; comes at most once. */
  gone(reason: string): void;
};

export type HidHandle = { close(): Promise<void> };

/** What the keeper of guns needs of HID; the machine's own is `systemHid`. */
export type HidAccess = {
  list(): Promise<HidDevice[]>;
  /** Rejects with the system's reason. */
  open(path: string, handlers: HidHandlers): Promise<HidHandle>;
};

const MAX_TEXT = 128;

export const systemHid: HidAccess = {
  async list() {
    const { devicesAsync } = await import("node-hid");
    const devices = await devicesAsync();
    return devices.flatMap((device): HidDevice[] =>
      device.path === undefined || device.path === ""
        ? []
        : [
            {
              path: device.path,
              usb: {
                vendorId: device.vendorId,
                productId: device.productId,
                serialNumber: clean(device.serialNumber),
              },
              product: clean(device.product),
              usagePage: device.usagePage ?? 0,
              usage: device.usage ?? 0,
            },
          ],
    );
  },
  async open(path, handlers) {
    const { HIDAsync } = await import("node-hid");
    // The library only says that it could not open a device; the file says why.
    if (process.platform === "linux") await access(path, constants.R_OK | constants.W_OK);
    const device = await HIDAsync.open(path);
    let ended = false;
    device.on("data", (bytes: Buffer) => {
      if (!ended) handlers.report(bytes);
    });
    device.on("error", (error: unknown) => {
      if (ended) return;
      ended = true;
      handlers.gone(error instanceof Error ? error.message : String(error));
    });
    return {
      async close() {
        ended = true;
        // An unplugged device may refuse; it is gone either way. The listener for errors is put back, because the
        // library takes all of them off and an error nobody hears ends the process.
        await device.close().catch(() => {});
        device.on("error", () => {});
      },
    };
  },
};

/** Strings come from the device: cut to length, without control characters. */
const clean = (text: string | undefined): string =>
  (text ?? "")
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\ufffd]/g, "")
    .trim()
    .slice(0, MAX_TEXT);
