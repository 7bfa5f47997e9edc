// Every documented answer to a refund, row by row, and every hazard of the facts by name. Pure: no network here.
import { describe, expect, test } from "vitest";
import type { HttpAnswer } from "../../main/channel/http.ts";
import { refundOutcome } from "../../main/channel/gathering/refund-outcome.ts";
import { answered, broken, reached } from "./gathering-support.ts";

const hidden = { secrets: [], payCode: null };
const refunded = (answer: HttpAnswer, wallet: "wechat" | "alipay" | null = "wechat") =>
  refundOutcome(reached(answer), wallet, hidden);
const ACCEPTED = answered({ result: "SUCCESS", message: "退款申请成功" });

describe("退款申请成功", () => {
  test("from Alipay is refunded: the server books REFUNDED with the wallet's own success", () => {
    expect(refunded(ACCEPTED, "alipay")).toEqual({ kind: "refunded", amountFen: null, raw: "SUCCESS 退款申请成功" });
  });

  test("[hazard] an Alipay refund may be one fen short: no amount is ever claimed that the answer does not name", () => {
    const named = answered({ result: "SUCCESS", message: "退款申请成功", refund_amount: "0.29" });
    expect(refunded(named, "alipay")).toMatchObject({ kind: "refunded", amountFen: null });
  });

  test.each(["wechat", null] as const)(
    "[hazard] from %s is accepted, never finished: its end can never be asked",
    (wallet) => {
      expect(refunded(ACCEPTED, wallet)).toEqual({ kind: "processing", raw: "SUCCESS 退款申请成功" });
    },
  );

  test("under result_code it is the same", () => {
    expect(refunded(answered({ result_code: "SUCCESS" }))).toMatchObject({ kind: "processing" });
  });
});

describe("refused for good", () => {
  test.each<[string, HttpAnswer]>([
    ["no permission", answered({ errors: [{ detail: "该用户没有操作权限" }] }, 403)],
    ["no permission, one blank", answered(" ", 403)],
    ["a token refused twice", answered(" ", 401)],
  ])("%s", (_name, answer) => {
    expect(refunded(answer)).toMatchObject({ kind: "refused", reason: "refund_refused" });
  });
});

describe("refused because the merchant's account holds too little: to be sent again by a person, once it holds enough", () => {
  test.each<[string, Record<string, unknown>]>([
    ["WeChat's empty account", { err_message: "基本账户余额不足，请充值后重新发起" }],
    ["Alipay's empty account", { message: "卖家余额不足" }],
    ["a short balance, in few words", { message: "余额不足" }],
    ["with the wallet's code behind", { message: "余额不足[ACQ.SELLER_BALANCE_NOT_ENOUGH]" }],
  ])("%s", (_name, words) => {
    expect(refunded(answered({ result: "FAIL", ...words }))).toMatchObject({
      kind: "refused",
      reason: "merchant_balance_low",
    });
  });
});

describe("never read as refused", () => {
  test("[hazard] 404 may be the echo of a first refund that went through", () => {
    expect(refunded(answered(" ", 404))).toEqual({ kind: "unknown", cause: "order_missing", raw: "HTTP 404" });
  });

  test.each(["err_message", "message"])(
    "[hazard] 订单已全额退款 under %s: the money is back, a person must look",
    (key) => {
      expect(refunded(answered({ result: "FAIL", [key]: "订单已全额退款" }))).toMatchObject({
        kind: "unknown",
        cause: "state_needs_a_person",
      });
    },
  );

  test.each([null, "", "系统超时", "系统繁忙", "退款失败", "订单状态错误"])(
    "a FAIL with the unlisted words %j",
    (text) => {
      for (const key of ["err_message", "message"])
        expect(refunded(answered({ result: "FAIL", [key]: text }))).toMatchObject({
          kind: "unknown",
          cause: "unlisted_state",
        });
    },
  );

  test("no answer is `failure_answered`: the flow would send a second refund after it", () => {
    const all = [answered({ result: "FAIL" }), answered({ result: "FAIL", message: "系统繁忙" }), answered("", 500)];
    for (const answer of all) expect(refunded(answer)).not.toMatchObject({ cause: "failure_answered" });
  });

  test.each<[HttpAnswer, string]>([
    [answered("", 500), "server_error"],
    [answered("", 422), "unreadable"],
    [answered("null"), "unreadable"],
    [answered(""), "unreadable"],
    [answered("", 204), "unreadable"],
    [answered("<html>", 200), "unreadable"],
    [answered("<html>", 403), "unreadable"],
    [answered("", 429), "rate_limited"],
    [answered({ result: "SUCCESS", result_code: "FAIL" }), "contradiction"],
    [answered({ result: "DONE" }), "unlisted_state"],
    [broken("timeout"), "timeout"],
    [broken("broken_connection"), "broken_connection"],
    [broken("too_large"), "too_large"],
  ])("%j is unknown: %s", (answer, cause) => expect(refunded(answer)).toMatchObject({ kind: "unknown", cause }));
});

test("without a token nothing left us", () => {
  const login = broken("tls_failed");
  expect(refundOutcome({ answer: null, login }, "wechat", hidden)).toEqual({
    kind: "unknown",
    cause: "not_connected",
    raw: "login: tls_failed",
  });
});
