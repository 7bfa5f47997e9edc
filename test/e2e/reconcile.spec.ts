// Reconciliation in the real window, by keyboard: a bill that our book knows nothing of is read in, each of its lines is a
// difference, a note ends it, and only then, and after a run, the day is flat. A bill with a wrong row takes nothing over.
import { mkdirSync } from "node:fs";
import { type Page, expect } from "@playwright/test";
import { test } from "./doors.ts";
import { tap, tapChoice, tapInto, withTouch } from "./touch.ts";

// A till of its own: the first day to be reconciled must be the one that is imported here.
test.use({ own: "reconcile" });

const yesterday = (): string => daysAgo(1);
const daysAgo = (days: number): string => {
  const date = new Date(Date.now() - days * 86_400_000);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};
const HEAD = "交易时间,商户订单号,订单号,交易类型,交易状态,交易金额";
const bill = (...rows: string[]) => ({
  name: "bill.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(`\uFEFF${[HEAD, ...rows].join("\r\n")}\r\n`),
});

/** Moves on by Tab until this is focused. */
async function tabTo(page: Page, name: string): Promise<void> {
  const wanted = page.getByRole("button", { name });
  for (let i = 0; i < 60; i++) {
    if (await wanted.first().evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to ${name}`);
}

async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.TILL_PICTURES;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  for (const theme of ["light", "dark"])
    for (const [width, height] of [
      [1366, 768],
      [1024, 768],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.evaluate((value) => (document.documentElement.dataset["theme"] = value), theme);
      await page.screenshot({ path: `${folder}/${name}-${width}-${theme}.png` });
    }
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.evaluate(() => (document.documentElement.dataset["theme"] = "light"));
}

test("a bill with a wrong amount says which row, and nothing of it is taken over", async ({ till: { page } }) => {
  await page.keyboard.press("F4");
  await tabTo(page, "对账");
  await page.keyboard.press("Enter");
  await expect(page.getByText("还没有要对的日子")).toBeVisible();
  await tabTo(page, "导入账单");
  await page.keyboard.press("Enter");
  const day = yesterday();
  await page
    .getByLabel("选文件")
    .setInputFiles(bill(`${day} 10:00:00,A1,1,付款,成功,12.00`, `${day} 10:00:01,A2,2,付款,成功,12a`));
  await expect(page.getByText("认得这种账单：收钱吧样式", { exact: false })).toBeVisible();
  await page.getByRole("radio", { name: "普尔瀚达 Pooul" }).press("Space");
  await look(page, "import");
  await page.getByRole("button", { name: "导入", exact: true }).press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "3 12a" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByText("还没有要对的日子")).toBeVisible();
});

test("each line that only the channel has is a difference of its day", async ({ till: { page } }) => {
  const day = yesterday();
  await tabTo(page, "导入账单");
  await page.keyboard.press("Enter");
  await page
    .getByLabel("选文件")
    .setInputFiles(bill(`${day} 10:00:00,A1,1,付款,成功,12.00`, `${day} 10:00:01,A2,2,付款,成功,0.50`));
  await expect(page.getByText("认得这种账单：收钱吧样式", { exact: false })).toBeVisible();
  await page.getByRole("radio", { name: "普尔瀚达 Pooul" }).press("Space");
  await page.getByRole("button", { name: "导入", exact: true }).press("Enter");
  await expect(page.getByText("导入了 2 笔收款", { exact: false })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("option", { name: `${day} 差 2` })).toBeVisible();
  const one = page.getByRole("listitem", { name: "只有通道有 A1" });
  await expect(one).toContainText("¥12.00");
  await expect(one).toContainText("bill.csv #2");
  await look(page, "differs");
});

test("a difference ends by a note with a name, and the day is flat only when nothing is left", async ({ till }) => {
  const { page } = till;
  for (const number of ["A1", "A2"]) {
    await tabTo(page, `写说明了结 只有通道有 ${number}`);
    await page.keyboard.press("Enter");
    const name = page.getByRole("textbox", { name: "谁" });
    await expect(name).toBeFocused();
    await name.fill("王店长");
    await page.keyboard.press("Tab");
    await page.keyboard.type("隔壁店的单");
    if (number === "A1") await look(page, "note");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("listitem", { name: `只有通道有 ${number}` })).toContainText(
      "王店长 已写明：隔壁店的单",
    );
  }
  await expect(page.getByRole("option", { name: `${yesterday()} 未对` })).toBeVisible();
  await tabTo(page, "对这一天");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option", { name: `${yesterday()} 平` })).toBeVisible();
  await look(page, "flat");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { name: "订单" })).toBeVisible();
});

test("by touch: the bill of another day, its difference given to somebody, then ended, and the day run", async ({
  till: { page },
}) => {
  await withTouch(page);
  const day = daysAgo(2);
  await tap(page, page.getByRole("button", { name: /^订单/ }));
  await tap(page, page.getByRole("button", { name: "对账" }));
  await tap(page, page.getByRole("button", { name: "导入账单" }));
  await tapChoice(page, "普尔瀚达 Pooul");
  await page.getByLabel("选文件").setInputFiles(bill(`${day} 10:00:00,B1,1,付款,成功,8.80`));
  await expect(page.getByText("认得这种账单：收钱吧样式", { exact: false })).toBeVisible();
  await tap(page, page.getByRole("button", { name: "导入", exact: true }));
  await expect(page.getByText("导入了 1 笔收款", { exact: false })).toBeVisible();
  await tap(page, page.getByRole("dialog").getByRole("button", { name: /^关闭/ }));
  await tap(page, page.getByRole("option", { name: `${day} 差 1` }));
  const one = page.getByRole("listitem", { name: "只有通道有 B1" });
  await tap(page, one.getByRole("button", { name: /^写说明了结/ }));
  await tapInto(page, one.getByRole("textbox", { name: "谁" }), "王店长");
  await tap(page, one.getByRole("button", { name: "交给他" }));
  await expect(one).toContainText("由 王店长 处理");
  await tap(page, one.getByRole("button", { name: /^写说明了结/ }));
  await tapInto(page, one.getByRole("textbox", { name: "说明" }), "隔壁店的单");
  await tap(page, one.getByRole("button", { name: "了结这条" }));
  await expect(one).toContainText("王店长 已写明：隔壁店的单");
  await tap(page, page.getByRole("button", { name: /^(对这一天|再对一遍)$/ }));
  await expect(page.getByRole("option", { name: `${day} 平` })).toBeVisible();
  await tap(page, page.getByRole("button", { name: /^回订单/ }));
  await expect(page.getByRole("heading", { name: "订单" })).toBeVisible();
});
