// Whether the built window is there and as new as its sources.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const SOURCES = ["renderer", "preload", "main", "electron.vite.config.ts", "package.json"];
const BUILT = ["out/renderer/index.html", "out/preload/index.cjs", "out/main/electron.js", "out/main/devices.js"];

/** True when something is not built, or a source was changed after the oldest of what is. */
export function isStale(root: string): boolean {
  const built = BUILT.map((file) => join(root, file));
  if (!built.every((file) => existsSync(file))) return true;
  const oldest = Math.min(...built.map((file) => statSync(file).mtimeMs));
  return SOURCES.some((name) => newest(join(root, name)) > oldest);
}

/** The latest change in a file, or anywhere in a folder; milliseconds since 1970. */
function newest(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
