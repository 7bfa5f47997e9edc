// English words of the order list: what can be looked for, and where.
import type { Words } from "./zh-cn.ts";

export const ordersListEn: Words["ordersList"] = {
  name: "Orders",
  searchHint: "Number, amount, time, last digits, or scan a receipt",
  reading: "Reading the orders",
  showAll: "Clear filters",
  way: "Filter by way of paying",
  everyWay: "Every way",
  days: "Filter by day",
  day: { today: "Today", yesterday: "Yesterday", week: "7 days", month: "31 days", ever: "All days" },
  cashier: "Cashier",
  everybody: "Every cashier",
  exception: "Which exception",
  waiting: "Waiting for a person",
  netYesterday: "Net yesterday",
};
