// Sends a refund and asks about it until it is final: the same number on every retry. An accepted refund is not a
// finished one, and an answer that is missing is never read as "refused".
import type { RefundNo } from "../../preload/contract/ids.ts";
import { isRefundOpen } from "../../preload/contract/status.ts";
import type { Channel, RefundOutcome, RefundRef } from "../channel/channel.ts";
import { attemptByNo } from "../store/attempts.ts";
import { StoreCannotWrite } from "../store/open.ts";
import { advanceRefund, refundByNo, refundsOf } from "../store/refunds.ts";
import { queuePrint } from "../store/print-jobs.ts";
import { refTo } from "./ask.ts";
import type { Attempt, Refund } from "./attempt.ts";
import { type Flow, announce, announceRefund, timingOf } from "./flow.ts";
import { type RefundStep, type RefundVia, isNo, judgeRefund } from "./judge-refund.ts";
import { keysOnNumber, learn, unexplained } from "./refund-facts.ts";
import { nextRefundStatus } from "./transitions.ts";

const FIRST_QUESTION_MS = 2000;
const SLOW_LEAST_MS = 60_000;
const SLOW_MOST_MS = 3_600_000;
const DISK_RETRY_MS = 1000;

/**
 * A refund found open at a start: only written down = never sent; being sent = may have been carried out. A store that
 * cannot write leaves it as it is.
 */
export function restartRefund(flow: Flow, number: RefundNo): void {
  orLeave(flow, () =>
    flow.store.write((tx) => {
      const refund = refundByNo(tx, number);
      if (!refund || (refund.status !== "requested" && refund.status !== "sending")) return;
      const reason = refund.status === "requested" ? "never_sent" : "restarted";
      advanceRefund(tx, refund, { event: "restart", at: flow.clock.now(), change: { reason }, detail: { reason } });
    }),
  );
  announceRefund(flow, number);
}

function orLeave(flow: Flow, change: () => void): void {
  try {
    change();
  } catch (error) {
    if (!(error instanceof StoreCannotWrite)) throw error;
    flow.log.error("refund.cannot_write", error);
  }
}

/** What comes before the questions: nothing, its own request, or one that it shares with others (see undo.ts). */
type First = "send" | "ask" | (() => Promise<unknown>);

/** Sends or asks until the refund is final or the channel's time is spent; one such run per refund. */
export function followRefund(flow: Flow, number: RefundNo, first: First = "ask"): Promise<void> {
  const running = flow.refundDrivers.get(number);
  if (running) return running;
  const run = follow(flow, number, first)
    .catch((error: unknown) => flow.log.error("refund.failed", error))
    .finally(() => {
      flow.refundDrivers.delete(number);
      announceRefund(flow, number);
    });
  flow.refundDrivers.set(number, run);
  return run;
}

async function follow(flow: Flow, number: RefundNo, first: First): Promise<void> {
  if (typeof first === "function") await first();
  const start = flow.clock.monotonic();
  let refund = mustRead(flow, number);
  const { channel, attempt } = parts(flow, refund);
  if (!channel) return;
  const timing = timingOf(channel.profile, attempt);
  const since = sinceSent(flow, refund);
  if (first === "send") refund = await sendOrResume(flow, channel, refund, since);
  if (refund.status === "requested") return neverSent(flow, number);
  let sends = 0;
  let waitMs = first !== "ask" ? Math.min(timing.firstQueryMs, FIRST_QUESTION_MS) : 0;
  while (isRefundOpen(refund.status) && channel.refundQuery) {
    // Past this time a window goes on asking, slowly; a command leaves it to the next `recover`.
    const spentMs = flow.clock.monotonic() - Math.max(start, since.mono);
    const slow = spentMs >= timing.requestTimeoutMs + timing.pollForMs;
    if (slow && flow.patienceMs !== Number.POSITIVE_INFINITY) return;
    await flow.clock.sleep(slow ? slowGapMs(spentMs) : waitMs, flow.closing);
    if (flow.closing.aborted) return;
    refund = mustRead(flow, number);
    // A notice finished it meanwhile.
    if (!isRefundOpen(refund.status)) return;
    refund = await askRefund(flow, channel, number, since, slow || first === "ask");
    if (isMissing(refund) && sends < MAX_SENDS && keysOnNumber(flow, channel)) {
      sends += 1;
      refund = await send(flow, channel, number, since);
    }
    waitMs = timing.pollEveryMs;
  }
}

