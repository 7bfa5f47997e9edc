// The browser door: the till with its window in an installed Chromium, Chrome or Edge. For machines without
// Electron's runtime, and for end-to-end tests. `node main/browser.ts --data DIR`; `npm start` comes here by itself.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { openHttp } from "./channel/http.ts";
import { systemClock } from "./clock.ts";
import { followCustomer } from "./host/customer.ts";
import { hasDisplay, NO_DISPLAY } from "./host/display.ts";
import { keepToOurselves } from "./host/folder.ts";
import { openBrowserDoor, openCustomerDoor } from "./host/browser/door.ts";
import { findBrowser } from "./host/browser/find.ts";
import { browserPrinting } from "./host/browser/print.ts";
import { withoutSandbox } from "./host/browser/launch.ts";
import { catchTheRest } from "./host/last-resort.ts";
import { doorOptions, type DoorOptions } from "./host/options.ts";
import { fileKeyBox } from "./host/secrets.ts";
import { openingSentence } from "./host/sentences.ts";
import { forkService } from "./host/service.ts";
import { systemIds } from "./ids.ts";
import { openLog } from "./log.ts";
import { openTill } from "./till.ts";

const root = resolve(import.meta.dirname, "..");
/** How often a crashed window is opened anew before the till gives up and ends. */
const MAX_REOPENS = 5;
const say = (line: string) => process.stderr.write(`${line}\n`);

/** Opens the till and its window, stays until the window is closed, and answers the exit code. */
async function openBrowser({ folder, scanner, headless }: DoorOptions): Promise<number> {
  if (!headless && !hasDisplay()) return refuse(NO_DISPLAY);
  const browser = findBrowser();
  if (browser === null) {
    return refuse(
      "没有找到浏览器 · No Chromium, Chrome or Edge was found. Install one, or set CASHIER_BROWSER to its path.",
    );
  }
  // From here on a signal closes what is open, in order, however far the start has come.
  const stopping = onSignal();
  const log = openLog("warn");
  catchTheRest(log, (code) => process.exit(code));
  const http = openHttp();
  const { version }: { version: string } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const opened = await openTill({
    folder,
    clock: systemClock,
    ids: systemIds,
    http: http.http,
    secrets: fileKeyBox(folder, systemIds),
    log,
    version,
    patienceMs: Infinity,
    devices: forkService(join(root, "main", "devices", "process.ts")),
    notices: true,
  });
  if (!opened.ok) return refuse(openingSentence(opened.failure));
  const till = opened.value;
  if (scanner !== null) till.useScanner(scanner);
  till.recover();
  till.prints.start();
  till.reconcile.startNights();
  till.reach.start();

  const printing = browserPrinting({ browser, folder, clock: systemClock, log });
  // A window nobody sees has nobody who set a system's printer up.
  if (!headless) till.prints.useSystem(printing);

  say(`收银台窗口 · The till's window: ${browser.name} (${browser.path}), data in ${folder}`);
  if (withoutSandbox())
    say("以 root 运行，浏览器沙箱已关闭 · Running as root: Chromium's sandbox is off (--no-sandbox)");
  try {
    const pages = join(root, "out", "renderer");
    for (let opens = 0; opens <= MAX_REOPENS; opens++) {
      const parts = { till, browser, folder, pages, headless, log };
      const window = await openBrowserDoor(parts);
      const customer = followCustomer(till, () => openCustomerDoor(parts), log);
      stopping.addEventListener("abort", () => void window.close(), { once: true });
      if (stopping.aborted) await window.close();
      const end = await window.closed;
      await customer.close();
      if (end === "closed") return 0;
      log.warn("page_crashed", { opens });
    }
    return refuse("窗口反复崩溃 · The window crashed again and again. No payment is lost: start the till again.");
  } catch (error) {
    log.error("window_not_opened", error);
    return refuse(
      "窗口打不开 · The window did not open. Was it built (npm run build)? Does the browser start by itself?",
    );
  } finally {
    await till.close();
    await printing.close();
    http.close();
  }
}

function onSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());
  return stop.signal;
}

function refuse(sentence: string): number {
  say(sentence);
  return 1;
}

keepToOurselves();
const parsed = doorOptions(process.argv.slice(2));
if (parsed.ok) {
  process.exitCode = await openBrowser(parsed.options);
} else {
  say(parsed.sentence);
  process.exitCode = 2;
}
