// What each answer of PayServer to a payment or a query means: every row of the tables and every trap of the facts
// (§3.3, witnessed.md §2.2 and §2.4).
import { describe, expect, test } from "vitest";
import type { HttpAnswer } from "../../main/channel/http.ts";
import { fenOf } from "../../main/channel/payserver/answer.ts";
import { PAY_STATUSES, chargeOutcome, queryOutcome } from "../../main/channel/payserver/outcome.ts";
import { maskDeep } from "../../main/channel/payserver/raw.ts";
import { declineReasonOf, definiteReason } from "../../main/channel/payserver/reasons.ts";
import { unknownCause } from "../../preload/contract/reason.ts";
import { CODE, TRADE_NO, asked, charged, componentSaid, failed, http200, listed, order } from "./payserver-support.ts";

const charge = (answer: HttpAnswer) => chargeOutcome(answer, asked);
const query = (answer: HttpAnswer) => queryOutcome(answer, { ...asked, payModeUUID: null });

/** The same order as the answer to a charge and to a query. */
const both = (more: Record<string, unknown>) => [charge(charged(more)), query(listed(order(more)))];

describe("data.status, every listed one, in the charge's answer and in a query's", () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["payed", {}, { kind: "paid", amountFen: 50, channelTradeNo: "1795234846557107", wallet: "wechat" }],
    ["paying", { resultCode: "USERPAYING" }, { kind: "awaiting", channelTradeNo: "1795234846557107" }],
    ["unpay", {}, { kind: "awaiting" }],
    [
      "payFailed",
      { resultCode: "AUTHCODEEXPIRE" },
      { kind: "declined", reason: "code_expired", newCode: true, raw: expect.stringContaining("AUTHCODEEXPIRE") },
    ],
    ["refunded", {}, { kind: "unknown", cause: "turned_to_refund", byHand: true }],
    ["partRefunded", {}, { kind: "unknown", cause: "turned_to_refund", byHand: true }],
  ])("%s", (status, more, outcome) => {
    for (const one of both({ status, ...more })) expect(one).toMatchObject(outcome);
  });

  test("the table above names every status the code lists", () => {
    expect([...PAY_STATUSES.keys()].toSorted()).toEqual(
      ["payed", "paying", "unpay", "payFailed", "refunded", "partRefunded"].toSorted(),
    );
  });

  test.each([["PAYED"], ["paid"], ["success"], [""], [null], [1], [undefined], ["closed"]])(
    "the unlisted status %j is unknown, never paid and never unpaid",
    (status) => {
      for (const one of both({ status })) expect(one).toMatchObject({ kind: "unknown", cause: "unlisted_state" });
    },
  );

  test("the wallet is read from the template or the channel's name, and may be missing", () => {
    const alipay = { payTemplateId: "3beaf650-a067-11e8-a545-87065760276a", payChannel: "" };
    expect(charge(charged(alipay))).toMatchObject({ wallet: "alipay" });
    expect(charge(charged({ payTemplateId: null, payChannel: "支付宝" }))).toMatchObject({ wallet: "alipay" });
    expect(charge(charged({ payTemplateId: null, payChannel: null }))).not.toHaveProperty("wallet");
  });

  test("payParams may be a JSON text, as the asynchronous mode has it; no code is kept", () => {
    const answer = http200({
      ret: "success",
      businessRet: "asyncOnlinePay",
      data: order({ status: "paying", payParams: JSON.stringify({ payBarCode: CODE }) }),
    });
    expect(charge(answer)).toMatchObject({ kind: "awaiting" });
    expect(JSON.stringify(charge(answer))).not.toContain(CODE);
  });
});

describe("[hazard] ret says nothing", () => {
  test.each(["success", "failed", "running", undefined])("ret %s changes no outcome", (ret) => {
    const said = (status: string) => charge(charged({ status, resultCode: "NOTENOUGH" }, ret)).kind;
    expect([said("payed"), said("paying"), said("payFailed"), said("refunded")]).toEqual([
      "paid",
      "awaiting",
      "declined",
      "unknown",
    ]);
  });
});

