// Refunds of the whole channel against the strict peer, over real HTTP; and the peer's own strictness.
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { payers, wrong } from "../peers/leshua.ts";
import { signText } from "../peers/leshua/envelope.ts";
import { booked, chargeInput, forgive, open, refOf, refundOf } from "./leshua-support.ts";

/** A channel with one payment of 1250 that may be refunded. */
async function paid(signForm: "kept" | "dropped" = "kept") {
  const all = await open({ signForm });
  const input = chargeInput();
  await all.charge(input);
  return { ...all, ref: refOf(input) };
}

describe.each(["kept", "dropped"] as const)("a refund, empty fields %s", (signForm) => {
  test("is accepted, asked for and done; in part and in two parts of one amount", async () => {
    const { refund, refundQuery, query, peer, ref } = await paid(signForm);
    const [first, second] = [refundOf(ref, 500), refundOf(ref, 500, 1)];
    expect(await refund(first)).toMatchObject({ kind: "processing" });
    expect(await refundQuery(first)).toMatchObject({ kind: "refunded", amountFen: 500 });
    expect(await refundQuery(second)).toMatchObject({ kind: "absent" });
    expect(await refund(second)).toMatchObject({ kind: "processing" });
    expect(await refundQuery(second)).toMatchObject({ kind: "refunded", amountFen: 500 });
    expect(booked(peer, ref.tradeNo)).toMatchObject({ paid: 1250, returned: 1000 });
    expect(await query(ref)).toMatchObject({ kind: "paid" });
  });

  test("stays processing until the channel is done", async () => {
    const { refund, refundQuery, peer, ref } = await paid(signForm);
    peer.script.nextRefund(10, 10, 11);
    const one = refundOf(ref, 1250);
    await refund(one);
    const kinds: string[] = [];
    for (let i = 0; i < 3; i++) kinds.push((await refundQuery(one)).kind);
    expect(kinds).toEqual(["processing", "processing", "refunded"]);
  });

  test("that fails gives nothing back and frees its amount", async () => {
    const { refund, refundQuery, peer, ref } = await paid(signForm);
    peer.script.nextRefund(12);
    const one = refundOf(ref, 1250);
    await refund(one);
    expect(await refundQuery(one)).toMatchObject({ kind: "refused", reason: "merchant_balance_low" });
    expect(booked(peer, ref.tradeNo)).toMatchObject({ returned: 0 });
    expect(await refund(refundOf(ref, 1250))).toMatchObject({ kind: "processing" });
  });

  test("whose request was lost is absent; sent again under the same number it is one refund", async () => {
    const { refund, refundQuery, peer, ref } = await paid(signForm);
    peer.script.next("unified_refund", wrong.loseRequest, wrong.loseAnswer);
    const one = refundOf(ref, 700);
    expect(await refund(one)).toMatchObject({ kind: "unknown", cause: "broken_connection" });
    expect(await refundQuery(one)).toMatchObject({ kind: "absent" });
    expect(await refund(one)).toMatchObject({ kind: "unknown", cause: "broken_connection" });
    expect(await refund(one)).toMatchObject({ kind: "unknown", raw: expect.stringContaining("-5103") });
    expect(await refundQuery(one)).toMatchObject({ kind: "refunded" });
    expect(peer.books.refunds).toHaveLength(1);
    expect(booked(peer, ref.tradeNo)).toMatchObject({ returned: 700 });
  });
});

