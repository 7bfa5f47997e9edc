// Runs one seed in a folder of its own: in memory where the system has such a folder, because a simulated crash is the
// process's and not the disk's. What a world throws is a violation too: of the simulation itself, if of nothing else.
import type { ChannelName } from "./bank.ts";
import { memoryFolder } from "./memory-folder.ts";
import { World } from "./world.ts";
import type { WorldResult } from "./world-result.ts";

export const newRoot = (): string => memoryFolder("cashier-sim-");

export type SeedOptions = {
  readonly seed: number;
  readonly profile: ChannelName | null;
  readonly trace: boolean;
  readonly root: string;
};

export async function runSeed(options: SeedOptions): Promise<WorldResult> {
  const world = new World(options);
  const { promise: hangs, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("the world waits for what never comes")), HANGS_AFTER_MS);
  try {
    return await Promise.race([world.run(), hangs]);
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const result = world.result();
    return {
      ...result,
      violations: [...result.violations, { rule: "thrown", what, atMs: world.time.monotonic() }],
    };
  } finally {
    clearTimeout(timer);
  }
}

/** Of real time. A world lets no timer act while it has something to do, so that one that is only slow ends before this. */
const HANGS_AFTER_MS = 20_000;

export const replayLine = (seed: number, profile: ChannelName | null): string =>
  `npm run sim -- --seed ${seed}${profile === null ? "" : ` --profile ${profile}`} --trace`;

/** The lines of a timeline that speak of what broke: of its numbers, their orders and refunds; all of them if it names none. */
export function aboutViolation(lines: readonly string[], what: string): readonly string[] {
  const numbers = new Set(what.match(/\b[89]\d{20}\b/g) ?? []);
  if (numbers.size === 0) return lines;
  // A refund's line names its payment, and a payment's its refunds: two rounds gather them all.
  for (let round = 0; round < 2; round++)
    for (const line of lines)
      if ([...numbers].some((number) => line.includes(number)))
        for (const other of line.match(/\b[89]\d{20}\b/g) ?? []) if (line.includes(" book: ")) numbers.add(other);
  const always = / (till \d+ (dies|starts|was closed)|everything heals|the clock is set|VIOLATION|till \d+: the disk)/;
  return lines.filter((line) => always.test(line) || [...numbers].some((number) => line.includes(number)));
}
