// What a merchant may type in as a channel config, and what is said about everything else.
import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { checkConfig, isLocalHost, privateRsaKey, publicRsaKey } from "../../main/channel/config.ts";
import { type PooulConfig, pooul } from "../../main/channel/pooul/index.ts";
import { withTiming } from "../../main/channel/channel.ts";
import { POOUL_PROFILE } from "../../main/channel/pooul/settings.ts";
import vectors from "./pooul-known-answers.json" with { type: "json" };
import { keys, partsWith } from "./pooul-support.ts";

const good = {
  baseUrl: "https://api.pooul.com",
  merchantId: "5399355381712172",
  privateKeyPem: keys.merchantPrivatePem,
  pooulPublicKeyPem: keys.pooulPublicPem,
};
const check = (change: Record<string, unknown>) => checkConfig(pooul, { ...good, ...change });
const refusal = (change: Record<string, unknown>) => {
  const result = check(change);
  return result.ok ? "ok" : `${result.failure.code} ${result.failure.detail ?? ""}`.trim();
};
const valueOf = (change: Record<string, unknown>): PooulConfig => {
  const result = check(change);
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
};

describe("fields", () => {
  test("the four required fields are enough", () => {
    expect(valueOf({})).toEqual({
      ...good,
      privateKeyPem: good.privateKeyPem.trim(),
      pooulPublicKeyPem: good.pooulPublicKeyPem.trim(),
      spbillCreateIp: "127.0.0.1",
      orderMissingCodes: "301",
    });
  });

  test.each(["baseUrl", "merchantId", "privateKeyPem", "pooulPublicKeyPem"])("%s must be there", (name) => {
    expect(refusal({ [name]: undefined })).toBe(`config_field_missing ${name}`);
    expect(refusal({ [name]: "  " })).toBe(`config_field_missing ${name}`);
    expect(refusal({ [name]: 7 })).toBe(`config_field_bad ${name}`);
    expect(refusal({ [name]: null })).toBe(`config_field_bad ${name}`);
  });

  test("an unknown field is refused by its name", () => {
    expect(refusal({ notifyURL: "x" })).toBe("config_field_unknown notifyURL");
    expect(refusal({ timing: { pollEvery: 1 } })).toBe("config_field_unknown timing.pollEvery");
  });

  test.each([["539935538171217"], ["53993553817121720"], ["539935538171217x"], ["５３９９３５５３８１７１２１７２"]])(
    "a merchant id of %s is refused",
    (merchantId) => {
      expect(refusal({ merchantId })).toBe("config_field_bad merchantId");
    },
  );

  test.each([[null], ["text"], [[]], [7], [undefined]])("a config that is %j is refused", (value) => {
    expect(checkConfig(pooul, value)).toMatchObject({ ok: false });
  });

  test("a refusal never quotes what was typed in", () => {
    const secret = "MIIEvSECRETSECRET";
    expect(JSON.stringify(check({ privateKeyPem: secret }))).not.toContain("SECRET");
    expect(JSON.stringify(check({ baseUrl: `http://${secret}` }))).not.toContain("SECRET");
  });

  test("who can act is the manager", () => {
    expect(check({ merchantId: "1" })).toMatchObject({ failure: { who: "manager", retry: "now" } });
  });

  test("other addresses: notifyUrl takes no query, spbillCreateIp is an address", () => {
    expect(valueOf({ notifyUrl: "http://pay.pooul.com/notify" }).notifyUrl).toBe("http://pay.pooul.com/notify");
    expect(refusal({ notifyUrl: "https://pay.pooul.com/notify?a=1" })).toBe("config_field_bad notifyUrl");
    expect(valueOf({ spbillCreateIp: "192.168.1.5" }).spbillCreateIp).toBe("192.168.1.5");
    expect(valueOf({ orderMissingCodes: "301,404" }).orderMissingCodes).toBe("301,404");
    for (const orderMissingCodes of ["0", "301,", "a", "-1"])
      expect(refusal({ orderMissingCodes })).toBe("config_field_bad orderMissingCodes");
    expect(refusal({ spbillCreateIp: "localhost" })).toBe("config_field_bad spbillCreateIp");
  });
});

