// Runs seeds of a mutated copy, in a process of the copy's own, until one of the auditor's rules breaks.
import { fork } from "node:child_process";
import { join } from "node:path";
import type { Done, Task } from "../worker.ts";
import type { WorldResult } from "../world-result.ts";
import type { Mutant } from "./mutant.ts";

export type Caught = { readonly seed: number; readonly rule: string; readonly what: string };
export type Hunt = {
  readonly caught: Caught | null;
  readonly seeds: number;
  /** Why the hunt ended without a rule broken; null when one was, or when every seed was tried. */
  readonly problem: string | null;
};

/** A seed takes about a second on a machine with other things to do; one that takes this long goes round in circles. */
const SEED_MS = 120_000;

/** Tries `most` seeds, beginning with the one that is known. That the simulation itself throws proves nothing. */
export function hunt(folder: string, { profile, from }: Pick<Mutant, "profile" | "from">, most: number): Promise<Hunt> {
  const seeds = [...new Set([from, ...Array.from({ length: most }, (_, at) => at + 1)])];
  const worker = fork(join(folder, "test/simulation/worker.ts"), { stdio: ["ignore", "ignore", "pipe", "ipc"] });
  let said = "";
  worker.stderr?.on("data", (part: Buffer) => (said = (said + part.toString()).slice(-2000)));
  return new Promise((resolve) => {
    let tried = 0;
    let timer: NodeJS.Timeout | undefined;
    const end = (caught: Caught | null, problem: string | null) => {
      clearTimeout(timer);
      worker.removeAllListeners();
      worker.kill(problem === null ? "SIGTERM" : "SIGKILL");
      resolve({ caught, seeds: tried, problem });
    };
    const next = () => {
      clearTimeout(timer);
      const seed = seeds[tried];
      if (seed === undefined) return end(null, null);
      tried += 1;
      timer = setTimeout(() => end(null, `seed ${seed} did not end`), SEED_MS);
      const task: Task = { from: seed, to: seed, profile };
      worker.send(task);
    };
    worker.on("message", (message: WorldResult | Done) => {
      if ("cpuMs" in message) return next();
      const broken = message.violations.find(({ rule }) => rule !== "thrown");
      if (broken) end({ seed: message.seed, rule: broken.rule, what: broken.what }, null);
    });
    worker.on("error", (error) => end(null, error.message));
    worker.on("exit", (code) => end(null, `the copy ended with ${code}: ${said.trim().split("\n")[0] ?? ""}`));
    next();
  });
}
