// The headings of report files, in the shop's two languages.
import type { Method } from "../../preload/contract/status.ts";

const zh = {
  summary: "汇总",
  hours: "按小时",
  days: "按天",
  wallets: "按钱包",
  tenders: "按收款方式",
  cashiers: "按收银员",
  channels: "按通道",
  details: "明细",
  from: "从",
  to: "到",
  count: "收款笔数",
  received: "收款",
  backCount: "退款笔数",
  back: "退款",
  net: "净收",
  average: "平均每笔",
  fee: "通道手续费（已知）",
  feeCount: "已知手续费的笔数",
  before: "上期收款",
  beforeCount: "上期笔数",
  key: "项目",
  at: "时间",
  kind: "类型",
  sale: "收款",
  refund: "退款",
  order: "单号",
  refundNo: "退款号",
  wallet: "方式",
  method: "收款方式",
  channel: "通道",
  cashier: "收银员",
  amount: "金额（元）",
  note: "备注",
  nobody: "未登录",
  unknown: "未说明",
  walletNames: { wechat: "微信", alipay: "支付宝", unionpay: "云闪付", ecny: "数字人民币", cash: "现金" },
  methodNames: { pay_code: "付款码", qr: "顾客扫码", mode: "其他方式", cash: "现金" } satisfies Record<Method, string>,
};

export type FileWords = typeof zh;

const en: FileWords = {
  summary: "Summary",
  hours: "By hour",
  days: "By day",
  wallets: "By wallet",
  tenders: "By tender",
  cashiers: "By cashier",
  channels: "By channel",
  details: "Details",
  from: "From",
  to: "To",
  count: "Sales",
  received: "Received",
  backCount: "Refunds",
  back: "Refunded",
  net: "Net",
  average: "Average sale",
  fee: "Channel fees (known)",
  feeCount: "Sales with a known fee",
  before: "Received before",
  beforeCount: "Sales before",
  key: "Item",
  at: "Time",
  kind: "Kind",
  sale: "Sale",
  refund: "Refund",
  order: "Order",
  refundNo: "Refund no.",
  wallet: "Wallet",
  method: "Tender",
  channel: "Channel",
  cashier: "Cashier",
  amount: "Amount (yuan)",
  note: "Note",
  nobody: "nobody logged in",
  unknown: "not said",
  walletNames: { wechat: "WeChat", alipay: "Alipay", unionpay: "UnionPay", ecny: "e-CNY", cash: "Cash" },
  methodNames: { pay_code: "Pay code", qr: "Customer scans", mode: "Other", cash: "Cash" },
};

export const FILE_WORDS = { "zh-CN": zh, en } as const;

export function walletName(words: FileWords, wallet: string | null): string {
  if (wallet === null) return words.unknown;
  const names: Readonly<Record<string, string>> = words.walletNames;
  return Object.hasOwn(names, wallet) ? (names[wallet] ?? wallet) : wallet;
}
