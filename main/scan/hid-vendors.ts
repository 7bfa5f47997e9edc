// Which vendors make scanners, what their reports look like, and what their manuals say must be scanned to leave
// keyboard mode. Data; a setup code stands here only where a manual gives it, otherwise it is null.
import type { Habit } from "./hid-report.ts";

export type Vendor = {
  readonly vendorId: number;
  readonly name: string;
  readonly habit: Habit;
  /** The text of the vendor's setup barcode for USB HID-POS. */
  readonly posCode: string | null;
  readonly source: string;
};

export const VENDORS: readonly Vendor[] = [
  {
    vendorId: 0x0c2e,
    name: "Honeywell",
    habit: "aim",
    posCode: "PAP131",
    source: "terminal id 131 is HID POS: Voyager 1300g quick start, Interface / Terminal ID table",
  },
  { vendorId: 0x23d0, name: "Youjie", habit: "aim", posCode: null, source: "layout as Honeywell, its owner" },
  { vendorId: 0x05e0, name: "Zebra", habit: null, posCode: null, source: "by structure" },
  { vendorId: 0x05f9, name: "Datalogic", habit: null, posCode: null, source: "by structure" },
  {
    vendorId: 0x1eab,
    name: "Newland",
    habit: "plain",
    posCode: null,
    source: "FM420 integration guide, HID-POS: Getting Scanned Data",
  },
];

export const vendorOf = (vendorId: number): Vendor | null =>
  VENDORS.find((vendor) => vendor.vendorId === vendorId) ?? null;
