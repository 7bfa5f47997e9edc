// Every documented answer to a charge, row by row, and every hazard of the facts by name. Pure: no network here.
import { describe, expect, test } from "vitest";
import { type Fen, fen } from "../../preload/contract/money.ts";
import type { HttpAnswer } from "../../main/channel/http.ts";
import { paymentOutcome } from "../../main/channel/gathering/outcome.ts";
import { answered, broken, reached } from "./gathering-support.ts";

const CODE = "134637290126095871";
const hidden = { secrets: ["Pw-7f3a91-till"], payCode: CODE };
const NUMBER = "2018020816260992378541";
const WALLET_NO = "4200000057201802089265546655";

const charged = (answer: HttpAnswer, wallet: "wechat" | "alipay" = "wechat", amountFen: Fen = fen(1250)) =>
  paymentOutcome(reached(answer), { wallet, amountFen, hidden });
const success = (more: Record<string, unknown> = {}) =>
  answered({
    result: "SUCCESS",
    total_amount: "1250",
    channel_transaction_id: WALLET_NO,
    merchant_trade_no: NUMBER,
    ...more,
  });
const fail = (err_message: unknown) => answered({ result: "FAIL", err_message });

describe("paid", () => {
  test.each(["result", "result_code"])("is SUCCESS under %s, with the server's number and the wallet's", (key) => {
    expect(charged(success({ result: undefined, [key]: "SUCCESS" }))).toEqual({
      kind: "paid",
      amountFen: 1250,
      channelTradeNo: NUMBER,
      raw: `SUCCESS ${NUMBER} ${WALLET_NO} total_amount=1250`,
    });
  });

  test("the seed's own sample is one fen", () => {
    const sample = {
      result_code: "SUCCESS",
      total_amount: "1",
      channel_transaction_id: WALLET_NO,
      merchant_trade_no: NUMBER,
    };
    expect(charged(answered(sample), "wechat", fen(1))).toMatchObject({ kind: "paid", amountFen: 1 });
  });

  test("both keys may say it together", () => {
    expect(charged(success({ result_code: "SUCCESS" }))).toMatchObject({ kind: "paid" });
  });

  test.each([
    [{ merchant_trade_no: undefined }],
    [{ merchant_trade_no: null }],
    [{ merchant_trade_no: "" }],
    [{ merchant_trade_no: 2018 }],
    [{ merchant_trade_no: "a b" }],
    [{ merchant_trade_no: CODE }],
  ])("without a number of the server's it is unknown: %j", (more) => {
    expect(charged(success(more))).toMatchObject({ kind: "unknown", cause: "order_missing" });
  });

  test.each([[{ result: "SUCCESS", result_code: "FAIL" }], [{ result: "FAIL", result_code: "SUCCESS" }]])(
    "two keys that contradict each other prove nothing: %j",
    (more) => expect(charged(success(more))).toMatchObject({ kind: "unknown", cause: "contradiction" }),
  );

  test.each([["success"], ["OK"], [true], [1], [{}]])("a result of %j is not listed", (result) => {
    expect(charged(success({ result }))).toMatchObject({ kind: "unknown", cause: "unlisted_state" });
  });

  test.each([201, 202, 204, 206])("only 200 counts: a SUCCESS under HTTP %i is unknown", (status) => {
    const { text } = success() as { text: string };
    expect(charged(answered(text, status))).toMatchObject({ kind: "unknown", cause: "unreadable" });
  });
});

describe("[hazard] the amount a success names is fen from WeChat and yuan from Alipay", () => {
  test("which one it is follows from the code, not from the look of the text", () => {
    expect(charged(success({ total_amount: "12.50" }), "alipay")).toMatchObject({ kind: "paid", amountFen: 1250 });
    expect(charged(success({ total_amount: "1250" }), "alipay")).toMatchObject({ kind: "paid", amountFen: 125_000 });
    expect(charged(success({ total_amount: "1250" }), "wechat")).toMatchObject({ kind: "paid", amountFen: 1250 });
  });

  test("another amount is passed on for the flow to judge", () => {
    expect(charged(success({ total_amount: "1" }))).toMatchObject({ kind: "paid", amountFen: 1 });
  });

  test.each([undefined, null, ""])(
    "a success with total_amount %j is about the amount of its own request",
    (total_amount) => {
      expect(charged(success({ total_amount }))).toMatchObject({
        kind: "paid",
        amountFen: 1250,
        raw: `SUCCESS ${NUMBER} ${WALLET_NO} without total_amount`,
      });
    },
  );

  test("an amount that stands there and cannot be read names none", () => {
    expect(charged(success({ total_amount: "12.50 CNY" }))).toMatchObject({ kind: "paid", amountFen: null });
  });
});

