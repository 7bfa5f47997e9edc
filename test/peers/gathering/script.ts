// What the peer is told to do wrong, and when. Queues are first in, first out; without a script it behaves.
import { type Misbehaviour, type Queues, newQueues } from "../common/misbehave.ts";
import { type Payer, type Refunder, payers, refunders } from "./books.ts";
import type { CallName } from "./envelope.ts";

/** The network's faults, and what a body may say that it should not. */
export type Behaviour =
  | Misbehaviour
  /** Fields of the JSON answer are replaced; undefined takes one away. */
  | { readonly do: "change"; readonly fields: Readonly<Record<string, unknown>> }
  /** The request reaches Rails, which refuses the token although it was good. */
  | { readonly do: "refuse_token" };

export type Script = {
  nextPayer(...payers: readonly Payer[]): void;
  everyPayer(payer: Payer): void;
  nextRefund(...refunders: readonly Refunder[]): void;
  /** What happens to the next calls of this name, one after the other. */
  next(call: CallName, ...behaviours: readonly Behaviour[]): void;
  every(call: CallName, behaviour: Behaviour): void;
  clear(): void;
};

export type Played = {
  readonly script: Script;
  payer(): Payer;
  refunder(): Refunder;
  behaviour(call: CallName): Behaviour;
};

export function newScript(): Played {
  const queues: Queues<CallName, Behaviour> = newQueues();
  let queue: Payer[] = [];
  let refunds: Refunder[] = [];
  let every: Payer = payers.pays;
  return {
    script: {
      nextPayer: (...list) => void queue.push(...list),
      everyPayer: (payer) => void (every = payer),
      nextRefund: (...list) => void refunds.push(...list),
      next: queues.next,
      every: queues.every,
      clear() {
        queue = [];
        refunds = [];
        every = payers.pays;
        queues.clear();
      },
    },
    payer: () => queue.shift() ?? every,
    refunder: () => refunds.shift() ?? refunders.accepts,
    behaviour: (call) => queues.take(call),
  };
}
