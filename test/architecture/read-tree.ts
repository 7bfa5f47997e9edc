// Reads the repository's own source files, as paths from its root.
import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Tree } from "./check-layers.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** The paths that match, sorted, with "/". */
export function pathsOf(...globs: readonly string[]): string[] {
  const found = globSync([...globs], { cwd: ROOT, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(ROOT.length + 1)
        .replaceAll("\\", "/"),
    );
  return found.toSorted();
}

export function readTree(...globs: readonly string[]): Tree {
  return new Map(pathsOf(...globs).map((path) => [path, readFileSync(join(ROOT, path), "utf8")]));
}
