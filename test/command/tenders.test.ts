// `cash`, `--owed`, `--order` and `undo`: one order paid by several tenders, as another program would do it.
import { expect, it } from "vitest";
import { payers, wrong } from "../peers/pooul.ts";
import { type Shop, expectAgreement, openShop, ourOrders } from "./agree.ts";
import { type Ran, cli, inside, newFolder, payCode, text } from "./cli.ts";

const orderOf = (ran: Ran) => text(ran.json, "order");
const pay = ({ folder }: Shop, amount: number, ...more: readonly string[]) =>
  inside(folder, ["pay", "--channel=pooul", `--amount=${amount}`, `--code=${payCode()}`, ...more]);
/** Cash stands in no channel's book. */
const atChannel = (ours: Awaited<ReturnType<typeof ourOrders>>) => ours.filter(({ channel }) => channel === "pooul");

it.concurrent("cash exits 0 at once, says the change, and needs no channel", async () => {
  const folder = newFolder();
  expect(await cli(folder, "cash", "--amount", "1250", "--given", "2000")).toMatchObject({
    code: 0,
    json: { status: "paid", verdict: "release", channel: "cash", amountFen: 1250, givenFen: 2000, changeFen: 750 },
  });
});

it.concurrent.each([
  [["--amount", "1250", "--given", "1249"], "cash_too_little"],
  [["--amount", "0"], "bad_usage"],
  [["--amount", "500", "--owed", "499"], "bad_usage"],
  [["--amount", "500", "--order", "926112108173790000012"], "order_not_found"],
])("cash %j is refused with exit 2 and nothing is written", async (args, code) => {
  const folder = newFolder();
  expect(await inside(folder, ["cash", ...args])).toMatchObject({ code: 2, json: { error: { code } } });
  expect(await inside(folder, ["orders"])).toMatchObject({ json: { orders: [] } });
});

it.concurrent("part in cash, the rest by code: only the last one releases, and undo gives both back", async () => {
  const shop = await openShop();
  const first = await inside(shop.folder, ["cash", "--amount=5000", "--owed=8600"]);
  expect(first).toMatchObject({ code: 3, json: { status: "paid", verdict: "wait", owedFen: 8600, dueFen: 3600 } });
  const second = await pay(shop, 3600, `--order=${orderOf(first)}`);
  expect(second).toMatchObject({ code: 0, json: { verdict: "release", dueFen: 0 } });
  expect(await pay(shop, 1, `--order=${orderOf(first)}`)).toMatchObject({
    code: 2,
    json: { error: { code: "order_already_paid" } },
  });
  const undone = await inside(shop.folder, ["undo", "--order", orderOf(second), "--reason", "退货"]);
  expect(undone).toMatchObject({
    code: 0,
    json: {
      refunds: [
        { status: "refunded", amountFen: 5000 },
        { status: "refunded", amountFen: 3600 },
      ],
      left: [],
    },
  });
  expect(await inside(shop.folder, ["undo", "--order", orderOf(first), "--reason", "退货"])).toMatchObject({ code: 2 });
  await expectAgreement(shop, atChannel);
});

it.concurrent("a part that was declined leaves the others, and another code takes the rest", async () => {
  const shop = await openShop();
  const first = await pay(shop, 5000, "--owed=8600");
  expect(first).toMatchObject({ code: 3, json: { status: "paid", verdict: "wait" } });
  shop.peer.script.nextPayer(payers.declines);
  const order = `--order=${orderOf(first)}`;
  expect(await pay(shop, 3600, order)).toMatchObject({ code: 1, json: { status: "declined", verdict: "retry" } });
  expect(await pay(shop, 3601, order)).toMatchObject({ code: 2, json: { error: { code: "tender_more_than_due" } } });
  expect(await pay(shop, 3600, order)).toMatchObject({ code: 0, json: { verdict: "release" } });
  await expectAgreement(shop, atChannel);
});

it.concurrent("a part whose answer is lost is followed to its end before anything else may be taken", async () => {
  const shop = await openShop();
  const first = await inside(shop.folder, ["cash", "--amount=5000", "--owed=8600"]);
  shop.peer.script.next("pay", wrong.badGateway);
  expect(await pay(shop, 3600, `--order=${orderOf(first)}`)).toMatchObject({ code: 0, json: { status: "paid" } });
  expect(shop.peer.books.orders.size).toBe(1);
  await expectAgreement(shop, atChannel);
});
