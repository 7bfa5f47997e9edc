// Payments through the whole channel against the strict peer, over real HTTP. After every test the peer must have seen
// nothing that the vendor's pages do not allow.
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import type { Outcome } from "../../main/channel/channel.ts";
import { misbehave } from "../peers/common/misbehave.ts";
import { type HuishouyinPeerOptions, payers, wrong } from "../peers/huishouyin.ts";
import {
  type Opened,
  booked,
  chargeInput,
  closeAll,
  forgive,
  newCode,
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

async function open(options: HuishouyinPeerOptions = {}, extra: Record<string, unknown> = {}) {
  const one = await openChannel(options, extra);
  opened.push(one);
  return { ...one, ...verbsOf(one.channel) };
}

const asked = (peer: Opened["peer"], call: string) => peer.requests.filter((request) => request.call === call).length;

describe("every reading of the vendor's pages", () => {
  test.each<[string, HuishouyinPeerOptions]>([
    ["the assumed one", {}],
    ["hex", { encoding: "hex" }],
    ["sign_type outside the line", { includesSignType: false }],
    ["hex, sign_type outside the line", { encoding: "hex", includesSignType: false }],
    ["sign_type on cancel and close too", { signTypeEverywhere: true }],
    ["a form for a body", { bodyAs: "form" }],
    ["states instead of codes, amounts as text", { tellsBy: "state", amountsAs: "text" }],
    ["`status`, numbers as text", { codeAs: "status", numbersAs: "text" }],
    ["`status` and no data around it", { codeAs: "status", flat: true }],
  ])("%s: typed, paid, refunded, and another one cancelled", async (_name, options) => {
    const { charge, query, refund, refundQuery, cancel, peer } = await open(options);
    peer.script.nextPayer(payers.types(2), payers.neverPays);
    const input = chargeInput(2901);
    expect(await charge(input)).toMatchObject({ kind: "awaiting" });
    expect(await query(refOf(input))).toMatchObject({ kind: "awaiting" });
    expect(await query(refOf(input))).toMatchObject({ kind: "paid", amountFen: 2901, wallet: "wechat" });
    const part = refundOf(refOf(input), 901);
    expect(await refund(part)).toMatchObject({ kind: "processing" });
    expect(await refundQuery(part)).toMatchObject({ kind: "refunded", amountFen: 901 });
    expect(booked(peer, input.tradeNo)).toMatchObject({ charges: 1, paid: 2901, returned: 901 });
    const other = chargeInput();
    await charge(other);
    expect(await cancel(refOf(other))).toMatchObject({ kind: "cancelled" });
    expect(await query(refOf(other))).toMatchObject({ kind: "cancelled" });
  });

  test("the wrong reading is rejected by name, and nothing is in the books", async () => {
    const { peer, channel, charge, query } = await open({}, { signEncoding: "hex" });
    const input = chargeInput();
    const outcome = await charge(input);
    expect(outcome).toMatchObject({ kind: "declined", newCode: false, raw: "3004 签名验证失败" });
    expect(await query(refOf(input))).toMatchObject({ kind: "unknown", cause: "failure_answered" });
    expect(await channel.qr?.({ ...input, wallet: "wechat" })).toMatchObject({ kind: "declined" });
    expect(peer.books.orders.size).toBe(0);
  });

  test("a wrong app and a wrong secret are told apart", async () => {
    const wrongApp = await open({}, { appId: "x".repeat(32) });
    expect(await wrongApp.charge(chargeInput())).toMatchObject({ kind: "declined", raw: "3003 app_id错误" });
    const wrongSecret = await open({}, { appSecret: "x".repeat(32) });
    expect(await wrongSecret.charge(chargeInput())).toMatchObject({ raw: "3004 签名验证失败" });
  });
});

describe("a charge", () => {
  test("paid: one charge in the books, our number and amount, the wallet told", async () => {
    const { charge, peer } = await open();
    for (const wallet of ["wechat", "alipay"] as const) {
      const input = chargeInput(1250, newCode(wallet));
      expect(await charge(input)).toMatchObject({ kind: "paid", amountFen: 1250, wallet });
      expect(booked(peer, input.tradeNo)).toEqual({ charges: 1, paid: 1250, returned: 0, state: 1 });
    }
  });

  test("amounts arrive to the fen, from one fen to a hundred thousand yuan", async () => {
    const { charge, peer } = await open();
    for (const amount of [1, 10, 99, 100, 101, 2901, 113, 116, 10_000_000]) {
      const input = chargeInput(amount);
      expect(await charge(input)).toMatchObject({ kind: "paid", amountFen: amount });
      expect(booked(peer, input.tradeNo)).toMatchObject({ paid: amount });
    }
  });

  test("with vouchers: the bill proves it, what was really paid stands in the words", async () => {
    const { charge, query, peer } = await open();
    peer.script.nextPayer(payers.withVouchers(1000, 900));
    const input = chargeInput(1100);
    const words = "1000 order_status=1 total=11.00 payable=10.00 real=9.00 voucher=1.00 XX超市5折优惠 支付成功";
    expect(await charge(input)).toMatchObject({ kind: "paid", amountFen: 1100, raw: words });
    expect(await query(refOf(input))).toMatchObject({ kind: "paid", amountFen: 1100 });
  });

  test("never paid: awaiting for ever, then cancelled with proof", async () => {
    const { charge, query, cancel, peer } = await open();
    peer.script.everyPayer(payers.neverPays);
    const input = chargeInput();
    await charge(input);
    for (let i = 0; i < 5; i++) expect(await query(refOf(input))).toMatchObject({ kind: "awaiting" });
    expect(asked(peer, "get")).toBe(0);
    expect(await cancel(refOf(input))).toMatchObject({ kind: "cancelled" });
    expect(booked(peer, input.tradeNo)).toMatchObject({ charges: 0, paid: 0 });
  });

  test("declined by its code is unknown, then declined by the query; declined by its state is declined at once", async () => {
    const byCode = await open();
    byCode.peer.script.everyPayer(payers.declines);
    const input = chargeInput();
    expect(await byCode.charge(input)).toMatchObject({ kind: "unknown", cause: "failure_answered" });
    expect(await byCode.query(refOf(input))).toMatchObject({ kind: "declined", newCode: true });
    const byState = await open({ tellsBy: "state" });
    byState.peer.script.everyPayer(payers.declines);
    expect(await byState.charge(chargeInput())).toMatchObject({ kind: "declined", newCode: true });
  });

  test("reported unpaid and paid after all: the query says so", async () => {
    const { charge, query, peer } = await open();
    peer.script.nextPayer(payers.paysLate);
    const input = chargeInput();
    expect(await charge(input)).toMatchObject({ kind: "awaiting" });
    expect(await query(refOf(input))).toMatchObject({ kind: "declined" });
    expect(await query(refOf(input))).toMatchObject({ kind: "paid" });
  });

  test.each([
    [1001, "支付失败"],
    [1003, "重复支付"],
    [1007, "订单号重复"],
    [5001, "系统未知错误"],
  ])("[hazard] %i that hides a payment: unknown, then paid by the query", async (code, msg) => {
    const { charge, query, peer } = await open();
    peer.script.nextPayer(payers.fails(code, msg, [1]));
    const input = chargeInput();
    expect(await charge(input)).toMatchObject({ kind: "unknown", raw: `${code} ${msg}` });
    expect(await query(refOf(input))).toMatchObject({ kind: "paid", amountFen: 1250 });
  });

  test("a payer behind a known code pays by himself after a while", async () => {
    const { charge, query, peer } = await open();
    const code = newCode();
    peer.script.payerOf(code.reveal(), payers.paysAfter(150));
    const input = chargeInput(1250, code);
    expect(await charge(input)).toMatchObject({ kind: "awaiting" });
    expect(await query(refOf(input))).toMatchObject({ kind: "awaiting" });
    await sleep(200);
    expect(await query(refOf(input))).toMatchObject({ kind: "paid" });
  });

  test.each([
    [2, "turned_to_refund"],
    [3, "state_needs_a_person"],
    [-10, "unlisted_state"],
    [42, "unlisted_state"],
  ])("state %i is %s", async (state, cause) => {
    const { charge, peer } = await open({ tellsBy: "state" });
    peer.script.nextPayer(payers.inState(state));
    expect(await charge(chargeInput())).toMatchObject({ kind: "unknown", cause });
  });
});

describe("a QR code", () => {
  test("is one for both wallets: ready, awaited and paid", async () => {
    const { qr, query, peer } = await open();
    for (const wallet of ["wechat", "alipay"] as const) {
      peer.script.nextPayer(payers.types(2));
      const { code: _, ...input } = chargeInput();
      const ready = await qr({ ...input, wallet });
      expect(ready).toMatchObject({ kind: "ready", codeUrl: expect.stringMatching(/^http:\/\//) });
      expect(await query(refOf(input))).toMatchObject({ kind: "awaiting" });
      expect(await query(refOf(input))).toMatchObject({ kind: "paid", amountFen: 1250 });
    }
  });

  test("nobody scans: closed with proof, and a close comes too late for a paid one", async () => {
    const { qr, close, query, peer } = await open();
    peer.script.nextPayer(payers.neverPays, payers.pays);
    const { code: _a, ...unpaid } = chargeInput();
    await qr({ ...unpaid, wallet: "wechat" });
    expect(await close(refOf(unpaid))).toMatchObject({ kind: "closed" });
    expect(await close(refOf(unpaid))).toMatchObject({ kind: "closed", raw: "1004 订单已经关闭" });
    expect(await query(refOf(unpaid))).toMatchObject({ kind: "closed" });
    const { code: _b, ...paid } = chargeInput();
    await qr({ ...paid, wallet: "alipay" });
    await query(refOf(paid));
    expect(await close(refOf(paid))).toMatchObject({ kind: "unknown", cause: "failure_answered" });
    expect(booked(peer, paid.tradeNo)).toMatchObject({ paid: 1250, returned: 0 });
  });

  test.each([
    ["lost answer", misbehave.loseAnswer, "broken_connection"],
    ["no pay_url", { do: "change", data: { pay_url: undefined } }, "unreadable"],
    ["other order", { do: "other_order", orderId: "x" }, "other_order"],
    ["another amount", { do: "wrong_amount", fen: 1 }, "amount_differs"],
    ["refused", { do: "fail", code: 5000, msg: "应用未启用" }, "failure_answered"],
  ] as const)("%s: unknown", async (_name, behaviour, cause) => {
    const { qr, peer } = await open();
    peer.script.next("scan", behaviour);
    const { code: _, ...input } = chargeInput();
    expect(await qr({ ...input, wallet: "wechat" })).toMatchObject({ kind: "unknown", cause });
  });
});

describe("cancel", () => {
  test("of a paid order really gives the money back, once", async () => {
    const { charge, cancel, peer } = await open();
    const input = chargeInput();
    await charge(input);
    expect(await cancel(refOf(input))).toMatchObject({ kind: "cancelled" });
    expect(await cancel(refOf(input))).toMatchObject({ kind: "cancelled", raw: "1005 订单已经撤销" });
    expect(booked(peer, input.tradeNo)).toMatchObject({ paid: 1250, returned: 1250, state: 5 });
  });

  test("while the payer types is unknown, then cancelled", async () => {
    const { charge, cancel, peer } = await open();
    peer.script.nextPayer(payers.neverPays);
    peer.script.next("cancel", wrong.typing, wrong.typing);
    const input = chargeInput();
    await charge(input);
    const kinds: Outcome["kind"][] = [];
    for (let i = 0; i < 3; i++) kinds.push((await cancel(refOf(input))).kind);
    expect(kinds).toEqual(["unknown", "unknown", "cancelled"]);
  });

  test("done but not answered is unknown, and the next one confirms it", async () => {
    const { charge, cancel, peer } = await open();
    peer.script.next("cancel", misbehave.loseAnswer);
    const input = chargeInput();
    await charge(input);
    expect(await cancel(refOf(input))).toMatchObject({ kind: "unknown", cause: "broken_connection" });
    expect(await cancel(refOf(input))).toMatchObject({ kind: "cancelled" });
    expect(booked(peer, input.tradeNo)).toMatchObject({ returned: 1250 });
  });

  test("of an order that never arrived is order_missing, never cancelled", async () => {
    const { cancel, close } = await open();
    expect(await cancel(refOf(chargeInput()))).toMatchObject({ kind: "unknown", cause: "order_missing" });
    expect(await close(refOf(chargeInput()))).toMatchObject({ kind: "unknown", cause: "order_missing" });
  });

  test("confirmed, and paid all the same: the query finds out", async () => {
    const { charge, cancel, query, peer } = await open();
    peer.script.nextPayer(payers.paysAfterUndo(2));
    const input = chargeInput();
    await charge(input);
    expect(await cancel(refOf(input))).toMatchObject({ kind: "cancelled" });
    expect(await query(refOf(input))).toMatchObject({ kind: "cancelled" });
    expect(await query(refOf(input))).toMatchObject({ kind: "paid", amountFen: 1250 });
    expect(booked(peer, input.tradeNo)).toMatchObject({ charges: 1, paid: 1250, returned: 0 });
  });
});

describe("the peer is strict", () => {
  test("it writes down each breach of the protocol", async () => {
    const { peer, http } = await open();
    const post = (path: string, body: string, type = "application/json; charset=utf-8") =>
      http({ method: "POST", url: peer.baseUrl + path, headers: { "Content-Type": type }, body, timeoutMs: 1000 });
    await post("/pay/qrcode", "{", "text/plain");
    await post("/pay/payByQrcode", "{}");
    await post("/pay/refund", JSON.stringify({ app_id: "a", sign: "b", sign_type: "RSA", refund_amount: "0", x: 1 }));
    const told = peer.breaches.join("\n");
    for (const part of [
      "content type",
      "cannot be read",
      "no such path",
      "a refund of 0",
      "sign_type",
      "one of order_id",
    ])
      expect(told).toContain(part);
    for (const part of ["refund_amount has the wrong form", "x is not documented"]) expect(told).toContain(part);
    forgive(peer);
  });

  test("a charge under a number that was charged is a breach, and charges nobody", async () => {
    const { charge, peer } = await open();
    const input = chargeInput();
    await charge(input);
    expect(await charge({ ...input, code: newCode() })).toMatchObject({ kind: "unknown", raw: "1007 订单号重复" });
    expect(peer.breaches).toHaveLength(1);
    expect(booked(peer, input.tradeNo)).toMatchObject({ charges: 1 });
    forgive(peer);
  });
});
