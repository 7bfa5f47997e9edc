// Chinese words of the page of pay-code rules.
import type { ChannelId } from "../../preload/contract/status.ts";

type Shape = { readonly from: string; readonly digits: string };

const channels: Readonly<Record<ChannelId, string>> = {
  pooul: "普尔瀚达",
  leshua: "乐刷",
  huishouyin: "慧收银",
  gathering: "收款平台",
  payserver: "支付服务器",
  training: "训练",
  cash: "现金",
};

export const codeShapesZh = {
  known: "收银台认得的码",
  knownNote: "这些都按长度和开头认，认不准就不收，不会猜。",
  shape: ({ from, digits }: Shape) => `${from} 开头，${digits} 位数字`,
  others: [
    ["商品条码", "EAN、UPC、ITF，校验位对才算。不收钱"],
    ["我们的小票", "单号，校验位（Luhn）对才算。打开那张订单"],
    ["员工工牌", "只认人，不收钱"],
    ["网址、收款码", "不收钱，请顾客打开付款码"],
    ["别的数字", "不收，除非右边放行"],
  ] as readonly (readonly [string, string])[],
  mine: "另外放行的付款码",
  mineNote:
    "只有通道明确说过能收的码才加。一条只对一个通道有效，命令行收款也照这里。至少 15 位，所以商品条码放不进来。",
  none: "没有另外放行的。",
  channels,
  channel: "通道",
  wallet: "算哪个钱包",
  prefixes: "开头数字",
  prefixesHelp: "用空格隔开，例如 63 64",
  min: "最少几位",
  max: "最多几位",
  add: "放行",
  remove: "不再放行",
  bad: "开头要 1 到 6 位数字；位数要在 15 到 32 之间，最少的不能比最多的大",
};
