// The wallets' words for a merchant's account that holds too little to give money back. They only name the reason of a
// refund that was refused; whether it was refused is for the channel's own tables to say. Pure.
import type { RefundReason } from "../../preload/contract/reason.ts";

/** WeChat's NOTENOUGH and its 基本账户余额不足, Alipay's SELLER_BALANCE_NOT_ENOUGH, as the channels hand them on. */
const FUNDS_LOW = /NOT_?ENOUGH|余额不足/i;

export const saysFundsLow = (words: string): boolean => FUNDS_LOW.test(words);

/** `otherwise`: what the refusal is called where the words say nothing of money. */
export const refusalOf = (words: string, otherwise: RefundReason): RefundReason =>
  saysFundsLow(words) ? "merchant_balance_low" : otherwise;
