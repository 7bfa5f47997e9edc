// The self-check against real servers: what each wrong setting and each wrong server is found to be, step by step, and
// that a check never takes money.
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { misbehave } from "../peers/common/misbehave.ts";
import { startGatheringPeer } from "../peers/gathering.ts";
import { startHuishouyinPeer } from "../peers/huishouyin.ts";
import { startLeshuaPeer } from "../peers/leshua.ts";
import { startPayserverPeer } from "../peers/payserver.ts";
import { startPooulPeer, wrong } from "../peers/pooul.ts";
import { forgive, kept, openDesk, selfSigned, web } from "./desk.ts";

const FINE = { reach: "ok", clock: "ok" };
const NOT_ASKED = "not_possible not_asked";

const pair = () =>
  generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });

describe("pooul", () => {
  const open = async (extra: Record<string, unknown> = {}) => {
    const peer = kept(await startPooulPeer());
    const desk = await openDesk();
    expect(await desk.save("pooul", peer.config(extra))).toMatchObject({ ok: true });
    return { peer, desk };
  };

  test("everything right: no order, so merchant and signature are known; the answer was not signed", async () => {
    const { peer, desk } = await open();
    expect(await desk.check("pooul")).toEqual({ ...FINE, credentials: "ok", signature: "ok answer_unsigned" });
    expect((await desk.setup("pooul")).check).toMatchObject({ passed: true });
    expect(peer.requests.map((request) => request.call)).toEqual(["query"]);
    expect(peer.books.orders.size).toBe(0);
  });

  test("somebody else's private key", async () => {
    const { peer, desk } = await open({ privateKeyPem: pair().privateKey });
    expect(await desk.check("pooul")).toEqual({
      ...FINE,
      credentials: NOT_ASKED,
      signature: "failed our_signature_refused",
    });
    expect((await desk.setup("pooul")).check).toMatchObject({ passed: false });
    forgive(peer);
  });

  test("somebody else's public key shows as soon as an answer is signed", async () => {
    const { peer, desk } = await open({ pooulPublicKeyPem: pair().publicKey });
    peer.script.next("query", { do: "signed_fail", code: 301, msg: "订单不存在" });
    expect(await desk.check("pooul")).toMatchObject({ signature: "failed their_signature_wrong" });
  });

  test("somebody else's merchant number", async () => {
    const { peer, desk } = await open();
    peer.script.next("query", { do: "fail", code: 200, msg: "商户不存在" });
    expect(await desk.check("pooul")).toMatchObject({ credentials: "failed credentials_refused" });
  });

  test.each([
    ["a page of a gateway", wrong.htmlPage, "failed not_the_channel"],
    ["502 with a page", wrong.badGateway, "failed channel_down"],
    ["429", wrong.rateLimited, "failed channel_down"],
    ["a refusal in other words", wrong.systemError, "failed refused_otherwise"],
  ] as const)("%s", async (_name, behaviour, credentials) => {
    const { peer, desk } = await open();
    peer.script.next("query", behaviour);
    expect(await desk.check("pooul")).toEqual({ ...FINE, credentials, signature: NOT_ASKED });
  });

  test.each([
    ["10 MB", misbehave.huge, "failed too_large"],
    ["a redirect", { do: "redirect", to: "http://127.0.0.1:1/" }, "failed redirected"],
    ["a cut connection", misbehave.loseAnswer, "failed broken_connection"],
  ] as const)("%s is named at the first step, and the others are not guessed", async (_name, behaviour, reach) => {
    const { peer, desk } = await open();
    peer.script.next("query", behaviour);
    expect(await desk.check("pooul")).toEqual({
      reach,
      clock: NOT_ASKED,
      credentials: NOT_ASKED,
      signature: NOT_ASKED,
    });
  });
});

describe("leshua", () => {
  test.each([
    ["everything right: its no is signed, so both signatures hold", {}, { credentials: "ok", signature: "ok" }],
    [
      "a wrong transaction key",
      { key: "F".repeat(32) },
      { credentials: NOT_ASKED, signature: "failed our_signature_refused" },
    ],
  ])("%s", async (_name, extra, found) => {
    const peer = kept(await startLeshuaPeer());
    const desk = await openDesk();
    await desk.save("leshua", peer.config(extra));
    expect(await desk.check("leshua")).toEqual({ ...FINE, ...found });
    if (Object.keys(extra).length > 0) forgive(peer);
    expect(peer.requests.map((request) => request.service)).toEqual(["query_status"]);
  });

  test("an answer signed by a stranger", async () => {
    const peer = kept(await startLeshuaPeer());
    const desk = await openDesk();
    await desk.save("leshua", peer.config());
    peer.script.next("query_status", { do: "wrong_signature" });
    expect(await desk.check("leshua")).toMatchObject({ signature: "failed their_signature_wrong" });
  });
});

