// Every documented call of the channel console against the strict peer.
import { describe, expect, test } from "vitest";
import { misbehave } from "../peers/common/misbehave.ts";
import { type Behaviour, payers } from "../peers/gathering.ts";
import { chargeInput, newCode, open } from "./gathering-support.ts";

const charge = (more: Record<string, unknown> = {}) => ({ auth_code: newCode().reveal(), total_amount: 100, ...more });

test("the list is every call of the seed and of the running server, by the last part of its path", async () => {
  const { channel } = await open();
  expect(channel.calls.map((call) => call.name)).toEqual([
    "login",
    "gathering",
    "refund",
    "wechat_payment",
    "alipay_payment",
  ]);
});

describe("each call", () => {
  test("gathering takes the attributes alone; the store is the till's unless one is named", async () => {
    const { call, peer } = await open();
    const answer = await call("gathering").send(charge(), 1000);
    expect(answer).toMatchObject({
      verified: true,
      status: 200,
      body: { result: "SUCCESS", total_amount: "100", merchant_trade_no: peer.books.orders[0]?.merchantTradeNo },
    });
    expect(answer).not.toHaveProperty("failure");
    expect(peer.requests[1]?.attributes).toMatchObject({ sid: peer.account.sid, total_amount: 100 });
    const elsewhere = await call("gathering").send(charge({ sid: "00000000-e7d3-4d88-8571-277c87434ccc" }), 1000);
    expect(elsewhere).toMatchObject({ verified: true, status: 404, failure: "failure_answered" });
  });

  test("refund takes the server's number", async () => {
    const { call, peer } = await open();
    await call("gathering").send(charge(), 1000);
    const merchant_trade_no = peer.books.orders[0]?.merchantTradeNo;
    expect(await call("refund").send({ merchant_trade_no }, 1000)).toMatchObject({
      verified: true,
      body: { result: "SUCCESS", message: "退款申请成功" },
    });
    expect(await call("refund").send({ merchant_trade_no }, 1000)).toMatchObject({ verified: true, status: 404 });
  });

  test.each(["wechat_payment", "alipay_payment"])("%s hands out a code_url", async (name) => {
    const { call } = await open();
    expect(await call(name).send({ total_amount: 100 }, 1000)).toMatchObject({
      verified: true,
      body: { result: "SUCCESS", code_url: expect.stringMatching(/^(weixin|https):\/\//) },
    });
  });

  test("login tries the till's own names or others, shows no token, and changes nothing", async () => {
    const { call, peer, calls } = await open();
    const answer = await call("login").send({}, 1000);
    expect(answer).toMatchObject({ verified: true, status: 200, headers: { authorization: "****" } });
    expect(JSON.stringify(answer)).not.toContain(peer.books.logins[0]);
    const other = await call("login").send({ login_name: "shop01", password: "not this" }, 1000);
    expect(other).toMatchObject({
      verified: true,
      status: 401,
      body: { errors: [{ detail: "账户名或密码错误" }] },
      failure: "failure_answered",
    });
    await call("gathering").send(charge(), 1000);
    expect(calls()).toEqual(["login", "login", "login", "gathering"]);
  });

  test("a documented FAIL is verified: the channel said so", async () => {
    const { call, peer } = await open();
    peer.script.nextPayer(payers.neverPays);
    expect(await call("gathering").send(charge(), 1000)).toMatchObject({
      verified: true,
      body: { result: "FAIL", err_message: "该订单已撤销" },
    });
  });
});

describe("fields that are not documented are refused and nothing is sent", () => {
  test.each<[string, Record<string, unknown>]>([
    ["gathering", { total_amount: 100 }],
    ["gathering", { auth_code: "134637290126095871" }],
    ["gathering", { auth_code: "13463729012609587x", total_amount: 100 }],
    ["gathering", { auth_code: "134637290126095871", total_amount: "100" }],
    ["gathering", { auth_code: "134637290126095871", total_amount: 0.01 }],
    ["gathering", { auth_code: "134637290126095871", total_amount: 0 }],
    ["gathering", { auth_code: "134637290126095871", total_amount: 100, out_trade_no: "1" }],
    ["refund", {}],
    ["refund", { merchant_trade_no: "1", refund_amount: 1 }],
    ["refund", { merchant_trade_no: 1 }],
    ["wechat_payment", { auth_code: "134637290126095871", total_amount: 100 }],
    ["alipay_payment", {}],
    ["login", { token: "x" }],
  ])("%s %j", async (name, input) => {
    const { call, peer } = await open();
    expect(call(name).input.safeParse(input).success).toBe(false);
    await expect(call(name).send(input, 1000)).rejects.toThrow();
    expect(peer.requests).toEqual([]);
  });
});

describe("what comes back", () => {
  test.each<[string, Behaviour, string]>([
    ["a page", misbehave.htmlPage, "unreadable"],
    ["a 502", misbehave.badGateway, "server_error"],
    ["a rate limit", misbehave.rateLimited, "rate_limited"],
    ["a lost answer", misbehave.loseAnswer, "broken_connection"],
    ["a redirect", { do: "redirect", to: "/" }, "redirected"],
    ["ten megabytes", misbehave.huge, "too_large"],
    ["no number", { do: "change", fields: { merchant_trade_no: undefined } }, "order_missing"],
  ])("%s is not to be believed, and named", async (_name, behaviour, failure) => {
    const { call, peer } = await open();
    peer.script.next("gathering", behaviour);
    expect(await call("gathering").send(charge(), 1000)).toMatchObject({ verified: false, failure });
  });

  test.each<[string, Behaviour, string]>([
    ["a page", misbehave.htmlPage, "unreadable"],
    ["a 502", misbehave.badGateway, "server_error"],
    ["a rate limit", misbehave.rateLimited, "rate_limited"],
    ["a lost answer", misbehave.loseAnswer, "broken_connection"],
  ])("%s of a login is not to be believed, and named", async (_name, behaviour, failure) => {
    const { call, peer } = await open();
    peer.script.next("login", behaviour);
    expect(await call("login").send({}, 1000)).toMatchObject({ verified: false, failure });
  });

  test("a call without a login shows why, and was not sent", async () => {
    const { call, calls } = await open({}, { password: "wrong-pass" });
    const answer = await call("gathering").send(charge(), 1000);
    expect(answer).toMatchObject({ verified: false, status: 401, failure: "failure_answered" });
    expect(answer.body).toEqual({ errors: [expect.objectContaining({ detail: "账户名或密码错误" })] });
    expect(calls()).toEqual(["login"]);
  });

  test("no pay code, password or token comes back, wherever the server repeats it; numbers stay readable", async () => {
    const { call, peer } = await open();
    const input = charge();
    await call("login").send({}, 1000);
    const seen = "281234567890123456";
    const fields = {
      auth_code: input.auth_code,
      err_message: `码 ${input.auth_code}, ${seen}, ${peer.account.password}`,
      list: [{ echo: `Bearer ${peer.books.logins[0]}`, channel_transaction_id: "4200000057201802089265546655" }],
    };
    peer.script.next("gathering", { do: "change", fields });
    const answer = await call("gathering").send(input, 1000);
    expect(answer.body).toMatchObject({
      auth_code: `****${input.auth_code.slice(-4)}`,
      err_message: `码 ****${input.auth_code.slice(-4)}, ****3456, ****`,
      list: [{ echo: "Bearer ****", channel_transaction_id: "4200000057201802089265546655" }],
      merchant_trade_no: peer.books.orders[0]?.merchantTradeNo,
    });
    for (const secret of [input.auth_code, seen, peer.account.password, ...peer.books.logins])
      expect(JSON.stringify(answer)).not.toContain(secret);
  });

  test("nothing the channel shows of itself holds a password or a token", async () => {
    const { channel, charge: pay, peer } = await open();
    await pay(chargeInput());
    const shown = JSON.stringify(channel);
    for (const secret of [peer.account.password, ...peer.books.logins]) expect(shown).not.toContain(secret);
  });
});
