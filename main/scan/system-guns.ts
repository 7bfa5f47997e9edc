// The scanners of this machine as the devices process reaches them.
import { readdir } from "node:fs/promises";
import type { Clock } from "../clock.ts";
import type { GunAccess } from "./gun-access.ts";
import { systemHid } from "./hid.ts";
import { programHolding } from "./holder.ts";
import { listSerialPorts, openSerialScanner } from "./serial.ts";

export const systemGuns = (clock: Clock): GunAccess => ({
  clock,
  hid: systemHid,
  presence: hidPresence,
  openSerial: openSerialScanner,
  listPorts: listSerialPorts,
  holder: (path) => (process.platform === "linux" ? programHolding(path) : Promise.resolve(null)),
});

/** On Linux the names of the HID devices, read from the kernel for next to nothing. */
async function hidPresence(): Promise<string | null> {
  if (process.platform !== "linux") return null;
  return (await readdir("/sys/class/hidraw").catch(() => [])).toSorted().join(" ");
}
