// What a merchant may set for Yapos Pay, what is said about a wrong setting, and what the channel says it can do.
import { describe, expect, test } from "vitest";
import { checkConfig } from "../../main/channel/config.ts";
import { openHttp } from "../../main/channel/http.ts";
import { gathering } from "../../main/channel/gathering/index.ts";
import { partsWith } from "./gathering-support.ts";

const good = {
  baseUrl: "https://api.example.cn/standard/",
  loginName: "shop01",
  password: " a b ",
  sid: "97f076e5-e7d3-4d88-8571-277c87434ccc",
};

const opened = (config: Record<string, unknown>) => {
  const checked = checkConfig(gathering, config);
  if (!checked.ok) throw new Error(checked.failure.code);
  const client = openHttp();
  client.close();
  return gathering.open(checked.value, partsWith(client.http));
};

describe("the config", () => {
  test("four fields are enough; the paths are those of the running server", () => {
    expect(checkConfig(gathering, good)).toEqual({
      ok: true,
      value: {
        ...good,
        baseUrl: "https://api.example.cn/standard",
        paths: {
          login: "/v1/login",
          gathering: "/v1/gathering",
          refund: "/v1/refund",
          wechatPayment: "/v1/wechat_payment",
          alipayPayment: "/v1/alipay_payment",
        },
      },
    });
  });

  test("the seed's paths are a setting, one by one", () => {
    const checked = checkConfig(gathering, { ...good, paths: { refund: "/v1/gathering" } });
    expect(checked).toMatchObject({ value: { paths: { refund: "/v1/gathering", login: "/v1/login" } } });
  });

  test("a password is kept exactly as it was typed", () => {
    expect(checkConfig(gathering, good)).toMatchObject({ value: { password: " a b " } });
  });

  test.each<[string, Record<string, unknown>, string, string]>([
    ["no base URL", { baseUrl: undefined }, "config_field_missing", "baseUrl"],
    ["a base URL with /v1", { baseUrl: "https://api.example.cn/v1" }, "config_field_bad", "baseUrl"],
    ["plain http on the internet", { baseUrl: "http://api.example.cn" }, "config_insecure_url", "baseUrl"],
    ["no login name", { loginName: " " }, "config_field_missing", "loginName"],
    ["no password", { password: undefined }, "config_field_missing", "password"],
    ["an empty password", { password: "" }, "config_field_missing", "password"],
    ["a password that is a number", { password: 12345678 }, "config_field_bad", "password"],
    ["a store with a slash", { sid: "a/b" }, "config_field_bad", "sid"],
    ["a path without its slash", { paths: { refund: "v1/refund" } }, "config_field_bad", "paths.refund"],
    ["a path with a query", { paths: { login: "/v1/login?x=1" } }, "config_field_bad", "paths.login"],
    ["a path that is another host", { paths: { login: "//evil.example" } }, "config_field_bad", "paths.login"],
    ["an unknown path", { paths: { query: "/v1/query" } }, "config_field_unknown", "paths.query"],
    ["an unknown field", { token: "x" }, "config_field_unknown", "token"],
    ["a timing nobody knows", { timing: { pollMs: 1 } }, "config_field_unknown", "timing.pollMs"],
  ])("%s is refused and named", (_name, wrong, code, detail) => {
    const config: Record<string, unknown> = { ...good, ...wrong };
    for (const [name, value] of Object.entries(wrong)) if (value === undefined) delete config[name];
    expect(checkConfig(gathering, config)).toMatchObject({ ok: false, failure: { code, detail, who: "manager" } });
  });

  test("the password alone is a secret", () => expect(gathering.secrets).toEqual(["password"]));
});

describe("the channel", () => {
  test("lacks query, cancel, close and refund query, and says so", () => {
    const channel = opened(good);
    expect(channel.can).toEqual({
      payCode: ["wechat", "alipay"],
      qr: ["wechat", "alipay"],
      query: false,
      cancel: false,
      close: false,
      refund: "full",
      refundQuery: false,
    });
    expect([channel.query, channel.cancel, channel.close, channel.refundQuery]).toEqual([null, null, null, null]);
  });

  test("a charge waits 75 s, longer than the server asks its wallet; a refund never keeps a number", () => {
    const { profile } = opened(good);
    expect(profile.payCode.requestTimeoutMs).toBe(75_000);
    expect(profile.qr.pollForMs).toBe(120_000);
    expect(profile.refund).toEqual({
      times: null,
      days: null,
      spacingMs: null,
      cancelWithinMs: null,
      sameNumberAfterRefusal: false,
      keysOnNumber: false,
      arrives: "not_documented",
    });
  });

  test("timing overrides hold as given", () => {
    const { profile } = opened({ ...good, timing: { requestTimeoutMs: 61_000 } });
    expect([profile.payCode.requestTimeoutMs, profile.qr.requestTimeoutMs]).toEqual([61_000, 61_000]);
  });
});
