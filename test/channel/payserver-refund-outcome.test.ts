// What each answer of PayServer to a refund or a refund query means, and what its books must say before one is sent
// (facts §3.3, witnessed.md §2.3).
import { describe, expect, test } from "vitest";
import type { HttpAnswer } from "../../main/channel/http.ts";
import {
  REFUND_STATUSES,
  findRefund,
  planRefund,
  refundOutcome,
  refundState,
  standInTheWay,
} from "../../main/channel/payserver/refund-outcome.ts";
import { fen } from "../../preload/contract/money.ts";
import { REFUND_NO, askedRefund as asked, componentSaid, failed, given, http200, listed } from "./payserver-support.ts";
import { order, refundRow } from "./payserver-support.ts";

const sent = (answer: HttpAnswer) => refundOutcome(answer, asked);

describe("data.status, every listed one", () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["refunded", {}, { kind: "refunded", amountFen: 50 }],
    ["refunding", { resultCode: undefined }, { kind: "processing" }],
    ["unRefund", {}, { kind: "processing" }],
    ["unRefunded", {}, { kind: "processing" }],
    ["refundFailed", { resultCode: "NOTENOUGH" }, { kind: "refused", reason: "merchant_balance_low" }],
    ["refundFailed", { resultCode: "USER_ACCOUNT_ABNORMAL" }, { kind: "refused", reason: "refund_refused" }],
  ])("%s", (status, more, outcome) => {
    expect(sent(given({ status, ...more }))).toMatchObject(outcome);
    expect(refundState(refundRow({ status, ...more }), asked)).toMatchObject(outcome);
  });

  test("the table above names every status the code lists", () => {
    expect([...REFUND_STATUSES.keys()].toSorted()).toEqual(
      ["refunded", "refunding", "unRefund", "unRefunded", "refundFailed"].toSorted(),
    );
  });

  test.each([["REFUNDED"], [""], [null], [undefined], ["payed"]])("the unlisted status %j is unknown", (status) => {
    expect(sent(given({ status }))).toMatchObject({ kind: "unknown", cause: "unlisted_state" });
  });

  test.each([["system error"], ["failed"], [""], [null], [undefined], ["SYSTEMERROR"], ["BIZERR_NEED_RETRY"]])(
    "[hazard] refundFailed with %j is unknown: the money may have gone (F36 F37)",
    (resultCode) => {
      expect(sent(given({ status: "refundFailed", resultCode }))).toMatchObject({
        kind: "unknown",
        cause: "state_needs_a_person",
      });
    },
  );
});

describe("[hazard] an answer about another refund is not ours", () => {
  test.each<[string, Record<string, unknown>]>([
    ["the first refund of a refunded order, under its old number (F3)", { clientRefundNo: "T201807120134" }],
    ["our number, used for another order (L22–L24)", { payOrderUUID: "5Y9fZtPBu1yTvYkzTPPf8w" }],
    ["the null-numbered refund (F40)", { clientRefundNo: null }],
    ["no order named", { payOrderUUID: undefined }],
  ])("%s", (_name, more) => {
    expect(sent(given(more))).toMatchObject({ kind: "unknown", cause: "other_order" });
  });

  test.each([
    [51, "amount_differs"],
    [-5, "amount_missing"],
    [undefined, "amount_missing"],
    ["50.5", "amount_missing"],
  ])("an amount of %j is not ours (F11 F13)", (refundAmount, cause) => {
    expect(sent(given({ refundAmount }))).toMatchObject({ kind: "unknown", cause });
    expect(sent(given({ refundAmount, status: "refundFailed", resultCode: "X" }))).toMatchObject({ cause });
  });

  test("offlineRefund with data {} gives no proof of anything", () => {
    const answer = http200({ ret: "success", businessRet: "offlineRefund", data: {} });
    expect(sent(answer)).toMatchObject({ kind: "unknown", cause: "other_order" });
  });
});

describe("HTTP 500", () => {
  test.each([
    ["more than is left (F9)", "RefundOrderBusiness->create refundAmount exceed payAmount!!!!"],
    ["no such order (F38)", "RefundOrderBusiness->create payOrder not has exist!!! payTractionNo:1531367230400202"],
    ["not paid (F39)", "RefundOrderBusiness->create payOrder status is invalid!!! payOrderObj.status:payFailed"],
  ])("%s is refused: it is thrown before the component is called", (_name, message) => {
    expect(sent(failed(message))).toMatchObject({ kind: "refused", reason: "refund_refused" });
  });

  test("only the cancel came too late: nothing was done (F19 F21)", () => {
    const message = "RefundOrderBusiness->create payOrder has exceed cancel limit time ,can not canceled!!!";
    expect(sent(failed(message))).toBe("cancel_too_late");
  });

  test("a component's own no is refused (F31)", () => {
    const answer = componentSaid("refund", { ret: "failed", thirdErrorReason: "NOTENOUGH" });
    expect(sent(answer)).toMatchObject({ kind: "refused", reason: "merchant_balance_low" });
  });

  test.each<[string, HttpAnswer]>([
    ["a component that broke: {} (F36)", componentSaid("refund", {})],
    ["a component without a reason", componentSaid("refund", { ret: "failed", thirdErrorReason: "" })],
    ["a component that says system error", componentSaid("refund", { ret: "failed", thirdErrorReason: "SYSTEMERROR" })],
    [
      "a text amount: given back and not stored (F15)",
      failed("RefundOrderProxy->updateData refundAmount exceed payAmount!!!!"),
    ],
    ["the database (F41 F44 F45)", failed("Database server instruction execution fail.", 5100, "ER_DUP_ENTRY")],
    ["the database is down", failed("connect ECONNREFUSED", "ECONNREFUSED")],
    ["the 60-second limit", http200("Internal Server Error", 500)],
    ["a 502 page", http200("<html>", 502)],
  ])("[hazard] %s is unknown, and never a failure that may be sent again", (_name, answer) => {
    expect(sent(answer)).toMatchObject({ kind: "unknown", cause: "server_error" });
  });

  test("5100 keeps the wallet's refund number", () => {
    const description =
      "ER_BAD_FIELD_ERROR(1054 insert into `RefundOrders` values ('refunded','5030000182201808173250265573')";
    expect(sent(failed("x", 5100, description))).toMatchObject({
      raw: expect.stringContaining("refunded thirdNo=5030000182201808173250265573"),
    });
  });
});

