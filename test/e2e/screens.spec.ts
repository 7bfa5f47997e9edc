// Every screen and dialog of the till, one after the other, held against what holds on each of them: axe finds nothing in light
// and in dark, no text is cut off or covered at 200 % zoom, a finger hits every control, and it looks as it did.
// `npx playwright test … --update-snapshots` takes the pictures anew; TILL_PICTURES=DIR leaves a copy of each to look at.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { type Page, expect } from "@playwright/test";
import { smallPng } from "../support/small-png.ts";
import { crampedTexts, smallTargets, stopTime } from "./tour/layout.ts";
import { type Shop, must, test } from "./tour/shop.ts";
import type { Stop } from "./tour/stop.ts";
import { BOOK_STOPS } from "./tour/stops-books.ts";
import { COLLECT_STOPS } from "./tour/stops-collect.ts";
import { LINE_STOPS } from "./tour/stops-lines.ts";
import { CUSTOMER_STOPS, GUIDE_STOPS, SETTINGS_STOPS, STAFF_STOPS } from "./tour/stops-settings.ts";

test.use({ own: "screens" });
test.beforeEach(({ door }) =>
  test.skip(door !== "browser", "the screens are the same behind every door, and are looked at behind the browser's"),
);

const SIZES = [
  [1366, 768],
  [1024, 768],
] as const;
const THEMES = ["light", "dark"] as const;
/** Of the pixels; letters are drawn a little differently from one machine to the next. */
const TOLERANCE = { maxDiffPixelRatio: 0.02, threshold: 0.3 };

const dress = (page: Page, theme: string) =>
  page.evaluate((value) => void (document.documentElement.dataset["theme"] = value), theme);

/** What fades or slides in has arrived, however slow the machine; what turns for ever is left alone. */
const atRest = (page: Page) =>
  page.evaluate(async () => {
    const isFinite = (one: Animation) => one.effect?.getComputedTiming().endTime !== Infinity;
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    await Promise.allSettled(
      document
        .getAnimations()
        .filter(isFinite)
        .map((one) => one.finished),
    );
  });

/** What axe says, as one line for each rule and place. In the dark only colours are others. */
async function axe(page: Page, theme: string): Promise<string[]> {
  const all = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (theme === "light" ? all : all.withRules(["color-contrast"])).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.any[0]?.message ?? node.all[0]?.message ?? ""}`),
  );
}

async function hasNoViolation(page: Page, name: string): Promise<void> {
  for (const theme of THEMES) {
    await dress(page, theme);
    await atRest(page);
    expect.soft(await axe(page, theme), `${name}, ${theme}`).toEqual([]);
  }
  await dress(page, "light");
}

/** The last is a window of 1366 × 768 at 200 %. */
const ROOMS = [
  [1366, 768],
  [1024, 768],
  [683, 384],
] as const;

async function fits({ till }: Shop, page: Page, { name }: Stop): Promise<void> {
  for (const language of ["en", "zh-CN"] as const) {
    await must(till.handlers["settings.set"]({ language }));
    // English is longer: what fits into the smaller windows fits into the largest.
    for (const [width, height] of language === "en" ? ROOMS.slice(1) : ROOMS) {
      const where = `${name}, ${language}, ${width} px wide`;
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(100);
      expect.soft(await page.evaluate(crampedTexts), where).toEqual([]);
      if (width !== 683) expect.soft(await page.evaluate(smallTargets), where).toEqual([]);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(over, `${where}: scrolls sideways`).toBe(0);
    }
  }
}

async function looksAsItDid(page: Page, { name, moving, isCustomers = false }: Stop): Promise<void> {
  const folder = process.env["TILL_PICTURES"];
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  // The customer's display ignores the theme.
  for (const theme of isCustomers ? (["light"] as const) : THEMES) {
    await dress(page, theme);
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      await page.mouse.move(2, 2);
      await page.waitForTimeout(200);
      await page.evaluate(stopTime);
      const shot = `${name}-${width}-${theme}.png`;
      // By hand: the page's own policy lets no style sheet of Playwright's in.
      if (moving !== undefined) await page.evaluate(showOf, { moving, visibility: "hidden" });
      const picture = await page.screenshot({ animations: "disabled" });
      if (moving !== undefined) await page.evaluate(showOf, { moving, visibility: "" });
      if (folder !== undefined) writeFileSync(join(folder, shot), picture);
      else expect.soft(smallPng(picture)).toMatchSnapshot(shot, TOLERANCE);
    }
  }
  await page.setViewportSize({ width: 1366, height: 768 });
  await dress(page, "light");
}

/** Runs in the page. */
function showOf({ moving, visibility }: { readonly moving: string; readonly visibility: string }): void {
  for (const one of document.querySelectorAll<HTMLElement | SVGElement>(moving)) one.style.visibility = visibility;
}

const STOPS = [
  ...COLLECT_STOPS,
  ...BOOK_STOPS,
  ...SETTINGS_STOPS,
  ...GUIDE_STOPS,
  ...CUSTOMER_STOPS,
  ...LINE_STOPS,
  ...STAFF_STOPS,
];

const pageOf = async (stop: Stop, shop: Shop) => (stop.isCustomers === true ? await shop.customer() : shop.page);

for (const stop of STOPS) {
  test(`${stop.name} can be read, reached and touched by everybody`, async ({ shop }) => {
    await shop.page.setViewportSize({ width: 1366, height: 768 });
    await stop.go(shop);
    const page = await pageOf(stop, shop);
    await page.setViewportSize({ width: 1366, height: 768 });
    if (stop.isPlain !== true) await looksAsItDid(page, stop);
    if (process.env["TILL_PICTURES"] === undefined) {
      await hasNoViolation(page, stop.name);
      await fits(shop, page, stop);
      await page.setViewportSize({ width: 1366, height: 768 });
    }
    await stop.leave?.(shop);
  });
}
