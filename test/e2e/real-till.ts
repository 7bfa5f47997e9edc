// Steps shared by the specs that take real money from a strict peer: a channel set up through the window's own calls, keys
// typed as a person types, and the words of a verdict.
import { type Page, expect } from "@playwright/test";
import type { RealChannelId } from "../../preload/contract/channels.ts";

type Plain = string | number | boolean;

/** The form's fields by their paths. */
function flat(config: Record<string, unknown>): Record<string, Plain> {
  return Object.fromEntries(
    Object.entries(config).flatMap(([name, value]) =>
      typeof value === "object" && value !== null
        ? Object.entries(value).map(([inner, one]) => [`${name}.${inner}`, plain(one)])
        : [[name, plain(value)]],
    ),
  );
}

function plain(value: unknown): Plain {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  throw new Error("a form has no such value");
}

/** Sets the channel up, makes it the one for new sales, and leaves training. */
export async function useChannel(page: Page, id: RealChannelId, config: Record<string, unknown>): Promise<void> {
  await setUp(page, id, config);
  const failure = await page.evaluate(async (own) => {
    const used = await window.cashier.call("channels.use", { id: own });
    if (!used.ok) return used.failure.code;
    const mode = await window.cashier.call("till.mode", { mode: "real" });
    return mode.ok ? null : mode.failure.code;
  }, id);
  expect(failure).toBeNull();
  await expect(page.getByText("训练模式", { exact: true })).toBeHidden();
}

export async function setUp(page: Page, id: RealChannelId, config: Record<string, unknown>): Promise<void> {
  const failure = await page.evaluate(
    async (input) => {
      const saved = await window.cashier.call("channels.save", input);
      return saved.ok ? null : `${saved.failure.code} ${saved.failure.detail ?? ""}`;
    },
    { id, config: flat(config) },
  );
  expect(failure).toBeNull();
}

/** Leaves the window as the next file of the same worker expects it: nothing on the screen, in training. */
export async function backToTraining(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await window.cashier.call("collect.clear", { park: true });
    await window.cashier.call("till.mode", { mode: "training" });
  });
  await expect(page.getByText("训练模式", { exact: true })).toBeVisible();
  await page.keyboard.press("F2");
}

/** A fresh counter: nothing locked, nothing on the screen. */
export async function freshCounter(page: Page): Promise<void> {
  await page.evaluate(() => window.cashier.call("collect.clear", { park: true }));
  await page.reload();
  await page.keyboard.press("F2");
  await expect(due(page)).toBeVisible();
}

/** As a person types: slow enough not to be a scanner. */
export async function keys(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: 140 });
  await page.waitForTimeout(250);
}

/** A key that follows a verdict: right after it appeared, Enter is swallowed on purpose. */
export async function press(page: Page, key: string): Promise<void> {
  await page.waitForTimeout(500);
  await page.keyboard.press(key);
}

export const due = (page: Page) => page.getByRole("region", { name: "应收金额" });
export const word = (page: Page, name: string) =>
  expect(page.getByRole("heading", { name, exact: true })).toBeVisible({ timeout: 30_000 });

/** An amount for cash, up to where what the customer gives is asked for. */
export async function lockCash(page: Page, amount: string): Promise<void> {
  await byWay(page, /^现金/);
  await keys(page, amount);
  await page.keyboard.press("NumpadEnter");
  await expect(page.getByRole("region", { name: "收现金" })).toBeVisible();
}

/** A part in cash that has been typed: it is set, taken exactly, and the order still wants the rest. */
export async function takeThisPart(page: Page): Promise<void> {
  await page.keyboard.press("NumpadEnter");
  await expect(due(page)).toContainText("这次收");
  await expect(due(page)).not.toContainText("这次收多少");
  await page.waitForTimeout(250);
  await page.keyboard.press("NumpadEnter");
  await word(page, "别放货");
}

/** Goes on to the next way of paying, and waits until it is the one. */
export async function nextWay(page: Page): Promise<void> {
  const ways = page.getByRole("radiogroup", { name: "收款方式" });
  const before = await ways.getByRole("radio", { checked: true }).getAttribute("value");
  await press(page, "NumpadDivide");
  await expect(ways.locator(`input[value="${before}"]`)).not.toBeChecked();
}

/** Lands on a way of paying, whatever was used last. */
export async function byWay(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 4; presses++) {
    if (await page.getByRole("radio", { name }).isChecked()) return;
    await nextWay(page);
  }
  throw new Error(`no way ${String(name)}`);
}