describe("[hazard] an answer about another order is not ours (C2b C32 C33 C49 C52)", () => {
  test.each<[string, Record<string, unknown>]>([
    ["another number", { clientPayNo: "926112110150000100019" }],
    ["a number in another letter case", { clientPayNo: "r34846278" }],
    ["the null-numbered order", { clientPayNo: null }],
    ["no number", { clientPayNo: undefined }],
    ["the number as a JSON number", { clientPayNo: Number(TRADE_NO) }],
    ["another shop", { payee: "http://192.168.7.188:6004/api/v1.0.0/shops/mI2NDMoQRdnKCq01hAsLwQ" }],
  ])("%s", (_name, more) => {
    for (const one of both(more)) expect(one).toMatchObject({ kind: "unknown", cause: "other_order" });
  });

  test("letter case counts for numbers with letters too", () => {
    const lower = { ...asked, tradeNo: "abc1" };
    expect(chargeOutcome(charged({ clientPayNo: "ABC1" }), lower)).toMatchObject({ cause: "other_order" });
  });

  test("another pay mode than the one charged", () => {
    expect(charge(charged({ payModeUUID: "wf1YFe09Z8AcIA50hnHJHA" }))).toMatchObject({ cause: "other_order" });
    expect(charge(charged({ payModeUUID: undefined }))).toMatchObject({ cause: "other_order" });
  });

  test("a list that holds others besides ours is read by ours; two of ours contradict each other", () => {
    const other = order({ clientPayNo: TRADE_NO.toLowerCase().replace("9", "8"), status: "payFailed" });
    expect(query(listed(other, order()))).toMatchObject({ kind: "paid" });
    expect(query(listed(order(), order({ status: "payFailed" })))).toMatchObject({ cause: "contradiction" });
  });
});

describe("the amount", () => {
  test("of a paid order is passed on as it is: the flow judges it", () => {
    for (const one of both({ payAmount: 1 })) expect(one).toMatchObject({ kind: "paid", amountFen: 1 });
  });

  test.each([[undefined], [null], [0.5], [-1], ["0.5"], ["5e1"], ["fifty"]])("%j is no amount", (payAmount) => {
    for (const one of both({ payAmount })) expect(one).toMatchObject({ kind: "paid", amountFen: null });
    for (const one of both({ payAmount, status: "paying" })) expect(one).toMatchObject({ cause: "amount_missing" });
  });

  test("an unpaid order of another amount is not the one we asked about", () => {
    for (const status of ["paying", "payFailed", "refunded"])
      for (const one of both({ payAmount: 51, status, resultCode: "NOTENOUGH" }))
        expect(one).toMatchObject({ kind: "unknown", cause: "amount_differs" });
  });

  test("text as a DECIMAL column gives it is read digit by digit", () => {
    expect([fenOf("50"), fenOf("50.0000"), fenOf(50), fenOf("0")]).toEqual([50, 50, 50, 0]);
    expect([fenOf("50.0001"), fenOf("050"), fenOf(" 50"), fenOf(50.5), fenOf(true)]).toEqual(Array(5).fill(null));
  });
});

describe("[hazard] payFailed is definite only with a reason of the wallet's own (C14 C17 C18 L12 L27)", () => {
  test.each([
    ["system error"],
    ["System Error"],
    ["failed"],
    [""],
    ["  "],
    [null],
    [undefined],
    [0],
    // Wallet codes that mean "ask again" or "it was paid" (facts §6.2, §6.3).
    ["SYSTEMERROR"],
    ["ACQ.SYSTEM_ERROR"],
    ["BANKERROR"],
    ["USERPAYING"],
    ["ORDERPAID"],
    ["ACQ.TRADE_HAS_SUCCESS"],
    ["OUT_TRADE_NO_USED"],
    ["系统繁忙"],
    // The network below the component, and the wallets' "ask again" as numbers and words.
    ["ESOCKETTIMEDOUT"],
    ["connect ETIMEDOUT 203.205.151.1:443"],
    ["read ECONNRESET"],
    ["socket hang up"],
    ["20000"],
    ["10003"],
    ["Service Currently Unavailable"],
    ["网络异常"],
    ["通讯失败"],
    ["等待用户付款"],
  ])("%j is not: a person must look, for this server can never record a later success", (resultCode) => {
    for (const one of both({ status: "payFailed", resultCode }))
      expect(one).toMatchObject({ kind: "unknown", cause: "state_needs_a_person", byHand: true });
    const message = componentSaid("pay", { tractionNo: "1", ret: "failed", thirdErrorReason: resultCode });
    expect(charge(message)).toMatchObject({ kind: "unknown", cause: "failure_answered" });
    expect(charge(message)).not.toHaveProperty("byHand");
  });

  test.each([
    ["AUTHCODEEXPIRE", "code_expired"],
    ["NOTENOUGH", "balance_low"],
    ["ACQ.BUYER_BALANCE_NOT_ENOUGH", "balance_low"],
    ["ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR", "limit_exceeded"],
    ["USERCANCEL", "payer_cancelled"],
    ["ORDERREVERSED", "refused_by_channel"],
    ["NOAUTH", "refused_by_channel"],
    ["余额不足", "balance_low"],
  ])("%s is %s", (resultCode, reason) => {
    expect(definiteReason(resultCode)).toBe(resultCode);
    expect(declineReasonOf(resultCode)).toBe(reason);
    for (const one of both({ status: "payFailed", resultCode }))
      expect(one).toMatchObject({ kind: "declined", reason });
    const message = componentSaid("pay", {
      tractionNo: "1795234846584521",
      ret: "failed",
      thirdErrorReason: resultCode,
    });
    expect(charge(message)).toMatchObject({ kind: "declined", reason, newCode: true });
  });

  test.each([
    "AUTH_CODE_INVALID",
    "AUTH_CODE_ERROR",
    "ACQ.PAYMENT_AUTH_CODE_INVALID",
    "每个二维码仅限使用一次，请刷新再试",
    "支付授权码无效",
    "授权码检验错误",
  ])(
    "[hazard] %s: the code may be used by a first delivery of this very payment (C35), so it is no proof",
    (resultCode) => {
      for (const one of both({ status: "payFailed", resultCode }))
        expect(one).toMatchObject({ kind: "unknown", cause: "code_spent", byHand: true });
      const message = componentSaid("pay", { tractionNo: "1", ret: "failed", thirdErrorReason: resultCode });
      expect(charge(message)).toMatchObject({ kind: "unknown", cause: "code_spent" });
    },
  );
});

