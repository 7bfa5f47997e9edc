// `reconcile` as another program uses it: flat, differing, not all asked, a bill read in, and every way to ask it wrongly.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { systemClock } from "../../main/clock.ts";
import { inside } from "./cli.ts";
import { paid } from "./channel-shop.ts";
import { type Shop, openShop } from "./huishouyin-shop.ts";
import { tempFolder } from "../support/flow-desk.ts";

const today = (): string => systemClock.local(systemClock.now()).day;
const run = ({ folder }: Shop, ...more: readonly string[]) => inside(folder, ["reconcile", "--day", today(), ...more]);

test("a day on which both books say the same is flat, and exits 0", async () => {
  const shop = await openShop();
  await paid(shop);
  expect(await run(shop)).toMatchObject({
    code: 0,
    json: { day: today(), flat: true, channels: [{ channel: "huishouyin", orders: 1, asked: 1 }], differences: [] },
  });
});

test("what only our book knows is a difference with its next step, and exits 1; it ends when it is there again", async () => {
  const shop = await openShop();
  const order = await paid(shop);
  const [[key, entry] = ["", null]] = [...shop.peer.books.orders.entries()];
  shop.peer.books.orders.delete(key);
  expect(await run(shop)).toMatchObject({
    code: 1,
    json: { flat: false, differences: [{ kind: "ours_only", order, ours: "paid", steps: ["ask", "order", "note"] }] },
  });
  if (entry) shop.peer.books.orders.set(key, entry);
  expect(await run(shop)).toMatchObject({ code: 0, json: { flat: true, differences: [{ closed: "proof" }] } });
});

test("a channel that cannot be reached leaves the day unfinished, and exits 3", async () => {
  const shop = await openShop();
  await paid(shop);
  shop.peer.script.every("check", { do: "lose_request" });
  shop.peer.script.every("list", { do: "lose_request" });
  expect(await run(shop)).toMatchObject({ code: 3, json: { flat: false } });
});

test("a bill is read in and compared; the same one again, and one with other columns, change nothing", async () => {
  const shop = await openShop();
  const order = await paid(shop);
  const file = join(tempFolder(), "bill.csv");
  const head = "交易时间,商户订单号,订单号,交易类型,交易状态,交易金额";
  const rows = [`${today()} 09:00:00,X1,C1,付款,成功,3.00`, `${today()} 09:01:00,${order},C2,付款,成功,10.00`];
  writeFileSync(file, `${head}\n${rows.join("\n")}\n`);
  const asked = ["--channel", "huishouyin", "--bill", file] as const;
  expect(await run(shop, ...asked)).toMatchObject({
    code: 1,
    json: { bill: { rows: 2, sales: 2 }, differences: [{ kind: "channel_only", number: "X1", theirsFen: 300 }] },
  });
  expect(await run(shop, ...asked)).toMatchObject({ json: { error: { code: "bill_again" } } });
  writeFileSync(file, "a,b,c\n1,2,3\n");
  expect(await run(shop, ...asked)).toMatchObject({ json: { error: { code: "bill_columns" } } });
  expect((await run(shop)).json["differences"]).toHaveLength(1);
});

test("a day that has not come yet is not called flat: it is refused, with the day it is today", async () => {
  const shop = await openShop();
  const ran = await inside(shop.folder, ["reconcile", "--day", "2199-12-31"]);
  expect(ran).toMatchObject({ code: 2, json: { error: { option: "day", message: expect.stringContaining(today()) } } });
});

test.each([
  ["no day", ["reconcile"]],
  ["a day that does not exist", ["reconcile", "--day", "2026-02-30"]],
  ["a bill of nobody", ["reconcile", "--day", "2026-02-20", "--bill", "x.csv"]],
  ["training", ["reconcile", "--day", "2026-02-20", "--channel", "training"]],
])("%s exits 2", async (_name, args) => {
  const shop = await openShop();
  expect((await inside(shop.folder, args)).code).toBe(2);
});
