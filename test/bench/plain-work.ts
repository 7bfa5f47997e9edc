// What the machine does to any work at all: digests in a loop that takes about as long as the thing measured, begun after the
// same pause. What of a high percentile is here too belongs to the machine (cores asleep, others' turns) and not to the till.
import { createHash } from "node:crypto";
import { systemClock } from "../../main/clock.ts";
import type { Figure } from "./bench.ts";

const ROUNDS = 1_000;
/** Rounds that find out how many digests take that long, after a pause as the measured ones. */
const TRIES = 100;

/** `likeMs`: the middle time of the thing measured; `pauseMs`: how long nothing was done before each. */
export async function plainWork(likeMs: number, pauseMs: number): Promise<Figure> {
  const perDigest = median(await rounds(TRIES, 500, pauseMs)) / 500;
  const digests = Math.max(1, Math.round(likeMs / perDigest));
  const ms = await rounds(ROUNDS, digests, pauseMs);
  return { name: `plain work of the same length, after the same pause (${digests} digests)`, ms };
}

async function rounds(count: number, digests: number, pauseMs: number): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < count; at++) {
    await systemClock.sleep(pauseMs);
    const fromMs = performance.now();
    let bytes = Buffer.alloc(64, at);
    for (let each = 0; each < digests; each++) bytes = createHash("sha256").update(bytes).digest();
    times.push(performance.now() - fromMs);
  }
  return times;
}

export const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
