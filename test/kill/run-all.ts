// Plans the runs from their seeds and runs them, two at a time: the channels take turns, and so do the doors. A machine without a browser runs the command line alone and says so.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { RealChannelId } from "../../preload/contract/channels.ts";
import { realChannelId } from "../../preload/contract/channels.ts";
import { findBrowser } from "../../main/host/browser/find.ts";
import { isStale } from "../../main/host/build.ts";
import { root } from "../command/cli.ts";
import { type RunPlan, type RunResult, SHOPS, oneRun } from "./scenario.ts";
import type { Door } from "./world.ts";

const LANES = 2;
/** Of so many runs one has the window and one the command line from its sources; the others have it built. */
const TURN = 8;

export type Order = {
  readonly runs: number;
  readonly seed: number;
  readonly channel: string | null;
  readonly door: string | null;
  /** The command line as one file; null where only the sources are to run. */
  readonly built: string | null;
  finished(result: RunResult, done: number): void;
};

function channelOf(seed: number, wanted: string | null): RealChannelId {
  const names = Object.keys(SHOPS);
  return realChannelId.parse(wanted ?? names[seed % names.length]);
}

function doorOf(seed: number, { door, built }: Order, hasWindow: boolean): Door {
  const turn = seed % TURN === 0 ? "window" : seed % TURN === TURN / 2 ? "cli" : "built";
  const wanted = door ?? turn;
  if (wanted !== "cli" && wanted !== "built" && wanted !== "window") throw new Error("--door is cli, built or window");
  if (wanted === "built") return built === null ? "cli" : "built";
  return wanted === "window" && hasWindow ? "window" : "cli";
}

/** Builds the window's page where it is not built yet. False, said aloud, where there is no window to have. */
function windowIsReady(): boolean {
  if (findBrowser() === null) {
    console.log("no browser is installed: every run has the command line only");
    return false;
  }
  if (!isStale(root)) return true;
  return (
    spawnSync(join(root, "node_modules", ".bin", "electron-vite"), ["build", "--logLevel", "warn"], {
      cwd: root,
      stdio: ["ignore", 2, 2],
    }).status === 0
  );
}

export async function runAll(order: Order): Promise<RunResult[]> {
  const { runs, seed, channel, door, built, finished } = order;
  const hasWindow = door !== "cli" && door !== "built" && windowIsReady();
  const plans = Array.from({ length: runs }, (_, at): RunPlan => {
    const own = seed + at;
    return { seed: own, channel: channelOf(own, channel), door: doorOf(own, order, hasWindow) };
  });
  const results: RunResult[] = [];
  const lane = async () => {
    for (let plan = plans.shift(); plan; plan = plans.shift()) {
      const result = await oneRun(plan, plan.door === "cli" || built === null ? "main/cli.ts" : built);
      results.push(result);
      finished(result, results.length);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results.toSorted((a, b) => a.seed - b.seed);
}
