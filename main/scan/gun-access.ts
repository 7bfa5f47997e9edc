// What the keepers of guns are handed, and whom they tell. Types, and the state of a gun nothing is known about.
import type { Framing, GunState, Port } from "../../preload/contract/scanners.ts";
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

export const newState = (gun: Pick<GunState, "id" | "name" | "way">): GunState => ({
  ...gun,
  status: "lost",
  trouble: null,
  by: null,
  vendor: null,
  setupCode: null,
  framing: null,
  layout: null,
});
