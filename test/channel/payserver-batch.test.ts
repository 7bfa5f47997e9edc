// Several payments or refunds in one request: each item judged as its own, a missing item or a broken whole unknown, no
// number twice. Answers as tables, then the strict peer and its wallet's books.
import { afterEach, describe, expect, test } from "vitest";
import { type ItemAnswer, itemAnswers } from "../../main/channel/payserver/batch.ts";
import { type PayserverPeerOptions, misbehave, payers } from "../peers/payserver.ts";
import { timeText } from "../peers/payserver/books.ts";
import { ACCOUNT } from "./payserver-console.ts";
import {
  type Opened,
  chargeInput,
  closeAll,
  failed,
  http200,
  modeInput,
  newCode,
  openChannel,
  refOf,
  refundOf,
} from "./payserver-support.ts";

let opened: Opened[] = [];
afterEach(async () => {
  const used = opened;
  opened = [];
  await closeAll(used);
});

const times = <What>(count: number, what: What): What[] => Array.from({ length: count }, () => what);

async function open(options: PayserverPeerOptions = {}) {
  const one = await openChannel(options);
  opened.push(one);
  const { batch } = one.channel;
  if (!batch) throw new Error("no batch");
  const count = (route: string) => one.peer.requests.filter((request) => request.route === route).length;
  return { ...one, batch, count };
}

describe("the answers to a batch of A, B and C", () => {
  const numbers = ["A", "B", "C"];
  const read = (body: unknown): readonly ItemAnswer[] =>
    itemAnswers(http200(body), { list: "batchPayResult", number: "clientPayNo", numbers, hidden: { codes: [] } });
  const item = (clientPayNo: unknown, statusCode: unknown = 200, body: unknown = { data: {} }) => ({
    clientPayNo,
    statusCode,
    body,
  });
  const kinds = (answers: readonly ItemAnswer[]) =>
    answers.map((one) => ("cause" in one ? one.cause : one.ok ? one.status : one.failure));

  test.each<[string, unknown[], unknown[]]>([
    ["all, each with its own status", [item("A"), item("B", 500), item("C", 201)], [200, 500, 201]],
    ["one is missing", [item("A"), item("C")], [200, "other_order", 200]],
    ["none is there", [], ["other_order", "other_order", "other_order"]],
    ["one stands there twice", [item("A"), item("B"), item("B"), item("C")], [200, "other_order", 200]],
    ["another letter case is another number", [item("a"), item("B"), item("C")], ["other_order", 200, 200]],
    ["a number as a number", [item(1), item("B"), item("C")], ["other_order", 200, 200]],
    ["a stranger among them", [item("A"), item("X"), item("B"), item("C")], [200, 200, 200]],
    ["no status", [item("A", "200"), item("B", null), item("C")], ["unreadable", "unreadable", 200]],
    ["in another order", [item("B"), item("A"), item("C")], ["contradiction", "contradiction", "contradiction"]],
  ])("%s", (_name, items, expected) => {
    expect(kinds(read({ batchPayResult: items }))).toEqual(expected);
  });

  test.each<[string, unknown]>([
    ["no list", {}],
    ["something else under the name", { batchPayResult: { A: 1 } }],
    ["a list of words", { batchPayResult: ["A", "B", "C"] }],
    ["the list of refunds", { batchRefundResult: [item("A")] }],
  ])("%s: unreadable for every item", (_name, body) => {
    expect(kinds(read(body))).toEqual(["unreadable", "unreadable", "unreadable"]);
  });

  test("an error of the whole is about no item, whatever code it carries", () => {
    const whole = failed("PayOrderBusiness->create payMode is not opened!!!", 9002);
    const answers = itemAnswers(whole, {
      list: "batchPayResult",
      number: "clientPayNo",
      numbers,
      hidden: { codes: [] },
    });
    expect(kinds(answers)).toEqual(["server_error", "server_error", "server_error"]);
  });
});

