// Setting a channel up in the real window, by its form, against a strict Pooul: what is wrong is named, the self-check
// ticks, training can be left, and no key is left in the page. No money is taken here.
import { type Page, expect } from "@playwright/test";
import { type PooulPeer, startPooulPeer } from "../peers/pooul.ts";
import { test } from "./doors.ts";

let peer: PooulPeer;

test.beforeAll(async () => {
  peer = await startPooulPeer();
});
test.afterAll(async () => {
  await peer.close();
});
test.afterEach(() => expect(peer.breaches).toEqual([]));

const field = (page: Page, label: string) => page.getByRole("textbox", { name: label, exact: true });
const step = (page: Page, name: string) => page.getByRole("listitem").filter({ hasText: name });
const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true });

/** Everywhere a page can keep a text. */
const textsOf = (page: Page) =>
  page.evaluate(() => {
    const typed = [...document.querySelectorAll<HTMLInputElement>("input, textarea")].map((one) => one.value);
    return [document.documentElement.outerHTML, ...typed, JSON.stringify({ ...localStorage })].join("\n");
  });

test("an empty form says which field is missing, and puts the hand there", async ({ till: { page } }) => {
  await page.keyboard.press("F8");
  await page.getByRole("button", { name: "设置通道" }).click();
  await expect(tab(page, "收款通道")).toHaveAttribute("aria-selected", "true");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await expect(page.getByText("没有保存。请改这一项：网关地址")).toBeVisible();
  await expect(field(page, "网关地址")).toBeFocused();
});

test("a wrong key is named under its field, and the form is kept", async ({ till: { page } }) => {
  await field(page, "网关地址").fill(peer.baseUrl);
  await field(page, "商户号").fill(peer.merchantId);
  await field(page, "我方私钥").fill(peer.keys.pooulPublicPem);
  await field(page, "普尔瀚达公钥").fill(peer.keys.pooulPublicPem);
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await expect(page.getByText("读不懂这段密钥", { exact: false })).toBeVisible();
  await expect(field(page, "我方私钥")).toBeFocused();
  await expect(field(page, "商户号")).toHaveValue(peer.merchantId);
});

test("the right key is saved and the self-check passes, step by step", async ({ till: { page } }) => {
  await field(page, "我方私钥").fill(peer.keys.merchantPrivatePem);
  await page.getByRole("button", { name: "保存并自检" }).click();
  await expect(page.getByText("4 项过了 4 项")).toBeVisible();
  await expect(step(page, "连得上")).toContainText("毫秒");
  await expect(step(page, "签名互认")).toContainText("我们的签名通过了");
  await expect(page.getByRole("tab", { name: "普尔瀚达" })).toContainText("已接通");
  expect(peer.requests.map((request) => request.call)).toEqual(["query"]);
});

test("the key is not in the page any more, and does not come back", async ({ till: { page } }) => {
  const secret = peer.keys.merchantPrivatePem.split("\n")[3] ?? "";
  expect(await textsOf(page)).not.toContain(secret);
  await page.reload();
  await page.keyboard.press("F8");
  await tab(page, "收款通道").click();
  await expect(field(page, "我方私钥")).toHaveAttribute("placeholder", "已保存，重新输入才会改");
  expect(await textsOf(page)).not.toContain(secret);
});

test("a page of a gateway is told with its cause and what to do", async ({ till: { page } }) => {
  peer.script.next("query", {
    do: "status",
    status: 200,
    body: "<!doctype html><title>登录</title>",
    processed: false,
  });
  await page.getByRole("button", { name: "再跑一遍自检" }).click();
  await expect(step(page, "通道认得我们")).toContainText("答复的不是通道");
  await expect(page.getByRole("tab", { name: "普尔瀚达" })).toContainText("自检没过");
  await page.getByRole("button", { name: "再跑一遍自检" }).click();
  await expect(page.getByText("4 项过了 4 项")).toBeVisible();
});

test("the console is shut in training; after it, a query shows what left and what came", async ({ till: { page } }) => {
  await tab(page, "通道控制台").click();
  await expect(page.getByText("训练模式里不发真请求")).toBeVisible();
  await expect(page.getByRole("button", { name: "发出去" })).toBeDisabled();
  await page.getByRole("button", { name: "退出训练" }).click();
  await expect(page.getByText("训练模式", { exact: true })).toBeHidden();
  await page.getByRole("combobox", { name: "接口" }).selectOption("query");
  await field(page, "mch_trade_id").fill("NEVER1");
  await page.getByRole("button", { name: "发出去" }).click();
  await expect(page.getByLabel("发出的请求")).toContainText('"mch_trade_id": "NEVER1"');
  await expect(page.getByText("没有验过，只能看看")).toBeVisible();
  expect(peer.books.orders.size).toBe(0);
});

test("a call that moves money waits for a word", async ({ till: { page } }) => {
  await page.getByRole("combobox", { name: "接口" }).selectOption("refund");
  await expect(page.getByRole("button", { name: "发出去" })).toBeDisabled();
  await page.getByRole("checkbox").check();
  await expect(page.getByRole("button", { name: "发出去" })).toBeEnabled();
});

test("the real till stands there, ready for money", async ({ till: { page } }) => {
  await page.keyboard.press("F2");
  await expect(page.getByRole("region", { name: "应收金额" })).toBeVisible();
  await expect(page.locator("footer")).toContainText("普尔瀚达");
});

test("training can be entered again", async ({ till: { page } }) => {
  await page.keyboard.press("F8");
  await tab(page, "常用").click();
  await page.getByRole("button", { name: "进入训练模式" }).click();
  await expect(page.getByText("训练模式", { exact: true })).toBeVisible();
  await page.keyboard.press("F2");
});
