// The Electron door: one list, in the order things must happen. `--cli` in front of a verb runs the command line
// instead of a window. No crash reporter is ever started: nothing about a till leaves its machine.
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { app, dialog, Menu, session } from "electron";
import { openHttp } from "./channel/http.ts";
import { systemClock } from "./clock.ts";
import { runCommand } from "./command/run.ts";
import { readInput, writeLine } from "./command/streams.ts";
import { ORIGIN } from "./host/csp.ts";
import { lockApp, lockSession } from "./host/electron/lock-down.ts";
import { electronPrinting } from "./host/electron/print.ts";
import { systemKeyBox } from "./host/electron/secrets.ts";
import { utilityService } from "./host/electron/service.ts";
import { openCustomerWindow } from "./host/electron/customer-window.ts";
import { openWindow } from "./host/electron/window.ts";
import { followCustomer } from "./host/customer.ts";
import { openFiles } from "./host/files.ts";
import { dataFolder, keepToOurselves } from "./host/folder.ts";
import { catchTheRest } from "./host/last-resort.ts";
import { doorOptions, type DoorOptions } from "./host/options.ts";
import { fileKeyBox } from "./host/secrets.ts";
import { openingSentence } from "./host/sentences.ts";
import { systemIds } from "./ids.ts";
import { openLog } from "./log.ts";
import { openTill } from "./till.ts";

const built = (path: string) => join(import.meta.dirname, "..", path);

/** Opens the till and its window, stays until the window is closed, and answers the exit code. */
async function openElectron({ folder, scanner }: DoorOptions): Promise<number> {
  // Electron's own files stand beside the till's, so that "one till per folder" and "one window" are one rule.
  const own = join(folder, "electron");
  try {
    mkdirSync(own, { recursive: true, mode: 0o700 });
  } catch {
    return refuse(openingSentence({ code: "folder_read_only", who: "manager", retry: "now", detail: folder }));
  }
  app.setPath("userData", own);
  app.setPath("sessionData", own);
  if (!app.requestSingleInstanceLock()) return 0;
  const stopping = onSignal();

  const log = openLog("warn", app.isPackaged ? join(folder, "logs", "till.log") : undefined);
  catchTheRest(log, (code) => app.exit(code));
  lockApp(log);
  await app.whenReady();
  if (process.platform !== "darwin") Menu.setApplicationMenu(null);

  const http = openHttp();
  const opened = await openTill({
    folder,
    clock: systemClock,
    ids: systemIds,
    http: http.http,
    secrets: await systemKeyBox(folder, systemIds, log),
    log,
    version: app.getVersion(),
    patienceMs: Infinity,
    devices: utilityService(built("main/devices.js"), "cashier-devices"),
    notices: true,
  });
  if (!opened.ok) return refuse(openingSentence(opened.failure));
  const till = opened.value;
  if (scanner !== null) till.useScanner(scanner);
  till.recover();
  till.prints.useSystem(electronPrinting(log));
  till.prints.start();
  till.reconcile.startNights();
  till.reach.start();

  try {
    const ours = session.fromPartition("persist:till");
    lockSession(ours, await openFiles(built("renderer"), ORIGIN), log);
    const parts = { till, session: ours, preload: built("preload/index.cjs"), log };
    const window = await openWindow(parts);
    const customer = followCustomer(till, () => openCustomerWindow({ ...parts, folder: own }), log);
    app.on("second-instance", () => window.show());
    stopping.addEventListener("abort", () => void window.close(), { once: true });
    if (stopping.aborted) await window.close();
    await window.closed;
    await customer.close();
    return 0;
  } finally {
    await till.close();
    http.close();
  }
}

function onSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());
  return stop.signal;
}

function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  dialog.showErrorBox("收银台", sentence);
  return 1;
}

/**
 * The command line inside the packaged program. Its secrets are the window's own: the same box, and the same place
 * for Electron's files, because on Windows the system's key hangs on a file there.
 */
async function runVerb(argv: readonly string[]): Promise<number> {
  const parsed = doorOptions(argv, true);
  const folder = parsed.ok ? parsed.options.folder : dataFolder(undefined);
  app.setPath("userData", join(folder, "electron"));
  const stopping = onSignal();
  await app.whenReady();
  const box = await systemKeyBox(folder, systemIds, openLog("warn"));
  return runCommand(argv, {
    env: process.env,
    version: app.getVersion(),
    readStdin: () => readInput(process.stdin, stopping),
    stdout: (line) => writeLine(process.stdout, line),
    stderr: (line) => writeLine(process.stderr, line),
    devices: utilityService(built("main/devices.js"), "cashier-devices"),
    secretsFor: (asked) => (resolve(asked) === folder ? box : fileKeyBox(asked, systemIds)),
    stopping,
  });
}

function runWindow(argv: readonly string[]): Promise<number> {
  const parsed = doorOptions(argv, true);
  return parsed.ok ? openElectron(parsed.options) : Promise.resolve(refuse(parsed.sentence));
}

keepToOurselves();
// The end of the last window is not the end of the process: the till is closed first.
app.on("window-all-closed", () => {});
const cliAt = process.argv.indexOf("--cli");
const ended = cliAt < 0 ? runWindow(process.argv.slice(1)) : runVerb(process.argv.slice(cliAt + 1));
ended.then(
  (code) => app.exit(code),
  (error: unknown) => {
    openLog("warn").error("electron_door", error);
    app.exit(1);
  },
);
