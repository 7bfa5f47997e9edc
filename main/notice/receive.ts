// One notice, from text to ending: the channel verifies it, our books say whether the number is ours, and payment/notice
// decides what follows. The channel hears "understood" only when what it told stands on the disk.
import { type RefundNo, type TradeNo, refundNo, tradeNo } from "../../preload/contract/ids.ts";
import { type ChannelId, assertNever, isRefundOpen } from "../../preload/contract/status.ts";
import type { IncomingNotice, Notice, Outcome } from "../channel/channel.ts";
import type { Attempt } from "../payment/attempt.ts";
import { type Told, isAnswered, tellPayment, tellRefund } from "../payment/notice.ts";
import type { Payment } from "../payment/payment.ts";
import { attemptByNo } from "../store/attempts.ts";
import { refundByNo, refundsOf } from "../store/refunds.ts";
import type { Ending } from "./kinds.ts";
import type { Questions } from "./questions.ts";

type Verified = Exclude<Notice, { kind: "refused" }>;

export async function receive(
  payment: Payment,
  questions: Questions,
  id: ChannelId,
  incoming: IncomingNotice,
): Promise<Ending> {
  const { flow } = payment;
  const verify = flow.channel(id)?.verifyNotice;
  if (!verify) return { kind: "not_set_up" };
  const notice = verify(incoming);
  if (notice.kind === "refused") return { kind: notice.why };
  const attempt = ours(payment, id, notice.tradeNo);
  if (attempt === null) return { kind: "unknown_number" };
  switch (notice.kind) {
    case "payment": {
      const told = tellPayment(flow, attempt.tradeNo, notice.outcome);
      return told === "ask" ? ask(payment, questions, attempt.tradeNo, notice, []) : ending(told, notice.reply);
    }
    case "refund": {
      const number = ourRefund(payment, attempt.tradeNo, notice.refundNo);
      if (number === null) return { kind: "unknown_number" };
      const told = tellRefund(flow, number, notice.outcome);
      return told === "ask" ? ask(payment, questions, attempt.tradeNo, notice, [number]) : ending(told, notice.reply);
    }
    case "ask": {
      const named = notice.refundNo === null ? null : ourRefund(payment, attempt.tradeNo, notice.refundNo);
      if (notice.refundNo !== null && named === null) return { kind: "unknown_number" };
      return ask(payment, questions, attempt.tradeNo, notice, named === null ? openRefunds(payment, attempt) : [named]);
    }
    default:
      return assertNever(notice);
  }
}

function ending(told: Exclude<Told, "ask">, reply: string): Ending {
  switch (told) {
    case "recorded":
      return { kind: "accepted", reply };
    case "known":
      return { kind: "repeated", reply };
    case "differs":
    case "not_recorded":
      return { kind: told };
    default:
      return assertNever(told);
  }
}

/** To the letter, and of this channel: another channel's key says nothing about it. */
function ours(payment: Payment, id: ChannelId, written: string): Attempt | null {
  const number = tradeNo(written);
  const attempt = number && attemptByNo(payment.flow.store.read, number);
  return attempt?.channel === id ? attempt : null;
}

function ourRefund(payment: Payment, of: TradeNo, written: string): RefundNo | null {
  const number = refundNo(written);
  const refund = number && refundByNo(payment.flow.store.read, number);
  return refund?.tradeNo === of ? refund.refundNo : null;
}

const openRefunds = (payment: Payment, { tradeNo: number }: Attempt): RefundNo[] =>
  refundsOf(payment.flow.store.read, number)
    .filter((refund) => isRefundOpen(refund.status))
    .map((refund) => refund.refundNo);

async function ask(
  payment: Payment,
  questions: Questions,
  number: TradeNo,
  notice: Verified,
  refunds: readonly RefundNo[],
): Promise<Ending> {
  const { reply } = notice;
  const outcome = notice.kind === "payment" ? notice.outcome : null;
  if (isKnown(payment, number, outcome, refunds) && isPaid(payment, number)) return { kind: "repeated", reply };
  if (!(await questions.ask(number, refunds))) return { kind: "busy" };
  return isKnown(payment, number, outcome, refunds) ? { kind: "asked", reply } : { kind: "not_recorded" };
}

/** What is declined or cancelled may have been paid since: that is worth a question, even an unsigned one's. */
const isPaid = (payment: Payment, number: TradeNo): boolean =>
  attemptByNo(payment.flow.store.read, number)?.status === "paid";

function isKnown(payment: Payment, number: TradeNo, outcome: Outcome | null, refunds: readonly RefundNo[]): boolean {
  const { read } = payment.flow.store;
  const attempt = attemptByNo(read, number);
  const rows = refunds.flatMap((refund) => refundByNo(read, refund) ?? []);
  return attempt !== null && isAnswered(attempt, rows, outcome);
}
