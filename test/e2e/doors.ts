// Opens the real window, over a real till on an empty data folder, behind the door the project names. One window per
// worker: tests of one file share it, in order.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { _electron, type Page, test as base } from "@playwright/test";
import { openHttp } from "../../main/channel/http.ts";
import { systemClock } from "../../main/clock.ts";
import { openBrowserDoor } from "../../main/host/browser/door.ts";
import { findBrowser } from "../../main/host/browser/find.ts";
import { electronRuntime } from "../../main/host/runtime.ts";
import { fileKeyBox } from "../../main/host/secrets.ts";
import { type StartService, forkService } from "../../main/host/service.ts";
import { systemIds } from "../../main/ids.ts";
import { openLog } from "../../main/log.ts";
import { openTill } from "../../main/till.ts";

export type DoorName = "browser" | "electron";
/** `own`: a name of its own gives a file a window and a data folder of its own. `guide`: its first run is in front. */
export type DoorOption = { door: DoorName; own: string; guide: boolean };
/** `folder` is the till's data folder. */
export type OpenDoor = { readonly page: Page; readonly folder: string; close(): Promise<void> };

const root = resolve(import.meta.dirname, "../..");

const REAL_DEVICES = forkService(join(root, "main/devices/process.ts"));

/** Why a door cannot be opened on this machine, or null. */
export function whyNot(door: DoorName): string | null {
  switch (door) {
    case "browser":
      return findBrowser() === null ? "no Chromium, Chrome or Edge is installed" : null;
    case "electron":
      return electronRuntime(root) === null ? "Electron's runtime is not installed" : null;
  }
}

/** A till on a folder, and the browser's windows of it, opened as often as they are asked for. */
export async function openTillIn(folder: string, guide = false, devices: StartService = REAL_DEVICES) {
  const browser = findBrowser();
  if (browser === null) throw new Error("no browser");
  const [log, http] = [openLog("silent"), openHttp()];
  const opened = await openTill({
    folder,
    clock: systemClock,
    ids: systemIds,
    http: http.http,
    secrets: fileKeyBox(folder, systemIds),
    log,
    version: "0.0.0-e2e",
    patienceMs: Infinity,
    devices,
    notices: true,
  });
  if (!opened.ok) throw new Error(`the till did not open: ${opened.failure.code}`);
  const till = opened.value;
  till.prints.start();
  till.reach.start();
  if (!guide) await till.handlers["settings.set"]({ guide: false });
  const pages = join(root, "out", "renderer");
  // TILL_HEADED=1 shows the windows, for a run under Xvfb or on a desk.
  const headless = process.env.TILL_HEADED !== "1";
  return {
    till,
    openWindow: ({ isCustomer = false } = {}) =>
      openBrowserDoor({ till, browser, folder, pages, headless, isCustomer, log }),
    async close() {
      await till.close();
      http.close();
    },
  };
}

async function openOverBrowser(folder: string, guide: boolean): Promise<OpenDoor> {
  const opened = await openTillIn(folder, guide);
  const window = await opened.openWindow();
  return {
    page: window.page,
    folder,
    async close() {
      await window.close();
      await opened.close();
    },
  };
}

async function openOverElectron(folder: string, guide: boolean): Promise<OpenDoor> {
  const executablePath = electronRuntime(root);
  if (executablePath === null) throw new Error("no runtime");
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const app = await _electron.launch({ executablePath, args: [...sandbox, root, "--data", folder], cwd: root });
  const page = await app.firstWindow();
  if (!guide) await page.evaluate(() => window.cashier.call("settings.set", { guide: false }));
  return { page, folder, close: () => app.close() };
}

/**
 * `test` with `door` (the option) and `till` (the open window). Where the door cannot be opened on this machine every test
 * is skipped by that reason, before a hook or a window of it is opened.
 */
export const test = base.extend<{ canBeOpened: void }, DoorOption & { till: OpenDoor }>({
  canBeOpened: [
    async ({ door }, use, info) => {
      const reason = whyNot(door);
      info.skip(reason !== null, reason ?? "");
      await use();
    },
    { auto: true },
  ],
  door: ["browser", { option: true, scope: "worker" }],
  own: ["", { option: true, scope: "worker" }],
  guide: [false, { option: true, scope: "worker" }],
  till: [
    async ({ door, guide }, use, info) => {
      const folder = mkdtempSync(join(tmpdir(), `till-e2e-${info.workerIndex}-`));
      const opened = await (door === "browser" ? openOverBrowser(folder, guide) : openOverElectron(folder, guide));
      await use(opened);
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 60_000 },
  ],
});
