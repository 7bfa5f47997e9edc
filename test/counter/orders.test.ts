// What a cashier types into the order search, and what is looked for then.
import { describe, expect, test } from "vitest";
import { searchFor } from "../../main/counter/orders.ts";
import { openDesk } from "./desk.ts";

describe("what is typed", () => {
  test.each([
    ["", null],
    ["  ", null],
    ["28.5", { amountFen: 2850 }],
    ["￥28.50", { amountFen: 2850 }],
    ["48", { number: "48", amountFen: 4800, dayNumber: 48 }],
    ["4071", { number: "4071", amountFen: 407_100, dayNumber: 4071 }],
    ["9 261121 143206 001 0048 1", { number: "926112114320600100481" }],
    ["WX12ab", { number: "WX12ab" }],
    ["14:32", { minute: { at: 872, offsetMs: 0 } }],
    ["１４：３２", { minute: { at: 872, offsetMs: 0 } }],
    ["25:00", {}],
    ["不是单号", {}],
  ])("%j", (typed, search) => expect(searchFor(typed, 0)).toEqual(search));
});

test("the list answers in pages, the last of which has no next", async () => {
  const desk = await openDesk();
  for (let n = 1; n <= 5; n++) await desk.done("collect.cash", { amountFen: n * 100, givenFen: n * 100 });
  const first = await desk.done("orders.list", { limit: 3 });
  expect(first.orders.map((order) => order.amountFen)).toEqual([500, 400, 300]);
  expect(first.totals).toMatchObject({ paidCount: 5, paidFen: 1500 });
  const { next } = first;
  if (next === null) throw new Error("a page is missing");
  const second = await desk.done("orders.list", { limit: 3, before: next });
  expect(second.orders.map((order) => order.amountFen)).toEqual([200, 100]);
  expect(second.next).toBeNull();
});

test("the minute of the day is the till's own, whatever its time zone", async () => {
  const desk = await openDesk();
  const { createdAt } = await desk.done("collect.cash", { amountFen: 100, givenFen: 100 });
  const at = new Date(createdAt);
  const minute = `${at.getHours()}:${String(at.getMinutes()).padStart(2, "0")}`;
  expect((await desk.done("orders.list", { search: minute })).orders).toHaveLength(1);
});

test("a whole number is found whatever day is in front, its end only within the days", async () => {
  const desk = await openDesk();
  const { order } = await desk.done("collect.cash", { amountFen: 100, givenFen: 100 });
  const from = "2020-01-01";
  expect((await desk.done("orders.list", { from, to: from, search: order })).orders).toHaveLength(1);
  expect((await desk.done("orders.list", { from, to: from, search: order.slice(-4) })).orders).toEqual([]);
  expect((await desk.done("orders.list", { anyDay: true, search: order.slice(-4) })).orders).toHaveLength(1);
});
