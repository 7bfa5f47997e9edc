// Refunds against the strict peer, over real HTTP. After every test the peer must have seen nothing that the document
// does not allow, and what the wallet gave back must be what was asked for.
import { afterEach, describe, expect, test } from "vitest";
import { type Payer, type PayserverPeerOptions, misbehave, payers, wrong } from "../peers/payserver.ts";
import { type Opened, chargeInput, closeAll, openChannel, refOf, refundOf, verb } from "./payserver-support.ts";

let opened: Opened[] = [];
afterEach(async () => {
  const used = opened;
  opened = [];
  await closeAll(used);
});

/** A paid order of 12.50. */
async function paid(options: PayserverPeerOptions = {}, payer: Payer = payers.pays) {
  const one = await openChannel(options);
  opened.push(one);
  const { channel, peer } = one;
  peer.script.nextPayer(payer);
  const input = chargeInput();
  expect(await channel.charge(input)).toMatchObject({ kind: "paid" });
  const posts = () => peer.requests.filter((request) => request.route === "refund").map((request) => request.body);
  return { ...one, ref: refOf(input), posts, refund: verb(channel.refund), refundQuery: verb(channel.refundQuery) };
}

const back = (peer: Opened["peer"]) => peer.books.given.map((one) => one.fen);

describe("a refund", () => {
  test("of the whole goes as a cancel, is done at once, and the query agrees", async () => {
    const { refund, refundQuery, peer, posts, ref } = await paid();
    const one = refundOf(ref, 1250);
    expect(await refund(one)).toMatchObject({ kind: "refunded", amountFen: 1250 });
    expect(posts()).toEqual([
      {
        payTractionNo: peer.books.orders[0]?.tractionNo,
        clientRefundNo: one.refundNo,
        isCancel: 1,
        refundAmount: 1250,
      },
    ]);
    expect(await refundQuery(one)).toMatchObject({ kind: "refunded", amountFen: 1250 });
    expect(back(peer)).toEqual([1250]);
    expect(peer.books.orders[0]?.status).toBe("refunded");
  });

  test("in parts goes as refunds, never as 0 and never as text", async () => {
    const { refund, refundQuery, peer, posts, ref } = await paid();
    const [first, second] = [refundOf(ref, 500), refundOf(ref, 750)];
    expect(await refund(first)).toMatchObject({ kind: "refunded", amountFen: 500 });
    expect(await refund(second)).toMatchObject({ kind: "refunded", amountFen: 750 });
    expect(await refundQuery(first)).toMatchObject({ kind: "refunded", amountFen: 500 });
    expect(posts().map((body) => [body["isCancel"], body["refundAmount"]])).toEqual([
      [0, 500],
      [0, 750],
    ]);
    expect(back(peer)).toEqual([500, 750]);
    await expect(refund(refundOf(ref, 0))).rejects.toThrow(RangeError);
  });

  test.each<[string, Payer]>([
    ["finished nine hours ago (F19)", payers.finishedHoursAgo(9)],
    ["without a finishing time (F21)", payers.noFinishTime],
  ])("of the whole of a payment %s goes as a refund", async (_name, payer) => {
    const { refund, posts, ref } = await paid({}, payer);
    expect(await refund(refundOf(ref, 1250))).toMatchObject({ kind: "refunded" });
    expect(posts().map((body) => body["isCancel"])).toEqual([0]);
  });

  test("a cancel that the server finds too late goes as a refund under the same number, once", async () => {
    const { refund, peer, posts, ref } = await paid({}, payers.finishedHoursAgo(9));
    peer.script.next("payOrders", { do: "change", data: { payFinishAt: "2099-01-01 00:00:00" } });
    const one = refundOf(ref, 1250);
    expect(await refund(one)).toMatchObject({ kind: "refunded" });
    expect(posts().map((body) => [body["isCancel"], body["clientRefundNo"]])).toEqual([
      [1, one.refundNo],
      [0, one.refundNo],
    ]);
    expect(back(peer)).toEqual([1250]);
  });

  test("under way is processing until the wallet notifies", async () => {
    const { refund, refundQuery, peer, ref } = await paid();
    peer.script.nextRefund({ says: "running", notifies: { atQuery: 3, ret: "success" } });
    const one = refundOf(ref, 1250);
    expect(await refund(one)).toMatchObject({ kind: "processing" });
    const kinds: string[] = [];
    for (let i = 0; i < 3; i++) kinds.push((await refundQuery(one)).kind);
    expect(kinds).toEqual(["processing", "processing", "refunded"]);
    expect(back(peer)).toEqual([1250]);
  });

  test("refused by the wallet gives nothing back; a new number goes through (F31–F35)", async () => {
    const { refund, refundQuery, peer, ref } = await paid();
    peer.script.nextRefund({ says: "failed", reason: "NOTENOUGH" });
    const one = refundOf(ref, 700);
    expect(await refund(one)).toMatchObject({ kind: "refused", reason: "merchant_balance_low" });
    expect(await refundQuery(one)).toMatchObject({ kind: "refused" });
    expect(await refund(refundOf(ref, 700))).toMatchObject({ kind: "refunded" });
    expect(back(peer)).toEqual([700]);
  });

  test("refused later, by the notice", async () => {
    const { refund, refundQuery, peer, ref } = await paid();
    peer.script.nextRefund({
      says: "running",
      notifies: { atQuery: 1, ret: "failed", reason: "USER_ACCOUNT_ABNORMAL" },
    });
    const one = refundOf(ref, 700);
    expect(await refund(one)).toMatchObject({ kind: "processing" });
    expect(await refundQuery(one)).toMatchObject({ kind: "refused" });
    expect(back(peer)).toEqual([]);
  });

  test("works for a mode that was closed meanwhile (L19)", async () => {
    const { refund, peer, ref } = await paid();
    for (const mode of peer.books.modes) mode.isOpened = 0;
    expect(await refund(refundOf(ref, 100))).toMatchObject({ kind: "refunded" });
  });
});

