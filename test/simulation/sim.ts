// `npm run sim`: runs seeds on every core and prints what broke, with the line that replays it and the timeline of both
// books. Ends with 1 when anything broke.
import { fork } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { endWhenInterrupted } from "./memory-folder.ts";
import type { SimOptions } from "./options.ts";
import { USAGE, readOptions } from "./options.ts";
import { aboutViolation, newRoot, replayLine, runSeed } from "./run-seed.ts";
import type { Done, Task } from "./worker.ts";
import { type Counts, type WorldResult, countUp } from "./world-result.ts";

const CHUNK = 8;
const MOST_TIMELINES = 3;
/**
 * Of V8, for a process that has a core to itself: code is compiled at its first call, and what is thrown away young is collected
 * less often and without threads that the other workers would lack.
 */
const FLAGS = ["--always-sparkplug", "--max-semi-space-size=16", "--single-threaded-gc"];

endWhenInterrupted();
const options = readOptions(process.argv.slice(2));
if (typeof options === "string") {
  console.log(`${options}\n${USAGE}`);
  process.exit(2);
}
process.exitCode = options.from === options.to ? await one(options) : await many(options);

/** One seed, with its timeline. */
async function one({ from: seed, profile, trace }: SimOptions): Promise<number> {
  const root = newRoot();
  try {
    const result = await runSeed({ seed, profile, trace: true, root });
    const [first] = result.violations;
    if (trace) console.log(result.lines.join("\n"));
    else if (first) console.log(aboutViolation(result.lines, first.what).join("\n"));
    for (const { rule, what } of result.violations) console.log(`rule ${rule}: ${what}`);
    console.log(`seed ${seed}: ${result.payments} payments, ${result.lives} lives, trace ${result.hash.slice(0, 16)}`);
    return first ? 1 : 0;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function many({ from, to, profile, workers }: SimOptions): Promise<number> {
  const sums = { seeds: 0, payments: 0, lives: 0, cpuMs: 0, ends: {} as Counts, faults: {} as Counts };
  const broken: WorldResult[] = [];
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  const take = (result: WorldResult) => {
    sums.seeds += 1;
    sums.payments += result.payments;
    sums.lives += result.lives;
    for (const [name, count] of Object.entries(result.ends)) countUp(sums.ends, name, count);
    for (const [name, count] of Object.entries(result.faults)) countUp(sums.faults, name, count);
    const [first] = result.violations;
    if (first) {
      broken.push(result);
      console.log(`seed ${result.seed} broke rule ${first.rule}: ${first.what}\n  ${replayLine(result.seed, profile)}`);
    }
    if (sums.seeds % 500 === 0)
      console.log(`${sums.seeds} seeds, ${sums.payments} payments, ${Math.round(sums.payments / seconds())}/s`);
  };
  let next = from;
  await Promise.all(
    Array.from({ length: workers }, () =>
      work(
        take,
        (cpuMs) => (sums.cpuMs += cpuMs),
        () => {
          if (next > to) return null;
          const task: Task = { from: next, to: Math.min(to, next + CHUNK - 1), profile };
          next = task.to + 1;
          return task;
        },
      ),
    ),
  );
  const rate = Math.round(sums.payments / seconds());
  // What a busy machine leaves of a processor says nothing about the simulation.
  const ofCpu = Math.round(sums.payments / (sums.cpuMs / 1000));
  for (const result of broken.slice(0, MOST_TIMELINES)) await show(result, profile);
  console.log(`\nattempts ended: ${listed(sums.ends)}\nwhat befell them: ${listed(sums.faults)}`);
  console.log(
    `${sums.seeds} seeds, ${sums.payments} payments, ${sums.lives} lives in ${seconds().toFixed(1)} s: ${rate} payments/s on ${workers} cores, ${ofCpu} per second of a core; ${broken.length} seeds broke a rule`,
  );
  return broken.length === 0 && sums.seeds === to - from + 1 ? 0 : 1;
}

function listed(counts: Counts): string {
  const most = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return most.map(([name, count]) => `${name} ${count}`).join(", ");
}

/** One worker process, fed until nothing is left. */
function work(
  take: (result: WorldResult) => void,
  worked: (cpuMs: number) => void,
  nextTask: () => Task | null,
): Promise<void> {
  const worker = fork(join(import.meta.dirname, "worker.ts"), { execArgv: FLAGS });
  return new Promise((resolve) => {
    const feed = () => {
      const task = nextTask();
      if (task) worker.send(task);
      else worker.disconnect();
    };
    worker.on("message", (message: WorldResult | Done) => {
      if (!("cpuMs" in message)) return take(message);
      worked(message.cpuMs);
      feed();
    });
    worker.on("exit", () => resolve());
    feed();
  });
}

async function show({ seed, violations }: WorldResult, profile: SimOptions["profile"]): Promise<void> {
  const root = newRoot();
  const { lines } = await runSeed({ seed, profile, trace: true, root });
  rmSync(root, { recursive: true, force: true });
  console.log(`\n=== seed ${seed}: ${replayLine(seed, profile)}`);
  console.log(aboutViolation(lines, violations[0]?.what ?? "").join("\n"));
}
