// One sale at the counter is taken once, whichever of its ways comes first: a scan may be charged before the page that still
// offers cash, a QR or a pay mode has heard of it.
import { expect, test } from "vitest";
import type { CallInput } from "../../preload/contract/calls.ts";
import { startPayserverPeer } from "../peers/payserver.ts";
import { type Desk, isOnDisk, kept, openDesk } from "./desk.ts";

const CODE = "135711131719233141";

const ordersOf = async (desk: Desk) =>
  (await desk.done("orders.list", {})).orders.map(({ method, amountFen }) => ({ method, amountFen }));

test.each<[string, (desk: Desk) => Promise<unknown>]>([
  ["cash", (desk) => desk.call("collect.cash", { amountFen: 1250, givenFen: 2000 })],
  ["a QR of ours", (desk) => desk.call("collect.qr", { amountFen: 1250, wallet: "wechat" })],
])("%s is refused while the scan of the same sale is on its way", async (_way, take) => {
  const desk = await openDesk();
  await desk.done("collect.begin", { amountFen: 1250 });
  expect((await desk.done("collect.keys", { text: CODE })).did).toBe("charging");
  expect(await take(desk)).toMatchObject({ ok: false, failure: { code: "order_open_attempt" } });
  expect(await ordersOf(desk)).toEqual([{ method: "pay_code", amountFen: 1250 }]);
});

test.each<[string, (desk: Desk) => Promise<unknown>, string, readonly object[]]>([
  [
    "a scan is charged",
    (desk) => desk.done("collect.keys", { text: CODE }),
    "order_open_attempt",
    [{ method: "pay_code", amountFen: 880 }],
  ],
  ["the amount is unlocked", (desk) => desk.done("collect.clear", {}), "sale_changed", []],
])("when %s while the channel is asked for its modes, the mode takes nothing", async (_what, act, code, orders) => {
  const desk = await openDesk();
  const peer = kept(await startPayserverPeer());
  await desk.save("payserver", peer.config());
  await desk.done("till.mode", { mode: "real" });
  const { modes } = await desk.done("collect.modes", {});
  const mode = modes.find(({ name }) => name === "会员储值")?.uuid ?? "";
  await desk.done("collect.begin", { amountFen: 880 });
  const fields = { memberUUID: "irAl37TewwGEchYrXUWsfA" };
  const sent = desk.call("collect.mode", { amountFen: 880, tenders: [{ amountFen: 880, mode, fields }] });
  await act(desk);
  expect(await sent).toMatchObject({ ok: false, failure: { code } });
  expect(await ordersOf(desk)).toEqual(orders);
});

test("an order that has been paid meanwhile is not locked again, nor for more than it wants", async () => {
  const desk = await openDesk();
  const part = await desk.done("collect.cash", { amountFen: 500, owedFen: 800, givenFen: 500 });
  const rest = { amountFen: 300, owedFen: 800, again: part.order };
  expect(await desk.call("collect.begin", { ...rest, amountFen: 400 })).toMatchObject({
    failure: { code: "tender_more_than_due", detail: "300" },
  });
  const last = await desk.done("collect.cash", { ...rest, givenFen: 300 });
  expect(await desk.call("collect.begin", rest)).toMatchObject({ failure: { code: "order_already_paid" } });
  expect(await desk.done("till.state", {})).toMatchObject({ sale: null, current: last.order });
});

test("a later state of the till counts higher, whoever it is told to", async () => {
  const desk = await openDesk();
  const first = await desk.done("till.state", {});
  const begun = await desk.done("collect.begin", { amountFen: 1250 });
  const last = await desk.done("till.state", {});
  expect([begun.turn > first.turn, last.turn > begun.turn]).toEqual([true, true]);
});

test("a pay code typed as a reason is refused and stands nowhere", async () => {
  const desk = await openDesk();
  const { order } = await desk.done("collect.cash", { amountFen: 500, givenFen: 500 });
  const started: CallInput<"refund.start"> = { order, why: `换 ${CODE}` };
  expect(await desk.call("refund.start", started)).toMatchObject({ failure: { code: "bad_input", detail: "why" } });
  expect(await desk.call("collect.undo", { order, why: CODE })).toMatchObject({ failure: { code: "bad_input" } });
  expect(isOnDisk(desk.folder, CODE)).toBe(false);
});
