// Goods at the counter: the product list is replaced whole or not at all, a scanned barcode becomes a line, and the
// lines go to the order.
import { describe, expect, test } from "vitest";
import type { Product } from "../../preload/contract/goods.ts";
import { fen } from "../../preload/contract/money.ts";
import { look } from "../support/flow-raw.ts";
import { type Desk, openDesk } from "./desk.ts";

const COLA: Product = { barcode: "6901234567892", title: "可乐", priceFen: fen(300) };
const TEA: Product = { barcode: "4006381333931", title: "茶", priceFen: fen(450) };

async function withList(...goods: Product[]): Promise<Desk> {
  const desk = await openDesk();
  await desk.done("goods.stage", { isFirst: true, goods });
  await desk.done("goods.replace", { count: goods.length });
  return desk;
}
const scan = (desk: Desk, text: string) => desk.done("collect.keys", { text });

test("a barcode of the list is found with its title and price, and adds nothing by itself", async () => {
  const desk = await withList(COLA, TEA);
  expect(await scan(desk, COLA.barcode)).toMatchObject({ heard: "goods", did: "found", goods: { ...COLA, count: 1 } });
  expect((await desk.done("till.state", {})).sale).toBe(null);
});

test("a UPC-A is the EAN-13 with a nought before it, whichever of the two the list has", async () => {
  const upc = await withList({ ...COLA, barcode: "036000291452" });
  expect((await scan(upc, "0036000291452")).did).toBe("found");
  const ean = await withList({ ...COLA, barcode: "0036000291452" });
  expect((await scan(ean, "036000291452")).did).toBe("found");
});

test("a shop's own code of letters is found like any barcode", async () => {
  const desk = await withList({ ...COLA, barcode: "A-1007" });
  expect((await scan(desk, "]C0A-1007\r")).goods?.title).toBe("可乐");
});

test("a barcode the list does not know has its own sentence, and another one while there is no list", async () => {
  const desk = await withList(COLA);
  expect((await scan(desk, TEA.barcode)).failure?.code).toBe("goods_unknown");
  expect((await scan(await openDesk(), TEA.barcode)).failure?.code).toBe("code_is_goods");
});

test("goods are not added to an amount that is locked", async () => {
  const desk = await withList(COLA);
  await desk.done("collect.begin", { amountFen: 100 });
  expect(await scan(desk, COLA.barcode)).toMatchObject({ did: "refused", failure: { code: "goods_while_busy" } });
});

test("lines stand in the order, also when its sale was unlocked and locked again", async () => {
  const desk = await withList(COLA);
  const lines = [{ ...COLA, count: 2 }];
  const sale = { amountFen: 600, lines, note: "少冰" };
  expect((await desk.done("collect.begin", sale)).sale).toMatchObject({ lines, note: "少冰" });
  await desk.done("collect.clear", {});
  const paid = await desk.done("collect.cash", { ...sale, givenFen: 1000 });
  expect(paid.note).toBe("少冰");
  expect(look(`${desk.folder}/training.db`, "SELECT barcode, title, count, price_fen FROM order_lines")).toEqual([
    { barcode: COLA.barcode, title: "可乐", count: 2, price_fen: 300 },
  ]);
});

test("lines that do not add up to the amount are refused, and so is a note with a pay code in it", async () => {
  const desk = await openDesk();
  const cash = (over: object) => desk.call("collect.cash", { amountFen: 500, givenFen: 500, ...over });
  const refused = (detail: string) => ({ ok: false, failure: { code: "bad_input", detail } });
  expect(await cash({ lines: [{ ...COLA, count: 1 }] })).toMatchObject(refused("lines"));
  expect(await cash({ note: "码 1357 1113 1719 2331 41" })).toMatchObject(refused("note"));
});

describe("a new list", () => {
  test.each<[string, Product[], string]>([
    ["has a barcode twice", [COLA, { ...COLA, title: "另一个" }], "goods_twice"],
    [
      "has a UPC-A beside the same EAN-13",
      [
        { ...COLA, barcode: "036000291452" },
        { ...TEA, barcode: "0036000291452" },
      ],
      "goods_twice",
    ],
    ["has a barcode that is a pay code", [{ ...COLA, barcode: "135711131719233141" }], "goods_bad_code"],
  ])("that %s changes nothing", async (_why, goods, code) => {
    const desk = await withList(TEA);
    expect(await desk.call("goods.stage", { isFirst: true, goods })).toMatchObject({ ok: false, failure: { code } });
    expect((await desk.call("goods.replace", { count: goods.length })).ok).toBe(false);
    expect(await desk.done("goods.list", { search: "", limit: 10 })).toEqual({ count: 1, goods: [TEA] });
  });

  test("of which a piece is missing changes nothing", async () => {
    const desk = await withList(TEA);
    await desk.done("goods.stage", { isFirst: true, goods: [COLA] });
    expect(await desk.call("goods.replace", { count: 2 })).toMatchObject({ failure: { code: "goods_incomplete" } });
    expect((await desk.done("goods.list", { search: "", limit: 10 })).goods).toEqual([TEA]);
  });

  test("of nothing leaves no list, and every barcode is then only a barcode", async () => {
    const desk = await withList(COLA);
    await desk.done("goods.replace", { count: 0 });
    expect((await scan(desk, COLA.barcode)).failure?.code).toBe("code_is_goods");
  });

  test("begun again forgets the pieces of the first try", async () => {
    const desk = await openDesk();
    await desk.done("goods.stage", { isFirst: true, goods: [COLA] });
    await desk.done("goods.stage", { isFirst: true, goods: [TEA] });
    await desk.done("goods.replace", { count: 1 });
    expect((await desk.done("goods.list", { search: "", limit: 10 })).goods).toEqual([TEA]);
  });

  test("is searched by barcode and by title, and _ is only itself", async () => {
    const desk = await withList(COLA, TEA, { ...TEA, barcode: "SALE-100", title: "满减_券" });
    const found = async (search: string) =>
      (await desk.done("goods.list", { search, limit: 10 })).goods.map(({ title }) => title);
    expect(await found("690")).toEqual(["可乐"]);
    expect(await found("茶")).toEqual(["茶"]);
    expect(await found("_")).toEqual(["满减_券"]);
  });
});
