// What each documented answer of Leshua means for a payment, row by row, and the traps that the facts name.
import { describe, expect, test } from "vitest";
import { ORDER_MISSING, PAY_REFUSALS, PAY_UNCLEAR } from "../../main/channel/leshua/codes.ts";
import {
  STATUSES,
  WALLETS,
  chargeOutcome,
  closeOutcome,
  qrOutcome,
  queryOutcome,
} from "../../main/channel/leshua/outcome.ts";
import { fen } from "../../preload/contract/money.ts";
import { toXml } from "../peers/leshua/envelope.ts";
import { CODE, EVERY_CODE, KEY, MERCHANT, NUMBER, asked, http200, no, signed, yes } from "./leshua-support.ts";

const verbs = { upload_authcode: chargeOutcome, query_status: queryOutcome, close_order: closeOutcome };
const each = Object.entries(verbs);
const base = { leshua_order_id: "0003495002500081", pay_way: "WXZF", amount: "1250", attach: "" };
const qr = (answer: Parameters<typeof qrOutcome>[0]) =>
  qrOutcome(answer, { ...asked, method: "qr", amountFen: fen(1250) });

describe.each(each)("status in the answer to %s", (_service, outcome) => {
  test.each([
    ["0", { kind: "awaiting", channelTradeNo: base.leshua_order_id }],
    ["2", { kind: "paid", amountFen: 1250, channelTradeNo: base.leshua_order_id, wallet: "wechat" }],
    ["6", { kind: "closed" }],
    ["8", { kind: "declined", reason: "refused_by_channel", newCode: true }],
    ["10", { kind: "unknown", cause: "turned_to_refund", byHand: true }],
    ["11", { kind: "unknown", cause: "turned_to_refund", byHand: true }],
    ["12", { kind: "unknown", cause: "turned_to_refund", byHand: true }],
  ])("%s", (status, expected) => {
    expect(outcome(yes({ ...base, status }), asked)).toMatchObject(expected);
  });

  test.each([
    "",
    " ",
    "1",
    "02",
    "2 ",
    "+2",
    "2.0",
    "0x2",
    "20",
    "22",
    "-2",
    "30",
    "31",
    "32",
    "33",
    "paid",
    "支付成功",
    "２",
  ])("the unlisted status %j is unknown, never paid and never unpaid", (status) => {
    const said = outcome(yes({ ...base, status }), asked);
    expect(said).toMatchObject({ kind: "unknown", cause: "unlisted_state" });
    expect(said).not.toHaveProperty("byHand");
  });

  test("no status at all is unknown", () => {
    expect(outcome(yes(base), asked)).toMatchObject({ kind: "unknown", cause: "unlisted_state" });
  });
});

test("the rows above name every status the code lists", () => {
  expect([...STATUSES.keys()]).toEqual(["0", "2", "6", "8", "10", "11", "12"]);
});

test("a failed QR needs no new pay code", () => {
  expect(queryOutcome(yes({ ...base, status: "8" }), { ...asked, method: "qr" })).toMatchObject({ newCode: false });
});

describe("error_code after a pay call", () => {
  const refused = { kind: "declined", reason: "refused_by_channel" };
  const badCode = { kind: "declined", reason: "code_invalid", newCode: true };
  const limit = { kind: "declined", reason: "limit_exceeded" };
  const ROWS: readonly (readonly [string, object])[] = [
    ...[
      "-20001",
      "-20002",
      "-20003",
      "-20006",
      "-20007",
      "-20008",
      "-20009",
      "-20011",
      "-20015",
      "-20031",
      "-20032",
    ].map((code) => [code, refused] as const),
    ["-1002", refused],
    ["-2125", refused],
    ["-20012", badCode],
    ["-20013", badCode],
    ["-20014", badCode],
    ["-1041", limit],
    ["-2034", limit],
  ];

  test.each(ROWS)("%s is a definite no", (code, expected) => {
    expect(chargeOutcome(no(code), asked)).toMatchObject(expected);
    expect(qr(no(code))).toMatchObject(expected);
  });

  test("the rows above are all the table lists", () => {
    expect(new Set(PAY_REFUSALS.keys())).toEqual(new Set(ROWS.map(([code]) => code)));
  });

  test("every other documented code is unknown", () => {
    const others = EVERY_CODE.filter((code) => !PAY_REFUSALS.has(code));
    expect(others.length).toBeGreaterThan(20);
    for (const code of others) {
      expect(chargeOutcome(no(code), asked)).toMatchObject({ kind: "unknown", cause: "failure_answered" });
      expect(qr(no(code))).toMatchObject({ kind: "unknown", cause: "failure_answered" });
    }
  });

  test.each(["", "0", "1", "-99999", "20001", "-20001 ", "-020001", "FAIL"])(
    "the unlisted code %j is unknown",
    (code) => {
      expect(chargeOutcome(no(code), asked)).toMatchObject({ kind: "unknown", cause: "failure_answered" });
    },
  );
});

