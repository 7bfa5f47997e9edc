// A channel that is down is tried again by a question that takes no money, until it answers; and until then it is said since
// when none could be reached, whatever else is sold meanwhile.
import { type AddressInfo, type Server, type Socket, connect, createServer } from "node:net";
import { expect, test, vi } from "vitest";
import { type Clock, systemClock } from "../../main/clock.ts";
import { TRY_EVERY_MS } from "../../main/counter/reach.ts";
import type { AttemptView, TillState } from "../../preload/contract/views.ts";
import { type PooulPeer, startPooulPeer } from "../peers/pooul.ts";
import { type Desk, kept, openDesk } from "./desk.ts";

/** The wait between two tries is soon over; the wall clock can be put ahead. */
function quickClock() {
  const clock = {
    ...systemClock,
    aheadMs: 0,
    tries: 0,
    now: () => systemClock.now() + clock.aheadMs,
    sleep(ms: number, signal?: AbortSignal): Promise<void> {
      const isTry = ms > TRY_EVERY_MS - 1000 && ms <= TRY_EVERY_MS;
      if (isTry) clock.tries++;
      return systemClock.sleep(isTry ? 5 : ms, signal);
    },
  };
  return clock;
}

const listening = (server: Server, port: number) =>
  new Promise<number>((done) => server.listen(port, "127.0.0.1", () => done((server.address() as AddressInfo).port)));
const closed = (server: Server) => new Promise<void>((done) => void server.close(() => done()));

/** A line to a port of ours that can be cut and mended: what comes in goes on to the peer. */
async function lineTo(peer: PooulPeer) {
  const open = new Set<Socket>();
  const through = () =>
    createServer((socket) => {
      open.add(socket);
      const onwards = connect(Number(new URL(peer.baseUrl).port), "127.0.0.1");
      for (const [from, to] of [[socket, onwards] as const, [onwards, socket] as const])
        from.on("error", () => to.destroy()).pipe(to);
    });
  const free = createServer();
  const port = await listening(free, 0);
  await closed(free);
  let server: Server | null = null;
  const cut = async () => {
    const old = server;
    server = null;
    if (old === null) return;
    for (const socket of open) socket.destroy();
    await closed(old);
  };
  kept({ breaches: [], close: cut });
  return {
    url: `http://127.0.0.1:${port}`,
    cut,
    async mend() {
      server = through();
      await listening(server, port);
    },
  };
}

/** A desk whose only channel is at the end of a line that is cut. */
async function cutOff(clock: Clock) {
  const peer = kept(await startPooulPeer());
  const line = await lineTo(peer);
  const desk = await openDesk(undefined, clock);
  await desk.save("pooul", peer.config({ baseUrl: line.url }));
  await desk.done("channels.use", { id: "pooul" });
  await desk.done("till.mode", { mode: "real" });
  const told: TillState[] = [];
  desk.till.listen((event) => void (event.name === "till.changed" && told.push(event.payload)));
  return { desk, peer, line, last: () => told.at(-1) };
}

let codes = 0;
async function lose(desk: Desk): Promise<AttemptView> {
  await desk.done("collect.clear", {});
  await desk.done("collect.begin", { amountFen: 100 });
  const { order } = await desk.done("collect.keys", { text: `13${String(++codes).padStart(16, "0")}` });
  if (order === null) throw new Error("not charged");
  return vi.waitFor(async () => {
    const { attempt } = await desk.done("orders.show", { order });
    expect(attempt).toMatchObject({ status: "cancelled", reason: "never_sent" });
    return attempt;
  });
}
const state = (desk: Desk) => desk.done("till.state", {});

test("a channel that is down is asked what takes no money until it answers, and then the screen is told by itself", async () => {
  const clock = quickClock();
  const { desk, peer, line, last } = await cutOff(clock);
  desk.till.reach.start();
  const lost = await lose(desk);
  expect(await state(desk)).toMatchObject({ offlineSince: lost.createdAt, triesEveryMs: TRY_EVERY_MS });
  await vi.waitFor(() => expect(clock.tries).toBeGreaterThan(2));
  expect(await state(desk)).toMatchObject({ offlineSince: lost.createdAt, down: ["pooul"] });
  await line.mend();
  await vi.waitFor(() => expect(last()).toMatchObject({ offlineSince: null, down: [] }));
  expect(peer.requests.map(({ call }) => call)).toEqual(["query"]);
  expect(peer.books.orders.size).toBe(0);
});

test("once it has answered nothing more is asked, and the next payment that is lost begins anew", async () => {
  const clock = quickClock();
  const { desk, peer, line, last } = await cutOff(clock);
  desk.till.reach.start();
  await lose(desk);
  await line.mend();
  await vi.waitFor(() => expect(last()).toMatchObject({ offlineSince: null }));
  await line.cut();
  const { tries } = clock;
  await systemClock.sleep(50);
  expect(clock.tries).toBe(tries);
  expect(peer.requests).toHaveLength(1);
  const lost = await lose(desk);
  expect(await state(desk)).toMatchObject({ offlineSince: lost.createdAt, down: ["pooul"] });
  await vi.waitFor(() => expect(clock.tries).toBeGreaterThan(tries));
});

test("it is said since the first payment that was lost: no later one, no run of cash sales and no hour changes that", async () => {
  const clock = quickClock();
  const { desk } = await cutOff(clock);
  desk.till.reach.start();
  const first = await lose(desk);
  await lose(desk);
  expect(await state(desk)).toMatchObject({ offlineSince: first.createdAt });
  for (let sale = 0; sale < 21; sale++) {
    await desk.done("collect.clear", {});
    await desk.done("collect.cash", { amountFen: 100, givenFen: 100 });
  }
  clock.aheadMs = 3_600_000;
  expect(await state(desk)).toMatchObject({ offlineSince: first.createdAt, down: ["pooul"] });
});

test("where nobody tries a channel, no try is promised", async () => {
  const clock = quickClock();
  const { desk } = await cutOff(clock);
  const lost = await lose(desk);
  expect(await state(desk)).toMatchObject({ offlineSince: lost.createdAt, triesEveryMs: null });
  expect(clock.tries).toBe(0);
});
