// Small makings for the tests of the 慧收银 channel: numbers, codes, answers, an open channel.
import { makeNumber, refundNo, tradeNo } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import { PayCode } from "../../preload/contract/pay-code.ts";
import type { Wallet } from "../../preload/contract/status.ts";
import type { AttemptRef, Channel, ChannelParts, RefundRef } from "../../main/channel/channel.ts";
import { checkConfig } from "../../main/channel/config.ts";
import { type Http, type HttpAnswer, openHttp } from "../../main/channel/http.ts";
import { huishouyin } from "../../main/channel/huishouyin/index.ts";
import { systemClock } from "../../main/clock.ts";
import { systemIds } from "../../main/ids.ts";
import { type HuishouyinPeer, type HuishouyinPeerOptions, startHuishouyinPeer } from "../peers/huishouyin.ts";

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

/** A pay code nobody has shown before. */
export function newCode(wallet: Wallet = "wechat"): PayCode {
  const tail = String(++counter).padStart(16, "0");
  return new PayCode(`${wallet === "wechat" ? "13" : "28"}${tail}`, wallet);
}

export const APP = "bT2CAkZUgoOr36BnZhuC1aTvXgxhvmhF";
export const SECRET = "L4XYdVQWe0DROIQBxxtrYKWawTIrXofe";

export const http200 = (text: string, status = 200): HttpAnswer => ({ ok: true, status, headers: {}, text });

/** An answer as the examples show it. */
export const says = (code: unknown, data: unknown = {}, msg = "返回消息", status = 200): HttpAnswer =>
  http200(JSON.stringify({ code, msg, data }), status);

export type Opened = {
  readonly peer: HuishouyinPeer;
  readonly channel: Channel;
  readonly http: Http;
  close(): Promise<void>;
};

export const partsWith = (http: Http): ChannelParts => ({
  clock: systemClock,
  ids: systemIds,
  http,
  memory: { get: () => undefined, set: () => undefined },
});

/** A channel on the real HTTP client, pointed at a peer of its own. */
export async function openChannel(
  options: HuishouyinPeerOptions = {},
  extra: Record<string, unknown> = {},
): Promise<Opened> {
  const peer = await startHuishouyinPeer(options);
  const client = openHttp();
  const config = checkConfig(huishouyin, peer.config(extra));
  if (!config.ok) throw new Error(`config: ${config.failure.code} ${config.failure.detail ?? ""}`);
  const channel = huishouyin.open(config.value, partsWith(client.http));
  return {
    peer,
    channel,
    http: client.http,
    async close() {
      client.close();
      await peer.close();
    },
  };
}

export async function closeAll(opened: readonly Opened[]): Promise<void> {
  for (const one of opened) await one.close();
  const breaches = opened.flatMap((one) => one.peer.breaches);
  if (breaches.length > 0) throw new Error(`breaches of the protocol:\n${breaches.join("\n")}`);
}

/** For the tests that break the protocol on purpose. */
export const forgive = (peer: HuishouyinPeer) => void (peer.breaches.length = 0);

/** The channel's verbs, every one of which it has. */
export function verbsOf(channel: Channel) {
  const verb = <In, Out>(call: ((input: In) => Promise<Out>) | null) => {
    if (!call) throw new Error("the channel lacks a verb");
    return call;
  };
  return {
    charge: channel.charge,
    qr: verb(channel.qr),
    query: verb(channel.query),
    cancel: verb(channel.cancel),
    close: verb(channel.close),
    refund: verb(channel.refund),
    refundQuery: verb(channel.refundQuery),
  };
}

/** What the peer's books say about a payment. */
export function booked(peer: HuishouyinPeer, orderId: string) {
  const order = peer.books.orders.get(orderId);
  return order && { charges: order.charges, paid: order.paidFen, returned: order.returnedFen, state: order.state };
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

export const refOf = (input: { tradeNo: AttemptRef["tradeNo"]; amountFen: AttemptRef["amountFen"] }): AttemptRef => ({
  tradeNo: input.tradeNo,
  channelTradeNo: null,
  amountFen: input.amountFen,
  method: "pay_code",
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
