// Refunds through the whole channel against the strict peer, over real HTTP: what the books give back is what the till
// believes, and nothing is given back by accident.
import { afterEach, describe, expect, test } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import { misbehave } from "../peers/common/misbehave.ts";
import { payers, wrong } from "../peers/huishouyin.ts";
import {
  type Opened,
  booked,
  chargeInput,
  closeAll,
  forgive,
  openChannel,
  refOf,
  refundOf,
  verbsOf,
} from "./huishouyin-support.ts";

let opened: Opened[] = [];
afterEach(async () => {
  const all = opened;
  opened = [];
  await closeAll(all);
});

async function paid(amount = 1250) {
  const one = await openChannel();
  opened.push(one);
  const verbs = verbsOf(one.channel);
  const input = chargeInput(amount);
  await verbs.charge(input);
  return { ...one, ...verbs, ref: refOf(input), returned: () => booked(one.peer, input.tradeNo)?.returned };
}

test("in part, in a second part of the same amount, and the rest", async () => {
  const { refund, refundQuery, peer, ref, returned } = await paid();
  const [first, second, rest] = [refundOf(ref, 500), refundOf(ref, 500, 1), refundOf(ref, 250)];
  for (const one of [first, second, rest]) {
    expect(await refundQuery(one)).toMatchObject({ kind: "absent" });
    expect(await refund(one)).toMatchObject({ kind: "processing" });
    expect(await refundQuery(one)).toMatchObject({ kind: "refunded", amountFen: one.refundFen });
  }
  expect(returned()).toBe(1250);
  expect(await refundQuery(first)).toMatchObject({ kind: "refunded", amountFen: 500 });
  expect(peer.books.refunds.map((one) => one.asked)).toEqual([1, 1, 1]);
});

test("stays processing until the channel is done", async () => {
  const { refund, refundQuery, peer, ref, returned } = await paid();
  peer.script.nextRefund("processing", "processing", "done");
  const one = refundOf(ref, 1250);
  await refund(one);
  const kinds: string[] = [];
  for (let i = 0; i < 3; i++) kinds.push((await refundQuery(one)).kind);
  expect(kinds).toEqual(["processing", "processing", "refunded"]);
  expect(returned()).toBe(1250);
});

test("failed gives nothing back and is refused; a new number is then done", async () => {
  const { refund, refundQuery, peer, ref, returned } = await paid();
  peer.script.nextRefund("processing", "failed");
  const one = refundOf(ref, 700);
  await refund(one);
  await refundQuery(one);
  expect(await refundQuery(one)).toMatchObject({ kind: "refused", reason: "refund_closed" });
  expect(returned()).toBe(0);
  const again = refundOf(ref, 700);
  await refund(again);
  expect(await refundQuery(again)).toMatchObject({ kind: "refunded", amountFen: 700 });
  expect(returned()).toBe(700);
});

test("a request that was lost is absent; sent again under the same number it is one refund", async () => {
  const { refund, refundQuery, peer, ref, returned } = await paid();
  peer.script.next("refund", misbehave.loseRequest, misbehave.loseAnswer);
  const one = refundOf(ref, 700);
  expect(await refund(one)).toMatchObject({ kind: "unknown", cause: "broken_connection" });
  expect(await refundQuery(one)).toMatchObject({ kind: "absent" });
  expect(await refund(one)).toMatchObject({ kind: "unknown", cause: "broken_connection" });
  expect(await refund(one)).toMatchObject({ kind: "unknown", cause: "contradiction", raw: "1007 订单号重复" });
  expect(await refundQuery(one)).toMatchObject({ kind: "refunded", amountFen: 700 });
  expect(peer.books.refunds).toHaveLength(1);
  expect(returned()).toBe(700);
});

describe("refused by code", () => {
  test.each([
    [2001, "退款金额大于实际金额", "failure_answered"],
    [2002, "退款失败，账户资金不足", "funds_low"],
  ])("%i is unknown, and absent when asked: nothing was given back", async (code, msg, cause) => {
    const { refund, refundQuery, peer, ref, returned } = await paid();
    peer.script.next("refund", { do: "fail", code, msg });
    const one = refundOf(ref, 700);
    expect(await refund(one)).toMatchObject({ kind: "unknown", cause, raw: `${code} ${msg}` });
    expect(await refundQuery(one)).toMatchObject({ kind: "absent" });
    expect(returned()).toBe(0);
  });

  test("[hazard] 2001 after the fact: asked, the refund is there", async () => {
    const { refund, refundQuery, peer, ref } = await paid();
    peer.script.next("refund", { do: "fail", code: 2001, msg: "退款金额大于实际金额", processed: true });
    const one = refundOf(ref, 700);
    expect(await refund(one)).toMatchObject({ kind: "unknown" });
    expect(await refundQuery(one)).toMatchObject({ kind: "refunded", amountFen: 700 });
  });
});

