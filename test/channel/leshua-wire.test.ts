// The request itself: one POST to the one address, a signed form, nothing empty in it, nothing sent twice.
import { describe, expect, test } from "vitest";
import type { HttpRequest } from "../../main/channel/http.ts";
import { LESHUA_PROFILE } from "../../main/channel/leshua/settings.ts";
import { type Service, openWire } from "../../main/channel/leshua/wire.ts";
import { signProblem, readForm } from "../peers/leshua/envelope.ts";
import { KEY, MERCHANT } from "./leshua-support.ts";

async function sent(service: Service, fields: Record<string, string>): Promise<HttpRequest> {
  const requests: HttpRequest[] = [];
  const config = { url: "https://gate.example/g.cgi", merchantId: MERCHANT, key: KEY, notifyKey: "N" };
  const wire = openWire(
    { ...config, jumpUrl: "https://gate.example/", encodeUrls: false },
    {
      ids: { nonce: () => "abc123", below: () => 0 },
      http(request) {
        requests.push(request);
        return Promise.resolve({ ok: false, failure: "timeout", detail: "" });
      },
    },
  );
  await wire.ask(service, fields, LESHUA_PROFILE.payCode.requestTimeoutMs);
  const [request, more] = requests;
  if (!request || more) throw new Error(`${requests.length} requests`);
  return request;
}

describe("a request", () => {
  test("is the facts' signed vector, form-encoded, empty fields neither sent nor signed", async () => {
    const request = await sent("upload_authcode", {
      auth_code: "134567890123456789",
      third_order_id: "T20240101000001",
      amount: "1",
      body: "测试",
      notify_url: "",
      client_ip: "",
    });
    expect(request).toMatchObject({
      method: "POST",
      url: "https://gate.example/g.cgi",
      timeoutMs: 30_000,
      fresh: true,
    });
    expect(request.headers).toEqual({ "Content-Type": "application/x-www-form-urlencoded" });
    expect(readForm(request.body ?? "")).toEqual({
      service: "upload_authcode",
      merchant_id: MERCHANT,
      nonce_str: "abc123",
      auth_code: "134567890123456789",
      third_order_id: "T20240101000001",
      amount: "1",
      body: "测试",
      sign: "89C8B5E1E8EDD3530E048964C639DBD7",
    });
  });

  test("is signed raw and arrives as it was written, whatever characters it has", async () => {
    const body = `a+b &=%41?#"'<>;*~ 中😀`;
    const fields = readForm((await sent("upload_authcode", { body })).body ?? "");
    if (typeof fields === "string") throw new Error(fields);
    expect(fields["body"]).toBe(body);
    expect(signProblem(fields, KEY)).toBeNull();
  });

  test("cannot have its service, merchant or nonce replaced by a field", async () => {
    const fields = readForm(
      (await sent("query_status", { service: "x", merchant_id: "9", nonce_str: "y" })).body ?? "",
    );
    expect(fields).toMatchObject({ service: "query_status", merchant_id: MERCHANT, nonce_str: "abc123" });
  });

  test("that moves money has a connection of its own, a question has not", async () => {
    for (const service of ["upload_authcode", "get_tdcode", "unified_refund"] as const)
      expect(await sent(service, {})).toMatchObject({ fresh: true });
    for (const service of ["query_status", "close_order", "unified_query_refund"] as const)
      expect(await sent(service, {})).not.toHaveProperty("fresh");
  });
});
