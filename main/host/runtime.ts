// Whether Electron's runtime is on this machine, and a bounded try to fetch it. It imports nothing of Electron: the
// package's entry file would start a download by itself.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The full path of the installed runtime's program, or null. `root` is the project's folder. */
export function electronRuntime(root: string): string | null {
  const home = join(root, "node_modules", "electron");
  try {
    const name = readFileSync(join(home, "path.txt"), "utf8").trim();
    const program = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(home, "dist"), name);
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

/** Runs the package's own installer, quietly, for at most `limitMs`; answers whether the runtime is there then. */
export function fetchRuntime(root: string, limitMs: number): Promise<boolean> {
  const installer = join(root, "node_modules", "electron", "install.js");
  if (!existsSync(installer)) return Promise.resolve(false);
  return new Promise((done) => {
    const child = spawn(process.execPath, [installer], { stdio: "ignore", timeout: limitMs, killSignal: "SIGKILL" });
    child.once("error", () => done(false));
    child.once("close", () => done(electronRuntime(root) !== null));
  });
}
