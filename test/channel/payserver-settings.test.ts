// What a merchant sets for PayServer, how the token travels, which pay mode a bar code takes, and the timing.
import { describe, expect, test } from "vitest";
import { checkConfig } from "../../main/channel/config.ts";
import { payserver } from "../../main/channel/payserver/index.ts";
import { TEMPLATES, modesOf, pickMode, readMode } from "../../main/channel/payserver/modes.ts";
import { PAYSERVER_PROFILE, merchantUuidOf } from "../../main/channel/payserver/settings.ts";
import { tokenHeader } from "../../main/channel/payserver/sign.ts";
import { openWire } from "../../main/channel/payserver/wire.ts";
import type { HttpRequest } from "../../main/channel/http.ts";
import type { Wallet } from "../../preload/contract/status.ts";
import { PAYEE } from "./payserver-support.ts";

const good = { baseUrl: "https://gw.example/payServer/api/v1.0.0", token: "eyJ.a.b", payee: PAYEE };
const check = (more: Record<string, unknown>) => checkConfig(payserver, { ...good, ...more });

describe("the config", () => {
  test("needs three fields; the undocumented ones have the assumed defaults", () => {
    expect(check({})).toEqual({
      ok: true,
      value: { ...good, payer: "A", authHeader: "Authorization", authScheme: "Bearer" },
    });
    expect(payserver.secrets).toEqual(["token"]);
  });

  test("the seed's own address is taken, a slash at the end is cut off, and the payee stays to the letter", () => {
    const read = check({ baseUrl: "http://192.168.7.6:6009/api/v1.0.0/", payee: "HTTP://Shop.example/Shops/aB_-1" });
    expect(read.ok).toBe(false);
    const plain = check({ baseUrl: "http://192.168.7.6:6009/api/v1.0.0/", payee: "http://Shop.example/Shops/aB_-1" });
    expect(plain.ok && plain.value).toMatchObject({
      baseUrl: "http://192.168.7.6:6009/api/v1.0.0",
      payee: "http://Shop.example/Shops/aB_-1",
    });
  });

  test.each<[string, Record<string, unknown>, string, string]>([
    ["no token", { token: undefined }, "config_field_missing", "token"],
    ["a blank token", { token: " " }, "config_field_missing", "token"],
    ["a token with a line break", { token: "a\nb" }, "config_field_bad", "token"],
    ["no payee", { payee: undefined }, "config_field_missing", "payee"],
    ["a payee that is no URL", { payee: "eLzwsgnlWpZN8xtvz0qgvw" }, "config_field_bad", "payee"],
    ["a payee without a shop", { payee: "http://shop.example/" }, "config_field_bad", "payee"],
    ["a payee with a query", { payee: `${PAYEE}?x=1` }, "config_field_bad", "payee"],
    ["a base URL without its version", { baseUrl: "https://gw.example/payServer" }, "config_field_bad", "baseUrl"],
    ["plain http to the world", { baseUrl: "http://gw.example/api/v1.0.0" }, "config_insecure_url", "baseUrl"],
    ["a header that is the transport's own", { authHeader: "Content-Type" }, "config_field_bad", "authHeader"],
    ["a header with a blank", { authHeader: "X Token" }, "config_field_bad", "authHeader"],
    ["a scheme with a colon", { authScheme: "Bearer:" }, "config_field_bad", "authScheme"],
    ["a field nobody knows", { cashierName: "小美" }, "config_field_unknown", "cashierName"],
    ["a timing nobody knows", { timing: { patience: 1 } }, "config_field_unknown", "timing.patience"],
  ])("%s is refused", (_name, more, code, detail) => {
    expect(check(more)).toMatchObject({ ok: false, failure: { code, detail } });
  });

  test("the shop's id is the end of its URL", () => {
    expect(merchantUuidOf(PAYEE)).toBe("eLzwsgnlWpZN8xtvz0qgvw");
  });
});

describe("the token", () => {
  test("travels in one header, with its scheme or alone", () => {
    const config = { token: "abc", authHeader: "Authorization", authScheme: "Bearer" };
    expect(tokenHeader(config)).toEqual({ Authorization: "Bearer abc" });
    expect(tokenHeader({ ...config, authHeader: "X-Token", authScheme: "none" })).toEqual({ "X-Token": "abc" });
  });

  test("goes with every request; a POST is JSON, by its own connection, and never a GET's", async () => {
    const seen: HttpRequest[] = [];
    const config = { ...good, payer: "A", authHeader: "Authorization", authScheme: "Bearer" };
    const http = async (request: HttpRequest) => {
      seen.push(request);
      return { ok: false, failure: "timeout", detail: "" } as const;
    };
    const wire = openWire(config, { http });
    await wire.get("/payModes", { orderBy: "uiOrder desc", isOpened: 1 }, 5);
    await wire.post("/pay", { a: 1 }, 7);
    expect(seen).toEqual([
      {
        method: "GET",
        url: `${good.baseUrl}/payModes?orderBy=uiOrder%20desc&isOpened=1`,
        headers: { Authorization: "Bearer eyJ.a.b" },
        timeoutMs: 5,
      },
      {
        method: "POST",
        url: `${good.baseUrl}/pay`,
        headers: { Authorization: "Bearer eyJ.a.b", "Content-Type": "application/json;charset=UTF-8" },
        body: '{"a":1}',
        timeoutMs: 7,
        fresh: true,
      },
    ]);
  });
});

