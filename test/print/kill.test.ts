// 500 receipts taken while the printer is away come out when it is back, in order and once each, across orderly restarts,
// kills of the devices process and kills of the till. What was under way at a kill is uncertain and is not printed again.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { openDesk } from "../support/flow-desk.ts";
import { look } from "../support/flow-raw.ts";
import { NO_LOG, configFor, openPeer, printedNumbers, printsOn, sellIn, until } from "./shop.ts";

const RECEIPTS = 500;
/** Of the devices process; after some of them the till is restarted in order, after some it is killed as well. */
const KILLS = 10;
const RESTARTS = 3;
const TILL_KILLS = 2;

function startPrinting(file: string): ChildProcess {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, "print-until-killed.ts"), file], {
    stdio: ["pipe", "ignore", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

type Job = { subject_id: string; status: string; turn: number | null };
const jobsIn = (file: string): Job[] =>
  look<Job>(file, "SELECT subject_id, status, turn FROM print_jobs WHERE kind = 'sale' ORDER BY job_id");

test(
  "500 receipts come out once each and in order, over three restarts and ten kills of the devices process",
  { timeout: 300_000 },
  async () => {
    const desk = openDesk();
    const peer = await openPeer();
    const { file } = desk;
    printsOn(desk.store, NO_LOG).save(
      "front",
      configFor({ kind: "tcp", host: "127.0.0.1", port: peer.port }, { drawer: true }),
    );
    await peer.switchOff();
    const numbers = Array.from({ length: RECEIPTS }, () => sellIn(desk));
    desk.store.close();

    const away = startPrinting(file);
    await wait(1500);
    away.kill("SIGKILL");
    await once(away, "exit");
    expect(jobsIn(file).every(({ status }) => status === "queued")).toBe(true);

    await peer.switchOn();
    // Slow enough that a kill mostly falls into the middle of a receipt.
    peer.script.slowMs = 15;
    const ended = (): number => jobsIn(file).filter(({ status }) => status !== "queued" && status !== "sending").length;
    const isSending = () => jobsIn(file).some(({ status }) => status === "sending");
    let till = startPrinting(file);
    for (let round = 0; round < KILLS; round++) {
      const goal = ended() + 20 + ((round * 7) % 13);
      await until(
        () => ended() >= goal,
        () => ended(),
        60_000,
      );
      await until(isSending);
      till.stdin?.write("k");
      if (round % 2 === 0) continue;
      await until(() => ended() > goal, ended);
      if (round < 2 * RESTARTS) till.stdin?.end();
      else {
        await until(isSending);
        till.kill("SIGKILL");
      }
      await once(till, "exit");
      till = startPrinting(file);
    }
    await until(
      () => ended() === RECEIPTS,
      () => ended(),
      120_000,
    );
    till.stdin?.end();
    await once(till, "exit");

    const jobs = jobsIn(file);
    const uncertain = new Set(jobs.filter(({ status }) => status === "uncertain").map((job) => job.subject_id));
    expect(uncertain.size).toBeGreaterThan(0);
    expect(uncertain.size).toBeLessThanOrEqual(KILLS + TILL_KILLS);
    expect(jobs.filter(({ status }) => status !== "uncertain").every(({ status }) => status === "proved")).toBe(true);
    const printed = printedNumbers(peer);
    // Once each, in order; of the uncertain ones, those whose paper came out whole.
    expect(printed).toEqual(numbers.filter((number) => !uncertain.has(number) || printed.includes(number)));
    expect(peer.paper.problems).toEqual([]);
    // Five hundred customers have gone home: nobody's drawer opens now.
    expect(peer.paper.drawers).toBe(0);
    expect(jobs.map(({ turn }) => turn)).toEqual(jobs.map((_, index) => index + 1));
  },
);
