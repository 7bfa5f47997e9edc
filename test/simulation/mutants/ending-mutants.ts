// Faults of following and calling off: what is never asked, never ended, or ended on a guess.
import { type Mutant, fault, faults } from "./mutant.ts";

const FOLLOW = "main/payment/follow.ts";
const GIVE_UP = "main/payment/give-up.ts";

export const ENDING_MUTANTS: readonly Mutant[] = [
  fault("a start leaves alone what was being sent", [
    "main/payment/recover.ts",
    "if (flow.drivers.has(attempt.tradeNo)) continue;",
    'if (flow.drivers.has(attempt.tradeNo) || attempt.status === "sending") continue;',
  ]),
  fault("a start takes what was being sent for never sent", [
    "main/payment/transitions.ts",
    `unknown: "unknown",
    restart: "unknown",
    review:`,
    `unknown: "unknown",
    restart: "cancelled",
    review:`,
  ]),
  fault("nothing is ever given up", [
    FOLLOW,
    "if (lastAskMs !== null && atMs >= timing.pollForMs)",
    "if (lastAskMs !== null && atMs < 0)",
  ]),
  fault("the time is over, so it is declined", [
    FOLLOW,
    'return giveUp(flow, channel, tradeNo, driver, "spent");',
    `return record(flow, tradeNo, () => ({ event: "declined", change: { reason: "not_received" }, detail: {} }));`,
  ]),
  fault("where nobody can be asked it counts as declined", [
    FOLLOW,
    'event: "review", change: { reason }, detail: { reason }',
    'event: "declined", change: { reason }, detail: { reason }',
  ]),
  fault("it is cancelled without a last question", [
    GIVE_UP,
    "const now = await askOnce(flow, channel, tradeNo, driver, arrivedMs);",
    "const now = mustRead(flow, tradeNo);",
  ]),
  fault(
    "how long a dead process's charge has been on its way is told by the wall clock alone",
    [GIVE_UP, "Math.max(0, driver.elapsedMs() - hereMs)", "0 * hereMs"],
    { from: 9172 },
  ),
  fault("a cancel that nobody confirmed is taken for done", [
    GIVE_UP,
    'settle(flow, tradeNo, await callOff.send(refTo(channel, attempt)), "cancel")',
    'settle(flow, tradeNo, (await callOff.send(refTo(channel, attempt)), { kind: "cancelled", raw: "" }), "cancel")',
  ]),
  fault("a cancel that was not confirmed is not repeated", [
    GIVE_UP,
    "isEnough && driver.elapsedMs() - sinceMs >= timing.pollForMs",
    "cancels >= 1",
  ]),
  faults("the cancel leaves and nothing of it is written down", [
    [
      GIVE_UP,
      'if (attempt.status !== "cancelling" && attempt.status !== "needs_review")\n    record',
      'if (attempt.status === "created")\n    record',
    ],
    [GIVE_UP, 'record(flow, tradeNo, () => ({ event: "cancel", change: {}, detail: {} }));', ""],
  ]),
  fault("what cannot be called off in time is called cancelled", [
    GIVE_UP,
    "return toReview(flow, tradeNo);\n    } else",
    `return settle(flow, tradeNo, { kind: "cancelled", raw: "" }, "charge");
    } else`,
  ]),
  fault(
    "what a dead process called off is asked about while its cancel may be on its way",
    [GIVE_UP, 'lastKindOf(flow.store.read, tradeNo) !== "cancel"', "true"],
    { profile: "pooul", from: 80 },
  ),
  fault("nobody watches for late money", [
    "main/payment/watch-plan.ts",
    "const [firstMs] = WATCHED.has(to) ? watchOf(flow, next) : [];",
    "const [firstMs] = [];",
  ]),
  fault("a start takes the watch up no more", [
    "main/payment/recover.ts",
    "if (flow.patienceMs === Number.POSITIVE_INFINITY) startWatch(flow);",
    "",
  ]),
  fault("the watch stops at the first answer", [
    "main/payment/watch-plan.ts",
    "watchAt: slot < watchMs.length ? now + gapMs(watchMs, slot) : null",
    "watchAt: null",
  ]),
];
