// What a sale is made of, in the real window: sums, quick amounts, goods by barcode from an imported list, a note, sales
// put aside and taken up; once by keys alone and once by touch. The training till; nothing here is sent to anybody.
import { type Page, expect } from "@playwright/test";
import { test } from "./doors.ts";
import { scanByKeys } from "./gun.ts";
import { byWay, due, keys } from "./real-till.ts";
import { tap, withTouch } from "./touch.ts";

const COLA = "6901234567892";
const TEA = "4006381333931";
const GOODS = [
  { barcode: COLA, title: "可乐", priceFen: 300 },
  { barcode: TEA, title: "茶", priceFen: 450 },
];
const LIST = `条码,名称,价格\n${COLA},可乐,3\n${TEA},茶,4.5\n`;

// A till of its own: other files have no goods and other quick amounts.
test.use({ own: "counter" });
test.beforeEach(async ({ till: { page } }) => {
  await page.evaluate(() => window.cashier.call("settings.set", { quickFen: [500, 1000] }));
  await page.reload();
  await expect(due(page)).toBeVisible();
  await expect(page.getByRole("img", { name: "练习付款码" })).toBeVisible();
});

const items = (page: Page) => page.getByRole("region", { name: "这单的商品" });
const shows = (page: Page, amount: string) => expect(due(page)).toContainText(amount.replace("¥", ""));
async function importList(page: Page, name: string, text: string): Promise<void> {
  await page.keyboard.press("F8");
  await page.getByRole("tab", { name: "商品", exact: true }).click();
  const file = { name, mimeType: "text/csv", buffer: Buffer.from(text) };
  await page.getByLabel("选文件").setInputFiles(file);
}

test("a table with wrong rows names each of them and changes nothing; a good one is the list", async ({ till }) => {
  const { page } = till;
  await importList(page, "bad.csv", `${LIST}${COLA},可乐,3\n123456,雪碧,三块\n`);
  await expect(page.getByText("bad.csv 没有导入，商品表没有变")).toBeVisible();
  await expect(page.getByText("第 4 行：条码和第 2 行重复")).toBeVisible();
  await expect(page.getByText("第 5 行：价格不是金额：三块")).toBeVisible();
  await expect(page.getByText("还没有商品表")).toBeVisible();
  await importList(page, "good.csv", LIST);
  await page.getByRole("button", { name: "换成这 2 种" }).click();
  await expect(page.getByText("换好了，现在有 2 种商品")).toBeVisible();
  await expect(page.getByRole("cell", { name: "可乐" })).toBeVisible();
  await page.getByRole("searchbox").fill("400");
  await expect(page.getByRole("cell", { name: "可乐" })).toBeHidden();
  await expect(page.getByRole("cell", { name: "茶" })).toBeVisible();
});

test("by keys: goods, a count, a typed price, a note, put aside, taken up, paid in cash", async ({
  till: { page },
}) => {
  await page.evaluate(async (list) => {
    await window.cashier.call("goods.stage", { isFirst: true, goods: list });
    await window.cashier.call("goods.replace", { count: list.length });
  }, GOODS);
  await scanByKeys(page, COLA, 5);
  await expect(items(page)).toContainText("可乐");
  await scanByKeys(page, TEA, 5);
  await expect(items(page)).toContainText("茶");
  await scanByKeys(page, COLA, 5);
  await shows(page, "10.50");
  await page.keyboard.press("NumpadMultiply");
  await keys(page, "2");
  await shows(page, "15.00");
  await page.keyboard.press("NumpadAdd");
  await keys(page, "1.5");
  await shows(page, "16.50");
  const note = page.getByRole("textbox", { name: "备注" });
  await keys(page, "n");
  await expect(note).toBeFocused();
  await page.keyboard.type("少冰");
  await page.keyboard.press("Enter");
  await expect(note).toBeHidden();
  await keys(page, "h");
  await expect(page.getByText("已挂单。按 H 取单")).toBeVisible();
  await shows(page, "0.00");

  await page.reload();
  await expect(page.getByRole("button", { name: /^取单 1/ })).toBeVisible();
  await keys(page, "h");
  await expect(page.getByRole("region", { name: "挂着的单" })).toContainText("少冰");
  await keys(page, "1");
  await shows(page, "16.50");
  await expect(items(page)).toContainText("其他商品");
  await byWay(page, /^现金/);
  await page.keyboard.press("NumpadEnter");
  await expect(page.getByRole("region", { name: "收现金" })).toBeVisible();
  await page.waitForTimeout(250);
  await page.keyboard.press("NumpadEnter");
  await expect(page.getByRole("heading", { name: "训练：放货" })).toBeVisible();
  const { orders, held } = await page.evaluate(async () => {
    const [list, state] = [await window.cashier.call("orders.list", {}), await window.cashier.call("till.state", {})];
    return { orders: list.ok ? list.value.orders : [], held: state.ok ? state.value.heldSales : null };
  });
  expect(orders[0]).toMatchObject({ amountFen: 1650, note: "少冰", status: "paid" });
  expect(held).toEqual([]);
  await scanByKeys(page, TEA, 5);
  await expect(items(page)).toContainText("茶");
  await shows(page, "4.50");
  await page.keyboard.press("Escape");
});

test("by touch: quick amounts, put aside, taken up, deleted by two taps", async ({ till: { page } }) => {
  await withTouch(page);
  const quick = page.getByRole("group", { name: "快捷金额" });
  await tap(page, quick.getByRole("button", { name: /^5\b/ }));
  await tap(page, quick.getByRole("button", { name: /^10\b/ }));
  await shows(page, "15.00");
  await expect(due(page)).toContainText("5.00 ＋ 10.00");
  await tap(page, page.getByRole("button", { name: /^挂单/ }));
  await shows(page, "0.00");
  await tap(page, page.getByRole("button", { name: /^取单 1/ }));
  const held = page.getByRole("region", { name: "挂着的单" });
  await tap(page, held.getByRole("button", { name: /^取单 第 1 张/ }));
  await shows(page, "15.00");
  await tap(page, page.getByRole("button", { name: "清空" }));
  await expect(page.getByText("这张单还挂着，按 H 再取")).toBeVisible();
  await tap(page, page.getByRole("button", { name: /^取单 1/ }));
  await tap(page, held.getByRole("button", { name: "删掉", exact: true }));
  await tap(page, held.getByRole("button", { name: "真的删掉" }));
  await expect(page.getByRole("button", { name: /^取单/ })).toHaveCount(0);
});

test("by letter keys the quick amounts add up, and Esc takes them back", async ({ till: { page } }) => {
  await keys(page, "q");
  await keys(page, "w");
  await keys(page, "w");
  await shows(page, "25.00");
  await page.keyboard.press("Escape");
  await shows(page, "0.00");
});
