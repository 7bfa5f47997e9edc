// Every English word of the screens, key for key as in zh-cn.ts.
import { attemptLinesEn, otherLineEn, refundLinesEn } from "./en-evidence.ts";
import { failuresEn, reasonsEn } from "./en-codes.ts";
import { collectScreenEn } from "./en-collect.ts";
import { channelsEn } from "./en-channels.ts";
import { customerEn } from "./en-customer.ts";
import { keyCardEn } from "./en-keys.ts";
import { goodsEn } from "./en-goods.ts";
import { guideEn } from "./en-guide.ts";
import { noticesEn } from "./en-notices.ts";
import { codeShapesEn } from "./en-code-shapes.ts";
import { payModesEn } from "./en-modes.ts";
import { scannersEn } from "./en-scanners.ts";
import { ordersEn } from "./en-orders.ts";
import { printEn } from "./en-print.ts";
import { staffEn } from "./en-staff.ts";
import { printersEn } from "./en-printers.ts";
import { ordersListEn } from "./en-orders-list.ts";
import { refundEn } from "./en-refund.ts";
import { reportsEn, shiftEn } from "./en-shift.ts";
import { reconcileEn } from "./en-reconcile.ts";
import { reviewEn } from "./en-review.ts";
import { settingsEn } from "./en-settings.ts";
import { soundEn } from "./en-sound.ts";
import { tendersEn } from "./en-tenders.ts";
import type { Words } from "./zh-cn.ts";

export const en: Words = {
  app: {
    name: "Till",
    menu: "Main menu",
    reading: "Reading the ledger",
    readingFailed: "The ledger could not be read, no sales",
    retry: "Try again",
    openCount: ({ count }) => `${count} pending`,
    code: ({ text }) => `Code ${text}`,
    training: "Training",
    trainingLine: "No real money. Orders are marked as training",
    trainingName: "Training, no real money",
    leaveTraining: "Leave training",
    leaveNotReady: "For real money a manager first sets up a channel in Settings, Channels",
  },
  strip: {
    name: "Can take now",
    cannot: "not possible",
    channel: "Channel",
    noChannel: "none",
    trainingChannel: "training, offline",
    scanner: "Scanner",
    open: "Pending",
    clock: "Computer's clock",
    clockOff: {
      fast: { minutes: ({ count }) => `${count} min fast`, hours: ({ count }) => `${count} h fast` },
      slow: { minutes: ({ count }) => `${count} min slow`, hours: ({ count }) => `${count} h slow` },
    },
  },
  wallets: { wechat: "WeChat", alipay: "Alipay", unionpay: "UnionPay", ecny: "e-CNY" },
  tiles: { wechat: "微", alipay: "支", unionpay: "云", ecny: "数" },
  cashTile: "现",
  unknownWallet: "Unknown wallet",
  methods: { pay_code: "Pay code", qr: "Customer scans", mode: "More ways", cash: "Cash" },
  methodHints: { pay_code: "scan their phone", qr: "my screen", mode: "no code", cash: "change" },
  channels: {
    gathering: "Gathering",
    huishouyin: "Huishouyin",
    payserver: "Pay server",
    pooul: "Pooul",
    leshua: "Leshua",
    training: "Training",
    cash: "Cash",
  },
  scanners: { none: "keyboard", ready: "ready", lost: "lost", restarting: "restarting" },
  heard: {
    wechat: "WeChat pay code",
    alipay: "Alipay pay code",
    unionpay: "UnionPay pay code",
    ecny: "e-CNY pay code",
    goods: "Product code",
    receipt: "Receipt",
    badge: "Staff badge",
    url: "Web code",
    unclear: "Unknown code",
  },
  heardSays: ({ heard, says }) => `${heard}: ${says}`,
  kept: ({ heard }) => `${heard} scanned. Press F2 and enter the amount`,
  repeated: "The same code again; it counts once",
  remarks: {
    no_verdict_yet: "No verdict on this sale yet",
    amount_is_locked: "Amount locked. Esc to change it",
    over_limit: "A large amount; check it. Enter once more if it is right",
    put_on_hold: "Put on hold. H takes it up again",
    nothing_held: "No sale is on hold",
    back_on_hold: "This sale is still on hold; H takes it up",
    too_many_lines: "100 lines of goods at most in one sale",
    nothing_taken_yet: "Nothing was taken yet",
    next_before_scan: "This one is paid. Enter the next amount, then scan",
    cannot_park: "Still asking the channel, wait for the verdict",
    asked_just_now: "Asked just now; again in two seconds",
    mode_not_possible: "Not possible now; / picks another way",
    check_change: "Change of 100 yuan or more; check it. Enter once more if it is right",
    still_due: "This order is not paid in full yet. Take the rest first",
    pick_a_reason: "Pick a reason first",
    hold_the_key: "Money goes back when − is held for a second, or by the black button",
  },
  ...collectScreenEn,
  tenders: tendersEn,
  payModes: payModesEn,
  orders: ordersEn,
  print: printEn,
  staff: staffEn,
  guide: guideEn,
  printers: printersEn,
  ordersList: ordersListEn,
  keyCard: keyCardEn,
  customer: customerEn,
  refund: refundEn,
  shift: shiftEn,
  reports: reportsEn,
  review: reviewEn,
  settings: settingsEn,
  sound: soundEn,
  goods: goodsEn,
  notices: noticesEn,
  reconcile: reconcileEn,
  scannerPage: scannersEn,
  codeShapes: codeShapesEn,
  channelPages: channelsEn,
  failure: failuresEn,
  reason: reasonsEn,
  attemptLine: attemptLinesEn,
  refundLine: refundLinesEn,
  otherLine: otherLineEn,
};