describe("a FAIL whose words are listed is definite", () => {
  test.each<[string, string, boolean]>([
    ["二维码已过期，请用户在微信上刷新后再试", "code_expired", true],
    ["101 付款码已过期，请刷新", "code_expired", true],
    [" 付款码已过期，请刷新", "code_expired", true],
    ["请扫描微信支付被扫条码/二维码", "code_invalid", true],
    ["余额不足", "balance_low", true],
    ["买家余额不足", "balance_low", true],
    ["买家付款日限额超限", "limit_exceeded", true],
    ["买家付款月额度超限", "limit_exceeded", true],
    ["不支持卡类型", "refused_by_channel", true],
    ["受理机构必须传入sub_mch_id", "refused_by_channel", false],
  ])("%s: declined, %s", (text, reason, newCode) => {
    expect(charged(fail(text))).toMatchObject({ kind: "declined", reason, newCode });
  });

  test.each([
    ["该订单已撤销", "cancelled"],
    ["订单已撤销", "cancelled"],
    ["订单已关闭", "closed"],
  ])("%s: %s", (text, kind) => expect(charged(fail(text))).toEqual({ kind, raw: `FAIL ${text}` }));
});

describe("[hazard] a FAIL that proves nothing is unknown", () => {
  test.each([
    "每个二维码仅限使用一次，请刷新再试",
    "付款码无效，请重新扫码",
    "付款码无效,请重新扫码。",
    "授权码检验错误",
    "支付授权码无效",
    "支付失败，获取顾客账户信息失败，请顾客刷新付款码后重新收款，如再次收款失败，请联系管理员处理。[SOUNDWAVE_PARSER_FAIL]",
  ])("%s: the first delivery of this very request may have used the code", (text) => {
    for (const wallet of ["wechat", "alipay"] as const)
      expect(charged(fail(text), wallet)).toMatchObject({ kind: "unknown", cause: "code_spent", byHand: true });
  });

  test.each([[undefined], [null], [""], ["  "], [7], [{}]])(
    "without a word (%j): Alipay's buyer may be typing",
    (text) => {
      expect(charged(fail(text), "alipay")).toMatchObject({ kind: "unknown", cause: "failure_answered" });
    },
  );

  test.each([
    "系统繁忙",
    "系统繁忙，请稍后再试",
    "系统异常",
    "系统错误",
    "系统超时",
    "接口返回错误",
    "银行系统异常",
    "业务出现未知错误或者系统异常",
    "服务暂不可用",
    "支付失败",
    "交易已被支付",
    "订单已支付",
    "该订单已支付",
    "用户支付中，需要输入密码",
    "订单发生过退款，退款详情请查询退款单",
    "商户订单号重复",
    "每个二维码仅限使用一次",
    "付款码无效",
    "余额不足，但已扣款",
  ])("%s is not on the list of definite texts", (text) => {
    for (const wallet of ["wechat", "alipay"] as const)
      expect(charged(fail(text), wallet)).toMatchObject({ kind: "unknown", cause: "failure_answered" });
  });

  test.each([
    ["收款失败，请重新收款", "the reverse itself failed"],
    ["订单未支付", "the server stopped asking and reversed nothing"],
    ["支付失败，请撤销订单", "WeChat wants a reverse that nobody sends"],
  ])("%s: a person must look, because %s", (text) => {
    expect(charged(fail(text))).toMatchObject({ kind: "unknown", cause: "state_needs_a_person", byHand: true });
  });
});

