// Notices of 慧收银 are unsigned: they may make the till ask, a little, and never settle anything by themselves.
import { expect, onTestFinished, test } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import { tell } from "../peers/common/tell.ts";
import { type HuishouyinPeer, payers, startHuishouyinPeer } from "../peers/huishouyin.ts";
import { setState } from "../peers/huishouyin/books.ts";
import { must } from "../support/flow-desk.ts";
import { PATIENT, type Shop, openShop, until } from "./shop.ts";

type Open = { readonly shop: Shop; readonly peer: HuishouyinPeer };

async function open(extra: object = {}): Promise<Open> {
  const peer = await startHuishouyinPeer();
  onTestFinished(() => peer.close());
  const shop = await openShop();
  must(shop.till.books.real.configure("huishouyin", peer.config({ timing: PATIENT, ...extra })));
  return { shop, peer };
}

async function typing({ shop, peer }: Open) {
  peer.script.nextPayer(payers.neverPays);
  const started = shop.pay("huishouyin");
  await started.sent;
  expect(shop.attempt(started.tradeNo).status).toBe("awaiting_payer");
  return started;
}

const payNow = (peer: HuishouyinPeer, orderId: string) => {
  const order = peer.books.orders.get(orderId);
  if (!order) throw new Error("no such order");
  setState(order, 1);
};

/** The vendor's sample (orderHooks), about our order. */
const say = ({ shop }: Open, order_id: string, data: object = {}) =>
  tell(
    shop.address("huishouyin"),
    JSON.stringify({
      code: 1000,
      msg: "交易变更",
      data: { trade_no: "2017102100151091", order_id, update_time: "2014-11-27 15:45:57", order_status: 1, ...data },
    }),
    "application/json",
  );
const checks = (peer: HuishouyinPeer) => peer.requests.filter((one) => one.call === "check").length;

test("paid, and the channel says so when asked: settled by the answer, and understood", async () => {
  const all = await open({ noticeReply: "OK" });
  const { tradeNo, driver } = await typing(all);
  payNow(all.peer, tradeNo);
  expect(await say(all, tradeNo)).toEqual({ status: 200, text: "OK" });
  expect(await driver.done).toMatchObject({ status: "paid", exception: "none" });
  expect(checks(all.peer)).toBe(1);
  // What is paid needs no more questions.
  expect(await say(all, tradeNo)).toEqual({ status: 200, text: "OK" });
  expect(checks(all.peer)).toBe(1);
  expect([all.shop.count("huishouyin", "asked"), all.shop.count("huishouyin", "repeated")]).toEqual([1, 1]);
});

test("a lie: the channel is asked once, and nothing is believed", async () => {
  const all = await open();
  const { tradeNo } = await typing(all);
  expect(await say(all, tradeNo)).toEqual({ status: 503, text: "refused: not_recorded" });
  expect(all.shop.attempt(tradeNo).status).toBe("awaiting_payer");
  expect(all.shop.history(tradeNo)).not.toContain("paid");
});

test("a flood of them is one question", async () => {
  const all = await open();
  const { tradeNo } = await typing(all);
  const answers = await Promise.all(Array.from({ length: 50 }, () => say(all, tradeNo)));
  expect(new Set(answers.map((one) => one.status))).toEqual(new Set([503]));
  expect(checks(all.peer)).toBe(1);
  expect(await say(all, tradeNo)).toEqual({ status: 503, text: "refused: busy" });
});

test("an order that is not ours is not asked about", async () => {
  const all = await open();
  await typing(all);
  expect(await say(all, "2017103344151091")).toEqual({ status: 404, text: "refused: unknown_number" });
  expect(await say(all, "926112110150000100010")).toEqual({ status: 404, text: "refused: unknown_number" });
  expect(checks(all.peer)).toBe(0);
});

test("a refund it names is asked about, and finished by the answer", async () => {
  const all = await open();
  const { shop, peer } = all;
  const { tradeNo, driver } = shop.pay("huishouyin");
  await until(() => peer.books.orders.has(tradeNo));
  await until(() => shop.attempt(tradeNo).status !== "sending");
  if (shop.attempt(tradeNo).status !== "paid") await say(all, tradeNo);
  await driver.done;
  peer.script.nextRefund("done");
  const number = must(shop.till.books.real.payment.startRefund({ tradeNo, amountFen: fen(300), why: "退货" }));
  // Accepted; the till's own first question comes two seconds later.
  await until(() => shop.refundStatus(number) === "processing");
  const named = { order_status: 3, refund_order_id: number };
  expect((await say(all, tradeNo, { ...named, refund_order_id: "826112110150000100010" })).status).toBe(404);
  expect(await say(all, tradeNo, named)).toEqual({ status: 200, text: "success" });
  expect(shop.refundStatus(number)).toBe("refunded");
});
