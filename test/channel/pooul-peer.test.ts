// The whole channel against the strict peer, over real HTTP: charges, QR codes, queries, reverses, closes.
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Outcome } from "../../main/channel/channel.ts";
import { payers, wrong } from "../peers/pooul.ts";
import { booked, forgive, open } from "./pooul-open.ts";
import { chargeInput, newCode, newTradeNo, refOf, refundOf } from "./pooul-support.ts";

describe("a charge", () => {
  test("paid: one charge in the books, our number and amount, the wallet's code accepted", async () => {
    const { charge, peer } = await open();
    for (const code of [newCode("wechat"), newCode("alipay")]) {
      const input = chargeInput(1250, code);
      expect(await charge(input)).toMatchObject({ kind: "paid", amountFen: 1250, raw: "trade_state=0 支付成功" });
      expect(booked(peer, input.tradeNo)).toEqual({ charges: 1, paid: 1250, returned: 0, state: 0 });
    }
  });

  test("the seed's edition names no amount in the charge's answer: paid with null, the query names it", async () => {
    const { charge, query } = await open({ edition: "A" });
    const input = chargeInput(880);
    expect(await charge(input)).toMatchObject({ kind: "paid", amountFen: null });
    expect(await query(refOf(input))).toMatchObject({ kind: "paid", amountFen: 880 });
  });

  test("every documented field is sent, the body in one short line", async () => {
    const { charge, peer } = await open();
    const input = { ...chargeInput(1), subject: ` 老王\n小卖部 ${"很".repeat(200)}😀` };
    await charge(input);
    const { fields } = peer.requests[0] ?? {};
    expect(fields).toMatchObject({ pay_type: "common.micro", mch_trade_id: input.tradeNo, total_fee: 1 });
    expect(fields).toMatchObject({ spbill_create_ip: "127.0.0.1", auth_code: input.code.reveal() });
    expect(String(fields?.["body"]).startsWith("老王 小卖部 很很")).toBe(true);
    await charge({ ...chargeInput(), subject: "\n \u0000" });
    expect(peer.requests[1]?.fields?.["body"]).toBe("收款");
  });

  test("a password typed: awaiting until the payer is done", async () => {
    const { charge, query, peer } = await open();
    peer.script.nextPayer(payers.types(3));
    const input = chargeInput();
    expect(await charge(input)).toMatchObject({ kind: "awaiting" });
    const seen: Outcome["kind"][] = [];
    for (let i = 0; i < 4; i++) seen.push((await query(refOf(input))).kind);
    expect(seen).toEqual(["awaiting", "awaiting", "paid", "paid"]);
    expect(booked(peer, input.tradeNo)).toMatchObject({ charges: 1, paid: 1250 });
  });

  test("never paid: awaiting for ever, then reversed with proof", async () => {
    const { charge, query, cancel, peer } = await open();
    peer.script.everyPayer(payers.neverPays);
    const input = chargeInput();
    await charge(input);
    for (let i = 0; i < 5; i++) expect(await query(refOf(input))).toMatchObject({ kind: "awaiting" });
    expect(await cancel(refOf(input))).toMatchObject({ kind: "cancelled" });
    expect(await query(refOf(input))).toMatchObject({ kind: "cancelled" });
    expect(booked(peer, input.tradeNo)).toMatchObject({ charges: 0, paid: 0 });
  });

  test("declined, and paid after being reported unpaid", async () => {
    const { charge, query, peer } = await open();
    peer.script.nextPayer(payers.declines, payers.paysLate);
    const declined = chargeInput();
    expect(await charge(declined)).toMatchObject({ kind: "unknown", cause: "failure_answered" });
    expect(await query(refOf(declined))).toMatchObject({ kind: "declined", newCode: true });
    const late = chargeInput();
    expect(await charge(late)).toMatchObject({ kind: "awaiting" });
    expect(await query(refOf(late))).toMatchObject({ kind: "declined" });
    expect(await query(refOf(late))).toMatchObject({ kind: "paid" });
  });

  test("a code that was used before is a failure in plain JSON: unknown, then declined by the query", async () => {
    const { charge, query } = await open();
    const code = newCode();
    await charge(chargeInput(1250, code));
    const again = chargeInput(1250, code);
    const outcome = await charge(again);
    expect(outcome).toMatchObject({ kind: "unknown", cause: "failure_answered" });
    expect(await query(refOf(again))).toMatchObject({ kind: "declined" });
    expect(JSON.stringify(outcome)).not.toContain(code.reveal());
  });

  test("a failure that hides a payment: unknown, then paid by the query", async () => {
    const { charge, query, peer } = await open();
    peer.script.nextPayer(payers.fails(601, "SYSTEMERROR", [0]));
    const input = chargeInput();
    expect(await charge(input)).toMatchObject({ kind: "unknown", cause: "failure_answered", raw: "601 SYSTEMERROR" });
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
    [1, "turned_to_refund"],
    [4, "state_needs_a_person"],
    [8, "state_needs_a_person"],
    [42, "unlisted_state"],
  ])("state %i is %s", async (state, cause) => {
    const { charge, peer } = await open();
    peer.script.nextPayer(payers.inState(state));
    expect(await charge(chargeInput())).toMatchObject({ kind: "unknown", cause });
  });
});

