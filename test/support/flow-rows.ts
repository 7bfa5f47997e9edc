// Attempts, refunds and answers as plain values, for tests of pure rules; and a small seeded source of chance.
import type { Outcome } from "../../main/channel/channel.ts";
import type { Attempt, Refund } from "../../main/payment/attempt.ts";
import { makeNumber, orderId, refundNo, tradeNo } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";

const number = tradeNo(makeNumber("9", "260301100000", 1, 1));
const giveBack = refundNo(makeNumber("8", "260301100000", 1, 1));
if (!number || !giveBack) throw new Error("not the numbers of a test");
export const TRADE_NO = number;
export const REFUND_NO = giveBack;

export const anAttempt = (change: Partial<Attempt> = {}): Attempt => ({
  tradeNo: TRADE_NO,
  orderId: orderId("order-1"),
  channel: "pooul",
  method: "pay_code",
  mode: null,
  wallet: "wechat",
  codeTail: "6789",
  amountFen: fen(1250),
  givenFen: null,
  leg: 0,
  status: "sending",
  exception: "none",
  exceptionSettled: false,
  unclear: false,
  unpaidAnswers: 0,
  cancelConfirmed: false,
  asked: 0,
  watched: 0,
  watchAt: null,
  reason: null,
  raw: null,
  channelTradeNo: null,
  settlement: null,
  codeUrl: null,
  codeExpiresAt: null,
  createdAt: 1000,
  sentAt: 1000,
  finalAt: null,
  ...change,
});

export const aRefund = (change: Partial<Refund> = {}): Refund => ({
  refundNo: REFUND_NO,
  tradeNo: TRADE_NO,
  amountFen: fen(500),
  why: "broken",
  person: null,
  status: "sending",
  noAnswers: 0,
  reason: null,
  raw: null,
  requestedAt: 1000,
  sentAt: 1000,
  finalAt: null,
  letGo: false,
  ...change,
});

export const paid = (amountFen: number | null = 1250): Outcome => ({
  kind: "paid",
  amountFen: amountFen === null ? null : fen(amountFen),
  channelTradeNo: "C1",
  raw: "PAID",
});
export const declined: Outcome = { kind: "declined", reason: "balance_low", newCode: true, raw: "NO" };
export const awaiting: Outcome = { kind: "awaiting", raw: "USERPAYING" };
export const cancelled: Outcome = { kind: "cancelled", raw: "REVERSED" };
export const closed: Outcome = { kind: "closed", raw: "CLOSED" };
export const unknown = (cause: Extract<Outcome, { kind: "unknown" }>["cause"], byHand?: true): Outcome => ({
  kind: "unknown",
  cause,
  raw: cause,
  ...(byHand ? { byHand } : {}),
});

/** mulberry32: the same seed always draws the same numbers. */
export function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
