// What the strip says of each kind of money: that it works, or why not; cash works as long as the ledger does.
import { expect, it } from "vitest";
import type { ChannelId, Wallet } from "../../preload/contract/status.ts";
import type { ChannelView, TillState } from "../../preload/contract/views.ts";
import { en } from "../../renderer/text/en.ts";
import { zhCn } from "../../renderer/text/zh-cn.ts";
import { channelsOf, clockSays, displayNow, problemOf, triesSay } from "../../renderer/ways-now.ts";
import { STATE } from "../ipc/stand-in-till.ts";

const channel = (id: ChannelId, payCode: Wallet[], qr: Wallet[] | null): ChannelView => ({
  id,
  name: id,
  configured: true,
  can: { payCode, qr, query: true, cancel: true, close: true, refund: "partial", refundQuery: true },
});
const pooul = channel("pooul", ["wechat", "alipay"], ["wechat"]);
const leshua = channel("leshua", ["unionpay"], null);
const with_ = (over: Partial<TillState>): TillState => ({
  ...STATE,
  channels: [pooul, leshua],
  takes: { payCode: ["wechat", "alipay", "unionpay"], qr: ["wechat"], modes: false },
  ...over,
});

it("names every channel a kind of money goes through", () => {
  expect(channelsOf(with_({}), "pay_code")).toEqual(["pooul", "leshua"]);
  expect(channelsOf(with_({}), "qr")).toEqual(["pooul"]);
  expect(channelsOf(with_({}), "cash")).toEqual([]);
});

it.each<[string, Partial<TillState>, (string | null)[]]>([
  ["all is well", {}, [null, null, null]],
  ["one of two channels is down", { down: ["pooul"] }, [null, "down", null]],
  ["every channel is down", { down: ["pooul", "leshua"] }, ["down", "down", null]],
  ["none that a wallet goes through was reached", { down: ["pooul"], offlineSince: 1 }, ["down", "down", null]],
  [
    "no channel is set up",
    { channels: [], takes: { payCode: [], qr: [], modes: false } },
    ["no_channel", "no_channel", null],
  ],
  ["the channel has no QR", { takes: { payCode: ["wechat"], qr: [], modes: false } }, [null, "not_offered", null]],
  ["the ledger cannot write", { storeTrouble: "SQLITE_FULL" }, ["store", "store", "store"]],
])("when %s", (_when, over, problems) => {
  const state = with_(over);
  const found = (["pay_code", "qr", "cash"] as const).map((method) => problemOf(state, method)?.kind ?? null);
  expect(found).toEqual(problems);
});

it.each([
  [null, null, null],
  [7 * 60_000, "快 7 分", "7 min fast"],
  [-119 * 60_000, "慢 119 分", "119 min slow"],
  [3 * 3_600_000, "快 3 小时", "3 h fast"],
  [-25 * 3_600_000, "慢 25 小时", "25 h slow"],
])("a clock that is %s ms off the channels' is told as %s", (skewMs, chinese, english) => {
  expect(clockSays(zhCn, skewMs)).toBe(chinese);
  expect(clockSays(en, skewMs)).toBe(english);
});

it.each([
  [10_000, "每 10 秒再试一次", "Tried again every 10 s"],
  [null, "下一笔付款时再试", "The next payment tries again"],
])(
  "with no channel in reach and a try each %s ms, only what is really tried is promised",
  (everyMs, chinese, english) => {
    expect(triesSay(zhCn, everyMs)).toContain(chinese);
    expect(triesSay(en, everyMs)).toContain(english);
  },
);

it.each([
  [true, "open", "open"],
  [true, "one_screen", "one_screen"],
  [true, "not_open", "not_open"],
  [true, "closed", null],
  [false, "open", null],
  [false, "not_open", null],
] as const)("a customer's display, wanted %s and in truth %s, is told as %s", (on, customerWindow, said) => {
  const customer = { ...STATE.settings.customer, on };
  expect(displayNow(with_({ customerWindow, settings: { ...STATE.settings, customer } }))).toBe(said);
});
