// Tenders by a channel's modes without a pay code, by keys alone, against a strict PayServer: what is open is offered, what
// a mode wants is filled in, several leave as one batch, and a part in cash is completed by member money.
import { type Page, expect } from "@playwright/test";
import { type PayserverPeer, startPayserverPeer } from "../peers/payserver.ts";
import { test } from "./doors.ts";
import {
  backToTraining,
  byWay,
  due,
  freshCounter,
  keys,
  lockCash,
  press,
  takeThisPart,
  useChannel,
  word,
} from "./real-till.ts";
import { tap, tapAfter, tapChoice, tapInto, tapKeys, withTouch } from "./touch.ts";

const MEMBER = "irAl37TewwGEchYrXUWsfA";
let peer: PayserverPeer;

test.beforeAll(async () => {
  peer = await startPayserverPeer();
});
test.afterAll(async () => {
  await peer.settled();
  await peer.close();
});
// After the skip above: a door that is not there is not opened.
test.beforeEach(async ({ till: { page } }) => {
  await useChannel(page, "payserver", peer.config());
  await freshCounter(page);
});
test.afterEach(() => expect(peer.breaches).toEqual([]));

const panel = (page: Page) => page.getByRole("region", { name: "更多方式" });

/** Presses the number that stands before the mode. */
async function pick(page: Page, name: string): Promise<void> {
  await expect(panel(page).getByRole("button").filter({ hasText: name })).toBeVisible();
  const rows = await panel(page).getByRole("button").allInnerTexts();
  const at = rows.findIndex((text) => text.includes(name));
  expect(at).toBeGreaterThanOrEqual(0);
  await keys(page, String(at + 1));
  await expect(page.getByRole("form", { name })).toBeVisible();
}

test("member money: amount, /, Enter, the mode's number, the member, Enter, and the goods go", async ({ till }) => {
  const { page } = till;
  await byWay(page, /^更多方式/);
  await keys(page, "12.5");
  await page.keyboard.press("NumpadEnter");
  await expect(panel(page)).toContainText("会员储值");
  await expect(panel(page)).not.toContainText("扫码枪");
  await pick(page, "会员储值");
  await page.keyboard.press("Enter");
  await expect(page.getByText("要填")).toBeVisible();
  await keys(page, MEMBER);
  await page.keyboard.press("Enter");
  await word(page, "放货");
  await expect(page.getByText("会员储值").first()).toBeVisible();
  expect(peer.requests.findLast(({ route }) => route === "pay")?.body).toMatchObject({
    payAmount: 1250,
    payParams: { memberUUID: MEMBER },
  });
  await press(page, "NumpadEnter");
});

test("a part in cash, the rest as member money: goods only when both are here", async ({ till: { page } }) => {
  await lockCash(page, "30");
  await press(page, "NumpadAdd");
  await keys(page, "10");
  await takeThisPart(page);
  await press(page, "NumpadEnter");
  await expect(due(page)).toContainText("现金 ¥10.00 已收");
  await byWay(page, /^更多方式/);
  await pick(page, "会员储值");
  await keys(page, MEMBER);
  await page.keyboard.press("Enter");
  await word(page, "放货");
  await expect(page.getByRole("list", { name: "这单已收的" })).toContainText("会员储值 ¥20.00 已收");
  await press(page, "NumpadEnter");
});

test("two modes are noted one after the other and leave as one batch", async ({ till: { page } }) => {
  await byWay(page, /^更多方式/);
  await keys(page, "50");
  await page.keyboard.press("NumpadEnter");
  await pick(page, "会员储值");
  await keys(page, MEMBER);
  await page.getByRole("textbox", { name: "这种方式收多少" }).fill("20");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: "等着一起发出" })).toContainText("会员储值 ¥20.00");
  await expect(panel(page)).toContainText("还要分 ¥30.00");
  await pick(page, "会员储次");
  await page.getByRole("textbox", { name: "会员编号" }).fill(MEMBER);
  await page.getByRole("textbox", { name: "项目名称" }).fill("洗车");
  await page.getByRole("textbox", { name: "商品编号" }).fill("m-1");
  await page.getByRole("textbox", { name: "规格编号" }).fill("s-1");
  await page.keyboard.press("Enter");
  await word(page, "放货");
  expect(peer.requests.filter(({ route }) => route === "batchPay")).toHaveLength(1);
  await press(page, "NumpadEnter");
});

test("Esc goes back a step at a time, and nothing has left", async ({ till: { page } }) => {
  const sent = peer.requests.filter(({ route }) => route === "pay" || route === "batchPay").length;
  await byWay(page, /^更多方式/);
  await keys(page, "50");
  await page.keyboard.press("NumpadEnter");
  await pick(page, "会员储值");
  await keys(page, MEMBER);
  await page.getByRole("textbox", { name: "这种方式收多少" }).fill("20");
  await page.keyboard.press("Enter");
  await pick(page, "挂账");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("form", { name: "挂账" })).toBeHidden();
  await press(page, "Escape");
  await expect(page.getByRole("list", { name: "等着一起发出" })).toBeHidden();
  await press(page, "Escape");
  await expect(panel(page)).toBeHidden();
  expect(peer.requests.filter(({ route }) => route === "pay" || route === "batchPay")).toHaveLength(sent);
});

test("by touch: the way, the amount, the mode, the member, and a finger on the button", async ({ till: { page } }) => {
  await withTouch(page);
  await tapChoice(page, /^更多方式/);
  await tapKeys(page, ["9", "收款"]);
  await tap(page, panel(page).getByRole("button", { name: /会员储值/ }));
  const form = page.getByRole("form", { name: "会员储值" });
  await tapInto(page, form.getByRole("textbox").first(), MEMBER);
  await tap(page, form.getByRole("button", { name: /^收 ¥9.00/ }));
  await word(page, "放货");
  expect(peer.requests.findLast(({ route }) => route === "pay")?.body).toMatchObject({
    payAmount: 900,
    payParams: { memberUUID: MEMBER },
  });
  await tapAfter(page, page.getByRole("button", { name: /^下一笔/ }));
});

test("where the channel lists none open, none is offered", async ({ till: { page } }) => {
  for (const mode of peer.books.modes) if (!mode.name.includes("扫码枪")) mode.isOpened = 0;
  await freshCounter(page);
  await expect(page.getByRole("radio", { name: /^更多方式/ })).toBeHidden();
  for (const mode of peer.books.modes) mode.isOpened = 1;
  await page.keyboard.press("F4");
  await page.keyboard.press("F2");
  await expect(page.getByRole("radio", { name: /^更多方式/ })).toBeVisible();
});

test("training can be entered again", ({ till: { page } }) => backToTraining(page));
