// Questions that a notice leads to. Anybody can send an unsigned notice, so they are few: one at a time for a payment,
// not again right after, and a handful at once. Asking too often could get the shop barred by the channel.
import type { RefundNo, TradeNo } from "../../preload/contract/ids.ts";
import type { Clock } from "../clock.ts";
import type { Payment } from "../payment/payment.ts";

export type Questions = {
  /** Asks the channel about a payment and these refunds. False: not now; nothing was asked. */
  ask(tradeNo: TradeNo, refunds: readonly RefundNo[]): Promise<boolean>;
};

const AT_ONCE = 4;
const SPACING_MS = 5000;

export function openQuestions(payment: Payment, clock: Pick<Clock, "monotonic">): Questions {
  const running = new Map<TradeNo, Promise<void>>();
  const lastMs = new Map<TradeNo, number>();
  const forget = (nowMs: number) => {
    for (const [number, endMs] of lastMs) if (nowMs - endMs >= SPACING_MS) lastMs.delete(number);
  };
  const put = async (tradeNo: TradeNo, refunds: readonly RefundNo[]) => {
    try {
      await payment.ask(tradeNo);
      for (const refund of refunds) await payment.askRefund(refund);
    } finally {
      running.delete(tradeNo);
      lastMs.set(tradeNo, clock.monotonic());
    }
  };
  return {
    async ask(tradeNo, refunds) {
      const same = running.get(tradeNo);
      if (same) {
        await same;
        return true;
      }
      forget(clock.monotonic());
      if (lastMs.has(tradeNo) || running.size >= AT_ONCE) return false;
      const question = put(tradeNo, refunds);
      running.set(tradeNo, question);
      await question;
      return true;
    },
  };
}
