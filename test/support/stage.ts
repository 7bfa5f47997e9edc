// A whole till on a stage: an empty data folder, the real window in a headless browser, a serial gun on a pty and a
// strict Pooul of our own. For the demo; every part is the real one.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { openHttp } from "../../main/channel/http.ts";
import { systemClock } from "../../main/clock.ts";
import { openBrowserDoor } from "../../main/host/browser/door.ts";
import { findBrowser } from "../../main/host/browser/find.ts";
import { fileKeyBox } from "../../main/host/secrets.ts";
import { forkService } from "../../main/host/service.ts";
import { systemIds } from "../../main/ids.ts";
import { openLog } from "../../main/log.ts";
import { type Till, openTill } from "../../main/till.ts";
import { type PooulPeer, startPooulPeer } from "../peers/pooul.ts";
import { type Pty, openPty } from "./pty.ts";

export type Stage = {
  readonly till: Till;
  readonly page: Page;
  readonly folder: string;
  readonly gun: Pty;
  readonly peer: PooulPeer;
  close(): Promise<void>;
};

const root = resolve(import.meta.dirname, "../..");
const DEVICES = join(root, "main/devices/process.ts");

/** Opens everything; `size` is the window's in pixels. Throws a sentence when a part is missing. */
export async function openStage(size: { width: number; height: number }): Promise<Stage> {
  const browser = findBrowser();
  if (!browser) throw new Error("no Chromium, Chrome or Edge is installed");
  const folder = mkdtempSync(join(tmpdir(), "till-stage-"));
  const [log, http] = [openLog("warn"), openHttp()];
  const peer = await startPooulPeer({ reverseNotBeforeMs: 2000, closeNotBeforeMs: 2000 });
  const gun = await openPty();
  const opened = await openTill({
    folder,
    clock: systemClock,
    ids: systemIds,
    http: http.http,
    secrets: fileKeyBox(folder, systemIds),
    log,
    version: "0.1.0",
    patienceMs: Number.POSITIVE_INFINITY,
    devices: forkService(DEVICES),
    notices: true,
  });
  if (!opened.ok) throw new Error(`the till did not open: ${opened.failure.code}`);
  const till = opened.value;
  till.useScanner(gun.path);
  await till.handlers["settings.set"]({ guide: false });
  const pages = join(root, "out", "renderer");
  const window = await openBrowserDoor({ till, browser, folder, pages, headless: true, log });
  await window.page.setViewportSize(size);
  return {
    till,
    page: window.page,
    folder,
    gun,
    peer,
    async close() {
      await window.close();
      await till.close();
      await gun.close();
      await peer.close();
      http.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
