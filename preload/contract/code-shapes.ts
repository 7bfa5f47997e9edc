// The wallets' pay codes as data: how long each is and how it begins. Pure; what is none of these is no pay code unless
// the settings allow it.
import type { Wallet } from "./status.ts";

export type WalletShape = {
  readonly wallet: Wallet;
  readonly minDigits: number;
  readonly maxDigits: number;
  readonly prefixes: readonly string[];
};

/** No run of digits fits two of these; a test holds that. */
export const WALLET_SHAPES: readonly (WalletShape & { readonly source: string })[] = [
  {
    wallet: "wechat",
    minDigits: 18,
    maxDigits: 18,
    prefixes: ["10", "11", "12", "13", "14", "15"],
    source: "pay.weixin.qq.com/wiki/doc/api_external/ch/open/chapter3_1_1.shtml",
  },
  {
    wallet: "alipay",
    minDigits: 16,
    maxDigits: 24,
    prefixes: ["25", "26", "27", "28", "29", "30"],
    source: "docs.open.alipay.com/194/106039, quoted at cnblogs.com/westsoft/p/15140406.html",
  },
  {
    wallet: "unionpay",
    minDigits: 19,
    maxDigits: 19,
    prefixes: ["62"],
    source: "cnblogs.com/zhangmo/p/13578409.html; no official page found",
  },
  {
    wallet: "ecny",
    minDigits: 19,
    maxDigits: 19,
    prefixes: ["01"],
    source: "an open-source classifier; no official page found",
  },
];