describe("a charge whose answer goes wrong is unknown, and the query tells the truth", () => {
  const other = newTradeNo();
  test.each([
    ["lost answer", { do: "lose_answer" }, "broken_connection", "paid"],
    ["half an answer", { do: "half_answer" }, "broken_connection", "paid"],
    ["lost request", { do: "lose_request" }, "broken_connection", "missing"],
    ["no answer", { do: "hang" }, "timeout", "paid"],
    ["late answer", { do: "late", ms: 900 }, "timeout", "paid"],
    ["slow drip", { do: "drip", everyMs: 20 }, "timeout", "paid"],
    ["sent twice", { do: "twice" }, "failure_answered", "paid"],
    ["502 page", wrong.badGateway, "server_error", "paid"],
    ["500 without a word", wrong.serverError, "server_error", "paid"],
    ["log-in page", wrong.htmlPage, "unreadable", "missing"],
    ["wrong signature", { do: "wrong_signature" }, "bad_signature", "paid"],
    ["unsigned success", { do: "plain_success" }, "bad_signature", "paid"],
    ["other order", { do: "other_order", tradeNo: other }, "other_order", "paid"],
    ["order left out", { do: "change", data: { mch_trade_id: undefined } }, "other_order", "paid"],
    ["rate limit", wrong.rateLimited, "rate_limited", "missing"],
    ["10 MB", { do: "huge" }, "too_large", "paid"],
    ["redirect", { do: "redirect", to: "https://pay.example/" }, "redirected", "missing"],
    ["system error", wrong.systemError, "failure_answered", "missing"],
    ["signed system error", { do: "signed_fail", code: 601, msg: "x" }, "failure_answered", "missing"],
  ] as const)("%s", async (_name, behaviour, cause, truth) => {
    const { charge, query, peer } = await open();
    peer.script.next("pay", behaviour);
    const input = { ...chargeInput(), timeoutMs: 500 };
    expect(await charge(input)).toMatchObject({ kind: "unknown", cause });
    const asked = await query(refOf(input));
    if (truth === "paid") expect(asked).toMatchObject({ kind: "paid", amountFen: 1250 });
    else expect(asked).toMatchObject({ kind: "unknown", cause: "order_missing" });
    expect(booked(peer, input.tradeNo)?.charges ?? 0).toBe(truth === "paid" ? 1 : 0);
    expect(peer.requests.filter((request) => request.call === "pay")).toHaveLength(1);
  });

  test("another amount is passed on for the flow to judge", async () => {
    const { charge, peer } = await open();
    peer.script.next("pay", { do: "wrong_amount", fen: 1 });
    expect(await charge(chargeInput())).toMatchObject({ kind: "paid", amountFen: 1 });
  });

  test("a server that is not there is not_connected: nothing was sent", async () => {
    const { charge, peer, query } = await open();
    await peer.close();
    const input = chargeInput();
    expect(await charge(input)).toMatchObject({
      kind: "unknown",
      cause: "not_connected",
      raw: "not_connected ECONNREFUSED",
    });
    expect(await query(refOf(input))).toMatchObject({ kind: "unknown", cause: "not_connected" });
  });
});