describe("HTTP 500", () => {
  test.each(["9002", 9002])(
    "%j, mode not opened: definite, nothing stored, the code is still fresh (C21 C22)",
    (code) => {
      expect(charge(failed("PayOrderBusiness->create payMode is not opened!!!", code))).toMatchObject({
        kind: "declined",
        reason: "refused_by_channel",
        newCode: false,
      });
    },
  );

  test.each<[string, HttpAnswer]>([
    ["a component that was not reached: {} (C13 C19)", componentSaid("pay", {})],
    ["a component's own 500 (C16)", componentSaid("pay", { name: "Error", message: "x" })],
    ["a page (C18)", componentSaid("pay", "<html>502</html>")],
    ["half a JSON", componentSaid("pay", '{"ret":"failed"')],
    ["success inside an error", componentSaid("pay", { ret: "success", thirdErrorReason: "NOTENOUGH" })],
    ["running inside an error", componentSaid("pay", { ret: "running", thirdErrorReason: "NOTENOUGH" })],
    ["the words of a refund", componentSaid("refund", { ret: "failed", thirdErrorReason: "NOTENOUGH" })],
    ["a TypeError (C25)", failed("Cannot read property 'isOpened' of undefined")],
    ["the broker is down (M1)", failed("Channel closed")],
    ["the database is down, code as text (M4)", failed("connect ECONNREFUSED", "ECONNREFUSED")],
    ["9001, which is not for payments", failed("check env failed", 9001)],
  ])("[hazard] %s is unknown", (_name, answer) => {
    expect(charge(answer)).toMatchObject({ kind: "unknown", cause: "server_error" });
  });

  test("[hazard] 5100: the wallet may have been charged; its number is kept from the description, no pay code is", () => {
    const description =
      "ER_BAD_FIELD_ERROR(1054 insert into `PayOrders` (`payParams`,…) values " +
      `('{\\"payBarCode\\":\\"${CODE}\\"}','${TRADE_NO}','payed','4200000182201823484666820001','1795234846666648') - …`;
    const outcome = charge(failed("Database server instruction execution fail.", 5100, description));
    expect(outcome).toMatchObject({ kind: "unknown", cause: "server_error" });
    expect(outcome).toMatchObject({ walletTradeNo: "4200000182201823484666820001" });
    expect(outcome.raw).toContain("5100 ER_BAD_FIELD_ERROR payed thirdNo=4200000182201823484666820001");
    expect(outcome.raw).toContain("1795234846666648");
    expect(outcome.raw).not.toContain(CODE);
    expect(outcome.raw.length).toBeLessThanOrEqual(200);
  });

  test.each([
    ["NULL is no number", "('payed',NULL,'1795234846666648')"],
    ["two candidates are none", "('4200000182201823484666820001','4200000182201823484666820002')"],
    ["our own number and the platform's are not the wallet's", `('${TRADE_NO}','1795234846666648')`],
  ])("[hazard] 5100: %s", (_name, values) => {
    const said = charge(failed("Database server instruction execution fail.", 5100, `ER_DUP_ENTRY(1062) ${values}`));
    expect(said).toMatchObject({ kind: "unknown", cause: "server_error" });
    expect(said).not.toHaveProperty("walletTradeNo");
  });

  test("[hazard] the 60-second text/plain 500 is unknown (L29)", () => {
    expect(charge(http200("Internal Server Error", 500))).toMatchObject({ kind: "unknown", cause: "server_error" });
  });
});

