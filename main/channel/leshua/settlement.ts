// What Leshua says of a paid order beside its amount (the seed's table of upload_authcode). Pure. None of it proves a
// payment: the order's own amount alone does.
import type { Settlement, Voucher } from "../../../preload/contract/views.ts";
import { settlementOf } from "../settlement.ts";
import { digitsFen } from "./answer.ts";
import type { Fields } from "./xml.ts";

/** Fen as digits; a field that is empty says nothing. */
const fenIn = (data: Fields, field: string) => digitsFen(data.get(field));

export function settlementIn(data: Fields, payCode: string | null): { settlement?: Settlement } {
  const real = fenIn(data, "buyer_pay_amount");
  return settlementOf({
    // "微信、支付宝此值有效": for every other wallet it means nothing, and 0 is how that is written.
    realFen: real === 0 || !SAYS_REAL.has(data.get("pay_way") ?? "") ? null : real,
    discountFen: fenIn(data, "discount_amount"),
    settledFen: fenIn(data, "settlement_amount"),
    vouchers: redPacket(data),
    walletTradeNo: walletTradeNo(data, payCode),
  });
}

const SAYS_REAL: ReadonlySet<string> = new Set(["WXZF", "ZFBZF"]);

/** coupon: 支付宝红包金额. Who paid for it is not said. */
function redPacket(data: Fields): Voucher[] {
  const amountFen = fenIn(data, "coupon");
  return amountFen === null || amountFen === 0
    ? []
    : [{ name: "支付宝红包", amountFen, merchantFen: null, otherFen: null }];
}

function walletTradeNo(data: Fields, payCode: string | null): string | null {
  const number = data.get("out_transaction_id") ?? "";
  return /^[\w-]{1,64}$/.test(number) && number !== payCode ? number : null;
}
