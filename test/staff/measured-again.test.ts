// What somebody allowed is measured again when it is done: an order that took in more meanwhile, or an approver who may no
// longer do it, is asked for anew.
import { expect, test } from "vitest";
import { systemClock } from "../../main/clock.ts";
import { systemIds } from "../../main/ids.ts";
import { saveRules } from "../../main/staff/people.ts";
import { fen } from "../../preload/contract/money.ts";
import { PIN, cashSale, codeOf, realShop, signIn } from "./shop.ts";

const none = { eachFen: null, dayFen: null };

/** A cashier is signed in, and a manager may give back ¥2.00 at once. */
async function limited() {
  const desk = await realShop();
  await desk.done("staff.rules", { limits: { cashier: none, manager: { eachFen: 200, dayFen: null } } });
  await signIn(desk, "3");
  const allow = async () => {
    const id = (await desk.done("till.state", {})).staff.approval?.id ?? "";
    return codeOf(await desk.call("staff.approve", { id, number: "2", pin: PIN.manager, why: "退货" }));
  };
  /** Receives a part of an order in cash, and the rest later. */
  const part = (amount: number, owed: number) =>
    desk.done("collect.cash", { amountFen: fen(amount), givenFen: fen(amount), owedFen: fen(owed) });
  const rest = (amount: number, again: Awaited<ReturnType<typeof part>>["order"]) =>
    desk.done("collect.cash", { amountFen: fen(amount), givenFen: fen(amount), again });
  return { desk, allow, part, rest };
}

test("an order that took in more than the manager may give back is not given back by an older approval", async () => {
  const { desk, allow, part, rest } = await limited();
  const { order } = await part(100, 5000);
  const undo = { order, why: "退货" };
  expect(codeOf(await desk.call("collect.undo", undo))).toBe("staff_needs_approval");
  expect(await allow()).toBe("ok");
  await rest(4900, order);
  expect(codeOf(await desk.call("collect.undo", undo))).toBe("staff_needs_approval");
  expect((await desk.done("till.state", {})).staff.approval).toMatchObject({ amountFen: 5000 });
  expect(await allow()).toBe("staff_not_allowed");
  expect(codeOf(await desk.call("collect.undo", undo))).toBe("staff_needs_approval");
  expect(desk.till.books.real.store.read.all("SELECT 1 FROM refunds")).toEqual([]);
});

test("an amount the manager may give back, but was not shown, is asked for anew", async () => {
  const { desk, allow, part, rest } = await limited();
  const { order } = await part(50, 150);
  const undo = { order, why: "退货" };
  await desk.call("collect.undo", undo);
  expect(await allow()).toBe("ok");
  await rest(100, order);
  expect(codeOf(await desk.call("collect.undo", undo))).toBe("staff_needs_approval");
  expect(await allow()).toBe("ok");
  expect(codeOf(await desk.call("collect.undo", undo))).toBe("ok");
});

test("a manager whose limit was lowered in between allowed nothing", async () => {
  const { desk, allow } = await limited();
  const { order } = await cashSale(desk);
  const refund = { order, amountFen: fen(200), why: "退货" };
  await desk.call("refund.start", refund);
  expect(await allow()).toBe("ok");
  const people = { store: desk.till.books.real.store, clock: systemClock, ids: systemIds };
  saveRules(people, { limits: { cashier: none, manager: { eachFen: 199, dayFen: null } } }, null);
  expect(codeOf(await desk.call("refund.start", refund))).toBe("staff_needs_approval");
});
