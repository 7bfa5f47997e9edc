// Sends the charge, once. `sending` is on disk before the first byte leaves; whatever comes back, or does not,
// goes to settle. This is the only place that charges.
import type { TradeNo } from "../../preload/contract/ids.ts";
import type { PayCode } from "../../preload/contract/pay-code.ts";
import type { Wallet } from "../../preload/contract/status.ts";
import type { Channel } from "../channel/channel.ts";
import type { Attempt } from "./attempt.ts";
import { type Driver, type Flow, timingOf } from "./flow.ts";
import { record, settle } from "./settle.ts";

/** What the customer sees on the bill when the order has no note. */
const SUBJECT = "收款";

/** Charges the scanned code. Throws StoreCannotWrite when `sending` could not be written: then nothing was sent. */
export async function sendCharge(
  flow: Flow,
  channel: Channel,
  driver: Driver,
  tradeNo: TradeNo,
  code: PayCode,
  note: string | null,
): Promise<Attempt> {
  const attempt = markSending(flow, tradeNo);
  driver.sendsNow();
  const outcome = await channel.charge({
    tradeNo,
    amountFen: attempt.amountFen,
    code,
    fields: {},
    subject: note ?? SUBJECT,
    lines: [],
    mode: attempt.mode,
    timeoutMs: timingOf(channel.profile, attempt).requestTimeoutMs,
  });
  return settle(flow, tradeNo, outcome, "charge");
}

/** Asks the channel for a QR the customer scans. */
export async function sendQr(
  flow: Flow,
  channel: Channel,
  driver: Driver,
  tradeNo: TradeNo,
  wallet: Wallet,
  note: string | null,
): Promise<Attempt> {
  if (!channel.qr) throw new Error(`${channel.id} has no QR`);
  const attempt = markSending(flow, tradeNo);
  const timing = timingOf(channel.profile, attempt);
  driver.sendsNow();
  const answer = await channel.qr({
    tradeNo,
    amountFen: attempt.amountFen,
    wallet,
    subject: note ?? SUBJECT,
    lines: [],
    mode: attempt.mode,
    timeoutMs: timing.requestTimeoutMs,
  });
  if (answer.kind !== "ready") return settle(flow, tradeNo, answer, "charge");
  const { codeUrl, channelTradeNo } = answer;
  return record(flow, tradeNo, (now) => {
    // A notice was faster than the answer.
    if (now.status !== "sending") return null;
    return {
      event: "awaiting",
      change: {
        codeUrl,
        codeExpiresAt: (now.sentAt ?? now.createdAt) + timing.pollForMs,
        ...(channelTradeNo === undefined ? {} : { channelTradeNo }),
      },
      detail: {},
    };
  });
}

function markSending(flow: Flow, tradeNo: TradeNo): Attempt {
  return record(flow, tradeNo, ({ channel }) => ({
    event: "send",
    change: { sentAt: flow.clock.now() },
    detail: { channel },
  }));
}
