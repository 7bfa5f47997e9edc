// What only a person can end, in the real window over strict peers: a payment nobody can ask about, a refund whose answer was
// lost, money that came after the cancel. Nothing here is decided by Enter, and the count of exceptions is always in sight.
import { randomInt } from "node:crypto";
import { type Page, expect } from "@playwright/test";
import { type GatheringPeer, startGatheringPeer } from "../peers/gathering.ts";
import { type HuishouyinPeer, payers, startHuishouyinPeer } from "../peers/huishouyin.ts";
import { test } from "./doors.ts";
import { scanByKeys } from "./gun.ts";
import { backToTraining, freshCounter, keys, press, useChannel, word } from "./real-till.ts";

const REFERENCE = "2026030110150012345678";
let gathering: GatheringPeer;
let huishouyin: HuishouyinPeer;

test.beforeAll(async () => {
  gathering = await startGatheringPeer();
  huishouyin = await startHuishouyinPeer();
});
test.afterAll(async () => {
  await gathering.close();
  await huishouyin.close();
});
test.afterEach(() => expect([...gathering.breaches, ...huishouyin.breaches]).toEqual([]));

const strip = (page: Page) => page.locator("footer");
const drawer = (page: Page) => page.getByRole("complementary", { name: "订单详情" });
const dialog = (page: Page) => page.getByRole("dialog");

async function sell(page: Page, yuan: string): Promise<void> {
  await keys(page, yuan);
  await page.keyboard.press("NumpadEnter");
  await expect(page.getByText("金额已锁定").first()).toBeVisible();
  await scanByKeys(page, `13${String(randomInt(10 ** 12)).padStart(16, "0")}`, 5);
}

async function fill(page: Page, says: string | null, text: string): Promise<void> {
  if (says !== null) await dialog(page).getByText(says, { exact: true }).click();
  const label = says === null ? "怎么处理的" : "后台的凭据号";
  await dialog(page).getByRole("textbox", { name: label }).fill(text);
  await dialog(page).getByRole("textbox", { name: "谁看的" }).fill("李店长");
}

test("a lost answer of a channel nobody can ask is looked up, written down with its reference, and the goods go", async ({
  till: { page },
}) => {
  await useChannel(page, "gathering", gathering.config());
  await freshCounter(page);
  await expect(strip(page)).toContainText("例外 0");
  gathering.script.next("gathering", { do: "lose_answer" });
  await sell(page, "12.5");
  await word(page, "别放货，等");
  await expect(strip(page)).toContainText("例外 1");
  await page.getByRole("button", { name: "店长定论" }).click();
  await expect(drawer(page)).toContainText("到 收款平台 的后台找这一笔");
  await drawer(page).getByRole("button", { name: "人工定论" }).click();
  const confirm = dialog(page).getByRole("button", { name: "记下来" });
  await expect(confirm).toBeDisabled();
  await fill(page, "后台有这笔钱", REFERENCE);
  await confirm.focus();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toContainText("定论要点按这个按钮，或按住 F5 一秒");
  await confirm.click();
  await expect(dialog(page)).toBeHidden();
  await expect(drawer(page)).toContainText("已收，可放货");
  await expect(drawer(page)).toContainText(`李店长：${REFERENCE}`);
  await page.keyboard.press("F2");
  await word(page, "放货");
  await expect(page.getByText("店长查过后记成已收，不是通道证明的。")).toBeVisible();
  await expect(page.getByText("通道确认已付")).toBeHidden();
  await press(page, "NumpadEnter");
});

test("the exception stays counted until somebody has checked it, and is found under 例外", async ({
  till: { page },
}) => {
  await freshCounter(page);
  await expect(strip(page)).toContainText("例外 1");
  await page.keyboard.press("F4");
  await page.getByText("例外 1", { exact: true }).last().click();
  await page.getByText("例外 1", { exact: true }).first().click();
  await expect(page.getByRole("row").filter({ hasText: "人工定论，待复核" })).toHaveCount(1);
  await page.getByRole("row").filter({ hasText: "¥12.50" }).click();
  await drawer(page).getByRole("button", { name: "处理好了" }).click();
  await fill(page, null, "和账单核过");
  await dialog(page).getByRole("button", { name: "处理好了" }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(strip(page)).toContainText("例外 0");
  await expect(drawer(page)).toContainText("李店长：和账单核过");
});

test("a refund whose answer was lost is decided by what the console says", async ({ till: { page } }) => {
  await freshCounter(page);
  await sell(page, "8");
  await word(page, "放货");
  await press(page, "NumpadEnter");
  await page.keyboard.press("F4");
  await page.getByRole("row").filter({ hasText: "¥8.00" }).click();
  gathering.script.next("refund", { do: "lose_answer" });
  await drawer(page).getByRole("button", { name: "退款", exact: true }).click();
  await page.getByText("商品质量", { exact: true }).click();
  await page.getByRole("button", { name: "退给顾客 ¥8.00" }).click();
  await expect(page.getByRole("region", { name: "这笔退款" }).first()).toContainText("退款没有结论");
  await page.keyboard.press("F4");
  await drawer(page).getByRole("button", { name: "人工定论" }).click();
  await fill(page, "后台显示已退", REFERENCE);
  await dialog(page).getByRole("button", { name: "记下来" }).click();
  await expect(drawer(page)).toContainText("已全部退给顾客");
});

test("money that comes after the cancel is an exception, told in words, and settled with a note", async ({
  till: { page },
}) => {
  await useChannel(page, "huishouyin", huishouyin.config());
  await freshCounter(page);
  huishouyin.script.everyPayer(payers.paysAfterUndo(1));
  await sell(page, "6.6");
  await expect(
    page.getByRole("heading", { name: "等顾客输密码" }).or(page.getByText("停止这笔")).first(),
  ).toBeVisible();
  await press(page, "Escape");
  await press(page, "NumpadSubtract");
  await word(page, "没收到");
  await page.keyboard.press("F4");
  await page.getByRole("row").filter({ hasText: "¥6.60" }).click();
  await drawer(page).getByRole("button", { name: "再问通道" }).click();
  await expect(drawer(page)).toContainText("撤销后又到账");
  await expect(strip(page)).toContainText("例外 1");
  await drawer(page).getByRole("button", { name: "处理好了" }).click();
  await fill(page, null, "顾客还在，留作货款");
  await dialog(page).getByRole("button", { name: "处理好了" }).click();
  await expect(strip(page)).toContainText("例外 0");
});

test("what the channel says meanwhile stands above the hand: it is shown, and nothing is written", async ({
  till: { page },
}) => {
  await freshCounter(page);
  huishouyin.script.everyPayer(payers.inState(2));
  await sell(page, "7.7");
  await word(page, "别放货，等");
  await page.getByRole("button", { name: "店长定论" }).click();
  await drawer(page).getByRole("button", { name: "人工定论" }).click();
  await fill(page, "后台没有这笔钱", "查过收款记录");
  for (const order of huishouyin.books.orders.values()) Object.assign(order, { payer: payers.pays, step: 0 });
  await dialog(page).getByRole("button", { name: "记下来" }).click();
  await expect(dialog(page)).toContainText("不用人工记： 已收，可放货");
  await dialog(page).getByRole("button", { name: "关闭" }).click();
  await expect(drawer(page)).not.toContainText("查过收款记录");
});

test("training can be entered again", ({ till: { page } }) => backToTraining(page));
