// The nightly run by itself: from its time on, past days that are not whole, until the till closes; never before.
import { expect, test } from "vitest";
import { startNights } from "../../main/reconcile/nightly.ts";
import { openReconcile } from "../../main/reconcile/reconcile.ts";
import { openDesk } from "../support/flow-desk.ts";

const HOUR = 3_600_000;
const DAY = "2026-03-01";

function night(at: string | null) {
  const desk = openDesk();
  const reconcile = openReconcile({ payment: desk.payment, channels: () => ["pooul"], at: () => at });
  const errors: string[] = [];
  startNights({
    reconcile,
    clock: desk.clock,
    log: { info() {}, warn() {}, error: (event) => errors.push(event) },
    closing: desk.closing.signal,
  });
  const standing = () => reconcile.view().days.find(({ day }) => day === DAY)?.standing;
  const questions = () => desk.channel.count("query");
  return { desk, standing, questions, errors };
}

test("the day before is gone through at its hour, without anybody's press, and once", async () => {
  const { desk, standing, questions, errors } = night("03:30");
  await desk.pay();
  const before = questions();
  // From ten in the morning to three at night.
  await desk.clock.pass(17 * HOUR);
  expect([standing(), questions()]).toEqual(["not_yet", before]);
  await desk.clock.pass(HOUR);
  expect([standing(), questions()]).toEqual(["flat", before + 1]);
  await desk.clock.pass(5 * HOUR);
  expect([questions(), errors]).toEqual([before + 1, []]);
});

test("a channel that is silent at night is left alone for an hour, and asked again after it", async () => {
  const { desk, standing, questions } = night("03:30");
  await desk.pay();
  const before = questions();
  desk.channel.script.faults.query.push("lose_answer");
  await desk.clock.pass(17.8 * HOUR);
  expect([standing(), questions()]).toEqual(["not_yet", before + 1]);
  await desk.clock.pass(0.5 * HOUR);
  expect(questions()).toBe(before + 1);
  await desk.clock.pass(HOUR);
  expect([standing(), questions()]).toEqual(["flat", before + 2]);
});

test("nothing runs by itself where the shop wants it so, nor after the till is closed", async () => {
  const never = night(null);
  await never.desk.pay();
  const before = never.questions();
  await never.desk.clock.pass(48 * HOUR);
  expect(never.questions()).toBe(before);

  const closed = night("03:30");
  await closed.desk.pay();
  closed.desk.closing.abort();
  const asked = closed.questions();
  await closed.desk.clock.pass(48 * HOUR);
  expect(closed.questions()).toBe(asked);
});
