// Opens a channel on a peer of its own for one test, closes both after it, and fails the test when the peer saw
// anything that the document does not allow.
import type { PooulPeerOptions } from "../peers/pooul.ts";
import { type Opened, closeAll, openChannel } from "./pooul-support.ts";
import { afterEachTest } from "../support/each-test.ts";

let opened: Opened[] = [];
afterEachTest(async () => {
  const all = opened;
  opened = [];
  await closeAll(all);
});

/** For the tests that break the protocol on purpose. */
export const forgive = (peer: Opened["peer"]) => void (peer.breaches.length = 0);

export async function open(options: PooulPeerOptions = {}) {
  const one = await openChannel(options);
  opened.push(one);
  const { channel, peer } = one;
  const verb = <In, Out>(call: ((input: In) => Promise<Out>) | null) => {
    if (!call) throw new Error("the channel lacks a verb");
    return call;
  };
  return {
    ...one,
    peer,
    charge: channel.charge,
    qr: verb(channel.qr),
    query: verb(channel.query),
    cancel: verb(channel.cancel),
    close: verb(channel.close),
    refund: verb(channel.refund),
    refundQuery: verb(channel.refundQuery),
  };
}

/** What the peer's books say about a payment. */
export function booked(peer: Opened["peer"], tradeNo: string) {
  const order = peer.books.orders.get(tradeNo);
  return order && { charges: order.charges, paid: order.paidFen, returned: order.returnedFen, state: order.state };
}
