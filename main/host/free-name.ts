// A name nothing stands under yet, for putting a damaged file aside instead of over another one.
import { existsSync } from "node:fs";

/** `<path>-1`, `<path>-2` …: the first that is free. Throws when a thousand are taken. */
export function freeName(path: string): string {
  for (let n = 1; n <= 1000; n++) {
    if (!existsSync(`${path}-${n}`)) return `${path}-${n}`;
  }
  throw new Error(`too many files called ${path}-n`);
}
