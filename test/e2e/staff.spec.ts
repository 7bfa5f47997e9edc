// People at the real window, by keyboard: the first owner, signing in, a cashier whose deed waits for a manager, the lock,
// and wrong PINs. The file has a till of its own, for a till with people asks everybody.
import { type Page, expect } from "@playwright/test";
import { pressButton } from "./by-keys.ts";
import { tabToOne } from "./by-keys.ts";
import { test } from "./doors.ts";
import { tap, tapChoice, tapInto, withTouch } from "./touch.ts";

test.use({ own: "staff" });

const PIN = { owner: "482913", cashier: "618402" };
const field = (page: Page, label: string | RegExp) => page.getByRole("textbox", { name: label });
const shut = (page: Page) => page.getByRole("heading", { name: "请登录" });

async function openPeople(page: Page): Promise<void> {
  await page.keyboard.press("F8");
  await page.getByRole("tab", { name: "人员", exact: true }).click();
}

/** As a person types it: number, Tab, PIN, Enter. */
async function signIn(page: Page, number: string, pin: string): Promise<void> {
  await expect(shut(page)).toBeVisible();
  await page.getByLabel("工号").focus();
  await page.keyboard.type(number, { delay: 130 });
  await page.keyboard.press("Tab");
  await page.keyboard.type(pin, { delay: 130 });
  await page.keyboard.press("Enter");
}

async function writeDown(page: Page, who: { number: string; name: string; role: string; pin: string }): Promise<void> {
  await page.getByLabel("工号").fill(who.number);
  await field(page, "姓名").fill(who.name);
  await page.getByRole("radiogroup", { name: "身份" }).getByText(who.role, { exact: true }).click();
  await page.getByLabel(/^PIN/).fill(who.pin);
  await page.getByRole("button", { name: "保存", exact: true }).click();
}

test("the first person is an owner, and from then on somebody has to sign in", async ({ till: { page } }) => {
  await openPeople(page);
  await expect(page.getByText("还没有人员")).toBeVisible();
  await writeDown(page, { number: "1", name: "陈店主", role: "店主", pin: PIN.owner });
  await expect(shut(page)).toBeVisible();
  await page.keyboard.press("F2");
  await expect(shut(page)).toBeVisible();
});

test("a wrong PIN says so and keeps nothing; the right one opens the till", async ({ till: { page } }) => {
  await signIn(page, "1", "482914");
  await expect(page.getByText("工号或 PIN 不对")).toBeVisible();
  await expect(page.getByLabel("PIN")).toHaveValue("");
  await page.getByLabel("工号").fill("");
  await signIn(page, "1", PIN.owner);
  await expect(shut(page)).toBeHidden();
  await expect(page.locator("footer")).toContainText("收银员 陈店主");
});

test("an owner adds a cashier, F12 locks the till, and whoever is next begins at the counter", async ({
  till: { page },
}) => {
  await openPeople(page);
  await writeDown(page, { number: "3", name: "小李", role: "收银员", pin: PIN.cashier });
  await expect(page.getByRole("button", { name: /3 小李 收银员/ })).toBeVisible();
  await page.keyboard.press("F12");
  await expect(shut(page)).toBeVisible();
  await signIn(page, "3", PIN.cashier);
  await expect(page.locator("footer")).toContainText("收银员 小李");
  await expect(page.getByRole("main", { name: "收款" })).toBeVisible();
});

