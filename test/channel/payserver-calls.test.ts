// Every documented call about money against the strict peer: all seven built-in modes, queries, refunds, batches, and
// what is refused before it is sent.
import { afterEach, describe, expect, test } from "vitest";
import { payers } from "../peers/payserver.ts";
import { ACCOUNT, type Fields, openConsole } from "./payserver-console.ts";
import { type Opened, closeAll, newCode, newRefundNo } from "./payserver-support.ts";

let opened: Opened[] = [];
afterEach(async () => {
  const used = opened;
  opened = [];
  await closeAll(used);
});

async function open() {
  const one = await openConsole();
  opened.push(one);
  return one;
}

const merchandiseDetails = [
  { name: "项目名称A", merchandiseUUID: "merchandiseUUID-A", styleUUID: "styleUUID-A", count: 1 },
];
const member = { memberUUID: "irAl37TewwGEchYrXUWsfA" };

/** The seven built-in modes of the seed and what each needs. */
const SEVEN: readonly (readonly [string, Fields, "offlinePay" | "syncOnlinePay"])[] = [
  ["现金", {}, "offlinePay"],
  ["银联", {}, "offlinePay"],
  ["挂账", ACCOUNT, "syncOnlinePay"],
  ["微信扫码枪", { payBarCode: "134853566181206476" }, "syncOnlinePay"],
  ["支付宝扫码枪", { payBarCode: "284853566181206476" }, "syncOnlinePay"],
  ["会员储值", member, "syncOnlinePay"],
  ["会员储次", { ...member, merchandiseDetails }, "syncOnlinePay"],
];

test("the list is every call of the document, by the last part of its path", async () => {
  const { channel } = await open();
  expect(channel.calls.map((call) => call.name)).toEqual([
    "payModeTemplates",
    "registerPayModeTemplate",
    "payModes",
    "openPayMode",
    "changePayMode",
    "listAllPayModes",
    "pay",
    "payOrders",
    "batchPay",
    "refund",
    "batchRefund",
    "refundOrders",
    "tradeRecords",
  ]);
});

