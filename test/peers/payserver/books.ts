// The peer's own books: what the service wrote down, and, apart from it, what the wallet behind it really did. The
// two differ on purpose: the real service loses rows of payments that went through (witnessed.md §2.2).

export type Row = Record<string, unknown>;

export type Mode = {
  readonly uuid: string;
  readonly name: string;
  readonly payTemplateId: string | null;
  readonly merchantUUID: string | null;
  isOnline: 0 | 1;
  isSignAccount: 0 | 1;
  isAsyncNotify: 0 | 1;
  isOpened: 0 | 1;
  isFastPay: 0 | 1;
  uiOrder: number;
  payChannel: string | null;
  payWay: string | null;
  description: string | null;
  payUrl: string | null;
  refundUrl: string | null;
};

export type PayOrder = {
  readonly uuid: string;
  readonly id: number;
  readonly payer: unknown;
  readonly payee: unknown;
  readonly payAmount: unknown;
  readonly tractionNo: string;
  readonly clientPayNo: string | null;
  readonly payParams: unknown;
  readonly mode: Mode;
  readonly createdAt: string;
  thirdPayNo: string | null;
  resultCode: string | null;
  payFinishAt: string | null;
  refundAmount: number;
  lastRefundAt: string | null;
  status: "paying" | "payed" | "payFailed" | "refunded" | "partRefunded" | "unpay";
  /** How often it was asked for: the payer behind it moves on with questions. */
  queries: number;
  readonly behind: Payer;
};

export type RefundOrder = {
  readonly uuid: string;
  readonly refundAmount: number;
  readonly tractionNo: string;
  readonly clientRefundNo: string | null;
  readonly payOrderUUID: string;
  readonly refundStartAt: string;
  refundFinishAt: string | null;
  thirdRefundNo: string | null;
  resultCode: string | null;
  status: "unRefund" | "refunding" | "refunded" | "refundFailed";
  queries: number;
  readonly refunder: Refunder;
};

/** What a pay component answers: success, running or failed in JSON; or it drops, answers 500, a page, nothing. */
export type Payer = {
  readonly says: "success" | "running" | "failed" | "drop" | "http500" | "page";
  readonly reason?: string;
  /** Whether the wallet took the money all the same; by default it did if it says success. */
  readonly takes?: boolean;
  /** How long the component thinks. */
  readonly afterMs?: number;
  /** While running: the question (1 = the first) with which the wallet notifies, and what. */
  readonly notifies?: {
    readonly atQuery: number;
    readonly ret: "success" | "failed" | "running";
    readonly reason?: string;
  };
  /** The component names no time: payFinishAt stays null. */
  readonly noFinishTime?: true;
  /** Finished so long ago. */
  readonly finishedHoursAgo?: number;
  /** The wallet's number of an earlier payment again. */
  readonly sameThirdNo?: true;
};

export const payers = {
  pays: { says: "success" },
  /** Types a password: paid with the question of that number. */
  types: (atQuery: number): Payer => ({ says: "running", reason: "USERPAYING", notifies: { atQuery, ret: "success" } }),
  neverPays: { says: "running", reason: "USERPAYING" },
  /** Reported as running, then as failed. */
  givesUp: (atQuery: number, reason: string): Payer => ({
    says: "running",
    reason: "USERPAYING",
    notifies: { atQuery, ret: "failed", reason },
  }),
  /** A notice that says running ends in payFailed without a reason (witnessed.md L11 L12). */
  notifiesRunning: { says: "running", notifies: { atQuery: 1, ret: "running" } },
  declines: (reason: string): Payer => ({ says: "failed", reason }),
  /** The component breaks; whether the wallet took the money is `takes`. */
  drops: (takes: boolean): Payer => ({ says: "drop", takes }),
  breaks: (takes: boolean): Payer => ({ says: "http500", takes }),
  page: (takes: boolean): Payer => ({ says: "page", takes }),
  slow: (afterMs: number): Payer => ({ says: "success", afterMs }),
  /** Stored by the wallet, never by the service: the 5100 answers. */
  repeatsThirdNo: { says: "success", sameThirdNo: true },
  noFinishTime: { says: "success", noFinishTime: true },
  finishedHoursAgo: (hours: number): Payer => ({ says: "success", finishedHoursAgo: hours }),
} as const;

export type Refunder = Pick<Payer, "says" | "reason" | "takes" | "afterMs" | "notifies">;

/** What the wallet did: the truth the service may not know. */
export type Taken = { readonly clientPayNo: string | null; readonly fen: unknown; readonly tractionNo: string };
export type Given = { readonly clientRefundNo: string | null; readonly fen: number; readonly payTractionNo: string };

export type Books = {
  readonly modes: Mode[];
  readonly templates: Row[];
  readonly orders: PayOrder[];
  readonly refunds: RefundOrder[];
  /** The wallet's own. */
  readonly taken: Taken[];
  readonly given: Given[];
  /** Each call of a component, in order. */
  readonly asked: { readonly kind: "pay" | "refund"; readonly number: string | null }[];
};

const two = (value: number): string => String(value).padStart(2, "0");

/** Local time as the service writes it: `yyyy-MM-dd HH:mm:ss`. */
export function timeText(date: Date): string {
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** The service searches without letter case and takes `*` for anything; a missing value finds the null-numbered row. */
export function sameNumber(stored: string | null, asked: unknown): boolean {
  if (typeof asked !== "string" || asked === "") return stored === null && asked !== "";
  if (stored === null) return false;
  const form = asked.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${form}$`, "i").test(stored);
}
