// A blind count stays blind: the sums of a day are not told to who may not see a report, nor to nobody, by any call.
import { expect, test } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import type { Desk } from "../counter/desk.ts";
import { openDesk } from "../counter/desk.ts";
import { cashSale, realShop, signIn } from "./shop.ts";

const HIDDEN = { paidCount: 2, paidFen: null, refundedFen: null };
const SHOWN = { paidCount: 2, paidFen: 34_800, refundedFen: 0 };

const inState = async (desk: Desk) => (await desk.done("till.state", {})).totals;
const inList = async (desk: Desk) => (await desk.done("orders.list", {})).totals;

async function sold(): Promise<Desk> {
  const desk = await realShop();
  for (const amount of [30_000, 4800]) await cashSale(desk, amount);
  return desk;
}

test("who may not see a report is told how many sales there were, and not their sum", async () => {
  const desk = await sold();
  await signIn(desk, "3");
  await desk.done("shift.open", { floatFen: fen(0) });
  expect([await inState(desk), await inList(desk)]).toMatchObject([HIDDEN, HIDDEN]);
  const told: unknown[] = [];
  desk.till.listen((event) => told.push(event));
  await desk.done("shift.move", { way: "in", amountFen: fen(1), why: "x" });
  await expect.poll(() => told).not.toEqual([]);
  expect(JSON.stringify(told)).not.toContain("34800");
  expect(JSON.stringify(told)).toContain('"paidFen":null');
});

test("who may see a report is told the sums", async () => {
  const desk = await sold();
  await signIn(desk, "2");
  expect([await inState(desk), await inList(desk)]).toMatchObject([SHOWN, SHOWN]);
});

test("nobody signed in is told no sum, with shifts and without", async () => {
  const desk = await sold();
  await desk.done("staff.signOut", {});
  expect(await inState(desk)).toMatchObject(HIDDEN);
  await signIn(desk, "1");
  await desk.done("shift.use", { on: false });
  await desk.done("staff.signOut", {});
  expect(await inState(desk)).toMatchObject(HIDDEN);
});

test("where no drawer is counted, in training, and without people, everybody at the till is told", async () => {
  const desk = await sold();
  await desk.done("shift.use", { on: false });
  await signIn(desk, "3");
  expect([await inState(desk), await inList(desk)]).toMatchObject([SHOWN, SHOWN]);
  await desk.done("till.mode", { mode: "training" });
  expect(await inState(desk)).toMatchObject({ paidCount: 0, paidFen: 0 });
  const alone = await openDesk();
  for (const amount of [30_000, 4800]) await cashSale(alone, amount);
  expect([await inState(alone), await inList(alone)]).toMatchObject([SHOWN, SHOWN]);
});