test("[hazard] a refund of nothing, which would give everything back, cannot be sent", async () => {
  const { refund, channel, peer, ref, returned } = await paid();
  await expect(refund({ ...refundOf(ref, 1), refundFen: fen(0) })).rejects.toThrow(RangeError);
  const call = channel.calls.find((known) => known.name === "refund");
  for (const refund_amount of ["0", "0.00", 0, "00", "-1", "", null, undefined])
    await expect(call?.send({ order_id: ref.tradeNo, refund_amount }, 1000)).rejects.toThrow();
  expect(peer.requests.filter((request) => request.call === "refund")).toEqual([]);
  expect(returned()).toBe(0);
});

test("[hazard] after a discount the bill is more than was really paid: 2001, absent, and the real amount can go back", async () => {
  const one = await openChannel();
  opened.push(one);
  const { charge, refund, refundQuery } = verbsOf(one.channel);
  one.peer.script.nextPayer(payers.withVouchers(1000, 900));
  const input = chargeInput(1100);
  expect((await charge(input)).raw).toContain("real=9.00");
  const [bill, real] = [refundOf(refOf(input), 1100), refundOf(refOf(input), 900)];
  expect(await refund(bill)).toMatchObject({ kind: "unknown", cause: "failure_answered" });
  expect(await refundQuery(bill)).toMatchObject({ kind: "absent" });
  await refund(real);
  expect(await refundQuery(real)).toMatchObject({ kind: "refunded", amountFen: 900 });
});

test("every refund that is sent has exact yuan with two decimals", async () => {
  const { refund, peer, ref } = await paid(10_000_000);
  for (const amount of [1, 29, 100, 113, 201, 1000]) await refund(refundOf(ref, amount));
  const sent = peer.requests.filter((request) => request.call === "refund");
  expect(sent.map((request) => request.fields?.["refund_amount"])).toEqual([
    "0.01",
    "0.29",
    "1.00",
    "1.13",
    "2.01",
    "10.00",
  ]);
});

test("more than was paid is a breach the peer writes down, and gives nothing back", async () => {
  const { refund, peer, ref, returned } = await paid();
  expect(await refund(refundOf(ref, 1251))).toMatchObject({ kind: "unknown", cause: "failure_answered" });
  expect(peer.breaches).toHaveLength(1);
  expect(returned()).toBe(0);
  forgive(peer);
});

describe.each(["check", "get"] as const)(
  "a refund query whose %s goes wrong is unknown, and whole the next time",
  (call) => {
    test.each([
      ["lost answer", misbehave.loseAnswer, "broken_connection"],
      ["other order", { do: "other_order", orderId: "x" }, "other_order"],
      ["502 page", misbehave.badGateway, "server_error"],
      ["rate limit", misbehave.rateLimited, "rate_limited"],
      ["system error", wrong.systemError, "server_error"],
      ["redirect", { do: "redirect", to: "/" }, "redirected"],
      ["hang", misbehave.hang, "timeout"],
    ] as const)("%s", async (_name, behaviour, cause) => {
      const { refund, refundQuery, peer, ref } = await paid();
      const one = { ...refundOf(ref, 700), timeoutMs: 400 };
      await refund(one);
      peer.script.next(call, behaviour);
      expect(await refundQuery(one)).toMatchObject({ kind: "unknown", cause });
      expect(await refundQuery(one)).toMatchObject({ kind: "refunded", amountFen: 700 });
    });
  },
);

test("the accepted answer about another order, another refund or another amount is unknown", async () => {
  const { refund, refundQuery, peer, ref } = await paid();
  peer.script.next(
    "refund",
    { do: "other_order", orderId: "x" },
    { do: "change", data: { refund_order_id: "8000" } },
    { do: "change", data: { refund_amount: "12.50" } },
  );
  for (const cause of ["other_order", "other_order", "amount_differs"]) {
    const one = refundOf(ref, 100);
    expect(await refund(one)).toMatchObject({ kind: "unknown", cause });
    expect(await refundQuery(one)).toMatchObject({ kind: "refunded" });
  }
});
