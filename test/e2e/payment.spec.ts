// A cashier's payments in the real window, on the training till: by keys, by mouse alone, by a keyboard-wedge burst
// and by a serial scan; and what must never be seen: a pay code.
import { type Page, expect } from "@playwright/test";
import { type Pty, openPty, ptyMissing } from "../support/pty.ts";
import { test } from "./doors.ts";
import { scanByKeys } from "./gun.ts";

// After the skip above: a door that is not there is not opened.
test.beforeEach(async ({ till }) => {
  await till.page.reload();
  // The page is at rest once the phone shows its code: before that, key events may be held back and come late.
  await expect(till.page.getByRole("img", { name: "练习付款码" }).or(till.page.getByRole("log")).first()).toBeVisible();
});

/** As a person types: slow enough not to be a scanner. */
const type = (page: Page, text: string) => page.keyboard.type(text, { delay: 140 });

async function lock(page: Page, amount: string): Promise<void> {
  await type(page, amount);
  await page.waitForTimeout(250);
  await page.keyboard.press("Enter");
  await expect(page.getByText("请顾客出示付款码").first()).toBeVisible();
  await expect(page.getByText("金额已锁定").first()).toBeVisible();
}

const released = (page: Page) =>
  expect(page.getByRole("heading", { name: "训练：放货" })).toBeVisible({ timeout: 30_000 });

/** Puts the verdict off the screen. Right after it appeared, Enter is swallowed on purpose. */
async function next(page: Page): Promise<void> {
  await page.waitForTimeout(600);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "应收金额" })).toBeVisible();
}

/** Everywhere a page can keep a text. */
async function textsOf(page: Page): Promise<string> {
  return page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      JSON.stringify(localStorage),
      JSON.stringify(sessionStorage),
      document.title,
    ].join("\n"),
  );
}

test("a payment by mouse alone ends in a verdict", async ({ till: { page } }) => {
  const pad = page.getByRole("group", { name: "数字键盘" });
  for (const key of ["1", "2", "小数点", "5", "0"]) await pad.getByRole("button", { name: key, exact: true }).click();
  await pad.getByRole("button", { name: "收款" }).click();
  await page.getByRole("button", { name: "放到扫码枪下" }).click();
  await released(page);
  await expect(page.getByText("12.50").first()).toBeVisible();
  await page.waitForTimeout(600);
  await page.getByRole("button", { name: /下一笔/ }).click();
  await expect(page.getByRole("region", { name: "应收金额" })).toBeVisible();
});

for (const gapMs of [1, 10, 80]) {
  test(`a keyboard-wedge gun at ${gapMs} ms a key pays, and leaves no digit of the code in the page`, async ({
    till: { page },
  }) => {
    const code = `13571113171923${String(gapMs).padStart(2, "0")}41`;
    await lock(page, "8.8");
    await scanByKeys(page, code, gapMs);
    await released(page);
    await expect(page.getByText("¥8.80").or(page.getByText("8.80")).first()).toBeVisible();
    expect(await textsOf(page)).not.toContain(code);
    await next(page);
  });
}

test("a scan while no amount is locked is refused with its sentence and charges nobody", async ({ till: { page } }) => {
  await scanByKeys(page, "6901234567892", 5);
  await expect(page.getByText("商品条码").first()).toBeVisible();
  await expect(page.getByRole("region", { name: "应收金额" })).toBeVisible();
});

test.describe("with a serial gun", () => {
  let gun: Pty;
  test.skip(ptyMissing !== null, ptyMissing ?? "");
  test.beforeAll(async () => {
    gun = await openPty();
  });
  test.afterAll(async () => {
    await gun?.close();
  });

  test("a serial scan pays with no key pressed after the amount's Enter", async ({ till: { page } }) => {
    const serial = { way: "serial", id: "port:gun", name: "", path: gun.path } as const;
    const set = { scanners: [{ ...serial, usb: null, baudRate: 9600, framing: null }] };
    await page.evaluate((change) => window.cashier.call("settings.set", change), set);
    await expect
      .poll(() => page.evaluate(async () => JSON.stringify(await window.cashier.call("till.state", {}))))
      .toContain('"status":"ready"');
    const code = "286001234567890126";
    await lock(page, "30");
    await gun.write(`${code}\r\n`);
    await released(page);
    await expect(page.getByText("支付宝").first()).toBeVisible();
    expect(await textsOf(page)).not.toContain(code);
    await next(page);
  });
});

test("a reload in mid-payment comes back to where it was, and the payment goes on", async ({ till: { page } }) => {
  await lock(page, "45");
  await page.getByRole("radio", { name: "要输密码" }).click({ force: true });
  await page.getByRole("button", { name: "放到扫码枪下" }).click();
  await expect(page.getByRole("heading", { name: "等顾客输密码" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "等顾客输密码" })).toBeVisible();
  await released(page);
  await next(page);
});
