// Chinese words of people: signing in, allowing each other, and who may do what.
import type { Right, Role } from "../../preload/contract/staff.ts";

type Names<Key extends string> = Readonly<Record<Key, string>>;
type Text = { readonly text: string };

const roles: Names<Role> = { cashier: "收银员", manager: "店长", owner: "店主" };
const rights: Names<Right> = {
  collect: "收款",
  print: "打印、补打",
  drawer: "开钱箱",
  shift: "交接班",
  refund: "退款、撤单",
  resolve: "定论、销例外",
  report: "看报表",
  reconcile: "对账",
  settings: "改常用设置",
  channels: "改收款通道",
  people: "管人员和权限",
};

export const staffZh = {
  title: "人员",
  number: "工号",
  pin: "PIN（6 位）",
  signIn: "登录",
  signInTitle: "请登录",
  signInNote: "输工号和 PIN，或刷工牌。收款中的单子照常进行，结果不会丢。",
  signOut: "锁定",
  atTill: "收银员",
  wrong: "没有登录",
  approve: {
    title: "要有权限的人同意",
    what: ({ text }: Text) => `要做的事：${text}`,
    amount: ({ text }: Text) => `金额：${text}`,
    order: ({ text }: Text) => `单号：${text}`,
    asked: ({ text }: Text) => `说的原因：${text}`,
    askedBy: ({ text }: Text) => `谁要做：${text}`,
    limit: ({ text }: Text) => `超过了限额 ${text}`,
    note: "请店长输工号和 PIN，或刷工牌。只同意这一次。",
    why: "原因",
    whys: ["顾客退货", "收错金额", "老顾客", "其他"],
    allow: "同意",
    cancel: "算了",
  },
  roles,
  rights,
  list: "人员名单",
  none: "还没有人员。加一位店主以后，每个人都要登录。",
  name: "姓名",
  role: "身份",
  add: "加人",
  save: "保存",
  keepPin: "不改 PIN 就空着",
  inactive: "已停用",
  shut: "输错太多，暂时锁住",
  stop: "停用",
  start: "恢复",
  badge: "工牌",
  hasBadge: "有",
  noBadge: "没有",
  issueBadge: "做一张新工牌",
  learnBadge: "用现成的：点这里再刷",
  learning: "请刷要给这位的工牌",
  removeBadge: "收回工牌",
  badgeShown: "只显示这一次：现在打印或拍下来贴在工牌上",
  each: "单笔退款限额（元，空着不限）",
  day: "每天退款限额（元，空着不限）",
  rulesTitle: "谁能做什么",
  lockAfter: "没人操作几分钟后锁定（0 不锁）",
  ownerMayAll: "店主什么都能做。",
  badAmount: "请输金额，例如 200 或 99.5",
};
export type StaffWords = typeof staffZh;
