// The console: any documented call, as a form made of its schema; the request as it was sent, with secrets and pay
// codes masked; never in training, and never money without a word.
import { describe, expect, test } from "vitest";
import type { RealChannelId } from "../../preload/contract/channels.ts";
import { startGatheringPeer } from "../peers/gathering.ts";
import { startHuishouyinPeer } from "../peers/huishouyin.ts";
import { startLeshuaPeer } from "../peers/leshua.ts";
import { startPayserverPeer } from "../peers/payserver.ts";
import { startPooulPeer } from "../peers/pooul.ts";
import { kept, openDesk } from "./desk.ts";

const CODE = "134567890123456789";

async function ready(id: RealChannelId, config: Record<string, unknown>) {
  const desk = await openDesk();
  expect(await desk.save(id, config)).toMatchObject({ ok: true });
  await desk.done("till.mode", { mode: "real" });
  const send = (name: string, fields: unknown, knowsMoney = true) =>
    desk.call("channels.call", { id, name, json: JSON.stringify(fields), knowsMoney });
  return { desk, send };
}

test("pooul: the signed request is shown decoded, without the pay code, and the answer verified", async () => {
  const peer = kept(await startPooulPeer());
  const { send } = await ready("pooul", peer.config());
  const fields = { pay_type: "common.micro", mch_trade_id: "T1", total_fee: 1, body: "试", auth_code: CODE };
  const answer = await send("pay", fields);
  expect(answer).toMatchObject({
    ok: true,
    value: {
      verified: true,
      status: 200,
      failure: null,
      request: { method: "POST", body: { header: { alg: "RS256" }, payload: { auth_code: "****6789" } } },
      body: { code: 0 },
    },
  });
  const told = JSON.stringify(answer);
  expect(told).not.toContain(CODE);
  expect(told).not.toContain(Buffer.from(CODE).toString("base64url").slice(0, 12));
  expect(peer.books.orders.get("T1")).toBeDefined();
});

test("leshua: the form as sent, with its sign and without the pay code", async () => {
  const peer = kept(await startLeshuaPeer());
  const { send } = await ready("leshua", peer.config());
  const answer = await send("upload_authcode", { auth_code: CODE, third_order_id: "T1", amount: "1" });
  expect(answer).toMatchObject({ ok: true, value: { request: { body: { auth_code: "****6789", amount: "1" } } } });
  const told = JSON.stringify(answer);
  expect(told).not.toContain(CODE);
  expect(told).not.toContain(peer.key);
});

test("huishouyin, gathering and payserver: no secret, no token and no pay code in what is shown", async () => {
  const hui = kept(await startHuishouyinPeer());
  const asked = await ready("huishouyin", hui.config());
  const bill = { order_id: "T1", pay_code: CODE, total_amount: "0.01" };
  const first = JSON.stringify(await asked.send("qrcode", bill));
  expect(first).toContain("****6789");

  const yapos = kept(await startGatheringPeer());
  const shop = await ready("gathering", yapos.config());
  const second = JSON.stringify(await shop.send("login", {}));
  expect(second).toContain('"verified":true');

  const laikoo = kept(await startPayserverPeer());
  const listed = await ready("payserver", laikoo.config());
  const third = JSON.stringify(await listed.send("payModes", {}));
  expect(third).toContain('"verified":true');
  for (const secret of [hui.secret, yapos.account.password, ...yapos.books.logins, CODE])
    expect(first + second + third).not.toContain(secret);
  expect(third).not.toContain(String(laikoo.config()["token"]));
});

describe("what it refuses", () => {
  const open = async () => {
    const peer = kept(await startPooulPeer());
    return { peer, ...(await ready("pooul", peer.config())) };
  };

  test.each([
    ["query", { mch_trade_id: 5 }, "call_field_bad", "mch_trade_id"],
    ["query", { mch_trade_id: "T1", extra: 1 }, "call_field_bad", "extra"],
    ["refund_query", {}, "call_field_bad", "mch_trade_id or mch_refund_id"],
    ["query", [1], "call_not_json", undefined],
    ["steal", {}, "call_unknown", undefined],
  ])("%s %j is %s", async (name, fields, code, detail) => {
    const { peer, send } = await open();
    const answer = await send(name, fields);
    expect(answer).toMatchObject({ ok: false, failure: { code, ...(detail === undefined ? {} : { detail }) } });
    expect(peer.requests).toEqual([]);
  });

  test("a call that moves money, while nobody said to know it", async () => {
    const { peer, send } = await open();
    const refund = { mch_trade_id: "T1", refund_fee: 1, refund_desc: "试" };
    expect(await send("refund", refund, false)).toMatchObject({ failure: { code: "call_moves_money" } });
    expect(peer.requests).toEqual([]);
  });

  test("anything at all in training", async () => {
    const { peer, desk, send } = await open();
    await desk.done("till.mode", { mode: "training" });
    expect(await send("query", { mch_trade_id: "T1" })).toMatchObject({ failure: { code: "call_in_training" } });
    expect(peer.requests).toEqual([]);
  });
});

describe("the forms", () => {
  test("pooul's pay has a variant for each pay type, with its own fields", async () => {
    const peer = kept(await startPooulPeer());
    const { desk } = await ready("pooul", peer.config());
    const { calls } = await desk.done("channels.calls", { id: "pooul" });
    const pay = calls.find((call) => call.name === "pay");
    expect(pay?.movesMoney).toBe(true);
    expect(pay?.variants.map((variant) => variant.name)).toContain("wechat.jsapi");
    expect(pay?.variants.find((variant) => variant.name === "common.micro")?.fields).toEqual(
      expect.arrayContaining([
        { name: "auth_code", kind: "code", isRequired: true, choices: [] },
        { name: "total_fee", kind: "number", isRequired: true, choices: [] },
        { name: "attach", kind: "text", isRequired: false, choices: [] },
      ]),
    );
    expect(calls.find((call) => call.name === "query")?.movesMoney).toBe(false);
  });

  test("every call of every channel has a form, and names its required fields", async () => {
    const peers = {
      pooul: await startPooulPeer(),
      leshua: await startLeshuaPeer(),
      huishouyin: await startHuishouyinPeer(),
      gathering: await startGatheringPeer(),
      payserver: await startPayserverPeer(),
    };
    for (const [id, peer] of Object.entries(peers) as [RealChannelId, (typeof peers)["pooul"]][]) {
      kept(peer);
      const { desk } = await ready(id, peer.config());
      const { calls } = await desk.done("channels.calls", { id });
      expect(calls.length).toBeGreaterThan(4);
      for (const call of calls) expect(call.variants.length).toBeGreaterThan(0);
    }
  });
});
