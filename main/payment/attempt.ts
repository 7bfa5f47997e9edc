// What an attempt and a refund are, as the flow thinks of them. Types only: no reading, no writing.
import type { OrderId, RefundNo, TradeNo } from "../../preload/contract/ids.ts";
import type { Fen } from "../../preload/contract/money.ts";
import type { Reason } from "../../preload/contract/reason.ts";
import type { Settlement } from "../../preload/contract/views.ts";
import type {
  AttemptStatus,
  ChannelId,
  Exception,
  Method,
  RefundStatus,
  Wallet,
} from "../../preload/contract/status.ts";

export type Attempt = {
  readonly tradeNo: TradeNo;
  readonly orderId: OrderId;
  readonly channel: ChannelId;
  readonly method: Method;
  readonly mode: string | null;
  readonly wallet: Wallet | null;
  readonly codeTail: string | null;
  readonly amountFen: Fen;
  /** Cash only: what the customer handed over; the change is the difference. */
  readonly givenFen: Fen | null;
  /** Attempts that were sent as one batch stand beside each other, one leg each; 0 for all others. */
  readonly leg: number;
  readonly status: AttemptStatus;
  readonly exception: Exception;
  /** A person has dealt with the exception. */
  readonly exceptionSettled: boolean;
  /** True once any answer was unclear: from then on "not paid" needs two answers that agree. */
  readonly unclear: boolean;
  /** How many separate answers of the channel said "not paid". */
  readonly unpaidAnswers: number;
  /** True once the channel confirmed our cancel or close. */
  readonly cancelConfirmed: boolean;
  readonly asked: number;
  /** How often it was asked after its end, and when it will be next (wall clock): the late-success watch. */
  readonly watched: number;
  readonly watchAt: number | null;
  readonly reason: Reason | null;
  readonly raw: string | null;
  readonly channelTradeNo: string | null;
  readonly settlement: Settlement | null;
  readonly codeUrl: string | null;
  readonly codeExpiresAt: number | null;
  readonly createdAt: number;
  readonly sentAt: number | null;
  readonly finalAt: number | null;
};

export type Refund = {
  readonly refundNo: RefundNo;
  readonly tradeNo: TradeNo;
  readonly amountFen: Fen;
  readonly why: string;
  /** The number of who answers for it; null where nobody signs in. */
  readonly person: string | null;
  readonly status: RefundStatus;
  /** How many separate answers of the channel said this refund was refused or is not there. */
  readonly noAnswers: number;
  readonly reason: Reason | null;
  readonly raw: string | null;
  readonly requestedAt: number;
  readonly sentAt: number | null;
  readonly finalAt: number | null;
  /** It was refused, and somebody has dealt with that. */
  readonly letGo: boolean;
};

/** So many of one line of the order, by its place there. */
export type RefundLine = { readonly position: number; readonly count: number };

export type Order = {
  readonly orderId: OrderId;
  readonly amountFen: Fen;
  readonly day: string;
  readonly dayNumber: number;
  readonly note: string | null;
  /** The number of who took it; null where nobody signs in. */
  readonly cashier: string | null;
  readonly createdAt: number;
};
