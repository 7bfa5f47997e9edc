// Templates and pay modes in the channel console against the strict peer, and what an answer to any call must echo before
// it is believed.
import { afterEach, describe, expect, test } from "vitest";
import { misbehave, payers, wrong } from "../peers/payserver.ts";
import { ACCOUNT, type Fields, openConsole } from "./payserver-console.ts";
import { type Opened, closeAll, newCode } from "./payserver-support.ts";

let opened: Opened[] = [];
afterEach(async () => {
  const used = opened;
  opened = [];
  await closeAll(used);
});

async function open() {
  const one = await openConsole();
  opened.push(one);
  return one;
}

describe("templates and pay modes", () => {
  test("templates: ten to a page, offset and limit", async () => {
    const { send } = await open();
    expect(await send("payModeTemplates", {})).toMatchObject({ verified: true, body: { size: 8 } });
    expect(await send("payModeTemplates", { offset: 1, limit: 2 })).toMatchObject({
      verified: true,
      body: { limit: 2, size: 8, items: [{ name: "会员储次" }, { name: "会员储值" }] },
    });
  });

  test("registering a template twice changes it and keeps its uuid", async () => {
    const { send } = await open();
    const payTemplateId = "11111111-95FA-11E8-B0EC-5384BC9767FE";
    const first = await send("registerPayModeTemplate", { payTemplateId, name: "云闪付", isOnline: 1, payUrl: "" });
    expect(first).toMatchObject({ verified: true, status: 200, body: { payTemplateId, name: "云闪付" } });
    const second = await send("registerPayModeTemplate", { payTemplateId, name: "云闪付", description: "x" });
    expect(second.body).toMatchObject({ uuid: (first.body as Fields)["uuid"], description: "x" });
  });

  test("the shop's modes are asked for by its own id, filtered and ordered", async () => {
    const { send, peer } = await open();
    const answer = await send("payModes", { isOpened: 1, orderBy: "uiOrder desc" });
    expect(answer).toMatchObject({ verified: true, body: { size: 7 } });
    const names = (answer.body as { items: Fields[] }).items.map((item) => item["name"]);
    expect(names).toEqual(["现金", "银联", "挂账", "微信扫码枪", "支付宝扫码枪", "会员储值", "会员储次"]);
    expect(peer.requests[0]?.path).toContain(`merchantUUID=${peer.merchantUUID}`);
    const uuid = peer.books.modes[0]?.uuid;
    expect(await send("payModes", { uuid })).toMatchObject({ verified: true, body: { uuid, name: "现金" } });
    const other = { merchantHref: "http://192.168.7.188:6004/api/v1.0.0/merchants/mI2NDMoQRdnKCq01hAsLwQ" };
    expect(await send("payModes", other)).toMatchObject({ verified: true, body: { size: 0, items: [] } });
  });

  test("opened for our shop with 201, closed and opened again", async () => {
    const { send, peer } = await open();
    const payTemplateId = "030D6B71-D347-11E8-88C4-7BB29CC3B08D";
    const answer = await send("openPayMode", { payTemplateId, isOpened: 1, uiOrder: 3, isFastPay: 1 });
    const { uuid } = answer.body as Fields;
    expect(answer).toMatchObject({
      verified: true,
      status: 201,
      body: { payTemplateId, merchantUUID: peer.merchantUUID },
    });
    expect(await send("changePayMode", { uuid, isOpened: 0, uiOrder: 9 })).toMatchObject({
      verified: true,
      body: { uuid, isOpened: 0, uiOrder: 9 },
    });
    expect(await send("changePayMode", { uuid, isOpened: 1 })).toMatchObject({ body: { isOpened: 1 } });
  });

  test("an environment check that fails is 9001, a documented answer", async () => {
    const { send, peer } = await open();
    const template = peer.books.templates.find((one) => one["name"] === "微信扫码枪");
    if (template) template["checkEnvUrl"] = "http://127.0.0.1/check";
    expect(await send("openPayMode", { payTemplateId: template?.["payTemplateId"], isOpened: 1 })).toMatchObject({
      verified: true,
      status: 500,
      body: { code: 9001 },
      failure: "failure_answered",
    });
  });

  test("all modes: those of the shop, and those it could open; asking opens the default ones", async () => {
    const { send, peer } = await open();
    peer.books.modes.pop();
    const answer = await send("listAllPayModes", { orderBy: "uiOrder asc" });
    expect(answer).toMatchObject({ verified: true, body: { size: 8 } });
    const { items } = answer.body as { items: Fields[] };
    const created = items.filter((item) => item["hasCreated"] === 1);
    expect(created.map((item) => item["name"])).toContain("收钱吧");
    expect(created.every((item) => typeof item["uuid"] === "string")).toBe(true);
    const others = items.filter((item) => item["hasCreated"] === 0);
    expect(others.map((item) => [item["name"], item["uuid"]])).toEqual([["会员储次", undefined]]);
  });

  test("a resource that does not exist is 1599, a documented answer", async () => {
    const { send } = await open();
    for (const name of ["payModes", "payOrders", "refundOrders"])
      expect(await send(name, { uuid: "nobody0000000000000000" })).toMatchObject({
        verified: true,
        status: 404,
        body: { code: 1599 },
        failure: "failure_answered",
      });
  });

  test("neither a template id nor a name is no mode", async () => {
    const { call } = await open();
    expect(call("openPayMode").input.safeParse({ isOpened: 1 }).success).toBe(false);
    expect(call("openPayMode").input.safeParse({ name: "自定义", payUrl: "", isOpened: 1 }).success).toBe(true);
  });
});