/** A refund may take days at its channel: the longer it takes, the further apart the questions, up to an hour. */
const slowGapMs = (spentMs: number): number =>
  Math.min(SLOW_MOST_MS, Math.max(SLOW_LEAST_MS, Math.round(spentMs / 10)));

/** Asked twice, after its request can no longer be on its way, and the channel does not have it. */
const isMissing = (refund: Refund): boolean => refund.status === "unknown" && refund.noAnswers >= 2;

/** How often one run sends again, under the same number, what the channel does not have: where it keys on the number. */
const MAX_SENDS = 2;

/** Written down, but the disk refused what must stand there before the request leaves: it ends once the disk works. */
async function neverSent(flow: Flow, number: RefundNo): Promise<void> {
  for (let waitedMs = 0; waitedMs <= flow.patienceMs; waitedMs += DISK_RETRY_MS) {
    await flow.clock.sleep(DISK_RETRY_MS, flow.closing);
    if (flow.closing.aborted) return;
    restartRefund(flow, number);
    if (mustRead(flow, number).status !== "requested") return;
  }
}

/**
 * When a refund's request left, on the clock that never jumps. What another process sent is told by the wall clock, which may
 * have been set meanwhile: it counts as sent when this process began, or later.
 */
type Since = { mono: number };

function sinceSent(flow: Flow, { sentAt }: Refund): Since {
  const sentMs = sentAt === null ? 0 : Math.max(0, flow.clock.now() - sentAt);
  return { mono: Math.max(flow.openedMono, flow.clock.monotonic() - sentMs) };
}

/** A new or refused refund is sent. One whose fate is unknown is asked first, and sent again only if it is not there. */
async function sendOrResume(flow: Flow, channel: Channel, refund: Refund, since: Since): Promise<Refund> {
  if (refund.status === "requested" || refund.status === "refused") return send(flow, channel, refund.refundNo, since);
  const asked = await askRefund(flow, channel, refund.refundNo, since);
  // Asking for it once more is consent only where the same number cannot be paid out twice.
  const notThere = asked.status === "unknown" && asked.noAnswers > 0 && keysOnNumber(flow, channel);
  return notThere ? send(flow, channel, asked.refundNo, since) : asked;
}

/** `sending` is on disk before the request leaves, as for a charge; while it cannot be written, nothing is sent. */
async function send(flow: Flow, channel: Channel, number: RefundNo, since: Since): Promise<Refund> {
  if (!channel.refund) throw new Error(`${channel.id} has no refund`);
  const sent: Refund[] = [];
  orLeave(flow, () => sent.push(...markSending(flow, [number])));
  const [refund] = sent;
  if (!refund) return mustRead(flow, number);
  since.mono = flow.clock.monotonic();
  return settleRefund(flow, channel, number, await channel.refund(refOf(flow, channel, refund)), "refund", since);
}

/**
 * Sends several refunds in one request. All stand as `sending` before it leaves, or none; while that cannot be written,
 * nothing is sent and each of them ends as never sent.
 */
export async function sendRefunds(flow: Flow, channel: Channel, numbers: readonly RefundNo[]): Promise<void> {
  if (!channel.batch) throw new Error(`${channel.id} has no batch`);
  const sent: Refund[] = [];
  orLeave(flow, () => sent.push(...markSending(flow, numbers)));
  const since: Since = { mono: flow.clock.monotonic() };
  if (sent.length === 0) return;
  const outcomes = await channel.batch.refund(sent.map((refund) => refOf(flow, channel, refund)));
  for (const [i, { refundNo }] of sent.entries())
    settleRefund(flow, channel, refundNo, outcomes[i] ?? NOT_ANSWERED, "refund", since);
}

const NOT_ANSWERED: RefundOutcome = { kind: "unknown", cause: "unreadable", raw: "the batch's answer leaves it out" };

/** One question about a refund. Does nothing for a channel that cannot be asked. `isQuiet`: see `settleRefund`. */
export async function askRefund(
  flow: Flow,
  channel: Channel,
  number: RefundNo,
  since = sinceSent(flow, mustRead(flow, number)),
  isQuiet = false,
): Promise<Refund> {
  const refund = mustRead(flow, number);
  if (!channel.refundQuery || refund.status === "requested") return refund;
  const outcome = await channel.refundQuery(refOf(flow, channel, refund));
  return settleRefund(flow, channel, number, outcome, "query", since, isQuiet);
}

