// Takes a payment: checks that it can be tried, writes it down, starts its driver. The scanned code goes from
// here to the request and nowhere else.
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { OrderId, TradeNo } from "../../preload/contract/ids.ts";
import { type Fen, addFen } from "../../preload/contract/money.ts";
import type { PayCode } from "../../preload/contract/pay-code.ts";
import type { ChannelId, Wallet } from "../../preload/contract/status.ts";
import type { Line } from "../../preload/contract/views.ts";
import type { Channel } from "../channel/channel.ts";
import { type NewTender, create } from "./create.ts";
import type { Driver, Flow } from "./flow.ts";
import { drive } from "./follow.ts";
import { noSuchMode } from "./mode.ts";
import { type Means, sendBatch, sendCharge, sendQr } from "./send.ts";

export type Sale = {
  /** What this tender is for. */
  readonly amountFen: Fen;
  /** What a new order owes, where that is more: the rest is paid by other tenders. */
  readonly owedFen?: Fen;
  readonly channel: ChannelId;
  readonly mode: string | null;
  readonly note: string | null;
  /** What a new order is made of; empty or left out for a sale by amount. */
  readonly lines?: readonly Line[];
  /** The sale put aside that a new order is made of. */
  readonly held?: number | null;
  /** The order to go on with: after a declined or cancelled attempt, or for the rest of what it owes. */
  readonly order: OrderId | null;
};

export type Started = {
  readonly tradeNo: TradeNo;
  readonly driver: Driver;
  /** Resolves when the first request has been answered or has failed, whatever the answer was. */
  readonly sent: Promise<void>;
};

/** One part of an order as it goes to a channel: by a scanned code, or by a mode that needs none. */
export type Part = Means & { readonly amountFen: Fen; readonly mode: string | null };

/**
 * Charges the customer's code. Answers as soon as the attempt is written down; its driver does the rest.
 * Failures: channel_not_configured, code_wallet_not_taken, mode_not_known, order_*, store_cannot_write; then nothing was
 * sent.
 */
export function collect(flow: Flow, sale: Sale, code: PayCode): Result<Started> {
  const started = collectParts(flow, sale, [{ code, fields: {}, amountFen: sale.amountFen, mode: sale.mode }]);
  if (!started.ok) return started;
  const [one] = started.value;
  if (!one) throw new Error("nothing was started");
  return ok(one);
}

/**
 * Charges several parts of one order at once, as one batch; a single part as itself. Failures as `collect`, and
 * channel_cannot where there is no batch or no mode without a code.
 */
export function collectParts(
  flow: Flow,
  sale: Omit<Sale, "amountFen" | "mode"> & { readonly owedFen?: Fen; readonly amountFen?: Fen },
  parts: readonly Part[],
): Result<readonly Started[]> {
  const channel = flow.channel(sale.channel);
  if (!channel) return fail("channel_not_configured", sale.channel, "manager", "never");
  for (const { code } of parts)
    if (code && !channel.can.payCode?.includes(code.wallet)) return fail("code_wallet_not_taken", code.wallet);
  if (!channel.modes && parts.some(({ code, mode }) => code && mode !== null)) return noSuchMode();
  const cannot = (parts.length > 1 && !channel.batch) || (!channel.modes && parts.some(({ code }) => code === null));
  if (cannot) return fail("channel_cannot", sale.channel, "manager", "never");
  const amountFen = addFen(...parts.map((part) => part.amountFen));
  const tenders = parts.map((part) => tenderOf(sale.channel, part));
  const created = create(flow, { ...sale, tenders, owedFen: sale.owedFen ?? amountFen });
  if (!created.ok) return created;
  const numbered = parts.flatMap((part, leg) => {
    const tradeNo = created.value[leg];
    return tradeNo ? [{ ...part, tradeNo }] : [];
  });
  const [only] = numbered;
  if (only && numbered.length === 1)
    return ok([start(flow, only.tradeNo, (driver) => sendCharge(flow, channel, driver, only.tradeNo, only))]);
  return ok(startBatch(flow, channel, numbered));
}

const tenderOf = (channel: ChannelId, { code, amountFen, mode }: Part): NewTender => ({
  amountFen,
  channel,
  method: code ? "pay_code" : "mode",
  mode,
  wallet: code?.wallet ?? null,
  codeTail: code?.tail ?? null,
  givenFen: null,
});

/** Asks the channel for a QR to show. Failures as `collect`, and wallet_not_supported, channel_cannot. */
export function showQr(flow: Flow, sale: Sale, wallet: Wallet): Result<Started> {
  const channel = flow.channel(sale.channel);
  if (!channel) return fail("channel_not_configured", sale.channel, "manager", "never");
  if (!channel.can.qr) return fail("channel_cannot", sale.channel, "manager", "never");
  if (!channel.can.qr.includes(wallet)) return fail("wallet_not_supported", wallet);
  const { amountFen, mode } = sale;
  const tender = {
    amountFen,
    channel: sale.channel,
    method: "qr",
    mode,
    wallet,
    codeTail: null,
    givenFen: null,
  } as const;
  const created = create(flow, { ...sale, tenders: [tender], owedFen: sale.owedFen ?? amountFen });
  if (!created.ok) return created;
  const [tradeNo] = created.value;
  if (!tradeNo) throw new Error("no attempt was created");
  return ok(start(flow, tradeNo, (driver) => sendQr(flow, channel, driver, tradeNo, wallet)));
}

function start(flow: Flow, tradeNo: TradeNo, send: (driver: Driver) => Promise<unknown>): Started {
  const { promise: sent, resolve } = Promise.withResolvers<void>();
  const driver = drive(flow, tradeNo, (own) => send(own).finally(resolve));
  return { tradeNo, driver, sent };
}

/** One request for all; each attempt then has its own driver, its own answer and its own end. */
function startBatch(
  flow: Flow,
  channel: Channel,
  parts: readonly (Part & { readonly tradeNo: TradeNo })[],
): readonly Started[] {
  const { promise: sent, resolve, reject } = Promise.withResolvers<void>();
  // Each driver gets the error of a disk that refused; the batch itself waits for nobody else.
  const drivers = parts.map(({ tradeNo }) => drive(flow, tradeNo, () => sent));
  sendBatch(flow, channel, drivers, parts).then(resolve, reject);
  return parts.map(({ tradeNo }, leg) => {
    const driver = drivers[leg];
    if (!driver) throw new Error("a part without a driver");
    return { tradeNo, driver, sent };
  });
}