describe("base addresses", () => {
  test.each([
    ["https://api.pooul.com", "https://api.pooul.com"],
    ["https://api.pooul.com/", "https://api.pooul.com"],
    ["https://gw.example.cn:8443/pooul//", "https://gw.example.cn:8443/pooul"],
    [" https://api.pooul.com ", "https://api.pooul.com"],
    ["HTTPS://API.pooul.com", "https://api.pooul.com"],
    ["http://127.0.0.1:3000", "http://127.0.0.1:3000"],
    ["http://localhost:3000/", "http://localhost:3000"],
    ["http://[::1]:3000", "http://[::1]:3000"],
    ["http://[fd12:3456::1]", "http://[fd12:3456::1]"],
    ["http://10.1.2.3", "http://10.1.2.3"],
    ["http://172.16.0.1", "http://172.16.0.1"],
    ["http://172.31.255.1", "http://172.31.255.1"],
    ["http://192.168.0.9:80", "http://192.168.0.9"],
  ])("%s is taken as %s", (baseUrl, taken) => {
    expect(valueOf({ baseUrl }).baseUrl).toBe(taken);
  });

  test.each([
    ["http://api.pooul.com"],
    ["http://8.8.8.8"],
    ["http://172.15.0.1"],
    ["http://172.32.0.1"],
    ["http://192.169.0.1"],
    ["http://11.0.0.1"],
    ["http://127.0.0.1.evil.example"],
    ["http://localhost.evil.example"],
    ["http://notlocalhost"],
    ["http://10.0.0.1.nip.io"],
    ["http://[2001:db8::1]"],
    ["http://[fe80::1]"],
    ["http://[::ffff:8.8.8.8]"],
    ["http://0.0.0.0"],
  ])("%s is insecure", (baseUrl) => {
    expect(refusal({ baseUrl })).toBe("config_insecure_url baseUrl");
  });

  test.each([
    ["api.pooul.com"],
    ["ftp://127.0.0.1"],
    ["file:///etc/passwd"],
    ["javascript:alert(1)"],
    ["https://"],
    ["https://user@api.pooul.com"],
    ["https://user:pw@api.pooul.com"],
    ["https://api.pooul.com?x=1"],
    ["https://api.pooul.com/?"],
    ["https://api.pooul.com/#x"],
    ["https://api.pooul.com#"],
    ["https://api.po oul.com"],
    ["https://api.pooul.com\\@evil.example"],
    ["https://api.pooul.com/v2"],
    ["https://api.pooul.com/v2/"],
    [`https://api.pooul.com/${"x".repeat(3000)}`],
  ])("%s is refused", (baseUrl) => {
    expect(refusal({ baseUrl })).toBe("config_field_bad baseUrl");
  });

  test("odd spellings of a local address are what they are", () => {
    expect(isLocalHost(new URL("http://127.1").hostname)).toBe(true);
    expect(isLocalHost(new URL("http://0x7f000001").hostname)).toBe(true);
    expect(isLocalHost(new URL("http://134744072").hostname)).toBe(false);
  });
});