describe("[hazard]", () => {
  test.each(["-20005", "-20010", "-4027", "-4004", "-20026", "-20027", "-1006"])(
    "[hazard] %s after a pay call leaves it open whether money was taken",
    (code) => {
      expect(PAY_UNCLEAR).toContain(code);
      expect(PAY_REFUSALS.has(code)).toBe(false);
      const said = chargeOutcome(no(code), asked);
      expect(said).toEqual({
        kind: "unknown",
        cause: "failure_answered",
        raw: `result_code=1 error_code=${code} 失败`,
      });
      expect(qr(no(code))).toMatchObject({ kind: "unknown" });
    },
  );

  test("[hazard] resp_code other than 0 says nothing about the payment, signed or not", () => {
    for (const outcome of [...Object.values(verbs), qr]) {
      for (const resp_code of ["1", "-1", "-20001", "00", " 0", "2", "F"]) {
        const unsigned = http200(toXml({ resp_code, resp_msg: "系统繁忙" }));
        expect(outcome(unsigned, asked)).toMatchObject({ kind: "unknown", cause: "failure_answered" });
        for (const status of ["2", "6", "8"])
          expect(outcome(yes({ ...base, status, resp_code }), asked)).toMatchObject({
            kind: "unknown",
            cause: "failure_answered",
          });
      }
    }
  });

  test("[hazard] an error of a query says nothing about the payment", () => {
    for (const code of EVERY_CODE) {
      const cause = ORDER_MISSING.has(code) ? "order_missing" : "failure_answered";
      expect(queryOutcome(no(code), asked)).toMatchObject({ kind: "unknown", cause });
      expect(closeOutcome(no(code), asked)).toMatchObject({ kind: "unknown", cause });
    }
  });

  test("[hazard] a query that failed is not believed about a status beside it", () => {
    for (const status of ["2", "6", "8"])
      expect(queryOutcome(no("-20010", { ...base, status }), asked)).toMatchObject({ kind: "unknown" });
  });

  test("[hazard] only 2, 6 and 8 are final", () => {
    for (let status = -50; status <= 50; status++) {
      const { kind } = queryOutcome(yes({ ...base, status: String(status) }), asked);
      expect(["paid", "closed", "declined"].includes(kind)).toBe([2, 6, 8].includes(status));
    }
  });

  test("[hazard] a refusal beside a status that says otherwise is a contradiction", () => {
    for (const status of ["0", "2", "10", "x"])
      expect(chargeOutcome(no("-20013", { status }), asked)).toMatchObject({ kind: "unknown", cause: "contradiction" });
    for (const status of ["", "6", "8"])
      expect(chargeOutcome(no("-20013", { status }), asked)).toMatchObject({ kind: "declined" });
  });

  test("[hazard] a close is proved by status 6 only", () => {
    expect(closeOutcome(yes({ ...base, status: "6" }), asked)).toMatchObject({ kind: "closed" });
    expect(closeOutcome(yes(base), asked)).toMatchObject({ kind: "unknown" });
    expect(closeOutcome(yes({ ...base, status: "0" }), asked)).toMatchObject({ kind: "awaiting" });
    expect(closeOutcome(yes({ ...base, status: "2" }), asked)).toMatchObject({ kind: "paid" });
  });
});

