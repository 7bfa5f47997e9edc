// Small makings for the tests of the Pooul channel: numbers, codes, signed answers, an open channel.
import { createPublicKey, sign } from "node:crypto";
import { refundNo, tradeNo, makeNumber } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import { PayCode } from "../../preload/contract/pay-code.ts";
import type { Wallet } from "../../preload/contract/status.ts";
import type { AttemptRef, Channel, ChannelParts, RefundRef } from "../../main/channel/channel.ts";
import { checkConfig } from "../../main/channel/config.ts";
import type { Http, HttpAnswer } from "../../main/channel/http.ts";
import { openHttp } from "../../main/channel/http.ts";
import { pooul } from "../../main/channel/pooul/index.ts";
import { systemClock } from "../../main/clock.ts";
import { systemIds } from "../../main/ids.ts";
import { type PooulPeer, type PooulPeerOptions, startPooulPeer } from "../peers/pooul.ts";
import { peerKeys } from "../peers/pooul/envelope.ts";

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

export const http200 = (text: string, status = 200): HttpAnswer => ({ ok: true, status, headers: {}, text });

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

export const partsWith = (http: Http): ChannelParts => ({
  clock: systemClock,
  ids: systemIds,
  http,
  memory: { get: () => undefined, set: () => undefined },
});

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

/** Closes them all, and throws when a peer saw anything the document does not allow. */
export async function closeAll(opened: readonly Opened[]): Promise<void> {
  for (const one of opened) await one.close();
  const breaches = opened.flatMap((one) => one.peer.breaches);
  if (breaches.length > 0) throw new Error(`breaches of the protocol:\n${breaches.join("\n")}`);
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
