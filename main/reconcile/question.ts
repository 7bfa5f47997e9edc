// One question of reconciliation to a channel, about one order or refund, and its answer on disk. It never changes our
// book: an attempt that is still open is first asked about by the flow itself, which alone may settle it.
import { isOpen, isRefundOpen } from "../../preload/contract/status.ts";
import type { RefundNo, TradeNo } from "../../preload/contract/ids.ts";
import type { Channel } from "../channel/channel.ts";
import { refTo } from "../payment/ask.ts";
import { mustRead as mustReadRefund, refOf } from "../payment/refund.ts";
import type { Payment } from "../payment/payment.ts";
import { mustRead } from "../payment/settle.ts";
import { putAnswer } from "../store/reconcile.ts";
import { saidOf, saidOfRefund } from "./said.ts";

/** False when the network was silent: nothing is known, and it is to be asked again. */
export async function askOrder(payment: Payment, channel: Channel, tradeNo: TradeNo, run: number): Promise<boolean> {
  const { flow } = payment;
  if (!channel.query) return false;
  // An open one is asked by the flow; a late answer for an ended one is the flow's too, but only when a person asks.
  if (isOpen(mustRead(flow, tradeNo).status)) await payment.ask(tradeNo);
  const outcome = await channel.query(refTo(channel, mustRead(flow, tradeNo)));
  const said = saidOf(outcome);
  if (said === null || flow.closing.aborted) return false;
  const answer = { run, said, raw: outcome.raw.slice(0, MOST_RAW), at: flow.clock.now() };
  flow.store.write((tx) => putAnswer(tx, "order", tradeNo, answer));
  return true;
}

const MOST_RAW = 200;

export async function askRefundNo(
  payment: Payment,
  channel: Channel,
  refundNo: RefundNo,
  run: number,
): Promise<boolean> {
  const { flow } = payment;
  if (!channel.refundQuery) return false;
  if (isRefundOpen(mustReadRefund(flow, refundNo).status)) await payment.askRefund(refundNo);
  const outcome = await channel.refundQuery(refOf(flow, channel, mustReadRefund(flow, refundNo)));
  const said = saidOfRefund(outcome);
  if (said === null || flow.closing.aborted) return false;
  const answer = { run, said, raw: outcome.raw.slice(0, MOST_RAW), at: flow.clock.now() };
  flow.store.write((tx) => putAnswer(tx, "refund", refundNo, answer));
  return true;
}
