// Chinese words of the reconciliation screen.
import type { DayStanding, DifferenceKind, DifferenceSource, ReconciledDay } from "../../preload/contract/reconcile.ts";
import type { MappingField } from "../screens/reconcile/mapping.ts";

type Names<Key extends string> = Readonly<Record<Key, string>>;
type Text = { readonly text: string };
type Count = { readonly count: number };
type Sums = { readonly sales: number; readonly refunds: number; readonly first: string; readonly last: string };
type Aside = readonly { readonly word: string; readonly rows: number }[];
type Progress = { readonly done: number; readonly total: number; readonly channel: string };

const standing: Names<DayStanding> = { flat: "平", differs: "差", not_yet: "未对" };
const kind: Names<DifferenceKind> = {
  channel_only: "只有通道有",
  ours_only: "只有我们有",
  amount: "金额不一样",
  state: "状态不一样",
  refund_missing: "退款对不上",
  exception: "例外没处理",
  open: "还没有结论",
};
const source: Names<DifferenceSource> = { asked: "问通道", list: "通道的订单列表", bill: "账单", book: "依据" };
const columns: Names<MappingField> = {
  time: "时间",
  amount: "金额",
  order: "商户订单号",
  channelNo: "通道订单号",
  refund: "退款单号",
  refundAmount: "退款金额",
  kind: "类型（收款 / 退款）",
  state: "状态",
};

/** Words of our own for where a payment or refund stands in either book. */
const states: Readonly<Record<string, string>> = {
  paid: "已付",
  declined: "没付成",
  cancelled: "已撤单",
  awaiting: "等付款",
  refunded: "已退",
  refused: "没退成",
  processing: "正在退",
  absent: "没有这笔退款",
  needs_review: "要人看",
  unknown: "不知道",
  sending: "已发出",
  created: "没发出",
  cancelling: "正在撤单",
  awaiting_payer: "等付款",
  requested: "没发出",
};

export const reconcileZh = {
  states,
  title: "对账",
  days: "最近的日子",
  noDays: "还没有要对的日子",
  pick: "左边选一天",
  standing,
  dayState: ({ day, count }: { readonly day: ReconciledDay["standing"]; readonly count: number }) =>
    day === "differs" ? `差 ${count}` : standing[day],
  run: "对这一天",
  runAgain: "再对一遍",
  running: ({ done, total, channel }: Progress) => `正在逐笔问${channel}：${done} / ${total}。有人收款时会让开`,
  importBill: "导入账单",
  nightly: "每晚自动对账",
  at: ({ text }: Text) => `${text} 起`,
  off: "不自动",
  channel: "通道",
  orders: "笔数",
  refunds: "退款",
  asked: "问到",
  unasked: "没问到",
  unproved: "没有账单",
  differences: "差异",
  flatNote: "两边的账逐笔一样，没有留下什么。",
  notYetNote: "还没有全部对过。没问到的会再问；不能查单的通道要导入账单。",
  kind,
  ours: "我们的账",
  theirs: "通道的账",
  none: "没有",
  source,
  owner: ({ text }: Text) => `由 ${text} 处理`,
  closedByNote: ({ by, note }: { readonly by: string; readonly note: string }) => `${by} 已写明：${note}`,
  closedByProof: "后来对上了",
  steps: { ask: "再问通道", order: "看这一单", note: "写说明了结" },
  assign: "交给他",
  name: "谁",
  note: "说明",
  noteHint: "钱去了哪里，凭什么这样说",
  save: "了结这条",
  cancel: "取消",
  billTitle: "导入账单",
  billIntro: "通道后台下载的账单：CSV 或 xlsx。先看，再导入；有一行不对，就一行也不导入。",
  choose: "选文件",
  whose: "这是哪个通道的账单",
  reading: ({ count }: Count) => `正在读入 ${count}%`,
  layout: ({ text }: Text) => `认得这种账单：${text}`,
  noLayout: "没见过这种账单。请指出每一项在哪一列",
  columns,
  absent: "没有这一列",
  layoutName: "这种账单叫什么",
  apply: "导入",
  applying: "正在导入",
  applied: ({ sales, refunds, first, last }: Sums) => `导入了 ${sales} 笔收款、${refunds} 笔退款，${first} 到 ${last}`,
  aside: (aside: Aside) =>
    `另有几行既不是收款也不是退款，没有算进去：${aside.map(({ word, rows }) => `${word} ${rows} 行`).join("、")}`,
  encoding: ({ text }: Text) => `编码 ${text}`,
  back: "回订单",
};
