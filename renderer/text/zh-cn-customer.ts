// Chinese words of the customer's display, and of its settings.
type Text = { readonly text: string };
type Left = { readonly minutes: number; readonly seconds: number };

export const customerZh = {
  welcome: "欢迎光临",
  check: "付款前请核对金额",
  checkFirst: "请核对金额再付",
  pleasePay: "请付",
  scanWith: ({ text }: Text) => `用${text}扫右边的码`,
  scanAny: "用手机扫右边的码",
  showCode: "请出示付款码",
  waiting: "正在付款，请看手机",
  code: "付款二维码",
  left: ({ minutes, seconds }: Left) => `还有 ${minutes} 分 ${seconds} 秒`,
  received: "已收到",
  practised: "训练：已收到",
  thanks: "谢谢惠顾",
  training: "训练模式　不会真的收钱",
  strip: "副屏",
  window: { open: "已开", one_screen: "没有第二块屏", not_open: "没打开" },
  notOpen: "副屏没打开。先按「关闭」，再按「打开」试一次。收款不受影响。",
  title: "副屏",
  on: "打开",
  off: "关闭",
  shop: "店名",
  branch: "分店",
  save: "保存",
  note: "顾客只看到金额、二维码和结果。拖到另一块屏幕上，下次还在那里。没有第二块屏幕也不影响收款。",
};
