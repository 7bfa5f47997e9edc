// Keeps the browser's window on our page: nothing but our own files is answered, no other window lives, no download
// is kept, no permission is given. Must be in force before the first page is opened.
import type { BrowserContext, Page } from "playwright-core";
import { sameOrigin } from "../../ipc/sender.ts";
import type { Log } from "../../log.ts";
import { ORIGIN, START_URL } from "../csp.ts";
import type { Files } from "../files.ts";

/** Answers the page's files and refuses every other request. An aborted navigation leaves the page where it is. */
export async function serveOnly(context: BrowserContext, files: Files): Promise<void> {
  // Later routes are asked first: this one is what is left over.
  await context.route("**/*", (route) => route.abort("aborted"));
  await context.route(
    (url) => sameOrigin(url.href, ORIGIN),
    async (route) => {
      const { status, headers, body } = await files.answer(route.request().method(), route.request().url());
      await route.fulfill({ status, headers, body });
    },
  );
  // With the other permissions left unnamed, every one of them is denied without asking.
  await context.grantPermissions([]);
}

/** Closes every other page that appears, and brings the window back should its page ever be another than ours. */
export function keepHome(context: BrowserContext, page: Page, log: Log, home = START_URL): void {
  context.on("page", (other) => {
    log.warn("second_window_refused");
    other.close().catch(() => {});
  });
  page.on("download", (download) => {
    log.warn("download_refused");
    download.cancel().catch(() => {});
  });
  page.on("dialog", (dialog) => {
    dialog.dismiss().catch(() => {});
  });
  page.on("filechooser", () => {
    // Listening keeps the system's file dialog shut; nothing is chosen.
  });
  page.on("framenavigated", (frame) => {
    if (frame !== page.mainFrame() || sameOrigin(frame.url(), ORIGIN)) return;
    log.warn("window_brought_back");
    page.goto(home).catch(() => {});
  });
}
