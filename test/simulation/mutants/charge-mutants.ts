// Faults of the charge: written too late, sent twice, sent again by somebody else, or for what is paid already.
import { type Mutant, fault, faults } from "./mutant.ts";

const SEND = "main/payment/send.ts";
const CREATE = "main/payment/create.ts";
const CHARGED = "const outcome = await channel.charge(inputOf(flow, channel, attempt, means));";
const timedOut = 'outcome.kind === "unknown" && outcome.cause === "timeout"';

export const CHARGE_MUTANTS: readonly Mutant[] = [
  fault("the charge leaves before `sending` is on disk", [
    SEND,
    `const [attempt] = markSending(flow, [tradeNo]);
  if (!attempt) throw new Error(\`no attempt \${tradeNo}\`);
  driver.sendsNow();
  ${CHARGED}`,
    `driver.sendsNow();
  const early = channel.charge(inputOf(flow, channel, attemptByNo(flow.store.read, tradeNo), means));
  markSending(flow, [tradeNo]);
  const outcome = await early;`,
  ]),
  fault("a timed-out charge is sent again under the same number", [
    SEND,
    CHARGED,
    `let outcome = await channel.charge(inputOf(flow, channel, attempt, means));
  if (${timedOut}) outcome = await channel.charge(inputOf(flow, channel, attempt, means));`,
  ]),
  fault("a timed-out charge is sent again under a new number", [
    SEND,
    CHARGED,
    `const input = inputOf(flow, channel, attempt, means);
  let outcome = await channel.charge(input);
  if (${timedOut}) outcome = await channel.charge({ ...input, tradeNo: String(BigInt(input.tradeNo) + 1n) });`,
  ]),
  fault("the charge leaves although the disk refused to write `sending`", [
    SEND,
    `const [attempt] = markSending(flow, [tradeNo]);
  if (!attempt) throw new Error(\`no attempt \${tradeNo}\`);
  driver.sendsNow();
  const outcome`,
    `let attempt = attemptByNo(flow.store.read, tradeNo);
  try {
    [attempt] = markSending(flow, [tradeNo]);
  } catch {}
  driver.sendsNow();
  const outcome`,
  ]),
  fault("the amount that is charged is one fen more than what is written down", [
    SEND,
    "amountFen: attempt.amountFen,",
    "amountFen: attempt.amountFen + 1,",
  ]),
  faults("two attempts of one order may be open: no partial UNIQUE index, and no look before it", [
    ["main/store/migrations/0030-tenders.ts", "CREATE UNIQUE INDEX one_open_attempt", "CREATE INDEX one_open_attempt"],
    [CREATE, "if (open) return fail(", "if (open && false) return fail("],
  ]),
  fault("an order that is paid is collected again", [
    CREATE,
    `if (dueFen === 0) return fail("order_already_paid", id, "cashier", "never");
  if (isGivenBack) return fail("order_given_back", id, "cashier", "never");
  if (tenderedFen > dueFen) return fail("tender_more_than_due", String(dueFen));`,
    "",
  ]),
  fault("a start asks the channel for the QR again", [
    "main/payment/recover.ts",
    "const { status } = takeOver(flow, attempt);",
    `if (attempt.method === "qr" && attempt.status === "sending")
      void flow.channel(attempt.channel)?.qr?.({ ...attempt, subject: "again", lines: [], timeoutMs: 30_000 });
    const { status } = takeOver(flow, attempt);`,
  ]),
  fault("the whole pay code is kept in the book", [
    "main/payment/collect.ts",
    `  mode,
  wallet: code?.wallet ?? null,`,
    `  mode: code?.reveal() ?? null,
  wallet: code?.wallet ?? null,`,
  ]),
];
