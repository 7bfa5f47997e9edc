// Chinese words of the scanners page: trying a gun, what is plugged in, and what stands in a gun's way.
import type { Condition } from "../../preload/contract/gun-lines.ts";
import type { Suffix, Typing } from "../../preload/contract/scanners.ts";

type Text = { readonly text: string };
type Ms = { readonly ms: number };

const conditions: Readonly<Record<Condition, string>> = {
  heard: "在听",
  opening: "正在打开",
  not_there: "没插着",
  in_use: "被占用",
  no_permission: "没有权限",
  keyboard_mode: "键盘模式",
  switched_off: "已关掉",
  crashes: "驱动出错",
  cannot_open: "打不开",
};

/** What to do; "" where there is nothing to do. */
const remedies: Readonly<Record<Condition, string>> = {
  heard: "",
  opening: "",
  not_there: "插上就会自己连上，不用重开收银台。",
  in_use: "多半是另一个收银台、串口调试工具或厂家自带软件开着它。关掉那个程序，这里会自己连上。",
  no_permission:
    "这台电脑不让收银台打开它。Linux 上装 .deb 包会自动放好规则；否则请管理员把 70-cashier-scanners.rules 放进 /etc/udev/rules.d，再重新插一次。",
  keyboard_mode: "现在像键盘一样打字，能用。换到 HID-POS 更稳：付款码不经过按键和页面。",
  switched_off: "要用时点「打开」。",
  crashes: "打开它时驱动连着出错三次，先不碰它。拔下再插，然后重开收银台。",
  cannot_open: "拔下再插一次。还不行就换一个 USB 口。",
};

const suffixes: Readonly<Record<Suffix, string>> = {
  cr: "回车 CR",
  lf: "换行 LF",
  crlf: "回车换行",
  etx: "ETX",
  tab: "Tab",
  none: "没有",
};
const endings: Readonly<Record<Typing["ending"], string>> = { enter: "回车", tab: "Tab", none: "没有" };

export const scannersZh = {
  title: "试一把枪",
  begin: "扫 3 次就通过",
  more: ({ left }: { readonly left: number }) => (left === 1 ? "再扫一次就通过" : `再扫 ${left} 次就通过`),
  passed: "通过了",
  hint: "随便扫一个商品码，不要扫顾客的付款码。在这一页扫什么都不会收钱",
  payCode: "这是付款码。在这一页不会收钱，但请让顾客刷新后再用",
  waiting: "对着任何一个条码扫一下。扫码枪插着就行，不用先选",
  scanNo: ({ n, chars }: { readonly n: number; readonly chars: number }) => `第 ${n} 次：${chars} 个字符`,
  gapsOf: ({ n, chars }: { readonly n: number; readonly chars: number }) =>
    `第 ${n} 次：${chars} 个字符，每个之间隔多久`,
  chart: ({ typical, longest }: { readonly typical: number; readonly longest: number }) =>
    `每个字符之间大多隔 ${typical} 毫秒，最长 ${longest} 毫秒`,
  line: ({ ms }: Ms) => `判定线 ${ms} 毫秒，按这把枪自动定`,
  typical: "平均",
  longest: "最长",
  ending: "结尾符",
  read: "读到",
  kind: "是什么",
  ms: ({ ms }: Ms) => `${ms} 毫秒`,
  chars: ({ n }: { readonly n: number }) => `${n} 个字符`,
  layout: "报文排列",
  layouts: { aim_2: "AIM 标识在第 2 字节", aim_3: "AIM 标识在第 3 字节", plain_2: "没有 AIM 标识" },
  silence: "静默",
  unknownYet: "还没学到",
  ticks: {
    person: "手打不会被当成扫码",
    personSays: ({ ms }: Ms) => `每键 ${ms} 毫秒以内才算枪`,
    personSlow: "这把枪和人手一样快，还看节奏和按键松得快不快",
    ime: "没有输入法干扰",
    imeOff: "没有用到输入法",
    imeOn: "输入法开着，也读对了",
    wide: "大小写、全角",
    wideOff: "没有被改动",
    wideOn: "输入法在全角，按键位读对了",
    capsOn: "大写锁定开着，数字不受影响，字母会变大写",
    page: "付款码不经过按键和页面",
    pageSays: ({ text }: Text) => `从${text}来`,
  },
  ways: { hid: "HID-POS", serial: "串口", wedge: "键盘模式" },
  here: "这台电脑上的枪",
  none: "还没有认出来的枪。键盘模式的枪不用设置，插上就能扫；想让收银台认得它，在左边扫 3 次。",
  unnamed: "键盘枪",
  name: "名字",
  speed: "速度",
  turnOn: "打开",
  turnOff: "关掉",
  forget: "忘掉",
  change: "改设置",
  close: "收起",
  save: "记住",
  conditions,
  remedies,
  heldBy: ({ text }: Text) => `正被「${text}」占用，关掉它就会自己连上。`,
  suffixes,
  endings,
  ends: ({ suffix, ms }: { readonly suffix: string; readonly ms: number }) => `结尾 ${suffix}　静默 ${ms} 毫秒`,
  types: ({ typical, longest, line }: { readonly typical: number; readonly longest: number; readonly line: number }) =>
    `每键 ${typical} 毫秒，最长 ${longest}，判定线 ${line}`,
  switchOver: "换到 HID-POS 只要一扫",
  switchCode: ({ vendor }: { readonly vendor: string }) =>
    `翻到 ${vendor} 说明书里下面写着这串字的设置码，扫一下，本页自动认出新模式。`,
  switchManual: "扫一下说明书里「USB HID-POS」的设置码，本页自动认出新模式。各家的码不同，以说明书为准。",
  ports: "空着的串口",
  noPorts: "没有空着的串口。",
  portNote: "枪换成「USB 虚拟串口」后会出现在这里。付款码同样不经过按键和页面。",
  listen: "听这个口",
  findAgain: "再找一遍",
  finding: "正在找",
  restarting: "读扫码枪的程序正在重新启动，马上就好。键盘模式的枪照常能用。",
};
