// SIGINT and SIGTERM: the command stops asking, says how things stand, and leaves the rest to `recover`.
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { payers, wrong } from "../peers/pooul.ts";
import { ourOrders } from "./agree.ts";
import { type Ran, cli, inside, newFolder, payCode, run } from "./cli.ts";
import { type Shop, openShop } from "./pooul-shop.ts";

/** Runs a command and signals it once the peer has had so many requests for this call. */
async function signalled(
  shop: Shop,
  signal: NodeJS.Signals,
  call: string,
  count: number,
  args: readonly string[],
): Promise<Ran> {
  const asked = () => shop.peer.requests.filter((request) => request.call === call).length;
  const ended = new AbortController();
  try {
    return await cli(
      {
        folder: shop.folder,
        async started(child) {
          while (asked() < count && !ended.signal.aborted) await sleep(10);
          child.kill(signal);
        },
      },
      ...args,
    );
  } finally {
    ended.abort();
  }
}
const PAY = () => ["pay", "--channel=pooul", "--amount=1250", `--code=${payCode()}`];

it.concurrent.each(["SIGINT", "SIGTERM"] as const)(
  "%s while the payer types: still open, exit 3; recover settles it",
  async (signal) => {
    const shop = await openShop({ pollForMs: 20_000 });
    shop.peer.script.everyPayer(payers.neverPays);
    const stopped = await signalled(shop, signal, "query", 2, PAY());
    expect(stopped).toMatchObject({ code: 3, json: { status: "awaiting_payer", verdict: "wait" } });
    expect(await ourOrders(shop.folder, "--open")).toHaveLength(1);
    shop.peer.script.clear();
    for (const order of shop.peer.books.orders.values()) Object.assign(order, { payer: payers.pays, step: 0 });
    expect(await cli(shop.folder, "recover")).toMatchObject({ code: 0, json: { open: 0, settled: 1, review: 0 } });
    expect(await ourOrders(shop.folder)).toMatchObject([{ order: stopped.json["order"], status: "paid" }]);
    expect(shop.peer.requests.filter((request) => request.call === "pay")).toHaveLength(1);
    await shop.expectAgreement();
  },
);

it.concurrent("SIGTERM while the charge is under way: exit 3, not charged again, and recover finds the money", async () => {
  const shop = await openShop({ requestTimeoutMs: 60_000, pollForMs: 20_000 });
  shop.peer.script.next("pay", { do: "hang" });
  const stopped = await signalled(shop, "SIGTERM", "pay", 1, PAY());
  expect(stopped).toMatchObject({ code: 3, json: { status: "sending", verdict: "wait" } });
  expect(await inside(shop.folder, ["recover"])).toMatchObject({ code: 0, json: { settled: 1 } });
  await shop.expectAgreement();
});

it.concurrent("SIGINT during a refund: its number, exit 3; recover finishes it once", async () => {
  const shop = await openShop({ pollForMs: 20_000 });
  const paid = await inside(shop.folder, PAY());
  shop.peer.script.everyRefund(...Array<number>(500).fill(1), 0);
  const refund = ["refund", "--order", String(paid.json["order"]), "--reason", "退货"];
  const stopped = await signalled(shop, "SIGINT", "refund_query", 2, refund);
  expect(stopped).toMatchObject({
    code: 3,
    json: { status: "processing", refund: expect.stringMatching(/^8\d{20}$/) },
  });
  for (const one of shop.peer.books.refunds) one.step = 500;
  expect(await inside(shop.folder, ["recover"])).toMatchObject({ code: 0, json: { open: 0, settled: 1 } });
  expect(shop.peer.books.refunds).toMatchObject([{ refundNo: stopped.json["refund"], asked: 1 }]);
  await shop.expectAgreement();
});

it.concurrent.each(["recover", "cancel"])("SIGINT during %s leaves what is open open, with exit 3", async (verb) => {
  const shop = await openShop({ pollForMs: 20_000 });
  shop.peer.script.everyPayer(payers.neverPays);
  shop.peer.script.every("reverse", wrong.systemError);
  const first = await signalled(shop, "SIGINT", "query", 1, PAY());
  const args = verb === "cancel" ? ["cancel", "--order", String(first.json["order"])] : ["recover"];
  expect((await signalled(shop, "SIGINT", "query", 4, args)).code).toBe(3);
  expect(await ourOrders(shop.folder, "--open")).toHaveLength(1);
  shop.peer.script.every("reverse", { do: "behave" });
  const cancelled = await inside(shop.folder, ["cancel", "--order", String(first.json["order"])]);
  expect(cancelled).toMatchObject({ code: 0, json: { status: "cancelled" } });
  await shop.expectAgreement();
});

it.concurrent("SIGTERM during a call that hangs ends it with exit 3", async () => {
  const shop = await openShop();
  shop.peer.script.every("query", { do: "hang" });
  const call = ["call", "--channel=pooul", "--api=query", '--json={"mch_trade_id":"x"}'];
  const stopped = await signalled(shop, "SIGTERM", "query", 1, call);
  expect(stopped).toMatchObject({ code: 3, json: { status: null, failure: "stopped" } });
  await shop.peer.close();
});

it.concurrent("SIGINT while standard input stays open ends channel set with 2, and nothing is written", async () => {
  const folder = newFolder();
  const ran = await run(
    {
      folder,
      stdin: null,
      started: (child) => void setTimeout(() => child.kill("SIGINT"), 1500),
    },
    ["channel", "set", "pooul"],
  );
  // Before the program listens, a signal ends it as it ends any program.
  expect([2, null]).toContain(ran.code);
  if (ran.code === 2) expect(JSON.parse(ran.out)).toMatchObject({ error: { code: "bad_usage" } });
  expect(await inside(folder, ["orders"])).toMatchObject({ code: 0, json: { orders: [] } });
});
