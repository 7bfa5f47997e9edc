// What `npm run sim` is asked to do, read from its arguments.
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import type { ChannelName } from "./bank.ts";
import { CHANNELS } from "./plan.ts";

export type SimOptions = {
  readonly from: number;
  readonly to: number;
  readonly profile: ChannelName | null;
  readonly trace: boolean;
  readonly workers: number;
};

export const USAGE = `npm run sim -- --seeds 1..N [--profile ${CHANNELS.join("|")}] [--workers N]
npm run sim -- --seed S [--profile P] --trace`;

/** The options, or a sentence that says what is wrong with them. */
export function readOptions(args: readonly string[]): SimOptions | string {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        seeds: { type: "string" },
        seed: { type: "string" },
        profile: { type: "string" },
        trace: { type: "boolean", default: false },
        workers: { type: "string" },
      },
    }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const range = /^(\d+)\.\.(\d+)$/.exec(
    values.seeds ?? (values.seed === undefined ? "1..200" : `${values.seed}..${values.seed}`),
  );
  const [from, to] = [Number(range?.[1]), Number(range?.[2])];
  if (!range || from > to) return "seeds are written 1..200";
  const profile = values.profile === undefined ? null : CHANNELS.find((name) => name === values.profile);
  if (profile === undefined) return `there is no profile ${String(values.profile)}`;
  const workers = Number(values.workers ?? Math.min(availableParallelism(), to - from + 1));
  if (!Number.isSafeInteger(workers) || workers < 1) return "workers is a number";
  return { from, to, profile, trace: values.trace, workers };
}
