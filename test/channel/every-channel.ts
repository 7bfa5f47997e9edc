// Every real channel of the registry, opened with the smallest config that design/cli.md lists.
import { generateKeyPairSync } from "node:crypto";
import type { Channel } from "../../main/channel/channel.ts";
import type { Http } from "../../main/channel/http.ts";
import { CHANNELS } from "../../main/channel/registry.ts";
import { systemClock } from "../../main/clock.ts";
import { systemIds } from "../../main/ids.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

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

/** In the registry's order, the training channel left out. */
export const openEvery = (http: Http): readonly Channel[] =>
  CHANNELS.filter(({ id }) => id !== "training").map((kind) => {
    const prepared = kind.prepare(CONFIGS[kind.id]);
    if (!prepared.ok) throw new Error(`${kind.id}: ${prepared.failure.code}`);
    return prepared.value({ clock: systemClock, ids: systemIds, http, memory: { get: () => null, set() {} } });
  });
