// The system's printing behind the browser door: a browser of its own beside the till's, minimized, that prints without a
// dialog (`--kiosk-printing`) on the system's default printer. Printing stops a page until it is done, and where the
// system's printer is set up wrongly for ever: never the till's page.
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import type { Clock } from "../../clock.ts";
import type { Log } from "../../log.ts";
import type { SystemPage, SystemPrinting } from "../host.ts";
import { printPage } from "../print-page.ts";
import type { Browser } from "./find.ts";
import { launch } from "./launch.ts";

/** Longer than the system takes to spool one page. */
const PRINT_MS = 20_000;
const CLOSE_MS = 5_000;

/** Runs in the page, as text, because main knows no document. True once the browser has given the page away. */
const PRINT = `new Promise((resolve) => {
  addEventListener("afterprint", () => resolve(true), { once: true });
  print();
})`;

export type BrowserPrinting = SystemPrinting & { close(): Promise<void> };

type Parts = { readonly browser: Browser; readonly folder: string; readonly clock: Clock; readonly log: Log };

export function browserPrinting({ browser, folder, clock, log }: Parts): BrowserPrinting {
  let opened: Promise<Page> | null = null;
  const within = async <T>(ms: number, what: Promise<T>): Promise<T | null> => {
    const over = new AbortController();
    const first = await Promise.race([what, clock.sleep(ms, over.signal).then(() => null)]);
    over.abort();
    return first;
  };
  const open = async (): Promise<Page> => {
    const context = await launch({
      browser,
      profile: join(folder, "browser-print"),
      headless: false,
      extraArgs: ["--kiosk-printing", "--window-position=-4000,-4000"],
    });
    context.once("close", () => (opened = null));
    await context.route("**/*", (route) => route.abort("aborted"));
    const page = context.pages()[0] ?? (await context.newPage());
    await minimize(context, page);
    return page;
  };
  const close = async (): Promise<void> => {
    const page = await opened?.catch(() => null);
    opened = null;
    await within(
      CLOSE_MS,
      page
        ?.context()
        .close()
        .catch(() => {}) ?? Promise.resolve(),
    );
  };
  const print = async (sent: SystemPage): Promise<boolean> => {
    opened ??= open();
    const page = await opened;
    await page.setContent(printPage(sent));
    return (await page.evaluate(PRINT)) === true;
  };
  return {
    printers: async () => [],
    async print(sent) {
      const isTaken = await within(
        PRINT_MS,
        print(sent).catch((error: unknown) => {
          log.error("print.browser", error);
          return false;
        }),
      );
      if (isTaken === true) return true;
      // It may stand still for ever: the next page gets a new one.
      log.warn("print.system_refused", { why: isTaken === null ? "late" : "failed" });
      await close();
      return false;
    },
    close,
  };
}

/** Out of the way of the till's window and its keys. */
async function minimize(context: BrowserContext, page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page);
  const { windowId } = await devtools.send("Browser.getWindowForTarget");
  await devtools.send("Browser.setWindowBounds", { windowId, bounds: { windowState: "minimized" } });
  await devtools.detach();
}
