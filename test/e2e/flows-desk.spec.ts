// What a cashier does behind the counter, by keys alone and by touch alone, over a strict channel and a printer: what only a
// person can end, giving money back, an order in several parts, a slip in doubt, the cash drawer. (By keys alone: refund.spec,
// tenders.spec, print.spec.)
import { type Locator, type Page, expect } from "@playwright/test";
import { fen } from "../../preload/contract/money.ts";
import { fillIn, holdKey, pressButton, tabTo } from "./by-keys.ts";
import { freshCounter, word } from "./real-till.ts";
import { tap, tapAfter, tapChoice, tapInto, tapKeys, withTouch } from "./touch.ts";
import { type Shop, cash, charge, freshCode, must, test } from "./tour/shop.ts";

test.use({ own: "hands" });
test.beforeEach(({ door }) => test.skip(door !== "browser", "the shop of this file stands behind the browser's door"));
test.beforeEach(async ({ shop }) => {
  shop.pooul.script.clear();
  await shop.page.setViewportSize({ width: 1024, height: 768 });
  await freshCounter(shop.page);
});

const drawer = (page: Page) => page.getByRole("complementary", { name: "订单详情" });
const dialog = (page: Page) => page.getByRole("dialog");
const strip = (page: Page) => page.locator("footer");
const row = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text }).first();
const button = (inside: Page | Locator, name: string | RegExp) =>
  inside.getByRole("button", { name, ...(typeof name === "string" ? { exact: true } : {}) });
const field = (inside: Page | Locator, name: string) => inside.getByRole("textbox", { name, exact: true });
const kind = (page: Page, name: string) => page.getByRole("option", { name });
const isFocused = (element: Element): boolean => element === document.activeElement;
const exceptions = async ({ till }: Shop) => (await must(till.handlers["till.state"]({}))).openExceptions;

/** A payment whose answer was lost, at a channel nobody can ask. */
async function loseOne(shop: Shop, yuan: number): Promise<void> {
  await must(shop.till.handlers["channels.use"]({ id: "gathering" }));
  shop.gathering.script.next("gathering", { do: "lose_answer" });
  await charge(shop, yuan * 100);
  await must(shop.till.handlers["channels.use"]({ id: "pooul" }));
  await freshCounter(shop.page);
}

test("an exception by keys: found under 例外, written down with its reference by F5 held, and settled", async ({
  shop,
}) => {
  const { page } = shop;
  await loseOne(shop, 21);
  const before = await exceptions(shop);
  await page.keyboard.press("F4");
  await tabTo(page, "radio", "全部");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: `例外 ${before}` })).toBeChecked();
  await expect(row(page, "¥21.00")).toBeVisible();
  await tabTo(page, "grid", "订单");
  await page.keyboard.press("Home");
  const id = await row(page, "¥21.00").and(page.locator("[data-active=true]")).getAttribute("id");
  await expect(page.getByRole("grid", { name: "订单" })).toHaveAttribute("aria-activedescendant", id ?? "none");
  await page.keyboard.press("Enter");
  await expect(drawer(page)).toContainText("21.00");
  await tabTo(page, "button", "人工定论");
  await page.keyboard.press("Enter");
  await tabTo(page, "radio", "后台有这笔钱");
  await page.keyboard.press("Space");
  await fillIn(page, "后台的凭据号", "2026030110150012345678");
  await fillIn(page, "谁看的", "李店长");
  await tabTo(page, "button", /^记下来/);
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toContainText("定论要点按这个按钮，或按住 F5 一秒");
  expect(await exceptions(shop)).toBe(before);
  await holdKey(page, "F5");
  await expect(dialog(page)).toBeHidden();
  await expect(drawer(page)).toContainText("已收，可放货");

  await tabTo(page, "button", "处理好了");
  await page.keyboard.press("Enter");
  await fillIn(page, "怎么处理的", "和账单核过");
  await holdKey(page, "F5");
  await expect(dialog(page)).toBeHidden();
  await expect(strip(page)).toContainText(`例外 ${before - 1}`);
  await page.keyboard.press("Escape");
});

test("an exception by touch: the filter, the row, the reference, a finger on the button, and settled", async ({
  shop,
}) => {
  const { page } = shop;
  await withTouch(page);
  await loseOne(shop, 22);
  const before = await exceptions(shop);
  await tap(page, button(page, /^订单/));
  await tapChoice(page, `例外 ${before}`);
  await tap(page, row(page, "¥22.00"));
  await tap(page, button(drawer(page), "人工定论"));
  await tapChoice(page, "后台没有这笔钱");
  await tapInto(page, field(dialog(page), "后台的凭据号"), "查过 3 月 1 日的收款记录");
  await tapInto(page, field(dialog(page), "谁看的"), "李店长");
  await tap(page, button(dialog(page), /^记下来/));
  await expect(dialog(page)).toBeHidden();
  await expect(drawer(page)).toContainText("没收到，可换码重收");

  await tap(page, button(drawer(page), "处理好了"));
  await tapInto(page, field(dialog(page), "怎么处理的"), "顾客没有付");
  await tap(page, button(dialog(page), /^处理好了/));
  await expect(dialog(page)).toBeHidden();
  await expect(strip(page)).toContainText(`例外 ${before - 1}`);
  await tap(page, button(drawer(page), "关闭"));
  await tapChoice(page, /^全部$/);
});

