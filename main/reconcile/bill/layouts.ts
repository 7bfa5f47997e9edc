// The layouts of bills the till knows without being told: 微信 (交易账单), 支付宝 (业务明细 and 账务明细) and the 收钱吧 style.
// A person's own saved mappings stand beside them. Column names are those of the files' own header rows.
import type { BillLayout } from "../../../preload/contract/reconcile.ts";

const DONE = ["SUCCESS", "成功", "交易成功", "已支付", "支付成功", "已完成", "退款成功", "已退款"];
const UNDONE = [
  "REVOKED",
  "CLOSED",
  "PROCESSING",
  "FAIL",
  "CHANGE",
  "失败",
  "已撤销",
  "已关闭",
  "交易关闭",
  "待支付",
  "处理中",
  "退款中",
  "退款失败",
];
const REFUND = ["REFUND", "退款", "交易退款", "转入退款", "撤单"];

/** The first whose columns are all in the header row is taken. */
export const KNOWN_LAYOUTS: readonly BillLayout[] = [
  {
    id: "wechat",
    name: "微信商户账单",
    columns: {
      time: "交易时间",
      order: "商户订单号",
      channelNo: "微信订单号",
      refund: "商户退款单号",
      kind: "交易状态",
      state: "交易状态",
      refundState: "退款状态",
      amount: "订单金额",
      refundAmount: "申请退款金额",
    },
    refundWords: REFUND,
    doneWords: DONE,
    undoneWords: UNDONE,
    unit: "yuan",
  },
  {
    id: "wechat-old",
    name: "微信商户账单（旧版）",
    columns: {
      time: "交易时间",
      order: "商户订单号",
      channelNo: "微信订单号",
      refund: "商户退款单号",
      kind: "交易状态",
      state: "交易状态",
      refundState: "退款状态",
      amount: "总金额",
      refundAmount: "退款金额",
    },
    refundWords: REFUND,
    doneWords: DONE,
    undoneWords: UNDONE,
    unit: "yuan",
  },
  {
    id: "alipay",
    name: "支付宝业务明细",
    columns: {
      time: "完成时间",
      order: "商户订单号",
      channelNo: "支付宝交易号",
      refund: "退款批次号/请求号",
      kind: "业务类型",
      amount: "订单金额（元）",
    },
    refundWords: REFUND,
    doneWords: DONE,
    undoneWords: UNDONE,
    unit: "yuan",
  },
  {
    id: "alipay-account",
    name: "支付宝账务明细",
    columns: {
      time: "发生时间",
      order: "商户订单号",
      channelNo: "业务流水号",
      kind: "业务类型",
      amount: "收入金额（+元）",
      refundAmount: "支出金额（-元）",
    },
    // Seen in such statements: 在线支付 and 交易付款 of sales; 收费, 退费, 服务费, 提现, 转账, 充值 and 其它 of what is none.
    saleWords: ["在线支付", "交易付款"],
    refundWords: REFUND,
    doneWords: DONE,
    undoneWords: UNDONE,
    unit: "yuan",
  },
  {
    id: "shouqianba",
    name: "收钱吧样式",
    columns: {
      time: "交易时间",
      order: "商户订单号",
      channelNo: "订单号",
      kind: "交易类型",
      state: "交易状态",
      amount: "交易金额",
    },
    refundWords: REFUND,
    doneWords: DONE,
    undoneWords: UNDONE,
    unit: "yuan",
  },
];

/** What a mapping needs to find in the header row. */
export const columnsOf = ({ columns }: BillLayout): string[] => [
  ...new Set(Object.values(columns).filter((name) => name !== undefined)),
];

export const missingColumns = (layout: BillLayout, header: readonly string[]): string[] =>
  columnsOf(layout).filter((name) => !header.includes(name));
