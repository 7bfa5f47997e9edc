// Small makings for the tests of the Leshua channel: numbers, codes, signed answers, a channel opened on a peer of its
// own and closed again, with a complaint when the peer saw anything that the document does not allow.
import { afterEach } from "vitest";
import type { AttemptRef, Channel, ChannelParts, RefundRef } from "../../main/channel/channel.ts";
import { checkConfig } from "../../main/channel/config.ts";
import { type Http, type HttpAnswer, openHttp } from "../../main/channel/http.ts";
import type { Asked } from "../../main/channel/leshua/answer.ts";
import { leshua } from "../../main/channel/leshua/index.ts";
import { systemClock } from "../../main/clock.ts";
import { systemIds } from "../../main/ids.ts";
import { makeNumber, refundNo, tradeNo } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import { PayCode } from "../../preload/contract/pay-code.ts";
import type { Wallet } from "../../preload/contract/status.ts";
import { type LeshuaPeer, type LeshuaPeerOptions, startLeshuaPeer } from "../peers/leshua.ts";
import { type AnswerForm, type Fields, answerSign, toXml } from "../peers/leshua/envelope.ts";

let counter = 0;

export function newTradeNo() {
  const number = tradeNo(makeNumber("9", "261121101500", 1, ++counter));
  if (number === null) throw new Error("not a trade number");
  return number;
}

export function newRefundNo() {
  const number = refundNo(makeNumber("8", "261121101500", 1, ++counter));
  if (number === null) throw new Error("not a refund number");
  return number;
}

const PREFIX: Readonly<Record<Wallet, string>> = { wechat: "13", alipay: "28", unionpay: "621", ecny: "011" };

/** A pay code nobody has shown before. */
export const newCode = (wallet: Wallet = "wechat"): PayCode =>
  new PayCode(`${PREFIX[wallet]}${String(++counter).padStart(16, "0")}`, wallet);

export const KEY = "0123456789ABCDEF0123456789ABCDEF";
export const MERCHANT = "0000000001";
export const NUMBER = newTradeNo();
export const CODE = "136345610916464024";

export const asked: Asked = { key: KEY, merchantId: MERCHANT, tradeNo: NUMBER, method: "pay_code", payCode: CODE };

export const http200 = (text: string, status = 200): HttpAnswer => ({ ok: true, status, headers: {}, text });

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

export const partsWith = (http: Http): ChannelParts => ({
  clock: systemClock,
  ids: systemIds,
  http,
  memory: { get: () => undefined, set: () => undefined },
});

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
afterEach(async () => {
  const all = opened;
  opened = [];
  for (const one of all) await one.close();
  const breaches = all.flatMap((one) => one.peer.breaches);
  if (breaches.length > 0) throw new Error(`breaches of the protocol:\n${breaches.join("\n")}`);
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

export const chargeInput = (amount = 1250, code = newCode(), number = newTradeNo()) => ({
  tradeNo: number,
  amountFen: fen(amount),
  code,
  subject: "老王小卖部",
  fields: {},
  lines: [],
  mode: null,
  timeoutMs: 2000,
});

export function qrInput(wallet: Wallet, amount = 1250) {
  const { code: _, ...input } = chargeInput(amount);
  return { ...input, wallet };
}

export const refOf = (
  input: Pick<AttemptRef, "tradeNo" | "amountFen">,
  method: AttemptRef["method"] = "pay_code",
): AttemptRef => ({
  tradeNo: input.tradeNo,
  channelTradeNo: null,
  amountFen: input.amountFen,
  method,
  wallet: "wechat",
  timeoutMs: 2000,
});

export const refundOf = (ref: AttemptRef, amount: number, sameAmountOthers = 0): RefundRef => ({
  ...ref,
  refundNo: newRefundNo(),
  refundFen: fen(amount),
  why: "顾客退货",
  sameAmountOthers,
});
