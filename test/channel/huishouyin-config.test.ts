// What a merchant may set for 慧收银, and what is said about a setting that cannot be.
import { describe, expect, test } from "vitest";
import { checkConfig } from "../../main/channel/config.ts";
import type { Http, HttpRequest } from "../../main/channel/http.ts";
import { huishouyin } from "../../main/channel/huishouyin/index.ts";
import { openWire } from "../../main/channel/huishouyin/wire.ts";
import { APP, SECRET, chargeInput, partsWith, refOf, says, verbsOf } from "./huishouyin-support.ts";

const good = { baseUrl: "https://api.huishouyin.cn", appId: APP, appSecret: SECRET };
const check = (value: unknown) => checkConfig(huishouyin, value);

test("address, app and secret are enough; what the vendor leaves open has the assumed default", () => {
  expect(check(good)).toEqual({
    ok: true,
    value: {
      ...good,
      signEncoding: "base64",
      signIncludesSignType: true,
      signNestedAs: "json",
      signTypeEverywhere: false,
      bodyAs: "json",
      sendsGoods: true,
      noticeReply: "success",
    },
  });
});

describe.each<[string, Record<string, unknown>, string, string]>([
  ["no address", { baseUrl: undefined }, "config_field_missing", "baseUrl"],
  ["an address that is none", { baseUrl: "api.huishouyin.cn" }, "config_field_bad", "baseUrl"],
  ["an address with the call in it", { baseUrl: "https://api.huishouyin.cn/pay" }, "config_field_bad", "baseUrl"],
  ["plain http to the internet", { baseUrl: "http://api.huishouyin.cn" }, "config_insecure_url", "baseUrl"],
  ["no app", { appId: " " }, "config_field_missing", "appId"],
  ["an app of 33 characters", { appId: "x".repeat(33) }, "config_field_bad", "appId"],
  ["no secret", { appSecret: "" }, "config_field_missing", "appSecret"],
  ["an encoding nobody names", { signEncoding: "base32" }, "config_field_bad", "signEncoding"],
  ["a switch in words", { signIncludesSignType: "yes" }, "config_field_bad", "signIncludesSignType"],
  ["a nested form nobody names", { signNestedAs: "xml" }, "config_field_bad", "signNestedAs"],
  ["a store number that is too long", { storeId: "x".repeat(65) }, "config_field_bad", "storeId"],
  ["an empty cashier number", { cashierId: " " }, "config_field_missing", "cashierId"],
  ["a body nobody names", { bodyAs: "xml" }, "config_field_bad", "bodyAs"],
  ["a field nobody knows", { sandbox: true }, "config_field_unknown", "sandbox"],
  ["RSA, for which no rule is published", { signType: "RSA" }, "config_field_unknown", "signType"],
  ["a timing nobody knows", { timing: { pollMs: 1 } }, "config_field_unknown", "timing.pollMs"],
])("%s", (_name, change, code, detail) => {
  test("is refused by the field's name, and nothing typed in is repeated", () => {
    const result = check({ ...good, ...change });
    expect(result).toMatchObject({ ok: false, failure: { code, detail } });
    expect(JSON.stringify(result)).not.toContain(SECRET);
  });
});

test("the secret is named as one", () => {
  expect(huishouyin.secrets).toEqual(["appSecret"]);
});

test("times hold as given, for pay codes and QR codes alike", () => {
  const config = check({ ...good, timing: { pollEveryMs: 7, pollForMs: 9 } });
  if (!config.ok) throw new Error("refused");
  const never: Http = () => Promise.reject(new Error("nothing is to be sent"));
  const { profile } = huishouyin.open(config.value, partsWith(never));
  expect(profile.payCode).toMatchObject({ firstQueryMs: 5000, pollEveryMs: 7, slowPollEveryMs: 7, pollForMs: 9 });
  expect(profile.qr).toMatchObject({ firstQueryMs: 2000, pollEveryMs: 7, pollForMs: 9 });
  expect(profile.refund.sameNumberAfterRefusal).toBe(false);
});

describe("what leaves the till", () => {
  async function sentBy(extra: Record<string, unknown>) {
    const sent: HttpRequest[] = [];
    const http: Http = (request) => {
      sent.push(request);
      return Promise.resolve(says(1002));
    };
    const config = check({ ...good, ...extra });
    if (!config.ok) throw new Error("refused");
    const { charge, cancel } = verbsOf(huishouyin.open(config.value, partsWith(http)));
    const input = chargeInput();
    await charge(input);
    await cancel(refOf(input));
    return { sent, input };
  }

  test("is one JSON object, amounts as text with two decimals, no sign_type where the tables list none", async () => {
    const { sent, input } = await sentBy({});
    const bodies = sent.map((request) => JSON.parse(request.body ?? "") as Record<string, unknown>);
    expect(sent[0]?.headers).toEqual({ "Content-Type": "application/json; charset=utf-8" });
    expect(sent[0]).toMatchObject({ method: "POST", url: "https://api.huishouyin.cn/pay/qrcode", fresh: true });
    expect(bodies[0]).toEqual({
      app_id: APP,
      sign_type: "MD5",
      order_id: input.tradeNo,
      pay_code: input.code.reveal(),
      total_amount: "12.50",
      sign: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
    });
    expect(Object.keys(bodies[1] ?? {}).toSorted()).toEqual(["app_id", "order_id", "sign"]);
  });

  test("[hazard] is never an amount of nothing, whoever asks the wire", async () => {
    const config = check(good);
    if (!config.ok) throw new Error("refused");
    const never: Http = () => Promise.reject(new Error("nothing is to be sent"));
    const wire = openWire(config.value, { http: never });
    for (const value of ["0", "0.00", 0, 5, "5", "", undefined, null]) {
      expect(() => wire.ask("refund", { order_id: "1", refund_amount: value }, 1)).toThrow(RangeError);
      expect(() => wire.ask("qrcode", { order_id: "1", total_amount: value }, 1)).toThrow(RangeError);
    }
  });

  test("follows every switch", async () => {
    const { sent, input } = await sentBy({ signEncoding: "hex", signTypeEverywhere: true, bodyAs: "form" });
    expect(sent[0]?.headers).toEqual({ "Content-Type": "application/x-www-form-urlencoded; charset=utf-8" });
    const charge = new URLSearchParams(sent[0]?.body);
    expect(charge.get("total_amount")).toBe("12.50");
    expect(charge.get("sign")).toMatch(/^[0-9A-F]{32}$/);
    const cancel = new URLSearchParams(sent[1]?.body);
    expect([cancel.get("sign_type"), cancel.get("order_id")]).toEqual(["MD5", input.tradeNo]);
  });
});
