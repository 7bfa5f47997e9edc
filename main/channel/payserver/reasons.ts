// What a pay component's reason (resultCode, thirdErrorReason) is worth. Pure. The server writes the same
// "failed" whether the wallet said no or nobody knows; only a reason of the wallet's own makes it definite.
import type { DeclineReason } from "../../../preload/contract/reason.ts";

/**
 * Not a wallet's no. The server's own words for "the component could not be asked" (`system error`, `failed`:
 * witnessed.md C14 C17 L27), and wallet codes that mean "ask again" or "it was paid" (facts §6.2, §6.3).
 */
const NOT_DEFINITE: readonly RegExp[] = [
  /^(system error|failed|fail|error|success|sucess|null|undefined)$/i,
  /\b(SYSTEM[_ ]?ERROR|BANK[_ ]?ERROR|USER[_ ]?PAYING|UNKNOWN?|UNKNOW[-_ ]ERROR|BIZERR_NEED_RETRY|TIME[_ ]?OUT)\b/i,
  /SYSTEM_ERROR|SYSTEMERROR|BANKERROR|USERPAYING|TRADE_HAS_SUCCESS|ORDERPAID|OUT_TRADE_NO_USED/i,
  /系统(错误|繁忙|异常)|银行系统异常|超时|处理中|支付中|未知|已支付/,
];

/** The reason as text if it is a wallet's definite no, else null (also for an empty one and for none at all). */
export function definiteReason(value: unknown): string | null {
  if (typeof value !== "string" || value.trim() === "") return null;
  const text = value.trim();
  return NOT_DEFINITE.some((form) => form.test(text)) ? null : text;
}

/**
 * The wallet's words for a code that was used before or is void. One number delivered twice asks the wallet twice, and one
 * of the two answers is lost to a duplicate key (witnessed.md C35): the other may hear of a code that the first one used,
 * and it is the one that may be stored. So these words are no proof that nothing was taken.
 */
const SPENT = /AUTH_CODE_(INVALID|ERROR)|付款码(无效|错误|已使用)|每个二维码仅限使用一次/i;

export const saysCodeSpent = (value: unknown): boolean => typeof value === "string" && SPENT.test(value);

/** Names of the wallets' reasons (facts §6.2, §6.3); a pay code is spent by its first try, whatever came of it. */
const REASONS: readonly (readonly [RegExp, DeclineReason])[] = [
  [/AUTH_?CODE_?EXPIRE|付款码(已)?过期/i, "code_expired"],
  [/NOT_?ENOUGH|余额不足/i, "balance_low"],
  [/_LIMIT(_|\b)|限额|超限/i, "limit_exceeded"],
  [/USER_?CANCEL|BUYER_?CANCEL|(用户|顾客|买家)取消/i, "payer_cancelled"],
];

export const declineReasonOf = (text: string): DeclineReason =>
  REASONS.find(([form]) => form.test(text))?.[1] ?? "refused_by_channel";
