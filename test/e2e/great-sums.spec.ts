// The largest amounts a till takes, and the sums of a great day: nothing of them is cut off or covered, in either language.
import { expect } from "@playwright/test";
import { fen } from "../../preload/contract/money.ts";
import { crampedTexts } from "./tour/layout.ts";
import { type Shop, must, test } from "./tour/shop.ts";
import { by, heading } from "./tour/stop.ts";

test.use({ own: "great-sums" });

const GREAT = { amountFen: fen(9_999_999), givenFen: fen(9_999_999) };

/** Fields, buttons and amounts whose end is out of sight; runs in the page. */
function cutAmounts(): string[] {
  const all = [...document.querySelectorAll<HTMLElement>("input, button, dd, [role=gridcell], [role=gridcell] b")];
  const isCut = (one: HTMLElement) =>
    one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline";
  return all.filter(isCut).map((one) => (one instanceof HTMLInputElement ? one.value : (one.textContent ?? "")));
}

async function isWhole({ till, page }: Shop, where: string): Promise<void> {
  for (const language of ["en", "zh-CN"] as const) {
    await must(till.handlers["settings.set"]({ language }));
    for (const width of [1024, 1366]) {
      await page.setViewportSize({ width, height: 768 });
      await page.waitForTimeout(150);
      const said = `${where}, ${language}, ${width} px wide`;
      expect.soft(await page.evaluate(crampedTexts), said).toEqual([]);
      expect.soft(await page.evaluate(cutAmounts), said).toEqual([]);
    }
  }
}

test("a day of a hundred such sales, one of them, and its refund can be read whole", async ({ shop }) => {
  const { till, page } = shop;
  for (let sales = 0; sales < 101; sales++) {
    await must(till.handlers["collect.cash"](GREAT));
    await must(till.handlers["collect.clear"]({ park: true }));
  }
  await by(shop, "F4");
  await page.getByRole("row").filter({ hasText: "¥99,999.99" }).first().click();
  await expect(page.getByRole("complementary", { name: "订单详情" })).toContainText("已收，可放货");
  await isWhole(shop, "the orders");
  await page.keyboard.press("F5");
  await expect(page.getByRole("textbox", { name: "退给顾客" })).toHaveValue("99,999.99");
  await isWhole(shop, "the refund");
});

test("the change of the largest note can be read whole", async ({ shop }) => {
  await must(shop.till.handlers["collect.cash"]({ amountFen: fen(10_000_000), givenFen: fen(20_000_000) }));
  await by(shop, "F2");
  await heading(shop.page, "放货");
  await isWhole(shop, "the change");
});
