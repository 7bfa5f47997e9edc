// The wire between the till and the devices process: every message, both ways, as schemas. Each side checks what it
// hears, from `unknown`. A family of messages begins with its name; printers will be the second one.
import { z } from "zod";
import { framing, gunState, MAX_GUNS, openedGun, serialPort } from "../../preload/contract/scanners.ts";

const count = z.number().int().nonnegative();
const id = gunState.shape.id;
/** More than a shop has; a wire must end somewhere. */
const MAX_LISTED = 256;
/** A frame holds at most 4096 bytes. */
const MAX_TEXT = 4096;

const message = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.object({ kind: z.literal(kind), ...shape }).strict();

export const toDevices = z.discriminatedUnion("kind", [
  message("process.ping", { n: count }),
  /** The guns the settings name, whole, and those that must not be opened. Again after each start. */
  message("scanner.use", { guns: z.array(openedGun).max(MAX_GUNS), avoid: z.array(id).max(MAX_LISTED) }),
  message("scanner.list", { ask: count }),
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
]);
export type FromDevices = z.infer<typeof fromDevices>;

export type ScannerMessage = Extract<FromDevices, { kind: `scanner.${string}` }>;

export const isScannerMessage = (heard: FromDevices): heard is ScannerMessage => heard.kind.startsWith("scanner.");
