// 慧收银's own list of a day's orders against its strict peer, over real HTTP: every page of it, or nothing at all. What it left
// out would look like orders that the channel never heard of.
import { afterEach, describe, expect, test } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import { misbehave } from "../peers/common/misbehave.ts";
import { payers, wrong } from "../peers/huishouyin.ts";
import { type Opened, chargeInput, closeAll, openChannel, refOf, refundOf, verbsOf } from "./huishouyin-support.ts";

let opened: Opened[] = [];
afterEach(async () => {
  const all = opened;
  opened = [];
  await closeAll(all);
});

/** More than fit on one page of 99. */
const MANY = 205;

async function sold(count: number) {
  const one = await openChannel();
  opened.push(one);
  const verbs = verbsOf(one.channel);
  const inputs = Array.from({ length: count }, (_, i) => chargeInput(100 + i));
  for (const input of inputs) await verbs.charge(input);
  const { channel } = one;
  if (!channel.list) throw new Error("the channel has no list");
  const span = { fromMs: Date.now() - 3_600_000, toMs: Date.now() + 3_600_000, timeoutMs: 5000 };
  return { ...one, ...verbs, inputs, list: () => channel.list?.(span) };
}

test("every order stands in it once, whatever the number of pages, with its amount and whether the money came", async () => {
  const { list, inputs, peer } = await sold(MANY);
  const listing = await list();
  if (listing?.kind !== "listed") throw new Error("not listed");
  const orders = listing.lines.filter(({ kind }) => kind === "order");
  expect(orders.map(({ orderNo }) => orderNo).toSorted()).toEqual(inputs.map(({ tradeNo }) => tradeNo).toSorted());
  expect(orders.every(({ isDone }) => isDone)).toBe(true);
  expect(orders.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(
    [...peer.books.orders.values()].reduce((sum, { paidFen }) => sum + paidFen, 0),
  );
  expect(peer.requests.filter(({ call }) => call === "list")).toHaveLength(Math.ceil(MANY / 99));
});

test("what was not paid is listed as such, and what went back still came", async () => {
  const { list, charge, refund, inputs, peer } = await sold(1);
  peer.script.everyPayer(payers.neverPays);
  const open = chargeInput(700);
  await charge(open);
  const [first] = inputs;
  if (!first) throw new Error("nothing sold");
  await refund({ ...refundOf(refOf(first), 40), refundFen: fen(40) });
  const listing = await list();
  if (listing?.kind !== "listed") throw new Error("not listed");
  const done = new Map(listing.lines.filter(({ kind }) => kind === "order").map((one) => [one.orderNo, one.isDone]));
  expect([done.get(first.tradeNo), done.get(open.tradeNo)]).toEqual([true, false]);
});

describe("is no list at all", () => {
  test.each([
    ["a lost answer", misbehave.loseAnswer],
    ["a failure", wrong.systemError],
    ["too many questions", wrong.tooFrequent],
    ["a page that is missing", { do: "change", data: { order_list: [] } }],
    ["a list that is none", { do: "change", data: { order_list: "none" } }],
    ["no total", { do: "change", data: { total_num: undefined } }],
    ["more than it counts to", { do: "change", data: { total_num: 9 } }],
    ["a line without an amount", { do: "change", data: { order_list: [{ order_id: "1", order_status: 1 }] } }],
  ] as const)("with %s", async (_name, behaviour) => {
    const { list, peer } = await sold(2);
    // Every page of it goes wrong, so that reading on does not help.
    peer.script.every("list", behaviour);
    expect(await list()).toMatchObject({ kind: "unknown" });
  });
});
