// Chinese words of cash and of orders paid by several tenders. What is received in part is never called received.
import type { UndoWhy } from "../screens/collect/store.ts";

type Text = { readonly text: string };
type Way = { readonly way: string; readonly amount: string };

const whys: Readonly<Record<UndoWhy, string>> = {
  unwanted: "顾客不要了",
  other_way: "换别的方式付",
  mistake: "收错了",
};

export const tendersZh = {
  // cash
  cash: "收现金",
  given: "顾客给了",
  exact: "刚好",
  change: "找零",
  short: "还少",
  exactHint: "刚好就直接按 Enter",
  giveChange: ({ text }: Text) => `找给顾客 ${text}`,
  noChange: "不用找零",
  notes: "顾客给的整数",
  headCash: "已收现金",
  factGiven: "顾客给了",
  factDue: "应收",
  // parts
  list: "这单已收的",
  whole: ({ text }: Text) => `一共 ${text}`,
  got: ({ way, amount }: Way) => `${way} ${amount} 已收`,
  back: ({ way, amount }: Way) => `${way} ${amount} 已退`,
  goingBack: ({ way, amount }: Way) => `${way} ${amount} 正在退`,
  notReceived: ({ way, amount }: Way) => `${way} ${amount} 没收到`,
  open: ({ way, amount }: Way) => `${way} ${amount} 等结果`,
  due: ({ text }: Text) => `还差 ${text}`,
  after: ({ text }: Text) => `这次之后还差 ${text}`,
  last: "这次收完就齐了",
  all: "已收齐",
  headNow: "这次收",
  headDue: "还差",
  headPart: "这次收多少",
  partHint: ({ text }: Text) => `输这次要收的一部分，最多 ${text}，按 Enter 定下`,
  split: "分开收",
  // the face of a part-paid order
  dueName: "还没收齐，别放货",
  dueWord: "别放货",
  dueSay: ({ got, due }: { readonly got: string; readonly due: string }) =>
    `已收 ${got}，还差 ${due}。收齐了才能放货。`,
  dueScan: "扫顾客的付款码，就收剩下的。",
  goOn: ({ text }: Text) => `收剩下的 ${text}`,
  goOnCash: "剩下的收现金",
  goOnSplit: "剩下的再分开收",
  giveUp: "放弃这单，退回已收的",
  putAside: "先放一边，收下一位",
  othersStay: "这单已收的不受影响。",
  // undo
  undoTitle: "放弃这单，把收到的退给顾客？",
  undoWhy: "原因",
  whys,
  undoGive: ({ text }: Text) => `退给顾客 ${text}`,
  undoHold: "按住 − 一秒，或用手点。Enter 不算。",
  undoHolding: "按住别松",
  undoKeep: "先不退",
  undoneHead: "这单不收了",
  undoneName: "退给顾客",
  undoneCash: ({ text }: Text) => `从钱箱拿 ${text} 退给顾客。`,
  undoneWay: "线上付的原路退回，不用给现金。",
  undoneOpen: "还有退款没有结论，到 订单 里看。",
  stuck: "没能退回",
  stuckLine: ({ way, amount, why }: Way & { readonly why: string }) => `${way} ${amount} 没能退：${why}`,
};
