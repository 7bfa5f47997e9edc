// Keys of a gun and keys of a person in the real window: at every speed, in and out of fields, with an input method in
// the way. Each is taken for what it is.
import { type Page, expect } from "@playwright/test";
import { test } from "./doors.ts";
import { scanByKeys, typeByHand } from "./gun.ts";

const GOODS = "6901028075763";

test.beforeEach(async ({ till: { page } }) => {
  await page.reload();
  // The page is at rest once the phone shows its code: before that, key events may be held back and come late.
  await expect(page.getByRole("img", { name: "练习付款码" }).or(page.getByRole("log")).first()).toBeVisible();
});

const amount = (page: Page) => page.getByRole("region", { name: "应收金额" });
const heardAsGoods = (page: Page) => expect(page.getByText("商品条码").first()).toBeVisible();

/** The search field of the orders, with what a person typed in it. */
async function fieldWith(page: Page, text: string) {
  await page.keyboard.press("F4");
  const field = page.getByRole("searchbox").or(page.getByRole("textbox")).first();
  await field.click();
  await page.keyboard.type(text, { delay: 140 });
  await page.waitForTimeout(300);
  await expect(field).toHaveValue(text);
  return field;
}

for (const gapMs of [1, 10, 30, 80, 100]) {
  test(`a gun at ${gapMs} ms a key is heard on the collect screen, and none of its digits stay`, async ({ till }) => {
    await scanByKeys(till.page, GOODS, gapMs);
    await heardAsGoods(till.page);
    await expect(amount(till.page)).toContainText("0.00");
  });

  test(`a gun at ${gapMs} ms a key is heard in a text field, which keeps what a person had typed`, async ({ till }) => {
    const field = await fieldWith(till.page, "12");
    await scanByKeys(till.page, GOODS, gapMs);
    await heardAsGoods(till.page);
    await expect(field).toHaveValue("12");
  });
}

test("a gun is heard whether it ends with Enter, with Tab or with nothing", async ({ till: { page } }) => {
  for (const ending of ["Enter", "Tab", null] as const) {
    await page.reload();
    await scanByKeys(page, GOODS, 10, { ending });
    await heardAsGoods(page);
  }
});

test("with an input method composing in a field the scan is heard and the field is as it was", async ({ till }) => {
  const { page } = till;
  const field = await fieldWith(page, "12");
  const session = await page.context().newCDPSession(page);
  await session.send("Input.imeSetComposition", { text: "shou", selectionStart: 4, selectionEnd: 4 });
  await scanByKeys(page, GOODS, 10, { ime: true });
  await heardAsGoods(page);
  await expect(field).not.toHaveValue(/[3-9]/);
});

test("full-width digits are read by the place of their keys", async ({ till: { page } }) => {
  await scanByKeys(page, GOODS, 10, { fullWidth: true });
  await heardAsGoods(page);
  await expect(amount(page)).toContainText("0.00");
});

test("a person who types digits at 90 ms a key is typing an amount", async ({ till: { page } }) => {
  await typeByHand(page, "28805");
  await expect(amount(page)).toContainText("28,805.00");
});

test("a person who types an order's digits into a field at 90 ms a key is not a gun", async ({ till: { page } }) => {
  const field = await fieldWith(page, "9");
  await typeByHand(page, "26112108173790");
  await page.waitForTimeout(400);
  await expect(field).toHaveValue("926112108173790");
  await expect(page.getByText("商品条码")).toHaveCount(0);
});