describe("[hazard] never a second refund while one is under way (F26)", () => {
  test("another till's refund under way stops ours unsent", async () => {
    const { refund, peer, posts, ref } = await paid();
    peer.script.nextRefund({ says: "running" });
    await refund(refundOf(ref, 500));
    expect(await refund(refundOf(ref, 700))).toMatchObject({
      kind: "refused",
      raw: expect.stringContaining("under way"),
    });
    expect(posts()).toHaveLength(1);
  });

  test("our own number, stored already, is answered as it stands and not posted again", async () => {
    const { refund, peer, posts, ref } = await paid();
    peer.script.next("refund", misbehave.loseAnswer);
    const one = refundOf(ref, 500);
    expect(await refund(one)).toMatchObject({ kind: "unknown", cause: "broken_connection" });
    expect(await refund(one)).toMatchObject({ kind: "refunded", amountFen: 500 });
    expect(posts()).toHaveLength(1);
    expect(back(peer)).toEqual([500]);
  });

  test("an asynchronous refund whose result is lost stays processing, and blocks the next one (F47–F49)", async () => {
    const { refund, refundQuery, peer, ref } = await paid({ loseAsyncResults: true });
    for (const mode of peer.books.modes) mode.isAsyncNotify = 1;
    const one = refundOf(ref, 500);
    expect(await refund(one)).toMatchObject({ kind: "processing" });
    await peer.settled();
    for (let i = 0; i < 3; i++) expect(await refundQuery(one)).toMatchObject({ kind: "processing" });
    expect(await refund(refundOf(ref, 500))).toMatchObject({ kind: "refused" });
    expect(back(peer)).toEqual([500]);
  });

  test("an asynchronous refund carries no clientExtraParams and is done (F45)", async () => {
    const { refund, refundQuery, peer, posts, ref } = await paid();
    for (const mode of peer.books.modes) mode.isAsyncNotify = 1;
    const one = refundOf(ref, 500);
    expect(await refund(one)).toMatchObject({ kind: "processing" });
    await peer.settled();
    expect(await refundQuery(one)).toMatchObject({ kind: "refunded" });
    expect(posts()[0]).not.toHaveProperty("clientExtraParams");
  });
});

