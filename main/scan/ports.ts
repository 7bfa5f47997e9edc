// Lists the serial ports of a Linux machine from its file system, without starting a program. A port that has a name
// by its maker and serial number is listed under that name, because it stays the same wherever the gun is plugged in.
import { readdir, readFile, realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Port, UsbIdentity } from "../../preload/contract/scanners.ts";
import { usbId } from "./hid-found.ts";

/** What the settings remember a port by: who the device is, or where it is. */
export const portId = (path: string, usb: UsbIdentity | null): string => (usb ? `com:${usbId(usb)}` : `port:${path}`);

const USB = /^tty(USB|ACM|XRUSB|WCH|CH343USB)\d+$|^rfcomm\d+$/;
/** Built-in ports: the names exist whether or not there is a chip behind them. */
const BUILT_IN = /^tty(S|AMA|MFD|O)\d+$/;

/** `root` is where the machine's tree begins: "/" but in tests. */
export async function listLinuxPorts(root: string): Promise<Port[]> {
  const named = new Map<string, string>();
  for (const name of await namesIn(join(root, "dev/serial/by-id"))) {
    const path = join(root, "dev/serial/by-id", name);
    const target = await realpath(path).catch(() => null);
    if (target !== null) named.set(basename(target), path);
  }
  const ports: Port[] = [];
  for (const name of await namesIn(join(root, "dev"))) {
    if (!USB.test(name) && !(BUILT_IN.test(name) && (await hasChip(root, name)))) continue;
    const stable = named.get(name);
    const path = stable ?? join(root, "dev", name);
    const usb = await usbOf(join(root, "sys/class/tty", name, "device"));
    const label = stable === undefined ? name : `${name} · ${readableName(basename(stable))}`;
    ports.push({ path, label, id: portId(path, usb), usb });
  }
  return withOwnIds(ports);
}

/** Devices that are alike and have no serial number are told apart by the order of their ports. */
export function withOwnIds(ports: readonly Port[]): Port[] {
  const seen = new Map<string, number>();
  return ports.map((port) => {
    const count = (seen.get(port.id) ?? 0) + 1;
    seen.set(port.id, count);
    return count === 1 ? port : { ...port, id: `${port.id}#${count}` };
  });
}

/** How far above a port its USB device stands in sysfs: the interface, and for some drivers the port's own folder. */
const MAX_LEVELS = 4;

async function usbOf(link: string): Promise<UsbIdentity | null> {
  let folder = await realpath(link).catch(() => null);
  for (let level = 0; folder !== null && level < MAX_LEVELS; level++, folder = dirname(folder)) {
    const vendorId = await readHex(join(folder, "idVendor"));
    const productId = await readHex(join(folder, "idProduct"));
    if (vendorId === null || productId === null) continue;
    const serialNumber = (await readFile(join(folder, "serial"), "utf8").catch(() => "")).trim().slice(0, 128);
    return { vendorId, productId, serialNumber };
  }
  return null;
}

async function readHex(path: string): Promise<number | null> {
  const text = (await readFile(path, "utf8").catch(() => "")).trim();
  return /^[0-9a-f]{4}$/i.test(text) ? Number.parseInt(text, 16) : null;
}

/** The port a gun is on now: the one with its identity, or the one it was on where several are alike; null: none. */
export function findPort(ports: readonly Port[], usb: UsbIdentity, lastPath: string): Port | null {
  const alike = ports.filter((port) => port.usb !== null && usbId(port.usb) === usbId(usb));
  return alike.find((port) => port.path === lastPath) ?? alike[0] ?? null;
}

const namesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));

/** Type 0 is the kernel's "unknown": no chip answered. */
async function hasChip(root: string, name: string): Promise<boolean> {
  const type = await readFile(join(root, "sys/class/tty", name, "type"), "utf8").catch(() => "0");
  return type.trim() !== "0";
}

/** `usb-Honeywell_1950_2312-if00` as `Honeywell 1950 2312`. */
const readableName = (link: string): string =>
  link
    .replace(/^usb-/, "")
    .replace(/-if\d+(-port\d+)?$/, "")
    .replaceAll("_", " ");
