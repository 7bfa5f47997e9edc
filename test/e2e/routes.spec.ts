// Several channels and the shop's pay modes in the real window: a wallet of its own way, the second channel offered when the
// first was not reached and never while something is unknown, and modes that are closed, opened and moved.
import { randomInt } from "node:crypto";
import { type Page, expect } from "@playwright/test";
import { type LeshuaPeer, payers, startLeshuaPeer } from "../peers/leshua.ts";
import { type PayserverPeer, startPayserverPeer } from "../peers/payserver.ts";
import { test } from "./doors.ts";
import { scanByKeys } from "./gun.ts";
import { backToTraining, byWay, freshCounter, keys, press, setUp, useChannel, word } from "./real-till.ts";

let payserver: PayserverPeer;
let leshua: LeshuaPeer;

test.beforeAll(async () => {
  payserver = await startPayserverPeer();
  leshua = await startLeshuaPeer();
});
test.afterAll(async () => {
  await payserver.settled();
  await payserver.close();
  await leshua.close();
});
test.afterEach(() => expect([...payserver.breaches, ...leshua.breaches]).toEqual([]));

async function sell(page: Page, head: string): Promise<void> {
  await byWay(page, /^付款码/);
  await keys(page, "3");
  await page.keyboard.press("NumpadEnter");
  await expect(page.getByText("金额已锁定").first()).toBeVisible();
  await scan(page, head);
}
const scan = (page: Page, head: string) =>
  scanByKeys(page, `${head}${String(randomInt(10 ** 12)).padStart(16, "0")}`, 5);

/** Chooses, and waits until the till has kept it: then it is shown as chosen. */
async function choose(page: Page, name: string, option: string): Promise<void> {
  const group = page.getByRole("radiogroup", { name });
  await group.getByText(option, { exact: true }).click();
  await expect(group.getByRole("radio", { name: option, exact: true })).toBeChecked();
}

async function toChannels(page: Page): Promise<void> {
  await page.keyboard.press("F8");
  await page.getByRole("tab", { name: "收款通道", exact: true }).click();
}

test("a wallet goes through the channel that is chosen for it, the others through the one in use", async ({
  till: { page },
}) => {
  await setUp(page, "leshua", leshua.config());
  await useChannel(page, "payserver", payserver.config());
  await toChannels(page);
  await choose(page, "支付宝走", "乐刷");
  await freshCounter(page);
  leshua.script.nextPayer(payers.types(1));
  await sell(page, "28");
  // What happens in the end is what its own channel can do, not the one in use.
  await expect(page.getByText("自动撤单")).toBeVisible();
  await word(page, "放货");
  expect([leshua.books.orders.size, payserver.books.orders.length]).toEqual([1, 0]);
  await press(page, "NumpadEnter");
  await sell(page, "13");
  await word(page, "放货");
  expect([leshua.books.orders.size, payserver.books.orders.length]).toEqual([1, 1]);
  await press(page, "NumpadEnter");
});

test("while an answer is missing the second channel is not offered", async ({ till: { page } }) => {
  await toChannels(page);
  await choose(page, "连不上时可以换成", "乐刷");
  await freshCounter(page);
  payserver.script.next("pay", { do: "lose_answer" });
  await sell(page, "13");
  await word(page, "别放货，等");
  await expect(page.getByText("换 乐刷 收")).toBeHidden();
  await word(page, "放货");
  await press(page, "NumpadEnter");
});

test("when the request never left, the second is offered and takes the next code by a press", async ({
  till: { page },
}) => {
  await setUp(page, "payserver", payserver.config({ baseUrl: "http://127.0.0.1:9/api/v1.0.0" }));
  await freshCounter(page);
  await sell(page, "13");
  await word(page, "没收到");
  await page.getByRole("button", { name: "换 乐刷 收" }).click();
  await expect(page.getByText("这笔走 乐刷")).toBeVisible();
  await scan(page, "13");
  await word(page, "放货");
  expect(leshua.books.orders.size).toBe(2);
  await press(page, "NumpadEnter");
});

test("pay modes are closed, opened and moved to the front as the channel tells them", async ({ till: { page } }) => {
  await setUp(page, "payserver", payserver.config());
  await toChannels(page);
  await page.getByRole("tab", { name: "支付服务器" }).click();
  const modes = page.getByRole("region", { name: "支付方式" });
  await modes.getByRole("button", { name: "关掉 挂账" }).click();
  await expect(modes.getByRole("listitem").filter({ hasText: "挂账" })).toContainText("关着");
  expect(payserver.books.modes.find(({ name }) => name === "挂账")?.isOpened).toBe(0);
  await modes.getByRole("button", { name: "开通 挂账" }).click();
  await expect(modes.getByRole("listitem").filter({ hasText: "挂账" })).toContainText("开着");
  await modes.getByRole("button", { name: "会员储次 排最前" }).click();
  await expect(modes.getByRole("listitem").first()).toContainText("会员储次");
});

test("training can be entered again", ({ till: { page } }) => backToTraining(page));
