// Every documented answer to a QR request, row by row. Pure: no network here.
import { describe, expect, test } from "vitest";
import type { HttpAnswer } from "../../main/channel/http.ts";
import { qrOutcome } from "../../main/channel/gathering/outcome.ts";
import { answered, broken, reached } from "./gathering-support.ts";

const fail = (err_message: unknown) => answered({ result: "FAIL", err_message });

describe("a QR code", () => {
  const shown = (answer: HttpAnswer) => qrOutcome(reached(answer), { secrets: [], payCode: null });

  test("is ready with its code_url; there is no order number", () => {
    expect(shown(answered({ result: "SUCCESS", code_url: "weixin://wxpay/bizpayurl?pr=WYYbGqi" }))).toEqual({
      kind: "ready",
      codeUrl: "weixin://wxpay/bizpayurl?pr=WYYbGqi",
      raw: "SUCCESS",
    });
  });

  test.each([[undefined], [null], [""], [7], ["a b"], [`https://${"x".repeat(3000)}`]])(
    "with a code_url of %j is unreadable",
    (code_url) => {
      expect(shown(answered({ result: "SUCCESS", code_url }))).toMatchObject({ kind: "unknown", cause: "unreadable" });
    },
  );

  test.each(["受理机构必须传入sub_mch_id", "系统繁忙"])("that failed in words was never handed out: %s", (text) => {
    expect(shown(fail(text))).toMatchObject({ kind: "declined", reason: "refused_by_channel", newCode: false });
  });

  test.each<[string, HttpAnswer, string]>([
    ["a FAIL without a word", fail(null), "failure_answered"],
    ["Alipay's failure, which is `null`", answered("null"), "unreadable"],
    ["a 500", answered("", 500), "server_error"],
    ["a timeout", broken("timeout"), "timeout"],
  ])("after %s is unknown", (_name, answer, cause) => {
    expect(shown(answer)).toMatchObject({ kind: "unknown", cause });
  });

  test.each([403, 404])("refused with HTTP %i was never made", (status) => {
    expect(shown(answered(" ", status))).toMatchObject({ kind: "declined", reason: "refused_by_channel" });
  });
});
