// `npm run kill-test -- --runs N [--seed S] [--channel ID] [--door cli|built|window]`: N runs with the seeds S, S+1, …, two at
// a time, then a table of what was killed and how everything ended. A failing run prints its seed, its story and both
// books, and keeps its data folder. `--runs 1 --seed S` repeats the schedule of one run.
import { parseArgs } from "node:util";
import { buildCommandLine } from "./built.ts";
import { runAll } from "./run-all.ts";
import { tableOf } from "./table.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "50" },
    seed: { type: "string", default: "1" },
    channel: { type: "string" },
    door: { type: "string" },
  },
});
const whole = (text: string, name: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} is a whole number`);
  return value;
};

const startedAt = performance.now();
const results = await runAll({
  runs: whole(values.runs, "runs"),
  seed: whole(values.seed, "seed"),
  channel: values.channel ?? null,
  door: values.door ?? null,
  built: values.door === "cli" ? null : await buildCommandLine(),
  finished(result, done) {
    if (result.problems.length > 0) {
      console.log(`FAILED seed ${result.seed} (${result.channel}, ${result.door}), folder ${result.folder}`);
      for (const line of [...result.story, ...result.problems.map((problem) => `WRONG: ${problem}`)])
        console.log(`  ${line}`);
    } else if (result.late.length > 0) {
      console.log(`seed ${result.seed} (${result.channel}) took more than one recovery: ${result.late.join("; ")}`);
    } else if (done % 25 === 0) console.log(`${done} runs, ${Math.round((performance.now() - startedAt) / 1000)} s`);
  },
});
console.log(tableOf(results, performance.now() - startedAt));
process.exitCode = results.some(({ problems }) => problems.length > 0) ? 1 : 0;
