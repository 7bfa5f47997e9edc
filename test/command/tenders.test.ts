// `cash`, `--owed`, `--order` and `undo`: one order paid by several tenders, as another program would do it.
import { describe, expect, it } from "vitest";
import { payers, wrong } from "../peers/pooul.ts";
import type { Shop } from "./channel-shop.ts";
import { ourOrders } from "./agree.ts";
import { payWords } from "./channel-shop.ts";
import { openShop as openHuishouyin } from "./huishouyin-shop.ts";
import { openShop as openPayserver } from "./payserver-shop.ts";
import { openShop } from "./pooul-shop.ts";
import { payers as payserverPayers } from "../peers/payserver.ts";
import { type Ran, cli, inside, newFolder, payCode, text } from "./cli.ts";

const orderOf = (ran: Ran) => text(ran.json, "order");
const pay = ({ folder }: Pick<Shop, "folder">, amount: number, ...more: readonly string[]) =>
  inside(folder, ["pay", "--channel=pooul", `--amount=${amount}`, `--code=${payCode()}`, ...more]);

it.concurrent("cash exits 0 at once, says the change, and needs no channel", async () => {
  const folder = newFolder();
  expect(await cli(folder, "cash", "--amount", "1250", "--given", "2000")).toMatchObject({
    code: 0,
    json: { status: "paid", verdict: "release", channel: "cash", amountFen: 1250, givenFen: 2000, changeFen: 750 },
  });
});

it.concurrent.each([
  [["--amount", "1250", "--given", "1249"], "cash_too_little"],
  [["--amount", "0"], "bad_usage"],
  [["--amount", "500", "--owed", "499"], "bad_usage"],
  [["--amount", "500", "--order", "926112108173790000012"], "order_not_found"],
])("cash %j is refused with exit 2 and nothing is written", async (args, code) => {
  const folder = newFolder();
  expect(await inside(folder, ["cash", ...args])).toMatchObject({ code: 2, json: { error: { code } } });
  expect(await inside(folder, ["orders"])).toMatchObject({ json: { orders: [] } });
});

it.concurrent("part in cash, the rest by code: only the last one releases, and undo gives both back", async () => {
  const shop = await openShop();
  const first = await inside(shop.folder, ["cash", "--amount=5000", "--owed=8600"]);
  expect(first).toMatchObject({ code: 3, json: { status: "paid", verdict: "wait", owedFen: 8600, dueFen: 3600 } });
  const second = await pay(shop, 3600, `--order=${orderOf(first)}`);
  expect(second).toMatchObject({ code: 0, json: { verdict: "release", dueFen: 0 } });
  expect(await pay(shop, 1, `--order=${orderOf(first)}`)).toMatchObject({
    code: 2,
    json: { error: { code: "order_already_paid" } },
  });
  const undone = await inside(shop.folder, ["undo", "--order", orderOf(second), "--reason", "退货"]);
  expect(undone).toMatchObject({
    code: 0,
    json: {
      refunds: [
        { status: "refunded", amountFen: 5000 },
        { status: "refunded", amountFen: 3600 },
      ],
      left: [],
    },
  });
  expect(await inside(shop.folder, ["undo", "--order", orderOf(first), "--reason", "退货"])).toMatchObject({ code: 2 });
  await shop.expectAgreement();
});

it.concurrent("a part that was declined leaves the others, and another code takes the rest", async () => {
  const shop = await openShop();
  const first = await pay(shop, 5000, "--owed=8600");
  expect(first).toMatchObject({ code: 3, json: { status: "paid", verdict: "wait" } });
  shop.peer.script.nextPayer(payers.declines);
  const order = `--order=${orderOf(first)}`;
  expect(await pay(shop, 3600, order)).toMatchObject({ code: 1, json: { verdict: "retry" } });
  expect(await pay(shop, 3601, order)).toMatchObject({ code: 2, json: { error: { code: "tender_more_than_due" } } });
  expect(await pay(shop, 3600, order)).toMatchObject({ code: 0, json: { verdict: "release" } });
  await shop.expectAgreement();
});

it.concurrent("a part whose answer is lost is followed to its end before anything else may be taken", async () => {
  const shop = await openShop();
  const first = await inside(shop.folder, ["cash", "--amount=5000", "--owed=8600"]);
  shop.peer.script.next("pay", wrong.badGateway);
  expect(await pay(shop, 3600, `--order=${orderOf(first)}`)).toMatchObject({ code: 0, json: { status: "paid" } });
  expect(shop.peer.books.orders.size).toBe(1);
  await shop.expectAgreement();
});

