// A real process, a real file, a real peer, SIGKILL at random moments: afterwards `recover` brings both books to say
// the same, and nobody was charged twice. A failing lane is replayed by its seed (KILL_SEED).
import { expect, it } from "vitest";
import { type Behaviour, type Payer, payers, wrong } from "../peers/pooul.ts";
import { ourOrders } from "./agree.ts";
import { cli, inside, payCode, run } from "./cli.ts";
import { type Shop, openShop } from "./pooul-shop.ts";

const SEED = Number(process.env.KILL_SEED ?? "20260917");
const LANES = 5;
const KILLS = 5;
/** Long enough that a loaded machine gives up nothing too early, short enough to be waited for. */
const TIMING = { requestTimeoutMs: 1500, firstQueryMs: 30, pollEveryMs: 40, pollForMs: 300, reverseNotBeforeMs: 150 };

/** mulberry32: small, seeded, good enough to pick moments. */
function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
type Draw = ReturnType<typeof random>;

const pick = <T>(draw: Draw, list: readonly [T, ...T[]]): T => list[draw(list.length)] ?? list[0];

const PAYERS: readonly [Payer, ...Payer[]] = [
  payers.pays,
  payers.types(2),
  payers.neverPays,
  payers.paysAfter(120),
  payers.declines,
];
const CHARGES: readonly [Behaviour, ...Behaviour[]] = [
  { do: "behave" },
  { do: "lose_answer" },
  { do: "lose_request" },
  { do: "late", ms: 150 },
  { do: "hang" },
  wrong.badGateway,
];

/**
 * Runs a command and kills it: after a while since its start, or after a while since the peer heard from it, so that
 * also a slow start is not the only thing that is ever killed.
 */
async function killed({ peer, folder }: Shop, draw: Draw, args: readonly string[]): Promise<number | null> {
  const sinceRequest = draw(3) > 0;
  const delayMs = sinceRequest ? draw(250) : draw(700);
  const before = peer.requests.length;
  const ran = await run(
    {
      folder,
      started(child) {
        const kill = () => void child.kill("SIGKILL");
        if (!sinceRequest) {
          setTimeout(kill, delayMs);
          return;
        }
        const watch = setInterval(() => {
          if (peer.requests.length === before && child.exitCode === null) return;
          clearInterval(watch);
          setTimeout(kill, delayMs);
        }, 5);
      },
    },
    args,
  );
  return ran.code;
}

/** Recovers until nothing is open; a number of times that no lane needs. */
async function healed(shop: Shop, draw: Draw): Promise<void> {
  if (draw(2) === 0) await killed(shop, draw, ["recover"]);
  const done = await inside(shop.folder, ["recover"]);
  expect(done).toMatchObject({ code: 0, json: { open: 0, review: 0 } });
  expect(await shop.differences()).toEqual([]);
}

async function settledLane(shop: Shop): Promise<void> {
  expect(await ourOrders(shop.folder, "--open")).toEqual([]);
  const events = (await inside(shop.folder, ["verify"])).json;
  const orders = await ourOrders(shop.folder);
  expect(await cli(shop.folder, "recover")).toMatchObject({ code: 0, json: { open: 0, settled: 0, review: 0 } });
  expect([await ourOrders(shop.folder), (await inside(shop.folder, ["verify"])).json]).toEqual([orders, events]);
  await shop.expectAgreement();
}

it.concurrent.each(Array.from({ length: LANES }, (_, lane) => SEED + lane))(
  "pay killed at random moments, then recover: the books agree, nobody is charged twice (seed %i)",
  async (seed) => {
    const draw = random(seed);
    const shop = await openShop(TIMING);
    let kills = 0;
    for (let round = 0; round < KILLS; round++) {
      shop.peer.script.clear();
      shop.peer.script.everyPayer(pick(draw, PAYERS));
      shop.peer.script.next("pay", pick(draw, CHARGES));
      const code = await killed(shop, draw, [
        "pay",
        "--channel=pooul",
        `--amount=${1 + draw(9999)}`,
        `--code=${payCode()}`,
      ]);
      if (code === null) kills++;
      await healed(shop, draw);
    }
    expect(kills).toBeGreaterThan(0);
    await settledLane(shop);
  },
  90_000,
);

it.concurrent("refund killed at random moments, then recover: what went back there went back here, once", async () => {
  const draw = random(SEED + 100);
  const shop = await openShop({ ...TIMING, requestTimeoutMs: 600 });
  for (let round = 0; round < 4; round++) {
    shop.peer.script.clear();
    const paid = await inside(shop.folder, ["pay", "--channel=pooul", "--amount=900", `--code=${payCode()}`]);
    shop.peer.script.everyRefund(...pick(draw, [[0], [1, 0], [1, 1, 1, 0]]));
    shop.peer.script.next("refund", pick(draw, CHARGES));
    await killed(shop, draw, [
      "refund",
      "--order",
      String(paid.json["order"]),
      "--reason",
      "退货",
      "--amount",
      String(300 + draw(600)),
    ]);
    await healed(shop, draw);
  }
  expect(shop.peer.books.refunds.every((refund) => refund.state === 0)).toBe(true);
  await settledLane(shop);
}, 90_000);
