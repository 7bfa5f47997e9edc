// Every Chinese word of the screens. English must have each of them (its type is this object's). Whole sentences
// with named gaps, never pieces; no exclamation marks, and no word of failure for what is not known.
import type { ChannelId, Method, Wallet } from "../../preload/contract/status.ts";
import type { PhoneCode, ScanAnswer, TillState } from "../../preload/contract/views.ts";
import type { Remark } from "../notice.ts";
import { failuresZh, reasonsZh } from "./zh-cn-codes.ts";
import { attemptLinesZh, otherLineZh, refundLinesZh } from "./zh-cn-evidence.ts";
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
type Seconds = { readonly seconds: number };
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
const scripts: Names<PhoneCode["script"]> = {
  pays: "马上付",
  types_password: "要输密码",
  never_pays: "一直不付",
  wrong_code: "坏码",
  answer_lost: "答复丢失",
};

const keypad = {
  name: "数字键盘",
  clear: "清空",
  mode: "换方式",
  times: "数量",
  erase: "删一位",
  add: "再加一件",
  enter: "收款",
  takeCash: "收现金",
  showQr: "出码",
  lockPart: "定下",
  split: "分开收",
  zeros: "两个零",
  point: "小数点",
  open: "键盘",
  close: "收起键盘",
};

const collect = {
  title: "收款",
  dueRegion: "应收金额",
  due: "应收",
  saleNumber: ({ count }: Count) => `第 ${count} 笔`,
  showCode: "请顾客出示付款码，扫一下就收",
  showCodeNow: "请顾客出示付款码",
  downHint: "连不上通道：可先收现金，也可再试一次",
  showCodeAgain: "换码重收：请顾客换一个付款码",
  lockedNote: "金额已锁定，Esc 改金额",
  qrHint: "按收款，给顾客一个二维码",
  qrLocked: "按 Enter，给顾客一个二维码",
  cashHint: "按收款，再输顾客给的现金",
  notReady: "还没有接通道，不能收款。请店长到 设置 → 收款通道 接一个",
  loading: "正在读上一笔",
  modes: "收款方式",
  qrWallets: "顾客用什么扫",
  recent: "最近收款",
  none: "今天还没有收款",
  noneHint: "输入金额，扫顾客的付款码就开始。",
  today: ({ count }: Count) => `今天 ${count} 笔`,
  received: ({ text }: Text) => `已收 ${text}`,
  tail: ({ text }: Text) => `尾号 ${text}`,
  codeTail: ({ text }: Text) => `付款码尾号 ${text}`,
  orderNumber: ({ text }: Text) => `单号 ${text}`,
  amountSpoken: ({ text }: Text) => `金额 ${text}`,
};

const verdict = {
  busy: "收款中",
  typing: "等顾客输密码",
  release: "放货",
  trainingRelease: "训练：放货",
  waitParts: { hold: "别放货", comma: "，", wait: "等" },
  waitName: "别放货，等",
  none: "没收到",
  mayRetry: "可换码重收",
  headPaid: "已收",
  headWait: "没有结论",
  headNone: "没有收到钱",
  headTraining: "训练",
  sayTyping: "请顾客在手机上输入支付密码。",
  sayBusy: "已经发给通道，正在等答复。",
  sayHold: "还没有结论，先别放货。",
  sayPaid: "通道确认已付，单号和金额都对得上。",
  saySurelyTraining: "训练里的已付。真收钱时，这里是绿色。",
  sayWait: "可能已付，也可能没付。请顾客先别走，也别再付一次。",
  sayStopping: "正在停止，先确认没付。请顾客先别走，也别再付一次。",
  sayNone: "通道已确认这笔没有扣钱。",
  paidLate: "撤销后又到账，请找店长",
  seconds: ({ seconds }: Seconds) => `${seconds} 秒`,
  secondsLater: ({ seconds }: Seconds) => `${seconds} 秒后`,
  secondUnit: "秒",
  waited: ({ seconds }: Seconds) => `已等 ${seconds} 秒`,
  times: ({ count }: Count) => `${count} 次`,
  factAsked: "已问通道",
  factNext: "下次再问",
  factGiveUp: ({ seconds }: Seconds) => `到 ${seconds} 秒没付`,
  factGiveUpDoes: "自动撤单",
  factGiveUpReview: "转人工核对",
  factScanned: "从扫码算起",
  factWay: "支付方式",
  factPaidAt: "付款时间",
  factTook: "从扫码到结论",
  factTookAll: "用时",
  factWaited: "已等",
  factReason: "原因",
  factDecidedAt: "结论时间",
  now: "正在问",
  noPlan: "等店长核对",
  evidence: "依据",
  decidedAt: ({ text }: Text) => `结论 ${text}`,
  nextAsk: ({ count }: Count) => `问第 ${count} 次`,
  nextGiveUp: "仍没付就撤单，并确认撤成",
  nextGiveUpReview: "仍没结论就转店长核对",
  nextQrEnd: "二维码作废，关单并确认",
  nextWait: "再问，直到有结论",
};

const acts = {
  next: "下一笔",
  nextNote: "直接输下一笔金额也行，不用先按键。",
  ask: "现在再问一次",
  again: "换码重收",
  giveUp: "放弃这笔",
  cash: "改收现金",
  second: ({ text }: Text) => `换 ${text} 收`,
  down: ({ text }: Text) => `${text} 刚才连不上`,
  through: ({ text }: Text) => `这笔走 ${text}`,
  stop: "停止这笔",
  stopNote: "停止会先问一次通道。已付就放货，没付才撤单。",
  waitNote: "一直问到有结论。没有结论，就不能再收这一单。",
  park: "挂起，先收下一位",
  stopQuestion: "停止这笔收款？",
  stopExplain: "先问一次，没付才撤单",
  keepWaiting: "继续等",
  stopNow: "停止",
};

const qr = {
  picture: "顾客用手机扫的收款码",
  asking: "正在要二维码",
  validFor: "二维码还能用",
  ended: "二维码已过期，正在确认",
  notScanned: "还没有付",
  scanWith: ({ text }: Text) => `请顾客用${text}扫左边的码`,
};

const phone = {
  title: "顾客的手机",
  wallets: "钱包",
  scripts: "这次会怎样",
  script: scripts,
  picture: "练习付款码",
  tap: "放到扫码枪下",
  payQr: "顾客扫码并付款",
  amountFirst: "先输金额，再把手机放到扫码枪下",
  qrMode: "顾客扫码：先按收款出码，再让顾客扫。",
  making: "正在出码",
};

const strip = {
  name: "现在能收",
  cannot: "不能收",
  channel: "通道",
  noChannel: "没有接",
  trainingChannel: "训练，不联网",
  scanner: "扫码枪",
  open: "等结果",
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
  keypad,
  collect,
  verdict,
  acts,
  qr,
  phone,
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
