// `npm run sim:mutants`: puts each deliberate fault into a copy of the till and runs the simulation on it until a rule
// breaks. Prints the table; ends with 1 when a fault goes unseen, or no longer fits the sources it is meant for.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { endWhenInterrupted } from "../memory-folder.ts";
import { type Hunt, hunt } from "./hunt.ts";
import { MUTANTS, UNSEEN_HERE } from "./list.ts";
import type { Mutant } from "./mutant.ts";
import { build, newWorkshop, staleEdits } from "./workshop.ts";

const USAGE = "npm run sim:mutants -- [--only WORDS] [--most SEEDS] [--workers 1|2]";
/** Each copy is a process of its own with a processor's worth of work. */
const MOST_WORKERS = 2;

type Line = { readonly mutant: Mutant; readonly hunt: Hunt };

endWhenInterrupted();
process.exitCode = await main();

async function main(): Promise<number> {
  const options = readArguments();
  if (options === null) {
    console.log(USAGE);
    return 2;
  }
  const chosen = MUTANTS.filter(({ fault }) => fault.includes(options.only));
  const stale = chosen.flatMap((mutant) => staleEdits(mutant).map((what) => `stale: ${mutant.fault}: ${what}`));
  for (const line of stale) console.log(line);
  if (chosen.length === 0) console.log(`no fault is called "${options.only}"`);
  if (stale.length > 0 || chosen.length === 0) return 1;
  const lines = await runAll(chosen, options);
  const survivors = lines.filter((line) => line.hunt.caught === null);
  console.log(`\n${table(lines.toSorted((a, b) => chosen.indexOf(a.mutant) - chosen.indexOf(b.mutant)))}`);
  console.log(`\nNot for a simulation of payments to see:`);
  for (const { fault, seenBy } of UNSEEN_HERE) console.log(`  ${fault}: ${seenBy}`);
  console.log(`\n${lines.length - survivors.length} of ${chosen.length} faults caught, ${survivors.length} survived`);
  return survivors.length === 0 && lines.length === chosen.length ? 0 : 1;
}

function readArguments(): { only: string; most: number; workers: number } | null {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: "string", default: "" },
        most: { type: "string", default: "150" },
        workers: { type: "string", default: String(MOST_WORKERS) },
      },
    });
    const [most, workers] = [Number(values.most), Number(values.workers)];
    if (!Number.isSafeInteger(most) || most < 1 || (workers !== 1 && workers !== MOST_WORKERS)) return null;
    return { only: values.only, most, workers };
  } catch {
    return null;
  }
}

async function runAll(
  chosen: readonly Mutant[],
  { most, workers }: { most: number; workers: number },
): Promise<Line[]> {
  const workshop = newWorkshop();
  const left = [...chosen];
  const lines: Line[] = [];
  const work = async () => {
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      const name = `m${MUTANTS.indexOf(mutant)}`;
      const line = { mutant, hunt: await hunt(build(workshop, name, mutant), mutant, most) };
      rmSync(join(workshop, name), { recursive: true, force: true });
      lines.push(line);
      console.log(row(line).join(" | "));
    }
  };
  try {
    await Promise.all(Array.from({ length: workers }, work));
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
  return lines;
}

function row({ mutant, hunt: { caught, seeds, problem } }: Line): readonly string[] {
  const { fault, profile } = mutant;
  if (caught === null)
    return [fault, "SURVIVED", problem ?? `${seeds} seeds${profile === null ? "" : ` of ${profile}`}`];
  const seed = `${caught.seed}${profile === null ? "" : ` ${profile}`}`;
  return [fault, seed, `${caught.rule}: ${caught.what.split("\n")[0]?.slice(0, 90) ?? ""}`];
}

function table(lines: readonly Line[]): string {
  const rows = [["fault", "seed", "rule broken"], ...lines.map(row)];
  const widths = [0, 1].map((column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows.map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")).join("\n");
}
