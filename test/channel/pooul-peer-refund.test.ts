// Refunds against the strict peer, over real HTTP, in both editions of the document.
import { describe, expect, test } from "vitest";
import { wrong } from "../peers/pooul.ts";
import { booked, open } from "./pooul-open.ts";
import { chargeInput, refOf, refundOf } from "./pooul-support.ts";

describe.each(["A", "B"] as const)("a refund, edition %s", (edition) => {
  async function paid() {
    const all = await open({ edition });
    const input = chargeInput();
    await all.charge(input);
    return { ...all, ref: refOf(input) };
  }

  test("is accepted, asked for and done; in part and in two parts of one amount", async () => {
    const { refund, refundQuery, peer, ref } = await paid();
    const [first, second] = [refundOf(ref, 500), refundOf(ref, 500, 1)];
    expect(await refund(first)).toMatchObject({ kind: "processing" });
    expect(await refundQuery(first)).toMatchObject({ kind: "refunded", amountFen: 500 });
    if (edition === "A") expect(await refundQuery(second)).toMatchObject({ kind: "absent" });
    expect(await refund(second)).toMatchObject({ kind: "processing" });
    expect(await refundQuery(second)).toMatchObject({ kind: "refunded", amountFen: 500 });
    expect(booked(peer, ref.tradeNo)).toMatchObject({ paid: 1250, returned: 1000 });
  });

  test("stays processing until the channel is done", async () => {
    const { refund, refundQuery, peer, ref } = await paid();
    peer.script.nextRefund(1, 1, 0);
    const one = refundOf(ref, 1250);
    await refund(one);
    const kinds: string[] = [];
    for (let i = 0; i < 3; i++) kinds.push((await refundQuery(one)).kind);
    expect(kinds).toEqual(["processing", "processing", "refunded"]);
  });

  test("refused gives nothing back; the same number may be sent again and is then done", async () => {
    const { refund, refundQuery, peer, ref } = await paid();
    peer.script.nextRefund(1, 2);
    const one = refundOf(ref, 700);
    await refund(one);
    await refundQuery(one);
    expect(await refundQuery(one)).toMatchObject({ kind: "refused", reason: "refund_closed" });
    expect(booked(peer, ref.tradeNo)).toMatchObject({ returned: 0 });
    await refund(one);
    expect(await refundQuery(one)).toMatchObject({ kind: "refunded", amountFen: 700 });
    expect(booked(peer, ref.tradeNo)).toMatchObject({ returned: 700 });
  });

  test("abnormal needs a person", async () => {
    const { refund, refundQuery, peer, ref } = await paid();
    peer.script.nextRefund(3);
    const one = refundOf(ref, 700);
    await refund(one);
    expect(await refundQuery(one)).toMatchObject({ kind: "unknown", cause: "state_needs_a_person" });
  });

  test("whose request was lost is absent; sent again under the same number it is one refund", async () => {
    const { refund, refundQuery, peer, ref } = await paid();
    peer.script.next("refund", { do: "lose_request" }, { do: "lose_answer" });
    const one = refundOf(ref, 700);
    expect(await refund(one)).toMatchObject({ kind: "unknown", cause: "broken_connection" });
    expect(await refundQuery(one)).toMatchObject({ kind: "absent" });
    expect(await refund(one)).toMatchObject({ kind: "unknown", cause: "broken_connection" });
    expect(await refund(one)).toMatchObject({ kind: "processing" });
    expect(await refundQuery(one)).toMatchObject({ kind: "refunded" });
    expect(peer.books.refunds).toHaveLength(1);
    expect(booked(peer, ref.tradeNo)).toMatchObject({ returned: 700 });
  });

  test.each([
    ["wrong signature", { do: "wrong_signature" }, "bad_signature"],
    ["unsigned success", { do: "plain_success" }, "bad_signature"],
    ["other order", { do: "other_order", tradeNo: "x" }, "other_order"],
    ["502 page", wrong.badGateway, "server_error"],
    ["rate limit", wrong.rateLimited, "rate_limited"],
    ["system error", wrong.systemError, "failure_answered"],
    ["redirect", { do: "redirect", to: "/" }, "redirected"],
  ] as const)("whose query meets %s is unknown", async (_name, behaviour, cause) => {
    const { refund, refundQuery, peer, ref } = await paid();
    const one = refundOf(ref, 700);
    await refund(one);
    peer.script.next("refund_query", behaviour);
    expect(await refundQuery(one)).toMatchObject({ kind: "unknown", cause });
    expect(await refundQuery(one)).toMatchObject({ kind: "refunded" });
  });
});
