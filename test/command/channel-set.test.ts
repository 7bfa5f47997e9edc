// `channel set`: a config that cannot be right is refused before anything is written, and no key ever comes back out.
import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type PooulPeer, startPooulPeer } from "../peers/pooul.ts";
import { cli, inside, keepPem, newFolder, payCode, spilled, spilledIn } from "./cli.ts";

let peer: PooulPeer;
beforeAll(async () => {
  peer = await startPooulPeer();
  keepPem(peer.keys.merchantPrivatePem);
});
afterAll(() => peer.close());

const SET = ["channel", "set", "pooul"] as const;
const config = (extra: Record<string, unknown> = {}) => JSON.stringify(peer.config(extra));

const pkcs1 = () =>
  generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "pem", type: "pkcs8" }).toString();

const WRONG: readonly (readonly [what: string, stdin: () => string, code: string, field: string])[] = [
  ["nothing", () => "", "config_not_json", ""],
  ["no JSON", () => "baseUrl=x", "config_not_json", ""],
  ["a list", () => "[]", "config_not_json", ""],
  ["null", () => "null", "config_not_json", ""],
  ["a missing key", () => config({ privateKeyPem: undefined }), "config_field_missing", "privateKeyPem"],
  ["an empty object", () => "{}", "config_field_missing", "baseUrl"],
  ["an unknown field", () => config({ colour: "red" }), "config_field_unknown", "colour"],
  ["a prototype's field", () => config().replace("{", '{"__proto__":{"a":1},'), "config_field_unknown", "__proto__"],
  [
    "a broken key",
    () => config({ privateKeyPem: peer.keys.merchantPrivatePem.slice(0, 300) }),
    "config_bad_pem",
    "privateKeyPem",
  ],
  [
    "a public key where the private one belongs",
    () => config({ privateKeyPem: peer.keys.merchantPublicPem }),
    "config_bad_pem",
    "privateKeyPem",
  ],
  [
    "a private key where the public one belongs",
    () => config({ pooulPublicKeyPem: peer.keys.merchantPrivatePem }),
    "config_bad_pem",
    "pooulPublicKeyPem",
  ],
  ["a key of another kind", () => config({ privateKeyPem: pkcs1() }), "config_bad_pem", "privateKeyPem"],
  [
    "a plain http address that is not local",
    () => config({ baseUrl: "http://api.pooul.com" }),
    "config_insecure_url",
    "baseUrl",
  ],
  [
    "an address that only looks local",
    () => config({ baseUrl: "http://127.0.0.1.evil.example" }),
    "config_insecure_url",
    "baseUrl",
  ],
  ["a file for an address", () => config({ baseUrl: "file:///etc/passwd" }), "config_field_bad", "baseUrl"],
  [
    "a password in the address",
    () => config({ baseUrl: "https://me:secret@api.pooul.com" }),
    "config_field_bad",
    "baseUrl",
  ],
  ["a merchant of letters", () => config({ merchantId: "5399355381712x72" }), "config_field_bad", "merchantId"],
  [
    "a merchant that is a number",
    () => config({ merchantId: 5_399_355_381_712_172 }),
    "config_field_bad",
    "merchantId",
  ],
  [
    "a timing that is not known",
    () => config({ timing: { pollEvery: 5 } }),
    "config_field_unknown",
    "timing.pollEvery",
  ],
  ["a timing below nothing", () => config({ timing: { pollForMs: -1 } }), "config_field_bad", "timing.pollForMs"],
];

it.each(WRONG)("%s is refused with the field's name, and nothing is written", async (_what, stdin, code, field) => {
  const folder = newFolder();
  const ran = await inside(folder, SET, stdin());
  expect(ran).toMatchObject({ code: 2, json: { error: { code } } });
  const { message } = ran.json["error"] as { message: string };
  expect(message).toContain(field);
  expect(spilled(ran.out)).toEqual([]);
  expect(existsSync(folder)).toBe(false);
});

it("as a process: refused with nothing written, nothing echoed, however long the input is", async () => {
  const folder = newFolder();
  const broken = config({ privateKeyPem: peer.keys.merchantPrivatePem.replace("-----BEGIN", "BEGIN") });
  expect(await cli({ folder, stdin: broken }, ...SET)).toMatchObject({
    code: 2,
    json: { error: { code: "config_bad_pem" } },
  });
  const huge = `{"baseUrl":"${"x".repeat(3 * 1024 * 1024)}`;
  const ran = await cli({ folder, stdin: huge }, ...SET);
  expect(ran).toMatchObject({
    code: 2,
    json: { error: { code: "bad_usage", message: expect.stringContaining("longer") } },
  });
  expect(ran.out.length).toBeLessThan(500);
  expect(existsSync(folder)).toBe(false);
});

it("a good config is kept, answered with its id alone, and its key stands nowhere in the folder", async () => {
  const folder = newFolder();
  const ran = await cli({ folder, stdin: `\uFEFF${config()}\n` }, ...SET);
  expect([ran.code, ran.json]).toEqual([0, { id: "pooul", ok: true }]);
  expect(ran.err).toBe("");
  const list = await cli(folder, "channel", "list");
  expect(list.json["channels"]).toEqual(
    expect.arrayContaining([expect.objectContaining({ id: "pooul", configured: true })]),
  );
  expect(list.out).not.toContain("5399355381712172");
  expect(spilledIn(folder)).toEqual([]);
});

it("a config that is refused leaves the one before it in use", async () => {
  const folder = newFolder();
  await inside(folder, SET, config());
  const files = () => ["secrets.json", "secret.key"].map((name) => readFileSync(join(folder, name), "latin1"));
  const before = files();
  expect(await inside(folder, SET, config({ merchantId: "1" }))).toMatchObject({ code: 2 });
  expect(files()).toEqual(before);
  const ran = await inside(folder, ["pay", "--channel=pooul", "--amount=1", `--code=${payCode()}`]);
  expect(ran).toMatchObject({ code: 0, json: { status: "paid" } });
});

it("a secret that cannot be read any more is said to be so, and takes nothing", async () => {
  const folder = newFolder();
  await inside(folder, SET, config());
  writeFileSync(join(folder, "secret.key"), Buffer.alloc(32));
  const ran = await inside(folder, ["pay", "--channel=pooul", "--amount=1", `--code=${payCode()}`]);
  expect(ran).toMatchObject({ code: 2, json: { error: { code: "config_secret_unreadable" } } });
  expect((await inside(folder, ["channel", "list"])).json["channels"]).toEqual(
    expect.arrayContaining([expect.objectContaining({ id: "pooul", configured: false })]),
  );
  expect(await inside(folder, SET, config())).toMatchObject({ code: 0 });
  expect(await inside(folder, ["pay", "--channel=pooul", "--amount=1", `--code=${payCode()}`])).toMatchObject({
    code: 0,
  });
});

it("a secret store that cannot be written is a sentence, not a bug, and the old config stays", async () => {
  const folder = newFolder();
  mkdirSync(join(folder, "secrets.json"), { recursive: true });
  const ran = await inside(folder, SET, config());
  expect(ran).toMatchObject({ code: 2, json: { error: { code: "store_cannot_write" } } });
  expect((await inside(folder, ["channel", "list"])).json["channels"]).toEqual(
    expect.arrayContaining([expect.objectContaining({ id: "pooul", configured: false })]),
  );
});
