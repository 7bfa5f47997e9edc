// The first run of a fresh till, by keys alone: training at once, or shop, channel, scanner and printer step by step with a test
// at each. It can be left and goes on where it was; what it trains is never taken for money.
import { type Page, expect } from "@playwright/test";
import { type PooulPeer, startPooulPeer } from "../peers/pooul.ts";
import { type PrinterPeer, openPrinterPeer } from "../peers/printer.ts";
import { fillIn, pressButton, tabTo, typeSlowly } from "./by-keys.ts";
import { test } from "./doors.ts";
import { scanByKeys } from "./gun.ts";

test.use({ own: "guide", guide: true });

let pooul: PooulPeer;
let printer: PrinterPeer;

test.beforeAll(async () => {
  pooul = await startPooulPeer();
  printer = await openPrinterPeer();
});
test.afterAll(async () => {
  await printer.close();
  await pooul.close();
});

const welcome = (page: Page) => page.getByRole("heading", { name: /^先练一笔，/ });
const title = (page: Page, name: string) => page.getByRole("heading", { name, exact: true });
const band = (page: Page) => page.getByText("训练模式", { exact: true });
const stepDone = (page: Page, name: string) => page.getByRole("button", { name: new RegExp(`^${name} ?做好了$`) });
const PIN = "482913";

test("a fresh till offers training in one press, and no key of the shop leads past it", async ({ till: { page } }) => {
  await expect(welcome(page)).toBeVisible();
  await expect(page.getByRole("button", { name: /^开始/ })).toBeFocused();
  for (const key of ["F2", "F8", "F10"]) await page.keyboard.press(key);
  await expect(welcome(page)).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "应收金额" })).toBeVisible();
  await expect(band(page)).toBeVisible();
  await page.reload();
  await expect(band(page)).toBeVisible();
  await expect(welcome(page)).toBeHidden();
});

test("the settings lead back to it", async ({ till: { page } }) => {
  await page.keyboard.press("F8");
  await pressButton(page, "接着做开店向导");
  await expect(welcome(page)).toBeVisible();
});

test("the shop's name and its owner: the PIN is typed twice, and the owner is at the till at once", async ({
  till: { page },
}) => {
  await page.keyboard.press("Enter");
  await expect(title(page, "写店名，设店主 PIN")).toBeVisible();
  await expect(page.getByRole("textbox", { name: /^店名/ })).toBeFocused();
  await page.keyboard.insertText("禾田生鲜");
  await fillIn(page, "店主姓名", "陈店主");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await typeSlowly(page, PIN);
  await page.keyboard.press("Tab");
  await typeSlowly(page, "482914");
  await expect(page.getByText("两遍 PIN 不一样")).toBeVisible();
  await expect(page.getByRole("button", { name: "保存" })).toBeDisabled();
  await page.keyboard.press("Backspace");
  await typeSlowly(page, "3");
  await page.keyboard.press("Enter");
  await expect(page.getByText("店主已经设好。", { exact: false })).toBeVisible();
  await expect(stepDone(page, "写店名，设店主 PIN")).toBeVisible();
  expect(await page.content()).not.toContain(PIN);
});

test("a channel is filled in and proves itself before the step counts as done", async ({ till: { page } }) => {
  await pressButton(page, "下一步");
  await expect(title(page, "接收款通道")).toBeVisible();
  await fillIn(page, "网关地址", pooul.baseUrl);
  await fillIn(page, "商户号", pooul.merchantId);
  await fillIn(page, "我方私钥", pooul.keys.merchantPrivatePem);
  await fillIn(page, "普尔瀚达公钥", pooul.keys.pooulPublicPem);
  await pressButton(page, "保存并自检");
  await expect(page.getByText("4 项过了 4 项")).toBeVisible();
  await expect(page.getByRole("button", { name: "下一步" })).toBeVisible();
  expect(pooul.requests.map(({ call }) => call)).toEqual(["query"]);
});

test("left in the middle and started again, it goes on with the first step that is not done", async ({ till }) => {
  const { page } = till;
  await page.keyboard.press("Escape");
  await expect(welcome(page)).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: /^接着来/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(title(page, "认扫码枪")).toBeVisible();
});

test("three scans make the scanner known, and charge nobody", async ({ till: { page } }) => {
  for (let scans = 0; scans < 3; scans++) await scanByKeys(page, "6901028075763", 9);
  await expect(page.getByRole("heading", { name: "通过了" })).toBeVisible();
  await pressButton(page, "下一步");
});

test("the printer prints its test page", async ({ till: { page } }) => {
  await expect(title(page, "认小票机")).toBeVisible();
  await expect(page.getByRole("button", { name: "先跳过" })).toBeVisible();
  await fillIn(page, "地址", "127.0.0.1");
  await fillIn(page, "端口", String(printer.port));
  await pressButton(page, "试印一张");
  await expect.poll(() => printer.paper.slips.length).toBe(1);
  await pressButton(page, "下一步");
});

test("the last step tells the three verdicts without green and ends in training, which nobody takes for money", async ({
  till: { page },
}) => {
  await expect(page.getByRole("button", { name: "去练一笔" })).toBeFocused();
  await expect(page.getByRole("main")).toContainText("可能付了，也可能没付");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "应收金额" })).toContainText("训练");
  await expect(band(page)).toBeVisible();
  await expect(page.locator("footer")).toContainText("收银员 陈店主");
  expect(pooul.books.orders.size).toBe(0);
});

test("with a channel set up the guide also leads to real money, and then it is gone", async ({ till: { page } }) => {
  await page.keyboard.press("F8");
  await pressButton(page, "接着做开店向导");
  await expect(page.getByRole("button", { name: /^接着来/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, "button", "开始收真钱");
  await page.keyboard.press("Enter");
  await expect(band(page)).toBeHidden();
  await expect(page.locator("footer")).toContainText("普尔瀚达");
  await page.reload();
  await expect(welcome(page)).toBeHidden();
  await expect(band(page)).toBeHidden();
});