describe("several payments at once", () => {
  test("each is paid through its own mode, in one request, answered in the order given", async () => {
    const { batch, peer, count } = await open();
    const inputs = [modeInput("挂账", ACCOUNT, 500), chargeInput(700, { code: newCode("alipay") }), chargeInput(50)];
    expect(await batch.charge(inputs)).toMatchObject([
      { kind: "paid", amountFen: 500, settlement: { modeName: "挂账" } },
      { kind: "paid", amountFen: 700, wallet: "alipay" },
      { kind: "paid", amountFen: 50, wallet: "wechat" },
    ]);
    expect([count("payModes"), count("batchPay"), count("pay")]).toEqual([1, 1, 0]);
    expect(peer.books.taken.map(({ fen }) => fen)).toEqual([500, 700, 50]);
  });

  test("one declined, one still typing, one offline: each has its own outcome", async () => {
    const { batch, peer } = await open();
    peer.script.nextPayer(payers.declines("NOTENOUGH"), payers.neverPays);
    const inputs = [chargeInput(100), chargeInput(200), modeInput("现金", {}, 300)];
    expect(await batch.charge(inputs)).toMatchObject([
      { kind: "declined", reason: "balance_low", newCode: true },
      { kind: "awaiting" },
      { kind: "unknown", cause: "cannot_ask", byHand: true },
    ]);
  });

  test("where one cannot be sent, none is", async () => {
    const { batch, count, peer } = await open();
    const outcomes = await batch.charge([chargeInput(100), modeInput("挂账", {}, 200), chargeInput(300)]);
    expect(outcomes).toMatchObject(times(3, { kind: "declined", reason: "never_sent", newCode: false }));
    expect([count("batchPay"), peer.books.taken]).toEqual([0, []]);
  });

  test.each([
    ["a lost answer", misbehave.loseAnswer, "broken_connection"],
    ["a 502", misbehave.badGateway, "server_error"],
    ["a page", misbehave.htmlPage, "unreadable"],
    ["another body", { do: "body", body: { batchPayResult: 1 } }, "unreadable"],
  ] as const)("%s: every payment is unknown, and none is asked for twice", async (_name, how, cause) => {
    const { batch, channel, peer, count } = await open();
    peer.script.next("batchPay", how);
    const inputs = [chargeInput(100), chargeInput(200)];
    expect(await batch.charge(inputs)).toMatchObject(times(2, { kind: "unknown", cause }));
    for (const input of inputs) {
      const taken = peer.books.taken.filter((one) => one.clientPayNo === input.tradeNo).length;
      const told = await channel.query?.(refOf(input));
      expect(told?.kind).toBe(taken === 1 ? "paid" : "unknown");
    }
    expect(count("batchPay")).toBe(1);
  });

  test("an item about somebody else's order is unknown, the others stand", async () => {
    const { batch, peer } = await open();
    const inputs = [chargeInput(100), chargeInput(200)];
    peer.script.next("batchPay", {
      do: "body",
      body: {
        batchPayResult: [{ clientPayNo: inputs[0]?.tradeNo, statusCode: 200, body: { ret: "success", data: {} } }],
      },
    });
    expect(await batch.charge(inputs)).toMatchObject(times(2, { kind: "unknown", cause: "other_order" }));
  });

  test("one number twice, or more than a batch holds, is our own mistake; nothing leaves", async () => {
    const { batch, peer } = await open();
    const input = chargeInput(100);
    await expect(batch.charge([input, { ...input, code: newCode() }])).rejects.toThrow(RangeError);
    await expect(batch.charge(Array.from({ length: 51 }, () => chargeInput(1)))).rejects.toThrow(RangeError);
    expect(await batch.charge([])).toEqual([]);
    expect(peer.requests).toEqual([]);
  });

  test("no pay code stands in anything that is kept, also when the whole is repeated back", async () => {
    const { batch, peer } = await open();
    const inputs = [chargeInput(100), chargeInput(200)];
    const message = `broken near ${inputs.map(({ code }) => code.reveal()).join(" ")}`;
    peer.script.next("batchPay", { do: "error", code: 9999, message, processed: true });
    const shown = JSON.stringify(await batch.charge(inputs));
    for (const { code } of inputs) expect(shown).not.toContain(code.reveal());
  });
});

