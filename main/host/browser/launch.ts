// Starts the installed browser as an app window of ours: its own profile, driven over a pipe (no network port),
// unable to reach any network. The browser's own sandbox stays on wherever it can.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";
import type { Browser } from "./find.ts";

/** Shown until the page is served. Not about:blank: asked for that, the browser opens an ordinary window with tabs. */
const EMPTY_PAGE = "data:text/html,";

/** What a browser would otherwise offer over a till's screen. */
const PREFERENCES = {
  translate: { enabled: false },
  credentials_enable_service: false,
  autofill: { profile_enabled: false, credit_card_enabled: false },
  search: { suggest_enabled: false },
  safebrowsing: { enabled: false },
  printing: {
    print_preview_sticky_settings: { appState: JSON.stringify({ version: 2, isHeaderFooterEnabled: false }) },
  },
  browser: { has_seen_welcome_page: true, check_default_browser: false },
};

const NOWHERE = "http://127.0.0.1:1";

export type LaunchOptions = {
  readonly browser: Browser;
  /** The browser's own profile, kept between starts. */
  readonly profile: string;
  readonly headless: boolean;
  readonly extraArgs?: readonly string[];
};

/** True where Chromium's sandbox cannot start: as root on Linux, which only build machines should be. */
export const withoutSandbox = (): boolean => process.platform === "linux" && process.getuid?.() === 0;

/** Rejects when the browser cannot be started, or not within 30 s. */
export async function launch({ browser, profile, headless, extraArgs = [] }: LaunchOptions): Promise<BrowserContext> {
  await mkdir(join(profile, "Default"), { recursive: true, mode: 0o700 });
  // Only in a new profile: afterwards the file is the browser's.
  await writeFile(join(profile, "Default", "Preferences"), JSON.stringify(PREFERENCES), { flag: "wx" }).catch(() => {});
  return chromium.launchPersistentContext(profile, {
    executablePath: browser.path,
    headless,
    chromiumSandbox: !withoutSandbox(),
    // Not a test: popups stay blocked, and no banner says that a program drives the window.
    ignoreDefaultArgs: [
      "--enable-automation",
      "--disable-popup-blocking",
      "--unsafely-disable-devtools-self-xss-warnings",
    ],
    args: [
      `--app=${EMPTY_PAGE}`,
      "--window-size=1280,800",
      // Requests for our origin are answered before any connection; every other one, the browser's own too, ends at
      // a local port where nobody listens.
      `--proxy-server=${NOWHERE}`,
      "--proxy-bypass-list=<-loopback>",
      "--no-pings",
      "--disable-domain-reliability",
      "--block-new-web-contents",
      "--deny-permission-prompts",
      "--autoplay-policy=no-user-gesture-required",
      ...extraArgs,
    ],
    viewport: headless ? { width: 1280, height: 800 } : null,
    acceptDownloads: false,
    serviceWorkers: "block",
    permissions: [],
    bypassCSP: false,
    ignoreHTTPSErrors: false,
    locale: "zh-CN",
    // Signals are ours: the till is closed before the window.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: 30_000,
  });
}
