// The stops in the settings, at the first run, on the customer's display, and, last, where people have to sign in: from
// then on the till asks who is there.
import { expect } from "@playwright/test";
import { fen } from "../../../preload/contract/money.ts";
import { payers } from "../../peers/pooul.ts";
import { scanByKeys } from "../gun.ts";
import { type Shop, cash, must, setMode } from "./shop.ts";
import { type Stop, button, by, dialog, heading, tab } from "./stop.ts";
import { counter, sellTo } from "./stops-collect.ts";
import { counted } from "./stops-lines.ts";

const section = (name: string, title: string, more?: (shop: Shop) => Promise<unknown>, isPlain = false): Stop => ({
  name: `settings-${name}`,
  isPlain,
  async go(shop) {
    await by(shop, "F8");
    await tab(shop.page, title).click();
    await expect(tab(shop.page, title)).toHaveAttribute("aria-selected", "true");
    await more?.(shop);
  },
});

const SCANS = [9, 10, 9, 11, 10, 9, 10, 9, 21, 10, 9, 10];

/** The customer's display is wanted, and its door says that it could not be opened; or nobody wants it. */
async function display({ till }: Shop, isWanted: boolean): Promise<void> {
  const { customer } = (await must(till.handlers["till.state"]({}))).settings;
  await must(till.handlers["settings.set"]({ customer: { ...customer, on: isWanted } }));
  till.customerWindowIs(isWanted ? "not_open" : "closed");
}
async function notOpen(shop: Shop): Promise<void> {
  await display(shop, true);
  await expect(shop.page.locator("footer")).toContainText("副屏 没打开");
  await expect(shop.page.getByRole("region", { name: "副屏" }).getByRole("alert")).toContainText("副屏没打开");
}

export const SETTINGS_STOPS: readonly Stop[] = [
  section("general", "常用", undefined, true),
  section("screen", "屏幕和声音"),
  {
    ...section("display", "屏幕和声音", notOpen, true),
    leave: (shop) => display(shop, false),
  },
  section("goods", "商品", undefined, true),
  section("people", "人员", undefined, true),
  section("channels", "收款通道", async ({ page }) => {
    await button(page, "自检").or(button(page, "再跑一遍自检")).first().click();
    await expect(page.getByText("4 项过了 4 项")).toBeVisible({ timeout: 20_000 });
  }),
  section("scanners", "扫码枪", async ({ page }) => {
    for (let scans = 0; scans < 2; scans++) await scanByKeys(page, "6901028075763", SCANS);
    await heading(page, "再扫一次就通过");
  }),
  section("printers", "小票机"),
  section("receipt", "小票机", ({ page }) => tab(page, "小票内容").click(), true),
  section("codes", "付款码规则", undefined, true),
  section("notices", "通道通知", undefined, true),
  section("console", "通道控制台", ({ page }) => page.getByRole("combobox").first().selectOption("query"), true),
];

async function guide(shop: Shop, isOn: boolean): Promise<void> {
  await setMode(shop, isOn ? "training" : "real");
  await must(shop.till.handlers["settings.set"]({ guide: isOn }));
}
const step = (name: string, title: string): Stop => ({
  name: `guide-${name}`,
  isPlain: true,
  async go(shop) {
    await guide(shop, true);
    await shop.page.reload();
    await button(shop.page, /^(开始|接着来)/).click();
    await shop.page.getByRole("navigation", { name: "步骤" }).getByText(title, { exact: true }).click();
    await heading(shop.page, title);
  },
  leave: (shop) => guide(shop, false),
});

export const GUIDE_STOPS: readonly Stop[] = [
  {
    name: "welcome",
    async go(shop) {
      await guide(shop, true);
      await shop.page.reload();
      await expect(button(shop.page, "先进训练模式")).toBeVisible();
    },
    leave: (shop) => guide(shop, false),
  },
  step("shop", "写店名，设店主 PIN"),
  step("channel", "接收款通道"),
  step("scanner", "认扫码枪"),
  step("printer", "认小票机"),
  step("practice", "练一笔"),
];

