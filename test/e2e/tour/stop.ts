// One stop of the tour through every screen and dialog: how to come there from anywhere, what moves on it, and how to leave.
import { type Page, expect } from "@playwright/test";
import type { Shop } from "./shop.ts";

export type Stop = {
  readonly name: string;
  go(shop: Shop): Promise<unknown>;
  leave?(shop: Shop): Promise<unknown>;
  /** Parts whose picture is another one each time: codes to scan, rings of seconds. */
  readonly moving?: string;
  /** It is looked at on the customer's display. */
  readonly isCustomers?: boolean;
  /** It has no picture of its own: what it shows is measured, or another stop looks the same. */
  readonly isPlain?: boolean;
};

export const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true });
export const button = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name, ...(typeof name === "string" ? { exact: true } : {}) });
export const dialog = (page: Page) => page.getByRole("dialog");
export const heading = (page: Page, name: string) =>
  expect(page.getByRole("heading", { name, exact: true })).toBeVisible({ timeout: 30_000 });

/** As a person types: slow enough not to be a scanner. */
export async function keys(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: 130 });
  await page.waitForTimeout(200);
}

/** Comes to a screen by its key, with no dialog left open before it. */
export async function by({ page }: Shop, key: string): Promise<void> {
  await page.reload();
  await expect(page.getByRole("navigation")).toBeVisible();
  await page.keyboard.press(key);
}
