// A person without a mouse: Tab to a thing, type into it, press it.
import { type Locator, type Page, expect } from "@playwright/test";

type Role = "button" | "textbox" | "radio" | "tab" | "combobox" | "searchbox" | "checkbox" | "grid" | "link";
/** More than the longest form has. */
const MOST = 90;

/** Waits until the named thing can be reached, then presses Tab until it has the focus. Throws when Tab never comes to it. */
export async function tabTo(page: Page, role: Role, name: string | RegExp): Promise<void> {
  await tabToOne(page, page.getByRole(role, { name, ...(typeof name === "string" ? { exact: true } : {}) }));
}

/** The same for what a role and a name do not find. */
export async function tabToOne(page: Page, target: Locator): Promise<void> {
  const isThere = () => target.evaluateAll((found) => found.some((each) => !each.matches(":disabled")));
  await expect.poll(isThere, { message: `${String(target)} is on the page and can be reached` }).toBe(true);
  for (let presses = 0; presses < MOST; presses++) {
    if (await target.evaluateAll((found) => found.some((each) => each === document.activeElement))) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reaches ${String(target)}`);
}

/** Tab to it, Enter. */
export async function pressButton(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, "button", name);
  await page.keyboard.press("Enter");
}

/** Slow enough not to be a scanner. */
export const typeSlowly = (page: Page, text: string): Promise<void> => page.keyboard.type(text, { delay: 130 });

/** Tab to a field, and what is in it becomes this, as a paste would do it. */
export async function fillIn(page: Page, name: string | RegExp, text: string): Promise<void> {
  await tabTo(page, "textbox", name);
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

/** Holds a key as long as a deed wants that nobody may do by a slip. */
export async function holdKey(page: Page, key: string): Promise<void> {
  await page.keyboard.down(key);
  await page.waitForTimeout(1200);
  await page.keyboard.up(key);
}
