// The peer itself: it answers as the real service was witnessed to answer (witnessed.md §2), and writes down what a
// client must not do. Requests here are made by hand, past the adapter that would never make them.
import { afterEach, describe, expect, test } from "vitest";
import { type PayserverPeer, type PayserverPeerOptions, payers, startPayserverPeer } from "../peers/payserver.ts";

let peers: PayserverPeer[] = [];
afterEach(async () => {
  const used = peers;
  peers = [];
  for (const peer of used) await peer.settled();
  for (const peer of used) await peer.close();
});

type Fields = Record<string, unknown>;
type Answer = { readonly status: number; readonly type: string; readonly text: string; readonly json: Fields };

async function start(options: PayserverPeerOptions = {}) {
  const peer = await startPayserverPeer(options);
  peers.push(peer);
  const ask = async (method: string, path: string, body?: string, type = "application/json;charset=UTF-8") => {
    const headers: Record<string, string> = { Authorization: `Bearer ${peer.token}` };
    if (body !== undefined) headers["Content-Type"] = type;
    const response = await fetch(peer.baseUrl + path, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    const contentType = response.headers.get("content-type") ?? "";
    const json: Fields = contentType.startsWith("application/json") ? { ...(JSON.parse(text) as Fields) } : {};
    return { status: response.status, type: contentType, text, json } satisfies Answer;
  };
  const post = (path: string, body: Fields, type?: string) => ask("POST", path, JSON.stringify(body), type);
  const payment = (clientPayNo: unknown, more: Fields = {}): Fields => ({
    payModeUUID: peer.books.modes.find((mode) => mode.name === "微信扫码枪")?.uuid,
    payer: "A",
    payee: peer.payee,
    payAmount: 50,
    clientPayNo,
    payParams: { payBarCode: "134853566181206476" },
    ...more,
  });
  const dataOf = (answer: Answer): Fields => ({ ...(answer.json["data"] as Fields) });
  return { peer, ask, post, payment, dataOf, get: (path: string) => ask("GET", path) };
}

describe("a payment that is charged and not stored (5100)", () => {
  test.each<[string, Fields]>([
    ["an unknown field (C27)", { cashierName: "小美" }],
    ["a number of 51 characters (C29)", { clientPayNo: "1".repeat(51) }],
  ])("%s", async (_name, more) => {
    const { peer, post, payment, get } = await start();
    const answer = await post("/pay", payment("R1", more));
    expect(answer).toMatchObject({ status: 500, json: { name: "DBError", code: 5100 } });
    expect(String(answer.json["description"])).toMatch(/'payed'.*'4200000182\d{18}'/);
    expect(peer.books.taken).toHaveLength(1);
    expect((await get("/payOrders?clientPayNo=R1")).json).toMatchObject({ limit: 0, size: 0, items: [] });
    expect(peer.breaches).toHaveLength(1);
  });
});

describe("numbers that find somebody else's order", () => {
  test("other letter case, a wildcard, and the null-numbered order", async () => {
    const { peer, post, payment, dataOf } = await start();
    await post("/pay", payment("R34846278"));
    for (const number of ["r34846278", "R348*"])
      expect(dataOf(await post("/pay", payment(number, { payAmount: 99 })))).toMatchObject({
        clientPayNo: "R34846278",
        payAmount: 50,
      });
    expect(dataOf(await post("/pay", payment(undefined)))).toMatchObject({ clientPayNo: null, status: "payed" });
    const asText = await post("/pay", payment("R2"), "text/plain");
    expect(asText).toMatchObject({ status: 200, json: { ret: "success" } });
    expect(dataOf(asText)).toMatchObject({ clientPayNo: null });
    expect(peer.books.taken).toHaveLength(2);
    expect(peer.breaches.length).toBeGreaterThan(4);
  });

  test("a second payment under a stored number changes nothing, and its ret follows the stored state (C2 C11)", async () => {
    const { peer, post, payment } = await start();
    peer.script.nextPayer(payers.declines("NOTENOUGH"));
    expect(await post("/pay", payment("R1"))).toMatchObject({
      status: 500,
      json: { code: 9999, message: expect.stringContaining('Error:{"tractionNo":') },
    });
    expect((await post("/pay", payment("R1"))).json).toMatchObject({ ret: "failed" });
    expect(peer.books.asked).toHaveLength(1);
    expect(peer.breaches).toEqual(["payment R1 was posted again"]);
  });
});

test("posted again while in flight: the component is called twice, the second answer is 5100 (C35), in a batch too (E5)", async () => {
  const { peer, post, payment } = await start();
  peer.script.everyPayer(payers.slow(100));
  const answers = await Promise.all([post("/pay", payment("R1")), post("/pay", payment("R1"))]);
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 500]);
  const batch = await post("/batchPay", { batchPayData: [payment("R2"), payment("R2")] });
  expect(batch).toMatchObject({ status: 200 });
  expect(peer.books.taken).toHaveLength(4);
  expect(peer.books.orders).toHaveLength(2);
  expect(peer.breaches).toHaveLength(2);
});

