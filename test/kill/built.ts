// The command line in one file, as the product's own build packs its main process: it starts in less than half the
// time that many small files take, so most of 300 runs can be killed where it matters and not while modules load.
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { root } from "../command/cli.ts";

/** Packs main/cli.ts anew; answers the file to run. It finds its package.json above it, as main/cli.ts does. */
export async function buildCommandLine(): Promise<string> {
  const folder = join(root, "out", "kill-test");
  const outDir = join(folder, "main");
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    ssr: { noExternal: true, external: ["better-sqlite3", "serialport", "playwright-core", "pino"] },
    build: { ssr: "main/cli.ts", outDir, target: "node24", emptyOutDir: true },
  });
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(root, "package.json"), join(folder, "package.json"));
  return join(outDir, "cli.js");
}