describe("whose answer it is", () => {
  test.each([
    ["another number", "926112110150000100019"],
    ["a blank behind it", `${NUMBER} `],
    ["a part of it", NUMBER.slice(0, 20)],
    ["nothing", ""],
  ])("%s is another order", (_name, third_order_id) => {
    for (const outcome of [...Object.values(verbs), qr])
      for (const status of ["0", "2", "6", "8"])
        expect(outcome(yes({ ...base, status, td_code: "x", third_order_id }), asked)).toMatchObject({
          kind: "unknown",
          cause: "other_order",
        });
  });

  test("a number that differs in case only is another order", () => {
    const lower = { ...asked, tradeNo: "abc1" };
    expect(queryOutcome(yes({ ...base, status: "2", third_order_id: "ABC1" }), lower)).toMatchObject({
      cause: "other_order",
    });
  });

  test("another merchant's success is not ours", () => {
    const merchant_id = "0000000002";
    expect(chargeOutcome(yes({ ...base, status: "2", merchant_id }), asked)).toMatchObject({ cause: "other_order" });
  });

  test("a refusal may leave the number out, but may not name another", () => {
    const refusal = { result_code: "1", error_code: "-20013" };
    expect(chargeOutcome(signed(refusal), asked)).toMatchObject({ kind: "declined" });
    expect(chargeOutcome(signed({ ...refusal, third_order_id: "" }), asked)).toMatchObject({ kind: "declined" });
    const other = signed({ ...refusal, third_order_id: "T1" });
    for (const outcome of [...Object.values(verbs), qr])
      expect(outcome(other, asked)).toMatchObject({ kind: "unknown", cause: "other_order" });
    expect(chargeOutcome(signed({ ...refusal, merchant_id: "0000000002" }), asked)).toMatchObject({
      cause: "other_order",
    });
  });
});

describe("the amount", () => {
  const paid = (fields: Record<string, string>) => {
    const { amount: _, ...rest } = base;
    return queryOutcome(yes({ ...rest, ...fields, status: "2" }), asked);
  };
  test.each([
    [{ amount: "1250" }, 1250],
    [{ account: "1250" }, 1250],
    [{ amount: "1250", account: "1250" }, 1250],
    [{ amount: "", account: "1250" }, 1250],
    [{ amount: "1" }, 1],
    [{ amount: "0" }, 0],
    [{}, null],
    [{ amount: "" }, null],
    [{ amount: "12.50" }, null],
    [{ amount: "1250.0" }, null],
    [{ amount: "01250" }, null],
    [{ amount: "-1250" }, null],
    [{ amount: " 1250" }, null],
    [{ amount: "1e3" }, null],
    [{ amount: "99999999999" }, null],
    [{ settlement_amount: "1250", discount_amount: "0", buyer_pay_amount: "1250", coupon: "0" }, null],
  ])("%j is %s fen, for the flow to judge", (fields, amountFen) => {
    expect(paid(fields)).toMatchObject({ kind: "paid", amountFen });
  });

  test("amount and account that disagree are a contradiction", () => {
    expect(paid({ amount: "1250", account: "1" })).toMatchObject({ kind: "unknown", cause: "contradiction" });
  });

  test("the seed's answer to upload_authcode names no amount: paid with null", () => {
    const { amount: _, ...rest } = base;
    expect(chargeOutcome(yes({ ...rest, status: "2" }), asked)).toMatchObject({ kind: "paid", amountFen: null });
  });
});

test("the wallet is named by pay_way, and by nothing else", () => {
  const walletOf = (pay_way: string) => queryOutcome(yes({ ...base, status: "2", pay_way }), asked);
  expect([...WALLETS]).toEqual([
    ["WXZF", "wechat"],
    ["ZFBZF", "alipay"],
    ["UPSMZF", "unionpay"],
    ["DCPAY", "ecny"],
  ]);
  for (const [pay_way, wallet] of WALLETS) expect(walletOf(pay_way)).toMatchObject({ wallet });
  for (const pay_way of ["", "wxzf", "CARD"]) expect(walletOf(pay_way)).not.toHaveProperty("wallet");
});

describe("the code a customer scans", () => {
  const td_code = "https://qr.alipay.com/bax001";
  const jspay_url = "https://pay.example/js?a=1&b=2";
  test.each([
    [{ td_code }, td_code],
    [{ jspay_url }, jspay_url],
    [{ td_code: "", jspay_url }, jspay_url],
    [{ td_code, jspay_url }, td_code],
    [{ td_code: "weixin://wxpay/bizpayurl?pr=x" }, "weixin://wxpay/bizpayurl?pr=x"],
  ])("%j gives %s", (fields, codeUrl) => {
    expect(qr(yes({ ...base, ...fields }))).toMatchObject({
      kind: "ready",
      codeUrl,
      channelTradeNo: base.leshua_order_id,
    });
  });

  test.each([
    [{}],
    [{ td_code: "" }],
    [{ jspay_info: "{}" }],
    [{ td_code: "a b" }],
    [{ td_code: "支付" }],
    [{ td_code: "x".repeat(2049) }],
  ])("%j gives none", (fields) => {
    expect(qr(yes({ ...base, ...fields }))).toMatchObject({ kind: "unknown", cause: "unreadable" });
  });

  test("a QR of another amount is not shown", () => {
    expect(qr(yes({ ...base, td_code, amount: "1" }))).toMatchObject({ kind: "unknown", cause: "amount_differs" });
    expect(qr(yes({ ...base, td_code, account: "1" }))).toMatchObject({ kind: "unknown", cause: "amount_differs" });
    expect(qr(yes({ ...base, td_code, amount: "" }))).toMatchObject({ kind: "ready" });
  });
});