test("the service's own limit is text/plain, and the order is there once the component has answered (L29–L31)", async () => {
  const { peer, post, payment, get } = await start({ serverLimitMs: 300 });
  peer.script.nextPayer(payers.slow(800));
  expect(await post("/pay", payment("R1"))).toMatchObject({
    status: 500,
    type: expect.stringContaining("text/plain"),
    text: "Internal Server Error",
  });
  expect((await get("/payOrders?clientPayNo=R1")).json).toMatchObject({ size: 0 });
  await peer.settled();
  expect((await get("/payOrders?clientPayNo=R1")).json).toMatchObject({ items: [{ status: "payed" }] });
});

test("a query lists its order with its links and without clientExtraParams; the answer to pay has them", async () => {
  const { post, payment, get, dataOf } = await start();
  const answer = await post("/pay", payment("R1", { clientExtraParams: { orderNo: "P1" } }));
  expect(dataOf(answer)).toMatchObject({ clientExtraParams: { orderNo: "P1" } });
  const [item] = (await get("/payOrders?clientPayNo=R1")).json["items"] as Fields[];
  expect(item).toHaveProperty("href");
  expect(item).not.toHaveProperty("clientExtraParams");
});

describe("refunds", () => {
  async function paid(options: PayserverPeerOptions = {}) {
    const all = await start(options);
    const { data } = (await all.post("/pay", all.payment("R1"))).json as { data: Fields };
    const refund = (clientRefundNo: unknown, more: Fields = {}) =>
      all.post("/refund", { payTractionNo: data["tractionNo"], clientRefundNo, ...more });
    const given = () => all.peer.books.given.map((one) => one.fen);
    return { ...all, refund, given };
  }

  test("0 gives everything back, text is given back and not stored, too much is refused (F9 F11 F15)", async () => {
    const all = await paid();
    expect(await all.refund("T1", { refundAmount: 51 })).toMatchObject({
      json: { message: "RefundOrderBusiness->create refundAmount exceed payAmount!!!!" },
    });
    expect(await all.refund("T2", { refundAmount: "20" })).toMatchObject({
      json: { message: "RefundOrderProxy->updateData refundAmount exceed payAmount!!!!" },
    });
    expect(await all.refund("T3", { refundAmount: 0 })).toMatchObject({ json: { data: { refundAmount: 50 } } });
    expect(all.given()).toEqual([20, 50]);
    expect(all.peer.breaches).toHaveLength(2);
  });

  test("a number answers for what it was used for first; a new one on a refunded order brings the first (F3 L22)", async () => {
    const all = await paid();
    const second = (await all.post("/pay", all.payment("R2"))).json as { data: Fields };
    await all.refund("T1");
    const other = await all.post("/refund", { payTractionNo: second.data["tractionNo"], clientRefundNo: "T1" });
    expect(all.dataOf(other)).toMatchObject({ clientRefundNo: "T1", refundAmount: 50 });
    expect(all.dataOf(await all.refund("T9"))).toMatchObject({ clientRefundNo: "T1" });
    expect((await all.get("/refundOrders?clientRefundNo=T9")).json).toMatchObject({ size: 0 });
    expect(all.given()).toEqual([50]);
  });

  test("a second one while the first is refunding is carried out, and is a breach (F26)", async () => {
    const all = await paid();
    all.peer.script.nextRefund({ says: "running", takes: true });
    const first = await all.refund("T1");
    expect(all.dataOf(first)).toMatchObject({ status: "refunding" });
    expect(all.dataOf(first)).not.toHaveProperty("resultCode");
    await all.refund("T2");
    expect(all.given()).toEqual([50, 50]);
    expect(all.peer.breaches).toEqual(["a refund of R1 was started while another is refunding"]);
  });

  test("a cancel nine hours later, or of an order without a finishing time, is refused; a refund is not (F19–F22)", async () => {
    for (const payer of [payers.finishedHoursAgo(9), payers.noFinishTime]) {
      const all = await start();
      all.peer.script.nextPayer(payer);
      const { data } = (await all.post("/pay", all.payment("R1"))).json as { data: Fields };
      const refund = (isCancel: number) =>
        all.post("/refund", { payTractionNo: data["tractionNo"], clientRefundNo: "T1", isCancel });
      expect(await refund(1)).toMatchObject({
        status: 500,
        json: { message: expect.stringContaining("exceed cancel") },
      });
      expect(await refund(0)).toMatchObject({ status: 200 });
    }
  });

  test("asynchronous with clientExtraParams fails before the component (F45)", async () => {
    const all = await paid();
    for (const mode of all.peer.books.modes) mode.isAsyncNotify = 1;
    expect(await all.refund("T1", { clientExtraParams: { orderNo: "P1" } })).toMatchObject({ json: { code: 5100 } });
    expect(all.given()).toEqual([]);
    expect(all.peer.breaches).toHaveLength(1);
  });
});

