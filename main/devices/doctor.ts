// What is wrong with the scanners, in plain words: one line for each gun. Pure. English, like all that support reads.
import type { GunState, GunTrouble, Port, ScannerState } from "../../preload/contract/scanners.ts";

export type Check = { readonly name: string; readonly ok: boolean; readonly detail: string };

const TROUBLES: Readonly<Record<GunTrouble, (gun: GunState) => string>> = {
  not_there: () => "not plugged in, or not at its port; it is heard by itself when it is back",
  in_use: (gun) =>
    gun.by === null ? "another program has it open; close that program" : `${gun.by} has it open; close it`,
  no_permission: () => "this user may not open it (on Linux: a udev rule, or the group dialout for serial ports)",
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
export function doctorScanners(state: ScannerState, ports: readonly Port[]): Check {
  const name = "scanners";
  if (state.status === "restarting")
    return { name, ok: false, detail: "the devices process does not run; scanners on the keyboard still work" };
  const lines = state.guns.map((gun) => `${gun.name} (${gun.way}): ${conditionOf(gun)}`);
  const taken = new Set(state.guns.map((gun) => gun.id));
  const free = ports.filter((port) => !taken.has(port.id)).map((port) => port.label);
  if (lines.length === 0) lines.push("none but the keyboard");
  if (free.length > 0) lines.push(`serial ports nobody listens to: ${free.join(", ")}`);
  return { name, ok: state.status !== "lost", detail: lines.join("; ") };
}

function conditionOf(gun: GunState): string {
  if (gun.trouble !== null) return TROUBLES[gun.trouble](gun);
  if (gun.status !== "ready") return "not opened yet";
  const learnt = gun.framing ? [`ends with ${gun.framing.suffix}`] : [];
  return ["heard", ...(gun.layout ? [`reports ${gun.layout}`] : learnt)].join(", ");
}
