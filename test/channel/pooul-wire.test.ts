// What leaves the channel: addresses, headers, signed fields.
import { describe, expect, test } from "vitest";
import { checkConfig } from "../../main/channel/config.ts";
import type { HttpRequest } from "../../main/channel/http.ts";
import { pooul } from "../../main/channel/pooul/index.ts";
import { unseal } from "../peers/pooul/envelope.ts";
import { MERCHANT, chargeInput, http200, keys, partsWith, refOf, refundOf } from "./pooul-support.ts";

/** A channel on a wire that only writes down what it is given. */
function recording(baseUrl: string) {
  const sent: HttpRequest[] = [];
  const config = checkConfig(pooul, {
    baseUrl,
    merchantId: MERCHANT,
    privateKeyPem: keys.merchantPrivatePem,
    pooulPublicKeyPem: keys.pooulPublicPem,
    notifyUrl: "https://shop.example/notify",
  });
  if (!config.ok) throw new Error(config.failure.code);
  const parts = partsWith((request) => {
    sent.push(request);
    return Promise.resolve(http200("{}"));
  });
  return { sent, channel: pooul.open(config.value, parts) };
}

describe("the request", () => {
  test("goes behind the base address, whatever it ends with, as exactly text/plain, in the time it is given", async () => {
    for (const baseUrl of ["https://gw.example.cn/pooul", "https://gw.example.cn/pooul/"]) {
      const { channel, sent } = recording(baseUrl);
      const input = chargeInput();
      await channel.charge({ ...input, timeoutMs: 1234 });
      await channel.query?.({ ...refOf(input), timeoutMs: 777 });
      expect(sent.map(({ method, url, timeoutMs }) => ({ method, url, timeoutMs }))).toEqual([
        { method: "POST", url: `https://gw.example.cn/pooul/v2/pay?merchant_id=${MERCHANT}`, timeoutMs: 1234 },
        { method: "POST", url: `https://gw.example.cn/pooul/v2/pay/query?merchant_id=${MERCHANT}`, timeoutMs: 777 },
      ]);
      expect(sent.map((request) => request.headers)).toEqual([
        { "Content-Type": "text/plain" },
        { "Content-Type": "text/plain" },
      ]);
    }
  });

  test("a charge and a refund take a connection of their own; questions may share one", async () => {
    const { channel, sent } = recording("https://api.pooul.com");
    const input = chargeInput();
    const ref = refOf(input);
    const { code: _, ...qr } = input;
    await channel.charge(input);
    await channel.qr?.({ ...qr, wallet: "wechat" });
    await channel.refund?.(refundOf(ref, 1));
    await channel.query?.(ref);
    await channel.cancel?.(ref);
    await channel.close?.(ref);
    await channel.refundQuery?.(refundOf(ref, 1));
    expect(sent.map((request) => request.fresh ?? false)).toEqual([true, true, true, false, false, false, false]);
  });

  test("each one names the order, and the notice address where one is set", async () => {
    const { channel, sent } = recording("https://api.pooul.com");
    const input = chargeInput();
    const refund = refundOf(refOf(input), 400);
    await channel.charge(input);
    await channel.refund?.(refund);
    await channel.refundQuery?.(refund);
    const fields = sent.map((request) => unseal(request.body ?? "", keys.merchantPublicPem));
    expect(fields).toMatchObject([
      { mch_trade_id: input.tradeNo, notify_url: "https://shop.example/notify" },
      { mch_trade_id: input.tradeNo, mch_refund_id: refund.refundNo, refund_fee: 400, refund_desc: "顾客退货" },
      { mch_trade_id: input.tradeNo, mch_refund_id: refund.refundNo },
    ]);
  });

  test("the pay code is in the signed body and nowhere else", async () => {
    const { channel, sent } = recording("https://api.pooul.com");
    const input = chargeInput();
    await channel.charge(input);
    const { body: _, ...rest } = sent[0] ?? {};
    expect(JSON.stringify(rest)).not.toContain(input.code.reveal());
    expect(JSON.stringify(input)).not.toContain(input.code.reveal());
  });
});
