// Faults of giving money back: twice, too much, under another number, or called over too early.
import { type Mutant, fault, faults } from "./mutant.ts";

const JUDGE = "main/payment/judge-refund.ts";
const REFUND = "main/payment/refund.ts";

export const REFUND_MUTANTS: readonly Mutant[] = [
  fault("an accepted refund is taken for finished", [
    JUDGE,
    'return to("processing", null, 0);',
    'return to("refunded", null);',
  ]),
  fault("a refund whose answer was lost is called refused", [
    JUDGE,
    "if (never && isFirst)",
    'if ((never && isFirst) || outcome.cause === "timeout")',
  ]),
  fault('a refund answered with "system error" is called refused', [
    JUDGE,
    "if (never && isFirst)",
    'if ((never && isFirst) || outcome.cause === "failure_answered")',
  ]),
  fault("a refund that is not there yet is called refused", [
    JUDGE,
    "if (wasNo && noAnswers >= 2)",
    "if (refund.noAnswers >= 0)",
  ]),
  fault(
    'a question answered "system error" makes a lost refund one that was refused',
    [JUDGE, 'return isNo(cause) && !isAnswer ? (reason ?? "server_error") : cause;', "return cause;"],
    { from: 230 },
  ),
  fault(
    "a no to a refund that was sent again is taken for a no to the request before it",
    [JUDGE, 'const isAnswer = via === "refund" && reason === null;', 'const isAnswer = via === "refund";'],
    { profile: "leshua", from: 2167 },
  ),
  fault(
    "the refusal of the request before is believed while the refund is on its way again",
    [
      JUDGE,
      'if (via === "query" && (refund.status !== "processing" || isTakenAgain) && !requestIsOver) return null;',
      "",
    ],
    { from: 110 },
  ),
  fault(
    "a lost refund is sent again where the channel does not key on its number",
    [
      "main/payment/refund-facts.ts",
      "channel.profile.refund.keysOnNumber || readSetting(flow.store.read, echoKey(channel.id)) === true;",
      "true;",
    ],
    { profile: "pooul", from: 144 },
  ),
  fault("a refund that was lost is sent again under another number", [
    REFUND,
    "refundNo: refund.refundNo,\n    refundFen",
    "refundNo: refund.reason === null ? refund.refundNo : String(BigInt(refund.refundNo) + 1n),\n    refundFen",
  ]),
  fault("a refund leaves before `sending` is on disk", [
    REFUND,
    "orLeave(flow, () => sent.push(...markSending(flow, [number])));\n  const [refund] = sent;",
    "const [refund] = [mustRead(flow, number)];",
  ]),
  fault("more goes back than was paid", [
    "main/payment/start-refund.ts",
    "if (leftFen === 0 || amountFen > leftFen)",
    "if (amountFen < 1)",
  ]),
  fault("a refund goes back with another amount", [
    REFUND,
    "refundFen: refund.amountFen,",
    "refundFen: attemptByNo(flow.store.read, refund.tradeNo).amountFen,",
  ]),
  fault("a start leaves alone a refund that was being sent", [
    "main/payment/recover.ts",
    "if (flow.refundDrivers.has(refund.refundNo)) continue;",
    'if (flow.refundDrivers.has(refund.refundNo) || refund.status === "sending") continue;',
  ]),
  fault("a start takes a refund that was being sent for never sent", [
    "main/payment/transitions.ts",
    `refused: "refused",
    restart: "unknown",`,
    `refused: "refused",
    restart: "refused",`,
  ]),
  faults(
    "a refund's amount in the answer is not looked at",
    [
      [JUDGE, "outcome.amountFen !== null && outcome.amountFen !== refund.amountFen", "false"],
      ["main/payment/notice.ts", "if (went !== null && went !== refund.amountFen)", "if (false)"],
      [
        "main/channel/leshua/refund-outcome.ts",
        'if (names(data, "refund_amount") && amount !== asked.refundFen)',
        "if (false)",
      ],
    ],
    { profile: "leshua" },
  ),
];
