// The whole till on 慧收银: each command ends with what is true, sends one charge at most, and both books agree.
import { describe, expect, test } from "vitest";
import { type Json, inside, keep, newFolder, payCode } from "../command/cli.ts";
import { misbehave } from "../peers/common/misbehave.ts";
import {
  type Behaviour,
  type HuishouyinPeer,
  type HuishouyinPeerOptions,
  type Payer,
  payers,
  startHuishouyinPeer,
  wrong,
} from "../peers/huishouyin.ts";

const TIMING = {
  requestTimeoutMs: 2000,
  firstQueryMs: 20,
  pollEveryMs: 40,
  pollForMs: 250,
  reverseNotBeforeMs: 0,
  closeNotBeforeMs: 0,
  watchMs: [],
};

type Shop = { readonly peer: HuishouyinPeer; readonly folder: string };

async function openShop(timing: Json = {}, options: HuishouyinPeerOptions = {}, extra: Json = {}): Promise<Shop> {
  const peer = await startHuishouyinPeer(options);
  keep(peer.secret);
  const folder = newFolder();
  const config = JSON.stringify(peer.config({ timing: { ...TIMING, ...timing }, ...extra }));
  const set = await inside(folder, ["channel", "set", "huishouyin"], config);
  expect(set.json).toEqual({ id: "huishouyin", ok: true });
  return { peer, folder };
}

const pay = ({ folder }: Shop, code = payCode()) =>
  inside(folder, ["pay", "--channel", "huishouyin", "--amount", "1250", "--code", code]);

/** Ends the peer; its books against ours. */
async function expectAgreement({ peer, folder }: Shop): Promise<void> {
  const { json } = await inside(folder, ["orders", "--limit", "100"]);
  for (const one of json["orders"] as readonly Json[]) {
    const theirs = peer.books.orders.get(String(one["order"]));
    const keptFen = (theirs?.paidFen ?? 0) - (theirs?.returnedFen ?? 0);
    expect(theirs?.charges ?? 0).toBeLessThanOrEqual(1);
    if (one["verdict"] === "release") expect(keptFen).toBe(1250 - Number(one["refundedFen"]));
    if (one["verdict"] === "retry") expect(keptFen).toBe(0);
  }
  const sent = peer.requests.filter((request) => request.call === "qrcode").map((one) => one.fields?.["order_id"]);
  expect(new Set(sent).size).toBe(sent.length);
  expect(peer.breaches).toEqual([]);
  expect((await inside(folder, ["verify"])).code).toBe(0);
  await peer.close();
}

const PAID = { code: 0, json: { status: "paid", verdict: "release", amountFen: 1250 } };
const UNPAID = { code: 1, json: { verdict: "retry" } };
/** The peer pays or answers in the end: time enough for a busy machine. */
const LONG = { pollForMs: 6000 };

type Case = {
  readonly rule: string;
  readonly payer?: Payer;
  readonly charge?: Behaviour;
  readonly check?: Behaviour;
  readonly get?: Behaviour;
  readonly cancel?: Behaviour;
  readonly every?: true;
  readonly timing?: Json;
  readonly options?: HuishouyinPeerOptions;
  readonly config?: Json;
  readonly ends: { readonly code: number; readonly json: Json };
};

