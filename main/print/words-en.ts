// The words on paper in English.
import type { zhCn } from "./words-zh-cn.ts";

/** The same words with the same inputs, another language. */
export type PaperWords = {
  readonly [Key in keyof typeof zhCn]: (typeof zhCn)[Key] extends string
    ? string
    : (typeof zhCn)[Key] extends (count: number) => string
      ? (count: number) => string
      : (typeof zhCn)[Key] extends readonly string[]
        ? readonly string[]
        : { readonly [Name in keyof (typeof zhCn)[Key]]: string };
};

export const en: PaperWords = {
  sale: "Receipt",
  refund: "Refund",
  unknown: "PAYMENT NOT CONFIRMED",
  shift: "Shift handover",
  day: "Day close",
  test: "Printer test page",
  training: "TRAINING",
  trainingMeans: "No money was taken",
  reprint: (count) => `Reprint ${count}`,
  dayNumber: (count) => `No. ${count}`,
  time: "Time",
  trade: "Order",
  handledBy: "Handled by",
  keep: "Please keep this barcode",
  refundNo: "Refund",
  original: "Order",
  channelNo: "Channel no.",
  walletNo: "Wallet no.",
  item: "Item",
  total: "Total",
  payer: "Paid",
  discount: "Discount",
  given: "Cash given",
  change: "Change",
  note: "Note",
  amount: "Amount",
  refundAmount: "Refunded",
  refundedSince: "Refunded since",
  why: "Reason",
  back: "Returned",
  backCash: "in cash",
  backSame: "the way it was paid",
  unknownLines: [
    "This payment is not confirmed yet.",
    "This is not a receipt.",
    "If you were charged, come back with this slip.",
  ],
  cashier: "Cashier",
  from: "From",
  to: "To",
  closedAt: "Closed",
  received: "Received",
  refunded: "Refunded",
  pending: "Not confirmed",
  net: "Net",
  count: (count) => `${count}x`,
  reports: { x: "X: as it stands now", z: "Z: closed" },
  shiftNumber: "Shift no.",
  withoutCash: "Without cash, which is still to be counted",
  cashIn: "Cash put in",
  cashOut: "Cash taken out",
  takenBy: "Taken over by",
  left: "Left in the drawer",
  openingCash: "Opening cash",
  expectedCash: "Cash expected",
  countedCash: "Cash counted",
  over: "Over",
  short: "Short",
  even: "Cash agrees",
  signature: "Signature",
  printer: "Printer",
  columns: (count) => `${count} columns`,
  chinese: "Chinese: 永和豆浆 国庆 東京 龘",
  symbols: "Symbols: ￥1,234.50 ①②③ →←",
  rare: "Rare: 㐂 𠮷 䶮",
  rareMeans: "Three characters? Switch them on",
  sizes: "Large",
  wallets: { wechat: "WeChat Pay", alipay: "Alipay", unionpay: "UnionPay", ecny: "e-CNY" },
  channels: {
    gathering: "Code payment",
    huishouyin: "Huishouyin",
    payserver: "PayServer",
    pooul: "Code payment",
    leshua: "Leshua",
    training: "Training",
    cash: "Cash",
  },
};
