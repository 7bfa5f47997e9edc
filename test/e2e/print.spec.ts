// Printing in the real window, on a printer behind a real port: set up by its form, a receipt proved, one in doubt asked
// about, one printed again, the drawer opened by a hand. A sale never waits for any of it.
// The file has a till of its own: it counts receipts.
import { type Page, expect } from "@playwright/test";
import { type PooulPeer, startPooulPeer } from "../peers/pooul.ts";
import { type PrinterPeer, openPrinterPeer } from "../peers/printer.ts";
import { test } from "./doors.ts";

test.use({ own: "print" });

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

const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true });
const field = (page: Page, label: string) => page.getByRole("textbox", { name: label, exact: true });
/** What stands on one slip, without the blanks of wide letters. */
const slip = (at: number): string => (printer.paper.slips.at(at)?.text ?? "").replaceAll(/\s/g, "");
const strip = (page: Page) => page.locator("footer");
const row = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text });

/** A till that may take real money, so that it prints. */
async function openForReal(page: Page): Promise<void> {
  const config = {
    baseUrl: pooul.baseUrl,
    merchantId: pooul.merchantId,
    privateKeyPem: pooul.keys.merchantPrivatePem,
    pooulPublicKeyPem: pooul.keys.pooulPublicPem,
  };
  const saved = await page.evaluate(async (given) => {
    await window.cashier.call("channels.save", { id: "pooul", config: given });
    return window.cashier.call("till.mode", { mode: "real" });
  }, config);
  expect(saved.ok).toBe(true);
}

const sell = (page: Page, amountFen: number) =>
  page.evaluate(async (fen) => {
    const input = JSON.parse(JSON.stringify({ amountFen: fen, givenFen: fen }));
    return (await window.cashier.call("collect.cash", input)).ok;
  }, amountFen);

test("a printer is set up by its form, and its test page comes out", async ({ till: { page } }) => {
  await openForReal(page);
  await expect(strip(page)).toContainText("小票机 没有接");
  await page.keyboard.press("F8");
  await tab(page, "小票机").click();
  await expect(page.getByRole("img", { name: "小票预览，80 毫米　每行 48 格" })).toBeVisible();
  await expect(page.getByRole("button", { name: "试印一张" })).toBeDisabled();
  await field(page, "地址").fill("127.0.0.1");
  await field(page, "端口").fill(String(printer.port));
  await page.getByRole("radiogroup", { name: "钱箱接在这台上" }).getByText("是", { exact: true }).click();
  await page.getByRole("button", { name: "试印一张" }).click();
  await expect(page.getByText("试印已排队")).toBeVisible();
  await expect.poll(() => printer.paper.slips.length).toBe(1);
  expect(printer.paper.slips[0]?.text).toContain("打印机测试页");
  await expect(strip(page)).toContainText("小票机 在线");
  await page.getByRole("button", { name: "对", exact: true }).click();
  await expect(page.getByRole("button", { name: "试印一张" })).toBeVisible();
});

test("the shop's name is drawn while it is typed, and stands on the next receipt", async ({ till: { page } }) => {
  await tab(page, "小票内容").click();
  const picture = page.getByRole("img", { name: "小票预览，58 毫米　每行 32 格" });
  const before = await picture.getAttribute("src");
  await field(page, "店名").fill("禾田生鲜");
  await expect.poll(() => picture.getAttribute("src")).not.toBe(before);
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await expect(page.getByText("已保存")).toBeVisible();
  expect(await sell(page, 2850)).toBe(true);
  await expect.poll(() => printer.paper.slips.length).toBe(2);
  expect(slip(1)).toContain("禾田生鲜");
  expect(printer.paper.drawers).toBe(1);
});

test("a sale is received while the printer has no paper; the strip says so and F7 shows what waits", async ({
  till: { page },
}) => {
  printer.mend({ paper: "out" });
  expect(await sell(page, 1200)).toBe(true);
  await page.keyboard.press("F7");
  await expect(row(page, "小票0002顾客联")).toContainText("等打印机：缺纸");
  await expect(strip(page)).toContainText("小票机 缺纸");
  printer.mend({ paper: "there" });
  await expect(row(page, "小票0002顾客联")).toContainText("已证实", { timeout: 15_000 });
});

