// `resolve`, `settle`, `orders --exceptions`, late money found by `recover`, and `channel set` for another merchant, on
// the command line, against a channel's strict peer.
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { orderOf } from "./channel-shop.ts";
import { inside, payCode } from "./cli.ts";
import { openShop } from "./pooul-shop.ts";
import { payers, wrong } from "../peers/pooul.ts";

const PAY = () => ["pay", "--channel", "pooul", "--amount", "800", "--code", payCode()];
const REFERENCE = ["--reference", "4200001234567890123456789012", "--by", "Li"];

it.concurrent("late money is found by recover when its time has come, stands as an exception and proposes a refund", async () => {
  const shop = await openShop({ watchMs: [500], pollForMs: 300 });
  shop.peer.script.everyPayer({ ...payers.neverPays, paysAfterUndo: 1 });
  const paid = await inside(shop.folder, PAY());
  expect(paid).toMatchObject({ code: 1, json: { status: "cancelled" } });
  const order = orderOf(paid);
  await sleep(600);
  await inside(shop.folder, ["recover"]);
  const listed = await inside(shop.folder, ["orders", "--exceptions"]);
  expect(listed.json).toMatchObject({
    orders: [{ order, status: "paid", exception: "paid_late", exceptionSettled: false, proposedRefundFen: 800 }],
  });
  expect(await inside(shop.folder, ["verify"])).toMatchObject({ code: 0 });
  expect(await inside(shop.folder, ["settle", "--order", order, "--note", "kept"])).toMatchObject({ code: 0 });
  expect((await inside(shop.folder, ["orders", "--exceptions"])).json).toMatchObject({ orders: [] });
});

it.concurrent("what the channel never tells is written down by hand, with a reference, and nowhere else", async () => {
  const shop = await openShop({ requestTimeoutMs: 500, pollForMs: 100, watchMs: [] });
  shop.peer.script.every("pay", wrong.serverError);
  for (const call of ["query", "reverse", "close"] as const) shop.peer.script.every(call, wrong.serverError);
  const left = await inside(shop.folder, PAY());
  expect(left).toMatchObject({ code: 3, json: { status: "needs_review" } });
  const order = orderOf(left);
  const resolve = (...more: readonly string[]) => inside(shop.folder, ["resolve", "--order", order, ...more]);
  expect(await resolve("--says", "unpaid")).toMatchObject({ code: 2, json: { error: { option: "reference" } } });
  expect(await resolve("--says", "maybe", ...REFERENCE)).toMatchObject({
    code: 2,
    json: { error: { option: "says" } },
  });
  expect(await resolve("--says", "unpaid", "--reference", payCode())).toMatchObject({ code: 2 });
  expect(await resolve("--says", "unpaid", ...REFERENCE)).toMatchObject({
    code: 1,
    json: { status: "cancelled", exception: "resolved_by_hand", amountFen: 800 },
  });
  expect(await resolve("--says", "unpaid", ...REFERENCE)).toMatchObject({
    code: 2,
    json: { error: { code: "review_not_open" } },
  });
  expect(await inside(shop.folder, ["verify"])).toMatchObject({ code: 0 });
  await shop.peer.close();
});

it.concurrent("another merchant is refused while a payment is open; the same one at another address is not", async () => {
  const shop = await openShop({ requestTimeoutMs: 500, pollForMs: 100 });
  for (const call of ["pay", "query", "reverse", "close"] as const) shop.peer.script.every(call, wrong.serverError);
  expect((await inside(shop.folder, PAY())).code).toBe(3);
  const set = (extra: Record<string, unknown>) =>
    inside(shop.folder, ["channel", "set", "pooul"], JSON.stringify(shop.peer.config(extra)));
  expect(await set({ merchantId: "9999999999999999" })).toMatchObject({
    code: 2,
    json: { error: { code: "channel_has_open" } },
  });
  expect(await set({ baseUrl: "http://127.0.0.1:1" })).toMatchObject({ code: 0 });
  await shop.peer.close();
});
