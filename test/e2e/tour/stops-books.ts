// The stops behind the counter: orders with their drawer and dialogs, the print queue, the shift, reports, reconciliation.
import { expect } from "@playwright/test";
import { fen } from "../../../preload/contract/money.ts";
import { type Shop, cash, must } from "./shop.ts";
import { type Stop, button, by, dialog, heading, tab } from "./stop.ts";

const row = ({ page }: Shop, text: string) => page.getByRole("row").filter({ hasText: text }).first();
const drawer = ({ page }: Shop) => page.getByRole("complementary", { name: "订单详情" });

async function order(shop: Shop, yuan: string): Promise<void> {
  await by(shop, "F4");
  await row(shop, yuan).click();
  await expect(drawer(shop)).toContainText(yuan.replace("¥", ""));
}

/** Nothing is open that a shift would be shut for. */
async function openShift({ till }: Shop): Promise<void> {
  const { shift } = await must(till.handlers["shift.show"]({}));
  if (shift === null) await must(till.handlers["shift.open"]({ floatFen: fen(20_000) }));
}

export const BOOK_STOPS: readonly Stop[] = [
  {
    name: "orders",
    async go(shop) {
      await by(shop, "F4");
      await expect(row(shop, "¥126.50")).toBeVisible();
    },
  },
  { name: "order-drawer", go: (shop) => order(shop, "¥126.50") },
  {
    name: "orders-empty",
    isPlain: true,
    async go(shop) {
      await by(shop, "F4");
      await shop.page.getByRole("searchbox").fill("99999");
      await expect(shop.page.getByRole("row")).toHaveCount(0);
    },
  },
  {
    name: "exceptions",
    isPlain: true,
    async go(shop) {
      await by(shop, "F4");
      await shop.page.getByRole("radio", { name: /^例外/ }).press("Space");
      await expect(row(shop, "¥12.50")).toBeVisible();
    },
  },
  {
    name: "review-dialog",
    isPlain: true,
    async go(shop) {
      await order(shop, "¥12.50");
      await button(shop.page, "人工定论").click();
      await expect(dialog(shop.page)).toBeVisible();
    },
  },
  {
    name: "refund",
    async go(shop) {
      await order(shop, "¥126.50");
      await button(shop.page, "退款").click();
      await expect(shop.page.getByRole("region", { name: "还能怎么退" })).toContainText("还能退");
    },
  },
  {
    name: "refund-find",
    isPlain: true,
    async go(shop) {
      await by(shop, "F5");
      await heading(shop.page, "退款");
    },
  },
  {
    name: "print-queue",
    async go(shop) {
      shop.printer.script.breakAfterBytes = 200;
      await cash(shop, 4400);
      await must(shop.till.handlers["collect.clear"]({}));
      await by(shop, "F7");
      await expect(shop.page.getByRole("heading", { name: "看一眼：这张出来了吗" })).toBeVisible({ timeout: 20_000 });
    },
    async leave(shop) {
      shop.printer.script.breakAfterBytes = null;
      await shop.page.keyboard.press("1");
    },
  },
  {
    name: "cash-drawer",
    isPlain: true,
    async go(shop) {
      await by(shop, "F2");
      await shop.page.keyboard.press("F10");
      await expect(dialog(shop.page)).toBeVisible();
    },
  },
  {
    name: "shift-open",
    isPlain: true,
    async go(shop) {
      await by(shop, "F6");
      await expect(shop.page.getByRole("textbox", { name: "备用金" })).toBeVisible();
    },
  },
  {
    name: "shift-blocked",
    async go(shop) {
      await openShift(shop);
      await by(shop, "F6");
      await expect(shop.page.getByRole("region", { name: "盘现金" })).toBeVisible();
    },
  },
  {
    name: "report",
    async go(shop) {
      await by(shop, "F6");
      await tab(shop.page, "报表").click();
      await expect(shop.page.getByRole("region", { name: "报表" })).toBeVisible();
    },
  },
  {
    name: "report-month",
    isPlain: true,
    async go(shop) {
      await by(shop, "F6");
      await tab(shop.page, "报表").click();
      await shop.page.getByRole("radio", { name: "月", exact: true }).press("Space");
      await expect(shop.page.getByText("每天收款")).toBeVisible();
    },
  },
  {
    name: "reconcile",
    async go(shop) {
      await by(shop, "F4");
      await button(shop.page, "对账").click();
      await heading(shop.page, "对账");
    },
  },
  {
    name: "bill-dialog",
    isPlain: true,
    async go(shop) {
      await by(shop, "F4");
      await button(shop.page, "对账").click();
      await button(shop.page, "导入账单").click();
      await expect(dialog(shop.page)).toBeVisible();
    },
  },
];