describe("a refund whose answer goes wrong", () => {
  test.each([
    ["twice", wrong.twice, "contradiction"],
    ["502 page", wrong.badGateway, "server_error"],
    ["half an answer", wrong.halfAnswer, "broken_connection"],
    ["wrong signature", { do: "wrong_signature" }, "bad_signature"],
    ["resp_code -1 after it was done", wrong.noMessage, "failure_answered"],
    ["other order", { do: "other_order", tradeNo: "x" }, "other_order"],
    ["other refund", { do: "change", fields: { merchant_refund_id: "8" } }, "other_order"],
    ["no status", { do: "change", fields: { status: null } }, "unlisted_state"],
    ["10 MB", wrong.huge, "too_large"],
  ] as const)("%s is unknown and once in the books", async (_name, behaviour, cause) => {
    const { refund, refundQuery, peer, ref } = await paid();
    peer.script.next("unified_refund", behaviour);
    const one = refundOf(ref, 700);
    expect(await refund(one)).toMatchObject({ kind: "unknown", cause });
    expect(await refundQuery(one)).toMatchObject({ kind: "refunded", amountFen: 700 });
    expect(booked(peer, ref.tradeNo)).toMatchObject({ returned: 700 });
  });

  test("no right to refund is a definite no, and there is no refund", async () => {
    const { refund, refundQuery, peer, ref } = await paid();
    peer.script.next("unified_refund", { do: "fail", code: -5014, msg: "无退款权限" });
    const one = refundOf(ref, 700);
    expect(await refund(one)).toMatchObject({ kind: "refused", reason: "refund_refused" });
    expect(await refundQuery(one)).toMatchObject({ kind: "absent" });
  });

  test.each([
    ["wrong signature", { do: "wrong_signature" }, "bad_signature"],
    ["unsigned", { do: "unsigned" }, "bad_signature"],
    ["other order", { do: "other_order", tradeNo: "x" }, "other_order"],
    ["other amount", { do: "change", fields: { refund_amount: "1" } }, "amount_differs"],
    ["502 page", wrong.badGateway, "server_error"],
    ["rate limit", wrong.rateLimited, "rate_limited"],
    ["system error", wrong.systemError, "server_error"],
    ["redirect", { do: "redirect", to: "/" }, "redirected"],
  ] as const)("a query that meets %s is unknown; the next one is not", async (_name, behaviour, cause) => {
    const { refund, refundQuery, peer, ref } = await paid();
    const one = refundOf(ref, 700);
    await refund(one);
    peer.script.next("unified_query_refund", behaviour);
    expect(await refundQuery(one)).toMatchObject({ kind: "unknown", cause });
    expect(await refundQuery(one)).toMatchObject({ kind: "refunded" });
  });

  test("of an order Leshua does not have is order_missing", async () => {
    const { refund, refundQuery } = await open();
    const one = refundOf(refOf(chargeInput()), 1);
    expect(await refund(one)).toMatchObject({ kind: "unknown", cause: "order_missing" });
    expect(await refundQuery(one)).toMatchObject({ kind: "unknown", cause: "order_missing" });
  });
});

describe("the peer is strict", () => {
  const KEY = "0123456789ABCDEF0123456789ABCDEF";
  const sealed = (fields: Record<string, string>) => {
    const sign = createHash("md5")
      .update(signText(fields, KEY, ["sign"], true))
      .digest("hex")
      .toUpperCase();
    return new URLSearchParams({ ...fields, sign }).toString();
  };

  test("it writes down each breach of the envelope", async () => {
    const { peer, http } = await open();
    const form = "application/x-www-form-urlencoded";
    const post = (body: string, type = form, url = peer.url, method: "POST" | "PUT" = "POST") =>
      http({ method, url, headers: { "Content-Type": type }, body, timeoutMs: 1000 });
    const good = { service: "query_status", merchant_id: peer.merchantId, third_order_id: "T1" };
    const cases: readonly (readonly [Promise<unknown>, string])[] = [
      [post(sealed({ ...good, nonce_str: "nonce0001" }), "application/json"), "content type"],
      [post(sealed({ ...good, nonce_str: "nonce0002" }), form, `${peer.url}?x=1`), "path"],
      [post(sealed({ ...good, nonce_str: "nonce0003" }), form, peer.url, "PUT"), "method PUT"],
      [post(`${sealed({ ...good, nonce_str: "nonce0004" })}0`), "sign is not 32"],
      [post(sealed({ ...good, nonce_str: "nonce0005" }).replace("T1", "T2")), "the sign does not hold"],
      [post(sealed({ ...good, nonce_str: "nonce0006", merchant_id: "0000000002" })), "somebody else's"],
      [post(sealed({ ...good, nonce_str: "nonce0007", service: "reverse" })), "no such service"],
      [post(sealed({ ...good, nonce_str: "nonce0008", extra: "1" })), "extra is not documented"],
      [post(sealed({ ...good, nonce_str: "nonce0009", third_order_id: "" })), "third_order_id is sent empty"],
      [post(sealed({ ...good, nonce_str: "nonce0010", third_order_id: "T_1" })), "third_order_id has the wrong form"],
      [post("service=中"), "not a urlencoded form"],
    ];
    for (const [sent] of cases) await sent;
    for (const [, part] of cases) expect(peer.breaches.join("\n")).toContain(part);
    await post(sealed({ ...good, nonce_str: "nonce0001" }));
    expect(peer.breaches.at(-1)).toContain("nonce_str was used before");
    forgive(peer);
  });

  test("more refund than was paid, a refund of an unpaid order and a number used for something else are breaches", async () => {
    const { refund, charge, peer, ref } = await paid();
    peer.script.nextPayer(payers.neverPays);
    const unpaid = chargeInput();
    await charge(unpaid);
    expect(await refund(refundOf(ref, 1251))).toMatchObject({ kind: "unknown" });
    expect(await refund(refundOf(refOf(unpaid), 1))).toMatchObject({ kind: "unknown" });
    const one = refundOf(ref, 1);
    await refund(one);
    expect(await refund({ ...one, refundFen: ref.amountFen })).toMatchObject({ kind: "unknown" });
    expect(peer.breaches).toHaveLength(3);
    forgive(peer);
  });
});
