// What the peer is told to do wrong, and when. Queues are first in, first out; without a script it behaves.
import type { Payer } from "./books.ts";
import { payers } from "./books.ts";
import type { CallName } from "./fields.ts";

/** What happens to one call. `processed` says whether the books were written before the answer went wrong. */
export type Behaviour =
  | { readonly do: "behave" }
  /** The connection is cut before the request was looked at. */
  | { readonly do: "lose_request" }
  /** Done, written down, and the connection is cut before or in the middle of the answer. */
  | { readonly do: "lose_answer" }
  | { readonly do: "half_answer" }
  | { readonly do: "late"; readonly ms: number }
  /** Done, and no answer ever. */
  | { readonly do: "hang" }
  /** One byte at a time. */
  | { readonly do: "drip"; readonly everyMs: number }
  /** The network delivers the request twice; the second answer is the one that arrives. */
  | { readonly do: "twice" }
  | { readonly do: "status"; readonly status: number; readonly body: string; readonly processed: boolean }
  | { readonly do: "wrong_signature" }
  | { readonly do: "plain_success" }
  | { readonly do: "wrong_amount"; readonly fen: number }
  | { readonly do: "other_order"; readonly tradeNo: string }
  /** Some fields of `data` are replaced; undefined takes one away. */
  | { readonly do: "change"; readonly data: Readonly<Record<string, unknown>> }
  /** A plain JSON failure, nothing done. */
  | { readonly do: "fail"; readonly code: number; readonly msg: string }
  /** The same, signed. */
  | { readonly do: "signed_fail"; readonly code: number; readonly msg: string }
  | { readonly do: "huge" }
  | { readonly do: "redirect"; readonly to: string };

export const wrong = {
  userPaying: { do: "fail", code: 600, msg: "USERPAYING, 正在支付中不能发起撤销" },
  systemError: { do: "fail", code: 601, msg: "SYSTEMERROR, 系统错误" },
  rateLimited: { do: "status", status: 429, body: "Too Many Requests", processed: false },
  badGateway: { do: "status", status: 502, body: "<html><h1>502 Bad Gateway</h1></html>", processed: true },
  htmlPage: { do: "status", status: 200, body: "<!doctype html><title>登录</title>", processed: false },
  serverError: { do: "status", status: 500, body: "", processed: true },
} as const satisfies Record<string, Behaviour>;

export type Script = {
  /** The payer of the next new order. */
  nextPayer(...payers: readonly Payer[]): void;
  /** The payer behind a pay code, whenever it is charged. */
  payerOf(authCode: string, payer: Payer): void;
  everyPayer(payer: Payer): void;
  /** What happens to the next calls of this name, one after the other. */
  next(call: CallName, ...behaviours: readonly Behaviour[]): void;
  /** What happens to every call of this name that has nothing queued. */
  every(call: CallName, behaviour: Behaviour): void;
  /** refund_status per query of the next refund: 1 processing, 0 done, 2 refused, 3 abnormal. */
  nextRefund(...states: readonly number[]): void;
  everyRefund(...states: readonly number[]): void;
  /** Forgets everything above. */
  clear(): void;
};

export type Played = {
  readonly script: Script;
  payer(authCode: string | null): Payer;
  behaviour(call: CallName): Behaviour;
  refund(): readonly number[];
};

export function newScript(): Played {
  let queue: Payer[] = [];
  let refundQueue: (readonly number[])[] = [];
  let every: { payer: Payer; refund: readonly number[] } = { payer: payers.pays, refund: [0] };
  const byCode = new Map<string, Payer>();
  const nextOf = new Map<CallName, Behaviour[]>();
  const everyOf = new Map<CallName, Behaviour>();
  return {
    script: {
      nextPayer: (...list) => void queue.push(...list),
      payerOf: (authCode, payer) => void byCode.set(authCode, payer),
      everyPayer: (payer) => void (every = { ...every, payer }),
      next: (call, ...behaviours) => void nextOf.set(call, [...(nextOf.get(call) ?? []), ...behaviours]),
      every: (call, behaviour) => void everyOf.set(call, behaviour),
      nextRefund: (...states) => void refundQueue.push(states),
      everyRefund: (...states) => void (every = { ...every, refund: states }),
      clear() {
        queue = [];
        refundQueue = [];
        every = { payer: payers.pays, refund: [0] };
        byCode.clear();
        nextOf.clear();
        everyOf.clear();
      },
    },
    payer: (authCode) => (authCode === null ? undefined : byCode.get(authCode)) ?? queue.shift() ?? every.payer,
    behaviour: (call) => nextOf.get(call)?.shift() ?? everyOf.get(call) ?? { do: "behave" },
    refund: () => refundQueue.shift() ?? every.refund,
  };
}