describe("pay, each of the seven built-in modes", () => {
  test.each(SEVEN)("%s", async (name, payParams, businessRet) => {
    const { send, payment, peer } = await open();
    const clientExtraParams = { orderNo: "P201807050001", orderAmount: 210, operatorName: "小美", operatorUUID: "u-1" };
    const input = payment(name, payParams, { clientExtraParams });
    const answer = await send("pay", input);
    expect(answer).toMatchObject({ verified: true, status: 200, body: { ret: "success", businessRet } });
    expect(answer).not.toHaveProperty("failure");
    expect(peer.requests.at(-1)?.body).toEqual({ ...input, payer: "A", payee: peer.payee });
    expect(peer.books.orders).toHaveLength(businessRet === "offlinePay" ? 0 : 1);
  });

  test("the same seven in one batchPay, in the order of the request", async () => {
    const { send, payment, peer } = await open();
    const batchPayData = SEVEN.map(([name, payParams]) => payment(name, payParams));
    const answer = await send("batchPay", { batchPayData });
    expect(answer).toMatchObject({
      verified: true,
      body: { batchPayResult: batchPayData.map(({ clientPayNo }) => ({ clientPayNo, statusCode: 200 })) },
    });
    expect(peer.books.taken).toHaveLength(5);
  });

  test("payParams may be left out where none are needed", async () => {
    const { send, modeOf } = await open();
    const input = { payModeUUID: modeOf("现金"), payAmount: 5000, clientPayNo: "C1" };
    expect(await send("pay", input)).toMatchObject({ verified: true, body: { businessRet: "offlinePay", data: {} } });
  });

  test.each<[string, Fields]>([
    ["an amount of nothing", { payAmount: 0 }],
    ["a negative amount", { payAmount: -1 }],
    ["an amount in yuan", { payAmount: 0.5 }],
    ["an amount in text", { payAmount: "50" }],
    ["a field nobody documented (C27)", { cashierName: "小美" }],
    ["a field nobody documented in payParams", { payParams: { payBarCode: "134853566181206476", note: "x" } }],
    ["two kinds of parameters at once", { payParams: { ...ACCOUNT, ...member } }],
    ["half the parameters of an account", { payParams: { signPersonUUID: "x" } }],
    ["times of a member without goods", { payParams: { ...member, merchandiseDetails: [] } }],
    ["goods without a count", { payParams: { ...member, merchandiseDetails: [{ name: "A" }] } }],
    ["a pay code with letters", { payParams: { payBarCode: "13485356618120647x" } }],
    ["no number (C31)", { clientPayNo: undefined }],
    ["an empty number", { clientPayNo: "" }],
    ["a number with a wildcard (C33)", { clientPayNo: "2018*" }],
    ["a number with the query grammar (D10)", { clientPayNo: "IN(a,b)" }],
    ["a number in two letter cases (C32)", { clientPayNo: "aB1" }],
    ["a number of 51 characters (C29)", { clientPayNo: "1".repeat(51) }],
    ["a number that is not text", { clientPayNo: 1 }],
    ["another extra parameter", { clientExtraParams: { table: "7" } }],
  ])("%s is refused and nothing is sent", async (_name, more) => {
    const { call, payment, peer } = await open();
    const input = payment("微信扫码枪", { payBarCode: newCode().reveal() }, more);
    expect(call("pay").input.safeParse(input).success).toBe(false);
    expect(call("batchPay").input.safeParse({ batchPayData: [input] }).success).toBe(false);
    await expect(call("pay").send(input, 1000)).rejects.toThrow();
    expect(peer.requests).toEqual([]);
  });

  test("a batch with one number twice is refused: both would be charged (E5 E6)", async () => {
    const { call, payment } = await open();
    const one = payment("挂账", ACCOUNT, { clientPayNo: "a1" });
    const twice = { batchPayData: [one, { ...one, clientPayNo: "A1" }] };
    expect(call("batchPay").input.safeParse(twice).success).toBe(false);
    expect(call("batchPay").input.safeParse({ batchPayData: [] }).success).toBe(false);
  });
});

