// From a key press to its paint, in the real window over a book of 300,000 orders: digits at 收款, and the arrow key in the list
// of all orders. Read from the browser's own performance timeline (Event Timing), and, because that rounds to 8 ms and leaves out
// what took less than 16, beside it from the event's time to the first task after its frame. Headless, no screen is waited for.
// What the browser and the machine take of it by themselves is told by a page that has one word to draw.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { makeNumber } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import { openHttp } from "../../main/channel/http.ts";
import { systemClock } from "../../main/clock.ts";
import { isStale } from "../../main/host/build.ts";
import { openBrowserDoor } from "../../main/host/browser/door.ts";
import { type Browser, findBrowser } from "../../main/host/browser/find.ts";
import { launch } from "../../main/host/browser/launch.ts";
import { fileKeyBox } from "../../main/host/secrets.ts";
import { systemIds } from "../../main/ids.ts";
import { openLog } from "../../main/log.ts";
import type { Store } from "../../main/store/open.ts";
import { type Till, openTill } from "../../main/till.ts";
import type { Figure } from "./bench.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const ORDERS = 300_000;
const YEAR_S = 365 * 86_400;
const KEYS = 120;
/** As a person types: faster keys are first held against a scanner. */
const BETWEEN_MS = 140;

export async function keyFigures(): Promise<Figure[]> {
  const browser = findBrowser();
  if (browser === null) return [];
  if (isStale(ROOT)) spawnSync("npm", ["run", "-s", "build"], { cwd: ROOT, stdio: ["ignore", 2, 2] });
  const folder = mkdtempSync(join("/dev/shm", "till-keys-"));
  const [log, http] = [openLog("silent"), openHttp()];
  const opened = await openTill({
    folder,
    clock: systemClock,
    ids: systemIds,
    http: http.http,
    secrets: fileKeyBox(folder, systemIds),
    log,
    version: "bench",
    patienceMs: Number.POSITIVE_INFINITY,
    devices: null,
    notices: false,
  });
  if (!opened.ok) throw new Error(opened.failure.code);
  const till = opened.value;
  try {
    await fill(till);
    const pages = join(ROOT, "out", "renderer");
    const window = await openBrowserDoor({ till, browser, folder, pages, headless: true, log });
    // Before the page's own listeners, of which the scanner's may keep a key to itself.
    await window.page.addInitScript(watch);
    await window.page.reload();
    const figures = [...(await digits(window.page)), ...(await arrows(window.page))];
    await window.close();
    return [...figures, ...(await oneWord(browser, join(folder, "plain")))];
  } finally {
    await till.close();
    http.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One practised cash sale, then 300,000 like it, over a year. */
async function fill({ handlers, books }: Till): Promise<void> {
  await handlers["settings.set"]({ guide: false });
  const sold = await handlers["collect.cash"]({ amountFen: fen(1280), givenFen: fen(1280) });
  if (!sold.ok) throw new Error(sold.failure.code);
  await handlers["collect.clear"]({});
  copy(books.training.store);
}

function copy(store: Store): void {
  const made = Array.from({ length: ORDERS }, (_, n) =>
    makeNumber("9", String(200_000_000_000 + Math.floor(n / 9999)), 1, (n % 9999) + 1),
  );
  const created = `created_at - (n.key + 1) * ${Math.round((YEAR_S * 1000) / ORDERS)}`;
  const own: Readonly<Record<string, string>> = {
    order_id: "n.value",
    trade_no: "n.value",
    day_number: "n.key + 10",
    created_at: created,
    day: `date((${created}) / 1000, 'unixepoch', 'localtime')`,
  };
  store.write((tx) => {
    for (const table of ["orders", "attempts"]) {
      const columns = tx.all<{ name: string }>("SELECT name FROM pragma_table_info(?)", table).map(({ name }) => name);
      const fresh = columns.map((name) => own[name] ?? `t.${name}`);
      tx.run(
        `INSERT INTO ${table} (${columns.join(", ")}) SELECT ${fresh.join(", ")}
         FROM (SELECT * FROM ${table} LIMIT 1) t, json_each(?) n`,
        JSON.stringify(made),
      );
    }
  });
}

type Timed = { readonly painted: number[]; readonly events: number[] };

/** Runs in the page: writes down each key press. */
function watch(): void {
  const timed: { painted: number[]; events: number[] } = { painted: [], events: [] };
  Object.assign(globalThis, { timed });
  addEventListener(
    "keydown",
    ({ timeStamp }) =>
      requestAnimationFrame(() => {
        // Before all other tasks: what the page has put off until after the frame is not the frame's.
        void scheduler.postTask(() => timed.painted.push(performance.now() - timeStamp), { priority: "user-blocking" });
      }),
    { capture: true },
  );
  const asked = { type: "event", durationThreshold: 16 };
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === "keydown") timed.events.push(duration);
  }).observe(asked);
}

async function pressed(page: Page, keys: readonly string[], name: string): Promise<Figure[]> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(BETWEEN_MS);
  }
  await page.waitForTimeout(500);
  const { painted, events }: Timed = await page.evaluate(() => Reflect.get(globalThis, "timed"));
  const under = Array.from({ length: keys.length - events.length }, () => 8);
  return [
    { name: `${name}: key press -> its frame is done`, ms: painted },
    { name: `${name}: the same by Event Timing (steps of 8 ms, 8 = less than 16)`, ms: [...under, ...events] },
  ];
}

const DIGITS = ["Numpad1", "Numpad2", "NumpadDecimal", "Numpad5", "Numpad0", "Escape"] as const;

async function digits(page: Page): Promise<Figure[]> {
  await page.getByRole("region", { name: "应收金额" }).waitFor();
  const keys = Array.from({ length: KEYS }, (_, at) => DIGITS[at % DIGITS.length] ?? "Escape");
  return pressed(page, keys, `collect, ${ORDERS} orders in the book`);
}

async function arrows(page: Page): Promise<Figure[]> {
  await page.reload();
  await page.keyboard.press("F4");
  await page.getByRole("searchbox").waitFor();
  await page.getByRole("button", { name: /今天/ }).click();
  await page.getByRole("option", { name: "全部日子" }).click();
  await page.getByRole("row").nth(3).waitFor();
  await page.getByRole("grid").focus();
  return pressed(page, Array<string>(KEYS).fill("ArrowDown"), `orders, ${ORDERS} in the book`);
}

/** The same browser, the same keys, and nothing but one word that changes. */
async function oneWord(browser: Browser, profile: string): Promise<Figure[]> {
  const context = await launch({ browser, profile, headless: true });
  const [page = await context.newPage()] = context.pages();
  await page.evaluate(watch);
  await page.evaluate(() => {
    let count = 0;
    addEventListener("keydown", () => {
      document.body.textContent = String(++count);
    });
  });
  const figures = await pressed(page, Array<string>(KEYS).fill("ArrowDown"), "a page of one word");
  await context.close();
  return figures;
}
