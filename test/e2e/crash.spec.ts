// The window dies in the middle of a payment: the payment goes on without it, and the next window comes back to where it was.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Page, expect } from "@playwright/test";
import { openTillIn, test } from "./doors.ts";
import { word } from "./real-till.ts";

// A named skip on the other door: main/host/electron reloads its own window there, which this door's crash cannot stand for.
test.beforeEach(({ door }) =>
  test.skip(door !== "browser", "the browser door opens a crashed window anew; Electron reloads its own"),
);

/** Kills the page's own process, as a fault of it would. */
async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  void session.send("Page.crash").catch(() => {});
}

test("a window that crashes during a payment comes back to it, locked amounts and finished sales too", async () => {
  test.setTimeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), "till-crash-"));
  const opened = await openTillIn(folder);
  const state = () => opened.till.handlers["till.state"]({});
  try {
    const first = await opened.openWindow();
    await expect(first.page.getByRole("img", { name: "练习付款码" })).toBeVisible();
    const lines = [{ barcode: "6901234567892", title: "可乐", count: 2, priceFen: 300 }];
    await first.page.evaluate((made) => window.cashier.call("collect.begin", { amountFen: 600, lines: made }), lines);
    await expect(first.page.getByText("金额已锁定").first()).toBeVisible();
    await crash(first.page);
    expect(await first.closed).toBe("crashed");

    const second = await opened.openWindow();
    await expect(second.page.getByText("金额已锁定").first()).toBeVisible();
    await expect(second.page.getByRole("region", { name: "这单的商品" })).toContainText("可乐");
    const phone = await opened.till.handlers["training.phone"]({ wallet: "wechat", script: "types_password" });
    if (!phone.ok) throw new Error(phone.failure.code);
    await opened.till.handlers["training.tap"]({ id: phone.value.id });
    await word(second.page, "等顾客输密码");
    await crash(second.page);
    expect(await second.closed).toBe("crashed");
    const during = await state();
    expect(during.ok && during.value.current).not.toBe(null);

    const third = await opened.openWindow();
    await word(third.page, "训练：放货");
    await expect(third.page.getByText("6.00").first()).toBeVisible();
    const list = await opened.till.handlers["orders.list"]({});
    expect(list.ok && list.value.orders).toMatchObject([{ amountFen: 600, status: "paid" }]);
    await third.close();
  } finally {
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
