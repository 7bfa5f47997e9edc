// What the kill test needs of a channel's peer: trouble to order, the peer's own book of money in one shape, and word
// of every request the moment it arrives. It shares no code with the adapters.
import type { RealChannelId } from "../../preload/contract/channels.ts";
import type { Wallet } from "../../preload/contract/status.ts";
import type { Misbehaviour } from "../peers/common/misbehave.ts";
import type { Random } from "../scan/random.ts";

/** One payment as the channel's side wrote it down. */
export type Entry = {
  /** Our trade number; null where the channel is never told one. */
  readonly number: string | null;
  readonly amountFen: number;
  /** How often money was taken. */
  readonly charges: number;
  readonly paidFen: number;
  readonly returnedFen: number;
};

export type Shop = {
  readonly channel: RealChannelId;
  /** False where nothing can be asked, so that an order is not tried again after an unclear end. */
  readonly canAsk: boolean;
  /** Refunds of any part, or of everything only. */
  readonly refunds: "part" | "full";
  /** Several codes pay one order in one request. */
  readonly hasBatch: boolean;
  /** The wallet of a QR that can be followed, or null. */
  readonly qr: Wallet | null;
  readonly config: Record<string, unknown>;
  /** Keys and passwords that must stand in no file. */
  secrets(): readonly string[];
  onRequest(listener: () => void): () => void;
  breaches(): readonly string[];
  /** Scripts the payer and the network for one payment; answers what it scripted, for a failing run's story. */
  troublePayment(draw: Random): string;
  troubleRefund(draw: Random): string;
  /** The network works again, and payers who were still thinking have made up their minds. */
  heal(): Promise<void>;
  entries(): readonly Entry[];
  /** Whether a payment or refund of this number may rightly stay with a person: asked, the channel proves nothing. */
  mayStay(number: string): boolean;
  close(): Promise<void>;
};

/** Short, so that 300 runs end; and with room for a busy machine, because the peers' own limits lie below. */
export const TIMING = {
  requestTimeoutMs: 700,
  firstQueryMs: 20,
  pollEveryMs: 30,
  pollForMs: 220,
  reverseNotBeforeMs: 100,
  closeNotBeforeMs: 100,
  // Every recovery asks again about what ended without money; the last question lies beyond the run.
  watchMs: [100, 300, 900, 600_000],
};
export const PEER_NOT_BEFORE = { reverseNotBeforeMs: 60, closeNotBeforeMs: 60 };

/** Faults that every peer knows, good behaviour among them. */
export const NETWORK = [
  { do: "behave" },
  { do: "behave" },
  { do: "behave" },
  { do: "late", ms: 120 },
  { do: "lose_answer" },
  { do: "lose_request" },
  { do: "half_answer" },
  { do: "hang" },
  { do: "twice" },
  { do: "status", status: 502, body: "<html><h1>502 Bad Gateway</h1></html>", processed: true },
] as const satisfies readonly Misbehaviour[];

export type Fault = (typeof NETWORK)[number];

/** Scripts the charge, and now and then one of the questions and cancels after it. */
export function troubleCalls<Call extends string>(
  script: { next(call: Call, ...behaviours: readonly Fault[]): void },
  draw: Random,
  first: Call,
  later: readonly Call[],
  faults: readonly Fault[] = NETWORK,
): string {
  const fault = draw.pick(faults);
  script.next(first, fault);
  const told = [`${first} ${fault.do}`];
  for (const call of later) {
    if (draw.below(3) > 0) continue;
    const other = draw.pick(faults);
    script.next(call, other);
    told.push(`${call} ${other.do}`);
  }
  return told.join(", ");
}

/** Tells of each request the moment the peer writes it down: before it is worked on, before it is answered. */
export function hook(requests: unknown[]): Shop["onRequest"] {
  const listeners = new Set<() => void>();
  Object.defineProperty(requests, "push", {
    value(...items: readonly unknown[]) {
      const length = Array.prototype.push.apply(requests, [...items]);
      for (const listener of listeners) listener();
      return length;
    },
  });
  return (listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
}
