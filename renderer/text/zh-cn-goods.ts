// Chinese words of what a sale is made of: goods, quick amounts, a note, sales put aside; and of the page that sets them.
import type { RowProblem, SheetProblem } from "../screens/goods/read-goods.ts";

type Count = { readonly count: number };
type Text = { readonly text: string };

const sheetProblems: Readonly<Record<SheetProblem, (params: Text) => string>> = {
  too_big: ({ text }) => `文件太大，最多 ${text} MB`,
  not_readable: () => "读不懂这个文件。要 CSV 或 Excel（.xlsx）文件，旧的 .xls 请先另存为 .xlsx",
  empty: () => "这张表是空的",
  no_columns: ({ text }) => `第一行要有「条码」「名称」「价格」三列。缺：${text}`,
  too_many: ({ text }) => `商品太多，最多 ${text} 种`,
};
const rowProblems: Readonly<Record<RowProblem, (params: Text) => string>> = {
  barcode_missing: () => "没有条码",
  barcode_bad: ({ text }) => `条码不对：${text}`,
  barcode_science: ({ text }) => `条码被表格软件改成了 ${text}。请把这一列设成文本，再填一遍`,
  title_missing: () => "没有名称",
  title_long: () => "名称超过 100 个字",
  price_missing: () => "没有价格",
  price_bad: ({ text }) => `价格不是金额：${text}`,
  price_zero: () => "价格是零",
  price_decimals: ({ text }) => `价格超过两位小数：${text}`,
  price_large: ({ text }) => `价格太大：${text}`,
  twice: ({ text }) => `条码和第 ${text} 行重复`,
};

export const goodsZh = {
  other: "其他商品",
  lines: "这单的商品",
  pieces: ({ count }: Count) => `${count} 件`,
  eachOf: ({ count, text }: Count & Text) => `${count} × ${text}`,
  quick: "快捷金额",
  note: "备注",
  noteField: "这单的备注，会印在小票上",
  noteDone: "好",
  hold: "挂单",
  take: "取单",
  takeCount: ({ count }: Count) => `取单 ${count}`,
  heldTitle: "挂着的单",
  heldHint: "按数字取单，Esc 关上",
  heldNumber: ({ count }: Count) => `第 ${count} 张`,
  drop: "删掉",
  dropSure: "真的删掉",
  close: "关上",
  kept: ({ wallet, tail, seconds }: { readonly wallet: string; readonly tail: string; readonly seconds: number }) =>
    `${wallet}，尾号 ${tail}，已经扫到。输金额按 Enter 就收，还等 ${seconds} 秒`,
  found: ({ title, price }: { readonly title: string; readonly price: string }) =>
    `${title} ${price}。没有加进账单，按 F2 回收款再扫`,
  // the strip
  offline: ({ time }: { readonly time: string }) => `从 ${time} 起连不上通道`,
  offlineStill: "现金照收，付款码和顾客扫码等通道恢复",
  down: ({ text }: Text) => `${text} 刚才连不上`,
  noChannel: "还没有接通道",
  notOffered: "通道不会",
  storeShut: "账本写不进去，先不收",
  lastSeen: ({ text }: Text) => `走 ${text}`,
  heldCount: "挂单",
  // the page
  title: "商品",
  importTitle: "商品表",
  count: ({ count }: Count) => `现在有 ${count} 种商品`,
  none: "还没有商品表。有了它，扫商品条码就能加进账单",
  how: "从表格导入，CSV 或 Excel（.xlsx）都行。第一行写「条码」「名称」「价格」，GBK 和 UTF-8 都认。新表整张换掉旧表。",
  choose: "选文件",
  reading: "正在读",
  sending: ({ count }: Count) => `正在换，已传 ${count} 种`,
  ready: ({ count, text }: Count & Text) => `${text}：读到 ${count} 种商品，没有问题`,
  replace: ({ count }: Count) => `换成这 ${count} 种`,
  cancel: "不换",
  done: ({ count }: Count) => `换好了，现在有 ${count} 种商品`,
  refused: ({ text }: Text) => `${text} 没有导入，商品表没有变`,
  rowLine: ({ row, says }: { readonly row: number; readonly says: string }) => `第 ${row} 行：${says}`,
  moreRows: ({ count }: Count) => `还有 ${count} 行有问题`,
  search: "找商品：条码或名称",
  noMatch: "没有这样的商品",
  columns: { barcode: "条码", title: "名称", price: "价格" },
  sheetProblems,
  rowProblems,
  quickTitle: "收款画面",
  quickHelp: "常收的整数，在收款画面点一下或按字母键就加上。最多 6 个，空格隔开",
  quickField: "快捷金额（元）",
  confirmField: "超过多少元要按两次 Enter",
  scanIsEnter: "输了金额就扫码，算按过 Enter",
  yes: "算",
  no: "不算",
  save: "保存",
  badAmounts: "金额不对。例如：5 10 15.5",
};
