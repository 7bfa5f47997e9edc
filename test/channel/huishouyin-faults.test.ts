// Charges and queries of the whole channel when the network or the answer goes wrong: always "we do not know", never a
// second charge, and the next question finds the truth in the peer's books.
import { afterEach, describe, expect, test } from "vitest";
import { misbehave } from "../peers/common/misbehave.ts";
import { payers, wrong } from "../peers/huishouyin.ts";
import {
  type Opened,
  booked,
  chargeInput,
  closeAll,
  newTradeNo,
  openChannel,
  refOf,
  verbsOf,
} from "./huishouyin-support.ts";

let opened: Opened[] = [];
afterEach(async () => {
  const all = opened;
  opened = [];
  await closeAll(all);
});

async function open() {
  const one = await openChannel();
  opened.push(one);
  return { ...one, ...verbsOf(one.channel) };
}

const asked = (peer: Opened["peer"], call: string) => peer.requests.filter((request) => request.call === call).length;

describe("a charge whose answer goes wrong is unknown, and the query tells the truth", () => {
  const other = newTradeNo();
  test.each([
    ["lost answer", misbehave.loseAnswer, "broken_connection", "paid"],
    ["half an answer", misbehave.halfAnswer, "broken_connection", "paid"],
    ["lost request", misbehave.loseRequest, "broken_connection", "missing"],
    ["no answer", misbehave.hang, "timeout", "paid"],
    ["late answer", { do: "late", ms: 900 }, "timeout", "paid"],
    ["slow drip", { do: "drip", everyMs: 20 }, "timeout", "paid"],
    ["sent twice", misbehave.twice, "failure_answered", "paid"],
    ["502 page", misbehave.badGateway, "server_error", "paid"],
    ["500 without a word", misbehave.serverError, "server_error", "paid"],
    ["200 without a word", misbehave.emptyBody, "unreadable", "paid"],
    ["log-in page", misbehave.htmlPage, "unreadable", "missing"],
    ["other order", { do: "other_order", orderId: other }, "other_order", "paid"],
    ["order left out", { do: "change", data: { order_id: undefined } }, "other_order", "paid"],
    ["rate limit", misbehave.rateLimited, "rate_limited", "missing"],
    ["too frequent", wrong.tooFrequent, "rate_limited", "missing"],
    ["10 MB", misbehave.huge, "too_large", "paid"],
    ["redirect", { do: "redirect", to: "https://pay.example/" }, "redirected", "missing"],
    ["system error", wrong.systemError, "server_error", "missing"],
    ["system error after the fact", wrong.systemErrorAfter, "server_error", "paid"],
    ["pay failed, nothing in the books", wrong.refused, "failure_answered", "missing"],
  ] as const)("%s", async (_name, behaviour, cause, truth) => {
    const { charge, query, peer } = await open();
    peer.script.next("qrcode", behaviour);
    const input = { ...chargeInput(), timeoutMs: 500 };
    expect(await charge(input)).toMatchObject({ kind: "unknown", cause });
    const found = await query(refOf(input));
    if (truth === "paid") expect(found).toMatchObject({ kind: "paid", amountFen: 1250 });
    else expect(found).toMatchObject({ kind: "unknown", cause: "order_missing" });
    expect(booked(peer, input.tradeNo)?.charges ?? 0).toBe(truth === "paid" ? 1 : 0);
    expect(asked(peer, "qrcode")).toBe(1);
  });

  test("another amount is passed on for the flow to judge", async () => {
    const { charge, query, peer } = await open();
    peer.script.next("qrcode", { do: "wrong_amount", fen: 1 });
    peer.script.next("get", { do: "wrong_amount", fen: 1 });
    const input = chargeInput();
    expect(await charge(input)).toMatchObject({ kind: "paid", amountFen: 1 });
    expect(await query(refOf(input))).toMatchObject({ kind: "paid", amountFen: 1 });
  });

  test("a server that is not there is not_connected: nothing was sent", async () => {
    const { charge, peer, query } = await open();
    await peer.close();
    const input = chargeInput();
    expect(await charge(input)).toMatchObject({ cause: "not_connected", raw: "not_connected ECONNREFUSED" });
    expect(await query(refOf(input))).toMatchObject({ kind: "unknown", cause: "not_connected" });
  });
});

describe("a query", () => {
  test.each([
    ["lost answer", misbehave.loseAnswer],
    ["502 page", misbehave.badGateway],
    ["other order", { do: "other_order", orderId: "926112110150000100018" }],
    ["amount left out", { do: "change", data: { total_amount: undefined } }],
    ["system error", wrong.systemError],
    ["no answer", misbehave.hang],
  ] as const)(
    "whose amount meets %s: paid without an amount, within its time, and the next one is whole",
    async (_name, how) => {
      const { charge, query, peer } = await open();
      const input = chargeInput();
      await charge(input);
      peer.script.next("get", how);
      expect(await query({ ...refOf(input), timeoutMs: 400 })).toMatchObject({ kind: "paid", amountFen: null });
      expect(await query(refOf(input))).toMatchObject({ kind: "paid", amountFen: 1250 });
    },
  );

  test.each([
    ["lost answer", misbehave.loseAnswer, "broken_connection"],
    ["other order", { do: "other_order", orderId: "x" }, "other_order"],
    ["rate limit", misbehave.rateLimited, "rate_limited"],
    ["redirect", { do: "redirect", to: "/" }, "redirected"],
    ["10 MB", misbehave.huge, "too_large"],
    ["page", misbehave.htmlPage, "unreadable"],
  ] as const)("that meets %s is unknown", async (_name, behaviour, cause) => {
    const { charge, query, peer } = await open();
    const input = chargeInput();
    await charge(input);
    peer.script.next("check", behaviour);
    expect(await query(refOf(input))).toMatchObject({ kind: "unknown", cause });
  });

  test("[hazard] an answer about an earlier order is never taken for this one", async () => {
    const { charge, query, peer } = await open();
    const [first, second] = [chargeInput(), chargeInput()];
    await charge(first);
    peer.script.nextPayer(payers.neverPays);
    await charge(second);
    peer.script.next("check", { do: "change", data: { order_id: first.tradeNo, order_status: 1 } });
    expect(await query(refOf(second))).toMatchObject({ kind: "unknown", cause: "other_order" });
    expect(await query(refOf(second))).toMatchObject({ kind: "awaiting" });
  });
});
