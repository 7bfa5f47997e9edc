// Small makings for the tests of the Pooul channel: signed answers, an open channel.
import { createPublicKey, sign } from "node:crypto";
import type { Channel } from "../../main/channel/channel.ts";
import { checkConfig } from "../../main/channel/config.ts";
import { type Http, type HttpAnswer, openHttp } from "../../main/channel/http.ts";
import { pooul } from "../../main/channel/pooul/index.ts";
import { type PooulPeer, type PooulPeerOptions, startPooulPeer } from "../peers/pooul.ts";
import { peerKeys } from "../peers/pooul/envelope.ts";
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

export const MERCHANT = "5399355381712172";
export const keys = peerKeys();
export const pooulKey = createPublicKey(keys.pooulPublicPem);

/** Signs as Pooul does, with node:crypto alone. */
export function signed(
  body: unknown,
  privatePem = keys.pooulPrivatePem,
  header = '{"typ":"JWT","alg":"RS256"}',
): string {
  const input = `${Buffer.from(header).toString("base64url")}.${Buffer.from(JSON.stringify(body)).toString("base64url")}`;
  return `${input}.${sign("sha256", Buffer.from(input), privatePem).toString("base64url")}`;
}

/** A signed success about an order, as an HTTP answer. */
export const yes = (data: unknown, msg = "success"): HttpAnswer => http200(signed({ code: 0, msg, data }));

export const plain = (code: unknown, msg: string, status = 200): HttpAnswer =>
  http200(JSON.stringify({ code, msg }), status);

export type Opened = {
  readonly peer: PooulPeer;
  readonly channel: Channel;
  readonly http: Http;
  close(): Promise<void>;
};

/** A channel on the real HTTP client, pointed at a peer of its own. */
export async function openChannel(options: PooulPeerOptions = {}): Promise<Opened> {
  const peer = await startPooulPeer({ reverseNotBeforeMs: 0, closeNotBeforeMs: 0, ...options });
  const client = openHttp();
  const config = checkConfig(pooul, peer.config());
  if (!config.ok) throw new Error(`config: ${config.failure.code} ${config.failure.detail ?? ""}`);
  const channel = pooul.open(config.value, partsWith(client.http));
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
