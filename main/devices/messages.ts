// The wire between the till and the devices process: every message, both ways, as schemas. Each side checks what it
// hears, from `unknown`. A family of messages begins with its name.
import { z } from "zod";
import { wireTarget } from "../../preload/contract/printing.ts";
import { framing, gunState, MAX_GUNS, openedGun, serialPort } from "../../preload/contract/scanners.ts";

const count = z.number().int().nonnegative();
const id = gunState.shape.id;
/** More than a shop has; a wire must end somewhere. */
export const MAX_LISTED = 256;
/** A frame holds at most 4096 bytes. */
const MAX_TEXT = 4096;

/** One piece of what goes to a printer; longer papers go in several. */
export const MAX_PIECE_BYTES = 49_152;
/** What a printer says at once: a few bytes, whatever stands at that address. */
export const MAX_SAID_BYTES = 4_096;

const bytes = (max: number) => z.base64().max(Math.ceil(max / 3) * 4);

const message = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.object({ kind: z.literal(kind), ...shape }).strict();

export const toDevices = z.discriminatedUnion("kind", [
  message("process.ping", { n: count }),
  /** The guns the settings name, whole, and those that must not be opened. Again after each start. */
  message("scanner.use", { guns: z.array(openedGun).max(MAX_GUNS), avoid: z.array(id).max(MAX_LISTED) }),
  message("scanner.list", { ask: count }),
  /** A link is a number the till gives, never used twice in one process. */
  message("print.open", { link: count, target: wireTarget }),
  message("print.write", { link: count, piece: count, bytes: bytes(MAX_PIECE_BYTES) }),
  message("print.close", { link: count }),
]);
export type ToDevices = z.infer<typeof toDevices>;

export const fromDevices = z.discriminatedUnion("kind", [
  /** It listens: the first message of every process. */
  message("process.ready", {}),
  message("process.pong", { n: count }),
  /** A bug of ours: name and stack frames, never the error's message, which may quote a code. */
  message("process.bug", { name: z.string().max(100), frames: z.array(z.string().max(400)).max(8) }),
  /** Around each opening of a native device, so that one that crashes the process is known. */
  message("scanner.opening", { gun: id }),
  message("scanner.opened", { gun: id }),
  message("scanner.state", { guns: z.array(gunState).max(MAX_LISTED) }),
  message("scanner.learnt", { gun: id, framing }),
  /** One scanned text as the gun sent it. It may be a pay code: never log it. */
  message("scanner.heard", { gun: id, text: z.string().max(MAX_TEXT) }),
  message("scanner.listed", { ask: count, ports: z.array(serialPort).max(MAX_LISTED) }),
  message("print.opened", { link: count }),
  /** Nothing was sent; `why` is the system's word for it. */
  message("print.unreachable", { link: count, why: z.string().max(200) }),
  /** The system has taken all of this piece. */
  message("print.taken", { link: count, piece: count }),
  message("print.said", { link: count, bytes: bytes(MAX_SAID_BYTES) }),
  message("print.ended", { link: count }),
]);
export type FromDevices = z.infer<typeof fromDevices>;

/** What a family of devices says; the rest is the process's own. */
export type DeviceMessage = Exclude<FromDevices, { kind: `process.${string}` }>;
export type ScannerMessage = Extract<FromDevices, { kind: `scanner.${string}` }>;
export type LinkMessage = Extract<FromDevices, { kind: `print.${string}` }>;
export type ToLinks = Extract<ToDevices, { kind: `print.${string}` }>;

export const isDeviceMessage = (heard: FromDevices): heard is DeviceMessage => !heard.kind.startsWith("process.");
export const isScannerMessage = (heard: DeviceMessage): heard is ScannerMessage => heard.kind.startsWith("scanner.");
export const isLinkMessage = (heard: DeviceMessage): heard is LinkMessage => heard.kind.startsWith("print.");
