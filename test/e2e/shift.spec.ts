// 交接班 and 报表 by keys alone, on the training till: open with a float, sell, a payment that stops the handover, the blind
// count, a difference explained, the next shift; and the report that shows the same money.
// The file has a till of its own: it counts all money.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Page, expect } from "@playwright/test";
import { test } from "./doors.ts";

test.use({ own: "shift" });

/** As a person types: slow enough not to be a scanner. */
const keys = (page: Page, text: string) => page.keyboard.type(text, { delay: 140 });

/** Presses Tab until the named thing has the focus. */
async function tabTo(page: Page, role: "button" | "textbox" | "radio" | "tab", name: string | RegExp): Promise<void> {
  const target = page.getByRole(role, { name, ...(typeof name === "string" ? { exact: true } : {}) });
  for (let presses = 0; presses < 40; presses++) {
    if (await target.evaluateAll((found) => found.some((each) => each === document.activeElement))) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reaches ${String(name)}`);
}

async function cash(page: Page, amountFen: number): Promise<void> {
  const taken = await page.evaluate(
    (fen) => window.cashier.call("collect.cash", { amountFen: fen, givenFen: fen }),
    amountFen,
  );
  if (!taken.ok) throw new Error(taken.failure.code);
}

/** A training customer; one who never pays leaves the payment open for a while. */
async function scan(page: Page, amountFen: number, script: "pays" | "never_pays"): Promise<void> {
  const tapped = await page.evaluate(
    async ([fen, wanted]) => {
      await window.cashier.call("collect.clear", {});
      await window.cashier.call("collect.begin", { amountFen: fen });
      const made = await window.cashier.call("training.phone", { wallet: "alipay", script: wanted });
      return made.ok ? window.cashier.call("training.tap", { id: made.value.id }) : made;
    },
    [amountFen, script] as const,
  );
  if (!tapped.ok) throw new Error(tapped.failure.code);
}

const counting = (page: Page) => page.getByRole("region", { name: "盘现金" });

test("a shift is opened, blocked by an open payment, counted blind, explained and handed over", async ({ till }) => {
  const { page } = till;
  await page.keyboard.press("F6");
  await expect(page.getByRole("textbox", { name: "备用金" })).toBeFocused();
  await keys(page, "200");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "100 元" })).toBeFocused();
  await cash(page, 34_800);
  await scan(page, 8600, "pays");
  await expect(page.getByRole("row", { name: /支付宝/ })).toContainText("86.00");
  await expect(page.getByRole("row", { name: /现金/ }).first()).toContainText("盘完再看");
  await expect(page.getByRole("main")).not.toContainText("348.00");

  await scan(page, 1200, "never_pays");
  await expect(page.getByRole("alert").filter({ hasText: "不能交班" })).toContainText("还有 1 笔没有结论");
  await tabTo(page, "button", "现在全部再问");
  await page.keyboard.press("Enter");
  await page.evaluate(async () => {
    const desk = await window.cashier.call("shift.show", {});
    for (const { order } of desk.ok ? desk.value.blockers : []) await window.cashier.call("payment.stop", { order });
  });
  await expect(page.getByRole("alert").filter({ hasText: "不能交班" })).toBeHidden({ timeout: 30_000 });

  await tabTo(page, "textbox", "100 元");
  await keys(page, "5x");
  await expect(page.getByText("只能输张数")).toBeVisible();
  await expect(page.getByRole("button", { name: "提交盘点，看差异" })).toBeDisabled();
  await page.keyboard.press("Backspace");
  for (const pieces of ["", "2", "", "1", "1", "", ""]) {
    await page.keyboard.press("Enter");
    await keys(page, pieces);
  }
  await expect(counting(page)).toContainText("¥546.00");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "提交盘点，看差异" })).toBeFocused();
  await page.keyboard.press("Enter");

  const close = page.getByRole("button", { name: "交班并打印交班单" });
  await expect(page.getByRole("region", { name: "对差异" })).toContainText("现金短");
  await expect(page.getByRole("region", { name: "对差异" })).toContainText("应有 548.00");
  await expect(close).toBeDisabled();
  await tabTo(page, "radio", "找零错");
  await page.keyboard.press("Space");
  await tabTo(page, "textbox", "接班人名字");
  await keys(page, "Zhao");
  await tabTo(page, "button", "交班并打印交班单");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toContainText("第 2 班");
  await expect(page.getByRole("main")).toContainText("Zhao");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "收款 F2" })).toHaveAttribute("aria-current", "page");
});

test("the report shows the same money, turns back a week, and is written as a file", async ({ till }) => {
  const { page, folder } = till;
  await page.keyboard.press("F6");
  await tabTo(page, "tab", "交接班");
  await page.keyboard.press("ArrowRight");
  const report = page.getByRole("region", { name: "报表" });
  await expect(report).toContainText("434.00");
  await expect(page.getByRole("region", { name: "怎样分" }).getByRole("row", { name: /支付宝/ })).toContainText(
    "86.00",
  );
  await tabTo(page, "radio", "日");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "周", exact: true })).toBeChecked();
  await expect(report).toContainText("每天收款");
  await tabTo(page, "button", "导出 CSV");
  await page.keyboard.press("Enter");
  const said = page.getByRole("status").filter({ hasText: "已写到" });
  await expect(said).toBeVisible();
  const file = (await said.textContent())?.replace("已写到 ", "").trim() ?? "";
  expect(file.startsWith(join(folder, "reports"))).toBe(true);
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file, "utf8")).toContain("支付宝");
  await tabTo(page, "button", "往前");
  await page.keyboard.press("Enter");
  await expect(report).toContainText("这段时间没有收款");
  await page.keyboard.press("Escape");
});
