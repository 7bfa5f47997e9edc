// The spoken clips of resources/speech by name, and an amount or a sentence as a row of them. Pure but for the addresses.
import type { Fen } from "../../preload/contract/money.ts";
import type { Wallet } from "../../preload/contract/status.ts";
import { spokenYuan } from "../text/format.ts";

/** The sound of each sign of a spoken amount; the same list makes the clips (test/support/make-speech.ts). */
export const SYLLABLES: Readonly<Record<string, string>> = {
  零: "ling",
  一: "yi",
  二: "er",
  三: "san",
  四: "si",
  五: "wu",
  六: "liu",
  七: "qi",
  八: "ba",
  九: "jiu",
  十: "shi",
  百: "bai",
  千: "qian",
  万: "wan",
  元: "yuan",
  角: "jiao",
  分: "fen",
};

export const SENTENCES = {
  training: "训练",
  received: "收款",
  received_wechat: "微信收款",
  received_alipay: "支付宝收款",
  received_unionpay: "云闪付收款",
  received_ecny: "数字人民币收款",
  received_cash: "现金收款",
  none: "没有收到，请换码重收",
  wait: "别放货，等结果",
  late: "撤销后又到账，请找店长",
  refused: "这个不能收",
} as const;

export type SentenceName = keyof typeof SENTENCES;
export type ClipName = SentenceName | (string & { readonly __syllable?: true });

export const clipUrl = (name: ClipName): string => new URL(`../../resources/speech/${name}.ogg`, import.meta.url).href;

/** An amount as clips: 一 百 元 零 五 分. */
export const clipsOfAmount = (amount: Fen): ClipName[] =>
  [...spokenYuan(amount)].flatMap((sign) => SYLLABLES[sign] ?? []);

const BY_WALLET: Readonly<Record<Wallet, SentenceName>> = {
  wechat: "received_wechat",
  alipay: "received_alipay",
  unionpay: "received_unionpay",
  ecny: "received_ecny",
};

export const receivedBy = (wallet: Wallet | null, isCash: boolean): SentenceName =>
  isCash ? "received_cash" : wallet === null ? "received" : BY_WALLET[wallet];
