// One receipt of every kind, with what is awkward on paper: rare characters, emoji, ¥, long names, many tenders.
import { fen } from "../../preload/contract/money.ts";
import { type ReceiptLook, receiptLook } from "../../preload/contract/printing.ts";
import { NOTHING_NAMED } from "../../preload/contract/views.ts";
import type { Receipt, TenderPart } from "../../main/print/receipt.ts";

/** A picture of 64 × 32 dots, a black ring. */
const LOGO =
  "iVBORw0KGgoAAAANSUhEUgAAAEAAAAAgCAAAAACH9iFYAAAAwklEQVR4AaXBAZKCMBQFwZkU97/yW3BR81MBVLoN9zRuWpiSiTBhGMmJMDAUcin0DG/yofBieJIvhF3jSabClOwMDzIIAxmEjWEjRZiSIqwMK+mFQ9IL0FhJLxwLPYGFQTgVpGiA/EpoVOFKKBo3NYpwLfQahVyTXuOmRiVXpGhA+FVgYSDhhAwaq9CTY9ILYNhIEaakCCvDgwzCQAZhY9jJVGQq/DM8yRfCzvAmHwovhkIuhZ5hJCfCwDAjE2HCcM8fQs81Jj89hJwAAAAASUVORK5CYII=";

export const LOOK: ReceiptLook = receiptLook.parse({
  shopName: "永和㐂来小吃",
  header: ["人民路 12 号", "电话 010-8888 6666"],
  footer: ["谢谢惠顾 | 欢迎再来 ~", "7 天内凭票退换 {退货请带小票}"],
  qr: { text: "https://shop.example/r?x=1;y={2}|_~", caption: "扫码看电子小票" },
});
export const LOOK_EN: ReceiptLook = { ...LOOK, language: "en", footer: ['Thank you \\ "come again" `^_^`'], qr: null };
export const LOGO_LOOK: ReceiptLook = { ...LOOK, logoPng: LOGO, header: [], footer: [], qr: null };

const wechat: TenderPart = {
  tradeNo: "926030110000000100011",
  channel: "pooul",
  wallet: "wechat",
  amountFen: fen(8850),
  givenFen: null,
  channelTradeNo: "4200001234202603011234567890",
  settlement: {
    ...NOTHING_NAMED,
    realFen: fen(8350),
    vouchers: [
      { name: "满 80 减 5 元券", amountFen: fen(500), merchantFen: fen(500), otherFen: null },
      { name: "商户立减", amountFen: null, merchantFen: null, otherFen: null },
    ],
    walletTradeNo: "WX99",
  },
};
const cash: TenderPart = {
  ...wechat,
  tradeNo: "926030110000000100023",
  channel: "cash",
  wallet: null,
  amountFen: fen(5000),
  givenFen: fen(10_000),
  channelTradeNo: null,
  settlement: null,
};

const paid = { tradeNo: "926030110000000100011", at: "2026-03-01 10:00:00", training: false, reprint: 0 } as const;

export const SAMPLES = {
  sale: {
    ...paid,
    kind: "sale",
    dayNumber: 48,
    lines: [
      {
        barcode: "6901234567892",
        title: "可口可乐 330ml 罐装 冰镇 家庭分享特惠装（六罐一组）",
        count: 2,
        priceFen: fen(3425),
      },
      { barcode: null, title: "𠮷野家 牛丼 🍚 ¥特价", count: 1, priceFen: fen(7000) },
    ],
    owedFen: fen(13_850),
    tenders: [cash, wechat],
    refundedFen: fen(0),
    cashier: "欧阳㐂",
    note: "少辣_不要葱 {急} 100% = -5",
  },
  "sale-by-amount": {
    ...paid,
    kind: "sale",
    dayNumber: 1,
    lines: [],
    owedFen: fen(1_234_567_89),
    tenders: [{ ...wechat, amountFen: fen(1_234_567_89), settlement: null, channelTradeNo: null }],
    refundedFen: fen(0),
    cashier: null,
    note: null,
  },
  reprint: {
    ...paid,
    kind: "sale",
    reprint: 2,
    training: true,
    dayNumber: 48,
    lines: [],
    owedFen: fen(1250),
    tenders: [{ ...cash, amountFen: fen(1250), givenFen: fen(1250) }],
    refundedFen: fen(250),
    cashier: null,
    note: null,
  },
  refund: {
    ...paid,
    kind: "refund",
    refundNo: "826030110000000100016",
    amountFen: fen(300),
    why: "商品破损",
    by: "王丽",
    channel: "pooul",
    wallet: "alipay",
  },
  unknown: { ...paid, kind: "unknown", amountFen: fen(1250), channel: "leshua", wallet: "unionpay" },
  shift: {
    kind: "shift",
    reprint: 0,
    cashier: "张三",
    from: "2026-03-01 08:00:00",
    to: "2026-03-01 16:00:00",
    received: [
      { name: "现金", count: 12, fen: fen(23_400) },
      { name: "微信支付", count: 105, fen: fen(1_234_500) },
    ],
    refunded: { count: 1, fen: fen(300) },
    pending: { count: 2, fen: fen(2500) },
    cash: { openingFen: fen(20_000), expectedFen: fen(43_400), countedFen: fen(43_350) },
  },
  day: {
    kind: "day",
    reprint: 0,
    day: "2026-03-01",
    closedAt: "2026-03-01 22:00:00",
    received: [{ name: "支付宝", count: 1, fen: fen(100) }],
    refunded: { count: 1, fen: fen(300) },
    pending: { count: 0, fen: fen(0) },
  },
  test: { kind: "test", printer: "前台", at: "2026-03-01 10:00:00" },
} as const satisfies Record<string, Receipt>;
