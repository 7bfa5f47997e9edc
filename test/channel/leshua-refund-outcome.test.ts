// What each documented answer of Leshua means for a refund, row by row.
import { describe, expect, test } from "vitest";
import { ORDER_MISSING, REFUND_ABSENT, REFUND_REFUSALS } from "../../main/channel/leshua/codes.ts";
import {
  type AskedRefund,
  REFUND_STATUSES,
  refundOutcome,
  refundQueryOutcome,
} from "../../main/channel/leshua/refund-outcome.ts";
import { fen } from "../../preload/contract/money.ts";
import { toXml } from "../peers/leshua/envelope.ts";
import { EVERY_CODE, KEY, NUMBER, asked, http200, newRefundNo, no, signed, yes } from "./leshua-support.ts";

const refundNo = newRefundNo();
const ours: AskedRefund = { ...asked, payCode: null, refundNo, refundFen: fen(500), sameAmountOthers: 0 };
const base = { merchant_refund_id: refundNo, leshua_refund_id: "77", refund_amount: "500" };
const both = [
  ["unified_refund", refundOutcome],
  ["unified_query_refund", refundQueryOutcome],
] as const;

describe.each(both)("%s", (_service, outcome) => {
  test.each([
    ["10", { kind: "processing" }],
    ["11", { kind: "refunded", amountFen: 500 }],
    ["12", { kind: "refused", reason: "refund_closed" }],
  ])("status %s", (status, expected) => {
    expect(outcome(yes({ ...base, status }), ours)).toMatchObject(expected);
  });

  test.each(["", "0", "2", "6", "8", "1", "011", "11 ", "30", "退款成功"])(
    "status %j says nothing about a refund",
    (status) => {
      expect(outcome(yes({ ...base, status }), ours)).toMatchObject({ kind: "unknown", cause: "unlisted_state" });
    },
  );

  test("another refund's success is not ours, and one without a number only by its amount", () => {
    const done = { ...base, status: "11" };
    expect(outcome(yes({ ...done, merchant_refund_id: newRefundNo() }), ours)).toMatchObject({ cause: "other_order" });
    expect(outcome(yes({ ...done, merchant_refund_id: "" }), ours)).toMatchObject({ kind: "refunded" });
    const twice = { ...ours, sameAmountOthers: 1 };
    expect(outcome(yes({ ...done, merchant_refund_id: "" }), twice)).toMatchObject({ cause: "other_order" });
    expect(outcome(yes(done), twice)).toMatchObject({ kind: "refunded" });
    expect(outcome(yes({ status: "11" }), ours)).toMatchObject({ cause: "other_order" });
  });

  test("another order or merchant is not ours", () => {
    expect(outcome(yes({ ...base, status: "11", third_order_id: "x" }), ours)).toMatchObject({ cause: "other_order" });
    expect(outcome(yes({ ...base, status: "11", third_order_id: "" }), ours)).toMatchObject({ cause: "other_order" });
    expect(outcome(yes({ ...base, status: "11", merchant_id: "9" }), ours)).toMatchObject({ cause: "other_order" });
    expect(outcome(no("-5014", { merchant_refund_id: newRefundNo() }), ours)).toMatchObject({ cause: "other_order" });
    expect(outcome(no("-5019", { third_order_id: "x" }), ours)).toMatchObject({ cause: "other_order" });
  });

  test.each(["499", "5.00", "x", "0"])("a refund_amount of %s is not ours to believe", (refund_amount) => {
    for (const status of ["10", "11", "12"])
      expect(outcome(yes({ ...base, status, refund_amount }), ours)).toMatchObject({ cause: "amount_differs" });
  });

  test("no refund_amount beside our number: done, amount not named", () => {
    expect(outcome(yes({ ...base, status: "11", refund_amount: "" }), ours)).toMatchObject({
      kind: "refunded",
      amountFen: null,
    });
  });

  test.each([
    [
      "unsigned",
      http200(toXml({ resp_code: "0", result_code: "0", third_order_id: NUMBER, ...base, status: "11" })),
      "bad_signature",
    ],
    [
      "another key",
      signed({ result_code: "0", third_order_id: NUMBER, ...base, status: "11" }, "kept", `${KEY}1`),
      "bad_signature",
    ],
    ["resp_code 1", yes({ ...base, status: "11", resp_code: "1" }), "failure_answered"],
    ["an unsigned absence", http200(toXml({ resp_code: "0", result_code: "1", error_code: "-5019" })), "bad_signature"],
    ["502", http200("", 502), "server_error"],
    ["timeout", { ok: false, failure: "timeout", detail: "" }, "timeout"],
    ["not connected", { ok: false, failure: "not_connected", detail: "" }, "not_connected"],
  ] as const)("%s is unknown", (_name, answer, cause) => {
    expect(outcome(answer, ours)).toMatchObject({ kind: "unknown", cause });
  });
});

test("the rows above name every status the code lists", () => {
  expect([...REFUND_STATUSES.keys()]).toEqual(["10", "11", "12"]);
});

const UNCLEAR: Readonly<Record<string, string>> = {
  "-20005": "server_error",
  "-20010": "server_error",
  "-4027": "server_error",
  "-4004": "server_error",
  "-5103": "contradiction",
  "-20029": "contradiction",
};

describe("error_code", () => {
  test("after unified_refund: what the request is refuses it, what hangs on the order's state is unknown", () => {
    const definite = ["-20001", "-20002", "-20003", "-20006", "-20007", "-20009", "-20011", "-20022"].concat([
      "-20024",
      "-20025",
      "-1002",
      "-5014",
      "-5015",
      "-5020",
    ]);
    expect(new Set(REFUND_REFUSALS)).toEqual(new Set(definite));
    for (const code of EVERY_CODE) {
      const said = refundOutcome(no(code), ours);
      if (definite.includes(code)) expect(said).toMatchObject({ kind: "refused", reason: "refund_refused" });
      else
        expect(said).toMatchObject({
          kind: "unknown",
          cause: ORDER_MISSING.has(code) ? "order_missing" : (UNCLEAR[code] ?? "failure_answered"),
        });
    }
  });

  test("[hazard] nothing left, a state that forbids it: it may be our own refund, so it is asked about", () => {
    for (const code of ["-20023", "-5017", "-20019", "-5016", "-5018"])
      expect(refundOutcome(no(code), ours)).toMatchObject({ kind: "unknown", cause: "failure_answered" });
  });

  test("[hazard] a system error, or a number that is taken, is not the channel's no", () => {
    for (const [code, cause] of Object.entries(UNCLEAR))
      expect(refundOutcome(no(code), ours)).toMatchObject({ kind: "unknown", cause });
  });

  test("after unified_query_refund: three codes say that there is none such, no other does", () => {
    expect(new Set(REFUND_ABSENT)).toEqual(new Set(["-20020", "-20022", "-5019"]));
    for (const code of EVERY_CODE) {
      const said = refundQueryOutcome(no(code), ours);
      if (REFUND_ABSENT.has(code)) expect(said).toMatchObject({ kind: "absent" });
      else expect(said).toMatchObject({ kind: "unknown" });
    }
  });

  test("a failed refund keeps the channel's own reason", () => {
    const said = refundQueryOutcome(yes({ ...base, status: "12", failure_reason: "商户余额不足" }), ours);
    expect(said.raw).toBe("status=12 500 商户余额不足");
  });
});
