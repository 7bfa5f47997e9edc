// A till that is set up for one channel's strict peer, and the verbs of the command line run in it. The tests of all
// channels stand on this; what differs between them is a kit: how its peer starts, and how its books are read.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { BOOK_FILES } from "../../main/book.ts";
import type { ChannelId } from "../../preload/contract/status.ts";
import { newBook } from "../support/new-book.ts";
import { type TheirBooks, differences, ourOrders, ourRefunds } from "./agree.ts";
import { type Ran, inside, keep, newFolder, payCode, spilledIn, text } from "./cli.ts";

/** What every peer has. */
export type ChannelPeer = {
  /** Sentences; empty when everything was as documented. */
  readonly breaches: readonly string[];
  config(extra?: Record<string, unknown>): Record<string, unknown>;
  close(): Promise<void>;
};

export type Kit<Peer extends ChannelPeer, Options> = {
  readonly id: ChannelId;
  start(options?: Options): Promise<Peer>;
  /** Keys, tokens and pay codes as the peer knows them by now: none of them may stand in the till's folder. */
  secretsOf(peer: Peer): readonly string[];
  /** How many charge requests reached it. */
  chargesOf(peer: Peer): number;
  booksOf(peer: Peer): TheirBooks;
  /** Waits for what goes on at the peer behind answered requests. */
  settled?(peer: Peer): Promise<void>;
};

export type Shop<Peer extends ChannelPeer = ChannelPeer> = {
  readonly id: ChannelId;
  readonly peer: Peer;
  readonly folder: string;
  charges(): number;
  /** Sentences about everything in which the two books differ, and about every breach of the protocol. */
  differences(): Promise<string[]>;
  /** The same at the end, with what is wrong in the journal and every secret that stands in a file. Ends the peer. */
  complaints(): Promise<string[]>;
  expectAgreement(): Promise<void>;
};

/** Short, and still with room for a busy machine: the peers' own limits lie well below ours. */
export const TIMING = {
  requestTimeoutMs: 4000,
  firstQueryMs: 40,
  pollEveryMs: 60,
  pollForMs: 400,
  reverseNotBeforeMs: 250,
  closeNotBeforeMs: 300,
  watchMs: [],
};
/** For what is found out by the clock alone: short enough to be waited for, long enough for a busy machine to answer in. */
export const BRIEF = { requestTimeoutMs: 3000, pollForMs: 4000 };
/** What a peer with such limits is told to hold the till to. */
export const PEER_LIMITS = { reverseNotBeforeMs: 60, closeNotBeforeMs: 60 };

export type ShopOptions<Options> = {
  readonly timing?: Record<string, unknown> | undefined;
  readonly options?: Options | undefined;
  readonly config?: Record<string, unknown> | undefined;
};

export async function openShopOf<Peer extends ChannelPeer, Options>(
  kit: Kit<Peer, Options>,
  { timing, options, config }: ShopOptions<Options> = {},
): Promise<Shop<Peer>> {
  const peer = await kit.start(options);
  keep(...kit.secretsOf(peer));
  const folder = newFolder();
  mkdirSync(folder, { recursive: true });
  for (const name of Object.values(BOOK_FILES)) newBook(join(folder, name));
  const written = JSON.stringify(peer.config({ timing: { ...TIMING, ...timing }, ...config }));
  const set = await inside(folder, ["channel", "set", kit.id], written);
  expect(set.json).toEqual({ id: kit.id, ok: true });
  return shopIn(kit, peer, folder);
}

/** The same look at a folder that was set up by hand. */
export function shopIn<Peer extends ChannelPeer, Options>(
  kit: Kit<Peer, Options>,
  peer: Peer,
  folder: string,
): Shop<Peer> {
  const compared = async () => {
    await kit.settled?.(peer);
    // Cash stands in no channel's books.
    const ours = (await ourOrders(folder)).filter(({ channel }) => channel === kit.id);
    const refunds = ourRefunds(folder).filter(({ order }) => ours.some((one) => one.order === order));
    const differ = differences(kit.booksOf(peer), ours, refunds);
    return [...differ, ...peer.breaches.map((breach) => `breach: ${breach}`)];
  };
  const complaints = async () => {
    keep(...kit.secretsOf(peer));
    const differ = await compared();
    const verified = (await inside(folder, ["verify"])).json;
    await peer.close();
    const journal = verified["ok"] === true ? [] : [`the journal: ${JSON.stringify(verified)}`];
    return [...differ, ...journal, ...spilledIn(folder)];
  };
  return {
    id: kit.id,
    peer,
    folder,
    charges: () => kit.chargesOf(peer),
    differences: compared,
    complaints,
    expectAgreement: async () => expect(await complaints()).toEqual([]),
  };
}

type Till = Pick<Shop, "id" | "folder">;

export const payWords = ({ id }: Pick<Till, "id">, amount: number, code = payCode()): readonly string[] => [
  "pay",
  "--channel",
  id,
  "--amount",
  String(amount),
  "--code",
  code,
];

export const pay = (till: Till, amount = 1000, code?: string): Promise<Ran> =>
  inside(till.folder, payWords(till, amount, code));

export const qr = ({ id, folder }: Till, wallet = "wechat", amount = 800): Promise<Ran> =>
  inside(folder, ["qr", "--channel", id, "--amount", String(amount), "--wallet", wallet]);

export const query = ({ folder }: Till, order: string): Promise<Ran> => inside(folder, ["query", "--order", order]);

export const cancel = ({ folder }: Till, order: string): Promise<Ran> => inside(folder, ["cancel", "--order", order]);

export const recover = ({ folder }: Till): Promise<Ran> => inside(folder, ["recover"]);

const refundWords = (order: string, amount: number | null): readonly string[] => [
  "refund",
  "--order",
  order,
  "--reason",
  "退货",
  ...(amount === null ? [] : ["--amount", String(amount)]),
];

export const refund = ({ folder }: Till, order: string, amount: number | null = null): Promise<Ran> =>
  inside(folder, refundWords(order, amount));

/** A refund that somebody interrupts once it stands there as under way. */
export async function refundUnderWay({ folder }: Till, order: string, amount: number): Promise<Ran> {
  const stop = new AbortController();
  const running = inside(folder, refundWords(order, amount), "", stop.signal);
  const ended = running.then(
    () => true,
    () => true,
  );
  while (!ourRefunds(folder).some(({ status }) => status === "processing"))
    if (await Promise.race([ended, sleep(20, false)])) break;
  stop.abort();
  return running;
}

export const refundQuery = ({ folder }: Till, refunded: Ran): Promise<Ran> =>
  inside(folder, ["refund-query", "--refund", text(refunded.json, "refund")]);

export const orderOf = (ran: Ran): string => text(ran.json, "order");

/** A payment that went through, for what comes after one. */
export async function paid(till: Till, amount = 1000, code?: string): Promise<string> {
  const ran = await pay(till, amount, code);
  expect(ran).toMatchObject({ code: 0, json: { status: "paid" } });
  return orderOf(ran);
}

/** What `recover` answers when nothing is left to settle. */
export const NOTHING_LEFT = { code: 0, json: { open: 0, settled: 0, review: 0 } };

/** Run again, recover changes nothing: the same orders, not one event more. */
export async function expectRecoverChangesNothing(till: Till, answer: object = NOTHING_LEFT): Promise<void> {
  const look = async () => [
    await ourOrders(till.folder),
    ourRefunds(till.folder),
    (await inside(till.folder, ["verify"])).json,
  ];
  const before = await look();
  expect(await recover(till)).toMatchObject(answer);
  expect(await look()).toEqual(before);
}
