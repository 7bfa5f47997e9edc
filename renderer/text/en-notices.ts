// English words of the notices page, key for key as in zh-cn-notices.ts.
import type { Words } from "./zh-cn.ts";

export const noticesEn: Words["notices"] = {
  title: "Channel notices",
  intro:
    "A channel can tell the till when the customer has paid; the verdict then comes seconds sooner. Without it the till asks by itself.",
  states: { off: "off", listening: "listening", failed: "on, but cannot listen" },
  problem: ({ text }) => `Cannot listen: ${text}`,
  receive: "Receive notices",
  on: "Receive",
  off: "Do not",
  host: "On which address",
  hostName: ({ text }) =>
    text === "0.0.0.0" ? "All (0.0.0.0)" : text === "127.0.0.1" ? "This machine (127.0.0.1)" : text,
  port: "Port",
  badPort: "A port is a number from 1 to 65535",
  save: "Use this port",
  outside:
    "The channel is on the internet. For it to find this machine, a router or proxy of the shop forwards a public address to here. Only the channel's signature is believed.",
  addresses: "Addresses to enter at the channels",
  noAddresses: "Set up a channel that sends notices (Pooul, Leshua, Huishouyin), and its address stands here.",
  counts: "What came in",
  noCounts: "No notice came in yet.",
  channel: "Channel",
  nobody: "no channel",
  kinds: { accepted: "used", repeated: "repeated", forged: "not trusted", oversized: "too large", other: "other" },
  lastAt: "Last",
};
