// Setting a channel up through the window's calls: what is kept, what is refused and by which code, and that a secret
// never comes back.
import { describe, expect, test } from "vitest";
import type { RealChannelId } from "../../preload/contract/channels.ts";
import { startGatheringPeer } from "../peers/gathering.ts";
import { startHuishouyinPeer } from "../peers/huishouyin.ts";
import { startLeshuaPeer } from "../peers/leshua.ts";
import { startPayserverPeer } from "../peers/payserver.ts";
import { startPooulPeer } from "../peers/pooul.ts";
import { type Desk, isOnDisk, kept, openDesk } from "./desk.ts";

type Peer = {
  readonly breaches: string[];
  config(extra?: Record<string, unknown>): Record<string, unknown>;
  close(): Promise<void>;
};
export const START: Readonly<Record<RealChannelId, () => Promise<Peer>>> = {
  pooul: startPooulPeer,
  leshua: startLeshuaPeer,
  huishouyin: startHuishouyinPeer,
  gathering: startGatheringPeer,
  payserver: startPayserverPeer,
};
const EVERY = Object.keys(START) as RealChannelId[];

describe.each(EVERY)("%s", (id) => {
  test("its form has every field of its config, and no secret comes back", async () => {
    const peer = kept(await START[id]());
    const desk = await openDesk();
    const config = peer.config();
    expect(await desk.save(id, config)).toMatchObject({ ok: true });
    const { fields, configured, isStored, inUse } = await desk.setup(id);
    expect({ configured, isStored, inUse }).toEqual({ configured: true, isStored: true, inUse: true });
    const told = JSON.stringify(await desk.done("channels.list", {}));
    for (const field of fields.filter((one) => one.isSecret)) {
      const secret = String(config[field.name]);
      expect(field).toMatchObject({ value: null, isStored: true });
      expect(told).not.toContain(secret.slice(0, 40));
      expect(isOnDisk(desk.folder, secret.slice(0, 40))).toBe(false);
    }
  });

  test("its secrets stay when they are left out, and the channel still opens", async () => {
    const peer = kept(await START[id]());
    const desk = await openDesk();
    expect(await desk.save(id, peer.config())).toMatchObject({ ok: true });
    const { fields } = await desk.setup(id);
    const open = Object.entries(peer.config()).filter(([name]) => !fields.some((f) => f.name === name && f.isSecret));
    expect(await desk.save(id, Object.fromEntries(open))).toMatchObject({ ok: true });
    expect((await desk.done("channels.check", { id })).passed).toBe(true);
  });

  test("a missing field is refused by its name, and nothing is kept", async () => {
    const peer = kept(await START[id]());
    const desk = await openDesk();
    const { fields } = await desk.setup(id);
    for (const { name } of fields.filter((field) => field.isRequired)) {
      const rest = Object.fromEntries(Object.entries(peer.config()).filter(([own]) => own !== name));
      expect(await desk.save(id, rest)).toMatchObject({ failure: { code: "config_field_missing", detail: name } });
    }
    expect(await desk.setup(id)).toMatchObject({ isStored: false, configured: false, problem: null });
  });
});

