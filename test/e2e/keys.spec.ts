// The keys of the collect screen where a slip of the hand would cost money: a large amount, a held key, a bouncing one; and
// the keys that answer everywhere.
import { type Page, expect } from "@playwright/test";
import { test } from "./doors.ts";
import { scanByKeys } from "./gun.ts";
import { due, keys } from "./real-till.ts";

test.beforeEach(async ({ till: { page } }) => {
  await page.evaluate(() => window.cashier.call("collect.clear", {}));
  await page.reload();
  await expect(page.getByRole("img", { name: "练习付款码" })).toBeVisible();
});

const locked = (page: Page) => page.getByText("金额已锁定，Esc 改金额");
const LARGE = "金额很大，请核对。没错就再按一次 Enter";
const released = (page: Page) =>
  expect(page.getByRole("heading", { name: "训练：放货" })).toBeVisible({ timeout: 30_000 });
/** What the page was told to charge, as the book has it. */
const charged = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const list = await window.cashier.call("orders.list", {});
    return list.ok ? list.value.orders.length : -1;
  });

test("an amount over the limit wants a second Enter, and a bouncing key is not one", async ({ till: { page } }) => {
  await keys(page, "5000.01");
  await page.keyboard.press("NumpadEnter");
  await page.keyboard.press("NumpadEnter");
  await expect(page.getByText(LARGE)).toBeVisible();
  await expect(locked(page)).toBeHidden();
  await page.waitForTimeout(500);
  await page.keyboard.press("NumpadEnter");
  await expect(locked(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
});

test("an amount at the limit does not, and one that was changed is asked about anew", async ({ till: { page } }) => {
  await keys(page, "5000");
  await page.keyboard.press("NumpadEnter");
  await expect(locked(page)).toBeVisible();
  // Without a pause: a digit typed while the amount is being unlocked is not lost.
  await page.keyboard.press("Escape");
  await keys(page, "0");
  await expect(due(page)).toContainText("50,000");
  await page.keyboard.press("NumpadEnter");
  await expect(page.getByText(LARGE)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText(LARGE)).toBeHidden();
  await keys(page, "60000");
  await expect(due(page)).toContainText("60,000");
  await page.waitForTimeout(500);
  await page.keyboard.press("NumpadEnter");
  await expect(page.getByText(LARGE)).toBeVisible();
  await expect(locked(page)).toBeHidden();
  await page.keyboard.press("Escape");
});

test("a scan does not stand for Enter over the limit: the code waits for the hand", async ({ till: { page } }) => {
  const before = await charged(page);
  await keys(page, "6000");
  await scanByKeys(page, "135711131719237741", 5);
  await expect(page.getByText("尾号 7741")).toBeVisible();
  expect(await charged(page)).toBe(before);
  await page.keyboard.press("NumpadEnter");
  await expect(page.getByText(LARGE)).toBeVisible();
  await page.waitForTimeout(500);
  await page.keyboard.press("NumpadEnter");
  await released(page);
  expect(await charged(page)).toBe(before + 1);
});

test("scan first, then digits and Enter: charged once, and Esc would have let the code go", async ({ till }) => {
  const { page } = till;
  const before = await charged(page);
  await scanByKeys(page, "135711131719230021", 5);
  await expect(page.getByText("尾号 0021")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("尾号 0021")).toBeHidden();
  await scanByKeys(page, "135711131719230022", 5);
  await expect(page.getByText("尾号 0022")).toBeVisible();
  await keys(page, "8.8");
  await page.keyboard.press("NumpadEnter");
  await released(page);
  expect(await charged(page)).toBe(before + 1);
  await expect(page.getByText("8.80").first()).toBeVisible();
});

test("a sale on the numpad alone is digits, Enter, scan, and then the next digits", async ({ till: { page } }) => {
  for (const code of ["Numpad1", "Numpad2", "NumpadDecimal", "Numpad5"]) {
    await page.keyboard.press(code);
    await page.waitForTimeout(140);
  }
  await page.keyboard.press("NumpadEnter");
  await expect(locked(page)).toBeVisible();
  await scanByKeys(page, "135711131719230031", 5);
  await released(page);
  await page.keyboard.press("Numpad3");
  await expect(due(page)).toContainText("3");
  await expect(due(page)).toContainText("第");
  await page.keyboard.press("Escape");
});

test("digits and a scan are a whole sale: the scan counts as Enter, unless the shop says no", async ({ till }) => {
  const { page } = till;
  await keys(page, "6.6");
  await scanByKeys(page, "135711131719230041", 5);
  await released(page);
  await page.waitForTimeout(600);
  await page.keyboard.press("NumpadEnter");
  await page.evaluate(() => window.cashier.call("settings.set", { scanIsEnter: false }));
  await keys(page, "7.7");
  await scanByKeys(page, "135711131719230042", 5);
  await expect(page.getByText("尾号 0042")).toBeVisible();
  await expect(due(page)).toContainText("7.7");
  await page.keyboard.press("NumpadEnter");
  await released(page);
  await page.evaluate(() => window.cashier.call("settings.set", { scanIsEnter: true }));
});

test("a key held down repeats digits only; Enter right after a verdict is swallowed", async ({ till: { page } }) => {
  await page.keyboard.down("Numpad4");
  await page.keyboard.down("Numpad4");
  await page.keyboard.down("Numpad4");
  await page.keyboard.up("Numpad4");
  await expect(due(page)).toContainText("444");
  await page.waitForTimeout(250);
  for (let repeats = 0; repeats < 4; repeats++) await page.keyboard.down("NumpadSubtract");
  await page.keyboard.up("NumpadSubtract");
  await expect(due(page)).toContainText("44.00");
  await page.waitForTimeout(250);
  await page.keyboard.down("NumpadDivide");
  await page.keyboard.down("NumpadDivide");
  await page.keyboard.up("NumpadDivide");
  await expect(page.getByRole("radio", { name: /^顾客扫码/ })).toBeChecked();
  await page.keyboard.press("NumpadDivide");
  await expect(page.getByRole("radio", { name: /^现金/ })).toBeChecked();
  await page.waitForTimeout(250);
  await page.keyboard.press("NumpadEnter");
  await expect(page.getByRole("region", { name: "收现金" })).toBeVisible();
  await page.waitForTimeout(250);
  await page.keyboard.press("NumpadEnter");
  await released(page);
  await page.keyboard.press("NumpadEnter");
  await page.waitForTimeout(200);
  await expect(page.getByRole("heading", { name: "训练：放货" })).toBeVisible();
  await page.waitForTimeout(500);
  await page.keyboard.press("NumpadEnter");
  await expect(due(page)).toBeVisible();
});

test("F3 opens the last sale with its verdict from any screen", async ({ till: { page } }) => {
  await page.keyboard.press("F8");
  await page.keyboard.press("F3");
  await expect(
    page.getByRole("complementary").or(page.getByRole("region")).filter({ hasText: "44.00" }).first(),
  ).toBeVisible();
  await page.keyboard.press("F2");
});

test("F11 is left to the window, which alone may fill the screen", async ({ till: { page } }) => {
  await page.evaluate(() => {
    addEventListener("keydown", ({ code, defaultPrevented }) => {
      if (code === "F11") document.title = `taken: ${defaultPrevented}`;
    });
  });
  await page.keyboard.press("F11");
  await expect.poll(() => page.title()).toBe("taken: false");
  await page.reload();
});
