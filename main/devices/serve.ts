// What the devices process does with each message. A family of devices is one part here; scanners are the first.
import type { ParentWire } from "../host/service-side.ts";
import type { GunAccess } from "../scan/gun-access.ts";
import { keepGuns } from "../scan/keep-guns.ts";
import { type FromDevices, toDevices } from "./messages.ts";

/** Starts serving and says so. `bug` reports an error of ours to the till. */
export function serveDevices(wire: ParentWire, access: GunAccess): { bug(error: unknown): void } {
  const say = (message: FromDevices): void => wire.send(message);
  const bug = (error: unknown): void => say({ kind: "process.bug", ...shape(error) });
  const guns = keepGuns(access, {
    heard: (gun, text) => say({ kind: "scanner.heard", gun, text }),
    changed: (states) => say({ kind: "scanner.state", guns: states }),
    learnt: (gun, framing) => say({ kind: "scanner.learnt", gun, framing }),
    opening: (gun) => say({ kind: "scanner.opening", gun }),
    opened: (gun) => say({ kind: "scanner.opened", gun }),
    bug,
  });
  const list = async (ask: number): Promise<void> => {
    say({ kind: "scanner.listed", ask, ports: await guns.ports() });
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
    }
  });
  say({ kind: "process.ready" });
  return { bug };
}

/** An error without its message. */
function shape(error: unknown): { name: string; frames: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const frames = (error.stack ?? "").split("\n").filter((line) => line.trimStart().startsWith("at "));
  return { name: error.name.slice(0, 100), frames: frames.slice(0, 8).map((line) => line.trim().slice(0, 400)) };
}
