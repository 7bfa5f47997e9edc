// `npm start`: builds the window when it is missing or old, then opens the best door there is: Electron where its
// runtime is installed, otherwise an installed browser. It says which and why in one line, and never hangs.
import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { hasDisplay, NO_DISPLAY } from "./host/display.ts";
import { isStale } from "./host/build.ts";
import { doorOptions, type DoorOptions } from "./host/options.ts";
import { electronRuntime, fetchRuntime } from "./host/runtime.ts";

const FETCH_LIMIT_MS = 8_000;
const root = resolve(import.meta.dirname, "..");
const say = (line: string) => process.stderr.write(`${line}\n`);

/** Runs a program to its end and answers its exit code; its output goes to our stderr. */
function run(program: string, args: readonly string[]): Promise<number> {
  return new Promise((done) => {
    const child = spawn(program, args, { cwd: root, stdio: ["inherit", 2, 2] });
    const pass = (signal: NodeJS.Signals) => void child.kill(signal);
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, pass);
    child.once("error", () => done(127));
    child.once("close", (code) => done(code ?? 1));
  });
}

async function start(options: DoorOptions, argv: readonly string[]): Promise<number> {
  if (!options.headless && !hasDisplay()) {
    say(NO_DISPLAY);
    return 1;
  }
  if (isStale(root)) {
    say("正在构建界面 · Building the window …");
    const code = await run(process.execPath, [
      join(root, "node_modules", "electron-vite", "bin", "electron-vite.js"),
      "build",
      "--logLevel",
      "warn",
    ]);
    if (code !== 0) return code;
  }
  const openBrowser = () => run(process.execPath, [join(root, "main", "browser.ts"), ...argv]);
  if (options.door === "browser" || options.headless) return openBrowser();

  const ready = electronRuntime(root) !== null || (await fetchRuntime(root, FETCH_LIMIT_MS));
  const program = ready ? electronRuntime(root) : null;
  if (program !== null) {
    say("正在打开 Electron 窗口 · Opening the Electron window");
    return run(program, [root, ...argv]);
  }
  if (options.door === "electron") {
    say("没有安装 Electron 运行时 · Electron's runtime is not installed. Fetch it with: npx install-electron");
    return 1;
  }
  say(
    "没有 Electron 运行时，改用浏览器窗口 · No Electron runtime (npx install-electron fetches it): using an installed browser",
  );
  return openBrowser();
}

const argv = process.argv.slice(2);
const parsed = doorOptions(argv);
if (parsed.ok) {
  process.exitCode = await start(parsed.options, argv);
} else {
  say(parsed.sentence);
  process.exitCode = 2;
}