test("what broke off midway is asked about: 2 prints it again as 补打 1, and asks no more", async ({
  till: { page },
}) => {
  await page.waitForTimeout(2500);
  printer.script.breakAfterBytes = 200;
  expect(await sell(page, 3300)).toBe(true);
  await expect(page.getByRole("heading", { name: "看一眼：这张出来了吗" })).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole("button", { name: "打印 F7 1 张要看" })).toBeVisible();
  await page.keyboard.press("2");
  await expect(row(page, "补打 1")).toContainText("已证实", { timeout: 15_000 });
  await expect(page.getByRole("button", { name: "打印 F7", exact: true })).toBeVisible();
  expect(slip(-1)).toContain("补打1");
});

test("F9 prints the last receipt once more", async ({ till: { page } }) => {
  const slips = printer.paper.slips.length;
  await page.keyboard.press("F9");
  await expect(page.getByText("小票已排队，照常收款就行")).toBeVisible();
  await expect.poll(() => printer.paper.slips.length).toBe(slips + 1);
  expect(slip(-1)).toContain("补打2");
});

test("F10 opens the drawer after a reason and a hand on the button; Enter does not", async ({ till: { page } }) => {
  const drawers = printer.paper.drawers;
  await page.keyboard.press("F10");
  const open = page.getByRole("button", { name: "打开钱箱" });
  await expect(open).toBeDisabled();
  await page.getByText("换零钱", { exact: true }).click();
  await open.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("开钱箱要点按这个按钮，或按住 F10 一秒")).toBeVisible();
  expect(printer.paper.drawers).toBe(drawers);
  await open.click();
  await expect.poll(() => printer.paper.drawers).toBe(drawers + 1);
  await expect(row(page, "手动：换零钱")).toBeVisible();
});

test("a test page that came out garbled is answered once, and text goes as dots from then on", async ({
  till: { page },
}) => {
  const slips = printer.paper.slips.length;
  await page.keyboard.press("F8");
  await tab(page, "小票机").click();
  await page.getByRole("button", { name: "试印一张" }).click();
  await expect.poll(() => printer.paper.slips.length).toBe(slips + 1);
  expect(slip(-1)).toContain("打印机测试页");
  await page.getByRole("button", { name: "不对，画成图" }).click();
  await expect.poll(() => printer.paper.slips.length).toBe(slips + 2);
  expect(slip(-1)).toContain("[picture");
  expect(slip(-1)).not.toContain("打印机测试页");
  await expect(page.getByText("纸上的汉字对吗？")).toBeHidden();
});

test("a serial line and the system's printing are set up by the same form; the last resort asks for no drawer", async ({
  till: { page },
}) => {
  const kinds = page.getByRole("radiogroup", { name: "怎么接" });
  await kinds.getByText("串口", { exact: true }).click();
  await field(page, "串口").fill("/dev/ttyS9");
  await expect(page.getByRole("radiogroup", { name: "速度（波特率）" })).toBeVisible();
  await expect(page.getByRole("button", { name: "保存", exact: true })).toBeEnabled();
  await kinds.getByText("系统打印", { exact: true }).click();
  await expect(page.getByRole("radiogroup", { name: "哪一台" }).getByText("系统默认的那台")).toBeVisible();
  await expect(page.getByRole("radiogroup", { name: "钱箱接在这台上" })).toBeHidden();
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await expect(page.getByText("已保存")).toBeVisible();
  const kept = await page.evaluate(() => window.cashier.call("printers.get", {}));
  expect(kept.ok && kept.value.printers[0]?.config).toMatchObject({ target: { kind: "system" }, drawer: false });
  // No window of a headless door prints: it waits, and says so.
  await page.getByRole("button", { name: "试印一张" }).click();
  await expect(strip(page)).toContainText("小票机 离线");
});

test("in training F9 prints nothing and says so", async ({ till: { page } }) => {
  const slips = printer.paper.slips.length;
  await page.evaluate(() => window.cashier.call("till.mode", { mode: "training" }));
  await page.keyboard.press("F9");
  await expect(page.getByText("训练模式不打印，也不开钱箱")).toBeVisible();
  expect(printer.paper.slips.length).toBe(slips);
});
