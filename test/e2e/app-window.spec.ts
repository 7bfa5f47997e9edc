// The window a cashier sees is an app's: no tabs, no address, nothing of a browser around the page.
import { expect } from "@playwright/test";
import { test } from "./doors.ts";

test("the window is an app window, not a browser's", async ({ till, door }) => {
  test.skip(door !== "browser", "Electron's window has no other form");
  expect(await till.page.evaluate("matchMedia('(display-mode: standalone)').matches")).toBe(true);
});

test("the page comes up with the training till, without an error", async ({ till }) => {
  const errors: string[] = [];
  till.page.on("pageerror", (error) => errors.push(error.message));
  till.page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  await till.page.reload();
  await expect(till.page.getByText("训练模式").first()).toBeVisible();
  await till.page.waitForTimeout(500);
  expect(errors).toEqual([]);
  expect(await till.page.title()).toBe("收银台");
});
