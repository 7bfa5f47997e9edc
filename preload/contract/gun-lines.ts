// What the scanner doctor knows of each gun, for the screen and the command line alike: how it reaches the till, whether
// it is heard or why not, and what was measured. Pure; the words are the screen's and the command line's own.
import type { GunSettings, GunState, GunTrouble, Port, ScannerState, Typing } from "./scanners.ts";

/** Nobody types so many keys with most gaps this short. */
export const FAST_GAP_MS = 35;
const MAX_LINE_MS = 200;

/** Where a measured gun ends and a person begins: twice its longest gap, in steps of five. */
export const lineOf = ({ longestMs }: Pick<Typing, "longestMs">): number =>
  Math.min(MAX_LINE_MS, Math.max(FAST_GAP_MS, Math.ceil((longestMs * 2) / 5) * 5));

/** How a gun does: heard, not opened yet, or what stands in the way. */
export type Condition = "heard" | "opening" | GunTrouble;

export type GunLine = {
  readonly id: string;
  readonly name: string;
  readonly condition: Condition;
} & (
  | { readonly way: "hid" | "serial"; readonly gun: GunState }
  | { readonly way: "wedge"; readonly typing: Typing; readonly lineMs: number }
);

const conditionOf = (gun: GunState): Condition => gun.trouble ?? (gun.status === "ready" ? "heard" : "opening");

/** Every gun: those that are opened, then those that type and were measured. */
export function gunLines(state: ScannerState, guns: readonly GunSettings[]): GunLine[] {
  const opened = state.guns.map((gun): GunLine => ({ ...pick(gun), way: gun.way, condition: conditionOf(gun), gun }));
  const typed = guns.flatMap((gun): GunLine[] =>
    gun.way === "wedge"
      ? [{ ...pick(gun), way: "wedge", condition: "heard", typing: gun.typing, lineMs: lineOf(gun.typing) }]
      : [],
  );
  return [...opened, ...typed];
}

const pick = ({ id, name }: Pick<GunState, "id" | "name">) => ({ id, name });

/** Ports that nobody listens to. */
export function freePorts(ports: readonly Port[], state: ScannerState, guns: readonly GunSettings[]): Port[] {
  const chosen = guns.flatMap((gun) => (gun.way === "serial" ? [gun.path] : []));
  const taken = new Set([...state.guns.map((gun) => gun.id), ...chosen]);
  return ports.filter((port) => !taken.has(port.id) && !taken.has(port.path));
}
