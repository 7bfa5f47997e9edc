// The process dies at every commit, before every request and at every answer, also while it recovers; then the till's
// book and the channel's book must agree. The comparison reads both books itself and knows nothing of the flow.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../../main/store/open.ts";
import { fen } from "../../preload/contract/money.ts";
import { audit } from "../support/flow-audit.ts";
import { type FlowChannel, openFlowChannel } from "../support/flow-channel.ts";
import { Crash, Fuse, fusedChannel, fusedStore } from "../support/flow-crash.ts";
import { CODE, type Desk, must, openDesk } from "../support/flow-desk.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

type Scenario = {
  readonly name: string;
  script(channel: FlowChannel): void;
  act(desk: Desk): Promise<void>;
};

const silence = (count: number) => Array.from({ length: count }, () => "lose_request" as const);

const pay = async (desk: Desk) => {
  must(desk.payment.collect(desk.sale(), CODE));
  await desk.clock.pass(200_000);
};

const SCENARIOS: readonly Scenario[] = [
  { name: "a payer who pays at once", script() {}, act: pay },
  {
    name: "a payer who types a password",
    script: ({ script }) => Object.assign(script, { payer: { typesMs: 12_000 } }),
    act: pay,
  },
  {
    name: "a payer who never pays",
    script: ({ script }) => Object.assign(script, { payer: { typesMs: null } }),
    act: pay,
  },
  { name: "a payer without money", script: ({ script }) => Object.assign(script, { payer: "refuses" }), act: pay },
  { name: "a lost answer", script: ({ script }) => script.faults.charge.push("lose_answer"), act: pay },
  { name: "a lost request", script: ({ script }) => script.faults.charge.push("lose_request"), act: pay },
  {
    name: "a payer who pays while it is being called off, and a cancel whose answers are lost",
    script({ script }) {
      Object.assign(script, { payer: { typesMs: 31_000 }, refusals: 1 });
      script.faults.cancel.push("honest", "lose_request");
    },
    act: pay,
  },
  {
    name: "a stop",
    script: ({ script }) => Object.assign(script, { payer: { typesMs: 14_000 } }),
    async act(desk) {
      const { tradeNo } = must(desk.payment.collect(desk.sale(), CODE));
      await desk.clock.pass(7000);
      desk.payment.stop(tradeNo);
      await desk.clock.pass(200_000);
    },
  },
  {
    name: "a QR",
    script: ({ script }) => Object.assign(script, { payer: { typesMs: 9000 } }),
    async act(desk) {
      must(desk.payment.showQr(desk.sale(), "wechat"));
      await desk.clock.pass(200_000);
    },
  },
  {
    name: "a declined attempt and a second one",
    script: ({ script }) => Object.assign(script, { payer: "refuses" }),
    async act(desk) {
      const { tradeNo } = must(desk.payment.collect(desk.sale(), CODE));
      await desk.clock.pass(1000);
      Object.assign(desk.channel.script, { payer: "pays" });
      must(desk.payment.collect(desk.sale({ order: desk.attempt(tradeNo).orderId }), CODE));
      await desk.clock.pass(60_000);
    },
  },
  {
    name: "a payment and two partial refunds, one answer lost",
    script: ({ script }) => script.faults.refund.push("lose_answer"),
    async act(desk) {
      const { tradeNo } = must(desk.payment.collect(desk.sale(), CODE));
      await desk.clock.pass(1000);
      for (const amountFen of [fen(300), fen(400)]) {
        must(desk.payment.startRefund({ tradeNo, amountFen, why: "broken" }));
        await desk.clock.pass(30_000);
      }
    },
  },
  {
    name: "a refund whose request is lost and repeated",
    script({ script }) {
      script.faults.refund.push("lose_request");
      script.faults.refundQuery.push(...silence(2));
    },
    async act(desk) {
      const { tradeNo } = must(desk.payment.collect(desk.sale(), CODE));
      await desk.clock.pass(1000);
      must(desk.payment.startRefund({ tradeNo, amountFen: null, why: "broken" }));
      await desk.clock.pass(120_000);
      // Refused when the first was sent again and went through meanwhile: nothing is left.
      desk.payment.startRefund({ tradeNo, amountFen: null, why: "broken" });
      await desk.clock.pass(60_000);
    },
  },
];

let folder = "";
let runs = 0;
beforeAll(() => {
  // Thousands of small files: in memory where the system has such a folder. These crashes are the process's, not the
  // disk's; test/store kills real processes on the real disk.
  folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "cashier-crash-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the scenario, kills it at step `first`, kills the recovery at step `second`, recovers in peace. */
async function live(scenario: Scenario, first: number, second: number) {
  const file = join(folder, `${runs++}.db`);
  const clock = new VirtualClock();
  const channel = openFlowChannel(clock, { timing: { closeNotBeforeMs: 150_000 } });
  scenario.script(channel);
  const steps: number[] = [];
  const process = async (at: number, work: (desk: Desk) => Promise<void>) => {
    const fuse = new Fuse(at);
    const desk = openDesk({
      file,
      clock,
      channel: fusedChannel(channel, fuse),
      wrap: (store) => fusedStore(store, fuse),
    });
    try {
      await work(desk);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
    await clock.pass(3000);
    steps.push(fuse.steps);
    fuse.dead = true;
    desk.closing.abort();
    desk.store.close();
  };
  const logged: string[] = [];
  const recover = async (desk: Desk) => {
    desk.payment.recover();
    await desk.clock.pass(250_000);
    logged.splice(0, logged.length, ...desk.logged);
  };
  await process(first, scenario.act);
  const charged = channel.count("charge") + channel.count("qr");
  if (Number.isFinite(second)) await process(second, recover);
  await process(Number.POSITIVE_INFINITY, recover);
  const store = must(openStore(file));
  try {
    const problems = [...audit(store, channel), ...logged.map((event) => `logged ${event}`)];
    if (channel.count("charge") + channel.count("qr") !== charged) problems.push("a start sent a charge");
    return { steps, problems };
  } finally {
    store.close();
  }
}

/** What a run with these crashes left wrong, as lines that name the steps. */
async function broken(scenario: Scenario, crashes: readonly (readonly [number, number])[]): Promise<string[]> {
  const lines: string[] = [];
  for (const [first, second] of crashes) {
    const { problems } = await live(scenario, first, second);
    if (problems.length > 0) lines.push(`steps ${first}, ${second}: ${problems.join(", ")}`);
  }
  return lines;
}

const NEVER = Number.POSITIVE_INFINITY;
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

for (const scenario of SCENARIOS)
  describe(scenario.name, () => {
    test("a crash at any step leaves two books that agree after recovery", async () => {
      const whole = await live(scenario, NEVER, NEVER);
      expect(whole.problems).toEqual([]);
      const [total = 0] = whole.steps;
      expect(total).toBeGreaterThan(5);
      expect(
        await broken(
          scenario,
          upTo(total).map((at) => [at, NEVER]),
        ),
      ).toEqual([]);
    });

    test("so does a second crash in the middle of the recovery", async () => {
      const [total = 0] = (await live(scenario, NEVER, NEVER)).steps;
      const crashes: [number, number][] = [];
      for (let first = 1; first <= total; first++) {
        const [, , recovery = 0] = (await live(scenario, first, 1)).steps;
        // Every step of the first run, every eleventh of each recovery, so that all are met somewhere.
        for (const second of upTo(recovery)) if ((first + second) % 11 === 0) crashes.push([first, second]);
      }
      expect(await broken(scenario, crashes)).toEqual([]);
    });
  });
