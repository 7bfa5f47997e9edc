// Pooul's envelope: the vendor's published vectors, and everything that must be refused.
import { createPrivateKey, createPublicKey, createVerify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { looksLikeJws, signJws, verifyJws } from "../../main/channel/pooul/sign.ts";
import vectors from "./pooul-known-answers.json" with { type: "json" };
import { keys, pooulKey, signed } from "./pooul-support.ts";

const merchant = createPublicKey(vectors.merchant_public_key_pem);
const vendor = createPublicKey(vectors.pooul_public_key_pem);

/** The token with one character of one part changed. */
function tampered(token: string, part: 0 | 1 | 2): string {
  const parts = token.split(".");
  const text = parts[part] ?? "";
  parts[part] = `${text.slice(0, 10)}${text[10] === "A" ? "B" : "A"}${text.slice(11)}`;
  return parts.join(".");
}

describe("the vendor's published vectors", () => {
  test("the published request verifies with the merchant's key and holds the published fields", () => {
    const payload = verifyJws(vectors.request_jwt, merchant);
    expect(payload).toMatchObject({ pay_type: "wechat.scan", mch_trade_id: "alextest.scan.153", total_fee: 227 });
    expect(Object.keys(payload ?? {})).toEqual([
      "pay_type",
      "mch_trade_id",
      "total_fee",
      "spbill_create_ip",
      "notify_url",
      "body",
      "device_info",
      "op_user_id",
      "openid",
      "attach",
    ]);
  });

  test("the published answer verifies with Pooul's 1024-bit key, header order typ before alg", () => {
    expect(vendor.asymmetricKeyDetails?.modulusLength).toBe(1024);
    expect(verifyJws(vectors.response_jwt, vendor)).toMatchObject({
      code: 0,
      data: { mch_trade_id: "alextest.scan.153", merchant_id: "5399355381712172" },
    });
  });

  test.each([0, 1, 2] as const)("a published token with a character of part %i changed does not verify", (part) => {
    expect(verifyJws(tampered(vectors.request_jwt, part), merchant)).toBeNull();
    expect(verifyJws(tampered(vectors.response_jwt, part), vendor)).toBeNull();
  });

  test("a token does not verify with the other side's key", () => {
    expect(verifyJws(vectors.request_jwt, vendor)).toBeNull();
    expect(verifyJws(vectors.response_jwt, merchant)).toBeNull();
  });

  test("our header and payload come out byte for byte as in the published request", () => {
    const payload = verifyJws(vectors.request_jwt, merchant) ?? {};
    const ours = signJws(payload, createPrivateKey(keys.merchantPrivatePem));
    expect(ours.split(".").slice(0, 2)).toEqual(vectors.request_jwt.split(".").slice(0, 2));
  });
});

describe("signing", () => {
  test("a request verifies with node:crypto alone and has exactly the documented header", () => {
    const token = signJws(
      { mch_trade_id: "a.1", body: "测试 ✓", total_fee: 1 },
      createPrivateKey(keys.merchantPrivatePem),
    );
    const [head = "", payload = "", signature = ""] = token.split(".");
    expect(Buffer.from(head, "base64url").toString()).toBe('{"alg":"RS256","typ":"JWT"}');
    expect(Buffer.from(payload, "base64url").toString()).toBe('{"mch_trade_id":"a.1","body":"测试 ✓","total_fee":1}');
    const verifier = createVerify("RSA-SHA256").update(`${head}.${payload}`).end();
    expect(verifier.verify(keys.merchantPublicPem, signature, "base64url")).toBe(true);
  });
});

describe("what is refused", () => {
  const good = signed({ code: 0 });
  const [head = "", payload = "", signature = ""] = good.split(".");
  const b64 = (text: string) => Buffer.from(text).toString("base64url");

  test("the good token verifies, so that the rows below are refused for their own reason", () => {
    expect(verifyJws(good, pooulKey)).toEqual({ code: 0 });
  });

  test.each([
    ["two parts", `${head}.${payload}`],
    ["four parts", `${good}.${signature}`],
    ["an empty signature", `${head}.${payload}.`],
    ["padding", `${head}.${payload}.${signature}=`],
    ["plain base64's alphabet", `${head}.${payload}.+/${signature.slice(2)}`],
    ["a line break inside", `${head}.\n${payload}.${signature}`],
    ["an empty text", ""],
    ["plain JSON", '{"code":0}'],
  ])("%s is refused", (_name, token) => {
    expect(verifyJws(token, pooulKey)).toBeNull();
  });

  test.each([
    ["none", '{"alg":"none","typ":"JWT"}'],
    ["HS256", '{"alg":"HS256","typ":"JWT"}'],
    ["RS512", '{"alg":"RS512","typ":"JWT"}'],
    ["lower case", '{"alg":"rs256"}'],
    ["no alg", '{"typ":"JWT"}'],
    ["crit", '{"alg":"RS256","crit":["exp"]}'],
    ["b64", '{"alg":"RS256","b64":false}'],
    ["a list", "[]"],
    ["no JSON", "RS256"],
  ])("a header with %s is refused even when the signature holds", (_name, header) => {
    expect(verifyJws(signed({ code: 0 }, keys.pooulPrivatePem, header), pooulKey)).toBeNull();
  });

  test("alg none without a signature is refused", () => {
    expect(verifyJws(`${b64('{"alg":"none"}')}.${payload}.`, pooulKey)).toBeNull();
  });

  test.each([
    ["a list", [1]],
    ["a number", 7],
    ["null", null],
    ["a text", "code"],
  ])("a payload that is %s is refused", (_name, value) => {
    expect(verifyJws(signed(value), pooulKey)).toBeNull();
  });

  test("another Pooul key's signature is refused", () => {
    expect(verifyJws(signed({ code: 0 }, keys.strangerPrivatePem), pooulKey)).toBeNull();
  });

  test("a private key is never used to verify", () => {
    expect(verifyJws(good, createPrivateKey(keys.pooulPrivatePem))).toBeNull();
  });
});

test("a text looks signed when it has three parts, whatever they hold", () => {
  expect(looksLikeJws("a.b.c")).toBe(true);
  expect(looksLikeJws("a.b.")).toBe(true);
  expect(looksLikeJws('{"code":1}')).toBe(false);
  expect(looksLikeJws("<html>a.b.c</html>")).toBe(false);
});
