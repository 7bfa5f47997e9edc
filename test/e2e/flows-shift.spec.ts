// The shift and the report by keys alone and by touch alone, over a strict channel and a real printer: opened with a float, the X
// report, cash taken out, the blind count, a difference explained, handed over with the Z slip. (What stops a handover: shift.spec;
// by two PINs: staff.spec.)
import { type Locator, type Page, expect } from "@playwright/test";
import { fillIn, pressButton, tabTo, typeSlowly } from "./by-keys.ts";
import { freshCounter } from "./real-till.ts";
import { tap, tapChoice, tapInto, withTouch } from "./touch.ts";
import { type Shop, cash, test } from "./tour/shop.ts";

test.use({ own: "shifts" });
test.beforeEach(({ door }) => test.skip(door !== "browser", "the shop of this file stands behind the browser's door"));
test.beforeEach(async ({ shop }) => {
  await shop.page.setViewportSize({ width: 1024, height: 768 });
  await freshCounter(shop.page);
});

const button = (inside: Page | Locator, name: string | RegExp) =>
  inside.getByRole("button", { name, ...(typeof name === "string" ? { exact: true } : {}) });
const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
const main = (page: Page) => page.getByRole("main");
const differences = (page: Page) => page.getByRole("region", { name: "对差异" });

/** So many slips with this on them have come out, whatever else is printed; wide letters have blanks between them. */
const comesOut = ({ printer }: Shop, text: string, slips = 1) =>
  expect
    .poll(() => printer.paper.slips.filter((slip) => slip.text.replaceAll(/\s/g, "").includes(text)).length, {
      timeout: 20_000,
    })
    .toBe(slips);

test("a shift by keys: float, X, cash taken out, the count, the difference, Z", async ({ shop }) => {
  const { page } = shop;
  await page.keyboard.press("F6");
  await expect(field(page, "备用金")).toBeFocused();
  await typeSlowly(page, "200");
  await page.keyboard.press("Enter");
  await expect(field(page, "100 元")).toBeFocused();
  await cash(shop, 5000);
  await pressButton(page, "打印 X 报告");
  await comesOut(shop, "X报告");

  await pressButton(page, "放入或取出现金");
  await expect(field(page, "金额")).toBeFocused();
  await typeSlowly(page, "30");
  await fillIn(page, "原因", "买包装袋");
  await pressButton(page, "取出");
  await expect(main(page)).toContainText("买包装袋");

  await tabTo(page, "textbox", "100 元");
  await typeSlowly(page, "2");
  await tabTo(page, "textbox", "10 元");
  await typeSlowly(page, "1");
  await pressButton(page, "提交盘点，看差异");
  await expect(differences(page)).toContainText("现金短");
  await expect(differences(page)).toContainText("应有 220.00");
  await tabTo(page, "radio", "找零错");
  await page.keyboard.press("Space");
  await fillIn(page, "接班人名字", "Zhao");
  await pressButton(page, "交班并打印交班单");
  await expect(main(page)).toContainText("第 2 班");
  await comesOut(shop, "找零错");
});

test("a shift by touch: X, the count, the difference, Z; and the next day begins with a float", async ({ shop }) => {
  const { page } = shop;
  await withTouch(page);
  await tap(page, button(page, /^交接班/));
  await cash(shop, 1000);
  await tap(page, button(page, "打印 X 报告"));
  await comesOut(shop, "X报告", 2);

  await tap(page, button(page, "放入或取出现金"));
  await tapInto(page, field(page, "金额"), "5");
  await tapInto(page, field(page, "原因"), "换零钱");
  await tap(page, button(page, "放入"));
  await expect(main(page)).toContainText("换零钱");

  await tap(page, button(page, "直接输总额"));
  await tapInto(page, field(page, "现金总额"), "220");
  await tap(page, button(page, "提交盘点，看差异"));
  await expect(differences(page)).toContainText("现金长");
  await tapChoice(page, /^其他$/);
  await tapInto(page, field(page, "写明原因"), "顾客没要零钱");
  await tapInto(page, field(page, "留下备用金"), "100");
  await expect(page.getByRole("region", { name: "签字" })).toContainText("¥120.00");
  await tapChoice(page, "今天不再开班");
  await tap(page, button(page, "交班并打印交班单"));
  await expect(page.getByRole("region", { name: "上一班" })).toContainText("顾客没要零钱");
  await comesOut(shop, "顾客没要零钱");

  await tapInto(page, field(page, "备用金"), "150");
  await tap(page, button(page, "开班"));
  await expect(main(page)).toContainText("第 3 班");
});

test("the report by touch: another span, back and forth, and the slip of the day", async ({ shop }) => {
  const { page } = shop;
  await withTouch(page);
  await tap(page, button(page, /^交接班/));
  await tap(page, page.getByRole("tab", { name: "报表", exact: true }));
  const report = page.getByRole("region", { name: "报表" });
  const split = page.getByRole("region", { name: "怎样分" });
  await expect(split.getByRole("row", { name: /现金/ })).toContainText("93.00");
  await tapChoice(page, /^周$/);
  await expect(report).toContainText("每天收款");
  await tap(page, button(page, "往前"));
  await expect(report).toContainText("这段时间没有收款");
  await tapChoice(page, /^日$/);
  await tap(page, button(page, "往后"));
  await tap(page, button(page, "打印日结单"));
  await comesOut(shop, "日结单");
});
