// Giving money back by keys alone, in the real window over strict peers: the sale found by its receipt or by typing, what the
// channel still allows, part, whole, goods, one tender of several, a balance that is too low, and a second window that is quicker.
import { randomInt } from "node:crypto";
import { type Page, expect } from "@playwright/test";
import { type PayserverPeer, startPayserverPeer } from "../peers/payserver.ts";
import { type PooulPeer, startPooulPeer } from "../peers/pooul.ts";
import { test } from "./doors.ts";
import { scanByKeys } from "./gun.ts";
import { freshCounter, keys, press, setUp, useChannel, word } from "./real-till.ts";

test.use({ own: "refund" });

let pooul: PooulPeer;
let payserver: PayserverPeer;
test.beforeAll(async () => {
  pooul = await startPooulPeer();
  payserver = await startPayserverPeer();
});
test.afterAll(async () => {
  await pooul.close();
  await payserver.close();
});
test.afterEach(() => expect([...pooul.breaches, ...payserver.breaches]).toEqual([]));

const radar = (page: Page) => page.getByRole("region", { name: "还能怎么退" });
const giving = (page: Page) => page.getByRole("region", { name: "退给顾客" });
const progress = (page: Page) => page.getByRole("region", { name: "这笔退款" }).first();
const strip = (page: Page) => page.locator("footer");

async function sell(page: Page, yuan: string): Promise<string> {
  await keys(page, yuan);
  await page.keyboard.press("NumpadEnter");
  await expect(page.getByText("金额已锁定").first()).toBeVisible();
  await scanByKeys(page, `13${String(randomInt(10 ** 12)).padStart(16, "0")}`, 5);
  await word(page, "放货");
  const order = await page.evaluate(async () => {
    const state = await window.cashier.call("till.state", {});
    return state.ok ? state.value.current : null;
  });
  await press(page, "NumpadEnter");
  return order ?? "";
}

/** From the amount field on: the reason by arrow and space. */
async function pickFirstReason(page: Page): Promise<void> {
  await expect(giving(page).getByRole("radio").first()).toBeEnabled();
  for (let presses = 0; presses < 9; presses++) {
    await page.keyboard.press("Tab");
    const isReason = await page.evaluate(() => document.activeElement?.getAttribute("type") === "radio");
    if (!isReason) continue;
    await page.keyboard.press("Space");
    return;
  }
  throw new Error("no reason was reached by Tab");
}

async function hold(page: Page): Promise<void> {
  await page.keyboard.down("F5");
  await page.waitForTimeout(1150);
  await page.keyboard.up("F5");
}

test("a part goes back by keys alone: the receipt is scanned, and only F5 held for a second gives", async ({
  till: { page },
}) => {
  await useChannel(page, "pooul", pooul.config());
  await freshCounter(page);
  const order = await sell(page, "16.8");
  await page.keyboard.press("F5");
  await expect(page.getByRole("combobox", { name: "找原单" })).toBeFocused();
  await scanByKeys(page, order, 5);
  await expect(radar(page)).toContainText("还能退");
  await expect(page.getByText("扫小票得到")).toBeVisible();
  await expect(radar(page)).toContainText("50 / 50");
  await expect(radar(page)).toContainText("剩 365 天");
  await expect(radar(page)).toContainText("零钱约 20 分钟");
  await expect(page.getByRole("textbox", { name: "退给顾客" })).toBeFocused();
  await page.keyboard.type("99", { delay: 140 });
  await expect(giving(page)).toContainText("最多还能退 ¥16.80");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("4.3", { delay: 140 });
  await expect(giving(page)).toContainText("退后还剩 ¥12.50 可退");
  const button = page.getByRole("button", { name: /退给顾客 ¥4.30/ });
  await expect(button).toBeDisabled();
  await pickFirstReason(page);
  await expect(button).toBeEnabled();
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("退钱要点按这个按钮，或按住 F5 一秒")).toBeVisible();
  await page.keyboard.press("F5", { delay: 200 });
  expect(pooul.books.refunds).toEqual([]);
  await hold(page);
  await expect(progress(page)).toContainText("已退给顾客", { timeout: 20_000 });
  expect(pooul.books.orders.get(order)?.returnedFen).toBe(430);
});

test("another part is found by its amount, with what is left and how often; Esc goes back step by step", async ({
  till: { page },
}) => {
  await page.keyboard.press("Escape");
  await keys(page, "16.8");
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(radar(page)).toContainText("49 / 50");
  await expect(radar(page)).toContainText("已退 1 次，共 ¥4.30");
  await expect(giving(page)).toContainText("这个通道没有当天撤单");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("combobox", { name: "找原单" })).toHaveValue("");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("main", { name: "收款" })).toBeVisible();
});