describe("a QR code", () => {
  test.each([
    ["wechat", /^weixin:\/\//],
    ["alipay", /^https:\/\/qr\.alipay\.com\//],
  ] as const)("of %s is ready, awaited and paid", async (wallet, form) => {
    const { qr, query, peer } = await open();
    peer.script.nextPayer(payers.types(2));
    const { code: _, ...input } = chargeInput();
    const ready = await qr({ ...input, wallet });
    expect(ready).toMatchObject({ kind: "ready" });
    expect(ready.kind === "ready" ? ready.codeUrl : "").toMatch(form);
    expect(await query(refOf(input))).toMatchObject({ kind: "awaiting" });
    expect(await query(refOf(input))).toMatchObject({ kind: "paid", amountFen: 1250, wallet });
  });

  test("nobody scans: closed with proof, and a close comes too late for a paid one", async () => {
    const { qr, close, query, peer } = await open();
    peer.script.nextPayer(payers.neverPays, payers.pays);
    const { code: _a, ...unpaid } = chargeInput();
    await qr({ ...unpaid, wallet: "wechat" });
    expect(await close(refOf(unpaid))).toMatchObject({ kind: "closed" });
    expect(await query(refOf(unpaid))).toMatchObject({ kind: "closed" });
    const { code: _b, ...paid } = chargeInput();
    await qr({ ...paid, wallet: "alipay" });
    await query(refOf(paid));
    expect(await close(refOf(paid))).toMatchObject({ kind: "unknown", cause: "failure_answered" });
    expect(booked(peer, paid.tradeNo)).toMatchObject({ paid: 1250, returned: 0 });
  });

  test.each([
    ["lost answer", { do: "lose_answer" }, "broken_connection"],
    ["wrong signature", { do: "wrong_signature" }, "bad_signature"],
    ["no code_url", { do: "change", data: { code_url: undefined } }, "unreadable"],
    ["other order", { do: "other_order", tradeNo: "x" }, "other_order"],
    ["refused", { do: "fail", code: 202, msg: "未开通" }, "failure_answered"],
  ] as const)("%s: unknown", async (_name, behaviour, cause) => {
    const { qr, peer } = await open();
    peer.script.next("pay", behaviour);
    const { code: _, ...input } = chargeInput();
    expect(await qr({ ...input, wallet: "wechat" })).toMatchObject({ kind: "unknown", cause });
  });

  test("of a wallet the channel has none for is our own bug", async () => {
    const { qr } = await open();
    const { code: _, ...input } = chargeInput();
    await expect(qr({ ...input, wallet: "unionpay" })).rejects.toThrow(RangeError);
  });
});

describe("reverse", () => {
  test("of a paid order really gives the money back", async () => {
    const { charge, cancel, peer } = await open();
    const input = chargeInput();
    await charge(input);
    expect(await cancel(refOf(input))).toMatchObject({ kind: "cancelled" });
    expect(booked(peer, input.tradeNo)).toMatchObject({ paid: 1250, returned: 1250, state: 5 });
    expect(await cancel(refOf(input))).toMatchObject({ kind: "cancelled" });
    expect(booked(peer, input.tradeNo)).toMatchObject({ returned: 1250 });
  });

  test("USERPAYING twice is unknown twice, then cancelled", async () => {
    const { charge, cancel, peer } = await open();
    peer.script.nextPayer(payers.neverPays);
    peer.script.next("reverse", wrong.userPaying, wrong.userPaying);
    const input = chargeInput();
    await charge(input);
    const kinds: Outcome["kind"][] = [];
    for (let i = 0; i < 3; i++) kinds.push((await cancel(refOf(input))).kind);
    expect(kinds).toEqual(["unknown", "unknown", "cancelled"]);
  });

  test("done but not answered is unknown, and the next one confirms it", async () => {
    const { charge, cancel, peer } = await open();
    peer.script.next("reverse", { do: "lose_answer" });
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

  test("too early is refused and written down by the peer, for reverse and close alike", async () => {
    const { charge, cancel, close, peer } = await open({ reverseNotBeforeMs: 500, closeNotBeforeMs: 500 });
    peer.script.nextPayer(payers.neverPays);
    const input = chargeInput();
    await charge(input);
    expect(await cancel(refOf(input))).toMatchObject({ kind: "unknown", cause: "failure_answered" });
    expect(await close(refOf(input))).toMatchObject({ kind: "unknown", cause: "failure_answered" });
    expect(peer.breaches).toHaveLength(2);
    forgive(peer);
  });
});

describe("the peer is strict", () => {
  test("it answers and writes down each breach of the protocol", async () => {
    const { peer, http } = await open();
    const post = (path: string, body: string, type = "text/plain", method: "POST" | "GET" = "POST") =>
      http({ method, url: peer.baseUrl + path, headers: { "Content-Type": type }, body, timeoutMs: 1000 });
    const at = `/v2/pay?merchant_id=${peer.merchantId}`;
    await post(at, "a.b.c");
    await post(at, "{}", "application/json");
    await post("/v2/pay?merchant_id=1", "a.b.c");
    await post(`/v3/pay?merchant_id=${peer.merchantId}`, "a.b.c");
    for (const part of ["content type", "compact JWS", "query ?merchant_id=1", "no such path", "header"])
      expect(peer.breaches.join("\n")).toContain(part);
    forgive(peer);
  });

  test("a charge under a number that was charged, and more refund than was paid, are breaches", async () => {
    const { charge, refund, peer } = await open();
    const input = chargeInput();
    await charge(input);
    expect(await charge({ ...input, code: newCode() })).toMatchObject({ kind: "unknown", cause: "failure_answered" });
    expect(await refund(refundOf(refOf(input), 1251))).toMatchObject({ kind: "unknown" });
    expect(peer.breaches).toHaveLength(2);
    expect(booked(peer, input.tradeNo)).toMatchObject({ charges: 1, returned: 0 });
    forgive(peer);
  });

  test("every request carries a nonce of its own", async () => {
    const { charge, query, peer } = await open();
    const input = chargeInput();
    await charge(input);
    for (let i = 0; i < 5; i++) await query(refOf(input));
    const nonces = peer.requests.map((request) => request.fields?.["nonce_str"]);
    expect(new Set(nonces).size).toBe(6);
  });
});

test("[hazard] a signed answer about an earlier order is never taken for this one", async () => {
  const { charge, query, peer } = await open();
  const [first, second] = [chargeInput(), chargeInput()];
  await charge(first);
  peer.script.nextPayer(payers.neverPays);
  await charge(second);
  peer.script.next("query", { do: "other_order", tradeNo: first.tradeNo });
  expect(await query(refOf(second))).toMatchObject({ kind: "unknown", cause: "other_order" });
  expect(await query(refOf(second))).toMatchObject({ kind: "awaiting" });
});