describe("refused before any payment", () => {
  test.each<[string, HttpAnswer, string]>([
    ["403 with its words", answered({ message: "不支持此付款" }, 403), "HTTP 403 不支持此付款"],
    ["403 with one blank", answered(" ", 403), "HTTP 403"],
    [
      "403 with a JSON:API error",
      answered({ errors: [{ detail: "该用户没有操作权限" }] }, 403),
      "HTTP 403 该用户没有操作权限",
    ],
    ["404 without a body", answered("", 404), "HTTP 404"],
    ["404 as Rails words it", answered({ status: 404, error: "Not Found" }, 404), "HTTP 404 Not Found"],
    ["422 with null", answered("null", 422), "HTTP 422"],
    ["422 with errors", answered({ errors: [{ detail: "总金额不能为空" }] }, 422), "HTTP 422 总金额不能为空"],
    ["401, one blank", answered(" ", 401), "HTTP 401"],
    ["401, plain text", answered("HTTP Token: Access denied.\n", 401), "HTTP 401"],
  ])("%s: declined, and the same code may be scanned again", (_name, answer, raw) => {
    expect(charged(answer)).toEqual({ kind: "declined", reason: "refused_by_channel", newCode: false, raw });
  });

  test.each<[string, HttpAnswer]>([
    ["403 page of somebody else", answered("<html>Forbidden</html>", 403)],
    ["404 page of somebody else", answered("<html>nginx</html>", 404)],
    ["403 that speaks of a result", answered({ result: "SUCCESS" }, 403)],
    ["422 list", answered([1], 422)],
  ])("a %s is not the channel's word", (_name, answer) => {
    expect(charged(answer)).toMatchObject({ kind: "unknown", cause: "unreadable" });
  });

  test("without a token nothing was sent", () => {
    const login = answered({ errors: [{ detail: "账户名或密码错误" }] }, 401);
    expect(paymentOutcome({ answer: null, login }, { wallet: "wechat", amountFen: fen(1), hidden })).toEqual({
      kind: "declined",
      reason: "never_sent",
      newCode: false,
      raw: "login: HTTP 401 账户名或密码错误",
    });
  });
});

describe("everything else is unknown", () => {
  test.each<[HttpAnswer, string]>([
    [answered("", 500), "server_error"],
    [answered('{"status":500,"error":"Internal Server Error"}', 500), "server_error"],
    [success().ok ? answered((success() as { text: string }).text, 500) : broken("timeout"), "server_error"],
    [answered("<html>502</html>", 502), "server_error"],
    [answered("", 504), "server_error"],
    [answered("slow down", 429), "rate_limited"],
    [answered("", 204), "unreadable"],
    [answered("", 200), "unreadable"],
    [answered(" ", 200), "unreadable"],
    [answered("null", 200), "unreadable"],
    [answered("true", 200), "unreadable"],
    [answered("[]", 200), "unreadable"],
    [answered("{}", 200), "unreadable"],
    [answered('{"result":"SUC', 200), "unreadable"],
    [answered("<!doctype html>", 200), "unreadable"],
    [answered({ message: "bad" }, 400), "unreadable"],
    [answered("", 405), "unreadable"],
    [answered("", 415), "unreadable"],
    ...(
      ["timeout", "not_connected", "broken_connection", "tls_failed", "redirected", "too_large", "unreadable"] as const
    ).map((failure): [HttpAnswer, string] => [broken(failure), failure]),
  ])("%j: %s", (answer, cause) => expect(charged(answer)).toMatchObject({ kind: "unknown", cause }));
});

describe("what is kept of the words", () => {
  test("the pay code, anything shaped like one, the password and a token are masked", () => {
    const { raw } = charged(fail(`码${CODE}无效 2812 3456 7890 123456 Pw-7f3a91-till Bearer eyJ0.eyJs.aBc_-1`));
    expect(raw).toBe("FAIL 码****5871无效 ****3456 **** Bearer ****");
  });

  test("it is one short line", () => {
    const { raw } = charged(fail(`a\n\u0007b${"长".repeat(500)}`));
    expect(raw.startsWith("FAIL a b长")).toBe(true);
    expect([...raw]).toHaveLength(200);
  });
});
