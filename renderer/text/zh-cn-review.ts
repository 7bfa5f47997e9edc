// Chinese words of what only a person can end: what to look for at the channel, writing down what stands there, settling.
import type { Exception } from "../../preload/contract/status.ts";

type Text = { readonly text: string };
type Count = { readonly count: number };

const short: Readonly<Record<Exclude<Exception, "none"> | "needs_review", string>> = {
  paid_late: "撤销后到账",
  amount_mismatch: "金额不一致",
  resolved_by_hand: "人工定论，待复核",
  duplicate: "付了两次",
  needs_review: "要人核对",
};

/** What may be done about each; the buttons stand below. */
const todo: Readonly<Record<Exclude<Exception, "none">, string>> = {
  paid_late:
    "钱在通道里，顾客可能已经走了，也可能又付过一次。联系得上就退给顾客，或留作这一单的货款。做完点「处理好了」。",
  amount_mismatch: "到通道后台看实际收了多少。多收的退给顾客，少收的补收。做完点「处理好了」。",
  resolved_by_hand: "这一笔是人工定论的。对账时和通道的账单核一遍，一致就点「处理好了」。",
  duplicate: "同一单付了两次。把多付的一次退给顾客，再点「处理好了」。",
};

export const reviewZh = {
  strip: "例外",
  waits: ({ count }: Count) => `${count} 笔要人处理`,
  filter: ({ count }: Count) => `例外 ${count}`,
  nothing: "没有要人处理的",
  short,
  refundTrouble: { unknown: "退款没有结论", refused: "退款没退成", parked: "待退：余额不够" },
  todo,
  look: ({ text }: Text) => `到 ${text} 的后台找这一笔`,
  lookCash: "这种方式通道不留记录：核对钱箱、签购单或对方系统",
  askFirst: "定论前会先问一次通道。通道有答复，就按通道的，不用人工记。",
  facts: {
    order: "单号",
    refund: "退款号",
    channelOrder: "通道单号",
    walletOrder: "钱包单号",
    amount: "金额",
    at: "时间",
    tail: "付款码尾号",
  },
  resolve: "人工定论",
  resolveRefund: "人工定论",
  open: "店长定论",
  title: "照通道后台记下来",
  titleRefund: "照通道后台记下退款",
  titleSettle: "这个例外处理好了",
  titleLetGo: "没退成的这笔，已经处理",
  letGoTodo: "钱没有从通道退出去。写明怎么处理的，例如已用现金退给顾客，或顾客不退了。通道那边不会再退。",
  says: "后台怎么说",
  paid: "后台有这笔钱",
  unpaid: "后台没有这笔钱",
  refunded: "后台显示已退",
  refused: "后台显示没退",
  means: {
    paid: "记成已收，可以放货。作为例外留着，直到有人复核。",
    unpaid: "记成没收到，可以换码重收。作为例外留着，直到有人复核。",
    refunded: "记成已退给顾客。",
    refused: "记成没退，钱还在店里，可以再退。",
  },
  reference: "后台的凭据号",
  referenceHint: "后台那一笔的流水号；没有就写查的页面和时间",
  note: "怎么处理的",
  by: "谁看的",
  confirm: "记下来",
  confirmSettle: "处理好了",
  byHand: "要点按，或按住 F5 一秒。Enter 不算。",
  keysRefused: "定论要点按这个按钮，或按住 F5 一秒",
  cancel: "先不记",
  meanwhile: "通道刚有了答复，不用人工记：",
  stillNone: "通道还是没有答复。",
  forged: ({ count, time }: Count & { readonly time: string }) =>
    `收到过 ${count} 条签名不对的通知，最近 ${time}。没有改动任何一笔。详情在 设置 → 通道通知。`,
};