describe("an answer that says nothing is unknown", () => {
  test.each<[string, HttpAnswer, string]>([
    ["a time-out", { ok: false, failure: "timeout", detail: "" }, "timeout"],
    ["a broken connection", { ok: false, failure: "broken_connection", detail: "ECONNRESET" }, "broken_connection"],
    ["no connection", { ok: false, failure: "not_connected", detail: "ECONNREFUSED" }, "not_connected"],
    ["a bad certificate", { ok: false, failure: "tls_failed", detail: "CERT" }, "tls_failed"],
    ["a redirect", { ok: false, failure: "redirected", detail: "302" }, "redirected"],
    ["ten megabytes", { ok: false, failure: "too_large", detail: "" }, "too_large"],
    ["a rate limit", http200("Too Many Requests", 429), "rate_limited"],
    ["a 502 page", http200("<html>502</html>", 502), "server_error"],
    ["the gateway's 401", http200("Unauthorized", 401), "unreadable"],
    ["404 in text (C55)", http200("Not Found", 404), "unreadable"],
    ["415 in text (C51)", http200("Unsupported Media Type", 415), "unreadable"],
    ["a page with 200", http200("<!doctype html>", 200), "unreadable"],
    ["true, as the notices are answered", http200(true), "unreadable"],
    ["an empty body", http200(""), "unreadable"],
    ["a list", http200([]), "unreadable"],
    ["null", http200(null), "unreadable"],
  ])("%s", (_name, answer, cause) => {
    for (const one of [charge(answer), query(answer)]) expect(one).toMatchObject({ kind: "unknown", cause });
    expect(unknownCause.options).toContain(cause);
  });

  test("[hazard] data {} of an offline mode stores no order: never paid (C23)", () => {
    const answer = http200({ ret: "success", businessRet: "offlinePay", data: {} });
    expect(charge(answer)).toMatchObject({ kind: "unknown", cause: "other_order" });
  });

  test.each([[undefined], [null], ["x"], [[]]])("data %j is unreadable", (data) => {
    expect(charge(http200({ ret: "success", data }))).toMatchObject({ kind: "unknown", cause: "unreadable" });
  });

  test("[hazard] an empty list proves nothing: unknown, and never that the order is missing (C35b L3 C28)", () => {
    const outcome = query(listed());
    expect(outcome).toMatchObject({ kind: "unknown", cause: "unlisted_state" });
    expect(outcome).not.toHaveProperty("byHand");
  });

  test.each([[{ items: {} }], [{ items: [null] }], [{}], [{ items: "x" }]])("the list %j is unreadable", (body) => {
    expect(query(http200(body))).toMatchObject({ kind: "unknown", cause: "unreadable" });
  });

  test("a 404 in JSON is an answered failure, never a missing order", () => {
    expect(query(failed("Resources does not exist.", 1599, "", 404))).toMatchObject({ cause: "failure_answered" });
  });
});

describe("what is kept", () => {
  test("neither code nor token is in any raw line", () => {
    const echo = `payBarCode ${CODE}, Bearer secret-token, ${"281234567890123456"}`;
    for (const outcome of [charge(failed(echo)), charge(http200(echo, 500)), charge(charged({ resultCode: echo }))]) {
      expect(outcome.raw).not.toContain(CODE);
      expect(outcome.raw).not.toContain("secret-token");
      expect(outcome.raw).not.toContain("281234567890123456");
      expect(outcome.raw).not.toBe("");
    }
  });

  test("masking keeps numbers of orders readable and hides codes in JSON text", () => {
    const hidden = { codes: [CODE], token: "secret-token" };
    const shown = maskDeep(
      {
        tractionNo: "2795234846557108",
        payParams: `{"payBarCode":"999988887777"}`,
        message: "code 134853566181206477",
        list: [{ payBarCode: "1234567890", note: "secret-token" }],
        id: 7,
      },
      hidden,
    );
    expect(shown).toEqual({
      tractionNo: "2795234846557108",
      payParams: `{"payBarCode":"****7777"}`,
      message: "code ****6477",
      list: [{ payBarCode: "****7890", note: "****" }],
      id: 7,
    });
  });
});