describe("a refund query", () => {
  test("finds ours by its number to the letter", () => {
    expect(findRefund(listed(refundRow()), REFUND_NO, asked.hidden)).toMatchObject({ found: true });
    const other = listed(refundRow({ clientRefundNo: "x" }));
    expect(findRefund(other, REFUND_NO, asked.hidden)).toMatchObject({ outcome: { cause: "other_order" } });
    const two = listed(refundRow(), refundRow());
    expect(findRefund(two, REFUND_NO, asked.hidden)).toMatchObject({ outcome: { cause: "contradiction" } });
  });

  test("[hazard] an empty list proves nothing: never absent, so never sent again (F4b F16 F43)", () => {
    expect(findRefund(listed(), REFUND_NO, asked.hidden)).toEqual({
      found: false,
      outcome: {
        kind: "unknown",
        cause: "unlisted_state",
        raw: expect.stringContaining("proves nothing"),
        namesNone: true,
      },
    });
  });

  test.each<[HttpAnswer, string]>([
    [{ ok: false, failure: "timeout", detail: "" }, "timeout"],
    [http200("x", 500), "server_error"],
    [failed("x", 1599, "", 404), "server_error"],
    [http200({ items: null }), "unreadable"],
  ])("anything else is unknown", (answer, cause) => {
    expect(findRefund(answer, REFUND_NO, asked.hidden)).toMatchObject({ outcome: { kind: "unknown", cause } });
  });
});

describe("before a refund is sent", () => {
  const NOT_BEFORE = "261121043000";
  const plan = (more: Record<string, unknown>, refundFen = 50) =>
    planRefund(order(more), { amountFen: fen(50), refundFen: fen(refundFen) }, NOT_BEFORE);

  test.each<[string, Record<string, unknown>, number, 0 | 1]>([
    ["the whole of a payment within 8 h is a cancel", {}, 50, 1],
    ["a part is a refund", {}, 20, 0],
    ["what is left is a refund", { status: "partRefunded", refundAmount: 20 }, 30, 0],
    ["an old payment is a refund (F19)", { payFinishAt: "2026-11-21 04:29:59" }, 50, 0],
    ["[hazard] a payment without a finishing time is a refund (F21)", { payFinishAt: null }, 50, 0],
    ["an unreadable finishing time is a refund", { payFinishAt: "now" }, 50, 0],
  ])("%s", (_name, more, amount, isCancel) => {
    expect(plan(more, amount)).toMatchObject({ go: true, payTractionNo: "1795234846557107", isCancel });
  });

  test.each<[Record<string, unknown>, number]>([
    [{ status: "paying" }, 50],
    [{ status: "payFailed" }, 50],
    [{ status: "refunded", refundAmount: 50 }, 50],
    [{ status: undefined }, 50],
    [{ status: "partRefunded", refundAmount: 20 }, 31],
  ])("an order that cannot give it back refuses it unsent: %j", (more, amount) => {
    expect(plan(more, amount)).toMatchObject({ go: false, outcome: { kind: "refused", reason: "refund_refused" } });
  });

  test.each<[Record<string, unknown>]>([
    [{ uuid: null }],
    [{ uuid: "../x" }],
    [{ tractionNo: undefined }],
    [{ payAmount: 51 }],
    [{ refundAmount: -5 }],
  ])("an order that cannot be read leaves it unsent: %j", (more) => {
    expect(plan(more)).toMatchObject({ go: false, outcome: { kind: "unknown", cause: "not_connected" } });
  });

  test.each(["refunding", "unRefund", "unRefunded", "strange", null])(
    "[hazard] another refund that is %j stands in the way: both would be carried out (F26)",
    (status) => {
      const outcome = standInTheWay(listed(refundRow({ clientRefundNo: "T1", status })), asked);
      expect(outcome).toMatchObject({ kind: "refused", raw: expect.stringContaining("T1") });
    },
  );

  test("finished ones do not; ours already there is answered as it stands", () => {
    const done = refundRow({ clientRefundNo: "T1" });
    expect(standInTheWay(listed(done, { ...done, status: "refundFailed" }), asked)).toBe(null);
    expect(standInTheWay(listed(), asked)).toBe(null);
    expect(standInTheWay(listed(done, refundRow({ status: "refunding" })), asked)).toMatchObject({
      kind: "processing",
    });
  });

  test("a list that cannot be read leaves it unsent; a service without the list does not", () => {
    for (const answer of [
      http200("x", 502),
      failed("x"),
      http200({}),
      { ok: false, failure: "timeout", detail: "" } as const,
    ])
      expect(standInTheWay(answer, asked)).toMatchObject({ kind: "unknown", cause: "not_connected" });
    expect(standInTheWay(http200("Not Found", 404), asked)).toBe(null);
  });
});
