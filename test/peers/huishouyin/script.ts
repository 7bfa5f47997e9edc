// What the peer is told to do wrong, and when. Queues are first in, first out; without a script it behaves.
import { type Misbehaviour, type Queues, newQueues } from "../common/misbehave.ts";
import { type Payer, type RefundState, payers } from "./books.ts";
import type { CallName } from "./fields.ts";

/** The network's faults, and this channel's own. */
export type Behaviour =
  | Misbehaviour
  | { readonly do: "wrong_amount"; readonly fen: number }
  | { readonly do: "other_order"; readonly orderId: string }
  /** Some fields of `data` are replaced; undefined takes one away. */
  | { readonly do: "change"; readonly data: Readonly<Record<string, unknown>> }
  /** A failure with `data: {}`. `processed` when the books were written all the same. */
  | { readonly do: "fail"; readonly code: number; readonly msg: string; readonly processed?: true };

export const wrong = {
  typing: { do: "fail", code: 1002, msg: "等待支付" },
  systemError: { do: "fail", code: 5001, msg: "系统未知错误" },
  systemErrorAfter: { do: "fail", code: 5001, msg: "系统未知错误", processed: true },
  tooFrequent: { do: "fail", code: 5002, msg: "请求频率过高" },
  refused: { do: "fail", code: 1001, msg: "支付失败" },
} as const satisfies Record<string, Behaviour>;

export type Script = Pick<Queues<CallName, Behaviour>, "next" | "every" | "clear"> & {
  /** The payer of the next new order. */
  nextPayer(...payers: readonly Payer[]): void;
  /** The payer behind a pay code, whenever it is charged. */
  payerOf(payCode: string, payer: Payer): void;
  everyPayer(payer: Payer): void;
  /** What becomes of the next refund, asked by asked. */
  nextRefund(...states: readonly RefundState[]): void;
  everyRefund(...states: readonly RefundState[]): void;
};

export type Played = {
  readonly script: Script;
  payer(payCode: string | null): Payer;
  behaviour(call: CallName): Behaviour;
  refund(): readonly RefundState[];
};

export function newScript(): Played {
  const queues = newQueues<CallName, Behaviour>();
  const byCode = new Map<string, Payer>();
  let queue: Payer[] = [];
  let refundQueue: (readonly RefundState[])[] = [];
  let always: { payer: Payer; refund: readonly RefundState[] } = { payer: payers.pays, refund: ["done"] };
  return {
    script: {
      next: queues.next,
      every: queues.every,
      nextPayer: (...list) => void queue.push(...list),
      payerOf: (payCode, payer) => void byCode.set(payCode, payer),
      everyPayer: (payer) => void (always = { ...always, payer }),
      nextRefund: (...states) => void refundQueue.push(states),
      everyRefund: (...states) => void (always = { ...always, refund: states }),
      clear() {
        queues.clear();
        byCode.clear();
        queue = [];
        refundQueue = [];
        always = { payer: payers.pays, refund: ["done"] };
      },
    },
    payer: (payCode) => (payCode === null ? undefined : byCode.get(payCode)) ?? queue.shift() ?? always.payer,
    behaviour: (call) => queues.take(call),
    refund: () => refundQueue.shift() ?? always.refund,
  };
}
