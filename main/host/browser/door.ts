// The browser door: one app window of an installed browser, showing our page, wired to a running till. End-to-end
// tests and the demo open the very same window through this function.
import { join } from "node:path";
import type { Page } from "playwright-core";
import { CUSTOMER_CALL, CUSTOMER_EVENT } from "../../../preload/contract/customer-names.ts";
import { openDoor } from "../../ipc/door.ts";
import type { TillSide } from "../../ipc/events.ts";
import type { Log } from "../../log.ts";
import { CUSTOMER_URL, ORIGIN, START_URL } from "../csp.ts";
import { openFiles } from "../files.ts";
import type { CustomerScreen, TillWindow } from "../host.ts";
import { openPageCalls } from "./calls.ts";
import type { Browser } from "./find.ts";
import { launch } from "./launch.ts";
import { keepHome, serveOnly } from "./lock-down.ts";
import { BINDING, bridgeScript } from "./page-bridge.ts";

export type BrowserDoorParts = {
  readonly till: TillSide;
  readonly browser: Browser;
  /** The till's data folder; the browser's profile lives inside it. */
  readonly folder: string;
  /** The built window: out/renderer. */
  readonly pages: string;
  readonly headless: boolean;
  /** The customer's display instead of the till: another page, its own profile, and no call but its own. */
  readonly isCustomer?: boolean;
  readonly log: Log;
};

export type BrowserDoor = TillWindow & { readonly page: Page };

/**
 * Opens the window and resolves once its page is loaded. The till stays the caller's: closing the window does not
 * close it. Rejects when the window is not built or the browser does not start.
 */
export async function openBrowserDoor(parts: BrowserDoorParts): Promise<BrowserDoor> {
  const { till, browser, folder, headless, log, isCustomer = false } = parts;
  const start = isCustomer ? CUSTOMER_URL : START_URL;
  const files = await openFiles(parts.pages, ORIGIN);
  const profile = join(folder, isCustomer ? "browser-customer" : "browser");

  const context = await launch({ browser, profile, headless });
  let end: "closed" | "crashed" = "closed";
  const closed = new Promise<"closed" | "crashed">((resolve) => context.once("close", () => resolve(end)));
  const only = isCustomer ? { only: [CUSTOMER_CALL] as const } : {};
  const door = openDoor({ handlers: till.handlers, guard: till.guard, origin: ORIGIN, log, ...only });
  const calls = openPageCalls(door, log);
  const stopListening = till.listen((event) => {
    if ((event.name === CUSTOMER_EVENT) === isCustomer) calls.push(event);
  });
  void closed.then(() => {
    stopListening();
    calls.close();
  });

  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await serveOnly(context, files);
    await context.exposeBinding(BINDING, (source, message: unknown) =>
      calls.receive(
        {
          knownWindow: source.page === page,
          mainFrame: source.frame === page.mainFrame(),
          url: source.frame.url(),
        },
        message,
      ),
    );
    await context.addInitScript({
      content: isCustomer ? bridgeScript([CUSTOMER_CALL], [CUSTOMER_EVENT]) : bridgeScript(),
    });
    keepHome(context, page, log, start);
    // The app window is one page; when it goes, the browser goes.
    page.once("close", () => void context.close().catch(() => {}));
    page.once("crash", () => {
      end = "crashed";
      void context.close().catch(() => {});
    });
    await page.goto(start);
    return { page, closed, close: () => context.close() };
  } catch (error) {
    await context.close();
    throw error;
  }
}

/** The customer's display. A page is not told how many screens there are: our own policy refuses it. */
export async function openCustomerDoor(parts: Omit<BrowserDoorParts, "isCustomer">): Promise<CustomerScreen> {
  const { closed, close } = await openBrowserDoor({ ...parts, isCustomer: true });
  return { closed, close, isOnOnlyScreen: () => false, onScreens: () => {} };
}
