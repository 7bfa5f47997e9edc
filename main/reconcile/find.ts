// All differences of one day and channel, from what stands on disk: our rows, what the channel answered, the lines of its
// bills and lists. It reads only, and finds the same every time it looks at the same rows.
import { isOpen, isRefundOpen } from "../../preload/contract/status.ts";
import type { ChannelId } from "../../preload/contract/status.ts";
import type { Attempt, Refund } from "../payment/attempt.ts";
import { type ReadLine, isCovered, linesAbout, linesOfDay, linesOfRefund } from "../store/bills.ts";
import type { Found } from "../store/differences.ts";
import type { Reader } from "../store/open.ts";
import { answerOf, attemptNumbered, attemptsOfDay, refundsOfDay } from "../store/reconcile.ts";
import { refundByNo, refundsOf } from "../store/refunds.ts";
import { refundNo } from "../../preload/contract/ids.ts";
import { besideAnswer, besideLine, besideRefundAnswer, besideRefundLine } from "./compare.ts";
import { type Said, type SaidRefund, said, saidRefund } from "./said.ts";

export type Books = {
  readonly read: Reader;
  readonly day: string;
  readonly channel: ChannelId;
  dayOf(at: number): string;
};

/** What was never sent, and cash: nobody else has a book of it. */
export const isNobodysElse = (attempt: Attempt): boolean =>
  attempt.sentAt === null || attempt.reason === "never_sent" || attempt.method === "cash";

export const isUnsent = (refund: Refund, attempt: Attempt): boolean =>
  refund.sentAt === null || refund.reason === "never_sent" || attempt.method === "cash";

export function findDifferences(books: Books): Found[] {
  const { read, day, channel } = books;
  const orders = attemptsOfDay(read, day, channel);
  const refunds = refundsOfDay(read, day, channel, books.dayOf);
  const found = [
    ...orders.flatMap((attempt) => aboutAttempt(books, attempt)),
    ...refunds.flatMap(({ refund, attempt }) => aboutRefund(books, refund, attempt)),
  ];
  const listed: Found[] = [];
  for (const line of linesOfDay(read, channel, day)) listed.push(...aboutLine(books, line));
  // A refund of theirs that a line names says why their order is in another state: told once, by the line.
  const named = new Set(listed.filter(({ kind }) => kind === "refund_missing").map(({ tradeNo }) => tradeNo));
  return [...found.filter((one) => !(named.has(one.tradeNo) && isStateOfRefund(one))), ...listed];
}

const isStateOfRefund = ({ subject, kind, theirsState }: Found): boolean =>
  subject === "order" && (kind === "refund_missing" || (kind === "state" && theirsState === "state_needs_a_person"));

const order = (attempt: Attempt): Pick<Found, "subject" | "number" | "tradeNo" | "oursFen" | "oursState"> => ({
  subject: "order",
  number: attempt.tradeNo,
  tradeNo: attempt.tradeNo,
  oursFen: attempt.amountFen,
  oursState: attempt.status,
});

function aboutAttempt(books: Books, attempt: Attempt): Found[] {
  const own = order(attempt);
  const book = { ...own, theirsFen: null, theirsState: null, source: "book", evidence: attempt.raw } as const;
  const found: Found[] = [];
  if (isOpen(attempt.status)) found.push({ ...book, kind: "open", evidence: attempt.reason });
  else {
    const differs = askedAbout(books, attempt) ?? listedAbout(books, attempt);
    if (differs) found.push({ ...own, ...differs });
  }
  if (attempt.exception !== "none" && !attempt.exceptionSettled)
    found.push({ ...book, kind: "exception", evidence: attempt.exception });
  return found;
}

type Differs = Pick<Found, "kind" | "theirsFen" | "theirsState" | "source" | "evidence">;

function askedAbout({ read }: Books, attempt: Attempt): Differs | null {
  const answer = answerOf(read, "order", attempt.tradeNo);
  const parsed = said.safeParse(answer?.said);
  if (!answer || !parsed.success) return null;
  const beside = besideAnswer(attempt, refundsOf(read, attempt.tradeNo), parsed.data satisfies Said);
  return beside && { ...beside, source: "asked", evidence: answer.raw };
}

const evidenceIn = ({ name, row, source }: ReadLine): Pick<Differs, "source" | "evidence"> => ({
  source: source === "list" ? "list" : "bill",
  evidence: source === "list" ? name : `${name} #${row}`,
});

