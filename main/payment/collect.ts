// Takes a payment: checks that it can be tried, writes it down, starts its driver. The scanned code goes from
// here to the request and nowhere else.
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { OrderId, TradeNo } from "../../preload/contract/ids.ts";
import type { Fen } from "../../preload/contract/money.ts";
import type { PayCode } from "../../preload/contract/pay-code.ts";
import type { ChannelId, Wallet } from "../../preload/contract/status.ts";
import type { Attempt } from "./attempt.ts";
import { create } from "./create.ts";
import type { Driver, Flow } from "./flow.ts";
import { drive } from "./follow.ts";
import { sendCharge, sendQr } from "./send.ts";

export type Sale = {
  /** What this tender is for. */
  readonly amountFen: Fen;
  /** What a new order owes, where that is more: the rest is paid by other tenders. */
  readonly owedFen?: Fen;
  readonly channel: ChannelId;
  readonly mode: string | null;
  readonly note: string | null;
  /** The order to go on with: after a declined or cancelled attempt, or for the rest of what it owes. */
  readonly order: OrderId | null;
};

export type Started = {
  readonly tradeNo: TradeNo;
  readonly driver: Driver;
  /** Resolves when the first request has been answered or has failed, whatever the answer was. */
  readonly sent: Promise<void>;
};

/**
 * Charges the customer's code. Answers as soon as the attempt is written down; its driver does the rest.
 * Failures: channel_not_configured, code_wallet_not_taken, order_*, store_cannot_write; then nothing was sent.
 */
export function collect(flow: Flow, sale: Sale, code: PayCode): Result<Started> {
  const channel = flow.channel(sale.channel);
  if (!channel) return fail("channel_not_configured", sale.channel, "manager", "never");
  if (!channel.can.payCode?.includes(code.wallet)) return fail("code_wallet_not_taken", code.wallet);
  const created = createOne(flow, sale, { method: "pay_code", wallet: code.wallet, codeTail: code.tail });
  if (!created.ok) return created;
  const tradeNo = created.value;
  return ok(start(flow, tradeNo, (driver) => sendCharge(flow, channel, driver, tradeNo, code, sale.note)));
}

/** Asks the channel for a QR to show. Failures as `collect`, and wallet_not_supported, channel_cannot. */
export function showQr(flow: Flow, sale: Sale, wallet: Wallet): Result<Started> {
  const channel = flow.channel(sale.channel);
  if (!channel) return fail("channel_not_configured", sale.channel, "manager", "never");
  if (!channel.can.qr) return fail("channel_cannot", sale.channel, "manager", "never");
  if (!channel.can.qr.includes(wallet)) return fail("wallet_not_supported", wallet);
  const created = createOne(flow, sale, { method: "qr", wallet, codeTail: null });
  if (!created.ok) return created;
  const tradeNo = created.value;
  return ok(start(flow, tradeNo, (driver) => sendQr(flow, channel, driver, tradeNo, wallet, sale.note)));
}

function createOne(flow: Flow, sale: Sale, how: Pick<Attempt, "method" | "wallet" | "codeTail">): Result<TradeNo> {
  const { amountFen, channel, mode, note, order } = sale;
  const tender = { ...how, amountFen, channel, mode, givenFen: null };
  const created = create(flow, { tenders: [tender], owedFen: sale.owedFen ?? amountFen, note, order });
  if (!created.ok) return created;
  const [number] = created.value;
  if (!number) throw new Error("no attempt was created");
  return ok(number);
}

function start(flow: Flow, tradeNo: TradeNo, send: (driver: Driver) => Promise<unknown>): Started {
  const { promise: sent, resolve } = Promise.withResolvers<void>();
  const driver = drive(flow, tradeNo, (own) => send(own).finally(resolve));
  return { tradeNo, driver, sent };
}
