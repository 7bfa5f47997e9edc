// Each thing a cashier does in a day, once by keys alone and once by touch alone, over a strict channel and a printer: a payment,
// our QR, cash, stopping, finding an order, a receipt once more. (Goods and sales put aside: counter.spec; giving money back:
// refund.spec; the shift: shift.spec; tenders: tenders.spec; the first run: guide.spec.)
import { type Page, expect } from "@playwright/test";
import { payers } from "../peers/pooul.ts";
import { pressButton, tabTo } from "./by-keys.ts";
import { scanByKeys } from "./gun.ts";
import { byWay, due, freshCounter, keys, press, word } from "./real-till.ts";
import { tap, tapAfter, tapChoice, tapKeys, withTouch } from "./touch.ts";
import { cash, freshCode, must, test } from "./tour/shop.ts";

test.use({ own: "screens" });
test.beforeEach(({ door }) => test.skip(door !== "browser", "the shop of this file stands behind the browser's door"));
test.beforeEach(async ({ shop }) => {
  shop.pooul.script.clear();
  await shop.page.setViewportSize({ width: 1024, height: 768 });
  await freshCounter(shop.page);
});

const drawer = (page: Page) => page.getByRole("complementary", { name: "订单详情" });
const row = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text }).first();

test("a pay code by keys: digits, Enter, scan, and the next digits begin the next sale", async ({ shop: { page } }) => {
  await keys(page, "28.5");
  await page.keyboard.press("NumpadEnter");
  await scanByKeys(page, freshCode(), 5);
  await word(page, "放货");
  await keys(page, "7");
  await expect(due(page)).toContainText("7");
  await page.keyboard.press("Escape");
});

test("a pay code by touch: keypad, scan, next", async ({ shop: { page } }) => {
  await withTouch(page);
  await tapKeys(page, ["2", "8", "小数点", "5", "收款"]);
  await expect(page.getByText("金额已锁定").first()).toBeVisible();
  await scanByKeys(page, freshCode(), 5);
  await word(page, "放货");
  await tapAfter(page, page.getByRole("button", { name: "下一笔" }));
  await expect(due(page)).toBeVisible();
});

test("our QR by keys: the way, the amount, Enter, and the verdict when the customer has paid", async ({ shop }) => {
  const { page, pooul } = shop;
  pooul.script.nextPayer(payers.types(2));
  await byWay(page, /^顾客扫码/);
  await keys(page, "128");
  await page.keyboard.press("NumpadEnter");
  await expect(page.getByRole("timer").first()).toBeVisible();
  await word(page, "放货");
  await press(page, "NumpadEnter");
  await byWay(page, /^付款码/);
});

test("our QR by touch", async ({ shop: { page, pooul } }) => {
  await withTouch(page);
  pooul.script.nextPayer(payers.types(2));
  await tapChoice(page, /^顾客扫码/);
  await tapKeys(page, ["9", "收款"]);
  await word(page, "放货");
  await tapAfter(page, page.getByRole("button", { name: "下一笔" }));
  await tapChoice(page, /^付款码/);
});

test("cash by touch: the amount, what is given, the change in large digits", async ({ shop: { page } }) => {
  await withTouch(page);
  await tapChoice(page, /^现金/);
  await tapKeys(page, ["2", "8", "收款"]);
  await expect(page.getByRole("region", { name: "收现金" })).toBeVisible();
  await tapKeys(page, ["1", "两个零", "收现金"]);
  await word(page, "放货");
  await expect(page.getByRole("status").filter({ hasText: "找零" })).toContainText("72.00");
  await tapAfter(page, page.getByRole("button", { name: "下一笔" }));
  await tapChoice(page, /^付款码/);
});

