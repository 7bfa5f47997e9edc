// All orders in which up to four things can happen to one charge, enumerated: answers, notices, presses, timers, the payer,
// and the death of the process. The auditor looks after every commit; when everything has answered, nothing is open.
import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { newRoot } from "./run-seed.ts";
import { HAPPENINGS, type Happening, OrderedDesk } from "./ordered-desk.ts";

const DEPTH = 4;

/** Every sequence of this length; what cannot happen where it stands is left out when it is met. */
function* sequences(length: number): Generator<readonly Happening[]> {
  if (length === 0) return yield [];
  for (const before of sequences(length - 1)) for (const one of HAPPENINGS) yield [...before, one];
}

/** Answers what is wrong after this sequence; null when it cannot happen. */
async function problemsOf(
  desk: OrderedDesk,
  method: "pay_code" | "qr",
  sequence: readonly Happening[],
): Promise<readonly string[] | null> {
  await desk.begin(method);
  for (const one of sequence) {
    if (await desk.happen(one)) continue;
    // Another sequence shows what stands before it.
    await desk.heal();
    return null;
  }
  await desk.heal();
  const problems = desk.auditor.violations.splice(0).map(({ rule, what }) => `${rule}: ${what}`);
  const wanted = desk.heldFen > 0 ? ["paid"] : ["cancelled", "declined"];
  if (!wanted.includes(desk.status)) problems.push(`it is ${desk.status}, and the channel holds ${desk.heldFen}`);
  return problems;
}

test.each(["pay_code", "qr"] as const)(
  "in whatever order up to four things happen to a %s, it ends as the channel has it",
  async (method) => {
    const folder = newRoot();
    const desk = new OrderedDesk(folder);
    try {
      let met = 0;
      const wrong: string[] = [];
      for (const sequence of sequences(DEPTH)) {
        const problems = await problemsOf(desk, method, sequence);
        if (problems !== null) met += 1;
        if (problems && problems.length > 0) wrong.push(`${sequence.join(", ")}: ${problems.join("; ")}`);
        if (wrong.length > 10) break;
      }
      expect(wrong).toEqual([]);
      // 7 things in 4 places are 2401 orders; what could not happen is less than two thirds of them.
      expect(met).toBeGreaterThan(800);
      desk.auditor.final();
      expect(desk.auditor.violations).toEqual([]);
    } finally {
      desk.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  240_000,
);
