// The lines of a sale on 慧收银's wire: goods_list and store_info as the seed's tables have them, signed with the rest,
// and not sent at all where there are none.
import { afterEach, expect, test } from "vitest";
import type { Line } from "../../preload/contract/views.ts";
import { checkConfig } from "../../main/channel/config.ts";
import { goodsFields } from "../../main/channel/huishouyin/goods.ts";
import { huishouyin } from "../../main/channel/huishouyin/index.ts";
import { fen } from "../../preload/contract/money.ts";
import type { HuishouyinPeerOptions } from "../peers/huishouyin.ts";
import { APP, type Opened, SECRET, chargeInput, closeAll, openChannel, verbsOf } from "./huishouyin-support.ts";

let opened: Opened[] = [];
afterEach(async () => {
  const all = opened;
  opened = [];
  await closeAll(all);
});

async function open(options: HuishouyinPeerOptions = {}, extra: Record<string, unknown> = {}) {
  const one = await openChannel(options, extra);
  opened.push(one);
  return { ...one, ...verbsOf(one.channel) };
}

const cola: Line = { barcode: "6983748939221", title: "可口可乐300ml", count: 2, priceFen: fen(300) };
const bun: Line = { barcode: null, title: " 肉  包\n", count: 1, priceFen: fen(250) };
const shop = { storeId: "S1", cashierId: "C7", waiter1Id: "W1", waiter2Id: "W2", terminalId: "T001" };

const fieldsWith = (lines: readonly Line[], extra: Record<string, unknown> = {}) => {
  const config = checkConfig(huishouyin, { baseUrl: "https://h.example", appId: APP, appSecret: SECRET, ...extra });
  if (!config.ok) throw new Error(config.failure.code);
  return goodsFields(lines, config.value);
};

test("a sale by amount sends neither list nor store, whatever is set", () => {
  expect(fieldsWith([], shop)).toEqual({});
});

test("lines become goods_list with prices in yuan, the shop's own numbers store_info", () => {
  expect(fieldsWith([cola, bun], shop)).toEqual({
    store_info: { store_id: "S1", cashier_id: "C7", waiter1_id: "W1", waiter2_id: "W2", terminal_id: "T001" },
    goods_list: [
      { barcode: "6983748939221", title: "可口可乐300ml", num: 2, price: 3 },
      { title: "肉 包", num: 1, price: 2.5 },
    ],
  });
});

test("no store number is set: no store_info; only what is set stands in it", () => {
  expect(fieldsWith([cola])).not.toHaveProperty("store_info");
  expect(fieldsWith([cola], { terminalId: "T001" })).toMatchObject({ store_info: { terminal_id: "T001" } });
});

test("a barcode or title that the table has no place for is left out or cut", () => {
  const odd = { barcode: "9".repeat(33), title: "长".repeat(300), count: 1, priceFen: fen(1) };
  expect(fieldsWith([odd])).toEqual({ goods_list: [{ title: "长".repeat(256), num: 1, price: 0.01 }] });
  expect(fieldsWith([{ ...odd, barcode: "", title: " " }])).toEqual({ goods_list: [{ num: 1, price: 0.01 }] });
});

test("a shop whose signatures fail on nested values can leave them out", () => {
  expect(fieldsWith([cola], { ...shop, sendsGoods: false })).toEqual({});
});

test.each<[string, HuishouyinPeerOptions]>([
  ["standard JSON", {}],
  ["the page's own spelling in the signed line", { nestedAs: "quoteless" }],
])("%s: the peer takes lines and store in a charge and a QR, under its own signature", async (_name, options) => {
  const { charge, qr, peer } = await open(options, shop);
  const { code, ...input } = chargeInput(850);
  expect(await charge({ ...input, code, lines: [cola, bun] })).toMatchObject({ kind: "paid", amountFen: 850 });
  const other = chargeInput(600);
  expect(await qr({ ...other, lines: [cola], wallet: "wechat" })).toMatchObject({ kind: "ready" });
  expect(peer.requests.map(({ fields }) => [fields?.["goods_list"], fields?.["store_info"]])).toEqual([
    [fieldsWith([cola, bun])["goods_list"], fieldsWith([cola], shop)["store_info"]],
    [fieldsWith([cola])["goods_list"], fieldsWith([cola], shop)["store_info"]],
  ]);
});