test("what a cashier may not do waits for the owner's PIN, and is then done once", async ({ till: { page } }) => {
  await page.keyboard.press("F8");
  await page.getByRole("tab", { name: "屏幕和声音", exact: true }).click();
  await page.getByText("深色", { exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "要有权限的人同意" });
  await expect(dialog).toContainText("要做的事：改常用设置");
  // The cashier's own PIN is not enough.
  await dialog.getByLabel("工号").fill("3");
  await dialog.getByLabel("PIN").fill(PIN.cashier);
  await dialog.getByRole("button", { name: "同意" }).click();
  await expect(dialog).toContainText("这位也没有这个权限");
  await dialog.getByLabel("工号").fill("1");
  await dialog.getByLabel("PIN").fill(PIN.owner);
  await dialog.getByRole("button", { name: "同意" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  // Once: the next change waits again, and Esc leaves everything as it is.
  await page.getByText("浅色", { exact: true }).click();
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("a shift is handed over by two PINs, by keys alone, and whoever took it is at the till", async ({
  till: { page },
}) => {
  await page.keyboard.press("F6");
  await expect(page.getByRole("textbox").first()).toBeFocused();
  await page.keyboard.type("100", { delay: 140 });
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "100 元" })).toBeFocused();
  await page.keyboard.type("1");
  const send = page.getByRole("button", { name: "提交盘点，看差异" });
  await tabToOne(page, send);
  await page.keyboard.press("Enter");
  const close = page.getByRole("button", { name: "交班并打印交班单" });
  await expect(close).toBeDisabled();
  const proof = page.getByRole("group", { name: /两个人各自证明/ });
  await tabToOne(page, proof.getByLabel("交班人 小李 的 PIN"));
  await page.keyboard.type("111222", { delay: 130 });
  await page.keyboard.press("Enter");
  await expect(proof).toContainText("工号或 PIN 不对");
  await tabToOne(page, proof.getByLabel("交班人 小李 的 PIN"));
  await page.keyboard.type(PIN.cashier, { delay: 130 });
  await page.keyboard.press("Enter");
  await expect(proof).toContainText("小李 已证明");
  await tabToOne(page, proof.getByLabel("接班人工号"));
  await page.keyboard.type("1", { delay: 130 });
  await page.keyboard.press("Tab");
  await page.keyboard.type(PIN.owner, { delay: 130 });
  await page.keyboard.press("Enter");
  await expect(proof).toContainText("陈店主 已证明");
  await tabToOne(page, close);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toContainText("第 2 班");
  await expect(page.locator("footer")).toContainText("收银员 陈店主");
});

test("an owner sets what a role may give back, and what is no amount changes nothing", async ({ till: { page } }) => {
  await openPeople(page);
  const limit = page.getByRole("textbox", { name: "店长 单笔退款限额" });
  await limit.fill("200.5");
  await page.keyboard.press("Tab");
  await expect(limit).toHaveValue("200.50");
  await limit.fill("两百");
  await page.keyboard.press("Tab");
  const limits = await page.evaluate(async () => {
    const list = await window.cashier.call("staff.list", {});
    return list.ok ? list.value.rules.limits.manager : null;
  });
  expect(limits).toEqual({ eachFen: 20_050, dayFen: null });
});

/** One sale in cash by whoever is at the till. */
async function sell(page: Page, amountFen: number): Promise<void> {
  const input = JSON.parse(JSON.stringify({ amountFen, givenFen: amountFen }));
  const sold = await page.evaluate(async (given) => {
    const taken = await window.cashier.call("collect.cash", given);
    await window.cashier.call("collect.clear", {});
    return taken.ok ? null : taken.failure.code;
  }, input);
  expect(sold).toBeNull();
}
const rows = (page: Page) => page.getByRole("row").filter({ hasText: "¥" });

test("by touch: signing in, a deed that waits for the owner, and the lock", async ({ till: { page } }) => {
  await sell(page, 3100);
  await withTouch(page);
  await tap(page, page.getByRole("button", { name: /^锁定/ }));
  const door = page.getByRole("form", { name: "请登录" });
  await tapInto(page, door.getByLabel("工号"), "3");
  await tapInto(page, door.getByLabel("PIN"), PIN.cashier);
  await tap(page, door.getByRole("button", { name: /^登录/ }));
  await expect(page.locator("footer")).toContainText("收银员 小李");
  await sell(page, 4200);
  await tap(page, page.getByRole("button", { name: /^设置/ }));
  await tap(page, page.getByRole("tab", { name: "屏幕和声音", exact: true }));
  await tapChoice(page, /^浅色/);
  const dialog = page.getByRole("dialog", { name: "要有权限的人同意" });
  await tapInto(page, dialog.getByLabel("工号"), "1");
  await tapInto(page, dialog.getByLabel("PIN"), PIN.owner);
  await tap(page, dialog.getByRole("button", { name: "同意" }));
  await expect(dialog).toBeHidden();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});

test("the orders of one cashier are picked out by keys, and by touch", async ({ till: { page } }) => {
  await page.keyboard.press("F4");
  await expect(rows(page)).toHaveCount(2);
  await pressButton(page, /收银员/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { name: "3 小李" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("¥42.00");
  await withTouch(page);
  await tap(page, page.getByRole("button", { name: /收银员/ }));
  await tap(page, page.getByRole("option", { name: "1 陈店主" }));
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("¥31.00");
  await tap(page, page.getByRole("button", { name: /收银员/ }));
  await tap(page, page.getByRole("option", { name: "全部收银员" }));
  await expect(rows(page)).toHaveCount(2);
});

test("no PIN is in the page after it was typed", async ({ till: { page } }) => {
  const text = await page.evaluate(() => document.documentElement.outerHTML + JSON.stringify({ ...localStorage }));
  for (const pin of Object.values(PIN)) expect(text).not.toContain(pin);
});
