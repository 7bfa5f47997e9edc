// Takes a payment: checks that it can be tried, writes it down, starts its driver. The scanned code goes from
// here to the request and nowhere else.
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { OrderId, TradeNo } from "../../preload/contract/ids.ts";
import type { Fen } from "../../preload/contract/money.ts";
import type { PayCode } from "../../preload/contract/pay-code.ts";
import type { ChannelId, Wallet } from "../../preload/contract/status.ts";
import { create } from "./create.ts";
import { type Driver, type Flow, questionTimeoutMs } from "./flow.ts";
import { drive } from "./follow.ts";
import { sendCharge, sendQr } from "./send.ts";

export type Sale = {
  readonly amountFen: Fen;
  readonly channel: ChannelId;
  readonly mode: string | null;
  readonly note: string | null;
  /** The order to try again, after a declined or cancelled attempt. */
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
 * Failures: channel_not_configured, code_wallet_not_taken, mode_not_known, order_*, store_cannot_write; then nothing was
 * sent.
 */
export function collect(flow: Flow, sale: Sale, code: PayCode): Result<Started> {
  const channel = flow.channel(sale.channel);
  if (!channel) return fail("channel_not_configured", sale.channel, "manager", "never");
  if (!channel.can.payCode?.includes(code.wallet)) return fail("code_wallet_not_taken", code.wallet);
  if (sale.mode !== null && channel.modes === null) return noSuchMode();
  const created = create(flow, { ...sale, method: "pay_code", wallet: code.wallet, codeTail: code.tail });
  if (!created.ok) return created;
  const tradeNo = created.value;
  return ok(start(flow, tradeNo, (driver) => sendCharge(flow, channel, driver, tradeNo, code, sale.note)));
}

/** What was named is not repeated: in a muddled command it may be a pay code. */
const noSuchMode = () => fail("mode_not_known", undefined, "cashier", "never");

/**
 * Whether the channel has the sale's mode open for this code; to be asked before `collect`, which asks nobody. A list that
 * cannot be read refuses nothing: the charge reads it again, and sends nothing without its mode.
 */
export async function checkMode(flow: Flow, sale: Sale, code: PayCode): Promise<Result<null>> {
  const channel = flow.channel(sale.channel);
  if (!channel || sale.mode === null) return ok(null);
  if (channel.modes === null) return noSuchMode();
  const wanted = { mode: sale.mode, wallet: code.wallet };
  const found = await channel.modes.find(wanted, questionTimeoutMs(channel.profile.payCode));
  return found.kind === "none" ? noSuchMode() : ok(null);
}

/** Asks the channel for a QR to show. Failures as `collect`, and wallet_not_supported, channel_cannot. */
export function showQr(flow: Flow, sale: Sale, wallet: Wallet): Result<Started> {
  const channel = flow.channel(sale.channel);
  if (!channel) return fail("channel_not_configured", sale.channel, "manager", "never");
  if (!channel.can.qr) return fail("channel_cannot", sale.channel, "manager", "never");
  if (!channel.can.qr.includes(wallet)) return fail("wallet_not_supported", wallet);
  const created = create(flow, { ...sale, method: "qr", wallet, codeTail: null });
  if (!created.ok) return created;
  const tradeNo = created.value;
  return ok(start(flow, tradeNo, (driver) => sendQr(flow, channel, driver, tradeNo, wallet, sale.note)));
}

function start(flow: Flow, tradeNo: TradeNo, send: (driver: Driver) => Promise<unknown>): Started {
  const { promise: sent, resolve } = Promise.withResolvers<void>();
  const driver = drive(flow, tradeNo, (own) => send(own).finally(resolve));
  return { tradeNo, driver, sent };
}
