// The window's main process as a program that can be killed: the composition of main/browser.ts (till, recovery, the
// browser door with a real Chromium), with a hand on the page. Each line of standard input is a call that the page makes
// through its own `window.cashier`; each answer is a line of standard output. `node test/kill/window.ts DATA`.
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { openHttp } from "../../main/channel/http.ts";
import { systemClock } from "../../main/clock.ts";
import { openBrowserDoor } from "../../main/host/browser/door.ts";
import { findBrowser } from "../../main/host/browser/find.ts";
import { fileKeyBox } from "../../main/host/secrets.ts";
import { systemIds } from "../../main/ids.ts";
import { openLog } from "../../main/log.ts";
import { openTill } from "../../main/till.ts";

const root = resolve(import.meta.dirname, "../..");
const folder = process.argv[2] ?? "";
const [log, http, browser] = [openLog("warn"), openHttp(), findBrowser()];
if (browser === null) throw new Error("no browser is installed");

const opened = await openTill({
  folder,
  clock: systemClock,
  ids: systemIds,
  http: http.http,
  secrets: fileKeyBox(folder, systemIds),
  log,
  version: "kill-test",
  patienceMs: Infinity,
  devices: null,
  notices: false,
});
if (!opened.ok) throw new Error(`the till did not open: ${opened.failure.code}`);
const till = opened.value;
till.recover();
const pages = join(root, "out", "renderer");
const { page, close } = await openBrowserDoor({ till, browser, folder, pages, headless: true, log });
const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
say("open");

for await (const line of createInterface({ input: process.stdin })) {
  say(await page.evaluate(`(([name, input]) => window.cashier.call(name, input))(${line})`));
}
await close();
await till.close();
http.close();
