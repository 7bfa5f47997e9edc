// Chinese words of taking money by a channel's ways without a pay code.
import type { ModeField } from "../../preload/contract/channels.ts";

type Text = { readonly text: string };

const fields: Readonly<Record<ModeField, string>> = {
  signAccounterUUID: "挂账单位编号",
  signPersonUUID: "签单人编号",
  memberUUID: "会员编号",
  merchandiseDetails: "消费项目",
};

export const payModesZh = {
  tile: "他",
  title: "更多方式",
  idleHint: "按收款，再选一种方式",
  pick: "按数字选一种",
  reading: "正在问通道有哪些方式",
  none: "这个通道没有开通不用付款码的方式。按 / 换一种收",
  again: "再问一次",
  offline: "通道不留记录",
  offlineNote: "通道不留这种方式的记录。收完要店长核对后记一笔，才算已收。",
  fields,
  goodsName: "项目名称",
  goodsId: "商品编号",
  goodsStyle: "规格编号",
  goodsCount: "次数",
  goods: ({ text }: Text) => `消费项目 ${text}`,
  addGoods: "再加一项",
  amount: "这种方式收多少",
  notAmount: "这不是金额",
  tooMuch: ({ text }: Text) => `最多 ${text}`,
  missing: "要填",
  take: ({ text }: Text) => `收 ${text}`,
  takeAll: ({ text }: Text) => `一起收 ${text}`,
  queue: "先记下，再加一种",
  queued: "等着一起发出",
  queuedLine: ({ way, amount }: { readonly way: string; readonly amount: string }) => `${way} ${amount}`,
  rest: ({ text }: Text) => `还要分 ${text}`,
  notSent: "都还没发出，Esc 去掉最后一笔",
  back: "换一种方式",
};
