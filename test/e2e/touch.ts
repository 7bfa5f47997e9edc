// A finger on the window: real touch events, whatever pointer the machine has.
import { type Locator, type Page, expect } from "@playwright/test";

/** Lets the page take touch events. */
export async function withTouch(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setTouchEmulationEnabled", { enabled: true, maxTouchPoints: 1 });
}

/** Puts a finger on the middle of it and lifts it again. */
export async function tap(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeEnabled();
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (box === null) throw new Error("nothing to touch");
  const session = await page.context().newCDPSession(page);
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [point] });
  await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await session.detach();
}

/** A finger on one of a few choices. */
export const tapChoice = (page: Page, name: string | RegExp): Promise<void> =>
  tap(page, page.locator("label").filter({ hasText: name }).filter({ visible: true }).last());

/** Right after a verdict or a question appeared, a press is swallowed on purpose. */
export async function tapAfter(page: Page, target: Locator): Promise<void> {
  await page.waitForTimeout(600);
  await tap(page, target);
}

/** Fingers on the till's own keypad; the names are those a reader hears. */
export async function tapKeys(page: Page, names: readonly string[]): Promise<void> {
  const pad = page.getByRole("group", { name: "数字键盘" });
  for (const name of names) await tap(page, pad.getByRole("button", { name, exact: true }));
}

/** A finger on a field, and what is in it becomes this: the system's own keyboard on the glass brings the text. */
export async function tapInto(page: Page, field: Locator, text: string): Promise<void> {
  await tap(page, field);
  await expect(field).toBeFocused();
  await field.selectText();
  await page.keyboard.insertText(text);
}