const merchantUUID = "eLzwsgnlWpZN8xtvz0qgvw";
const mode = (uuid: string, payTemplateId: string | null, more: Record<string, unknown> = {}) => ({
  uuid,
  name: `mode ${uuid}`,
  payTemplateId,
  isOpened: 1,
  isOnline: 1,
  isSignAccount: 0,
  merchantUUID,
  ...more,
});
const list = [
  mode("cash", TEMPLATES.cash, { isOnline: 0, name: "现金" }),
  mode("account", TEMPLATES.account, { isSignAccount: 1, name: "挂账" }),
  mode("member", TEMPLATES.memberMoney, { name: "会员储值" }),
  mode("foreign", TEMPLATES.wechatGun, { merchantUUID: "mI2NDMoQRdnKCq01hAsLwQ", name: "别家" }),
  mode("closed", TEMPLATES.wechatGun, { isOpened: 0, name: "关着" }),
  mode("wx", TEMPLATES.wechatGun, { name: "微信扫码枪" }),
  mode("wx2", TEMPLATES.wechatGun, { name: "微信二号" }),
  mode("ali", TEMPLATES.alipayGun.toLowerCase(), { name: "支付宝扫码枪" }),
  mode("own", null, { name: "自定义" }),
];
const pick = (wanted: string | null, wallet: Wallet | null = "wechat") =>
  pickMode(modesOf(list, merchantUUID), { mode: wanted, wallet })?.uuid ?? null;

describe("the pay mode of a bar code", () => {
  test("by default is the 扫码枪 mode of the code's wallet, the first in the shop's own order", () => {
    expect([pick(null, "wechat"), pick(null, "alipay")]).toEqual(["wx", "ali"]);
    expect([pick(null, "unionpay"), pick(null, "ecny")]).toEqual([null, null]);
  });

  test.each([
    ["wx2", "wx2"],
    ["017afc80-95fa-11e8-b0ec-5384bc9767fe", "wx"],
    ["微信二号", "wx2"],
    [" 自定义 ", "own"],
  ])("%s is picked by uuid, template id or name", (wanted, uuid) => {
    expect(pick(wanted)).toBe(uuid);
  });

  test.each(["cash", "现金", "挂账", "会员储值", "closed", "关着", "foreign", "别家", "nobody", "", TEMPLATES.cash])(
    "%j is none: closed, of another shop, or not paid by a bar code alone; no other mode stands in for it",
    (wanted) => {
      expect(pick(wanted)).toBe(null);
    },
  );
});

describe("the pay mode of a sale without a code", () => {
  test("must be named, and is any open mode of the shop but those of a bar code", () => {
    expect(pick(null, null)).toBe(null);
    expect(["cash", "挂账", TEMPLATES.memberMoney].map((wanted) => pick(wanted, null))).toEqual([
      "cash",
      "account",
      "member",
    ]);
    for (const wanted of ["wx", "自定义", "closed", "别家"]) expect(pick(wanted, null)).toBe(null);
  });

  test.each([
    [mode("a", TEMPLATES.cash), "nothing", false],
    [mode("b", TEMPLATES.unionCard, { isOnline: 0 }), "nothing", true],
    // The seed's own sample: 挂账 under the template of 银联.
    [mode("c", TEMPLATES.unionCard, { isSignAccount: 1, isOnline: 0 }), "account", true],
    [mode("d", TEMPLATES.account), "account", false],
    [mode("e", TEMPLATES.memberMoney), "member", false],
    [mode("f", TEMPLATES.memberTimes), "member_times", false],
    [mode("g", null), "code", false],
    [mode("h", "030D6B71-D347-11E8-88C4-7BB29CC3B08D", { isOnline: "0" }), "nothing", true],
  ])("%j", (item, needs, isOffline) => {
    expect(readMode(item)).toMatchObject({ uuid: item.uuid, needs, isOffline, isOpen: true, order: null });
  });
});

test("timing: above the server's own 60 s, questions every 10 s for 90 s, then the watch", () => {
  expect(PAYSERVER_PROFILE.payCode).toMatchObject({
    requestTimeoutMs: 75_000,
    firstQueryMs: 5_000,
    pollEveryMs: 10_000,
    slowPollEveryMs: 10_000,
    pollForMs: 90_000,
  });
  expect(PAYSERVER_PROFILE.payCode.watchMs).toHaveLength(5);
  expect(PAYSERVER_PROFILE.refund).toEqual({
    times: null,
    days: null,
    spacingMs: null,
    cancelWithinMs: 8 * 3_600_000 - 300_000,
    sameNumberAfterRefusal: false,
    keysOnNumber: false,
    arrives: "not_documented",
  });
});
