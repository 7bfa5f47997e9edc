// README's table of documented calls is true: what it lists is what the channels offer, and its tests are there.
import { generateKeyPairSync } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { openHttp } from "../../main/channel/http.ts";
import { CHANNELS } from "../../main/channel/registry.ts";
import { systemClock } from "../../main/clock.ts";
import { systemIds } from "../../main/ids.ts";

const root = resolve(import.meta.dirname, "../..");
const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

/** The smallest configs, as design/cli.md lists them. */
const CONFIGS: Readonly<Record<string, Record<string, unknown>>> = {
  pooul: {
    baseUrl: "https://pooul.example",
    merchantId: "5399355381712172",
    privateKeyPem: privateKey,
    pooulPublicKeyPem: publicKey,
  },
  leshua: { url: "https://leshua.example/gate", merchantId: "1", key: "k".repeat(32), notifyKey: "n".repeat(32) },
  huishouyin: {
    baseUrl: "https://hui.example",
    appId: "a",
    appSecret: "s",
    signEncoding: "base64",
    signIncludesSignType: true,
  },
  payserver: { baseUrl: "https://pay.example/api/v1.0.0", token: "t", payee: "https://shops.example/shops/one" },
  gathering: { baseUrl: "https://yapos.example", loginName: "l", password: "p", sid: "s" },
};

/** channel -> the names and the test file of its row. */
function table(): Map<string, { names: string[]; file: string }> {
  const section = readFileSync(join(root, "README.md"), "utf8").split("## Every documented call")[1]?.split("\n## ")[0];
  const rows = new Map<string, { names: string[]; file: string }>();
  for (const line of (section ?? "").split("\n")) {
    const [, channel = "", names = "", file = ""] = line.split("|").map((cell) => cell.trim());
    const id = /^(\w+) \(\d{3}\)$/.exec(channel)?.[1];
    if (id) rows.set(id, { names: [...names.matchAll(/`(\w+)`/g)].map((match) => match[1] ?? ""), file });
  }
  return rows;
}

describe("README lists every documented call", () => {
  const rows = table();
  const parts = { clock: systemClock, ids: systemIds, http: openHttp().http, memory: { get: () => null, set() {} } };

  test("of all five seeds", () => expect([...rows.keys()].sort()).toEqual(Object.keys(CONFIGS).sort()));

  for (const kind of CHANNELS.filter(({ id }) => id !== "training")) {
    test(`${kind.id}: the names are the channel's own, and the test that proves them exists`, () => {
      const prepared = kind.prepare(CONFIGS[kind.id]);
      if (!prepared.ok) throw new Error(prepared.failure.code);
      const row = rows.get(kind.id);
      expect(row?.names).toEqual(prepared.value(parts).calls.map((call) => call.name));
      expect(existsSync(join(root, row?.file ?? ""))).toBe(true);
    });
  }
});
