// English words of the customer's display, and of its settings.
import type { Words } from "./zh-cn.ts";

export const customerEn: Words["customer"] = {
  welcome: "Welcome",
  check: "Please check the amount before paying",
  checkFirst: "Please check the amount first",
  pleasePay: "Please pay",
  scanWith: ({ text }) => `Scan the code with ${text}`,
  scanAny: "Scan the code with your phone",
  showCode: "Please show your pay code",
  waiting: "Paying, please look at your phone",
  code: "Code to pay",
  left: ({ minutes, seconds }) => `${minutes} min ${seconds} s left`,
  received: "Received",
  practised: "Training: received",
  thanks: "Thank you",
  training: "Training, no real money",
  strip: "Display",
  window: { open: "open", one_screen: "no second screen", not_open: "not open" },
  notOpen: "The display is not open. Press Closed, then Open, to try again. Payments work as ever.",
  title: "Customer display",
  on: "Open",
  off: "Closed",
  shop: "Shop",
  branch: "Branch",
  save: "Save",
  note: "Customers see the amount, the code and the result only. Drag it to the other screen; it stays there. Without a second screen payments work as ever.",
};
