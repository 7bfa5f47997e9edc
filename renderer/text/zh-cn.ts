// Every Chinese word of the screens. English must have each of them (its type is this object's). Whole sentences
// with named gaps, never pieces; no exclamation marks, and no word of failure for what is not known.
import type { ChannelId, Method, Wallet } from "../../preload/contract/status.ts";
import type { ScanAnswer, TillState } from "../../preload/contract/views.ts";
import type { Remark } from "../notice.ts";
import { failuresZh, reasonsZh } from "./zh-cn-codes.ts";
import { attemptLinesZh, otherLineZh, refundLinesZh } from "./zh-cn-evidence.ts";
import { collectScreenZh } from "./zh-cn-collect.ts";
import { channelsZh } from "./zh-cn-channels.ts";
import { customerZh } from "./zh-cn-customer.ts";
import { keyCardZh } from "./zh-cn-keys.ts";
import { guideZh } from "./zh-cn-guide.ts";
import { goodsZh } from "./zh-cn-goods.ts";
import { noticesZh } from "./zh-cn-notices.ts";
import { codeShapesZh } from "./zh-cn-code-shapes.ts";
import { payModesZh } from "./zh-cn-modes.ts";
import { scannersZh } from "./zh-cn-scanners.ts";
import { ordersZh } from "./zh-cn-orders.ts";
import { printZh } from "./zh-cn-print.ts";
import { staffZh } from "./zh-cn-staff.ts";
import { printersZh } from "./zh-cn-printers.ts";
import { ordersListZh } from "./zh-cn-orders-list.ts";
import { refundZh } from "./zh-cn-refund.ts";
import { reportsZh, shiftZh } from "./zh-cn-shift.ts";
import { reconcileZh } from "./zh-cn-reconcile.ts";
import { reviewZh } from "./zh-cn-review.ts";
import { settingsZh } from "./zh-cn-settings.ts";
import { soundZh } from "./zh-cn-sound.ts";
import { tendersZh } from "./zh-cn-tenders.ts";

type Names<Key extends string> = Readonly<Record<Key, string>>;
type Count = { readonly count: number };
type Text = { readonly text: string };

const wallets: Names<Wallet> = { wechat: "微信", alipay: "支付宝", unionpay: "云闪付", ecny: "数字人民币" };
const tiles: Names<Wallet> = { wechat: "微", alipay: "支", unionpay: "云", ecny: "数" };
const cashTile = "现";
const methods: Names<Method> = { pay_code: "付款码", qr: "顾客扫码", mode: "更多方式", cash: "现金" };
const methodHints: Names<Method> = { pay_code: "扫顾客手机", qr: "扫我的屏幕", mode: "不用付款码", cash: "算找零" };
const channels: Names<ChannelId> = {
  gathering: "收款平台",
  huishouyin: "慧收银",
  payserver: "支付服务器",
  pooul: "普尔瀚达 Pooul",
  leshua: "乐刷",
  training: "训练通道",
  cash: "现金",
};
const scanners: Names<TillState["scanner"]["status"]> = {
  none: "键盘模式",
  ready: "就绪",
  lost: "断开了",
  restarting: "正在重启",
};
const heard: Names<ScanAnswer["heard"]> = {
  wechat: "微信付款码",
  alipay: "支付宝付款码",
  unionpay: "云闪付付款码",
  ecny: "数字人民币付款码",
  goods: "商品码",
  receipt: "小票条码",
  badge: "员工卡",
  url: "网址码",
  unclear: "认不出的码",
};
const remarks: Names<Remark> = {
  no_verdict_yet: "这笔还没结论",
  amount_is_locked: "金额已锁定。按 Esc 改金额",
  over_limit: "金额很大，请核对。没错就再按一次 Enter",
  put_on_hold: "已挂单。按 H 取单",
  nothing_held: "没有挂着的单",
  back_on_hold: "这张单还挂着，按 H 再取",
  too_many_lines: "一单最多 100 行商品",
  nothing_taken_yet: "还没有收过款",
  next_before_scan: "这笔已经收到。先输下一笔金额，再扫",
  cannot_park: "还在问通道，先等结论",
  asked_just_now: "刚问过，两秒后再问",
  mode_not_possible: "现在不能这样收，按 / 换一种方式",
  check_change: "找零有一百元以上，请核对。没错就再按一次 Enter",
  still_due: "这单还没收齐。先收剩下的，再收下一单",
  pick_a_reason: "先选原因",
  hold_the_key: "退钱要按住 − 一秒，或用手点黑色按钮",
};

const strip = {
  name: "现在能收",
  cannot: "不能收",
  channel: "通道",
  noChannel: "没有接",
  trainingChannel: "训练，不联网",
  scanner: "扫码枪",
  open: "等结果",
  clock: "电脑时钟",
  clockOff: {
    fast: { minutes: ({ count }: Count) => `快 ${count} 分`, hours: ({ count }: Count) => `快 ${count} 小时` },
    slow: { minutes: ({ count }: Count) => `慢 ${count} 分`, hours: ({ count }: Count) => `慢 ${count} 小时` },
  },
};

const app = {
  name: "收银台",
  menu: "主菜单",
  reading: "正在读账本",
  readingFailed: "账本没读出来，不能收款",
  retry: "再试",
  openCount: ({ count }: Count) => `${count} 笔等结果`,
  code: ({ text }: Text) => `代码 ${text}`,
  training: "训练模式",
  trainingLine: "不会真的收钱。订单里都标「练」",
  trainingName: "训练模式，不会真的收钱",
  leaveTraining: "退出训练",
  leaveNotReady: "要收真钱，先请店长到 设置 → 收款通道 接一个",
};

export const zhCn = {
  app,
  strip,
  wallets,
  tiles,
  cashTile,
  unknownWallet: "未知钱包",
  methods,
  methodHints,
  channels,
  scanners,
  heard,
  heardSays: ({ heard: what, says }: { readonly heard: string; readonly says: string }) => `${what}：${says}`,
  kept: ({ heard: what }: { readonly heard: string }) => `${what}已扫到。按 F2 回收款，输金额就收`,
  repeated: "同一个码又扫了一次，只算一次",
  remarks,
  ...collectScreenZh,
  tenders: tendersZh,
  payModes: payModesZh,
  orders: ordersZh,
  print: printZh,
  staff: staffZh,
  guide: guideZh,
  printers: printersZh,
  ordersList: ordersListZh,
  keyCard: keyCardZh,
  customer: customerZh,
  refund: refundZh,
  shift: shiftZh,
  reports: reportsZh,
  review: reviewZh,
  settings: settingsZh,
  sound: soundZh,
  goods: goodsZh,
  notices: noticesZh,
  reconcile: reconcileZh,
  scannerPage: scannersZh,
  codeShapes: codeShapesZh,
  channelPages: channelsZh,
  failure: failuresZh,
  reason: reasonsZh,
  attemptLine: attemptLinesZh,
  refundLine: refundLinesZh,
  otherLine: otherLineZh,
};

export type Words = typeof zhCn;
