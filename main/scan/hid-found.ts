// Which of a machine's HID devices are scanners, and under which name each stays the same gun. Pure.
// A scanner that is only a keyboard cannot be opened; it is told apart so that somebody can be told what to do.
import type { UsbIdentity } from "../../preload/contract/scanners.ts";
import { type Vendor, vendorOf } from "./hid-vendors.ts";

/** One HID interface as the system lists it. */
export type HidDevice = {
  readonly path: string;
  readonly usb: UsbIdentity;
  readonly product: string;
  /** 0 where the system does not say. */
  readonly usagePage: number;
  readonly usage: number;
};

export type HidGun = {
  readonly id: string;
  readonly name: string;
  readonly vendor: Vendor | null;
  /** What to open; null: it speaks as a keyboard only. */
  readonly path: string | null;
};

const SCANNER_PAGE = 0x8c;
const DESKTOP_PAGE = 0x01;
const KEYBOARD = 0x06;

const hex = (value: number): string => value.toString(16).padStart(4, "0");

/** `usb:0c2e:0b6a:SERIAL`; a gun without a serial number is known by its kind. */
export const usbId = (usb: UsbIdentity): string => `usb:${hex(usb.vendorId)}:${hex(usb.productId)}:${usb.serialNumber}`;

/** Guns in HID-POS mode, then known vendors' keyboards; in the order of their names. */
export function hidGuns(devices: readonly HidDevice[]): HidGun[] {
  const open = devices.filter(isScanner).toSorted((a, b) => a.path.localeCompare(b.path, "en", { numeric: true }));
  const guns: HidGun[] = [];
  for (const device of open) {
    // Two alike without serial numbers, or one gun with two such interfaces: the order of their paths tells them apart.
    const same = guns.filter((gun) => gun.id.replace(/#\d+$/, "") === `hid:${usbId(device.usb)}`).length;
    guns.push(gunOf(device, same === 0 ? "" : `#${same + 1}`, device.path));
  }
  const isOpen = (device: HidDevice) => open.some((other) => usbId(other.usb) === usbId(device.usb));
  for (const device of devices) {
    if (isOpen(device) || !isKeyboard(device) || vendorOf(device.usb.vendorId) === null) continue;
    if (!guns.some((gun) => gun.id === `hid:${usbId(device.usb)}`)) guns.push(gunOf(device, "", null));
  }
  return guns;
}

/** By usage page; where the system names none, a known vendor's device is taken for one. */
const isScanner = (device: HidDevice): boolean =>
  device.usagePage === SCANNER_PAGE || (device.usagePage === 0 && vendorOf(device.usb.vendorId) !== null);

const isKeyboard = (device: HidDevice): boolean => device.usagePage === DESKTOP_PAGE && device.usage === KEYBOARD;

function gunOf(device: HidDevice, suffix: string, path: string | null): HidGun {
  const vendor = vendorOf(device.usb.vendorId);
  const parts = [vendor?.name ?? "", device.product].filter((part) => part !== "");
  const [maker = "", product = ""] = parts;
  const name = product.toLowerCase().startsWith(maker.toLowerCase()) && product !== "" ? product : parts.join(" ");
  return { id: `hid:${usbId(device.usb)}${suffix}`, name: name === "" ? "HID" : name, vendor, path };
}