describe("a refund that was not sent says so", () => {
  test.each([
    ["lost answer", misbehave.loseAnswer],
    ["502", misbehave.badGateway],
    ["other order", wrong.otherOrder("x1")],
    ["no such order", { do: "body", body: { items: [] } }],
  ] as const)("the order's own answer meets %s", async (_name, behaviour) => {
    const { refund, peer, posts, ref } = await paid();
    peer.script.next("payOrders", behaviour);
    const outcome = await refund(refundOf(ref, 500));
    expect(outcome).toMatchObject({
      kind: "unknown",
      cause: "not_connected",
      raw: expect.stringContaining("not sent"),
    });
    expect(posts()).toEqual([]);
  });

  test("the list of its refunds meets a 502", async () => {
    const { refund, peer, posts, ref } = await paid();
    peer.script.next("orderRefunds", misbehave.badGateway);
    expect(await refund(refundOf(ref, 500))).toMatchObject({ kind: "unknown", cause: "not_connected" });
    expect(posts()).toEqual([]);
  });

  test("an order given back elsewhere, and more than is left, are refused", async () => {
    const { refund, peer, posts, ref } = await paid();
    await refund(refundOf(ref, 1000));
    expect(await refund(refundOf(ref, 500))).toMatchObject({ kind: "refused", raw: "not sent: 250 left" });
    for (const order of peer.books.orders) order.status = "refunded";
    expect(await refund(refundOf(ref, 250))).toMatchObject({ kind: "refused" });
    expect(posts()).toHaveLength(1);
  });
});

describe("a refund whose answer goes wrong is unknown", () => {
  test.each([
    ["lost answer", misbehave.loseAnswer, "broken_connection", true],
    ["lost request", misbehave.loseRequest, "broken_connection", false],
    ["502 page", misbehave.badGateway, "server_error", true],
    ["rate limit", misbehave.rateLimited, "rate_limited", false],
    ["redirect", { do: "redirect", to: "/" }, "redirected", false],
    ["10 MB", misbehave.huge, "too_large", true],
    ["other refund", { do: "change", data: { clientRefundNo: "T1" } }, "other_order", true],
    ["other order", { do: "change", data: { payOrderUUID: "x" } }, "other_order", true],
    ["other amount", { do: "change", data: { refundAmount: 5 } }, "amount_differs", true],
    ["database down", wrong.databaseDown, "server_error", false],
    ["data {}", { do: "body", body: { ret: "success", businessRet: "offlineRefund", data: {} } }, "other_order", true],
  ] as const)("%s", async (_name, behaviour, cause, done) => {
    const { refund, refundQuery, peer, posts, ref } = await paid();
    peer.script.next("refund", behaviour);
    const one = refundOf(ref, 700);
    expect(await refund(one)).toMatchObject({ kind: "unknown", cause });
    const told = await refundQuery(one);
    // Not listed is no proof: it stays unknown, so that nobody sends it again.
    if (done) expect(told).toMatchObject({ kind: "refunded", amountFen: 700 });
    else expect(told).toMatchObject({ kind: "unknown", cause: "unlisted_state" });
    expect(back(peer)).toEqual(done ? [700] : []);
    expect(posts()).toHaveLength(1);
  });

  test.each([true, false])("a component that breaks: unknown for ever, money back or not (%s)", async (takes) => {
    const { refund, refundQuery, peer, ref } = await paid();
    peer.script.nextRefund({ says: "drop", takes });
    const one = refundOf(ref, 700);
    expect(await refund(one)).toMatchObject({ kind: "unknown", cause: "server_error" });
    expect(await refundQuery(one)).toMatchObject({ kind: "unknown", cause: "state_needs_a_person" });
    expect(back(peer)).toEqual(takes ? [700] : []);
  });

  test("the service's own limit: unknown, then refunded", async () => {
    const { refund, refundQuery, peer, ref } = await paid({ serverLimitMs: 500 });
    peer.script.nextRefund({ says: "success", afterMs: 1200 });
    const one = refundOf(ref, 700);
    expect(await refund(one)).toMatchObject({ kind: "unknown", cause: "server_error" });
    expect(await refundQuery(one)).toMatchObject({ kind: "unknown", cause: "unlisted_state" });
    await peer.settled();
    expect(await refundQuery(one)).toMatchObject({ kind: "refunded", amountFen: 700 });
  });

  test.each([
    ["refundOrders", misbehave.badGateway, "server_error"],
    ["refundOrders", misbehave.loseAnswer, "broken_connection"],
    ["payOrders", misbehave.badGateway, "server_error"],
    ["refundOrders", { do: "change", data: { payOrderUUID: "x" } }, "other_order"],
    ["payOrders", wrong.otherOrder("x1"), "other_order"],
  ] as const)("a query whose %s goes wrong is unknown, the next one knows", async (route, behaviour, cause) => {
    const { refund, refundQuery, peer, ref } = await paid();
    const one = refundOf(ref, 700);
    await refund(one);
    peer.script.next(route, behaviour);
    expect(await refundQuery(one)).toMatchObject({ kind: "unknown", cause });
    expect(await refundQuery(one)).toMatchObject({ kind: "refunded" });
  });
});
