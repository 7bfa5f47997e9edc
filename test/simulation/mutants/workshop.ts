// Makes a copy of the till and its simulation in a temporary folder and puts one fault into it. The tree itself is only
// read.
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { memoryFolder } from "../memory-folder.ts";
import type { Edit, Mutant } from "./mutant.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
/** What runs, and what it imports. */
const PARTS = ["main", "preload", "test/simulation", "test/peers", "package.json"];

export const newWorkshop = (): string => memoryFolder("cashier-mutants-");

/** What is wrong with an edit against the sources as they are, or null. */
export function staleness({ file, find }: Edit, read: (file: string) => string = readSource): string | null {
  const count = read(file).split(find).length - 1;
  if (count === 1) return null;
  return `${file} holds its text ${count} times, not once: ${JSON.stringify(find.slice(0, 60))}`;
}

export const staleEdits = (mutant: Mutant): string[] => mutant.edits.flatMap((edit) => staleness(edit) ?? []);

const readSource = (file: string): string =>
  existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file), "utf8") : "";

/** A copy of the tree with the mutant's edits in it, as a folder of its own under `workshop`. */
export function build(workshop: string, name: string, { edits }: Pick<Mutant, "edits">): string {
  const folder = join(workshop, name);
  mkdirSync(folder, { recursive: true });
  for (const part of PARTS)
    cpSync(join(ROOT, part), join(folder, part), { recursive: true, filter: (path) => !path.endsWith(".test.ts") });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "dir");
  for (const { file, find, put } of edits) {
    const path = join(folder, file);
    const text = readFileSync(path, "utf8");
    if (text.split(find).length !== 2) throw new Error(`stale: ${file}`);
    writeFileSync(
      path,
      text.replace(find, () => put),
    );
  }
  return folder;
}
