// The login and the one repeat there is: a token is made when needed, kept in memory, renewed once after a 401; a
// charge that was never sent is said to be never sent, with the login's own reason.
import { describe, expect, test } from "vitest";
import { misbehave } from "../peers/common/misbehave.ts";
import { type Behaviour, payers } from "../peers/gathering.ts";
import { tokenOf } from "../../main/channel/gathering/session.ts";
import {
  answered,
  booked,
  broken,
  chargeInput,
  newCode,
  open,
  qrInput,
  refundOf,
  timeoutFor,
} from "./gathering-support.ts";

describe("the token", () => {
  test.each([
    ["Bearer eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJsb2dpbl9uYW1lIjoiYWRtaW4ifQ.QHBYAQV_gustCL", true],
    ["bearer abc.def.ghi", true],
    ["Bearer opaque+/token==", true],
    ["eyJ0eXAi.eyJsb2dp.QHBYAQV", false],
    ["Bearer ", false],
    ["Bearer a b", false],
    ["Bearer a\u00e9", false],
    ["Basic c2hvcDAxOng=", false],
  ])("in a login's header %j is one: %s", (authorization, is) => {
    const answer = { ok: true, status: 200, headers: { authorization }, text: "{}" } as const;
    expect(tokenOf(answer) !== null).toBe(is);
  });

  test("stands only in the header of a 200 or 201", () => {
    const headers = { authorization: "Bearer a.b.c" };
    expect(tokenOf({ ok: true, status: 200, headers, text: "" })).toBe("a.b.c");
    expect(tokenOf({ ok: true, status: 201, headers, text: "" })).toBe("a.b.c");
    expect(tokenOf({ ok: true, status: 401, headers, text: "" })).toBeNull();
    expect(tokenOf(answered({ token: "a.b.c" }))).toBeNull();
    expect(tokenOf(broken("timeout"))).toBeNull();
  });

  test("is made at the first need and used again", async () => {
    const { charge, qr, calls, peer } = await open();
    await charge(chargeInput());
    await charge(chargeInput());
    await qr(qrInput("wechat"));
    expect(calls()).toEqual(["login", "gathering", "gathering", "wechat_payment"]);
    expect(peer.requests.slice(1).map((one) => one.headers.authorization)).toEqual(
      Array(3).fill(`Bearer ${peer.books.logins[0]}`),
    );
  });

  test("is shared by whoever needs it at the same time", async () => {
    const { charge, calls } = await open();
    const all = await Promise.all([charge(chargeInput()), charge(chargeInput()), charge(chargeInput())]);
    expect(all.map((one) => one.kind)).toEqual(["paid", "paid", "paid"]);
    expect(calls().filter((call) => call === "login")).toHaveLength(1);
  });
});

