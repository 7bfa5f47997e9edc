// The amount a success names, read digit by digit: fen from WeChat, yuan from Alipay (facts §1.3). Pure.
import { describe, expect, test } from "vitest";
import { readEcho } from "../../main/channel/gathering/amounts.ts";

describe("[hazard] the echo of an amount is fen from WeChat and yuan from Alipay", () => {
  test.each<["wechat" | "alipay", unknown, unknown]>([
    ["wechat", "1250", 1250],
    ["wechat", 1250, 1250],
    ["wechat", "1", 1],
    ["wechat", "0", 0],
    ["wechat", "12.50", "unreadable"],
    ["wechat", "01250", "unreadable"],
    ["wechat", "1,250", "unreadable"],
    ["wechat", -1, "unreadable"],
    ["wechat", "1e3", "unreadable"],
    ["wechat", true, "unreadable"],
    ["wechat", "９", "unreadable"],
    ["alipay", "12.50", 1250],
    ["alipay", "12.5", 1250],
    ["alipay", 12.5, 1250],
    ["alipay", "12", 1200],
    ["alipay", "0.29", 29],
    ["alipay", "0.57", 57],
    ["alipay", "1.15", 115],
    ["alipay", 1.15, 115],
    ["alipay", "100000.00", 10_000_000],
    ["alipay", "1250", 125_000],
    ["alipay", "12.505", "unreadable"],
    ["alipay", "12.", "unreadable"],
    ["alipay", ".5", "unreadable"],
    ["alipay", 1e21, "unreadable"],
    ["alipay", "￥12.50", "unreadable"],
    ["alipay", [], "unreadable"],
    ["wechat", undefined, "absent"],
    ["alipay", null, "absent"],
    ["alipay", "", "absent"],
  ])("%s %j is %j", (wallet, value, told) => expect(readEcho(value, wallet)).toBe(told));
});
