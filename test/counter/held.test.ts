// Sales put aside: a restart loses none, and one that is charged is put aside no more, in the same transaction.
import { expect, test } from "vitest";
import { MAX_HELD } from "../../preload/contract/goods.ts";
import { openDesk } from "./desk.ts";

const lines = [{ barcode: "6901234567892", title: "可乐", count: 2, priceFen: 300 }];

test("a sale put aside is there after a restart, with its lines and note", async () => {
  const first = await openDesk();
  await first.done("held.add", { owedFen: 600, lines, note: "穿红衣服的" });
  await first.close();
  const again = await openDesk(first.folder);
  const [held] = (await again.done("till.state", {})).heldSales;
  expect(held).toMatchObject({ owedFen: 600, items: 2, note: "穿红衣服的" });
  expect(await again.done("held.show", { id: held?.id ?? 0 })).toMatchObject({
    owedFen: 600,
    lines,
    note: "穿红衣服的",
  });
});

test("taking one up leaves it there until it is charged; then it is gone", async () => {
  const desk = await openDesk();
  const id = (await desk.done("held.add", { owedFen: 600, lines })).heldSales[0]?.id ?? 0;
  await desk.done("held.show", { id });
  await desk.done("collect.begin", { amountFen: 600, lines, held: id });
  expect((await desk.done("collect.clear", {})).heldSales).toHaveLength(1);
  await desk.done("collect.cash", { amountFen: 600, givenFen: 600, lines, held: id });
  expect((await desk.done("till.state", {})).heldSales).toEqual([]);
});

test("a charge that is refused leaves the sale where it was", async () => {
  const desk = await openDesk();
  const id = (await desk.done("held.add", { owedFen: 600, lines })).heldSales[0]?.id ?? 0;
  expect((await desk.call("collect.cash", { amountFen: 600, givenFen: 500, lines, held: id })).ok).toBe(false);
  expect((await desk.done("till.state", {})).heldSales).toHaveLength(1);
});

test("put aside again it takes the place of the one it was", async () => {
  const desk = await openDesk();
  const id = (await desk.done("held.add", { owedFen: 600, lines })).heldSales[0]?.id ?? 0;
  const { heldSales } = await desk.done("held.add", { owedFen: 900, lines: [], instead: id });
  expect(heldSales).toMatchObject([{ owedFen: 900, items: 0 }]);
});

test("one that is dropped is gone, and cannot be shown or dropped once more", async () => {
  const desk = await openDesk();
  const id = (await desk.done("held.add", { owedFen: 600, lines })).heldSales[0]?.id ?? 0;
  expect((await desk.done("held.drop", { id })).heldSales).toEqual([]);
  expect(await desk.call("held.drop", { id })).toMatchObject({ failure: { code: "held_not_found" } });
  expect(await desk.call("held.show", { id })).toMatchObject({ failure: { code: "held_not_found" } });
});

test("there is an end to how many may be put aside", async () => {
  const desk = await openDesk();
  for (let count = 0; count < MAX_HELD; count++) await desk.done("held.add", { owedFen: 100, lines: [] });
  expect(await desk.call("held.add", { owedFen: 100, lines: [] })).toMatchObject({
    failure: { code: "held_too_many" },
  });
});

test("lines that do not add up, and a note with a pay code in it, are not put aside", async () => {
  const desk = await openDesk();
  expect((await desk.call("held.add", { owedFen: 601, lines })).ok).toBe(false);
  expect((await desk.call("held.add", { owedFen: 600, lines, note: "135711131719233141" })).ok).toBe(false);
  expect((await desk.done("till.state", {})).heldSales).toEqual([]);
});

test("what is put aside in training is not in the real book's list", async () => {
  const desk = await openDesk();
  expect((await desk.done("held.add", { owedFen: 600, lines })).heldSales).toHaveLength(1);
  await desk.close();
  const { look } = await import("../support/flow-raw.ts");
  expect(look(`${desk.folder}/till.db`, "SELECT * FROM held_sales")).toEqual([]);
});
