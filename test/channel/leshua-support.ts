// Small makings for the tests of the Leshua channel: signed answers, a channel opened on a peer of its own and closed
// again, with a complaint when the peer saw anything that the document does not allow.
import type { Channel } from "../../main/channel/channel.ts";
import { checkConfig } from "../../main/channel/config.ts";
import { type Http, type HttpAnswer, openHttp } from "../../main/channel/http.ts";
import type { Asked } from "../../main/channel/leshua/answer.ts";
import { leshua } from "../../main/channel/leshua/index.ts";
import type { Wallet } from "../../preload/contract/status.ts";
import { type LeshuaPeer, type LeshuaPeerOptions, startLeshuaPeer } from "../peers/leshua.ts";
import { type AnswerForm, type Fields, answerSign, toXml } from "../peers/leshua/envelope.ts";
import { chargeInput, closeAll, http200, newTradeNo, partsWith } from "./makings.ts";
import { afterEachTest } from "../support/each-test.ts";

export { chargeInput, http200, newCode, newRefundNo, newTradeNo, partsWith, refOf, refundOf } from "./makings.ts";

export const KEY = "0123456789ABCDEF0123456789ABCDEF";
export const MERCHANT = "0000000001";
export const NUMBER = newTradeNo();
export const CODE = "136345610916464024";

export const asked: Asked = { key: KEY, merchantId: MERCHANT, tradeNo: NUMBER, method: "pay_code", payCode: CODE };

/** Signed as Leshua does, with resp_code 0. */
export function signed(fields: Fields, form: AnswerForm = "kept", key = KEY): HttpAnswer {
  const body = { resp_code: "0", merchant_id: MERCHANT, nonce_str: "xyz", ...fields };
  return http200(toXml({ ...body, sign: answerSign(body, key, form) }));
}

/** A signed success about our order. */
export const yes = (fields: Fields, form?: AnswerForm): HttpAnswer =>
  signed({ result_code: "0", third_order_id: NUMBER, ...fields }, form);

/** A signed failure about our order. */
export const no = (error_code: string, fields: Fields = {}): HttpAnswer =>
  signed({ result_code: "1", error_code, error_msg: "失败", third_order_id: NUMBER, ...fields });

/** Every error code of facts §5.5. */
export const EVERY_CODE: readonly string[] = `
-20001 -20002 -20003 -20004 -20005 -20006 -20007 -20008 -20009 -20010 -20011 -20012
-20013 -20014 -20015 -20016 -20018 -20019 -20020 -20021 -20022 -20023 -20024 -20025
-20026 -20027 -20028 -20029 -20030 -20031 -20032 -4027 -4006 -1006 -1002 -2034
-4004 -5103 -5014 -5015 -5016 -5017 -5018 -5019 -5020 -2125 -1041`
  .trim()
  .split(/\s+/);

export type Opened = {
  readonly peer: LeshuaPeer;
  readonly channel: Channel;
  readonly http: Http;
  close(): Promise<void>;
};

/** A channel on the real HTTP client, pointed at a peer of its own. */
export async function openChannel(
  options: LeshuaPeerOptions = {},
  extra: Record<string, unknown> = {},
): Promise<Opened> {
  const peer = await startLeshuaPeer({ closeNotBeforeMs: 0, ...options });
  const client = openHttp();
  const config = checkConfig(leshua, peer.config(extra));
  if (!config.ok) throw new Error(`config: ${config.failure.code} ${config.failure.detail ?? ""}`);
  return {
    peer,
    channel: leshua.open(config.value, partsWith(client.http)),
    http: client.http,
    async close() {
      client.close();
      await peer.close();
    },
  };
}

let opened: Opened[] = [];
afterEachTest(async () => {
  const all = opened;
  opened = [];
  await closeAll(all);
});

/** For the tests that break the protocol on purpose. */
export const forgive = (peer: LeshuaPeer) => void (peer.breaches.length = 0);

/** A channel for one test, its verbs at hand. */
export async function open(options: LeshuaPeerOptions = {}, extra: Record<string, unknown> = {}) {
  const one = await openChannel(options, extra);
  opened.push(one);
  const { channel } = one;
  const verb = <In, Out>(call: ((input: In) => Promise<Out>) | null) => {
    if (!call) throw new Error("the channel lacks a verb");
    return call;
  };
  return {
    ...one,
    charge: channel.charge,
    qr: verb(channel.qr),
    query: verb(channel.query),
    close: verb(channel.close),
    refund: verb(channel.refund),
    refundQuery: verb(channel.refundQuery),
  };
}

/** What the peer's books say about a payment. */
export function booked(peer: LeshuaPeer, number: string) {
  const order = peer.books.orders.get(number);
  return order && { charges: order.charges, paid: order.paidFen, returned: order.returnedFen, status: order.status };
}

export function qrInput(wallet: Wallet, amount = 1250) {
  const { code: _, ...input } = chargeInput(amount);
  return { ...input, wallet };
}
