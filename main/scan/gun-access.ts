// What the keepers of guns are handed, and whom they tell. Types, the state of a gun nothing is known about, and the name
// it is shown under.
import { type Framing, type GunState, MAX_NAME, type Port } from "../../preload/contract/scanners.ts";
import type { Clock } from "../clock.ts";
import type { HidAccess } from "./hid.ts";
import type { SerialOptions } from "./serial.ts";

/** The machine, as the keepers see it. */
export type GunAccess = {
  readonly clock: Pick<Clock, "monotonic" | "sleep">;
  readonly hid: HidAccess;
  /** A text that changes when a HID device comes or goes; null where only listing them tells. */
  presence(): Promise<string | null>;
  openSerial(options: SerialOptions): { close(): Promise<void> };
  listPorts(): Promise<Port[]>;
  /** The program that has a device open, or null when that cannot be told. */
  holder(path: string): Promise<string | null>;
};

export type GunListener = {
  heard(gun: string, text: string): void;
  /** All guns, at each change of one. */
  changed(guns: GunState[]): void;
  learnt(gun: string, framing: Framing): void;
  /** Around the opening of a HID device, which is where a native part may crash. */
  opening(gun: string): void;
  opened(gun: string): void;
  bug(error: unknown): void;
};

/** A name as it may be shown: of a long one, such as a port's path by its maker and number, the beginning and the end. */
export function shownName(name: string): string {
  if (name.length <= MAX_NAME) return name;
  const beginning = 20;
  return `${name.slice(0, beginning)}…${name.slice(beginning + 1 - MAX_NAME)}`;
}

export const newState = (gun: Pick<GunState, "id" | "name" | "way">): GunState => ({
  ...gun,
  name: shownName(gun.name),
  status: "lost",
  trouble: null,
  by: null,
  vendor: null,
  setupCode: null,
  framing: null,
  layout: null,
});
