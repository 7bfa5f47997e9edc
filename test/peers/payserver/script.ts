// What the peer is told to do wrong, and when. Queues are first in, first out; without a script it behaves as the real
// service was seen to behave.
import { type Misbehaviour, newQueues } from "../common/misbehave.ts";
import { type Payer, type Refunder, payers } from "./books.ts";

export type Route =
  | "payModeTemplates"
  | "registerPayModeTemplate"
  | "payModes"
  | "openPayMode"
  | "changePayMode"
  | "listAllPayModes"
  | "pay"
  | "payOrders"
  | "batchPay"
  | "refund"
  | "batchRefund"
  | "refundOrders"
  | "orderRefunds"
  | "tradeRecords";

export type Behaviour =
  | Misbehaviour
  /** Fields of `data` (or of each item of a list) are replaced; undefined takes one away. */
  | { readonly do: "change"; readonly data: Readonly<Record<string, unknown>> }
  /** A whole other body, with HTTP 200; the books are written. */
  | { readonly do: "body"; readonly body: unknown }
  /** The documented error body; `processed` says whether the books are written before. */
  | {
      readonly do: "error";
      readonly status?: number;
      readonly code: number | string;
      readonly message: string;
      readonly description?: string;
      readonly processed: boolean;
    };

export const wrong = {
  wrongAmount: (fen: unknown): Behaviour => ({ do: "change", data: { payAmount: fen } }),
  otherOrder: (clientPayNo: unknown): Behaviour => ({ do: "change", data: { clientPayNo } }),
  databaseDown: {
    do: "error",
    code: "ECONNREFUSED",
    message: "connect ECONNREFUSED 127.0.0.1:3306",
    processed: false,
  },
  brokerDown: { do: "error", code: 9999, message: "Channel closed", processed: false },
} as const;

export type Script = {
  /** The payer of the next new payments. */
  nextPayer(...list: readonly Payer[]): void;
  everyPayer(payer: Payer): void;
  nextRefund(...list: readonly Refunder[]): void;
  next(route: Route, ...behaviours: readonly Behaviour[]): void;
  every(route: Route, behaviour: Behaviour): void;
  clear(): void;
};

export type Played = {
  readonly script: Script;
  payer(): Payer;
  refunder(): Refunder;
  behaviour(route: Route): Behaviour;
};

export function newScript(): Played {
  let payerQueue: Payer[] = [];
  let refundQueue: Refunder[] = [];
  let every: Payer = payers.pays;
  const queues = newQueues<Route, Behaviour>();
  return {
    script: {
      nextPayer: (...list) => void payerQueue.push(...list),
      everyPayer: (payer) => void (every = payer),
      nextRefund: (...list) => void refundQueue.push(...list),
      next: queues.next,
      every: queues.every,
      clear() {
        payerQueue = [];
        refundQueue = [];
        every = payers.pays;
        queues.clear();
      },
    },
    payer: () => payerQueue.shift() ?? every,
    refunder: () => refundQueue.shift() ?? { says: "success" },
    behaviour: (route) => queues.take(route),
  };
}
