// Folders of the simulation's own tools, in memory where the system has such a place. They go when the process ends, also
// when it is interrupted: the memory would be gone for good.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const made: string[] = [];

export function memoryFolder(prefix: string): string {
  if (made.length === 0)
    process.once("exit", () => made.forEach((each) => rmSync(each, { recursive: true, force: true })));
  const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), prefix));
  made.push(folder);
  return folder;
}

/** For a program of its own: an interruption is an end like any other. */
export function endWhenInterrupted(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));
}
