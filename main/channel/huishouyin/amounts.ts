// Yuan at the channel's edge, and the three amounts of a payment with the vouchers between them. Pure. Yuan are read
// digit by digit and never rounded; what goes out is always exact and never zero, because a refund of "0" means all of it.
import { type Fen, fen, fenToYuan } from "../../../preload/contract/money.ts";
import type { Settlement, Voucher } from "../../../preload/contract/views.ts";
import { settlementOf } from "../settlement.ts";
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

/**
 * What is kept of a paid order beside its amount. real_amount 0 is documented as "not paid": beside "paid" it says nothing.
 * `clean` takes out of a voucher's name what may not be kept.
 */
export function settlementIn(data: JsonObject, clean: (text: string) => string): { settlement?: Settlement } {
  const { payableFen, realFen, vouchers } = readAmounts(data);
  const paidFen = realFen === 0 ? null : realFen;
  return settlementOf({
    payableFen,
    realFen: paidFen,
    // pay/refund takes at most what was really paid (facts §2.2, refund_amount).
    refundMaxFen: paidFen,
    vouchers: vouchers.slice(0, MAX_VOUCHERS).map((one) => ({ ...one, name: clean(one.name).slice(0, 64) })),
  });
}

/** A receipt shows a handful; a name has at most 64 characters (seed). */
const MAX_VOUCHERS = 20;

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