describe("after a 401", () => {
  test("the charge is sent once more with a renewed token, and taken once", async () => {
    const { charge, peer, calls } = await open();
    await charge(chargeInput());
    peer.expireTokens();
    expect(await charge(chargeInput())).toMatchObject({ kind: "paid", amountFen: 1250 });
    expect(calls()).toEqual(["login", "gathering", "gathering", "login", "gathering"]);
    expect(peer.books.orders.map((order) => order.charges)).toEqual([1, 1]);
  });

  test("a second 401 ends it: declined, the code not spent", async () => {
    const { charge, peer, calls } = await open();
    peer.script.every("gathering", { do: "refuse_token" });
    expect(await charge(chargeInput())).toEqual({
      kind: "declined",
      reason: "refused_by_channel",
      newCode: false,
      raw: "HTTP 401",
    });
    expect(calls()).toEqual(["login", "gathering", "login", "gathering"]);
    expect(booked(peer)).toBeUndefined();
  });

  test("a login that fails then leaves the 401 standing, with its reason", async () => {
    const { charge, peer, calls } = await open();
    await charge(chargeInput());
    peer.expireTokens();
    peer.counter.audit = "disabled";
    expect(await charge(chargeInput())).toMatchObject({
      kind: "declined",
      raw: "HTTP 401 login: HTTP 401 该用户已被禁用",
    });
    expect(calls()).toEqual(["login", "gathering", "gathering", "login"]);
  });

  test.each<[string, Behaviour, string, number]>([
    ["lost answer", misbehave.loseAnswer, "broken_connection", 1250],
    ["lost request", misbehave.loseRequest, "broken_connection", 0],
    ["502", misbehave.badGateway, "server_error", 1250],
    ["hang", misbehave.hang, "timeout", 1250],
  ])("%s of the repeat is unknown, and there is no third", async (_name, behaviour, cause, paid) => {
    const { charge, peer, calls } = await open();
    peer.script.next("gathering", { do: "refuse_token" }, behaviour);
    expect(await charge(chargeInput(1250, newCode(), timeoutFor(cause)))).toMatchObject({ kind: "unknown", cause });
    expect(booked(peer)?.paid ?? 0).toBe(paid);
    expect(calls()).toEqual(["login", "gathering", "login", "gathering"]);
  });

  test("charges that meet it at the same time share one renewal", async () => {
    const { charge, peer, calls } = await open();
    await charge(chargeInput());
    peer.expireTokens();
    const all = await Promise.all([charge(chargeInput()), charge(chargeInput())]);
    expect(all.map((one) => one.kind)).toEqual(["paid", "paid"]);
    expect(calls().filter((call) => call === "login")).toHaveLength(2);
  });

  test("a refund is sent once more too: it was refused before anything was done", async () => {
    const { charge, refund, peer } = await open();
    const paid = await charge(chargeInput());
    peer.expireTokens();
    const number = paid.kind === "paid" ? (paid.channelTradeNo ?? null) : null;
    expect(await refund(refundOf(number))).toMatchObject({ kind: "processing" });
    expect(booked(peer)).toMatchObject({ returned: 1250, status: "REFUNDING" });
  });

  test("no other status is repeated, whatever it is", async () => {
    const { charge, peer, calls } = await open();
    peer.script.everyPayer(payers.pays);
    for (const status of [400, 403, 404, 407, 408, 409, 422, 429, 500, 502, 503, 504]) {
      peer.script.next("gathering", { do: "status", status, body: "", processed: false });
      await charge(chargeInput());
    }
    expect(calls().filter((call) => call === "gathering")).toHaveLength(12);
  });
});

describe("without a login nothing is sent", () => {
  test.each<[string, "verified" | "verifing" | "reject" | "disabled", Record<string, unknown>, string]>([
    ["an unknown name", "verified", { loginName: "nobody" }, "login: HTTP 404"],
    ["a wrong password", "verified", { password: "wrong" }, "login: HTTP 401 账户名或密码错误"],
    ["an account under audit", "verifing", {}, "login: HTTP 401 商户审核中，暂时不能登录"],
    ["a rejected account", "reject", {}, "login: HTTP 401 商户审核失败，请联系您的服务商负责人"],
    ["a disabled account", "disabled", {}, "login: HTTP 401 该用户已被禁用"],
  ])("%s: the charge never left, and the login's words say why", async (_name, audit, extra, raw) => {
    const { charge, qr, refund, peer, calls } = await open({}, extra);
    peer.counter.audit = audit;
    const neverSent = { kind: "declined", reason: "never_sent", newCode: false, raw };
    expect(await charge(chargeInput())).toEqual(neverSent);
    expect(await qr(qrInput("alipay"))).toEqual(neverSent);
    expect(await refund(refundOf("2018020816260992378541"))).toEqual({ kind: "unknown", cause: "not_connected", raw });
    expect(calls()).toEqual(["login", "login", "login"]);
  });

  test.each<[string, Behaviour, string]>([
    ["lost answer", misbehave.loseAnswer, "login: broken_connection"],
    ["502", misbehave.badGateway, "login: HTTP 502"],
    ["log-in page", misbehave.htmlPage, "login: HTTP 200 without a token"],
    ["10 MB", misbehave.huge, "login: too_large"],
    ["redirect", { do: "redirect", to: "/" }, "login: redirected"],
    ["rate limit", misbehave.rateLimited, "login: HTTP 429"],
    ["hang", misbehave.hang, "login: timeout"],
  ])("%s of the login: never sent, and the next charge logs in again", async (_name, behaviour, raw) => {
    const { charge, peer } = await open();
    peer.script.next("login", behaviour);
    const outcome = await charge(chargeInput(1250, newCode(), raw.endsWith("timeout") ? 500 : 5000));
    expect(outcome).toMatchObject({ kind: "declined", reason: "never_sent", raw: expect.stringContaining(raw) });
    expect(peer.books.orders).toEqual([]);
    expect(await charge(chargeInput())).toMatchObject({ kind: "paid" });
  });

  test("a server that is not there: never sent", async () => {
    const { charge, peer } = await open();
    await peer.close();
    const outcome = await charge(chargeInput());
    expect(outcome).toMatchObject({ reason: "never_sent", raw: "login: not_connected ECONNREFUSED" });
  });
});