describe("several refunds at once", () => {
  async function paid(options: PayserverPeerOptions = {}) {
    const one = await open(options);
    const inputs = [chargeInput(500), chargeInput(700)];
    await one.batch.charge(inputs);
    const [first, second] = inputs.map((input) => refOf(input));
    if (!first || !second) throw new Error("two were charged");
    return { ...one, first, second };
  }

  test("a combined order is undone in one request: cancelled whole, refunded in part", async () => {
    const { batch, first, second, peer, count } = await paid();
    const refs = [refundOf(first, 500), refundOf(second, 200)];
    expect(await batch.refund(refs)).toMatchObject([
      { kind: "refunded", amountFen: 500 },
      { kind: "refunded", amountFen: 200 },
    ]);
    expect([count("batchRefund"), count("refund")]).toEqual([1, 0]);
    expect(peer.books.given.map(({ clientRefundNo, fen }) => [clientRefundNo, fen])).toEqual([
      [refs[0]?.refundNo, 500],
      [refs[1]?.refundNo, 200],
    ]);
    const sent = peer.requests.find(({ route }) => route === "batchRefund")?.body["batchRefundData"];
    expect(sent).toMatchObject([
      { isCancel: 1, refundAmount: 500 },
      { isCancel: 0, refundAmount: 200 },
    ]);
  });

  test("what its own order does not allow is not sent, the others go out", async () => {
    const { batch, first, second, peer } = await paid();
    expect(await batch.refund([refundOf(first, 501), refundOf(second, 700)])).toMatchObject([
      { kind: "refused", reason: "refund_refused" },
      { kind: "refunded", amountFen: 700 },
    ]);
    expect(peer.books.given).toHaveLength(1);
    expect(await batch.refund([refundOf(second, 1)])).toMatchObject([{ kind: "refused" }]);
  });

  test("a cancel that the server finds too late goes out again as a refund, alone", async () => {
    const { batch, peer, count } = await open();
    peer.script.nextPayer(payers.finishedHoursAgo(9), payers.pays);
    const inputs = [chargeInput(500), chargeInput(700)];
    await batch.charge(inputs);
    // To us it still looks in time.
    peer.script.next("payOrders", { do: "change", data: { payFinishAt: timeText(new Date()) } });
    const outcomes = await batch.refund(inputs.map((input) => refundOf(refOf(input), input.amountFen)));
    expect(outcomes).toMatchObject([
      { kind: "refunded", amountFen: 500 },
      { kind: "refunded", amountFen: 700 },
    ]);
    expect([count("batchRefund"), count("refund"), peer.books.given.length]).toEqual([1, 1, 2]);
  });

  test.each([
    ["a lost answer", misbehave.loseAnswer, "broken_connection"],
    ["a 502", misbehave.badGateway, "server_error"],
    ["no list", { do: "body", body: {} }, "unreadable"],
  ] as const)("%s: every refund is unknown; asked again by its number it tells", async (_name, how, cause) => {
    const { batch, channel, first, second, peer } = await paid();
    peer.script.next("batchRefund", how);
    const refs = [refundOf(first, 500), refundOf(second, 700)];
    expect(await batch.refund(refs)).toMatchObject(times(2, { kind: "unknown", cause }));
    for (const ref of refs) {
      const given = peer.books.given.filter((one) => one.clientRefundNo === ref.refundNo).length;
      expect((await channel.refundQuery?.(ref))?.kind).toBe(given === 1 ? "refunded" : "unknown");
    }
  });

  test("one number twice, or one order twice, is our own mistake; nothing leaves", async () => {
    const { batch, first, peer } = await paid();
    const before = peer.requests.length;
    const ref = refundOf(first, 100);
    await expect(batch.refund([ref, refundOf(first, 100)])).rejects.toThrow(RangeError);
    await expect(batch.refund([ref, ref])).rejects.toThrow(RangeError);
    expect(peer.requests).toHaveLength(before);
  });
});
