// Scanners as the settings name them and as the till's state shows them, and which codes they may read. Pure.
import { z } from "zod";
import { channelId, wallet } from "./status.ts";

/** How a device says who it is; `serialNumber` is "" where it has none. */
export const usbIdentity = z.object({
  vendorId: z.number().int().min(0).max(0xffff),
  productId: z.number().int().min(0).max(0xffff),
  serialNumber: z.string().max(128),
});
export type UsbIdentity = z.infer<typeof usbIdentity>;

export const suffix = z.enum(["cr", "lf", "crlf", "etx", "tab", "none"]);
export type Suffix = z.infer<typeof suffix>;

/** How a serial gun ends its codes, learnt from its scans. `silenceMs` ends a code whose suffix did not come. */
export const framing = z.object({ suffix, silenceMs: z.number().int().min(10).max(1000) });
export type Framing = z.infer<typeof framing>;

/** What the settings know a gun by. */
export const gunId = z.string().min(1).max(1200);
const id = gunId;
/** Longer names are shortened by `shownName`. */
export const MAX_NAME = 60;
const name = z.string().max(MAX_NAME);

export const serialGun = z.object({
  way: z.literal("serial"),
  id,
  /** What the shop calls it; "" for the name the system gives. */
  name,
  /** Where it was when it was chosen: `/dev/ttyACM0`, `COM3`. */
  path: z.string().max(1024),
  /** It is looked for under this identity; null for a port that has none, which is opened by its path. */
  usb: usbIdentity.nullable(),
  baudRate: z.number().int().min(50).max(4_000_000),
  framing: framing.nullable(),
  isOn: z.boolean().default(true),
});
export type SerialGun = z.infer<typeof serialGun>;

/** HID scanners need no settings; one stands here when it was given a name, or when it is not to be used. */
export const hidGun = z.object({ way: z.literal("hid"), id, name, isOn: z.boolean() });
export type HidGunSettings = z.infer<typeof hidGun>;

/** How a gun that types was measured to type: the gaps between its keys, and the key behind its codes. */
export const typing = z.object({
  typicalMs: z.number().min(0).max(500),
  longestMs: z.number().min(0).max(500),
  ending: z.enum(["enter", "tab", "none"]),
});
export type Typing = z.infer<typeof typing>;

/** A keyboard-wedge gun, known by three scans that were measured. The system does not tell such guns apart. */
export const wedgeGun = z.object({ way: z.literal("wedge"), id, name, typing });
export type WedgeGun = z.infer<typeof wedgeGun>;

/** Guns that are opened, by the devices process. */
export const openedGun = z.discriminatedUnion("way", [serialGun, hidGun]);
export type OpenedGun = z.infer<typeof openedGun>;

export const gunSettings = z.discriminatedUnion("way", [serialGun, hidGun, wedgeGun]);
export type GunSettings = z.infer<typeof gunSettings>;
export const MAX_GUNS = 16;

/**
 * Why a gun is not heard. not_there: unplugged. in_use: another program has it. keyboard_mode: it types; `setupCode`
 * changes that. crashes: opening it ended the devices process again and again, so it is left alone.
 */
export const gunTrouble = z.enum([
  "not_there",
  "in_use",
  "no_permission",
  "keyboard_mode",
  "switched_off",
  "crashes",
  "cannot_open",
]);
export type GunTrouble = z.infer<typeof gunTrouble>;

export const gunState = z.object({
  id,
  name,
  way: z.enum(["serial", "hid"]),
  status: z.enum(["ready", "lost", "keyboard", "off"]),
  trouble: gunTrouble.nullable(),
  /** in_use: the program that has it, where the system tells. */
  by: z.string().max(64).nullable(),
  vendor: z.string().max(64).nullable(),
  /** keyboard_mode: the text of the barcode that switches it over, where its maker publishes one. */
  setupCode: z.string().max(64).nullable(),
  framing: framing.nullable(),
  layout: z.enum(["aim_2", "aim_3", "plain_2"]).nullable(),
});
export type GunState = z.infer<typeof gunState>;

/** A serial port a gun may be on. `path` is what to open, `label` what to show. */
export const serialPort = z.object({
  path: z.string().max(1024),
  label: z.string().max(400),
  id,
  usb: usbIdentity.nullable(),
});
export type Port = z.infer<typeof serialPort>;

/** none: no gun but the keyboard. restarting: the process that reads scanners crashed and is coming back. */
export const scannerState = z.object({
  status: z.enum(["none", "ready", "lost", "restarting"]),
  guns: z.array(gunState),
});
export type ScannerState = z.infer<typeof scannerState>;

/** What a scan was taken for. */
export const scanKind = z.enum([...wallet.options, "goods", "receipt", "badge", "url", "unclear"]);

/** A scan while scanners are being tried: what it was taken for and how long it was, never what it said. */
export const triedScan = z.object({
  source: z.enum(["wedge", "serial", "hid"]),
  gun: z.object({ id, name }).nullable(),
  heard: scanKind,
  chars: z.number().int().nonnegative(),
});
export type TriedScan = z.infer<typeof triedScan>;

/**
 * Pay codes that only this shop's channel takes: a run of digits by its length and beginning, and the wallet they are
 * of. 15 digits at least, so that no goods barcode can be one.
 */
export const codeShape = z
  .object({
    channel: channelId,
    wallet,
    minDigits: z.number().int().min(15).max(32),
    maxDigits: z.number().int().min(15).max(32),
    prefixes: z
      .array(z.string().regex(/^\d{1,6}$/))
      .min(1)
      .max(20),
  })
  .refine((shape) => shape.minDigits <= shape.maxDigits);
export type CodeShape = z.infer<typeof codeShape>;
