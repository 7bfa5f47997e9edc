// Lists the serial ports of a Linux machine from its file system, without starting a program. A port that has a name
// by its maker and serial number is listed under that name, because it stays the same wherever the gun is plugged in.
import { readdir, readFile, realpath } from "node:fs/promises";
import { basename, join } from "node:path";

/** `path` is what to open, `label` what to show. */
export type Port = { readonly path: string; readonly label: string };

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
    ports.push(
      stable === undefined
        ? { path: join(root, "dev", name), label: name }
        : { path: stable, label: `${name} · ${readableName(basename(stable))}` },
    );
  }
  return ports;
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
