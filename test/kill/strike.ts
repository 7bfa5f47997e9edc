// One SIGKILL, aimed: so long after the start, at the n-th time the process writes a file of the till, or at the n-th
// request it sends, each with a few milliseconds more. The aim comes from the seed; the moment it meets does not.
import type { ChildProcess } from "node:child_process";
import { watch } from "node:fs";
import type { Random } from "../scan/random.ts";
import type { Shop } from "./shop.ts";

export type Aim = { readonly at: "start" | "write" | "request"; readonly nth: number; readonly ms: number };

/** How many pages a whole payment writes, more or less; later aims would meet nobody. */
const WRITES = 45;
/** The book, its log, the secrets; not the log's index, which is no part of what must survive. */
const FILES = /^(till\.db(-wal|-journal)?|secret.*)$/;

export function aimAny(draw: Random): Aim {
  const at = draw.pick(["start", "write", "write", "request", "request"] as const);
  switch (at) {
    case "start":
      return { at, nth: 1, ms: 60 + draw.below(640) };
    case "write":
      return { at, nth: 1 + draw.below(WRITES), ms: draw.below(4) };
    case "request":
      // Within the first millisecond of it as often as somewhere in the time after it.
      return { at, nth: 1 + draw.below(3), ms: draw.below(2) === 0 ? draw.below(2) : draw.below(250) };
  }
}

/** For what ends soon after the book is opened: a migration, a config. */
export const aimEarly = (draw: Random): Aim => ({
  at: "write",
  nth: 1 + draw.below(draw.pick([4, 30])),
  ms: draw.below(4),
});

export const aimText = ({ at, nth, ms }: Aim): string => (at === "start" ? `${ms} ms` : `${at} ${nth} + ${ms} ms`);

/** Arms the strike; a process that ends before its moment is left alone. The folder must be there. */
export function strike(child: ChildProcess, aim: Aim, { folder, shop }: { folder: string; shop: Shop }): void {
  const kill = () => setTimeout(() => child.kill("SIGKILL"), aim.ms);
  if (aim.at === "start") {
    const timer = kill();
    child.once("close", () => clearTimeout(timer));
    return;
  }
  let left = aim.nth;
  let disarm = () => {};
  const seen = () => {
    left -= 1;
    if (left > 0) return;
    disarm();
    if (aim.ms === 0) child.kill("SIGKILL");
    else kill();
  };
  if (aim.at === "request") {
    disarm = shop.onRequest(seen);
  } else {
    const watcher = watch(folder, (_event, name) => {
      if (name !== null && FILES.test(name)) seen();
    });
    disarm = () => watcher.close();
  }
  child.once("close", () => disarm());
}
