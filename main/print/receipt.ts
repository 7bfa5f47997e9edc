// What goes on paper, as facts: amounts in fen, times as they are written, codes for everything that has words. The
// template turns them into markup; nothing here knows a printer.
import type { z } from "zod";
import type { Fen } from "../../preload/contract/money.ts";
import type { ChannelId, Wallet } from "../../preload/contract/status.ts";
import { reportContent } from "../../preload/contract/takings.ts";
import type { Line, Settlement } from "../../preload/contract/views.ts";

export type TenderPart = {
  readonly tradeNo: string;
  readonly channel: ChannelId;
  readonly wallet: Wallet | null;
  readonly amountFen: Fen;
  /** Cash: what was handed over. */
  readonly givenFen: Fen | null;
  readonly channelTradeNo: string | null;
  readonly settlement: Settlement | null;
};

/** What every receipt about a payment carries. */
type Paid = {
  /** The number in the barcode. */
  readonly tradeNo: string;
  /** 2026-03-01 10:00:00, as the till's clock said. */
  readonly at: string;
  /** The training book: no money moved, and the paper says so. */
  readonly training: boolean;
  /** 补打 n; 0 for the first time. */
  readonly reprint: number;
};

export type SaleReceipt = Paid & {
  readonly kind: "sale";
  readonly dayNumber: number;
  readonly lines: readonly Line[];
  readonly owedFen: Fen;
  /** What was received, oldest first. */
  readonly tenders: readonly TenderPart[];
  /** What of it has gone back meanwhile: a reprint must not pass for money that is still here. */
  readonly refundedFen: Fen;
  /** Who took it, by name; null where nobody signs in. */
  readonly cashier: string | null;
  readonly note: string | null;
};

export type RefundReceipt = Paid & {
  readonly kind: "refund";
  readonly refundNo: string;
  readonly amountFen: Fen;
  readonly why: string;
  /** Who gave it back, by name. */
  readonly by: string | null;
  readonly channel: ChannelId;
  readonly wallet: Wallet | null;
};

/** Not a receipt: a slip that says that nobody knows yet, for the customer to come back with. */
export type UnknownSlip = Paid & {
  readonly kind: "unknown";
  readonly amountFen: Fen;
  readonly channel: ChannelId;
  readonly wallet: Wallet | null;
};

export { reportContent };
export type Report = z.output<typeof reportContent> & { readonly reprint: number };

export type TestPage = { readonly kind: "test"; readonly printer: string; readonly at: string };

export type Receipt = SaleReceipt | RefundReceipt | UnknownSlip | Report | TestPage;