describe("the calls about an order", () => {
  test("pay, payOrders by number, platform number and uuid, tradeRecords, refund, refundOrders three ways", async () => {
    const { send, payment, peer } = await open();
    const input = payment("支付宝扫码枪", { payBarCode: newCode("alipay").reveal() });
    await send("pay", input);
    const order = peer.books.orders[0];
    const { clientPayNo } = input;
    const { uuid, tractionNo } = { uuid: order?.uuid ?? "", tractionNo: order?.tractionNo ?? "" };
    const item = { clientPayNo, status: "payed", payAmount: 221 };
    expect(await send("payOrders", { clientPayNo })).toMatchObject({ verified: true, body: { items: [item] } });
    expect(await send("payOrders", { tractionNo })).toMatchObject({ verified: true, body: { items: [item] } });
    expect(await send("payOrders", { uuid })).toMatchObject({ verified: true, body: item });
    expect(await send("tradeRecords", { payOrderUUID: uuid })).toMatchObject({ verified: true, body: { size: 1 } });
    const refund = { payTractionNo: tractionNo, clientRefundNo: "T201807120134", isCancel: 0, refundAmount: 21 };
    expect(await send("refund", refund)).toMatchObject({
      verified: true,
      body: { businessRet: "syncOnlineRefund", data: { status: "refunded", refundAmount: 21, payOrderUUID: uuid } },
    });
    const found = { verified: true, body: { items: [{ clientRefundNo: "T201807120134" }] } };
    expect(await send("refundOrders", { clientRefundNo: "T201807120134" })).toMatchObject(found);
    expect(await send("refundOrders", { payOrderUUID: uuid })).toMatchObject(found);
    const refundUuid = peer.books.refunds[0]?.uuid ?? "";
    expect(await send("refundOrders", { uuid: refundUuid })).toMatchObject({
      verified: true,
      body: { uuid: refundUuid },
    });
  });

  test("the seed's refund: a cancel without an amount gives everything back", async () => {
    const { send, payment, peer } = await open();
    await send("pay", payment("挂账", ACCOUNT));
    const payTractionNo = peer.books.orders[0]?.tractionNo;
    const clientExtraParams = { orderNo: "P201807050001", operatorName: "小美" };
    const input = { payTractionNo, clientRefundNo: "T1", isCancel: 1, clientExtraParams };
    expect(await send("refund", input)).toMatchObject({ verified: true, body: { data: { refundAmount: 221 } } });
    expect(peer.books.given).toMatchObject([{ fen: 221 }]);
  });

  test("a refund that the server refuses before it tries is a believed no; nothing is given back", async () => {
    const { send, payment, peer } = await open();
    await send("pay", payment("挂账", ACCOUNT));
    const payTractionNo = peer.books.orders[0]?.tractionNo;
    const tooMuch = await send("refund", { payTractionNo, clientRefundNo: "T1", refundAmount: 222 });
    expect(tooMuch).toMatchObject({ verified: true, status: 500, failure: "failure_answered" });
    expect(peer.books.given).toEqual([]);
  });

  test("batchPay with one failure, then batchRefund of what went through", async () => {
    const { send, payment, peer } = await open();
    peer.script.nextPayer(payers.pays, payers.declines("NOTENOUGH"), payers.pays);
    const batchPayData = [1, 2, 3].map(() => payment("挂账", ACCOUNT));
    const paid = await send("batchPay", { batchPayData });
    expect(paid).toMatchObject({
      verified: true,
      failure: "failure_answered",
      body: { batchPayResult: [{ statusCode: 200 }, { statusCode: 500, body: { code: 9999 } }, { statusCode: 200 }] },
    });
    const orders = peer.books.orders.filter((order) => order.status === "payed");
    const batchRefundData = orders.map((order) => ({
      clientRefundNo: newRefundNo() as string,
      payTractionNo: order.tractionNo,
    }));
    expect(await send("batchRefund", { batchRefundData })).toMatchObject({
      verified: true,
      body: { batchRefundResult: batchRefundData.map(({ clientRefundNo }) => ({ clientRefundNo, statusCode: 200 })) },
    });
    expect(peer.books.given.map((one) => one.fen)).toEqual([221, 221]);
  });

  test.each<[string, string, Fields]>([
    ["an amount of 0, which would be everything", "refund", { refundAmount: 0 }],
    ["a negative amount", "refund", { refundAmount: -5 }],
    ["an amount in text", "refund", { refundAmount: "20" }],
    ["a field nobody documented", "refund", { why: "x" }],
    ["no number", "refund", { clientRefundNo: undefined }],
    ["isCancel as truth", "refund", { isCancel: true }],
  ])("%s is refused and nothing is sent", async (_name, name, more) => {
    const { call } = await open();
    const input = { payTractionNo: "1531367230400202", clientRefundNo: "T1", ...more };
    expect(call(name).input.safeParse(input).success).toBe(false);
  });

  test("two refunds of one order in one batch are refused: both would be carried out (F26)", async () => {
    const { call } = await open();
    const payTractionNo = "1531367230400202";
    const batchRefundData = [1, 2].map((at) => ({ payTractionNo, clientRefundNo: `T${at}` }));
    expect(call("batchRefund").input.safeParse({ batchRefundData }).success).toBe(false);
  });

  test.each(["payOrders", "refundOrders", "tradeRecords"])(
    "%s without a parameter is refused: it would be every shop's",
    async (name) => {
      const { call } = await open();
      for (const input of [
        {},
        { clientPayNo: "" },
        { clientPayNo: "*" },
        { uuid: "a/b" },
        { clientPayNo: "A", uuid: "b" },
      ])
        expect(call(name).input.safeParse(input).success).toBe(false);
    },
  );
});
