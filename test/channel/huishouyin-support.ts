// Small makings for the tests of the 慧收银 channel: answers, an open channel.
import type { Channel } from "../../main/channel/channel.ts";
import { checkConfig } from "../../main/channel/config.ts";
import { type Http, type HttpAnswer, openHttp } from "../../main/channel/http.ts";
import { huishouyin } from "../../main/channel/huishouyin/index.ts";
import { type HuishouyinPeer, type HuishouyinPeerOptions, startHuishouyinPeer } from "../peers/huishouyin.ts";
import { http200, partsWith } from "./makings.ts";

export {
  chargeInput,
  closeAll,
  http200,
  newCode,
  newRefundNo,
  newTradeNo,
  partsWith,
  refOf,
  refundOf,
} from "./makings.ts";

export const APP = "bT2CAkZUgoOr36BnZhuC1aTvXgxhvmhF";
export const SECRET = "L4XYdVQWe0DROIQBxxtrYKWawTIrXofe";

/** An answer as the examples show it. */
export const says = (code: unknown, data: unknown = {}, msg = "返回消息", status = 200): HttpAnswer =>
  http200(JSON.stringify({ code, msg, data }), status);

export type Opened = {
  readonly peer: HuishouyinPeer;
  readonly channel: Channel;
  readonly http: Http;
  close(): Promise<void>;
};

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
