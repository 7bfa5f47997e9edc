// What a dead process leaves on the disk, and what it may no longer touch.
import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";

/** Takes the books' names away from a dead process: SQLite folds no log into a book that is no longer where it was opened. */
export function leave(folder: string): void {
  for (const name of readdirSync(folder)) if (name.endsWith(".db")) rmSync(join(folder, name));
}

/** The book and its log, as they lie on the disk; SQLite makes the rest anew from them. `cut`: how much of the log is there. */
export function copyRemains(from: string, to: string, cut: ((size: number) => number) | null): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    if (name.endsWith("-shm") || name.startsWith("till.lock")) continue;
    copyFileSync(join(from, name), join(to, name));
  }
  const log = join(to, "till.db-wal");
  if (cut !== null) truncateSync(log, cut(statSync(log).size));
}
