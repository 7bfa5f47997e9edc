// The first run of a fresh till by touch alone: shop and owner, a channel that proves itself, the scanner, the printer's test
// page, and into training. (By keys alone, and left in the middle: guide.spec.)
import { type Page, expect } from "@playwright/test";
import { type PooulPeer, startPooulPeer } from "../peers/pooul.ts";
import { type PrinterPeer, openPrinterPeer } from "../peers/printer.ts";
import { test } from "./doors.ts";
import { scanByKeys } from "./gun.ts";
import { tap, tapChoice, tapInto, withTouch } from "./touch.ts";

test.use({ own: "guide-touch", guide: true });

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

const button = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name, ...(typeof name === "string" ? { exact: true } : {}) });
const field = (page: Page, name: string | RegExp) => page.getByRole("textbox", { name });
const title = (page: Page, name: string) =>
  expect(page.getByRole("heading", { name, exact: true })).toBeVisible({ timeout: 20_000 });

test("from the welcome to training by a finger, with a test at each step", async ({ till: { page } }) => {
  await withTouch(page);
  await tap(page, button(page, /^开始/));
  await title(page, "写店名，设店主 PIN");
  await tapInto(page, field(page, /^店名/), "禾田生鲜");
  await tapInto(page, field(page, "店主姓名"), "陈店主");
  const pins = page.locator("input[type=password]");
  await tapInto(page, pins.first(), "482913");
  await tapInto(page, pins.last(), "482913");
  await tap(page, button(page, /^保存/));
  await expect(page.getByText("店主已经设好。", { exact: false })).toBeVisible();
  await tap(page, button(page, "下一步"));

  await title(page, "接收款通道");
  await tapInto(page, field(page, /^网关地址/), pooul.baseUrl);
  await tapInto(page, field(page, /^商户号/), pooul.merchantId);
  await tapInto(page, field(page, /^我方私钥/), pooul.keys.merchantPrivatePem);
  await tapInto(page, field(page, /^普尔瀚达公钥/), pooul.keys.pooulPublicPem);
  await tap(page, button(page, "保存并自检"));
  await expect(page.getByText("4 项过了 4 项")).toBeVisible({ timeout: 20_000 });
  await tap(page, button(page, "下一步"));

  await title(page, "认扫码枪");
  for (let scans = 0; scans < 3; scans++) await scanByKeys(page, "6901028075763", 9);
  await title(page, "通过了");
  await tap(page, button(page, "下一步"));

  await title(page, "认小票机");
  await tapInto(page, field(page, "地址"), "127.0.0.1");
  await tapInto(page, field(page, "端口"), String(printer.port));
  await tap(page, button(page, "试印一张"));
  await expect.poll(() => printer.paper.slips.length, { timeout: 20_000 }).toBe(1);
  await tap(page, button(page, "下一步"));

  await tap(page, button(page, "去练一笔"));
  await expect(page.getByRole("region", { name: "应收金额" })).toContainText("训练");
  await expect(page.locator("footer")).toContainText("收银员 陈店主");
  expect(pooul.books.orders.size).toBe(0);
});

test("the settings by touch: another theme, a quick amount, and out of training into the real till", async ({
  till: { page },
}) => {
  await withTouch(page);
  const root = page.locator("html");
  await tap(page, button(page, /^设置/));
  await tap(page, page.getByRole("tab", { name: "屏幕和声音", exact: true }));
  await tapChoice(page, /^深色/);
  await expect(root).toHaveAttribute("data-theme", "dark");
  await tapChoice(page, /^浅色/);
  await expect(root).toHaveAttribute("data-theme", "light");
  await tap(page, page.getByRole("tab", { name: "商品", exact: true }));
  await tapInto(page, field(page, /快捷金额/), "6 18");
  await tap(page, button(page, "保存"));
  await tap(page, page.getByRole("tab", { name: "常用", exact: true }));
  await tap(page, button(page, /正式|真钱/).first());
  await expect(page.getByText("训练模式", { exact: true })).toBeHidden();
  await tap(page, button(page, /^收款/).first());
  await expect(page.getByRole("group", { name: "快捷金额" }).getByRole("button")).toHaveCount(2);
});
