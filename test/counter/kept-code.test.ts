// Scan first: the code waits, masked, half a minute at most, and is charged only by an amount that is confirmed for it.
import { expect, test, vi } from "vitest";
import { PayCode } from "../../preload/contract/pay-code.ts";
import { KEEP_MS, openKeptCode } from "../../main/counter/kept-code.ts";
import { handClock } from "../scan/hand-clock.ts";
import { type Desk, isOnDisk, openDesk } from "./desk.ts";

const CODE = "135711131719233141";
const scan = (desk: Desk, text = CODE) => desk.done("collect.keys", { text });
const state = (desk: Desk) => desk.done("till.state", {});

test("a code before the amount waits and shows its wallet and last four digits, never itself", async () => {
  const desk = await openDesk();
  expect(await scan(desk)).toMatchObject({ did: "kept", heard: "wechat", tail: "3141", order: null, failure: null });
  const { kept } = await state(desk);
  expect(kept).toMatchObject({ wallet: "wechat", tail: "3141" });
  expect(JSON.stringify(await state(desk))).not.toContain(CODE);
  expect(isOnDisk(desk.folder, CODE)).toBe(false);
});

test("the amount that is confirmed for it charges it, once", async () => {
  const desk = await openDesk();
  await scan(desk);
  const after = await desk.done("collect.begin", { amountFen: 880, takesCode: true });
  expect(after).toMatchObject({ kept: null, sale: null });
  expect(after.current).not.toBe(null);
  const { orders } = await desk.done("orders.list", {});
  expect(orders).toMatchObject([{ amountFen: 880, codeTail: "3141" }]);
  expect((await scan(desk)).did).not.toBe("charging");
});

test.each<[string, (desk: Desk) => Promise<unknown>]>([
  ["an amount for another way to pay", (desk) => desk.done("collect.begin", { amountFen: 880 })],
  ["a QR of ours", (desk) => desk.done("collect.qr", { amountFen: 880, wallet: "wechat" })],
  ["cash", (desk) => desk.done("collect.cash", { amountFen: 880, givenFen: 880 })],
  ["Esc", (desk) => desk.done("collect.clear", {})],
  ["leaving training or entering it", (desk) => desk.done("till.mode", { mode: "training" })],
])("%s forgets it, and nothing is charged to it", async (_what, act) => {
  const desk = await openDesk();
  await scan(desk);
  await act(desk);
  expect((await state(desk)).kept).toBe(null);
  const { orders } = await desk.done("orders.list", {});
  expect(orders.filter(({ codeTail }) => codeTail !== null)).toEqual([]);
});

test("the same code again, soon after, changes nothing; another one takes its place", async () => {
  const desk = await openDesk();
  await scan(desk);
  expect((await scan(desk)).did).toBe("ignored_repeat");
  expect((await scan(desk, "286001234567890126")).did).toBe("kept");
  expect((await state(desk)).kept).toMatchObject({ wallet: "alipay", tail: "0126" });
});

test("after half a minute it is forgotten, and told so once", async () => {
  const hand = handClock();
  const gone = vi.fn();
  const clock = { ...hand, now: () => 0, local: () => ({ day: "", stamp: "" }) };
  const kept = openKeptCode({ clock, closing: new AbortController().signal, gone, changed: () => {} });
  kept.keep(new PayCode(CODE, "wechat"));
  await hand.advance(KEEP_MS - 1);
  expect(kept.view()).toMatchObject({ tail: "3141" });
  await hand.advance(1);
  expect(kept.view()).toBe(null);
  expect(kept.take()).toBe(null);
  expect(gone).toHaveBeenCalledTimes(1);
});

test("a busy till that wakes late still does not charge a code that is too old", async () => {
  const hand = handClock();
  const clock = {
    ...hand,
    sleep: () => new Promise<void>(() => {}),
    now: () => 0,
    local: () => ({ day: "", stamp: "" }),
  };
  const kept = openKeptCode({ clock, closing: new AbortController().signal, gone: () => {}, changed: () => {} });
  kept.keep(new PayCode(CODE, "wechat"));
  await hand.advance(KEEP_MS);
  expect(kept.take()).toBe(null);
});
