// The words of a FAIL, as tables: Yapos has no error codes, only texts (facts §1.5), passed through from WeChat
// and Alipay. A text that stands here is definite, or known to prove nothing; every other text is unknown. Pure.
import type { DeclineReason } from "../../../preload/contract/reason.ts";

export type FailMeaning =
  | { readonly is: "declined"; readonly reason: DeclineReason; readonly newCode: boolean }
  /** Reversed or closed: no money stays (facts §1.4). */
  | { readonly is: "cancelled" | "closed" }
  /** Known words that do not settle it; a person must look. */
  | { readonly is: "undecided" }
  /** The code was used before, or is void: see `spent`. */
  | { readonly is: "spent" };

type Row<Meaning> = { readonly text: string; readonly start?: true; readonly means: Meaning };

const declined = (reason: DeclineReason, newCode = true): FailMeaning => ({ is: "declined", reason, newCode });

/**
 * Nothing here carries a number of ours, so a request that the network delivered twice is two payments to the server: the
 * first takes the money, and the second is told that the code was used. Whoever hears only the second knows nothing of the
 * first. The wallets' words for a used code and for a void one are the same, or pass for each other (facts §6.1, §6.2).
 */
const spent: FailMeaning = { is: "spent" };

/**
 * FAIL of a charge. A pay code is dead after one use, whatever came of it (facts §6.1), so nearly every row wants a new one.
 * seed: printed in the seed · code: in the running server (facts §1.5, witnessed.md §4) · wechat, alipay: the wallets' own
 * pages about 付款码支付 and alipay.trade.pay, whose texts the server hands on.
 */
export const CHARGE_TEXTS: readonly Row<FailMeaning>[] = [
  { text: "每个二维码仅限使用一次，请刷新再试", means: spent }, // seed
  { text: "付款码无效，请重新扫码", means: spent }, // seed
  { text: "该订单已撤销", means: { is: "cancelled" } }, // seed
  { text: "订单已撤销", means: { is: "cancelled" } }, // wechat: REVOKED, ORDERREVERSED
  { text: "订单已关闭", means: { is: "closed" } }, // code
  { text: "受理机构必须传入sub_mch_id", means: declined("refused_by_channel", false) }, // seed
  { text: "二维码已过期，请用户在微信上刷新后再试", means: declined("code_expired") }, // wechat: AUTHCODEEXPIRE
  { text: "付款码已过期", start: true, means: declined("code_expired") }, // wechat: 101 (facts §6.1)
  { text: "请扫描微信支付被扫条码/二维码", means: declined("code_invalid") }, // wechat: no pay code of theirs
  { text: "授权码检验错误", means: spent }, // wechat: AUTH_CODE_INVALID
  { text: "余额不足", means: declined("balance_low") }, // wechat: NOTENOUGH
  { text: "不支持卡类型", means: declined("refused_by_channel") }, // wechat: NOTSUPORTCARD
  { text: "支付授权码无效", means: spent }, // alipay: ACQ.PAYMENT_AUTH_CODE_INVALID
  { text: "支付失败，获取顾客账户信息失败，请顾客刷新付款码后重新收款", start: true, means: spent }, // the same
  { text: "买家余额不足", means: declined("balance_low") }, // alipay: ACQ.BUYER_BALANCE_NOT_ENOUGH
  { text: "买家付款日限额超限", means: declined("limit_exceeded") }, // alipay: ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR
  { text: "买家付款月额度超限", means: declined("limit_exceeded") }, // alipay: ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR
  // The reverse itself failed (facts §1.4): the money may have been taken, although the words say "collect again".
  { text: "收款失败，请重新收款", means: { is: "undecided" } },
  // NOTPAY: the server stopped asking and sent no reverse (witnessed.md §4.2).
  { text: "订单未支付", means: { is: "undecided" } },
  // PAYERROR: WeChat itself asks for a reverse, which this server does not send (witnessed.md §4.2).
  { text: "支付失败，请撤销订单", means: { is: "undecided" } },
];

/**
 * FAIL of a refund, under err_message (WeChat) or message (Alipay): what the wallet refused for good. Every other text is
 * unknown.
 *
 * 订单已全额退款 says that the money is back, by this request or an earlier one, and names no refund: a person must look.
 */
export const REFUND_TEXTS: readonly Row<"refused" | "needs_a_person">[] = [
  { text: "订单已全额退款", means: "needs_a_person" }, // seed
  { text: "余额不足", means: "refused" }, // wechat, alipay
  { text: "基本账户余额不足，请充值后重新发起", means: "refused" }, // wechat: NOTENOUGH
  { text: "卖家余额不足", means: "refused" }, // alipay: ACQ.SELLER_BALANCE_NOT_ENOUGH
];

/** What the table says about a text; undefined when it is not listed. */
export function meaningOf<Meaning>(text: string, rows: readonly Row<Meaning>[]): Meaning | undefined {
  const said = plain(text);
  if (said === "") return undefined;
  return rows.find((row) => (row.start ? said.startsWith(plain(row.text)) : said === plain(row.text)))?.means;
}

/** Longer than any text of the list. */
const LONGEST = 200;

/** Without what varies: the server strips all digits from WeChat's texts, and the wallets vary blanks, stops, codes in brackets. */
function plain(text: string): string {
  return text
    .slice(0, LONGEST)
    .normalize("NFKC")
    .replace(/\[[A-Z_.]+\]$/, "")
    .replace(/[\s\d]+/g, "")
    .replace(/[。.!]+$/, "");
}