describe("what is wrong is named", () => {
  const cases: readonly [string, Record<string, unknown>, string][] = [
    ["baseUrl", { baseUrl: "http://api.pooul.com" }, "config_insecure_url"],
    ["baseUrl", { baseUrl: "api.pooul.com" }, "config_field_bad"],
    ["merchantId", { merchantId: "123" }, "config_field_bad"],
    ["merchantId", { merchantId: "  " }, "config_field_missing"],
    [
      "privateKeyPem",
      { privateKeyPem: "-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----" },
      "config_bad_pem",
    ],
    ["notifyUrl", { notifyUrl: "ftp://shop" }, "config_field_bad"],
    ["colour", { colour: "blue" }, "config_field_unknown"],
    ["timing", { timing: true }, "config_field_unknown"],
  ];
  test.each(cases)("%s in %j is %s", async (detail, extra, code) => {
    const peer = kept(await startPooulPeer());
    const desk = await openDesk();
    const answer = await desk.save("pooul", peer.config(extra));
    expect(answer).toMatchObject({ ok: false, failure: { code, detail } });
    expect(JSON.stringify(answer)).not.toContain("BEGIN");
  });

  test("a public key in the private key's place is not taken", async () => {
    const peer = kept(await startPooulPeer());
    const desk = await openDesk();
    const answer = await desk.save("pooul", peer.config({ privateKeyPem: peer.keys.pooulPublicPem }));
    expect(answer).toMatchObject({ failure: { code: "config_bad_pem", detail: "privateKeyPem" } });
  });

  test("the training channel cannot be set up, checked or asked", async () => {
    const desk = await openDesk();
    const id = "training" as RealChannelId;
    for (const answer of [
      await desk.save(id, {}),
      await desk.call("channels.check", { id }),
      await desk.call("channels.use", { id }),
      await desk.call("channels.call", { id, name: "query", json: "{}", knowsMoney: true }),
    ])
      expect(answer).toMatchObject({ ok: false, failure: { code: "bad_input" } });
  });
});

async function twoChannels(): Promise<Desk> {
  const desk = await openDesk();
  await desk.save("leshua", kept(await startLeshuaPeer()).config());
  await desk.save("pooul", kept(await startPooulPeer()).config());
  return desk;
}

describe("while a payment is open", () => {
  test("address and merchant stay, or the question about it would be about nothing; keys may change", async () => {
    const peer = kept(await startLeshuaPeer());
    const desk = await openDesk();
    await desk.save("leshua", peer.config());
    await desk.done("till.mode", { mode: "real" });
    await desk.done("collect.qr", { amountFen: 1, wallet: "alipay" });
    const elsewhere = await desk.save("leshua", peer.config({ url: "http://127.0.0.1:9/gateway" }));
    expect(elsewhere).toMatchObject({ failure: { code: "channel_has_open", detail: "leshua" } });
    const other = await desk.save("leshua", peer.config({ merchantId: "0000000002" }));
    expect(other).toMatchObject({ failure: { code: "channel_has_open" } });
    expect(await desk.save("leshua", peer.config({ notifyKey: "changed" }))).toMatchObject({ ok: true });
  });
});

describe("after saving", () => {
  test("leaving training becomes possible, and the window hears of it", async () => {
    const desk = await openDesk();
    expect(await desk.done("till.state", {})).toMatchObject({ mode: "training", realReady: false });
    await desk.save("leshua", kept(await startLeshuaPeer()).config());
    expect(await desk.done("till.state", {})).toMatchObject({ mode: "training", realReady: true });
    expect(await desk.done("till.mode", { mode: "real" })).toMatchObject({ mode: "real", channel: { id: "leshua" } });
  });

  test("new sales go through the channel that was chosen, also after a restart", async () => {
    const desk = await twoChannels();
    await desk.done("till.mode", { mode: "real" });
    expect(await desk.done("till.state", {})).toMatchObject({ channel: { id: "pooul" } });
    await desk.done("channels.use", { id: "leshua" });
    expect(await desk.done("till.state", {})).toMatchObject({ channel: { id: "leshua" } });
    expect((await desk.setup("pooul")).inUse).toBe(false);
    await desk.close();
    const again = await openDesk(desk.folder);
    expect(await again.done("till.state", {})).toMatchObject({ mode: "real", channel: { id: "leshua" } });
  });

  test("a channel that is not set up cannot be chosen", async () => {
    const desk = await twoChannels();
    const answer = await desk.call("channels.use", { id: "gathering" });
    expect(answer).toMatchObject({ failure: { code: "channel_not_configured" } });
  });

  test("another config forgets what the self-check of the earlier one found", async () => {
    const peer = kept(await startLeshuaPeer());
    const desk = await openDesk();
    await desk.save("leshua", peer.config());
    await desk.check("leshua");
    expect((await desk.setup("leshua")).check).toMatchObject({ passed: true });
    await desk.save("leshua", peer.config({ encodeUrls: true }));
    expect((await desk.setup("leshua")).check).toBeNull();
  });
});
