// The peer's own books: what the wallets behind Yapos really took and gave back, and what Yapos itself believes.
// The two differ exactly where the real server was seen to lose track (witnessed.md §4).

/** What the payer and the wallet behind one payment do. `paid`: the money was taken although the answer does not say so. */
export type Payer =
  | { readonly does: "pays" }
  /** SYSTEMERROR or USERPAYING first: the server asks the wallet for a while, then it is paid. */
  | { readonly does: "pays_after_polling" }
  /** Asked for 30 s, then reversed by the server. */
  | { readonly does: "never_pays" }
  | { readonly does: "reverse_fails"; readonly paid: boolean }
  /** NOTPAY: the server stops asking and reverses nothing. */
  | { readonly does: "not_paid"; readonly paid: boolean }
  | { readonly does: "closed" }
  /** Alipay 10003: FAIL with a null text, and the buyer may type the password afterwards. */
  | { readonly does: "types_password"; readonly paid: boolean }
  | { readonly does: "says"; readonly text: string | null; readonly paid: boolean }
  /** The wallet was slow: the server gives up after 2 s with 500 and leaves the order NOTPAY. */
  | { readonly does: "aborts"; readonly paid: boolean }
  /** Another channel behind the method: no body at all, one blank, or `null`. */
  | { readonly does: "renders_nothing"; readonly as: "204" | "blank" | "null" };

export const payers = {
  pays: { does: "pays" },
  paysAfterPolling: { does: "pays_after_polling" },
  neverPays: { does: "never_pays" },
  reverseFails: (paid: boolean): Payer => ({ does: "reverse_fails", paid }),
  notPaid: (paid: boolean): Payer => ({ does: "not_paid", paid }),
  closed: { does: "closed" },
  types: (paid: boolean): Payer => ({ does: "types_password", paid }),
  says: (text: string | null, paid = false): Payer => ({ does: "says", text, paid }),
  aborts: (paid: boolean): Payer => ({ does: "aborts", paid }),
  rendersNothing: (as: "204" | "blank" | "null"): Payer => ({ does: "renders_nothing", as }),
} as const satisfies Record<string, Payer | ((...args: never[]) => Payer)>;

/** What the wallet does with one refund. */
export type Refunder =
  | { readonly does: "accepts" }
  | { readonly does: "says"; readonly text: string | null; readonly returned: boolean }
  | { readonly does: "aborts"; readonly returned: boolean }
  | { readonly does: "forbids" }
  | { readonly does: "renders_null" };

export const refunders = {
  accepts: { does: "accepts" },
  says: (text: string | null, returned = false): Refunder => ({ does: "says", text, returned }),
  aborts: (returned: boolean): Refunder => ({ does: "aborts", returned }),
  forbids: { does: "forbids" },
  rendersNull: { does: "renders_null" },
} as const satisfies Record<string, Refunder | ((...args: never[]) => Refunder)>;

/** What Yapos has written down (facts §1.5). */
export type ServerStatus = "NOTPAY" | "SUCCESS" | "FAIL" | "CLOSED" | "REVOKED" | "UNKNOWN" | "REFUNDING" | "REFUNDED";

export type Order = {
  readonly merchantTradeNo: string;
  readonly walletNo: string;
  readonly wallet: "wechat" | "alipay";
  readonly authCode: string | null;
  readonly amountFen: number;
  status: ServerStatus;
  /** How often money was taken; never more than once. */
  charges: number;
  paidFen: number;
  returnedFen: number;
  /** How often a refund of it was asked for. */
  refundsAsked: number;
};

export type Books = { readonly orders: Order[]; readonly logins: string[] };

export function take(order: Order): void {
  order.charges += 1;
  order.paidFen = order.amountFen;
}

/** The wallet's own guard: what has gone back once does not go back again. */
export function giveBack(order: Order): boolean {
  if (order.returnedFen >= order.paidFen) return false;
  order.returnedFen = order.paidFen;
  return true;
}