describe("keys", () => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const armourless = (pem: string) => pem.replace(/-----[^-]+-----/g, "").replace(/\s/g, "");
  const privates = {
    pkcs8: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    pkcs1: privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
  };
  const publics = {
    spki: publicKey.export({ type: "spki", format: "pem" }).toString(),
    pkcs1: publicKey.export({ type: "pkcs1", format: "pem" }).toString(),
  };
  const dressed = (pem: string): [string, string][] => [
    ["as it is", pem],
    ["with CRLF", pem.replaceAll("\n", "\r\n")],
    ["with blanks around", `\n  ${pem}  \n`],
    ["on one line without armour", armourless(pem)],
  ];

  test.each([...dressed(privates.pkcs8), ...dressed(privates.pkcs1)])("a private key is taken %s", (_name, pem) => {
    expect(refusal({ privateKeyPem: pem })).toBe("ok");
    expect(privateRsaKey(pem).export({ type: "pkcs8", format: "pem" })).toBe(privates.pkcs8);
    expect(refusal({ pooulPublicKeyPem: pem })).toBe("config_bad_pem pooulPublicKeyPem");
    expect(() => publicRsaKey(pem)).toThrow(TypeError);
  });

  test.each([...dressed(publics.spki), ...dressed(publics.pkcs1)])("a public key is taken %s", (_name, pem) => {
    expect(refusal({ pooulPublicKeyPem: pem })).toBe("ok");
    expect(publicRsaKey(pem).export({ type: "spki", format: "pem" })).toBe(publics.spki);
    expect(refusal({ privateKeyPem: pem })).toBe("config_bad_pem privateKeyPem");
    expect(() => privateRsaKey(pem)).toThrow(TypeError);
  });

  test("Pooul's published key of 1024 bits is taken", () => {
    expect(refusal({ pooulPublicKeyPem: vectors.pooul_public_key_pem })).toBe("ok");
  });

  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const small = generateKeyPairSync("rsa", { modulusLength: 512 });
  const encrypted = privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" });
  test.each([
    ["a word", "hello"],
    ["armour around nothing", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----"],
    ["half a key", privates.pkcs8.slice(0, 400)],
    ["a key with its end cut off", privates.pkcs8.replace("-----END PRIVATE KEY-----", "")],
    ["a key with characters lost", privates.pkcs8.replace(/\n.{64}\n/, "\n")],
    ["two keys", privates.pkcs8 + privates.pkcs8],
    ["armour of two kinds", privates.pkcs8.replace("END PRIVATE", "END RSA PRIVATE")],
    ["an elliptic key", ec.privateKey.export({ type: "pkcs8", format: "pem" }).toString()],
    ["a key of 512 bits", small.privateKey.export({ type: "pkcs8", format: "pem" }).toString()],
    ["an encrypted key", encrypted.toString()],
  ])("%s is no private key", (_name, pem) => {
    expect(refusal({ privateKeyPem: pem })).toBe("config_bad_pem privateKeyPem");
  });

  test("a certificate is not a public key", () => {
    const certificate = execFileSync(
      "openssl",
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "/dev/null", "-subj", "/CN=x", "-days", "1"],
      { stdio: ["ignore", "pipe", "ignore"] },
    ).toString();
    expect(refusal({ pooulPublicKeyPem: certificate })).toBe("config_bad_pem pooulPublicKeyPem");
  });
});

describe("timing", () => {
  test("overrides hold as given, down to nothing", () => {
    const timing = {
      requestTimeoutMs: 1,
      firstQueryMs: 0,
      pollEveryMs: 1,
      pollForMs: 0,
      reverseNotBeforeMs: 0,
      closeNotBeforeMs: 0,
      watchMs: [],
    };
    const config = valueOf({ timing });
    expect(config.timing).toEqual(timing);
    const channel = pooul.open(
      config,
      partsWith(() => Promise.reject(new Error("no network"))),
    );
    expect(channel.profile.payCode).toMatchObject({ ...timing, slowPollEveryMs: 1 });
    expect(channel.profile.qr).toMatchObject(timing);
  });

  test.each([
    [{ requestTimeoutMs: 0 }, "timing.requestTimeoutMs"],
    [{ pollEveryMs: 0 }, "timing.pollEveryMs"],
    [{ pollForMs: -1 }, "timing.pollForMs"],
    [{ pollForMs: 1.5 }, "timing.pollForMs"],
    [{ pollForMs: "5" }, "timing.pollForMs"],
    [{ requestTimeoutMs: 2 ** 31 }, "timing.requestTimeoutMs"],
    [{ watchMs: [1, "2"] }, "timing.watchMs.1"],
    [{ watchMs: 60 }, "timing.watchMs"],
    [7, "timing"],
  ])("%j is refused at %s", (timing, path) => {
    expect(refusal({ timing })).toBe(`config_field_bad ${path}`);
  });

  test("the profile is the document's", () => {
    expect(withTiming(POOUL_PROFILE, undefined)).toBe(POOUL_PROFILE);
    expect(POOUL_PROFILE.payCode).toMatchObject({ firstQueryMs: 5000, pollForMs: 30_000, reverseNotBeforeMs: 15_000 });
    expect(POOUL_PROFILE.qr).toMatchObject({ pollForMs: 120_000, closeNotBeforeMs: 300_000 });
    expect(POOUL_PROFILE.refund).toMatchObject({ times: 50, days: 365 });
  });
});
