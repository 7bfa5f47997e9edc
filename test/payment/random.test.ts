// Random payers, lost messages, stops, questions, clock jumps, full disks and crashes, by seed; then everything heals,
// and the two books must agree. A failing seed is printed and replays exactly.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Store, StoreCannotWrite, openStore } from "../../main/store/open.ts";
import { fen } from "../../preload/contract/money.ts";
import { audit } from "../support/flow-audit.ts";
import { type FlowChannel, openFlowChannel } from "../support/flow-channel.ts";
import { Crash, Fuse, fusedChannel, fusedStore } from "../support/flow-crash.ts";
import { CODE, type Desk, must, openDesk } from "../support/flow-desk.ts";
import { chance } from "../support/flow-rows.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

type Draw = (below: number) => number;

const BLIND = [
  "lose_request",
  "lose_answer",
  { kind: "unknown", cause: "server_error", raw: "500" },
  { kind: "unknown", cause: "bad_signature", raw: "?" },
  { kind: "unknown", cause: "other_order", raw: "?" },
] as const;

/** Up to `most` faults, honest calls among them. */
function faults(draw: Draw, most: number) {
  return Array.from({ length: draw(most + 1) }, () =>
    draw(2) === 0 ? ("honest" as const) : (BLIND[draw(BLIND.length)] ?? "honest"),
  );
}

function writeScript({ script }: FlowChannel, draw: Draw): void {
  const payers = ["pays", "refuses", { typesMs: draw(60_000) }, { typesMs: null }] as const;
  Object.assign(script, {
    payer: payers[draw(4)],
    answerMs: 50 + draw(4000),
    refusals: draw(4),
    refundQuestions: 1 + draw(4),
  });
  script.faults.charge.push(...faults(draw, 2));
  script.faults.qr.push(...faults(draw, 2));
  script.faults.query.push(...faults(draw, 12));
  script.faults.cancel.push(...faults(draw, 6));
  script.faults.close.push(...faults(draw, 6));
  script.faults.refund.push(...faults(draw, 3));
  script.faults.refundQuery.push(...faults(draw, 8));
}

/** A disk that refuses for a while, from a random commit on. */
function moodyDisk(store: Store, draw: Draw): Store {
  let until = draw(3) === 0 ? 3 + draw(12) : 0;
  let writes = 0;
  const from = draw(12);
  return {
    ...store,
    write(work) {
      writes += 1;
      if (until > 0 && writes > from) {
        until -= 1;
        throw new StoreCannotWrite("SQLITE_FULL");
      }
      return store.write(work);
    },
  };
}

async function act(desk: Desk, draw: Draw): Promise<void> {
  const { clock, payment } = desk;
  const started = draw(4) === 0 ? payment.showQr(desk.sale(), "wechat") : payment.collect(desk.sale(), CODE);
  if (!started.ok) return;
  const { tradeNo } = started.value;
  const atMs = () => clock.monotonic() + draw(45_000);
  const safely = (work: () => unknown) => () => {
    try {
      void Promise.resolve(work()).catch(() => {});
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  };
  for (let i = draw(3); i > 0; i--)
    clock.at(
      atMs(),
      safely(() => payment.ask(tradeNo)),
    );
  for (let i = draw(3); i > 0; i--)
    clock.at(
      atMs(),
      safely(() => payment.stop(tradeNo)),
    );
  if (draw(3) === 0) clock.at(atMs(), () => clock.jump((draw(3) - 1) * 3_600_000));
  await clock.pass(60_000 + draw(200_000));
  if (desk.attempt(tradeNo).status !== "paid") return;
  for (let i = draw(4); i > 0; i--) {
    payment.startRefund({ tradeNo, amountFen: draw(3) === 0 ? null : fen(100 + draw(900)), why: "broken" });
    await clock.pass(draw(60_000));
  }
}

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "cashier-random-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function live(seed: number): Promise<string[]> {
  const draw = chance(seed);
  const file = join(folder, `${seed}.db`);
  const clock = new VirtualClock();
  const channel = openFlowChannel(clock, { timing: { closeNotBeforeMs: 60_000 } });
  writeScript(channel, draw);
  const bugs: string[] = [];
  const life = async (fuse: Fuse, work: (desk: Desk) => Promise<void>) => {
    const desk = openDesk({
      file,
      clock,
      channel: fusedChannel(channel, fuse),
      wrap: (store) => fusedStore(moodyDisk(store, draw), fuse),
    });
    try {
      await work(desk);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
    if (!fuse.dead) bugs.push(...desk.logged.filter((event) => event === "follow.bug" || event === "refund.failed"));
    fuse.dead = true;
    desk.closing.abort();
    await clock.pass(draw(20_000));
    desk.store.close();
  };
  await life(new Fuse(draw(2) === 0 ? 1 + draw(40) : Number.POSITIVE_INFINITY), (desk) => act(desk, draw));
  const charged = channel.count("charge") + channel.count("qr");
  if (draw(2) === 0)
    await life(new Fuse(1 + draw(15)), async (desk) => {
      desk.payment.recover();
      await desk.clock.pass(draw(200_000));
    });
  for (const list of Object.values(channel.script.faults)) list.length = 0;
  channel.script.refusals = 0;
  await life(new Fuse(Number.POSITIVE_INFINITY), async (desk) => {
    desk.payment.recover();
    // Long enough for the disk to refuse fourteen times, and for a window to ask slowly after that.
    await desk.clock.pass(1_500_000);
  });
  const store = must(openStore(file));
  const problems = [...audit(store, channel, ["needs_review"]), ...bugs];
  store.close();
  if (channel.count("charge") + channel.count("qr") !== charged) problems.push("a start sent a charge");
  return problems;
}

const SEEDS = Number(process.env["FLOW_SEEDS"] ?? 150);

test(`${SEEDS} random lives end with two books that agree`, async () => {
  const failing: string[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const problems = await live(seed);
    if (problems.length > 0) failing.push(`seed ${seed}: ${problems.join(", ")}`);
  }
  expect(failing).toEqual([]);
}, 600_000);
