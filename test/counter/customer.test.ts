// The customer's display hears the amount, the code and the result; never a number, a pay code, an error or a word of
// the staff's.
import { expect, test } from "vitest";
import { customerView } from "../../preload/contract/customer.ts";
import { openDesk } from "./desk.ts";

const SHOP = { on: false, shop: "禾田生鲜", branch: "建设路店" };

test("it shows the shop, then the amount, then the code, and nothing of the order behind it", async () => {
  const desk = await openDesk();
  await desk.done("settings.set", { customer: SHOP });
  expect(await desk.done("customer.view", {})).toMatchObject({
    shop: "禾田生鲜",
    training: true,
    face: { kind: "idle" },
  });

  await desk.done("collect.begin", { amountFen: 12_800, note: "for the staff only" });
  expect((await desk.done("customer.view", {})).face).toEqual({ kind: "due", amountFen: 12_800, isWaiting: false });

  const { order } = await desk.done("collect.qr", { amountFen: 12_800, wallet: "wechat", note: "for the staff only" });
  const shown = await desk.done("customer.view", {});
  expect(["due", "scan"]).toContain(shown.face.kind);
  expect(JSON.stringify(shown)).not.toContain("staff");
  expect(Object.keys(shown.face)).not.toContain("order");
  expect(JSON.stringify({ ...shown, face: { ...shown.face, codeUrl: "" } })).not.toContain(order);
});

test("cash in full is received; a part of an order still asks for the rest", async () => {
  const desk = await openDesk();
  const part = await desk.done("collect.cash", { amountFen: 500, owedFen: 800, givenFen: 500 });
  expect((await desk.done("customer.view", {})).face).toEqual({ kind: "due", amountFen: 300, isWaiting: false });
  await desk.done("collect.cash", { amountFen: 300, owedFen: 800, givenFen: 300, again: part.order });
  expect((await desk.done("customer.view", {})).face).toEqual({ kind: "paid", amountFen: 800, proved: false });
  await desk.done("collect.clear", {});
  expect((await desk.done("customer.view", {})).face).toEqual({ kind: "idle" });
});

test("an order whose money went back is not shown as received any more", async () => {
  const desk = await openDesk();
  const { order } = await desk.done("collect.cash", { amountFen: 500, owedFen: 500, givenFen: 500 });
  await desk.done("refund.start", { order, amountFen: 200, why: "one of them" });
  expect((await desk.done("customer.view", {})).face).toEqual({ kind: "paid", amountFen: 500, proved: false });
  await desk.done("refund.start", { order, amountFen: 300, why: "the rest" });
  expect((await desk.done("customer.view", {})).face).toEqual({ kind: "idle" });
});

test("what is not in its schema does not reach it, whoever sends it", () => {
  const view = { shop: "", branch: "", language: "en", training: false, takes: [], face: { kind: "idle" } };
  const parsed = customerView.parse({ ...view, order: "9", face: { kind: "idle", codeTail: "4071" } });
  expect(parsed).toEqual(view);
});

test("what the door says of its window is in the till's state, and the screen is told once for each change", async () => {
  const desk = await openDesk();
  expect((await desk.done("till.state", {})).customerWindow).toBe("closed");
  const told: string[] = [];
  desk.till.listen((event) => void (event.name === "till.changed" && told.push(event.payload.customerWindow)));
  const drawn = () => new Promise((done) => setImmediate(done));
  for (const now of ["not_open", "not_open", "one_screen"] as const) {
    desk.till.customerWindowIs(now);
    await drawn();
  }
  expect(told).toEqual(["not_open", "one_screen"]);
  expect((await desk.done("till.state", {})).customerWindow).toBe("one_screen");
});