describe("answers nobody may believe", () => {
  const success = { ...base, status: "2", third_order_id: NUMBER, result_code: "0" };
  test.each([
    ["nobody signed it", http200(toXml({ resp_code: "0", ...success })), "bad_signature"],
    ["another key", signed(success, "kept", KEY.replace("0", "1")), "bad_signature"],
    ["no result_code", signed({ ...base, third_order_id: NUMBER, status: "2" }), "unreadable"],
    ["an empty result_code", yes({ ...base, status: "2", result_code: "" }), "unreadable"],
    ["no resp_code", http200(toXml(success)), "unreadable"],
    ["429", { ...yes({ ...base, status: "2" }), status: 429 }, "rate_limited"],
    ["500", { ...yes({ ...base, status: "2" }), status: 500 }, "server_error"],
    ["502 HTML", http200("<html>502</html>", 502), "server_error"],
    ["404", { ...yes({ ...base, status: "2" }), status: 404 }, "unreadable"],
    ["a page", http200("<!doctype html><title>登录</title>"), "unreadable"],
    ["no answer", { ok: false, failure: "timeout", detail: "" }, "timeout"],
    ["no connection", { ok: false, failure: "not_connected", detail: "ECONNREFUSED" }, "not_connected"],
    ["bad certificate", { ok: false, failure: "tls_failed", detail: "" }, "tls_failed"],
    ["redirect", { ok: false, failure: "redirected", detail: "302" }, "redirected"],
  ] as const)("%s", (_name, answer, cause) => {
    for (const outcome of [...Object.values(verbs), qr])
      expect(outcome(answer, asked)).toMatchObject({ kind: "unknown", cause });
  });
});

describe("what is kept", () => {
  test("which form of the signature held is noted where the two differ", () => {
    expect(queryOutcome(yes({ ...base, status: "2" }, "kept"), asked)).toMatchObject({
      raw: "status=2 WXZF sign=kept",
    });
    expect(queryOutcome(yes({ ...base, status: "2" }, "dropped"), asked)).toMatchObject({
      raw: "status=2 WXZF sign=dropped",
    });
    const { attach: _, ...full } = base;
    expect(queryOutcome(yes({ ...full, status: "2" }), asked)).toMatchObject({ raw: "status=2 WXZF" });
  });

  test("the raw code stands in the evidence, the pay code and the key do not", () => {
    const said = [
      chargeOutcome(
        no("-20013", { error_msg: `非法 ${CODE} ${CODE.slice(0, 9)} ${CODE.slice(9)}\n281234567890123456` }),
        asked,
      ),
      chargeOutcome(http200(toXml({ resp_code: "7", resp_msg: `x${CODE}` })), asked),
      chargeOutcome(http200(`<p>${CODE}</p>`), asked),
      chargeOutcome(yes({ status: CODE }), asked),
      chargeOutcome(yes({ status: "2", third_order_id: CODE }), asked),
    ];
    expect(said[0]?.raw).toContain("error_code=-20013");
    for (const { raw } of said) {
      expect(raw).not.toContain(CODE);
      expect(raw.replaceAll(/\D/g, "")).not.toContain(CODE);
      expect(raw).not.toContain("281234567890123456");
      expect(raw).not.toContain(KEY);
      expect([...raw].length).toBeLessThanOrEqual(120);
      expect(raw).not.toContain("\n");
    }
  });

  test("a number of ours stays readable, a merchant's number too", () => {
    const other = yes({ status: "2", third_order_id: "926112110150000100019" });
    expect(chargeOutcome(other, asked).raw).toBe(`answered about 926112110150000100019 ${MERCHANT}`);
  });
});