/** What a verified notice says, or a question somebody else asked, judged like an answer to a question of ours. */
export function settleRefundAnswer(flow: Flow, channel: Channel, number: RefundNo, outcome: RefundOutcome): Refund {
  return settleRefund(flow, channel, number, outcome, "query", sinceSent(flow, mustRead(flow, number)));
}

/**
 * As for an attempt: a store that cannot write leaves the refund as it was, and it is asked again. `isQuiet`: an answer
 * that says what the last one said writes no event.
 */
function settleRefund(
  flow: Flow,
  channel: Channel,
  number: RefundNo,
  outcome: RefundOutcome,
  via: RefundVia,
  since: Since,
  isQuiet = false,
): Refund {
  let moved = false;
  orLeave(flow, () => {
    moved = flow.store.write((tx) => {
      const refund = mustRead(flow, number);
      const { requestTimeoutMs } = timingOf(channel.profile, parts(flow, refund).attempt);
      const requestIsOver = flow.clock.monotonic() - since.mono >= requestTimeoutMs;
      const isTakenAgain = channel.profile.refund.sameNumberAfterRefusal;
      const judged = judgeRefund(refund, unexplained(tx, refund, outcome), via, requestIsOver, isTakenAgain);
      const hasLearnt = learn(tx, flow, channel, refund, outcome);
      if (!judged || (isQuiet && saysTheSame(refund, judged))) return hasLearnt;
      const at = flow.clock.now();
      const next = advanceRefund(tx, refund, { ...judged, at });
      if (next.status === "refunded") queuePrint(tx, "refund", number, at);
      return true;
    });
  });
  const settled = mustRead(flow, number);
  if (!moved) return settled;
  announceRefund(flow, number);
  announce(flow, settled.tradeNo);
  return settled;
}

/** Beyond two answers that it is not there, more of them count for nothing. */
function saysTheSame(refund: Refund, { event, change }: RefundStep): boolean {
  const { noAnswers = refund.noAnswers, reason = refund.reason } = change;
  const isCounted = noAnswers !== refund.noAnswers && refund.noAnswers < 2;
  return nextRefundStatus(refund.status, event) === refund.status && reason === refund.reason && !isCounted;
}

/** All in one transaction: they stand as `sending` before the request leaves, or none does. */
function markSending(flow: Flow, numbers: readonly RefundNo[]): Refund[] {
  const at = flow.clock.now();
  const sent = flow.store.write((tx) =>
    numbers.map((number) => {
      const refund = mustRead(flow, number);
      // A request sent before, whose fate is unknown, leaves its reason: see `judgeRefund`. But a no that was the answer to
      // that one says nothing about this one.
      const said = isNo(refund.reason) ? "order_missing" : refund.reason;
      const reason = refund.status === "unknown" ? said : null;
      return advanceRefund(tx, refund, { event: "send", at, change: { sentAt: at, noAnswers: 0, reason } });
    }),
  );
  for (const number of numbers) announceRefund(flow, number);
  return sent;
}

export function refOf(flow: Flow, channel: Channel, refund: Refund): RefundRef {
  const { attempt } = parts(flow, refund);
  const others = refundsOf(flow.store.read, refund.tradeNo).filter(
    (other) => other.refundNo !== refund.refundNo && other.amountFen === refund.amountFen && other.status !== "refused",
  );
  return {
    ...refTo(channel, attempt),
    refundNo: refund.refundNo,
    refundFen: refund.amountFen,
    why: refund.why,
    sameAmountOthers: others.length,
  };
}

function parts(flow: Flow, refund: Refund): { attempt: Attempt; channel: Channel | null } {
  const attempt = attemptByNo(flow.store.read, refund.tradeNo);
  if (!attempt) throw new Error(`no attempt ${refund.tradeNo}`);
  return { attempt, channel: flow.channel(attempt.channel) };
}

export function mustRead(flow: Flow, number: RefundNo): Refund {
  const refund = refundByNo(flow.store.read, number);
  if (!refund) throw new Error(`no refund ${number}`);
  return refund;
}
