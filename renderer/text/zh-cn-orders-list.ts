// Chinese words of the order list: what can be looked for, and where.
export const ordersListZh = {
  name: "订单",
  searchHint: "单号、金额、时间、尾号，或扫小票条码",
  reading: "正在读订单",
  showAll: "清掉筛选",
  way: "按方式筛选",
  everyWay: "全部方式",
  days: "按日子筛选",
  day: { today: "今天", yesterday: "昨天", week: "近 7 天", month: "近 31 天", ever: "全部日子" },
  cashier: "收银员",
  everybody: "全部收银员",
  exception: "哪种例外",
  waiting: "等人看的",
  netYesterday: "昨天净收",
};
