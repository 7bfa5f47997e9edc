// What the network does to `qr`, `query`, `cancel`, `recover`, `refund` and `refund-query`: one scenario per verb, for
// every channel that can be asked and called off. Whatever happens on the way, the end is the true one; each answers
// what the books still complain of.
import { expect } from "vitest";
import type { Misbehaviour } from "../peers/common/misbehave.ts";
import { ourOrders } from "./agree.ts";
import {
  BRIEF,
  type ChannelPeer,
  type Kit,
  cancel,
  expectRecoverChangesNothing,
  openShopOf,
  orderOf,
  paid,
  qr,
  query,
  recover,
  refund,
  refundQuery,
  refundUnderWay,
} from "./channel-shop.ts";
import { type Fault } from "./faults.ts";

export type DeskVerb = "qr" | "query" | "call_off" | "refund" | "refund_query";

/** A channel whose peer can be played by these scenarios. */
export type DeskKit<Peer extends ChannelPeer, Options> = Kit<Peer, Options> & {
  /** What happens to the next calls behind a verb. */
  fault(peer: Peer, verb: DeskVerb, ...behaviours: readonly Misbehaviour[]): void;
  neverPays(peer: Peer): void;
  /** Whoever has a QR before him pays it now. */
  payNow(peer: Peer): void;
  /** The next refund stays under way, until `finishRefunds`. */
  refundPending(peer: Peer): void;
  finishRefunds(peer: Peer): void;
};

const open = <Peer extends ChannelPeer, Options>(kit: DeskKit<Peer, Options>, isBrief: boolean | undefined) =>
  openShopOf(kit, isBrief ? { timing: { requestTimeoutMs: BRIEF.requestTimeoutMs } } : {});
/** Whether a question's answer came through; of two, the second is as good. */
const isHeard = ({ heard }: Fault): boolean => heard !== "no";

const WAITS = { code: 3, json: { verdict: "wait" } };
const RELEASED = { code: 0, json: { status: "paid", verdict: "release" } };

/** A QR whose making went wrong is never shown, and nobody waits for it for ever. */
export async function qrMeets<Peer extends ChannelPeer, Options>(
  kit: DeskKit<Peer, Options>,
  { behaviour, heard, slow }: Fault,
): Promise<string[]> {
  const shop = await open(kit, slow);
  kit.neverPays(shop.peer);
  kit.fault(shop.peer, "qr", behaviour);
  const shown = await qr(shop);
  expect(shown).toMatchObject(WAITS);
  expect("codeUrl" in shown.json).toBe(heard === "yes");
  expect(await recover(shop)).toMatchObject({ code: 0, json: { open: 0, settled: 1, review: 0 } });
  expect(await ourOrders(shop.folder)).toMatchObject([{ order: orderOf(shown), status: "cancelled" }]);
  expect(shop.charges()).toBe(1);
  return shop.complaints();
}

/** A question that went wrong says nothing: the order waits as before, and the next question is answered. */
export async function queryMeets<Peer extends ChannelPeer, Options>(
  kit: DeskKit<Peer, Options>,
  fault: Fault,
): Promise<string[]> {
  const shop = await open(kit, fault.slow);
  kit.neverPays(shop.peer);
  const order = orderOf(await qr(shop));
  kit.fault(shop.peer, "query", fault.behaviour);
  expect(await query(shop, order)).toMatchObject(WAITS);
  kit.payNow(shop.peer);
  kit.fault(shop.peer, "query", fault.behaviour);
  expect(await query(shop, order)).toMatchObject(isHeard(fault) ? RELEASED : WAITS);
  expect(await query(shop, order)).toMatchObject(RELEASED);
  expect(await cancel(shop, order)).toMatchObject({ code: 1, json: { status: "paid" } });
  return shop.complaints();
}

/** What went wrong is repeated until the channel has confirmed it. */
export async function cancelMeets<Peer extends ChannelPeer, Options>(
  kit: DeskKit<Peer, Options>,
  { behaviour, slow }: Fault,
): Promise<string[]> {
  const shop = await open(kit, slow);
  kit.neverPays(shop.peer);
  const order = orderOf(await qr(shop));
  kit.fault(shop.peer, "query", behaviour);
  kit.fault(shop.peer, "call_off", behaviour);
  expect(await cancel(shop, order)).toMatchObject({ code: 0, json: { status: "cancelled", verdict: "retry" } });
  expect(await query(shop, order)).toMatchObject({ code: 1, json: { status: "cancelled" } });
  return shop.complaints();
}

/** What an earlier process left open is settled, paid or not; run again, it changes nothing. */
export async function recoverMeets<Peer extends ChannelPeer, Options>(
  kit: DeskKit<Peer, Options>,
  { behaviour, slow }: Fault,
): Promise<string[]> {
  const shop = await open(kit, slow);
  kit.neverPays(shop.peer);
  const first = orderOf(await qr(shop, "wechat", 700));
  kit.payNow(shop.peer);
  const second = orderOf(await qr(shop));
  kit.fault(shop.peer, "query", behaviour, behaviour);
  kit.fault(shop.peer, "call_off", behaviour);
  expect(await recover(shop)).toMatchObject({ code: 0, json: { open: 0, settled: 2, review: 0 } });
  expect(await ourOrders(shop.folder)).toMatchObject([
    { order: second, status: "cancelled" },
    { order: first, status: "paid" },
  ]);
  await expectRecoverChangesNothing(shop);
  return shop.complaints();
}

/** One refund under one number, whatever became of its request: what never came is sent again, what came is not. */
export async function refundMeets<Peer extends ChannelPeer, Options>(
  kit: DeskKit<Peer, Options>,
  { behaviour, slow, done }: Fault,
): Promise<string[]> {
  // What never came is sent again once its own time is over.
  const shop = await openShopOf(kit, slow || !done ? { timing: BRIEF } : {});
  const order = await paid(shop);
  kit.fault(shop.peer, "refund", behaviour);
  expect(await refund(shop, order, 400)).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 400 } });
  expect(await refund(shop, order)).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 600 } });
  expect(await refund(shop, order)).toMatchObject({ code: 2, json: { error: { code: "refund_more_than_left" } } });
  expect(kit.booksOf(shop.peer).refunds).toHaveLength(2);
  return shop.complaints();
}

/** A refund that is under way stays so until the channel was heard to say that it is done. */
export async function refundQueryMeets<Peer extends ChannelPeer, Options>(
  kit: DeskKit<Peer, Options>,
  fault: Fault,
): Promise<string[]> {
  const shop = await open(kit, fault.slow);
  const order = await paid(shop);
  kit.refundPending(shop.peer);
  const pending = await refundUnderWay(shop, order, 400);
  expect(pending).toMatchObject({ code: 3, json: { order, status: "processing", amountFen: 400 } });
  kit.fault(shop.peer, "refund_query", fault.behaviour);
  expect(await refundQuery(shop, pending)).toMatchObject({ code: 3, json: { status: "processing" } });
  kit.finishRefunds(shop.peer);
  kit.fault(shop.peer, "refund_query", fault.behaviour);
  expect((await refundQuery(shop, pending)).code).toBe(isHeard(fault) ? 0 : 3);
  expect(await refundQuery(shop, pending)).toMatchObject({ code: 0, json: { status: "refunded", amountFen: 400 } });
  return shop.complaints();
}