test("asynchronous payments answer payParams as JSON text, and lose their result if told to (C57, F47)", async () => {
  const { peer, post, payment, dataOf, get } = await start({ loseAsyncResults: true });
  for (const mode of peer.books.modes) mode.isAsyncNotify = 1;
  const answer = await post("/pay", payment("R1"));
  expect(answer.json).toMatchObject({ businessRet: "asyncOnlinePay" });
  expect(dataOf(answer)).toMatchObject({ status: "paying", payParams: '{"payBarCode":"134853566181206476"}' });
  await peer.settled();
  expect((await get("/payOrders?clientPayNo=R1")).json).toMatchObject({ items: [{ status: "paying" }] });
  expect(peer.books.taken).toHaveLength(1);
});

test("below the router everything is text: 400, 401, 404, 415", async () => {
  const { peer, ask, post } = await start();
  const seen = [
    await ask("POST", "/pay", "{"),
    await ask("POST", "/pay", "<a/>", "application/xml"),
    await ask("GET", "/pay"),
    await ask("GET", "/payServer/pay"),
    await post("/payNotify", {}),
  ];
  expect(seen.map((answer) => [answer.status, answer.text])).toEqual([
    [400, "Bad Request"],
    [415, "Unsupported Media Type"],
    [404, "Not Found"],
    [404, "Not Found"],
    [404, "Not Found"],
  ]);
  expect((await fetch(`${peer.baseUrl}/payModes`)).status).toBe(401);
  for (const part of ["content type", "no such call", "the token is wrong", "must be asked for"])
    expect(peer.breaches.join("\n")).toContain(part);
});

test("every breach of a form is written down", async () => {
  const { peer, post, payment, get } = await start();
  await post("/pay", payment("R1", { payAmount: 0.5 }));
  await post("/pay", payment("aB", { payee: undefined }));
  await post("/pay", payment("R3", { payParams: { payBarCode: "1", other: 1 } }));
  await post("/openPayMode", {});
  await post("/payModes", { payTemplateId: "x" });
  await get("/payOrders");
  await get("/payOrders?clientPayNo=R*");
  await get("/payOrders?clientPayNo=R1&shop=1");
  for (const part of [
    "payAmount has the wrong form",
    "clientPayNo has the wrong form",
    "payee is missing",
    "payParams has the wrong form",
    "merchantHref is missing",
    "one of clientPayNo, tractionNo must be asked for",
    "the number has the wrong form",
    "?shop is not documented",
  ])
    expect(peer.breaches.join("\n")).toContain(part);
});
