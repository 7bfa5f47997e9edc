// Leshua's signature against the vectors of the facts (§5.2) and of the six implementations that were run (witnessed §3).
import { describe, expect, test } from "vitest";
import { signRequest, verifyAnswer, verifyNotice } from "../../main/channel/leshua/sign.ts";
import { KEY } from "./leshua-support.ts";

const fields = (text: string, sign: string) =>
  new Map([
    ...text.split("&").map((pair): [string, string] => [pair.split("=")[0] ?? "", pair.split("=")[1] ?? ""]),
    ["sign", sign],
  ]);

const REQUEST = {
  amount: "1",
  auth_code: "134567890123456789",
  body: "测试",
  merchant_id: "0000000001",
  nonce_str: "abc123",
  service: "upload_authcode",
  third_order_id: "T20240101000001",
};
const ANSWER =
  "attach=&leshua_order_id=0003495002500081&merchant_id=0000000001&nonce_str=xyz&pay_way=WXZF&result_code=0&status=2&third_order_id=T20240101000001";
const NOTICE =
  "amount=1&attach=&leshua_order_id=0003495002500081&merchant_id=0000000001&status=2&third_order_id=T20240101000001";
const KEPT = "957389AF4CBBE89BC6D9A185C0FF66AA";
const DROPPED = "086B29036D3703F34D68261EF0911F28";
const NOTICE_KEPT = "cee3b8bdea283e5dacf8523e2c0e541b";
const NOTICE_DROPPED = "11296f55533f1abb38b806c9e3f94c79";

describe("requests", () => {
  test("the facts' vector", () => {
    expect(signRequest(REQUEST, KEY)).toBe("89C8B5E1E8EDD3530E048964C639DBD7");
  });

  test("empty fields and the sign itself are not signed, and the order they come in does not matter", () => {
    const turned = Object.fromEntries(
      Object.entries({ ...REQUEST, notify_url: "", client_ip: "", sign: "x" }).reverse(),
    );
    expect(signRequest(turned, KEY)).toBe("89C8B5E1E8EDD3530E048964C639DBD7");
  });

  test("the primitive is WeChat v2's, which has a published vector", () => {
    const published = {
      appid: "wxd930ea5d5a258f4f",
      body: "test",
      device_info: "1000",
      mch_id: "10000100",
      nonce_str: "ibuaiVcKdpRxkhJA",
    };
    expect(signRequest(published, "192006250b4c09247ec02edce69f6a2d")).toBe("9A0A8659F005D6984697E2CA0A9CF3B7");
  });

  test("the order is byte order, Source before every lower-case name, and values are signed raw", () => {
    const odd = { Source: "1", _z: "q", a: "x+y z%41&=中/?", service: "query_status" };
    expect(signRequest(odd, KEY)).toBe("E519037519AFA94C962D41F416A58C13");
  });
});

describe("answers", () => {
  test.each([
    ["the form that keeps empty fields", KEPT, "kept"],
    ["the form that drops them", DROPPED, "dropped"],
    ["lower case, the same bytes", KEPT.toLowerCase(), "kept"],
  ])("%s is accepted, and which one it was is told", (_name, sign, form) => {
    expect(verifyAnswer(fields(ANSWER, sign), KEY)).toBe(form);
  });

  test("without an empty field the two forms are one", () => {
    const full = fields("result_code=0&status=2", "");
    full.set("sign", signRequest({ result_code: "0", status: "2" }, KEY));
    expect(verifyAnswer(full, KEY)).toBe("either");
  });

  test("resp_code and a field named leshua are not signed; resp_msg is, and so is error_code", () => {
    const more = (name: string) => verifyAnswer(new Map([...fields(ANSWER, KEPT), [name, "0"]]), KEY);
    expect(more("resp_code")).toBe("kept");
    expect(more("leshua")).toBe("kept");
    expect(more("resp_msg")).toBeNull();
    expect(more("error_code")).toBeNull();
  });

  test.each([
    ["a changed status", new Map([...fields(ANSWER, KEPT), ["status", "0"]])],
    ["a field taken away", new Map([...fields(ANSWER, KEPT)].filter(([name]) => name !== "pay_way"))],
    ["no sign", new Map([...fields(ANSWER, KEPT)].filter(([name]) => name !== "sign"))],
    ["an empty sign", fields(ANSWER, "")],
    ["a sign that is too short", fields(ANSWER, KEPT.slice(1))],
    ["a sign with a blank", fields(ANSWER, ` ${KEPT}`)],
    ["the notice's sign", fields(ANSWER, NOTICE_KEPT)],
  ])("%s is refused", (_name, answer) => {
    expect(verifyAnswer(answer, KEY)).toBeNull();
  });

  test("another key is refused", () => {
    expect(verifyAnswer(fields(ANSWER, KEPT), KEY.replace("0", "1"))).toBeNull();
  });
});

describe("notices", () => {
  test.each([
    ["kept", NOTICE_KEPT],
    ["kept", NOTICE_KEPT.toUpperCase()],
    ["dropped", NOTICE_DROPPED],
    ["dropped", NOTICE_DROPPED.toUpperCase()],
  ])("form %s, %s", (form, sign) => {
    expect(verifyNotice(fields(NOTICE, sign), KEY)).toBe(form);
  });

  test("error_code is not signed, resp_code is", () => {
    expect(verifyNotice(new Map([...fields(NOTICE, NOTICE_KEPT), ["error_code", "0"]]), KEY)).toBe("kept");
    expect(verifyNotice(new Map([...fields(NOTICE, NOTICE_KEPT), ["resp_code", "0"]]), KEY)).toBeNull();
  });

  test("a changed amount is refused", () => {
    expect(verifyNotice(new Map([...fields(NOTICE, NOTICE_KEPT), ["amount", "2"]]), KEY)).toBeNull();
  });
});