describe("what comes back", () => {
  test.each([
    ["other number", wrong.otherOrder("R1"), "other_order"],
    ["other amount", wrong.wrongAmount(1), "amount_differs"],
    ["other mode", { do: "change", data: { payModeUUID: "x" } }, "other_order"],
    ["other shop", { do: "change", data: { payee: "http://x.example/shops/x" } }, "other_order"],
    ["a body without data", { do: "body", body: { ret: "success" } }, "unreadable"],
    ["true", { do: "body", body: true }, "unreadable"],
    ["a page", misbehave.htmlPage, "unreadable"],
    ["a 502", misbehave.badGateway, "server_error"],
    ["a rate limit", misbehave.rateLimited, "rate_limited"],
    ["a lost answer", misbehave.loseAnswer, "broken_connection"],
    ["a redirect", { do: "redirect", to: "/" }, "redirected"],
    ["ten megabytes", misbehave.huge, "too_large"],
    ["an error of the database", wrong.databaseDown, "server_error"],
  ] as const)("[hazard] a payment's answer with %s is not verified", async (_name, behaviour, failure) => {
    const { send, payment, peer } = await open();
    peer.script.next("pay", behaviour);
    const answer = await send("pay", payment("微信扫码枪", { payBarCode: newCode().reveal() }));
    expect(answer).toMatchObject({ verified: false, failure });
  });

  test("a refund's, a list's and a batch's answer about something else is not verified", async () => {
    const { send, payment, peer } = await open();
    const input = payment("挂账", ACCOUNT);
    await send("pay", input);
    peer.script.next("payOrders", wrong.otherOrder("x"));
    expect(await send("payOrders", { clientPayNo: input.clientPayNo })).toMatchObject({ failure: "other_order" });
    peer.script.next("refund", { do: "change", data: { clientRefundNo: "T2" } });
    const payTractionNo = peer.books.orders[0]?.tractionNo;
    const refund = await send("refund", { payTractionNo, clientRefundNo: "T1", refundAmount: 1 });
    expect(refund).toMatchObject({ verified: false, failure: "other_order" });
    for (const batchPayResult of [[], [{ clientPayNo: "x", statusCode: 200, body: {} }], "x", [null]]) {
      peer.script.next("batchPay", { do: "body", body: { batchPayResult } });
      const answer = await send("batchPay", { batchPayData: [payment("挂账", ACCOUNT)] });
      expect(answer.verified).toBe(false);
    }
  });

  test("a wallet's own no is a believed answer; a component that broke is not", async () => {
    const { send, payment, peer } = await open();
    peer.script.nextPayer(payers.declines("NOTENOUGH"), payers.drops(true));
    const code = () => ({ payBarCode: newCode().reveal() });
    expect(await send("pay", payment("微信扫码枪", code()))).toMatchObject({
      verified: true,
      failure: "failure_answered",
    });
    expect(await send("pay", payment("微信扫码枪", code()))).toMatchObject({
      verified: false,
      failure: "server_error",
    });
  });

  test("no pay code and no token comes back, wherever the service repeats it; numbers stay readable", async () => {
    const { send, payment, peer } = await open();
    const [code, stranger] = [newCode().reveal(), "281234567890123456"];
    const echo = `payBarCode ${code} ${stranger} ${peer.token}`;
    peer.script.next("pay", { do: "change", data: { resultCode: echo, thirdPayNo: "4200000162201808163428659816" } });
    const input = payment("微信扫码枪", { payBarCode: code });
    const answer = await send("pay", input);
    const shown = JSON.stringify(answer);
    for (const secret of [code, stranger, peer.token]) expect(shown).not.toContain(secret);
    expect(answer.body).toMatchObject({
      data: { payParams: { payBarCode: `****${code.slice(-4)}` }, thirdPayNo: "4200000162201808163428659816" },
    });
    const queried = JSON.stringify(await send("payOrders", { clientPayNo: input.clientPayNo }));
    expect(queried).not.toContain(code);
    expect(queried).toContain(input.clientPayNo);
  });

  test("no token is in anything the channel shows", async () => {
    const { channel, send, peer } = await open();
    expect(JSON.stringify([channel, await send("payModes", {})])).not.toContain(peer.token);
  });
});
