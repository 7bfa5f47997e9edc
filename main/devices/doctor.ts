// What is wrong with the scanners, in plain words: one line for each gun, of the same facts as the screen's. Pure.
// English, like all that support reads.
import { freePorts, type GunLine, gunLines } from "../../preload/contract/gun-lines.ts";
import type { GunSettings, GunState, GunTrouble, Port, ScannerState } from "../../preload/contract/scanners.ts";

export type Check = { readonly name: string; readonly ok: boolean; readonly detail: string };

const TROUBLES: Readonly<Record<GunTrouble, (gun: GunState) => string>> = {
  not_there: () => "not plugged in, or not at its port; it is heard by itself when it is back",
  in_use: (gun) =>
    gun.by === null
      ? "another program has it open (another till, a serial monitor, a driver's own tool); close that program"
      : `${gun.by} has it open; close it`,
  no_permission: (gun) =>
    gun.way === "hid"
      ? "this user may not open it; on Linux put 70-cashier-scanners.rules into /etc/udev/rules.d and plug it in anew"
      : "this user may not open it; on Linux put 70-cashier-scanners.rules into /etc/udev/rules.d, or add this user to the group dialout",
  keyboard_mode: (gun) =>
    gun.setupCode === null
      ? "types like a keyboard; scan USB HID-POS in its manual for a better way"
      : `types like a keyboard; scan its set-up code ${gun.setupCode} (USB HID-POS) for a better way`,
  switched_off: () => "switched off in the settings",
  crashes: () =>
    "its driver crashed three times as it was opened, so it is left alone; plug it in anew and restart the till",
  cannot_open: () => "it cannot be opened; plug it in anew",
};

/** Not ok: a gun the shop should hear is not heard. No gun at all is fine, since any gun works as a keyboard. */
export function doctorScanners(state: ScannerState, settings: readonly GunSettings[], ports: readonly Port[]): Check {
  const name = "scanners";
  if (state.status === "restarting")
    return { name, ok: false, detail: "the devices process does not run; scanners on the keyboard still work" };
  const lines = gunLines(state, settings).map((line) => `${line.name} (${line.way}): ${said(line)}`);
  const free = freePorts(ports, state, settings).map((port) => port.label);
  if (lines.length === 0) lines.push("none but the keyboard");
  if (free.length > 0) lines.push(`serial ports nobody listens to: ${free.join(", ")}`);
  return { name, ok: state.status !== "lost", detail: lines.join("; ") };
}

function said(line: GunLine): string {
  if (line.way === "wedge") {
    const { typicalMs, longestMs, ending } = line.typing;
    return `types ${typicalMs} ms a key, ${longestMs} at most, ends with ${ending}; keys within ${line.lineMs} ms are its`;
  }
  const { gun, condition } = line;
  if (condition === "opening") return "not opened yet";
  if (condition !== "heard") return TROUBLES[condition](gun);
  const learnt = gun.framing ? [`ends with ${gun.framing.suffix}, silence ${gun.framing.silenceMs} ms`] : [];
  return ["heard", ...(gun.layout ? [`reports ${gun.layout}`] : learnt)].join(", ");
}