describe("huishouyin", () => {
  test.each([
    ["a wrong secret", { appSecret: "wrong" }, { credentials: "ok", signature: "failed our_signature_refused" }],
    ["a wrong switch", { signEncoding: "hex" }, { credentials: "ok", signature: "failed our_signature_refused" }],
    ["a wrong app", { appId: "nobody" }, { credentials: "failed credentials_refused", signature: NOT_ASKED }],
  ])("%s", async (_name, extra, found) => {
    const peer = kept(await startHuishouyinPeer());
    const desk = await openDesk();
    await desk.save("huishouyin", peer.config(extra));
    expect(await desk.check("huishouyin")).toEqual({ ...FINE, ...found });
    expect(peer.requests.map((request) => request.call)).toEqual(["check"]);
  });

  const RIGHT = { ...FINE, credentials: "ok", signature: "ok answer_unsigned" };

  test("everything right, and nothing sold in the last day: whether amounts are named cannot be seen", async () => {
    const peer = kept(await startHuishouyinPeer());
    const desk = await openDesk();
    await desk.save("huishouyin", peer.config());
    expect(await desk.check("huishouyin")).toEqual({ ...RIGHT, amounts: "not_possible no_order_yet" });
    expect(peer.requests.map((request) => request.call)).toEqual(["check", "list"]);
    expect(peer.books.orders.size).toBe(0);
  });

  test("an answer without an amount is told before the first sale is lost to it", async () => {
    const peer = kept(await startHuishouyinPeer());
    const desk = await openDesk();
    await desk.save("huishouyin", peer.config());
    await desk.done("till.mode", { mode: "real" });
    const json = JSON.stringify({ order_id: "A1", pay_code: "134567890123456789", total_amount: "1.00" });
    await desk.done("channels.call", { id: "huishouyin", name: "qrcode", json, knowsMoney: true });
    expect(await desk.check("huishouyin")).toEqual({ ...RIGHT, amounts: "ok" });
    peer.script.next("list", { do: "change", data: { order_list: [{ order_id: "A1", order_status: 1 }] } });
    expect(await desk.check("huishouyin")).toEqual({ ...RIGHT, amounts: "failed no_amount" });
    expect((await desk.setup("huishouyin")).check).toMatchObject({ passed: false });
    peer.script.next("list", misbehave.badGateway);
    expect(await desk.check("huishouyin")).toEqual({ ...RIGHT, amounts: NOT_ASKED });
  });
});

describe("channels that sign nothing", () => {
  const signature = "not_possible nothing_signed";

  test.each([
    ["everything right", {}, "ok"],
    ["a wrong password", { password: "no" }, "failed credentials_refused"],
    ["a wrong login name", { loginName: "nobody" }, "failed credentials_refused"],
    ["a path that is not there is answered alike", { paths: { login: "/v2/log" } }, "failed credentials_refused"],
  ])("gathering: %s", async (_name, extra, credentials) => {
    const peer = kept(await startGatheringPeer());
    const desk = await openDesk();
    await desk.save("gathering", peer.config(extra));
    expect(await desk.check("gathering")).toEqual({ ...FINE, credentials, signature });
    forgive(peer);
    expect(peer.books.orders).toEqual([]);
  });

  test.each([
    ["everything right", {}, "ok"],
    ["a wrong token", { token: "nobody" }, "failed credentials_refused"],
  ])("payserver: %s", async (_name, extra, credentials) => {
    const peer = kept(await startPayserverPeer());
    const desk = await openDesk();
    await desk.save("payserver", peer.config(extra));
    expect(await desk.check("payserver")).toEqual({ ...FINE, credentials, signature });
    forgive(peer);
  });
});

describe("the address and the clock", () => {
  const at = async (url: string) => {
    const desk = await openDesk();
    const config = { url: `${url}/gateway`, merchantId: "0000000001", key: "k", notifyKey: "n" };
    expect(await desk.save("leshua", config)).toMatchObject({ ok: true });
    return desk.check("leshua");
  };

  test("nobody listens there", async () => {
    expect(await at("http://127.0.0.1:9")).toMatchObject({ reach: "failed not_connected", clock: NOT_ASKED });
  });

  test("a certificate that it signed itself", async () => {
    expect(await at(await selfSigned())).toMatchObject({ reach: "failed tls_failed", credentials: NOT_ASKED });
  });

  const dated = (offMs: number) =>
    web((_request, response) => {
      response.setHeader("Date", new Date(Date.now() + offMs).toUTCString());
      response.end("<html>");
    });

  test("our clock is six minutes behind theirs, or ahead", async () => {
    expect(await at(await dated(360_000))).toMatchObject({ reach: "ok", clock: "failed clock_behind" });
    expect(await at(await dated(-360_000))).toMatchObject({ reach: "ok", clock: "failed clock_ahead" });
  });

  test("four minutes are let pass, and an answer without a date says nothing", async () => {
    expect(await at(await dated(240_000))).toMatchObject({ clock: "ok" });
    const dateless = await web((_request, response) => {
      response.sendDate = false;
      response.end("<html>");
    });
    expect(await at(dateless)).toMatchObject({ clock: "not_possible no_date" });
  });
});
