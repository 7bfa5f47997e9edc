// Faults of judgement: an answer that proves less than it is taken for, or more than it is taken for.
import { type Mutant, fault } from "./mutant.ts";

const JUDGE = "main/payment/judge.ts";
const CAUSE = "const { cause } = outcome;";
const takenForNo = (cause: string, put = "attempt"): string =>
  `${CAUSE}\n  if (cause === "${cause}") return notPaid(${put}, "not_received", "charge", base);`;

export const ANSWER_MUTANTS: readonly Mutant[] = [
  fault("a timeout is taken for declined", [JUDGE, CAUSE, takenForNo("timeout")]),
  fault("a server error is taken for declined", [JUDGE, CAUSE, takenForNo("server_error")]),
  fault("a connection that broke is taken for a charge that never left", [
    JUDGE,
    'cause === "not_connected" ||',
    'cause === "broken_connection" || cause === "not_connected" ||',
  ]),
  fault('the channel\'s "system error" is taken for declined', [JUDGE, CAUSE, takenForNo("failure_answered")]),
  fault("an order the channel does not have yet is taken for unpaid at once", [
    JUDGE,
    CAUSE,
    takenForNo("order_missing"),
  ]),
  fault('after an unclear answer one "not paid" is enough', [
    JUDGE,
    "const AGREEING_ANSWERS = 2;",
    "const AGREEING_ANSWERS = 1;",
  ]),
  fault('one answer "not paid" is counted twice', [
    JUDGE,
    "const unpaidAnswers = attempt.unpaidAnswers + 1;",
    "const unpaidAnswers = attempt.unpaidAnswers + 2;",
  ]),
  fault("the amount in the answer is not looked at", [
    JUDGE,
    `if (outcome.amountFen !== attempt.amountFen) {
    const mismatch`,
    `if (false) {
    const mismatch`,
  ]),
  fault("a success without an amount is taken for paid", [
    JUDGE,
    `if (outcome.amountFen === null) return because("unknown", "amount_missing", base, doubt);
  if (outcome.amountFen !== attempt.amountFen) {
    const`,
    `if (outcome.amountFen !== null && outcome.amountFen !== attempt.amountFen) {
    const`,
  ]),
  fault(
    "the trade number in the answer is not looked at",
    ["main/channel/pooul/answer.ts", 'if (data?.["mch_trade_id"] !== asked.tradeNo) return false;', ""],
    { profile: "pooul" },
  ),
  fault(
    "the signature of an answer is not looked at",
    [
      "main/channel/pooul/answer.ts",
      "const body = verifyJws(text, asked.key);",
      'const body = JSON.parse(Buffer.from(text.split(".")[1] ?? "", "base64url").toString());',
    ],
    { profile: "pooul" },
  ),
  fault(
    "a notice is believed without its signature",
    [
      "main/channel/pooul/notice.ts",
      "const signed = verifyJws(body, own.key);",
      'const signed = JSON.parse(Buffer.from(body.split(".")[1] ?? "", "base64url").toString());',
    ],
    { profile: "pooul" },
  ),
  fault(
    "a notice is believed after a cancel of ours has left",
    [
      "main/payment/notice.ts",
      'new Set(["sending", "awaiting_payer", "unknown"])',
      'new Set(["sending", "awaiting_payer", "unknown", "cancelling"])',
    ],
    { profile: "pooul" },
  ),
  fault("what is paid after a confirmed cancel is believed at once", [
    JUDGE,
    "if (!attempt.cancelConfirmed) return step",
    "if (true) return step",
  ]),
  fault(
    "late money that is seen is not written down",
    [
      JUDGE,
      'if (attempt.status === "paid" || outcome.kind !== "paid" || outcome.amountFen === null) return null;',
      "if (true) return null;",
    ],
    { from: 86 },
  ),
  fault("a restart forgets that the charge is unclear", [
    "main/payment/recover.ts",
    'const unclear = attempt.status === "sending";',
    "const unclear = false;",
  ]),
];
