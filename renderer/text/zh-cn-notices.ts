// Chinese words of the notices page.
type Text = { readonly text: string };

export const noticesZh = {
  title: "通道通知",
  intro: "通道可以在顾客付完时主动告诉收银台，结论会早几秒。不开也照样收款：收银台会自己去问。",
  states: { off: "没开", listening: "正在收", failed: "开了，但收不了" },
  problem: ({ text }: Text) => `收不了通知：${text}`,
  receive: "接收通知",
  on: "接收",
  off: "不接收",
  host: "在哪个地址上收",
  hostName: ({ text }: Text) =>
    text === "0.0.0.0" ? "所有地址（0.0.0.0）" : text === "127.0.0.1" ? "只有本机（127.0.0.1）" : text,
  port: "端口",
  badPort: "端口是 1 到 65535 的数",
  save: "换成这个端口",
  outside: "通道在外网。要让它找到这台电脑，请在路由器或门店的代理上，把一个公网地址转到这里。收银台只认通道的签名。",
  addresses: "填到通道里的地址",
  noAddresses: "接好会发通知的通道（普尔瀚达、乐刷、慧收银），这里就有它的地址。",
  counts: "收到过什么",
  noCounts: "还没有收到过通知。",
  channel: "通道",
  nobody: "没写通道",
  kinds: { accepted: "采用", repeated: "重复", forged: "不可信", oversized: "太大", other: "其他" },
  lastAt: "最近一次",
};
