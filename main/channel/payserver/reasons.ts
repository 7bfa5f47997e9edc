// What a pay component's reason (resultCode, thirdErrorReason) is worth. Pure. The server writes the same
// "failed" whether the wallet said no or nobody knows; only a reason of the wallet's own makes it definite.
import type { DeclineReason } from "../../../preload/contract/reason.ts";
import { saysUnclear } from "../words.ts";

/** The server's own words for "the component could not be asked" (witnessed.md C14 C17 L27): no wallet's no. */
const EMPTY_WORDS = /^(system error|failed|fail|error|success|sucess|null|undefined)$/i;

/** The reason as text if it is a wallet's definite no, else null (also for an empty one and for none at all). */
export function definiteReason(value: unknown): string | null {
  if (typeof value !== "string" || value.trim() === "") return null;
  const text = value.trim();
  return EMPTY_WORDS.test(text) || saysUnclear(text) ? null : text;
}

/**
 * The wallet's words for a code that was used before or is void. One number delivered twice asks the wallet twice, and one
 * of the two answers is lost to a duplicate key (witnessed.md C35): the other may hear of a code that the first one used,
 * and it is the one that may be stored. So these words are no proof that nothing was taken.
 */
const SPENT =
  /AUTH_?CODE_?(INVALID|ERROR|USED)|(付款码|授权码|条码|二维码).{0,4}(无效|错误|有误|不正确|已(被)?使用|检验错误)|每个二维码仅限使用一次/i;

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
