// Acceptance, short: a month over five channels with sown faults. The whole of it is `npm run reconcile-month`.
import { expect, test } from "vitest";
import { runMonth } from "./run-month.ts";

const OPTIONS = { seed: 11, orders: 300, days: 30, faults: 1 };

test("a month with sown faults is reconciled to exactly what was sown, also when it is killed on the way", async () => {
  const whole = await runMonth(OPTIONS);
  expect(whole.missed).toEqual([]);
  expect(whole.invented).toEqual([]);
  expect(whole.problems).toEqual([]);
  expect(whole.found).toHaveLength(10);

  const cut = await runMonth({ ...OPTIONS, killEvery: 60 });
  expect(cut.kills).toBeGreaterThan(3);
  expect(cut.found).toEqual(whole.found);
  // What was answered before a kill is not asked again: only the question it died over is.
  expect(cut.questions - whole.questions).toBeLessThanOrEqual(cut.kills);
}, 60_000);

test("the same month without faults is flat on every day", async () => {
  const { found, problems } = await runMonth({ ...OPTIONS, orders: 150, days: 5, faults: 0 });
  expect(found).toEqual([]);
  expect(problems).toEqual([]);
}, 60_000);
