// What a devices process does with each message. Scanners and printers run in a process each, of this one program: a
// scanner's driver that crashes must not tear a receipt, nor a printer's cost a scan. Each is told its own messages only.
import type { z } from "zod";
import { gunState, serialPort } from "../../preload/contract/scanners.ts";
import type { Clock } from "../clock.ts";
import type { ParentWire } from "../host/service-side.ts";
import type { GunAccess } from "../scan/gun-access.ts";
import { keepGuns } from "../scan/keep-guns.ts";
import { ownTransport } from "../print/transports.ts";
import { keepLinks } from "./keep-links.ts";
import { type FromDevices, MAX_LISTED, toDevices } from "./messages.ts";

/** Starts serving and says so. `bug` reports an error of ours to the till. */
export function serveDevices(wire: ParentWire, access: GunAccess, clock: Clock): { bug(error: unknown): void } {
  const say = (message: FromDevices): void => wire.send(message);
  const bug = (error: unknown): void => say({ kind: "process.bug", ...shape(error) });
  const guns = keepGuns(access, {
    heard: (gun, text) => say({ kind: "scanner.heard", gun, text }),
    changed: (states) => say({ kind: "scanner.state", guns: sayable(gunState, states) }),
    learnt: (gun, framing) => say({ kind: "scanner.learnt", gun, framing }),
    opening: (gun) => say({ kind: "scanner.opening", gun }),
    opened: (gun) => say({ kind: "scanner.opened", gun }),
    bug,
  });
  const links = keepLinks({ transport: (target) => ownTransport(target, clock), say, bug });
  const list = async (ask: number): Promise<void> => {
    say({ kind: "scanner.listed", ask, ports: sayable(serialPort, await guns.ports()) });
  };

  wire.onMessage((heard) => {
    const parsed = toDevices.safeParse(heard);
    if (!parsed.success) return bug(new TypeError("not a message"));
    switch (parsed.data.kind) {
      case "process.ping":
        return say({ kind: "process.pong", n: parsed.data.n });
      case "scanner.use":
        return guns.use(parsed.data.guns, parsed.data.avoid);
      case "scanner.list":
        return void list(parsed.data.ask).catch(bug);
      case "print.open":
      case "print.write":
      case "print.close":
        return links.take(parsed.data);
    }
  });
  say({ kind: "process.ready" });
  return { bug };
}

/** One device that calls itself what no message may hold costs the others nothing: the till refuses such a message whole. */
const sayable = <T>(schema: z.ZodType<T>, all: readonly T[]): T[] =>
  all.filter((one) => schema.safeParse(one).success).slice(0, MAX_LISTED);

/** An error without its message. */
function shape(error: unknown): { name: string; frames: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const frames = (error.stack ?? "").split("\n").filter((line) => line.trimStart().startsWith("at "));
  return { name: error.name.slice(0, 100), frames: frames.slice(0, 8).map((line) => line.trim().slice(0, 400)) };
}
