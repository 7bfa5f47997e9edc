// Small makings for the tests of the Yapos channel: codes, answers, and an open channel on a peer of its own, which
// fails the test when the peer saw anything that the documents do not allow.
import { makeNumber, refundNo, tradeNo } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import { PayCode } from "../../preload/contract/pay-code.ts";
import type { Wallet } from "../../preload/contract/status.ts";
import type { ChannelParts, RefundRef } from "../../main/channel/channel.ts";
import { checkConfig } from "../../main/channel/config.ts";
import { type Http, type HttpAnswer, type HttpFailure, openHttp } from "../../main/channel/http.ts";
import { gathering } from "../../main/channel/gathering/index.ts";
import { systemClock } from "../../main/clock.ts";
import { systemIds } from "../../main/ids.ts";
import { type GatheringPeer, type GatheringPeerOptions, startGatheringPeer } from "../peers/gathering.ts";
import { afterEachTest } from "../support/each-test.ts";

let counter = 0;

export function newTradeNo() {
  const number = tradeNo(makeNumber("9", "261121101500", 1, ++counter));
  if (number === null) throw new Error("not a trade number");
  return number;
}

/** A pay code nobody has shown before. */
export function newCode(wallet: Wallet = "wechat"): PayCode {
  const tail = String(++counter).padStart(16, "0");
  return new PayCode(`${wallet === "wechat" ? "13" : "28"}${tail}`, wallet);
}

export const answered = (body: unknown, status = 200): HttpAnswer => ({
  ok: true,
  status,
  headers: {},
  text: typeof body === "string" ? body : JSON.stringify(body),
});
export const broken = (failure: HttpFailure): HttpAnswer => ({ ok: false, failure, detail: "" });
/** An answer to the request itself, as the wire hands it on. */
export const reached = (answer: HttpAnswer) => ({ answer, login: null });

export const partsWith = (http: Http): ChannelParts => ({
  clock: systemClock,
  ids: systemIds,
  http,
  memory: { get: () => undefined, set: () => undefined },
});

export const chargeInput = (amount = 1250, code = newCode(), timeoutMs = 2000) => ({
  tradeNo: newTradeNo(),
  amountFen: fen(amount),
  code,
  subject: "老王小卖部",
  fields: {},
  lines: [],
  mode: null,
  timeoutMs,
});

/** Short only where the time itself is what runs out: a busy machine must not turn another failure into that one. */
export const timeoutFor = (cause: string): number => (cause === "timeout" ? 800 : 5000);

export function qrInput(wallet: Wallet, amount = 1250, timeoutMs = 2000) {
  const { code: _, ...input } = chargeInput(amount, newCode(), timeoutMs);
  return { ...input, wallet };
}

export function refundOf(channelTradeNo: string | null, amount = 1250, wallet: Wallet | null = "wechat"): RefundRef {
  const number = refundNo(makeNumber("8", "261121101500", 1, ++counter));
  if (number === null) throw new Error("not a refund number");
  return {
    tradeNo: newTradeNo(),
    channelTradeNo,
    amountFen: fen(amount),
    method: "pay_code",
    wallet,
    timeoutMs: 2000,
    refundNo: number,
    refundFen: fen(amount),
    why: "顾客退货",
    sameAmountOthers: 0,
  };
}

type Opened = { readonly peer: GatheringPeer; end(): Promise<void> };
let opened: Opened[] = [];

afterEachTest(async () => {
  const all = opened;
  opened = [];
  for (const one of all) await one.end();
  const breaches = all.flatMap((one) => one.peer.breaches);
  if (breaches.length > 0) throw new Error(`breaches of the protocol:\n${breaches.join("\n")}`);
});

/** A channel on the real HTTP client, pointed at a peer of its own. */
export async function open(options: GatheringPeerOptions = {}, extra: Record<string, unknown> = {}) {
  const peer = await startGatheringPeer(options);
  const client = openHttp();
  const config = checkConfig(gathering, peer.config(extra));
  if (!config.ok) throw new Error(`config: ${config.failure.code} ${config.failure.detail ?? ""}`);
  const channel = gathering.open(config.value, partsWith(client.http));
  opened.push({
    peer,
    async end() {
      client.close();
      await peer.close();
    },
  });
  const { charge, qr, refund } = channel;
  if (!qr || !refund) throw new Error("the channel lacks a verb");
  const call = (name: string) => {
    const found = channel.calls.find((known) => known.name === name);
    if (!found) throw new Error(`no call ${name}`);
    return found;
  };
  const calls = () => peer.requests.map((request) => request.call);
  return { peer, channel, charge, qr, refund, call, calls };
}

/** What the peer's books say about its only order. */
export function booked(peer: GatheringPeer) {
  const [order, ...others] = peer.books.orders;
  if (others.length > 0) throw new Error("more than one order");
  return order && { charges: order.charges, paid: order.paidFen, returned: order.returnedFen, status: order.status };
}
