// What may be set for Leshua, and the timing that follows.
import { describe, expect, test } from "vitest";
import { checkConfig } from "../../main/channel/config.ts";
import { leshua } from "../../main/channel/leshua/index.ts";
import { partsWith } from "./leshua-support.ts";

const good = {
  url: "https://paygate.leshuazf.com/cgi-bin/lepos_pay_gateway.cgi",
  merchantId: "0000000001",
  key: "0123456789ABCDEF0123456789ABCDEF",
  notifyKey: "FEDCBA9876543210FEDCBA9876543210",
};
const check = (change: Record<string, unknown>) => checkConfig(leshua, { ...good, ...change });
const refusal = (change: Record<string, unknown>) => {
  const result = check(change);
  return result.ok ? "ok" : `${result.failure.code} ${result.failure.detail ?? ""}`.trim();
};
const channelOf = (change: Record<string, unknown>) => {
  const result = check(change);
  if (!result.ok) throw new Error(result.failure.code);
  return leshua.open(
    result.value,
    partsWith(() => Promise.reject(new Error("no network here"))),
  );
};

test("the four fields are enough; what the vendor left open has its assumed value", () => {
  expect(check({})).toEqual({
    ok: true,
    value: { ...good, jumpUrl: "https://paygate.leshuazf.com/", encodeUrls: false },
  });
});

test.each(["url", "merchantId", "key", "notifyKey"])("%s must be there", (name) => {
  expect(refusal({ [name]: undefined })).toBe(`config_field_missing ${name}`);
  expect(refusal({ [name]: " " })).toBe(`config_field_missing ${name}`);
  expect(refusal({ [name]: 7 })).toBe(`config_field_bad ${name}`);
});

test.each<[Record<string, unknown>, string]>([
  [{ baseUrl: "x" }, "config_field_unknown baseUrl"],
  [{ timing: { every: 1 } }, "config_field_unknown timing.every"],
  [{ url: "http://paygate.leshuazf.com/x" }, "config_insecure_url url"],
  [{ url: `${good.url}?service=x` }, "config_field_bad url"],
  [{ url: "paygate.leshuazf.com" }, "config_field_bad url"],
  [{ merchantId: "00000000011" }, "config_field_bad merchantId"],
  [{ merchantId: "1_2" }, "config_field_bad merchantId"],
  [{ key: "a b" }, "config_field_bad key"],
  [{ key: "密钥" }, "config_field_bad key"],
  [{ notifyKey: "x".repeat(129) }, "config_field_bad notifyKey"],
  [{ notifyUrl: "ftp://x" }, "config_field_bad notifyUrl"],
  [{ jumpUrl: "x" }, "config_field_bad jumpUrl"],
  [{ encodeUrls: "yes" }, "config_field_bad encodeUrls"],
  [{ orderExpirationSeconds: 59 }, "config_field_bad orderExpirationSeconds"],
  [{ orderExpirationSeconds: 60.5 }, "config_field_bad orderExpirationSeconds"],
  [{ orderExpirationSeconds: "60" }, "config_field_bad orderExpirationSeconds"],
])("%j is refused", (change, said) => {
  expect(refusal(change)).toBe(said);
});

test("no refusal quotes what was typed in", () => {
  const secret = "a secret with blanks";
  expect(JSON.stringify(check({ key: secret }))).not.toContain(secret);
});

test("every setting is taken", () => {
  const all = { notifyUrl: "http://shop.example/n", jumpUrl: "https://shop.example/done", encodeUrls: true };
  expect(check({ ...all, orderExpirationSeconds: 120, timing: { pollEveryMs: 1 } })).toEqual({
    ok: true,
    value: { ...good, ...all, orderExpirationSeconds: 120, timing: { pollEveryMs: 1 } },
  });
});

describe("the channel", () => {
  test("both keys are secrets, and it lacks a reverse", () => {
    expect(leshua.secrets).toEqual(["key", "notifyKey"]);
    const channel = channelOf({});
    expect(channel.cancel).toBeNull();
    expect(channel.can).toEqual({
      payCode: ["wechat", "alipay", "unionpay"],
      qr: ["wechat", "alipay", "unionpay"],
      query: true,
      cancel: false,
      close: true,
      refund: "partial",
      refundQuery: true,
    });
  });

  test("the timing is the table's: 30 s, 5 s, 5 s, 45 s; a pay-code order is closed after 5 min, a QR at any time", () => {
    const { payCode, qr, refund } = channelOf({}).profile;
    expect(payCode).toMatchObject({
      requestTimeoutMs: 30_000,
      firstQueryMs: 5000,
      pollEveryMs: 5000,
      pollForMs: 45_000,
    });
    expect(payCode).toMatchObject({ slowPollEveryMs: 5000, closeNotBeforeMs: 300_000 });
    expect(qr).toMatchObject({ firstQueryMs: 2000, pollEveryMs: 2000, slowAfterMs: 30_000, slowPollEveryMs: 5000 });
    expect(qr).toMatchObject({ pollForMs: 120_000, closeNotBeforeMs: 0 });
    expect(payCode.watchMs).toEqual([60_000, 300_000, 1_800_000, 7_200_000, 86_400_000]);
    expect(refund).toEqual({
      times: null,
      days: null,
      spacingMs: null,
      cancelWithinMs: null,
      sameNumberAfterRefusal: false,
      keysOnNumber: true,
      arrives: "working_days",
    });
  });

  test("overrides hold as given", () => {
    const { payCode, qr } = channelOf({ timing: { closeNotBeforeMs: 1, pollEveryMs: 3, watchMs: [] } }).profile;
    for (const timing of [payCode, qr])
      expect(timing).toMatchObject({ closeNotBeforeMs: 1, pollEveryMs: 3, slowPollEveryMs: 3, watchMs: [] });
  });
});