test("a balance that is too low parks the refund, counts it, and it goes once somebody says so", async ({
  till: { page },
}) => {
  await freshCounter(page);
  const order = await sell(page, "9");
  pooul.script.next("refund", { do: "fail", code: 5, msg: "基本账户余额不足，请充值后重新发起" });
  await page.keyboard.press("F5");
  await keys(page, order);
  await page.keyboard.press("Enter");
  await expect(radar(page)).toContainText("¥9.00");
  await pickFirstReason(page);
  await hold(page);
  await expect(progress(page)).toContainText("待退", { timeout: 40_000 });
  await expect(strip(page)).toContainText("例外 1");
  expect(pooul.books.orders.get(order)?.returnedFen).toBe(0);
  await page.getByRole("button", { name: "再退一次" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "退给顾客" })).toHaveValue("9.00");
  await hold(page);
  await expect(progress(page)).toContainText("已退给顾客", { timeout: 20_000 });
  expect(pooul.books.orders.get(order)?.returnedFen).toBe(900);
  await expect(strip(page)).toContainText("例外 0");
});

test("goods come back by the piece, and none of them twice", async ({ till: { page } }) => {
  const order = await page.evaluate(async () => {
    const lines = [
      { barcode: null, title: "面包", count: 2, priceFen: 650 },
      { barcode: null, title: "牛奶", count: 1, priceFen: 400 },
    ];
    const sold = await window.cashier.call("collect.cash", { amountFen: 1700, givenFen: 2000, lines });
    return sold.ok ? sold.value.order : sold.failure.code;
  });
  await page.keyboard.press("F5");
  await keys(page, order);
  await page.keyboard.press("Enter");
  await expect(radar(page)).toContainText("现金从钱箱退");
  await page.getByRole("textbox", { name: "面包 退几件" }).focus();
  await page.keyboard.type("3");
  await expect(giving(page)).toContainText("商品的件数不对");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("1");
  await expect(page.getByRole("textbox", { name: "退给顾客" })).toHaveValue("6.50");
  await pickFirstReason(page);
  await hold(page);
  await expect(progress(page)).toContainText("已退给顾客");
  await page.getByRole("button", { name: "再退一笔" }).focus();
  await page.keyboard.press("Enter");
  await expect(giving(page)).toContainText("还能退 1 件，每件 ¥6.50");
});

test("of an order paid in two parts each goes back on its own, and a whole one of the day as a cancel", async ({
  till: { page },
}) => {
  await setUp(page, "payserver", payserver.config());
  await useChannel(page, "payserver", payserver.config());
  await freshCounter(page);
  const order = await sell(page, "7.7");
  await page.keyboard.press("F5");
  await keys(page, order);
  await page.keyboard.press("Enter");
  await expect(giving(page)).toContainText("当天全额，通道按撤单办");
  await page.keyboard.type("7", { delay: 140 });
  await expect(giving(page)).toContainText("不能撤");
  const cash = await page.evaluate(async () => {
    const part = await window.cashier.call("collect.cash", { amountFen: 500, owedFen: 800, givenFen: 500 });
    if (!part.ok) return part.failure.code;
    const rest = await window.cashier.call("collect.cash", { amountFen: 300, givenFen: 300, again: part.value.order });
    return rest.ok ? part.value.order : rest.failure.code;
  });
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await keys(page, cash);
  await page.keyboard.press("Enter");
  await expect(radar(page).getByRole("radio")).toHaveCount(2);
  await radar(page).getByRole("radio", { name: "现金 ¥3.00" }).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(radar(page).getByRole("radio", { name: "现金 ¥5.00" })).toBeChecked();
});

test("when another window is quicker, the screen shows its refund and gives nothing of its own", async ({
  till: { page },
}) => {
  await useChannel(page, "pooul", pooul.config());
  await freshCounter(page);
  const order = await sell(page, "5.5");
  pooul.script.nextRefund(1, 1, 1, 1, 1, 1, 1, 1, 1, 0);
  await page.keyboard.press("F5");
  await keys(page, order);
  await page.keyboard.press("Enter");
  await pickFirstReason(page);
  const began = await page.evaluate(
    async (number) => window.cashier.call("refund.start", { order: number, amountFen: 300, why: "另一个窗口" }),
    order,
  );
  expect(began.ok).toBe(true);
  await expect(progress(page)).toContainText("¥3.00");
  await hold(page);
  const second = await page.evaluate(
    async (number) => window.cashier.call("refund.start", { order: number, amountFen: 550, why: "再来" }),
    order,
  );
  expect(second).toMatchObject({ ok: false, failure: { code: "refund_in_progress" } });
  expect(pooul.books.refunds.filter((one) => one.tradeNo === order)).toHaveLength(1);
});

test("the counter says hand over no longer once the money went back, and what to take out of the drawer", async ({
  till: { page },
}) => {
  await freshCounter(page);
  await page.evaluate(() => window.cashier.call("collect.cash", { amountFen: 900, owedFen: 900, givenFen: 900 }));
  await word(page, "放货");
  await page.keyboard.press("F5");
  await keys(page, "9");
  await page.keyboard.press("Enter");
  await pickFirstReason(page);
  await hold(page);
  await expect(progress(page)).toContainText("已退给顾客");
  await page.keyboard.press("F2");
  await word(page, "退给顾客");
  await expect(page.getByRole("heading", { name: "放货", exact: true })).toBeHidden();
  await expect(page.getByText("从钱箱拿 ¥9.00 退给顾客。")).toBeVisible();
  await press(page, "NumpadEnter");
});