test("stopping by keys asks the channel first: what is unpaid is cancelled with proof", async ({ shop }) => {
  const { page, pooul } = shop;
  pooul.script.nextPayer(payers.neverPays);
  await keys(page, "7.7");
  await page.keyboard.press("NumpadEnter");
  await scanByKeys(page, freshCode(), 5);
  await word(page, "等顾客输密码");
  await press(page, "Escape");
  await expect(page.getByRole("alertdialog")).toContainText("停止这笔收款");
  await press(page, "NumpadSubtract");
  await word(page, "没收到");
  await press(page, "Escape");
  await expect(due(page)).toBeVisible();
});

test("stopping by touch, and taking the same sum in cash instead", async ({ shop: { page, pooul } }) => {
  await withTouch(page);
  pooul.script.nextPayer(payers.neverPays);
  await tapKeys(page, ["6", "收款"]);
  await scanByKeys(page, freshCode(), 5);
  await word(page, "等顾客输密码");
  await tap(page, page.getByRole("button", { name: "停止这笔" }));
  await tapAfter(page, page.getByRole("alertdialog").getByRole("button", { name: "停止" }));
  await word(page, "没收到");
  await tapAfter(page, page.getByRole("button", { name: "改收现金" }));
  await expect(page.getByRole("region", { name: "收现金" })).toContainText("6.00");
  await tapKeys(page, ["收现金"]);
  await word(page, "放货");
  await tapAfter(page, page.getByRole("button", { name: "下一笔" }));
});

test("an order is found by keys: the amount typed, the row, its story, the channel asked again", async ({ shop }) => {
  const { page, pooul } = shop;
  await page.keyboard.press("F4");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("7.7", { delay: 130 });
  await expect(page.getByRole("row").filter({ hasText: "¥" })).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(drawer(page)).toContainText("7.70");
  const asked = pooul.requests.length;
  await pressButton(page, "再问通道");
  await expect.poll(() => pooul.requests.slice(asked).map(({ call }) => call)).toEqual(["query"]);
  await page.keyboard.press("Escape");
  await expect(drawer(page)).toBeHidden();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(due(page)).toBeVisible();
});

test("an order is found by touch: a filter, a row, its story", async ({ shop: { page } }) => {
  await withTouch(page);
  await tap(page, page.getByRole("button", { name: /^订单/ }));
  await tapChoice(page, /^没收到$/);
  await tap(page, row(page, "¥7.70"));
  await expect(drawer(page)).toContainText("7.70");
  await tap(page, drawer(page).getByRole("button", { name: "关闭" }));
  await tapChoice(page, /^全部$/);
});

test("a receipt once more, by F9 and by touch", async ({ shop }) => {
  const { page, printer } = shop;
  await cash(shop, 4500);
  await word(page, "放货");
  await expect.poll(() => printer.paper.slips.length).toBeGreaterThan(0);
  await expect.poll(async () => (await must(shop.till.handlers["print.queue"]({}))).rows[0]?.status).toBe("proved");
  const slips = printer.paper.slips.length;
  await page.keyboard.press("F9");
  await expect.poll(() => printer.paper.slips.length, { timeout: 20_000 }).toBe(slips + 1);
  await withTouch(page);
  await tap(page, page.getByRole("button", { name: "补打小票" }));
  await expect.poll(() => printer.paper.slips.length, { timeout: 20_000 }).toBe(slips + 2);
  await press(page, "NumpadEnter");
});

test("every choice of the settings is reached by Tab and changed by the arrows", async ({ shop: { page } }) => {
  await page.keyboard.press("F8");
  await tabTo(page, "tab", "常用");
  while (
    !(await page.getByRole("tab", { name: "屏幕和声音", exact: true }).getAttribute("aria-selected"))?.includes("t")
  )
    await page.keyboard.press("ArrowDown");
  await tabTo(page, "radio", "浅色");
  await page.keyboard.press("ArrowRight");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await page.keyboard.press("Escape");
  await expect(due(page)).toBeVisible();
});

test("nothing of all this broke a rule of the channel", ({ shop }) => {
  expect(shop.pooul.requests.length).toBeGreaterThan(0);
  expect(shop.pooul.breaches).toEqual([]);
});
