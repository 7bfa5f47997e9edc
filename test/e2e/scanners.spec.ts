// The scanner doctor in the real window: three scans measure a gun that types, a serial gun passes the same way, and
// nothing that is scanned meanwhile is charged.
import { type Page, expect } from "@playwright/test";
import { type Pty, openPty, ptyMissing } from "../support/pty.ts";
import { test } from "./doors.ts";
import { scanByKeys } from "./gun.ts";

const GOODS = "6901028075763";
/** As picture 12a shows them: nine milliseconds, and once twenty-one. */
const GAPS = [9, 10, 9, 11, 10, 9, 10, 9, 21, 10, 9, 10];

// A till of its own: other files leave guns behind.
test.use({ own: "scanners" });

const panel = (page: Page) => page.getByRole("region", { name: "试一把枪" });
const guns = (page: Page) => page.getByRole("region", { name: "这台电脑上的枪" });
const stateOf = (page: Page) =>
  page.evaluate(async () => {
    const answer = await window.cashier.call("till.state", {});
    if (!answer.ok) throw new Error(answer.failure.code);
    return answer.value;
  });

async function openDoctor(page: Page): Promise<void> {
  await page.reload();
  await page.keyboard.press("F8");
  await page.getByRole("tab", { name: "扫码枪" }).click();
  await expect(panel(page)).toBeVisible();
}

test("three scans measure a gun that types, and it gets a line and a name of its own", async ({ till: { page } }) => {
  await openDoctor(page);
  for (const heading of ["再扫 2 次就通过", "再扫一次就通过", "通过了"]) {
    await scanByKeys(page, GOODS, GAPS);
    await expect(panel(page).getByRole("heading", { name: heading })).toBeVisible();
  }
  await expect(panel(page).getByText("判定线 45 毫秒")).toBeVisible();
  await expect
    .poll(async () => (await stateOf(page)).settings.scanners)
    .toMatchObject([{ way: "wedge", typing: { longestMs: 21, ending: "enter" } }]);
  await guns(page).getByRole("button", { name: "改设置 键盘枪" }).click();
  await guns(page).getByRole("textbox", { name: "名字" }).fill("前台");
  await guns(page).getByRole("button", { name: "记住" }).click();
  await expect(guns(page).getByRole("article", { name: "前台" })).toBeVisible();
  await guns(page).getByRole("button", { name: "忘掉" }).click();
  await expect.poll(async () => (await stateOf(page)).settings.scanners).toEqual([]);
});

test("a pay code that is only tried is named and charges nobody, also with an amount locked", async ({ till }) => {
  const { page } = till;
  await page.reload();
  await page.evaluate(() => window.cashier.call("collect.begin", { amountFen: 880 as never }));
  await openDoctor(page);
  await scanByKeys(page, "135711131719238841", 10);
  await expect(panel(page).getByText("这是付款码")).toBeVisible();
  const { sale, current } = await stateOf(page);
  expect([sale?.amountFen, current]).toEqual([880, null]);
  await page.evaluate(() => window.cashier.call("collect.clear", {}));
});

test("once the page is left, scans are the sale's again", async ({ till: { page } }) => {
  await openDoctor(page);
  await page.keyboard.press("F2");
  await scanByKeys(page, GOODS, 10);
  await expect(page.getByText("商品条码").first()).toBeVisible();
});

test("a pay code of its own is allowed for one channel, shown, and taken back", async ({ till: { page } }) => {
  await page.reload();
  await page.keyboard.press("F8");
  await page.getByRole("tab", { name: "付款码规则" }).click();
  const mine = page.getByRole("region", { name: "另外放行的付款码" });
  await mine.getByRole("textbox", { name: "开头数字" }).fill("63 64");
  await mine.getByRole("textbox", { name: "最少几位" }).fill("13");
  await mine.getByRole("textbox", { name: "最多几位" }).fill("19");
  await mine.getByRole("button", { name: "放行", exact: true }).click();
  await expect(mine.getByRole("alert")).toBeVisible();
  await mine.getByRole("textbox", { name: "最少几位" }).fill("19");
  await mine.getByRole("button", { name: "放行", exact: true }).click();
  await expect(mine.getByText("63 64 开头，19 位数字")).toBeVisible();
  const shape = { channel: "pooul", wallet: "unionpay", minDigits: 19, maxDigits: 19, prefixes: ["63", "64"] };
  expect((await stateOf(page)).settings.codeShapes).toEqual([shape]);
  await mine.getByRole("button", { name: "不再放行" }).click();
  await expect.poll(async () => (await stateOf(page)).settings.codeShapes).toEqual([]);
});

test.describe("with a serial gun", () => {
  let gun: Pty;
  test.skip(ptyMissing !== null, ptyMissing ?? "");
  test.beforeAll(async () => {
    gun = await openPty();
  });
  test.afterAll(async () => {
    await gun?.close();
  });

  test("three scans pass, its framing is shown, and it is let go and heard again by a press", async ({ till }) => {
    const { page } = till;
    const serial = { way: "serial", id: "port:gun", name: "收银台 1", path: gun.path, usb: null } as const;
    const set = { scanners: [{ ...serial, baudRate: 9600, framing: null, isOn: true }] };
    await page.evaluate((change) => window.cashier.call("settings.set", change), set);
    await openDoctor(page);
    await expect(guns(page).getByText("在听")).toBeVisible();
    for (const row of ["第 1 次", "第 2 次", "第 3 次"]) {
      await gun.write(`${GOODS}\r\n`);
      await expect(panel(page).getByText(row)).toBeVisible();
      await page.waitForTimeout(150);
    }
    await expect(panel(page).getByRole("heading", { name: "通过了" })).toBeVisible();
    await expect(panel(page).getByText("回车换行")).toBeVisible();
    await guns(page).getByRole("button", { name: "改设置 收银台 1" }).click();
    await guns(page).getByRole("button", { name: "关掉" }).click();
    await expect(guns(page).getByText("已关掉")).toBeVisible();
    await guns(page).getByRole("button", { name: "打开" }).click();
    await expect(guns(page).getByText("在听")).toBeVisible();
    await gun.unplug();
    await expect(guns(page).getByText("没插着")).toBeVisible();
    await gun.plug();
    await expect(guns(page).getByText("在听")).toBeVisible({ timeout: 10_000 });
    await page.evaluate(() => window.cashier.call("settings.set", { scanners: [] }));
  });
});