function listedAbout({ read, day, channel, dayOf }: Books, attempt: Attempt): Differs | null {
  if (isNobodysElse(attempt)) return null;
  const { walletTradeNo } = attempt.settlement ?? { walletTradeNo: null };
  const numbers = [attempt.tradeNo, attempt.channelTradeNo, walletTradeNo].filter((number) => number !== null);
  const lines = linesAbout(read, channel, numbers).filter((line) => line.kind === "order");
  for (const line of lines) {
    const beside = besideLine(attempt, line);
    if (beside) return { ...beside, ...evidenceIn(line) };
  }
  // A sale made at midnight may stand under the next day.
  const isMissing =
    lines.length === 0 &&
    attempt.status === "paid" &&
    isCovered(read, channel, day, "order") &&
    isCovered(read, channel, dayOf(attempt.finalAt ?? attempt.createdAt), "order");
  return isMissing ? { kind: "ours_only", theirsFen: null, theirsState: null, source: "bill", evidence: null } : null;
}

function aboutRefund(books: Books, refund: Refund, attempt: Attempt): Found[] {
  const own = {
    subject: "refund",
    number: refund.refundNo,
    tradeNo: refund.tradeNo,
    oursFen: refund.amountFen,
    oursState: refund.status,
  } as const;
  if (isRefundOpen(refund.status))
    return [{ ...own, kind: "open", theirsFen: null, theirsState: null, source: "book", evidence: refund.reason }];
  const differs = askedAboutRefund(books, refund) ?? listedRefund(books, refund, attempt);
  return differs ? [{ ...own, ...differs }] : [];
}

function askedAboutRefund({ read }: Books, refund: Refund): Differs | null {
  const answer = answerOf(read, "refund", refund.refundNo);
  const parsed = saidRefund.safeParse(answer?.said);
  if (!answer || !parsed.success) return null;
  const beside = besideRefundAnswer(refund, parsed.data satisfies SaidRefund);
  return beside && { ...beside, source: "asked", evidence: answer.raw };
}

function listedRefund(books: Books, refund: Refund, attempt: Attempt): Differs | null {
  if (isUnsent(refund, attempt)) return null;
  const { read, day, channel, dayOf } = books;
  const lines = linesOfThe(books, refund, attempt);
  for (const line of lines) {
    const beside = besideRefundLine(refund, line);
    if (beside) return { ...beside, ...evidenceIn(line) };
  }
  const isMissing =
    lines.length === 0 &&
    refund.status === "refunded" &&
    isCovered(read, channel, day, "refund") &&
    isCovered(read, channel, dayOf(refund.finalAt ?? refund.requestedAt), "refund");
  return isMissing
    ? { kind: "refund_missing", theirsFen: null, theirsState: null, source: "bill", evidence: null }
    : null;
}

/** By its own number; a bill that names no refund numbers knows it by the sale and the amount. */
function linesOfThe({ read, channel }: Books, refund: Refund, attempt: Attempt): ReadLine[] {
  const numbered = linesOfRefund(read, channel, refund.refundNo);
  if (numbered.length > 0) return numbered;
  const numbers = [attempt.tradeNo, attempt.channelTradeNo].filter((number) => number !== null);
  return linesAbout(read, channel, numbers).filter(
    (line) => line.kind === "refund" && !isOurRefund(line) && line.amountFen === refund.amountFen,
  );
}

const isOurRefund = (line: ReadLine): boolean => refundNo(line.refundNo) !== null;

/** What only the channel knows. A line without money is nobody's business. */
function aboutLine({ read, channel }: Books, line: ReadLine): Found[] {
  if (!line.isDone) return [];
  const attempt = [line.orderNo, line.channelNo]
    .filter((number) => number !== "")
    .map((number) => attemptNumbered(read, channel, number))
    .find((one) => one !== null);
  const theirs = {
    theirsFen: line.amountFen,
    theirsState: line.word,
    oursFen: null,
    oursState: null,
    ...evidenceIn(line),
  };
  if (line.kind === "order") {
    if (attempt) return [];
    return [
      { ...theirs, kind: "channel_only", subject: "order", number: line.orderNo || line.channelNo, tradeNo: null },
    ];
  }
  const number = refundNo(line.refundNo);
  if (number !== null && refundByNo(read, number)) return [];
  const isOurs = attempt && refundsOf(read, attempt.tradeNo).some((one) => one.amountFen === line.amountFen);
  if (isOurs && number === null) return [];
  const name = line.refundNo || `${line.orderNo || line.channelNo} ${line.at}`;
  return [{ ...theirs, kind: "refund_missing", subject: "refund", number: name, tradeNo: attempt?.tradeNo ?? null }];
}
