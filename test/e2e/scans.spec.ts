// Every scan answers, each kind with its own sentence, whichever gun it came from; and no pay code is ever in the page: not
// in its text, its storage or, from a serial gun, anywhere in its memory.
import { expect } from "@playwright/test";
import { makeNumber } from "../../preload/contract/ids.ts";
import { type Pty, openPty, ptyMissing } from "../support/pty.ts";
import { test } from "./doors.ts";
import { scanByKeys } from "./gun.ts";
import { due } from "./real-till.ts";
import { memoryOf, textsOf } from "./leaks.ts";

let gun: Pty;

// A till of its own: other files have no serial gun and no goods.
test.use({ own: "scans" });
// A named skip where the system has no pty pairs: a serial line is never played by anything less.
test.skip(ptyMissing !== null, ptyMissing ?? "");
test.beforeAll(async () => {
  gun = await openPty();
});
test.afterAll(async () => {
  await gun?.close();
});
test.beforeEach(async ({ till: { page } }) => {
  const serial = { way: "serial", id: "port:gun", name: "", path: gun.path } as const;
  const set = { scanners: [{ ...serial, usb: null, baudRate: 9600, framing: null }] };
  await page.evaluate((change) => window.cashier.call("settings.set", change), set);
  await page.evaluate(() => window.cashier.call("collect.clear", {}));
  await page.reload();
  await expect(page.getByRole("img", { name: "练习付款码" })).toBeVisible();
  await expect
    .poll(() => page.evaluate(async () => JSON.stringify(await window.cashier.call("till.state", {}))))
    .toContain('"status":"ready"');
});

const BADGE = makeNumber("7", "261121150000", 1, 5);
const STRANGER = makeNumber("9", "261121150000", 1, 9);

const SENTENCES: readonly (readonly [string, string, string])[] = [
  ["a pay code before the amount", "135711131719231101", "微信付款码，尾号 1101，已经扫到"],
  ["a goods barcode", "6901234567892", "这是商品条码，不是付款码。金额没有改动"],
  ["a collection QR", "https://qr.alipay.com/fkx123", "这是收款的网址码。请顾客打开「付款码」"],
  ["a badge of nobody here", BADGE, "这张工牌不属于这里的人"],
  ["a receipt of another till", STRANGER, "本机账本里没有这一单"],
  ["a code that was not read whole", "13571", "只读到 5 位，请再扫一次"],
  ["a damaged code", "1357111A1719231", "这个码里有字母，不是付款码"],
  ["a code of no wallet", "9988776655443322", "不认识这个码，没有收款"],
];
for (const [what, text, sentence] of SENTENCES) {
  test(`${what} has its own sentence`, async ({ till: { page } }) => {
    await gun.write(`${text}\r\n`);
    await expect(due(page)).toContainText(sentence);
    await expect(due(page)).toContainText("0.00");
  });
}

test("a receipt opens its order, and a code that was used is named as used", async ({ till: { page } }) => {
  const code = "135711131719231201";
  await page.keyboard.type("3.2", { delay: 140 });
  await page.waitForTimeout(250);
  await gun.write(`${code}\r\n`);
  await expect(page.getByRole("heading", { name: "训练：放货" })).toBeVisible({ timeout: 30_000 });
  await page.waitForTimeout(3200);
  await page.keyboard.press("Enter");
  await expect(due(page)).toBeVisible();
  await gun.write(`${code}\r\n`);
  await expect(due(page)).toContainText("微信付款码：这个码刚用过。请顾客刷新后再出示");
  const order = await page.evaluate(async () => {
    const list = await window.cashier.call("orders.list", {});
    return list.ok ? (list.value.orders[0]?.order ?? "") : "";
  });
  await gun.write(`${order}\r\n`);
  await expect(page.getByRole("heading", { name: "订单" })).toBeVisible();
  await expect(page.getByText("3.20").first()).toBeVisible();
  await page.keyboard.press("F2");
});

test("goods of the list are added by any gun, and on another screen only named", async ({ till: { page } }) => {
  const goods = [{ barcode: "6901234567892", title: "可乐", priceFen: 300 }];
  await page.evaluate((list) => window.cashier.call("goods.stage", { isFirst: true, goods: list }), goods);
  await page.evaluate(() => window.cashier.call("goods.replace", { count: 1 }));
  await gun.write("6901234567892\r\n");
  await expect(page.getByRole("region", { name: "这单的商品" })).toContainText("可乐");
  await gun.write("4006381333931\r\n");
  await expect(due(page)).toContainText("商品表里没有这个条码");
  await page.keyboard.press("F8");
  await gun.write("6901234567892\r\n");
  await expect(page.getByText("可乐 ¥3.00。没有加进账单")).toBeVisible();
  await page.keyboard.press("F2");
  await expect(due(page)).toContainText("3.00");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
});

test("a pay code from a serial gun is nowhere in the page's memory, waiting or charged", async ({ till: { page } }) => {
  test.slow();
  const code = "135711131719239301";
  await gun.write(`${code}\r\n`);
  await expect(due(page)).toContainText("尾号 9301");
  expect(await memoryOf(page)).not.toContain(code);
  await page.keyboard.type("1.5", { delay: 140 });
  await page.waitForTimeout(250);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "训练：放货" })).toBeVisible({ timeout: 30_000 });
  const memory = await memoryOf(page);
  expect(memory).toContain("9301");
  expect(memory).not.toContain(code);
  expect(await textsOf(page)).not.toContain(code);
});

test("a pay code from a keyboard gun is in no text and no storage, also while a note is written", async ({ till }) => {
  const { page } = till;
  const code = "135711131719239401";
  await page.keyboard.type("2.5", { delay: 140 });
  await page.waitForTimeout(250);
  await page.keyboard.type("n");
  const note = page.getByRole("textbox", { name: /备注/ });
  await expect(note).toBeFocused();
  await page.keyboard.type("少冰", { delay: 140 });
  await scanByKeys(page, code, 5);
  await expect(
    page
      .getByText("尾号 9401")
      .or(page.getByRole("heading", { name: "训练：放货" }))
      .first(),
  ).toBeVisible();
  const texts = await textsOf(page);
  expect(texts).not.toContain(code);
  expect(texts).not.toContain(code.slice(0, 12));
});
