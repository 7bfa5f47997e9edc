// At 200 % zoom every screen is there without anything that has to be scrolled sideways.
import { type Page, expect } from "@playwright/test";
import type { Settings } from "../../preload/contract/views.ts";
import { test, whyNot } from "./doors.ts";

test.beforeEach(({ door }) => {
  const reason = whyNot(door);
  test.skip(reason !== null, reason ?? "");
});

const set = (page: Page, change: Partial<Settings>) =>
  page.evaluate((settings) => window.cashier.call("settings.set", settings).then(() => {}), change);

/** The screens by their keys. */
const SCREENS = [
  { name: "collect", key: "F2" },
  { name: "orders", key: "F4" },
  { name: "settings", key: "F8" },
] as const;

test("at 200 % zoom no screen scrolls sideways", async ({ till: { page } }) => {
  await set(page, { language: "zh-CN", theme: "light" });
  await page.setViewportSize({ width: 683, height: 384 });
  for (const { name, key } of SCREENS) {
    await page.keyboard.press(key);
    await page.waitForTimeout(200);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect([name, over]).toEqual([name, 0]);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
});
