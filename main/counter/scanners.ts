// The calls about scanners: the keys of a gun that types, the ports there are, and scans that are only tried.
import { type Result, ok } from "../../preload/contract/failure.ts";
import type { Port } from "../../preload/contract/scanners.ts";
import type { ScanAnswer, Settings } from "../../preload/contract/views.ts";
import type { Handlers } from "../ipc/door.ts";
import type { Counter } from "./counter.ts";
import type { Trying } from "./trying.ts";

type Parts = {
  readonly counter: Counter;
  readonly trying: Trying;
  settings(): Settings;
  listPorts(): Promise<Port[]>;
};

type Calls = "collect.keys" | "scanner.ports" | "scanner.try" | "scanner.tryKeys";

export function scannerHandlers({ counter, trying, settings, listPorts }: Parts): Pick<Handlers, Calls> {
  /** The page says which gun types so; its name is the settings'. */
  const named = (id: string | undefined): ScanAnswer["gun"] => {
    const gun = settings().scanners.find((each) => each.way === "wedge" && each.id === id);
    return gun ? { id: gun.id, name: gun.name } : null;
  };
  return {
    "collect.keys": async ({ text, gun }) => ok(counter.hear("wedge", text, named(gun))),
    "scanner.ports": async () => ok({ ports: await listPorts() }),
    "scanner.try": async ({ on }): Promise<Result<null>> => {
      trying.set(on);
      return ok(null);
    },
    "scanner.tryKeys": async ({ text, gun }) => ok(trying.look({ source: "wedge", gun: named(gun) }, text)),
  };
}