describe("on PayServer, several parts are one batch", () => {
  const combine = (shop: { folder: string }, tenders: readonly Record<string, unknown>[], ...more: readonly string[]) =>
    inside(shop.folder, ["combine", "--channel=payserver", ...more], JSON.stringify({ tenders }));
  const codes = () => ({ wechat: payCode("13"), alipay: payCode("28") });
  const sent = ({ peer }: Awaited<ReturnType<typeof openPayserver>>, route: string) =>
    peer.requests.filter((request) => request.route === route).length;

  it.concurrent("cash and two wallets pay one order; undo gives all of it back, as one batch", async () => {
    const shop = await openPayserver();
    const { wechat, alipay } = codes();
    const ran = await combine(shop, [{ cash: 1000 }, { amount: 3600, code: wechat }, { amount: 4000, code: alipay }]);
    expect(ran).toMatchObject({
      code: 0,
      json: {
        owedFen: 8600,
        dueFen: 0,
        tenders: [
          { channel: "cash", status: "paid", amountFen: 1000 },
          { channel: "payserver", wallet: "wechat", status: "paid", amountFen: 3600 },
          { channel: "payserver", wallet: "alipay", status: "paid", amountFen: 4000 },
        ],
      },
    });
    expect([sent(shop, "batchPay"), sent(shop, "pay")]).toEqual([1, 0]);
    const [first] = (await ourOrders(shop.folder)).map(({ order }) => order);
    const undone = await inside(shop.folder, ["undo", "--order", first ?? "", "--reason", "退货"]);
    expect(undone).toMatchObject({ code: 0, json: { left: [] } });
    expect(sent(shop, "batchRefund")).toBe(1);
    await shop.expectAgreement();
  });

  it.concurrent("one wallet that declines leaves the other paid, and the rest is collected again", async () => {
    const shop = await openPayserver();
    shop.peer.script.nextPayer(payserverPayers.pays, payserverPayers.declines("AUTHCODEEXPIRE"));
    const { wechat, alipay } = codes();
    const ran = await combine(shop, [
      { amount: 3600, code: wechat },
      { amount: 4000, code: alipay },
    ]);
    expect(ran).toMatchObject({
      code: 3,
      json: { dueFen: 4000, tenders: [{ status: "paid" }, { status: "declined" }] },
    });
    const paid = (await ourOrders(shop.folder)).find(({ status }) => status === "paid");
    const args = ["pay", "--channel=payserver", "--amount=4000", `--order=${paid?.order}`, `--code=${payCode()}`];
    expect(await inside(shop.folder, args)).toMatchObject({ code: 0, json: { verdict: "release" } });
    await shop.expectAgreement();
  });

  it.concurrent("a batch whose answer is lost is asked about part by part and charged once", async () => {
    const shop = await openPayserver();
    shop.peer.script.next("batchPay", { do: "lose_answer" });
    const { wechat, alipay } = codes();
    const ran = await combine(shop, [
      { amount: 3600, code: wechat },
      { amount: 4000, code: alipay },
    ]);
    expect(ran).toMatchObject({ code: 0, json: { dueFen: 0 } });
    expect(sent(shop, "batchPay")).toBe(1);
    await shop.expectAgreement();
  });

  it.concurrent.each([
    ["nothing", ""],
    ["no tenders", '{"tenders":[]}'],
    ["a negative amount", '{"tenders":[{"cash":-1}]}'],
    ["a stranger", '{"tenders":[{"cash":1,"colour":"red"}]}'],
  ])("%s on standard input is refused with exit 2 and nothing is written", async (_what, input) => {
    const folder = newFolder();
    expect(await inside(folder, ["combine", "--channel=payserver"], input)).toMatchObject({ code: 2 });
    expect(await inside(folder, ["orders"])).toMatchObject({ json: { orders: [] } });
  });
});

it.concurrent("a pay code in a mode's fields is refused, and not repeated", async () => {
  const fields = { memberUUID: "1345-6789-0123-4567-89" };
  const input = JSON.stringify({ tenders: [{ amount: 1, mode: "会员储值", fields }] });
  const { code, json } = await inside(newFolder(), ["combine", "--channel=payserver"], input);
  expect([code, json]).toMatchObject([2, { error: { message: expect.stringContaining("pay code") } }]);
  expect(JSON.stringify(json)).not.toContain("6789");
});

describe("the lines of an order", () => {
  const LINES = JSON.stringify([
    { title: "可乐", count: 2, priceFen: 300, barcode: "6901234567892" },
    { title: "面包", count: 1, priceFen: 400, barcode: null },
  ]);

  it.concurrent("go along to 慧收银 as goods_list, and only when they add up", async () => {
    const shop = await openHuishouyin();
    const ran = await inside(shop.folder, [...payWords(shop, 1000), "--lines", LINES]);
    expect(ran).toMatchObject({ code: 0, json: { status: "paid" } });
    const sent = shop.peer.requests.find(({ path }) => path.endsWith("/pay/qrcode"));
    expect(JSON.stringify(sent)).toContain("可乐");
    expect(await inside(shop.folder, [...payWords(shop, 999), "--lines", LINES])).toMatchObject({
      code: 2,
      json: { error: { option: "lines" } },
    });
    await shop.expectAgreement();
  });

  it.concurrent.each([
    ["no JSON", "可乐"],
    ["nothing", "[]"],
    ["a price with decimals", '[{"title":"a","count":1,"priceFen":1.5,"barcode":null}]'],
    ["a pay code in the title", '[{"title":"134567890123456789","count":1,"priceFen":1000,"barcode":null}]'],
  ])("that are %s are refused and nothing is written", async (_what, lines) => {
    const folder = newFolder();
    expect(await inside(folder, ["cash", "--amount=1000", "--lines", lines])).toMatchObject({ code: 2 });
    expect(await inside(folder, ["orders"])).toMatchObject({ json: { orders: [] } });
  });
});

it.concurrent("tenders that come to more than one sale may be are refused, each being small enough", async () => {
  const folder = newFolder();
  const tenders = [{ cash: 6_000_000 }, { cash: 6_000_000 }];
  expect(await inside(folder, ["combine", "--channel=training"], JSON.stringify({ tenders }))).toMatchObject({
    code: 2,
    json: { error: { code: "bad_usage" } },
  });
  expect(await inside(folder, ["orders"])).toMatchObject({ json: { orders: [] } });
});
