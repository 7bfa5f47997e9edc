// Small makings that the tests of several channels share: numbers, codes, inputs of the verbs, an answer of HTTP 200.
import { makeNumber, refundNo, tradeNo } from "../../preload/contract/ids.ts";
import { fen } from "../../preload/contract/money.ts";
import { PayCode } from "../../preload/contract/pay-code.ts";
import type { Wallet } from "../../preload/contract/status.ts";
import type { AttemptRef, ChannelParts, RefundRef } from "../../main/channel/channel.ts";
import type { Http, HttpAnswer } from "../../main/channel/http.ts";
import { systemClock } from "../../main/clock.ts";
import { systemIds } from "../../main/ids.ts";

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

export const http200 = (text: string, status = 200): HttpAnswer => ({ ok: true, status, headers: {}, text });

export const partsWith = (http: Http): ChannelParts => ({
  clock: systemClock,
  ids: systemIds,
  http,
  memory: { get: () => undefined, set: () => undefined },
});

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

type Closable = { readonly peer: { readonly breaches: readonly string[] }; close(): Promise<void> };

/** Closes them all, and throws when a peer saw anything the document does not allow. */
export async function closeAll(opened: readonly Closable[]): Promise<void> {
  for (const one of opened) await one.close();
  const breaches = opened.flatMap((one) => one.peer.breaches);
  if (breaches.length > 0) throw new Error(`breaches of the protocol:\n${breaches.join("\n")}`);
}
