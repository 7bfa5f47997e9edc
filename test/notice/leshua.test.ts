// Notices of Leshua against the whole till: both forms of the signature, a refund, and what must come to nothing.
import { describe, expect, onTestFinished, test } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import { tell } from "../peers/common/tell.ts";
import { type LeshuaPeer, payers, startLeshuaPeer } from "../peers/leshua.ts";
import { type Fields, toXml } from "../peers/leshua/envelope.ts";
import { payNow, paymentFields, refundFields, tellFields } from "../peers/leshua/notices.ts";
import { must } from "../support/flow-desk.ts";
import { PATIENT, type Shop, openShop, until } from "./shop.ts";

type Open = { readonly shop: Shop; readonly peer: LeshuaPeer };

async function open(): Promise<Open> {
  const peer = await startLeshuaPeer({ closeNotBeforeMs: 0 });
  onTestFinished(() => peer.close());
  const shop = await openShop();
  const config = peer.config({ notifyUrl: shop.address("leshua"), timing: PATIENT });
  must(shop.till.books.real.configure("leshua", config));
  return { shop, peer };
}

async function typing({ shop, peer }: Open) {
  peer.script.nextPayer(payers.neverPays);
  const started = shop.pay("leshua");
  await started.sent;
  expect(shop.attempt(started.tradeNo).status).toBe("awaiting_payer");
  return started;
}

const UNDERSTOOD = { status: 200, text: "000000" };
const questions = (peer: LeshuaPeer) => peer.requests.filter((one) => one.service === "query_status").length;

test.each<[string, (fields: Fields) => Fields]>([
  ["lower case, empty fields signed", (fields) => fields],
  ["upper case", (fields) => ({ ...fields, sign: (fields["sign"] ?? "").toUpperCase() })],
])("a genuine notice settles an open attempt: %s", async (_name, change) => {
  const all = await open();
  const { tradeNo, driver } = await typing(all);
  payNow(all.peer, tradeNo);
  const fields = change(paymentFields(all.peer, tradeNo));
  expect(await tellFields(all.peer, fields)).toEqual(UNDERSTOOD);
  expect(await driver.done).toMatchObject({ status: "paid", wallet: "wechat", exception: "none" });
  expect(await tellFields(all.peer, fields)).toEqual(UNDERSTOOD);
  expect(all.shop.history(tradeNo)).toEqual(["created", "send", "awaiting", "paid"]);
  expect(questions(all.peer)).toBe(0);
});

test("empty fields not signed, and as a form", async () => {
  const all = await open();
  const { tradeNo, driver } = await typing(all);
  payNow(all.peer, tradeNo);
  const body = new URLSearchParams(paymentFields(all.peer, tradeNo, "dropped")).toString();
  expect(await tell(all.shop.address("leshua"), body, "application/x-www-form-urlencoded")).toEqual(UNDERSTOOD);
  expect(await driver.done).toMatchObject({ status: "paid" });
});

describe("nothing happens, and it is counted", () => {
  test.each<[string, number, string, (fields: Fields) => Fields]>([
    ["another amount under the old sign", 401, "bad_signature", (fields) => ({ ...fields, amount: "1" })],
    ["a status that was not signed", 401, "bad_signature", (fields) => ({ ...fields, status: "6" })],
    ["no sign", 401, "bad_signature", ({ sign: _sign, ...fields }) => fields],
    ["the words of the transaction key", 401, "bad_signature", (fields) => ({ ...fields, sign: "0".repeat(32) })],
  ])("%s", async (_name, status, kind, change) => {
    const all = await open();
    const { tradeNo } = await typing(all);
    payNow(all.peer, tradeNo);
    const before = all.shop.events();
    const answer = await tellFields(all.peer, change(paymentFields(all.peer, tradeNo)));
    expect(answer).toEqual({ status, text: `refused: ${kind}` });
    expect(all.shop.events()).toBe(before);
    expect(all.shop.count("leshua", kind)).toBe(1);
  });

  test("an order of another channel of ours", async () => {
    const all = await open();
    must(
      all.shop.till.books.real.configure("huishouyin", { baseUrl: "http://127.0.0.1:1", appId: "a", appSecret: "b" }),
    );
    const { tradeNo } = await typing(all);
    const notice = JSON.stringify({ code: 1000, data: { order_id: tradeNo, order_status: 1 } });
    const answer = await tell(all.shop.address("huishouyin"), notice, "application/json");
    expect(answer).toEqual({ status: 404, text: "refused: unknown_number" });
    expect(questions(all.peer)).toBe(0);
  });
});

test("a refund is finished by its notice", async () => {
  const all = await open();
  const { shop, peer } = all;
  const { tradeNo, driver } = await typing(all);
  payNow(peer, tradeNo);
  await tellFields(peer, paymentFields(peer, tradeNo));
  await driver.done;
  peer.script.everyRefund(10);
  const number = must(shop.till.books.real.payment.startRefund({ tradeNo, amountFen: fen(300), why: "退货" }));
  await until(() => shop.refundStatus(number) === "processing");
  const say = (status: string) => tell(shop.address("leshua"), toXml(refundFields(peer, number, status)), "text/xml");
  expect((await say("10")).status).toBe(503);
  expect(await say("11")).toEqual(UNDERSTOOD);
  expect(shop.refundStatus(number)).toBe("refunded");
  expect(await say("11")).toEqual(UNDERSTOOD);
  expect(shop.history(number).filter((kind) => kind === "refunded")).toHaveLength(1);
  // The payment itself stands as it did.
  expect(shop.attempt(tradeNo).status).toBe("paid");
});
