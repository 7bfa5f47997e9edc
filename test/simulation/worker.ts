// A worker process of `npm run sim`: runs the seeds it is sent and answers each result; ends when its parent does.
import { endWhenInterrupted } from "./memory-folder.ts";
import { newRoot, runSeed } from "./run-seed.ts";
import type { SimOptions } from "./options.ts";

export type Task = Pick<SimOptions, "from" | "to" | "profile">;
/** A task is finished, and what it took of a processor. */
export type Done = { readonly cpuMs: number };

const root = newRoot();
endWhenInterrupted();
process.on("disconnect", () => process.exit());

process.on("message", (task: Task) => {
  void run(task);
});

async function run({ from, to, profile }: Task): Promise<void> {
  const before = process.cpuUsage();
  for (let seed = from; seed <= to; seed++) {
    process.send?.(await runSeed({ seed, profile, trace: false, root }));
    // A world never waits for the event loop: its parent is heard between two of them.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { user, system } = process.cpuUsage(before);
  process.send?.({ cpuMs: (user + system) / 1000 } satisfies Done);
}
