// One thing that may happen to a charge on its way, with the one true end of it; the channels' tables are lists of these.
import { expect } from "vitest";
import type { Misbehaviour } from "../peers/common/misbehave.ts";
import { BRIEF, type ChannelPeer, type Kit, openShopOf, payWords } from "./channel-shop.ts";
import { type Json, cli, inside, payCode } from "./cli.ts";
import { FAULTS, type Fault } from "./faults.ts";

export const AMOUNT = 1250;
/** A trade number of somebody else. */
export const OTHER = "926112108173790000012";

export type End = { readonly code: 0 | 1 | 3; readonly json: Json };

export type Case<Peer, Options = object> = End & {
  readonly rule: string;
  readonly play?: (peer: Peer) => void;
  readonly timing?: Record<string, unknown>;
  readonly options?: Options;
  readonly config?: Record<string, unknown>;
  /** How the pay code begins, and how long it is. */
  readonly payCode?: readonly [head: string, length: number];
  /** Charge requests that reach the peer; 1 when not said. */
  readonly charges?: number;
};

export const PAID: End = { code: 0, json: { status: "paid", verdict: "release", amountFen: AMOUNT } };
export const CANCELLED: End = { code: 1, json: { status: "cancelled", verdict: "retry" } };
export const cancelled = (reason: string): End => ({ code: 1, json: { ...CANCELLED.json, reason } });
export const declined = (reason: string): End => ({
  code: 1,
  json: { status: "declined", verdict: "retry", reason },
});
export const REVIEW: End = { code: 3, json: { status: "needs_review", verdict: "wait" } };
export const review = (reason: string): End => ({ code: 3, json: { ...REVIEW.json, reason } });
export const MISMATCH: End = { code: 3, json: { ...REVIEW.json, exception: "amount_mismatch" } };

/** The payer pays in the end: however slow this machine is, there is time for it. */
export const PATIENT = { pollForMs: 8000 };

/** A case for every fault of the network at the charge. */
export const networkCases = <Peer, Options>(
  play: (peer: Peer, behaviour: Misbehaviour) => void,
  endOf: (fault: Fault) => End & { readonly ends: string },
  faults = FAULTS,
): readonly Case<Peer, Options>[] =>
  faults.map((fault) => {
    const { ends, ...end } = endOf(fault);
    return {
      rule: `a charge that meets ${fault.name} ${ends}`,
      play: (peer) => play(peer, fault.behaviour),
      ...(fault.slow ? { timing: BRIEF } : {}),
      ...end,
    };
  });

/** Every so manieth case has a process of its own: it costs half a second, and the others take the same way inside. */
export const numbered = <Peer, Options>(cases: readonly Case<Peer, Options>[], every: number) =>
  cases.map((one, index) => ({ ...one, outside: index % every === 0 }));

/** Plays the case, holds its end, and answers what the books complain of. */
export async function playedOut<Peer extends ChannelPeer, Options>(
  kit: Kit<Peer, Options>,
  one: Case<Peer, Options> & { readonly outside: boolean },
): Promise<string[]> {
  const shop = await openShopOf(kit, one);
  one.play?.(shop.peer);
  const words = payWords(shop, AMOUNT, one.payCode ? payCode(...one.payCode) : payCode());
  const ran = await (one.outside ? cli(shop.folder, ...words) : inside(shop.folder, words));
  expect(ran).toMatchObject({ code: one.code, json: one.json });
  expect(shop.charges()).toBe(one.charges ?? 1);
  return shop.complaints();
}
