// The stops at 收款: before a payment, while it is under way, its three verdicts, cash, a part of an order, goods.
import { expect } from "@playwright/test";
import { fen } from "../../../preload/contract/money.ts";
import { payers } from "../../peers/pooul.ts";
import { scanByKeys } from "../gun.ts";
import { byWay, due } from "../real-till.ts";
import { type Shop, cash, freshCode, must, setMode } from "./shop.ts";
import { type Stop, by, heading, keys } from "./stop.ts";

/** An empty counter of the book that is asked for. */
export async function counter(shop: Shop, mode: "real" | "training" = "real"): Promise<void> {
  const { till, page } = shop;
  await must(till.handlers["collect.clear"]({ park: true }));
  await setMode(shop, mode);
  await by(shop, "F2");
  await expect(due(page)).toBeVisible();
  await expect(page.getByRole("radio", { name: /^现金/ })).toBeAttached();
}

async function lock(shop: Shop, yuan: string): Promise<void> {
  await keys(shop.page, yuan);
  await shop.page.keyboard.press("NumpadEnter");
  await expect(shop.page.getByText("金额已锁定").first()).toBeVisible();
}

/** Sells up to a face that stays: the channel is told how to behave before. */
export async function sellTo(shop: Shop, yuan: string, word: string): Promise<void> {
  await counter(shop);
  await lock(shop, yuan);
  await scanByKeys(shop.page, freshCode(), 5);
  await heading(shop.page, word);
}

/** The payment that waits ends, whatever it waited for. */
async function settle(shop: Shop): Promise<void> {
  shop.pooul.script.clear();
  for (const order of shop.pooul.books.orders.values())
    if (order.state !== 0) Object.assign(order, { payer: payers.pays, step: 0 });
  const { current } = await must(shop.till.handlers["till.state"]({}));
  if (current !== null) await must(shop.till.handlers["payment.ask"]({ order: current }));
  await expect
    .poll(async () => (await must(shop.till.handlers["till.state"]({}))).totals.openCount, { timeout: 20_000 })
    .toBe(1);
  await must(shop.till.handlers["collect.clear"]({ park: true }));
}

const GOODS = [
  { barcode: "6901234567892", title: "可口可乐 330 毫升", priceFen: fen(300) },
  { barcode: "4006381333931", title: "农夫山泉 550 毫升", priceFen: fen(250) },
];
async function withGoods({ till }: Shop, isOn: boolean): Promise<void> {
  await must(till.handlers["settings.set"]({ quickFen: isOn ? [500, 1000, 2000].map((each) => fen(each)) : [] }));
  if (isOn) await must(till.handlers["goods.stage"]({ isFirst: true, goods: GOODS }));
  await must(till.handlers["goods.replace"]({ count: isOn ? GOODS.length : 0 }));
}

export const COLLECT_STOPS: readonly Stop[] = [
  { name: "collect-idle", go: (shop) => counter(shop) },
  {
    name: "collect-typed",
    async go(shop) {
      await counter(shop);
      await keys(shop.page, "16");
      await shop.page.keyboard.press("NumpadAdd");
      await keys(shop.page, "12.5");
      await expect(due(shop.page)).toContainText("16.00");
    },
  },
  {
    name: "collect-locked",
    isPlain: true,
    async go(shop) {
      await counter(shop);
      await lock(shop, "28.5");
    },
  },
  {
    name: "collect-refused-scan",
    isPlain: true,
    async go(shop) {
      await counter(shop);
      await scanByKeys(shop.page, "6901234567892", 5);
      await expect(shop.page.getByText("商品条码").first()).toBeVisible();
    },
  },
  {
    name: "waiting",
    moving: "[role=timer], svg circle",
    async go(shop) {
      shop.pooul.script.nextPayer(payers.types(500));
      await sellTo(shop, "28.5", "等顾客输密码");
    },
    leave: settle,
  },
  {
    name: "waiting-stop-question",
    isPlain: true,
    async go(shop) {
      shop.pooul.script.nextPayer(payers.types(500));
      await sellTo(shop, "28.5", "等顾客输密码");
      await shop.page.keyboard.press("Escape");
      await expect(shop.page.getByRole("alertdialog")).toBeVisible();
    },
    leave: settle,
  },
  { name: "paid", go: (shop) => sellTo(shop, "28.5", "放货") },
  {
    name: "unknown",
    moving: "[role=timer]",
    async go(shop) {
      shop.pooul.script.next("pay", { do: "lose_answer" });
      shop.pooul.script.every("query", { do: "lose_answer" });
      await sellTo(shop, "28.5", "别放货，等");
    },
    leave: settle,
  },
  {
    name: "not-received",
    async go(shop) {
      shop.pooul.script.nextPayer(payers.declines);
      await sellTo(shop, "28.5", "没收到");
    },
  },
  {
    name: "qr",
    moving: "[role=timer], [role=img] svg, svg[role=img]",
    async go(shop) {
      shop.pooul.script.nextPayer(payers.types(500));
      await counter(shop);
      await byWay(shop.page, /^顾客扫码/);
      await keys(shop.page, "128");
      await shop.page.keyboard.press("NumpadEnter");
      await expect(shop.page.getByRole("timer").first()).toBeVisible({ timeout: 20_000 });
    },
    leave: settle,
  },
  {
    name: "cash",
    async go(shop) {
      await counter(shop);
      await byWay(shop.page, /^现金/);
      await keys(shop.page, "28.5");
      await shop.page.keyboard.press("NumpadEnter");
      await expect(shop.page.getByRole("region", { name: "收现金" })).toBeVisible();
      await keys(shop.page, "100");
    },
  },
  {
    name: "cash-change",
    isPlain: true,
    async go(shop) {
      await counter(shop);
      await cash(shop, 2850, 10_000);
      await heading(shop.page, "放货");
    },
  },
  {
    name: "part-of-an-order",
    isPlain: true,
    async go(shop) {
      await counter(shop);
      const owed = { amountFen: fen(5000), owedFen: fen(8600), givenFen: fen(5000) };
      await must(shop.till.handlers["collect.cash"](owed));
      await heading(shop.page, "别放货");
    },
    async leave({ till }) {
      const { current } = await must(till.handlers["till.state"]({}));
      if (current !== null) await must(till.handlers["collect.undo"]({ order: current, why: "收错金额" }));
      await must(till.handlers["collect.clear"]({ park: true }));
    },
  },
  {
    name: "goods",
    async go(shop) {
      await withGoods(shop, true);
      await counter(shop);
      for (const { barcode } of GOODS) await scanByKeys(shop.page, barcode, 5);
      await expect(shop.page.getByRole("region", { name: "这单的商品" })).toContainText("农夫山泉");
    },
    leave: (shop) => withGoods(shop, false),
  },
  {
    name: "training-idle",
    moving: "[role=img] svg, svg[role=img]",
    go: (shop) => counter(shop, "training"),
    leave: (shop) => setMode(shop, "real"),
  },
  {
    name: "training-paid",
    isPlain: true,
    async go(shop) {
      await counter(shop, "training");
      await cash(shop, 1250, 2000);
      await heading(shop.page, "训练：放货");
    },
    async leave(shop) {
      await must(shop.till.handlers["collect.clear"]({}));
      await setMode(shop, "real");
    },
  },
  {
    name: "key-card",
    async go(shop) {
      await counter(shop);
      await shop.page.keyboard.press("F1");
      await expect(shop.page.getByRole("dialog")).toBeVisible();
    },
    leave: ({ page }) => page.keyboard.press("Escape"),
  },
];
