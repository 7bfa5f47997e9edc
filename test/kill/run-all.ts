// Plans the runs from their seeds and runs them, two at a time: the channels take turns, and one run in eight has the
// real window. A machine without a browser runs the command line alone and says so.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { RealChannelId } from "../../preload/contract/channels.ts";
import { realChannelId } from "../../preload/contract/channels.ts";
import { findBrowser } from "../../main/host/browser/find.ts";
import { isStale } from "../../main/host/build.ts";
import { root } from "../command/cli.ts";
import { type RunPlan, type RunResult, SHOPS, oneRun } from "./scenario.ts";

const LANES = 2;
const WINDOW_EVERY = 8;

export type Order = {
  readonly runs: number;
  readonly seed: number;
  readonly channel: string | null;
  readonly door: string | null;
  finished(result: RunResult, done: number): void;
};

function channelOf(seed: number, wanted: string | null): RealChannelId {
  const names = Object.keys(SHOPS);
  return realChannelId.parse(wanted ?? names[seed % names.length]);
}

function doorOf(seed: number, wanted: string | null, hasWindow: boolean): RunPlan["door"] {
  if (wanted !== null && wanted !== "cli" && wanted !== "window") throw new Error("--door is cli or window");
  return hasWindow && (wanted ?? (seed % WINDOW_EVERY === 0 ? "window" : "cli")) === "window" ? "window" : "cli";
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

export async function runAll({ runs, seed, channel, door, finished }: Order): Promise<RunResult[]> {
  const hasWindow = door === "cli" ? false : windowIsReady();
  const plans = Array.from({ length: runs }, (_, at): RunPlan => {
    const own = seed + at;
    return { seed: own, channel: channelOf(own, channel), door: doorOf(own, door, hasWindow) };
  });
  const results: RunResult[] = [];
  const lane = async () => {
    for (let plan = plans.shift(); plan; plan = plans.shift()) {
      const result = await oneRun(plan);
      results.push(result);
      finished(result, results.length);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results.toSorted((a, b) => a.seed - b.seed);
}
