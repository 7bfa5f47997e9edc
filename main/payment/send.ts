// Sends the charge, once. `sending` is on disk before the first byte leaves; whatever comes back, or does not,
// goes to settle. This is the only place that charges.
import type { TradeNo } from "../../preload/contract/ids.ts";
import type { PayCode } from "../../preload/contract/pay-code.ts";
import type { Wallet } from "../../preload/contract/status.ts";
import type { Channel, ChargeInput, Outcome, QrInput } from "../channel/channel.ts";
import { advance, attemptByNo } from "../store/attempts.ts";
import { linesOf, orderById } from "../store/orders.ts";
import type { Attempt } from "./attempt.ts";
import { type Driver, type Flow, announce, timingOf } from "./flow.ts";
import { record, settle } from "./settle.ts";

/** What the customer sees on the bill when the order has no note. */
const SUBJECT = "收款";

/** How the customer pays one part: by a code, or by a mode that needs none and the fields it wants instead. */
export type Means = { readonly code: PayCode | null; readonly fields: Readonly<Record<string, string>> };

/** Charges one attempt. Throws StoreCannotWrite when `sending` could not be written: then nothing was sent. */
export async function sendCharge(
  flow: Flow,
  channel: Channel,
  driver: Driver,
  tradeNo: TradeNo,
  means: Means,
): Promise<Attempt> {
  const [attempt] = markSending(flow, [tradeNo]);
  if (!attempt) throw new Error(`no attempt ${tradeNo}`);
  driver.sendsNow();
  const outcome = await channel.charge(inputOf(flow, channel, attempt, means));
  return settle(flow, tradeNo, outcome, "charge");
}

/** Charges several attempts of one order in one request. All stand as `sending` before it leaves, or none. */
export async function sendBatch(
  flow: Flow,
  channel: Channel,
  drivers: readonly Driver[],
  parts: readonly (Means & { readonly tradeNo: TradeNo })[],
): Promise<void> {
  if (!channel.batch) throw new Error(`${channel.id} has no batch`);
  const attempts = markSending(
    flow,
    parts.map((part) => part.tradeNo),
  );
  for (const driver of drivers) driver.sendsNow();
  const inputs = parts.flatMap((part, leg) => {
    const attempt = attempts[leg];
    return attempt ? [inputOf(flow, channel, attempt, part)] : [];
  });
  const outcomes = await channel.batch.charge(inputs);
  for (const [leg, { tradeNo }] of parts.entries()) settle(flow, tradeNo, outcomes[leg] ?? NOT_ANSWERED, "charge");
}

const NOT_ANSWERED: Outcome = { kind: "unknown", cause: "unreadable", raw: "the batch's answer leaves it out" };

/** Asks the channel for a QR the customer scans. */
export async function sendQr(
  flow: Flow,
  channel: Channel,
  driver: Driver,
  tradeNo: TradeNo,
  wallet: Wallet,
): Promise<Attempt> {
  if (!channel.qr) throw new Error(`${channel.id} has no QR`);
  const [attempt] = markSending(flow, [tradeNo]);
  if (!attempt) throw new Error(`no attempt ${tradeNo}`);
  const timing = timingOf(channel.profile, attempt);
  driver.sendsNow();
  const answer = await channel.qr({ ...whatIsSold(flow, channel, attempt), wallet });
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

const inputOf = (flow: Flow, channel: Channel, attempt: Attempt, { code, fields }: Means): ChargeInput => ({
  ...whatIsSold(flow, channel, attempt),
  code,
  fields,
});

/** The basket goes along only where this attempt pays all of it: part of the money has no lines of its own. */
function whatIsSold(flow: Flow, channel: Channel, attempt: Attempt): Omit<QrInput, "wallet"> {
  const { read } = flow.store;
  const order = orderById(read, attempt.orderId);
  return {
    tradeNo: attempt.tradeNo,
    amountFen: attempt.amountFen,
    subject: order?.note ?? SUBJECT,
    lines: order?.amountFen === attempt.amountFen ? linesOf(read, attempt.orderId) : [],
    mode: attempt.mode,
    timeoutMs: timingOf(channel.profile, attempt).requestTimeoutMs,
  };
}

function markSending(flow: Flow, numbers: readonly TradeNo[]): Attempt[] {
  const at = flow.clock.now();
  const sending = flow.store.write((tx) =>
    numbers.map((tradeNo) => {
      const attempt = attemptByNo(tx, tradeNo);
      if (!attempt) throw new Error(`no attempt ${tradeNo}`);
      return advance(tx, attempt, { event: "send", at, change: { sentAt: at }, detail: { channel: attempt.channel } });
    }),
  );
  for (const tradeNo of numbers) announce(flow, tradeNo);
  return sending;
}
