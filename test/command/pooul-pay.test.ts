// `pay` on pooul against the strict peer: whatever goes wrong on the way, the command ends with what is true, sends
// one charge at most, and both books agree.
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { payers } from "../peers/pooul.ts";
import { TIMING, payWords, shopIn } from "./channel-shop.ts";
import { cli, inside, keep, newFolder, payCode } from "./cli.ts";
import { AMOUNT, playedOut, numbered } from "./pay-case.ts";
import { CASES } from "./pooul-cases.ts";
import { POOUL, type Shop, openShop } from "./pooul-shop.ts";

const words = (code = payCode()) => payWords(POOUL, AMOUNT, code);
const pay = ({ folder }: Pick<Shop, "folder">, code?: string) => cli(folder, ...words(code));

it.concurrent.each(numbered(CASES, 6))("$rule", async (one) => expect(await playedOut(POOUL, one)).toEqual([]));

it.concurrent("a code that was used before is declined or cancelled, and takes nothing", async () => {
  const shop = await openShop();
  const code = payCode();
  expect((await pay(shop, code)).code).toBe(0);
  expect((await pay(shop, code)).code).toBe(1);
  await shop.expectAgreement();
});

it.concurrent("an order whose amount differs can be cancelled, and then the money really went back", async () => {
  const shop = await openShop();
  shop.peer.script.next("pay", { do: "wrong_amount", fen: 1 });
  shop.peer.script.every("query", { do: "wrong_amount", fen: 1 });
  const order = String((await inside(shop.folder, words())).json["order"]);
  expect((await inside(shop.folder, ["recover"])).json).toMatchObject({ open: 0, review: 1 });
  const cancelled = await inside(shop.folder, ["cancel", "--order", order]);
  const { paidFen, returnedFen } = shop.peer.books.orders.get(order) ?? {};
  expect([paidFen, cancelled.json["status"] === "cancelled" ? returnedFen : paidFen]).toEqual([AMOUNT, AMOUNT]);
  expect(cancelled.json["status"]).not.toBe("paid");
  await shop.expectAgreement();
});

it.concurrent("a channel that falls silent after the charge leaves a review; a later query or recover finds the money", async () => {
  const shop = await openShop({ requestTimeoutMs: 1500 });
  for (const call of ["pay", "query", "reverse"] as const) shop.peer.script.every(call, { do: "lose_request" });
  shop.peer.script.next("pay", { do: "lose_answer" });
  const silent = await inside(shop.folder, words());
  expect(silent).toMatchObject({ code: 3, json: { status: "needs_review", verdict: "wait" } });
  expect(await inside(shop.folder, ["recover"])).toMatchObject({ code: 3, json: { open: 0, review: 1 } });
  shop.peer.script.clear();
  expect(await inside(shop.folder, ["recover"])).toMatchObject({ code: 0, json: { open: 0, settled: 1, review: 0 } });
  const query = await inside(shop.folder, ["query", "--order", String(silent.json["order"])]);
  expect(query).toMatchObject({ code: 0, json: { status: "paid", verdict: "release" } });
  await shop.expectAgreement();
});

it.concurrent("money that comes after we said cancelled shows as paid with paid_late", async () => {
  const shop = await openShop();
  shop.peer.script.everyPayer(payers.paysAfterUndo(1));
  const first = await pay(shop);
  expect(first).toMatchObject({ code: 1, json: { status: "cancelled" } });
  const late = await cli(shop.folder, "query", "--order", String(first.json["order"]));
  expect(late).toMatchObject({ code: 0, json: { status: "paid", verdict: "release", exception: "paid_late" } });
  await shop.expectAgreement();
});

it.concurrent("a channel that nobody answers for takes no money: never sent, exit 1", async () => {
  const closed = createServer();
  await new Promise<void>((done) => void closed.listen(0, "127.0.0.1", done));
  const { port } = closed.address() as AddressInfo;
  await new Promise((done) => closed.close(done));
  const { peer } = await openShop();
  const folder = newFolder();
  const config = peer.config({ baseUrl: `http://127.0.0.1:${port}`, timing: TIMING });
  await inside(folder, ["channel", "set", "pooul"], JSON.stringify(config));
  expect(await pay({ folder })).toMatchObject({ code: 1, json: { status: "cancelled", reason: "never_sent" } });
  await shopIn(POOUL, peer, folder).expectAgreement();
});

it.concurrent("the note is what the customer reads on the bill", async () => {
  const shop = await openShop();
  const code = payCode("28", 24);
  keep(code);
  const paid = await cli(
    shop.folder,
    "pay",
    "--channel=pooul",
    "--amount=1",
    `--code=${code}`,
    "--note",
    "两杯 coffee",
  );
  expect(paid.code).toBe(0);
  expect(shop.peer.requests[0]?.fields).toMatchObject({ body: "两杯 coffee", auth_code: code, total_fee: 1 });
  await shop.expectAgreement();
});
