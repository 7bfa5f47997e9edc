// Cash and orders paid by several tenders, by keys alone, on the training till: the change, a tender that is not
// received in the middle, what is due always in sight, and giving everything back with a key held down.
import { type Page, expect } from "@playwright/test";
import { test } from "./doors.ts";
import { due, keys, lockCash, press, takeThisPart, word } from "./real-till.ts";

test.beforeEach(async ({ till: { page } }) => {
  await page.reload();
  await expect(page.getByRole("img", { name: "练习付款码" }).or(page.getByRole("status")).first()).toBeVisible();
});

const received = (page: Page) => page.getByRole("list", { name: "这单已收的" });

/** The training customer holds the phone under the scanner: one who pays, or one whose code is not taken. */
async function scan(page: Page, script: "pays" | "wrong_code"): Promise<void> {
  const made = await page.evaluate(
    (wanted) => window.cashier.call("training.phone", { wallet: "wechat", script: wanted }),
    script,
  );
  if (!made.ok) throw new Error(made.failure.code);
  await page.evaluate((id) => window.cashier.call("training.tap", { id }), made.value.id);
}

test("a cash sale takes digits, Enter and what was given, and the change stands in large digits", async ({ till }) => {
  const { page } = till;
  await lockCash(page, "28.5");
  await keys(page, "100");
  await expect(page.getByRole("region", { name: "收现金" })).toContainText("71.50");
  await page.keyboard.press("NumpadEnter");
  await word(page, "训练：放货");
  await expect(page.getByRole("status").filter({ hasText: "找零" })).toContainText("71.50");
  await keys(page, "5");
  await expect(due(page)).toBeVisible();
  await press(page, "Escape");
});

test("Enter alone takes exactly the amount, and too little is refused", async ({ till: { page } }) => {
  await lockCash(page, "20");
  await keys(page, "15");
  await page.keyboard.press("NumpadEnter");
  await expect(page.getByText("收到的现金不够")).toBeVisible();
  await press(page, "Escape");
  await page.waitForTimeout(200);
  await page.keyboard.press("NumpadEnter");
  await word(page, "训练：放货");
  await expect(page.getByText("不用找零")).toBeVisible();
  await press(page, "NumpadEnter");
  await expect(due(page)).toBeVisible();
});

test("50.00 in cash, a code that is not taken, then a code that is: goods only at the end", async ({ till }) => {
  const { page } = till;
  await lockCash(page, "86");
  await press(page, "NumpadAdd");
  await keys(page, "50");
  await expect(due(page)).toContainText("这次之后还差 ¥36.00");
  await takeThisPart(page);
  await expect(page.getByText("已收 ¥50.00，还差 ¥36.00。收齐了才能放货。")).toBeVisible();
  await expect(page.getByRole("heading", { name: "训练：放货" })).toBeHidden();

  await scan(page, "wrong_code");
  await word(page, "没收到");
  await expect(received(page)).toContainText("现金 ¥50.00 已收");
  await press(page, "NumpadEnter");
  await expect(due(page)).toContainText("现金 ¥50.00 已收");
  await scan(page, "pays");
  await word(page, "训练：放货");
  await expect(received(page)).toContainText("已收齐");
  await press(page, "NumpadEnter");
  await expect(due(page)).toBeVisible();
});

test("a reload keeps a part-paid order in sight, Esc does not lose it, and a held key gives it all back", async ({
  till: { page },
}) => {
  await lockCash(page, "30");
  await press(page, "NumpadAdd");
  await keys(page, "12");
  await takeThisPart(page);
  await page.reload();
  await word(page, "别放货");
  await press(page, "NumpadEnter");
  await expect(due(page)).toContainText("现金 ¥12.00 已收");
  await press(page, "Escape");
  await word(page, "别放货");

  await press(page, "Escape");
  await expect(page.getByRole("alertdialog")).toContainText("放弃这单");
  await page.keyboard.press("NumpadEnter");
  await expect(page.getByText("退钱要按住 − 一秒")).toBeVisible();
  await keys(page, "1");
  await page.keyboard.press("NumpadSubtract");
  await page.waitForTimeout(1300);
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await page.keyboard.down("NumpadSubtract");
  await page.waitForTimeout(1300);
  await page.keyboard.up("NumpadSubtract");
  await word(page, "退给顾客");
  await expect(page.getByText("从钱箱拿 ¥12.00 退给顾客。")).toBeVisible();
  await press(page, "NumpadEnter");
  await expect(due(page)).toBeVisible();
});

test("an order put aside is found in the orders and gone on with", async ({ till: { page } }) => {
  await lockCash(page, "40");
  await press(page, "NumpadAdd");
  await keys(page, "25");
  await takeThisPart(page);
  await press(page, "NumpadSubtract");
  await expect(due(page)).toBeVisible();
  await page.keyboard.press("F4");
  await page.getByRole("row").filter({ hasText: "还差 ¥15.00" }).click();
  await page.getByRole("button", { name: "接着收 ¥15.00" }).click();
  await expect(due(page)).toContainText("现金 ¥25.00 已收");
  await scan(page, "pays");
  await word(page, "训练：放货");
  await press(page, "NumpadEnter");
});