test("exceptions of one kind are picked out by keys, and by touch", async ({ shop }) => {
  const { page, till } = shop;
  await loseOne(shop, 23);
  const { orders } = await must(till.handlers["orders.list"]({}));
  const order = orders.find(({ amountFen }) => amountFen === 2300)?.order;
  if (order === undefined) throw new Error("the lost one is not in the list");
  const note = { order, reference: "查过", by: "李店长" };
  await must(till.handlers["review.resolve"]({ ...note, says: "unpaid" }));
  await page.keyboard.press("F4");
  await tabTo(page, "radio", "全部");
  await page.keyboard.press("ArrowRight");
  await expect(row(page, "¥12.50")).toBeVisible();
  await expect(row(page, "¥23.00")).toBeVisible();
  await pressButton(page, /哪种例外/);
  for (let presses = 0; presses < 6 && !(await kind(page, "人工定论").evaluate(isFocused)); presses++)
    await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(row(page, "¥23.00")).toBeVisible();
  await expect(row(page, "¥12.50")).toBeHidden();
  await withTouch(page);
  await tap(page, button(page, /哪种例外/));
  await tap(page, kind(page, "撤销后到账"));
  await expect(row(page, "¥23.00")).toBeHidden();
  await tap(page, button(page, /哪种例外/));
  await tap(page, kind(page, "等人看的"));
  await expect(row(page, "¥12.50")).toBeVisible();
  await tapChoice(page, /^全部$/);
  await must(till.handlers["exceptions.settle"]({ order, note: "顾客没有付", by: "李店长" }));
});

test("a refund by touch: out of the list, a part of it, a reason, a finger on the black button", async ({ shop }) => {
  const { page, pooul } = shop;
  await charge(shop, 3180, freshCode());
  await freshCounter(page);
  await withTouch(page);
  await tap(page, button(page, /^退款/));
  await tap(page, page.getByRole("option").filter({ hasText: "¥31.80" }));
  await expect(page.getByRole("region", { name: "还能怎么退" })).toContainText("还能退");
  await tapInto(page, field(page, "退给顾客"), "1.8");
  await expect(page.getByRole("region", { name: "退给顾客" })).toContainText("退后还剩 ¥30.00 可退");
  await tapChoice(page, "多收了");
  await tap(page, button(page, /^退给顾客 ¥1.80/));
  const progress = page.getByRole("region", { name: "这笔退款" }).first();
  await expect(progress).toContainText("已退给顾客", { timeout: 20_000 });
  expect(pooul.books.refunds).toMatchObject([{ feeFen: 180 }]);
  await tap(page, button(page, /^回收款/));
});

test("an order in two parts by touch: some in cash, the rest by code, and given up by a finger", async ({ shop }) => {
  const { page, till } = shop;
  await withTouch(page);
  await tapChoice(page, /^现金/);
  await tapKeys(page, ["3", "6", "收款"]);
  await tapKeys(page, ["分开收", "1", "6", "定下"]);
  await tapKeys(page, ["收现金"]);
  await word(page, "别放货");
  await expect(page.getByText("已收 ¥16.00，还差 ¥20.00。收齐了才能放货。")).toBeVisible();
  await tapAfter(page, button(page, /^收剩下的 ¥20.00/));
  await must(till.handlers["collect.keys"]({ text: freshCode() }));
  await word(page, "放货");
  await tapAfter(page, button(page, /^下一笔/));

  const part = { amountFen: fen(1200), owedFen: fen(3000), givenFen: fen(1200) };
  await must(till.handlers["collect.cash"](part));
  await word(page, "别放货");
  await tapAfter(page, button(page, /^放弃这单/));
  await tapChoice(page, /顾客不要了/);
  await tap(page, button(page, /^退给顾客 ¥12.00/));
  await expect(page.getByText("从钱箱拿 ¥12.00 退给顾客。")).toBeVisible();
  await tapAfter(page, button(page, /^下一笔/));
  await tapChoice(page, /^付款码/);
});

test("a slip in doubt by touch: it is asked about, and came out", async ({ shop }) => {
  const { page, printer } = shop;
  await withTouch(page);
  printer.script.breakAfterBytes = 200;
  await cash(shop, 4400);
  await must(shop.till.handlers["collect.clear"]({}));
  await tap(page, button(page, /^打印/));
  const front = page.getByRole("region", { name: "看一眼：这张出来了吗" });
  await expect(front).toBeVisible({ timeout: 20_000 });
  printer.script.breakAfterBytes = null;
  await tap(page, button(front, /^出来了/));
  await expect(front).toBeHidden();
});

test("the cash drawer by keys: a reason, and F10 held for a second; a press of it opens nothing", async ({ shop }) => {
  const { page, printer } = shop;
  const opened = printer.paper.drawers;
  await page.keyboard.press("F10");
  await tabTo(page, "radio", "换零钱");
  await page.keyboard.press("Space");
  await page.keyboard.press("F10", { delay: 200 });
  await expect(dialog(page)).toContainText("开钱箱要点按这个按钮，或按住 F10 一秒");
  expect(printer.paper.drawers).toBe(opened);
  await holdKey(page, "F10");
  await expect(dialog(page)).toBeHidden();
  await expect.poll(() => printer.paper.drawers).toBe(opened + 1);
});

test("the cash drawer by touch: a reason, and a finger on the button", async ({ shop }) => {
  const { page, printer } = shop;
  const opened = printer.paper.drawers;
  await withTouch(page);
  await tap(page, button(page, /^打印/));
  await tap(page, button(page, /^开钱箱/));
  await tapChoice(page, "核对现金");
  await tap(page, button(dialog(page), /^打开钱箱/));
  await expect(dialog(page)).toBeHidden();
  await expect.poll(() => printer.paper.drawers).toBe(opened + 1);
});

test("nothing of all this broke a rule of a channel", ({ shop }) => {
  expect([...shop.pooul.breaches, ...shop.gathering.breaches]).toEqual([]);
});
