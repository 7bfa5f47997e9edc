// A desk with one paid attempt, and the verbs that give it back.
import type { RefundNo, TradeNo } from "../../preload/contract/ids.ts";
import type { Fen } from "../../preload/contract/money.ts";
import type { ChannelOptions } from "./flow-channel.ts";
import { type Desk, must, openDesk } from "./flow-desk.ts";

export async function paidDesk(
  options: ChannelOptions = {},
  patienceMs = 20_000,
): Promise<{ desk: Desk; tradeNo: TradeNo }> {
  const desk = openDesk({ options, patienceMs });
  const { tradeNo } = await desk.pay();
  return { desk, tradeNo };
}

export const begin = (desk: Desk, tradeNo: TradeNo, amountFen: Fen | null = null): RefundNo =>
  must(desk.payment.startRefund({ tradeNo, amountFen, why: "broken" }));

export async function giveBack(desk: Desk, tradeNo: TradeNo, amountFen: Fen | null = null): Promise<RefundNo> {
  const number = begin(desk, tradeNo, amountFen);
  await desk.clock.run(desk.payment.followRefund(number));
  return number;
}

/** How much the channel really gave back. */
export const given = (desk: Desk, tradeNo: TradeNo): number =>
  [...(desk.channel.books.get(tradeNo)?.refunds.values() ?? [])].reduce((sum, one) => sum + one.amountFen, 0);