export const CUSTOMER_STOPS: readonly Stop[] = [
  {
    name: "customer-idle",
    isPlain: true,
    isCustomers: true,
    async go(shop) {
      await counter(shop);
      await heading(await shop.customer(), "禾田生鲜");
    },
  },
  {
    name: "customer-due",
    isCustomers: true,
    async go(shop) {
      await counter(shop);
      await must(shop.till.handlers["collect.begin"]({ amountFen: fen(2850) }));
      await expect((await shop.customer()).getByText("请付")).toBeVisible();
    },
  },
  {
    name: "customer-scan",
    isCustomers: true,
    isPlain: true,
    async go(shop) {
      await counter(shop);
      shop.pooul.script.nextPayer(payers.types(4));
      await must(shop.till.handlers["collect.qr"]({ amountFen: fen(2850), wallet: "wechat" }));
      await expect((await shop.customer()).getByRole("img")).toBeVisible();
    },
    leave: ({ page }) => heading(page, "放货"),
  },
  {
    name: "customer-paid",
    isCustomers: true,
    async go(shop) {
      await sellTo(shop, "28.5", "放货");
      await expect((await shop.customer()).getByText("已收到")).toBeVisible();
    },
  },
  {
    // Without a channel's proof, nothing of it is green.
    name: "customer-cash",
    isCustomers: true,
    isPlain: true,
    async go(shop) {
      await counter(shop);
      await cash(shop, 2850);
      await expect((await shop.customer()).getByText("已收到")).toBeVisible();
    },
  },
];

const OWNER = { number: "1", name: "陈店主", pin: "482913" };
async function withOwner({ till }: Shop): Promise<void> {
  const { staff } = await must(till.handlers["till.state"]({}));
  if (!staff.isOn) await must(till.handlers["staff.save"]({ ...OWNER, role: "owner" }));
}
const signIn = ({ till }: Shop) => must(till.handlers["staff.signIn"]({ number: OWNER.number, pin: OWNER.pin }));

/** Each comes after a till with people; nothing that is done without signing in may stand behind these. */
export const STAFF_STOPS: readonly Stop[] = [
  {
    name: "sign-in",
    async go(shop) {
      await withOwner(shop);
      await must(shop.till.handlers["staff.signOut"]({}));
      await shop.page.reload();
      await heading(shop.page, "请登录");
    },
  },
  {
    name: "people",
    isPlain: true,
    async go(shop) {
      await withOwner(shop);
      await signIn(shop);
      await by(shop, "F8");
      await tab(shop.page, "人员").click();
      await button(shop.page, /1 陈店主/).click();
      await heading(shop.page, "陈店主");
    },
  },
  {
    name: "approval",
    isPlain: true,
    async go(shop) {
      await withOwner(shop);
      await signIn(shop);
      await must(shop.till.handlers["staff.save"]({ number: "3", name: "小李", role: "cashier", pin: "618402" }));
      await must(shop.till.handlers["staff.signIn"]({ number: "3", pin: "618402" }));
      await by(shop, "F8");
      await tab(shop.page, "屏幕和声音").click();
      await shop.page.getByText("深色", { exact: true }).click();
      await expect(dialog(shop.page)).toContainText("要有权限的人同意");
    },
  },
  {
    name: "handover-pins",
    async go(shop) {
      await withOwner(shop);
      await signIn(shop);
      await counted(shop);
      await by(shop, "F6");
      const proofs = shop.page.getByRole("group", { name: /两个人各自证明/ });
      await expect(proofs).toBeVisible();
      // Whole, without scrolling: nobody should look for the second field.
      for (const field of await proofs.getByRole("textbox").all()) await expect(field).toBeInViewport({ ratio: 1 });
    },
  },
];
