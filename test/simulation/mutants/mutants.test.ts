// The proof can fail: a few deliberate faults are put into copies of the till and the simulation sees each of them; and
// every fault of the list still fits the sources, so that the long run, `npm run sim:mutants`, means what it says.
import { rmSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { hunt } from "./hunt.ts";
import { MUTANTS } from "./list.ts";
import { build, newWorkshop, staleEdits, staleness } from "./workshop.ts";

const workshop = newWorkshop();
afterAll(() => rmSync(workshop, { recursive: true, force: true }));

const MINUTE_MS = 60_000;
/** Caught by nearly every seed, so that a change of the simulation does not make them slow. */
const QUICK = [
  ["the charge leaves before `sending` is on disk", "write"],
  ["a timed-out charge is sent again under the same number", "e"],
  ["a cancel that was not confirmed is not repeated", "cancel"],
  ["events are not chained", "d"],
] as const;

describe("the simulation sees it when", () => {
  test.each(QUICK)(
    "%s (%s)",
    async (fault, rule) => {
      const mutant = MUTANTS.find((one) => one.fault === fault);
      if (!mutant) throw new Error(`no fault is called ${fault}`);
      const { caught, problem } = await hunt(build(workshop, `m${MUTANTS.indexOf(mutant)}`, mutant), mutant, 12);
      expect(problem).toBeNull();
      expect(caught?.rule).toBe(rule);
    },
    3 * MINUTE_MS,
  );
});

test(
  "a copy without a fault breaks no rule: what is seen is the fault's doing",
  async () => {
    const { caught, problem, seeds } = await hunt(
      build(workshop, "whole", { edits: [] }),
      { profile: "huishouyin", from: 1 },
      2,
    );
    expect([caught, problem, seeds]).toEqual([null, null, 2]);
  },
  3 * MINUTE_MS,
);

describe("the list", () => {
  test("holds at least 25 faults, each under its own name", () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(25);
    expect(new Set(MUTANTS.map(({ fault }) => fault)).size).toBe(MUTANTS.length);
  });

  test("fits the sources: every text is found where it is looked for, once", () =>
    expect(MUTANTS.flatMap(staleEdits)).toEqual([]));

  test("a fault whose text is gone, or stands there twice, is stale", () => {
    const edit = { file: "main/a.ts", find: "x", put: "y" };
    expect(staleness(edit, () => "axb")).toBeNull();
    expect(staleness(edit, () => "ab")).toMatch(/0 times, not once/);
    expect(staleness(edit, () => "axbx")).toMatch(/2 times, not once/);
    expect(() => build(workshop, "stale", { edits: [{ ...edit, file: "main/ids.ts", find: "not there" }] })).toThrow(
      "stale",
    );
  });
});
