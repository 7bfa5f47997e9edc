// What the peer is told to do wrong, and when. Queues are first in, first out; without a script it behaves.
import { type Misbehaviour, misbehave, newQueues } from "../common/misbehave.ts";
import type { Payer } from "./books.ts";
import { payers } from "./books.ts";
import type { Fields } from "./envelope.ts";
import type { Service } from "./fields.ts";

/** The network's faults, and what a body may wrongly say. All but `fail` and `refuse` are done and written down. */
export type Behaviour =
  | Misbehaviour
  | { readonly do: "wrong_signature" }
  | { readonly do: "unsigned" }
  | { readonly do: "wrong_amount"; readonly fen: number }
  | { readonly do: "other_order"; readonly tradeNo: string }
  /** Some fields of the answer are replaced, null takes one away; signed anew. */
  | { readonly do: "change"; readonly fields: Readonly<Record<string, string | null>> }
  /** A signed failure: result_code 1 with an error_code. Nothing done. */
  | { readonly do: "fail"; readonly code: number; readonly msg: string; readonly fields?: Fields }
  /** A failure of the message: resp_code other than 0, unsigned. */
  | { readonly do: "refuse"; readonly code: string; readonly msg: string; readonly processed: boolean }
  /** Another text in the answer's place, done and written down. */
  | { readonly do: "text"; readonly body: string };

export const wrong = {
  ...misbehave,
  systemError: { do: "fail", code: -20010, msg: "系统异常" },
  processing: { do: "fail", code: -4004, msg: "订单处理中" },
  noMessage: { do: "refuse", code: "-1", msg: "系统繁忙", processed: true },
  notUsable: { do: "refuse", code: "1", msg: "接口为可用状态", processed: false },
} as const satisfies Record<string, Behaviour>;

export type Script = {
  /** The payer of the next new order. */
  nextPayer(...payers: readonly Payer[]): void;
  /** The payer behind a pay code, whenever it is charged. */
  payerOf(authCode: string, payer: Payer): void;
  everyPayer(payer: Payer): void;
  /** What happens to the next calls of this service, one after the other. */
  next(service: Service, ...behaviours: readonly Behaviour[]): void;
  /** What happens to every call of this service that has nothing queued. */
  every(service: Service, behaviour: Behaviour): void;
  /** status per query of the next refund: 10 under way, 11 done, 12 failed. */
  nextRefund(...states: readonly number[]): void;
  everyRefund(...states: readonly number[]): void;
  /** Forgets everything above. */
  clear(): void;
};

export type Played = {
  readonly script: Script;
  payer(authCode: string | null): Payer;
  behaviour(service: Service): Behaviour;
  refund(): readonly number[];
};

export function newScript(): Played {
  const queues = newQueues<Service, Behaviour>();
  const byCode = new Map<string, Payer>();
  let queue: Payer[] = [];
  let refunds: (readonly number[])[] = [];
  let every: { payer: Payer; refund: readonly number[] } = { payer: payers.pays, refund: [11] };
  return {
    script: {
      nextPayer: (...list) => void queue.push(...list),
      payerOf: (authCode, payer) => void byCode.set(authCode, payer),
      everyPayer: (payer) => void (every = { ...every, payer }),
      next: (service, ...behaviours) => queues.next(service, ...behaviours),
      every: (service, behaviour) => queues.every(service, behaviour),
      nextRefund: (...states) => void refunds.push(states),
      everyRefund: (...states) => void (every = { ...every, refund: states }),
      clear() {
        queue = [];
        refunds = [];
        every = { payer: payers.pays, refund: [11] };
        byCode.clear();
        queues.clear();
      },
    },
    payer: (authCode) => (authCode === null ? undefined : byCode.get(authCode)) ?? queue.shift() ?? every.payer,
    behaviour: (service) => queues.take(service),
    refund: () => refunds.shift() ?? every.refund,
  };
}
