// The independent look at the end of every pooul test: the peer's books and ours, side by side.
import { expect } from "vitest";
import { z } from "zod";
import { type PooulPeer, type PooulPeerOptions, startPooulPeer } from "../peers/pooul.ts";
import { inside, keep, keepPem, newFolder, spilledIn } from "./cli.ts";

const attempt = z.object({
  order: z.string(),
  status: z.string(),
  verdict: z.string(),
  amountFen: z.number(),
  channel: z.string(),
  exception: z.string().optional(),
  refundedFen: z.number(),
});
const orders = z.object({ orders: z.array(attempt) });
export type OurOrder = z.infer<typeof attempt>;

/** Short, and still with room for a busy machine: the peer's own limits lie well below ours. */
export const TIMING = {
  requestTimeoutMs: 4000,
  firstQueryMs: 40,
  pollEveryMs: 60,
  pollForMs: 400,
  reverseNotBeforeMs: 250,
  closeNotBeforeMs: 300,
  watchMs: [],
};
const PEER = { reverseNotBeforeMs: 60, closeNotBeforeMs: 60 };

export type Shop = { readonly peer: PooulPeer; readonly folder: string };

/** A till that is set up for a peer of its own. */
export async function openShop(timing: Record<string, unknown> = {}, options: PooulPeerOptions = {}): Promise<Shop> {
  const peer = await startPooulPeer({ ...PEER, ...options });
  keepPem(peer.keys.merchantPrivatePem);
  const folder = newFolder();
  const config = JSON.stringify(peer.config({ timing: { ...TIMING, ...timing } }));
  const set = await inside(folder, ["channel", "set", "pooul"], config);
  expect(set.json).toEqual({ id: "pooul", ok: true });
  return { peer, folder };
}

export async function ourOrders(folder: string, ...options: readonly string[]): Promise<OurOrder[]> {
  return orders.parse((await inside(folder, ["orders", "--limit", "1000", ...options])).json).orders;
}

/** Sentences about everything in which the two books differ; empty when they agree. */
export function differences(peer: PooulPeer, ours: readonly OurOrder[]): string[] {
  const wrong: string[] = [];
  for (const one of ours) {
    const theirs = peer.books.orders.get(one.order);
    const keptFen = (theirs?.paidFen ?? 0) - (theirs?.returnedFen ?? 0);
    const name = `${one.order} is ${one.status} here`;
    if ((theirs?.charges ?? 0) > 1) wrong.push(`${one.order} was charged ${theirs?.charges} times`);
    if (one.verdict === "release" && theirs?.paidFen !== one.amountFen)
      wrong.push(`${name}, there ${theirs?.paidFen ?? 0} of ${one.amountFen} fen were paid`);
    if (one.verdict === "release" && theirs && theirs.returnedFen !== one.refundedFen)
      wrong.push(`${name}, refunded ${one.refundedFen} here and ${theirs.returnedFen} there`);
    if (one.verdict === "retry" && keptFen !== 0) wrong.push(`${name}, there ${keptFen} fen stay`);
  }
  for (const tradeNo of peer.books.orders.keys())
    if (!ours.some((one) => one.order === tradeNo)) wrong.push(`${tradeNo} is only there`);
  return [...wrong, ...peer.breaches.map((breach) => `breach: ${breach}`)];
}

/** Both books agree, the journal holds, and no secret stands in any file. Ends the peer. */
export async function expectAgreement(
  { peer, folder }: Shop,
  atChannel: (ours: OurOrder[]) => OurOrder[] = (ours) => ours,
): Promise<void> {
  for (const { authCode } of peer.books.orders.values()) if (authCode !== null) keep(authCode);
  expect(differences(peer, atChannel(await ourOrders(folder)))).toEqual([]);
  expect((await inside(folder, ["verify"])).json).toMatchObject({ ok: true, problems: [] });
  expect(spilledIn(folder)).toEqual([]);
  await peer.close();
}
