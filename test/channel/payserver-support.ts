// Small makings for the tests of the PayServer channel: numbers, codes, answers as the service writes them, an open
// channel on a peer of its own.
import { type RefundNo, type TradeNo, makeNumber, refundNo, tradeNo } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import { PayCode } from "../../preload/contract/pay-code.ts";
import type { Wallet } from "../../preload/contract/status.ts";
import type { AttemptRef, Channel, ChannelParts, ChargeInput, RefundRef } from "../../main/channel/channel.ts";
import { checkConfig } from "../../main/channel/config.ts";
import type { Http, HttpAnswer } from "../../main/channel/http.ts";
import { openHttp } from "../../main/channel/http.ts";
import { payserver } from "../../main/channel/payserver/index.ts";
import type { Asked } from "../../main/channel/payserver/outcome.ts";
import type { AskedRefund } from "../../main/channel/payserver/refund-outcome.ts";
import { systemClock } from "../../main/clock.ts";
import { systemIds } from "../../main/ids.ts";
import { type PayserverPeer, type PayserverPeerOptions, startPayserverPeer } from "../peers/payserver.ts";

let counter = 0;

export function newTradeNo(): TradeNo {
  const number = tradeNo(makeNumber("9", "261121101500", 1, ++counter));
  if (number === null) throw new Error("not a trade number");
  return number;
}

export function newRefundNo(): RefundNo {
  const number = refundNo(makeNumber("8", "261121101500", 1, ++counter));
  if (number === null) throw new Error("not a refund number");
  return number;
}

/** A pay code nobody has shown before. */
export function newCode(wallet: Wallet = "wechat"): PayCode {
  return new PayCode(`${wallet === "wechat" ? "13" : "28"}${String(++counter).padStart(16, "0")}`, wallet);
}

export const TRADE_NO = newTradeNo();
export const REFUND_NO = newRefundNo();
export const CODE = "134853566181206476";
export const MODE = "mkbtxB1il6ayPHD2vL3EYQ";
export const PAYEE = "http://192.168.7.188:6004/api/v1.0.0/shops/eLzwsgnlWpZN8xtvz0qgvw";
export const ORDER_UUID = "hq4srUw1nyL4da3TKIpVug";

export const asked: Asked = {
  tradeNo: TRADE_NO,
  amountFen: fen(50),
  payee: PAYEE,
  payModeUUID: MODE,
  hidden: { codes: [CODE], token: "secret-token" },
};
export const askedRefund: AskedRefund = {
  refundNo: REFUND_NO,
  refundFen: fen(50),
  payOrderUUID: ORDER_UUID,
  hidden: { codes: [], token: "secret-token" },
};

export const http200 = (body: unknown, status = 200): HttpAnswer => ({
  ok: true,
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  text: typeof body === "string" ? body : JSON.stringify(body),
});

/** The pay order of the literal sample in witnessed.md §2.2. */
export const order = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  uuid: ORDER_UUID,
  payer: "A",
  payee: PAYEE,
  payAmount: 50,
  tractionNo: "1795234846557107",
  clientPayNo: TRADE_NO,
  orderStartAt: "2026-11-21 12:20:46",
  orderExpiredAt: "2026-11-22 12:20:46",
  payParams: { payBarCode: CODE },
  thirdPayNo: "4200000182201808173250265573",
  resultCode: "",
  payModeName: "微信扫码枪",
  payTemplateId: "017AFC80-95FA-11E8-B0EC-5384BC9767FE",
  payChannel: "微信",
  payWay: "扫码枪",
  payStartAt: "2026-11-21 12:20:46",
  payFinishAt: "2026-11-21 12:20:47",
  refundAmount: 0,
  lastRefundAt: null,
  status: "payed",
  payModeUUID: MODE,
  ...more,
});

export const charged = (more: Record<string, unknown> = {}, ret = "success"): HttpAnswer =>
  http200({ ret, businessRet: "syncOnlinePay", data: order(more) });

export const listed = (...items: readonly unknown[]): HttpAnswer =>
  http200({ href: "http://x/api/v1.0.0/list", offset: 0, limit: items.length, size: items.length, items });

export const refundRow = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  uuid: "quZk1s8YlHdmAKAgReRjOA",
  refundAmount: 50,
  tractionNo: "2795234846557108",
  clientRefundNo: REFUND_NO,
  thirdRefundNo: "5030000182201808173250265573",
  resultCode: "",
  status: "refunded",
  payOrderUUID: ORDER_UUID,
  ...more,
});

export const given = (more: Record<string, unknown> = {}): HttpAnswer =>
  http200({ ret: "success", businessRet: "syncOnlineRefund", data: refundRow(more) });

export const failed = (message: string, code: number | string = 9999, description = "", status = 500): HttpAnswer =>
  http200({ name: "Error", statusCode: status, code, message, description, stack: "Error: x" }, status);

export const componentSaid = (what: "pay" | "refund", body: unknown): HttpAnswer => {
  const who = what === "pay" ? "PayOrderBusiness->create pay Error:" : "RefundOrderBusiness->create refund Error:";
  return failed(who + (typeof body === "string" ? body : JSON.stringify(body)));
};

export type Opened = {
  readonly peer: PayserverPeer;
  readonly channel: Channel;
  readonly http: Http;
  close(): Promise<void>;
};

/** A channel on the real HTTP client, pointed at a peer of its own. */
export async function openChannel(
  options: PayserverPeerOptions = {},
  extra: Record<string, unknown> = {},
): Promise<Opened> {
  const peer = await startPayserverPeer(options);
  const client = openHttp();
  const config = checkConfig(payserver, peer.config(extra));
  if (!config.ok) throw new Error(`config: ${config.failure.code} ${config.failure.detail ?? ""}`);
  const parts: ChannelParts = {
    clock: systemClock,
    ids: systemIds,
    http: client.http,
    memory: { get: () => undefined, set: () => undefined },
  };
  return {
    peer,
    channel: payserver.open(config.value, parts),
    http: client.http,
    async close() {
      client.close();
      await peer.settled();
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

/** A verb the channel must have. */
export function verb<In, Out>(call: ((input: In) => Promise<Out>) | null): (input: In) => Promise<Out> {
  if (!call) throw new Error("the channel lacks a verb");
  return call;
}

type WithCode = ChargeInput & { readonly code: PayCode };

export const chargeInput = (amount = 1250, more: Partial<WithCode> = {}): WithCode => ({
  tradeNo: newTradeNo(),
  amountFen: fen(amount),
  code: newCode(),
  subject: "老王小卖部",
  fields: {},
  lines: [],
  mode: null,
  timeoutMs: 2000,
  ...more,
});

/** A sale through a mode that takes no pay code. */
export const modeInput = (mode: string | null, fields: Record<string, string> = {}, amount = 1250): ChargeInput => ({
  ...chargeInput(amount),
  code: null,
  mode,
  fields,
});

export const refOf = (input: Pick<AttemptRef, "tradeNo" | "amountFen">): AttemptRef => ({
  tradeNo: input.tradeNo,
  channelTradeNo: null,
  amountFen: input.amountFen,
  method: "pay_code",
  wallet: "wechat",
  timeoutMs: 2000,
});

export const refundOf = (ref: AttemptRef, amount: number): RefundRef => ({
  ...ref,
  refundNo: newRefundNo(),
  refundFen: fen(amount),
  why: "顾客退货",
  sameAmountOthers: 0,
});