const CASES: readonly Case[] = [
  { rule: "paid at once", ends: PAID },
  { rule: "paid, every number a text, every answer flat", options: { numbersAs: "text", flat: true }, ends: PAID },
  { rule: "typed, then paid", payer: payers.types(3), timing: LONG, ends: PAID },
  { rule: "never paid: cancelled", payer: payers.neverPays, ends: { code: 1, json: { status: "cancelled" } } },
  { rule: "declined by code: declined after answers that agree", payer: payers.declines, ends: UNPAID },
  { rule: "declined by state", payer: payers.declines, options: { tellsBy: "state" }, ends: UNPAID },
  { rule: "1001 and paid all the same", payer: payers.fails(1001, "支付失败", [1]), timing: LONG, ends: PAID },
  { rule: "lost request: not received", charge: misbehave.loseRequest, ends: UNPAID },
  { rule: "lost answer", charge: misbehave.loseAnswer, timing: LONG, ends: PAID },
  { rule: "half an answer", charge: misbehave.halfAnswer, timing: LONG, ends: PAID },
  { rule: "no answer", charge: misbehave.hang, timing: { ...LONG, requestTimeoutMs: 500 }, ends: PAID },
  { rule: "502 page", charge: misbehave.badGateway, timing: LONG, ends: PAID },
  { rule: "twice", charge: misbehave.twice, timing: LONG, ends: PAID },
  { rule: "10 MB", charge: misbehave.huge, timing: LONG, ends: PAID },
  { rule: "redirect: never received", charge: { do: "redirect", to: "/" }, ends: UNPAID },
  { rule: "system error after the fact", charge: wrong.systemErrorAfter, timing: LONG, ends: PAID },
  {
    rule: "the amount asked for twice",
    charge: misbehave.loseAnswer,
    get: misbehave.loseAnswer,
    timing: LONG,
    ends: PAID,
  },
  {
    rule: "the wrong amount is never paid",
    charge: { do: "wrong_amount", fen: 1 },
    ends: { code: 3, json: { status: "needs_review", exception: "amount_mismatch" } },
  },
  {
    rule: "cancel refused while typing, then done",
    payer: payers.neverPays,
    cancel: wrong.typing,
    timing: { pollForMs: 700 },
    ends: { code: 1, json: { status: "cancelled" } },
  },
  {
    rule: "cancel done but not answered",
    payer: payers.neverPays,
    cancel: misbehave.loseAnswer,
    timing: { pollForMs: 700 },
    ends: { code: 1, json: { status: "cancelled" } },
  },
  {
    rule: "nobody answers a query or a cancel: a person decides",
    payer: payers.neverPays,
    check: misbehave.badGateway,
    cancel: wrong.systemError,
    every: true,
    ends: { code: 3, json: { status: "needs_review" } },
  },
  { rule: "a wrong secret charges nobody", config: { appSecret: "x".repeat(32) }, ends: UNPAID },
];

describe("pay", () => {
  test.each(CASES)("$rule", async (one) => {
    const shop = await openShop(one.timing, one.options, one.config);
    const { script } = shop.peer;
    if (one.payer) script.everyPayer(one.payer);
    const put = one.every ? script.every : script.next;
    if (one.charge) put("qrcode", one.charge);
    if (one.check) put("check", one.check);
    if (one.get) put("get", one.get);
    if (one.cancel) put("cancel", one.cancel);
    const ran = await pay(shop);
    expect(ran).toMatchObject(one.ends);
    script.clear();
    await expectAgreement(shop);
  });
});

test("qr, paid, refunded in part and in full", async () => {
  const shop = await openShop(LONG);
  const { folder } = shop;
  const qr = await inside(folder, ["qr", "--channel", "huishouyin", "--amount", "1250", "--wallet", "alipay"]);
  expect(qr).toMatchObject({ code: 3, json: { codeUrl: expect.stringMatching(/^http:/) } });
  const order = String(qr.json["order"]);
  expect(await inside(folder, ["query", "--order", order])).toMatchObject(PAID);
  const part = await inside(folder, ["refund", "--order", order, "--amount", "250", "--reason", "退货"]);
  expect(part).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 250 } });
  const rest = await inside(folder, ["refund", "--order", order, "--reason", "退货"]);
  expect(rest).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 1000 } });
  expect(shop.peer.books.orders.get(order)).toMatchObject({ returnedFen: 1250 });
  await expectAgreement(shop);
});

test("a QR nobody scans is closed", async () => {
  const shop = await openShop();
  shop.peer.script.everyPayer(payers.neverPays);
  const qr = await inside(shop.folder, ["qr", "--channel", "huishouyin", "--amount", "1250", "--wallet", "wechat"]);
  const cancel = await inside(shop.folder, ["cancel", "--order", String(qr.json["order"])]);
  expect(cancel).toMatchObject({ code: 0, json: { status: "cancelled" } });
  await expectAgreement(shop);
});

test.each<[string, (peer: HuishouyinPeer) => void, number, string]>([
  ["failed by the channel", (peer) => peer.script.nextRefund("processing", "failed"), 1, "refused"],
  [
    "refused for lack of money, which parks it",
    (peer) => peer.script.next("refund", { do: "fail", code: 2002, msg: "账户资金不足" }),
    1,
    "refused",
  ],
  ["answer lost", (peer) => peer.script.next("refund", misbehave.loseAnswer), 0, "refunded"],
  [
    "2001 after the fact",
    (peer) => peer.script.next("refund", { do: "fail", code: 2001, msg: "x", processed: true }),
    0,
    "refunded",
  ],
  ["slow", (peer) => peer.script.nextRefund("processing", "processing", "done"), 0, "refunded"],
])("a refund, %s", async (_name, set, code, status) => {
  const shop = await openShop(LONG);
  const { json } = await pay(shop);
  set(shop.peer);
  const ran = await inside(shop.folder, ["refund", "--order", String(json["order"]), "--reason", "退货"]);
  expect(ran).toMatchObject({ code, json: { status } });
  await expectAgreement(shop);
});
