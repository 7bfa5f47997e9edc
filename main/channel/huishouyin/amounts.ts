// Yuan at the channel's edge, and the three amounts of a payment with the vouchers between them. Pure. Yuan are read
// digit by digit and never rounded; what goes out is always exact and never zero, because a refund of "0" means all of it.
import { type Fen, fen, fenToYuan } from "../../../preload/contract/money.ts";
import type { JsonObject } from "./sign.ts";

/**
 * An answer's amount: a number (11.0) or a text ("88.88"), at most two decimals; anything else is null. A JSON number of
 * this size prints as the very digits it was written with, so its text is exact.
 */
export function readYuan(value: unknown): Fen | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const match = /^(0|[1-9]\d{0,8})(?:\.(\d{1,2}))?$/.exec(String(value));
  return match ? fen(Number(`${match[1]}${(match[2] ?? "").padEnd(2, "0")}`)) : null;
}

/** The amount of a request: "12.50". Throws RangeError for nothing: [hazard] the channel takes a refund of 0 for all. */
export function exactYuan(amount: Fen): string {
  if (amount <= 0) throw new RangeError("an amount of nothing is never sent");
  return fenToYuan(amount);
}

/** Whether a text is what `exactYuan` makes. */
export const isExactYuan = (value: unknown): boolean =>
  typeof value === "string" && /^(0|[1-9]\d{0,8})\.\d\d$/.test(value) && value !== "0.00";

/** Who gives a discount, for how much. */
export type Voucher = {
  readonly name: string;
  readonly amountFen: Fen | null;
  /** Of it, paid by the merchant: it never arrives. */
  readonly merchantFen: Fen | null;
  /** Of it, paid by somebody else: it does arrive. */
  readonly otherFen: Fen | null;
};

/**
 * - total: the bill, what we asked for; it alone proves the payment
 * - payable: after the vendor's member coupons
 * - real: what the payer really paid, 0 while unpaid; no refund may be more
 */
export type PaidAmounts = {
  readonly totalFen: Fen | null;
  readonly payableFen: Fen | null;
  readonly realFen: Fen | null;
  readonly vouchers: readonly Voucher[];
};

export function readAmounts(data: JsonObject): PaidAmounts {
  const list: readonly unknown[] = Array.isArray(data["voucher_list"]) ? data["voucher_list"] : [];
  return {
    totalFen: readYuan(data["total_amount"]),
    payableFen: readYuan(data["payable_amount"]),
    realFen: readYuan(data["real_amount"]),
    vouchers: list.flatMap(readVoucher),
  };
}

function readVoucher(item: unknown): readonly Voucher[] {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return [];
  const fields = new Map<string, unknown>(Object.entries(item));
  const name = fields.get("name");
  return [
    {
      name: typeof name === "string" ? name : "",
      amountFen: readYuan(fields.get("amount")),
      merchantFen: readYuan(fields.get("merchant_contribute")),
      otherFen: readYuan(fields.get("other_contribute")),
    },
  ];
}

const named = (name: string, amount: Fen | null): readonly string[] =>
  amount === null ? [] : [`${name}=${fenToYuan(amount)}`];

/** The amounts as words for the evidence line: "total=11.00 payable=10.00 real=9.00 voucher=10.00 XX超市5折优惠". */
export function amountWords({ totalFen, payableFen, realFen, vouchers }: PaidAmounts): readonly string[] {
  return [
    ...named("total", totalFen),
    ...named("payable", payableFen),
    ...named("real", realFen),
    ...vouchers.flatMap((voucher) => [...named("voucher", voucher.amountFen), voucher.name]),
  ];
}
