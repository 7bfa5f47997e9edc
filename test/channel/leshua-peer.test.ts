// Payments of the whole channel against the strict peer, over real HTTP. After every test the peer must have seen
// nothing that the document does not allow.
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Outcome } from "../../main/channel/channel.ts";
import { payers, wrong } from "../peers/leshua.ts";
import { booked, chargeInput, forgive, newCode, newTradeNo, open, qrInput, refOf } from "./leshua-support.ts";

describe("a charge", () => {
  test.each([
    ["wechat", "kept"],
    ["alipay", "kept"],
    ["unionpay", "dropped"],
  ] as const)("of %s is paid, with empty fields %s in the answer's sign", async (wallet, signForm) => {
    const { charge, query, peer } = await open({ signForm });
    const input = chargeInput(1250, newCode(wallet));
    const raw = expect.stringContaining(`sign=${signForm}`);
    const paid = { kind: "paid", amountFen: 1250, wallet, raw, channelTradeNo: expect.any(String) };
    expect(await charge(input)).toMatchObject(paid);
    expect(await query(refOf(input))).toMatchObject(paid);
    expect(booked(peer, input.tradeNo)).toEqual({ charges: 1, paid: 1250, returned: 0, status: 2 });
  });

  test("the seed's answer names no amount: paid with null, never the settled amount; the query names it", async () => {
    const { charge, query } = await open({ chargeEchoesAmount: false });
    const input = chargeInput(880);
    expect(await charge(input)).toMatchObject({ kind: "paid", amountFen: null });
    expect(await query(refOf(input))).toMatchObject({ kind: "paid", amountFen: 880 });
  });

  test("documented fields are sent, the body in one short line, nothing empty", async () => {
    const { charge, peer } = await open();
    const input = { ...chargeInput(1), subject: ` 老王\n小卖部 a+b&c=%41 ${"很".repeat(200)}😀` };
    await charge(input);
    const { fields, headers } = peer.requests[0] ?? {};
    expect(headers?.["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(Object.keys(fields ?? {}).sort()).toEqual(
      ["amount", "auth_code", "body", "merchant_id", "nonce_str", "service", "sign", "third_order_id"].sort(),
    );
    expect(fields).toMatchObject({ third_order_id: input.tradeNo, amount: "1", auth_code: input.code.reveal() });
    expect(fields?.["body"]).toMatch(/^老王 小卖部 a\+b&c=%41 很+$/);
    await charge({ ...chargeInput(), subject: "\n \u0000" });
    expect(peer.requests[1]?.fields?.["body"]).toBe("收款");
  });

  test.each([
    [false, "http://shop.example/notice"],
    [true, "http%3A%2F%2Fshop.example%2Fnotice"],
  ])("the notice address goes out encoded (%s) as set, and is signed so", async (encodeUrls, sent) => {
    const { charge, peer } = await open({}, { notifyUrl: "http://shop.example/notice", encodeUrls });
    expect(await charge(chargeInput())).toMatchObject({ kind: "paid" });
    expect(peer.requests[0]?.fields).toMatchObject({ notify_url: sent });
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

  test("declined, and paid after being reported unpaid", async () => {
    const { charge, query, peer } = await open();
    peer.script.nextPayer(payers.declines, payers.paysLate);
    expect(await charge(chargeInput())).toMatchObject({ kind: "declined", newCode: true });
    const late = chargeInput();
    expect(await charge(late)).toMatchObject({ kind: "awaiting" });
    expect(await query(refOf(late))).toMatchObject({ kind: "declined" });
    expect(await query(refOf(late))).toMatchObject({ kind: "paid" });
  });

  test("a code that was used before is declined and wants a new one", async () => {
    const { charge, peer } = await open();
    const code = newCode();
    await charge(chargeInput(1250, code));
    const again = chargeInput(1250, code);
    const outcome = await charge(again);
    expect(outcome).toMatchObject({ kind: "declined", reason: "code_invalid", newCode: true });
    expect(JSON.stringify(outcome)).not.toContain(code.reveal());
    expect(booked(peer, again.tradeNo)).toBeUndefined();
  });

  test.each([-20005, -20010, -4027, -4004])(
    "[hazard] %i hides a payment: unknown, then paid by the query",
    async (code) => {
      const { charge, query, peer } = await open();
      peer.script.nextPayer(payers.fails(code, "系统异常", [2]));
      const input = chargeInput();
      expect(await charge(input)).toMatchObject({ kind: "unknown", cause: "failure_answered" });
      expect(await query(refOf(input))).toMatchObject({ kind: "paid", amountFen: 1250 });
    },
  );

  test("[hazard] the same number twice is answered -20027 or -20026, and neither is a no", async () => {
    const { charge, peer } = await open();
    peer.script.nextPayer(payers.pays, payers.neverPays);
    for (const code of ["-20027", "-20026"]) {
      const input = chargeInput();
      await charge(input);
      const again = await charge({ ...input, code: newCode() });
      expect(again).toMatchObject({ kind: "unknown", raw: expect.stringContaining(code) });
    }
    expect(peer.breaches).toHaveLength(2);
    forgive(peer);
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
});

describe("a charge whose answer goes wrong is unknown, and the query tells the truth", () => {
  const other = newTradeNo();
  test.each([
    ["lost answer", wrong.loseAnswer, "broken_connection", "paid"],
    ["half an answer", wrong.halfAnswer, "broken_connection", "paid"],
    ["lost request", wrong.loseRequest, "broken_connection", "missing"],
    ["no answer", wrong.hang, "timeout", "paid"],
    ["late answer", { do: "late", ms: 900 }, "timeout", "paid"],
    ["slow drip", { do: "drip", everyMs: 20 }, "timeout", "paid"],
    ["sent twice", wrong.twice, "failure_answered", "paid"],
    ["502 page", wrong.badGateway, "server_error", "paid"],
    ["500 without a word", wrong.serverError, "server_error", "paid"],
    ["log-in page", wrong.htmlPage, "unreadable", "missing"],
    ["empty answer", wrong.emptyBody, "unreadable", "paid"],
    ["wrong signature", { do: "wrong_signature" }, "bad_signature", "paid"],
    ["unsigned success", { do: "unsigned" }, "bad_signature", "paid"],
    ["other order", { do: "other_order", tradeNo: other }, "other_order", "paid"],
    ["order left out", { do: "change", fields: { third_order_id: null } }, "other_order", "paid"],
    ["other merchant", { do: "change", fields: { merchant_id: "0000000002" } }, "other_order", "paid"],
    ["status left out", { do: "change", fields: { status: null } }, "unlisted_state", "paid"],
    ["a field twice", { do: "text", body: "<leshua><a>1</a><a>1</a></leshua>" }, "unreadable", "paid"],
    ["a DOCTYPE", { do: "text", body: "<!DOCTYPE a><leshua><a>1</a></leshua>" }, "unreadable", "paid"],
    ["rate limit", wrong.rateLimited, "rate_limited", "missing"],
    ["10 MB", wrong.huge, "too_large", "paid"],
    ["redirect", { do: "redirect", to: "https://pay.example/" }, "redirected", "missing"],
    ["system error", wrong.systemError, "failure_answered", "missing"],
    ["being processed", wrong.processing, "failure_answered", "missing"],
    ["resp_code -1 after it was done", wrong.noMessage, "failure_answered", "paid"],
    ["resp_code 1", wrong.notUsable, "failure_answered", "missing"],
  ] as const)("%s", async (_name, behaviour, cause, truth) => {
    const { charge, query, peer } = await open();
    peer.script.next("upload_authcode", behaviour);
    const input = { ...chargeInput(), timeoutMs: 500 };
    expect(await charge(input)).toMatchObject({ kind: "unknown", cause });
    const asked = await query(refOf(input));
    if (truth === "paid") expect(asked).toMatchObject({ kind: "paid", amountFen: 1250 });
    else expect(asked).toMatchObject({ kind: "unknown", cause: "order_missing" });
    expect(booked(peer, input.tradeNo)?.charges ?? 0).toBe(truth === "paid" ? 1 : 0);
    expect(peer.requests.filter((request) => request.service === "upload_authcode")).toHaveLength(1);
  });

  test.each([
    ["wrong signature", { do: "wrong_signature" }, "bad_signature"],
    ["unsigned", { do: "unsigned" }, "bad_signature"],
    ["other order", { do: "other_order", tradeNo: other }, "other_order"],
    ["resp_code -1", wrong.noMessage, "failure_answered"],
    ["system error", wrong.systemError, "failure_answered"],
    ["502 page", wrong.badGateway, "server_error"],
    ["rate limit", wrong.rateLimited, "rate_limited"],
    ["lost", wrong.loseAnswer, "broken_connection"],
    ["redirect", { do: "redirect", to: "/" }, "redirected"],
  ] as const)("[hazard] a query that meets %s says nothing; the next one does", async (_name, behaviour, cause) => {
    const { charge, query, peer } = await open();
    const input = chargeInput();
    await charge(input);
    peer.script.next("query_status", behaviour);
    expect(await query(refOf(input))).toMatchObject({ kind: "unknown", cause });
    expect(await query(refOf(input))).toMatchObject({ kind: "paid" });
  });

  test("another amount is passed on for the flow to judge", async () => {
    const { charge, peer } = await open();
    peer.script.next("upload_authcode", { do: "wrong_amount", fen: 1 });
    expect(await charge(chargeInput())).toMatchObject({ kind: "paid", amountFen: 1 });
  });

  test("a server that is not there is not_connected: nothing was sent", async () => {
    const { charge, peer, query } = await open();
    await peer.close();
    const input = chargeInput();
    expect(await charge(input)).toMatchObject({ kind: "unknown", cause: "not_connected" });
    expect(await query(refOf(input))).toMatchObject({ kind: "unknown", cause: "not_connected" });
  });

  test("a wrong key is a bad signature or a refusal, never a status", async () => {
    const { charge, query, peer } = await open({}, { key: "0".repeat(32) });
    expect(await charge(chargeInput())).toMatchObject({ kind: "unknown" });
    expect(await query(refOf(chargeInput()))).toMatchObject({ kind: "unknown" });
    expect(peer.books.orders.size).toBe(0);
    forgive(peer);
  });
});

describe("a QR code", () => {
  test.each([
    ["wechat", "WXZF", "2", /^https:\/\/pay\.example\/jspay\?/],
    ["alipay", "ZFBZF", "0", /^https:\/\/qr\.alipay\.com\//],
    ["unionpay", "UPSMZF", "0", /^https:\/\/qr\.95516\.com\//],
  ] as const)("of %s goes by %s and flag %s, is ready, awaited and paid", async (wallet, payWay, flag, form) => {
    const { qr, query, peer } = await open();
    peer.script.nextPayer(payers.types(2));
    const input = qrInput(wallet);
    const ready = await qr(input);
    expect(ready).toMatchObject({ kind: "ready", channelTradeNo: expect.any(String) });
    expect(ready.kind === "ready" ? ready.codeUrl : "").toMatch(form);
    expect(peer.requests[0]?.fields).toMatchObject({ pay_way: payWay, jspay_flag: flag });
    expect("jump_url" in (peer.requests[0]?.fields ?? {})).toBe(flag === "2");
    expect("order_expiration" in (peer.requests[0]?.fields ?? {})).toBe(false);
    expect(await query(refOf(input, "qr"))).toMatchObject({ kind: "awaiting" });
    expect(await query(refOf(input, "qr"))).toMatchObject({ kind: "paid", amountFen: 1250, wallet });
  });

  test("the page behind WeChat's code and the code's life are settings", async () => {
    const set = { jumpUrl: "https://shop.example/done", orderExpirationSeconds: 120 };
    const { qr, peer } = await open({}, set);
    await qr(qrInput("wechat"));
    await qr(qrInput("alipay"));
    const [wechat, alipay] = peer.requests.map((request) => request.fields);
    expect(wechat).toMatchObject({ jump_url: set.jumpUrl, order_expiration: "120" });
    expect(alipay).toMatchObject({ order_expiration: "120" });
    expect(alipay).not.toHaveProperty("jump_url");
  });

  test("nobody scans: closed with proof at once; a paid one is not closed", async () => {
    const { qr, close, query, peer } = await open({ closeNotBeforeMs: 300_000 });
    peer.script.nextPayer(payers.neverPays, payers.pays);
    const unpaid = qrInput("wechat");
    await qr(unpaid);
    expect(await close(refOf(unpaid, "qr"))).toMatchObject({ kind: "closed" });
    expect(await query(refOf(unpaid, "qr"))).toMatchObject({ kind: "closed" });
    const paid = qrInput("alipay");
    await qr(paid);
    await query(refOf(paid, "qr"));
    expect(await close(refOf(paid, "qr"))).toMatchObject({ kind: "unknown", cause: "failure_answered" });
    expect(booked(peer, paid.tradeNo)).toMatchObject({ paid: 1250, returned: 0 });
  });

  test.each([
    ["lost answer", wrong.loseAnswer, "broken_connection"],
    ["wrong signature", { do: "wrong_signature" }, "bad_signature"],
    ["no code", { do: "change", fields: { td_code: null } }, "unreadable"],
    ["other order", { do: "other_order", tradeNo: "x" }, "other_order"],
    ["other amount", { do: "wrong_amount", fen: 1 }, "amount_differs"],
    ["system error", wrong.systemError, "failure_answered"],
  ] as const)("%s: unknown", async (_name, behaviour, cause) => {
    const { qr, peer } = await open();
    peer.script.next("get_tdcode", behaviour);
    expect(await qr(qrInput("alipay"))).toMatchObject({ kind: "unknown", cause });
  });

  test("a kind of payment the merchant lacks is declined", async () => {
    const { qr, peer } = await open();
    peer.script.next("get_tdcode", { do: "fail", code: -20008, msg: "支付类型错误" });
    expect(await qr(qrInput("unionpay"))).toMatchObject({
      kind: "declined",
      reason: "refused_by_channel",
      newCode: false,
    });
  });
});

describe("close_order", () => {
  test("of a pay-code order that nobody pays", async () => {
    const { charge, close, query, peer } = await open();
    peer.script.nextPayer(payers.neverPays);
    const input = chargeInput();
    await charge(input);
    expect(await close(refOf(input))).toMatchObject({ kind: "closed" });
    expect(await close(refOf(input))).toMatchObject({ kind: "unknown", cause: "failure_answered" });
    expect(await query(refOf(input))).toMatchObject({ kind: "closed" });
    expect(booked(peer, input.tradeNo)).toMatchObject({ charges: 0, paid: 0 });
  });

  test("too early is refused and written down by the peer", async () => {
    const { charge, close, peer } = await open({ closeNotBeforeMs: 300_000 });
    peer.script.nextPayer(payers.neverPays);
    const input = chargeInput();
    await charge(input);
    expect(await close(refOf(input))).toMatchObject({ kind: "unknown", cause: "failure_answered" });
    expect(peer.breaches).toEqual([expect.stringContaining("a pay-code order")]);
    forgive(peer);
  });

  test("done but not answered is unknown, and the query confirms it", async () => {
    const { charge, close, query, peer } = await open();
    peer.script.nextPayer(payers.neverPays);
    peer.script.next("close_order", wrong.loseAnswer);
    const input = chargeInput();
    await charge(input);
    expect(await close(refOf(input))).toMatchObject({ kind: "unknown", cause: "broken_connection" });
    expect(await query(refOf(input))).toMatchObject({ kind: "closed" });
  });

  test("of an order that never arrived is order_missing, never closed; of a failed one unknown", async () => {
    const { charge, close, peer } = await open();
    expect(await close(refOf(chargeInput()))).toMatchObject({ kind: "unknown", cause: "order_missing" });
    peer.script.nextPayer(payers.declines);
    const failed = chargeInput();
    await charge(failed);
    expect(await close(refOf(failed))).toMatchObject({ kind: "unknown", raw: expect.stringContaining("-20028") });
  });

  test("confirmed, and paid all the same: the query finds out", async () => {
    const { charge, close, query, peer } = await open();
    peer.script.nextPayer(payers.paysAfterClose(2));
    const input = chargeInput();
    await charge(input);
    expect(await close(refOf(input))).toMatchObject({ kind: "closed" });
    expect(await query(refOf(input))).toMatchObject({ kind: "closed" });
    expect(await query(refOf(input))).toMatchObject({ kind: "paid", amountFen: 1250 });
  });
});
