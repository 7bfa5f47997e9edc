// Calls an attempt off: asks once more, cancels what is not paid, repeats until the channel has confirmed it.
// What cannot be confirmed in time goes to a person; nothing is called unpaid without the channel's proof.
import type { TradeNo } from "../../preload/contract/ids.ts";
import { isOpen } from "../../preload/contract/status.ts";
import type { AttemptRef, Channel, Outcome, Timing } from "../channel/channel.ts";
import { lastKindOf } from "../store/journal.ts";
import { ask, refTo } from "./ask.ts";
import type { Attempt } from "./attempt.ts";
import { type Driver, type Flow, announce, everyMs, questionTimeoutMs, timingOf } from "./flow.ts";
import { mustRead, record, settle } from "./settle.ts";
import { isSilence } from "./watch-plan.ts";

type CallOff = { readonly send: (ref: AttemptRef) => Promise<Outcome>; readonly notBeforeMs: number };

const LATER_MS = 100;
/** However short the time is: one refused or lost cancel must not be the last. */
const MIN_CANCELS = 3;

/**
 * When a charge must have arrived, in milliseconds since it was sent. One that a dead process sent may be on its way for as
 * long as a living one would have waited for its answer; how long ago that was only the wall clock says, which may have been
 * set meanwhile: that time is counted from when this process began.
 */
function arrivedByMs(flow: Flow, { notBeforeMs }: CallOff, { requestTimeoutMs }: Timing, driver: Driver): number {
  const hereMs = flow.clock.monotonic() - flow.openedMono;
  const elsewhereMs = Math.max(0, driver.elapsedMs() - hereMs);
  return Math.max(notBeforeMs, elsewhereMs + requestTimeoutMs);
}

/** How this channel calls this kind of payment off: a QR is closed, a pay-code charge is reversed; else the other. */
export function callOffOf(channel: Channel, attempt: Pick<Attempt, "method">): CallOff | null {
  const timing = timingOf(channel.profile, attempt);
  // A hair later than allowed, so that a clock that differs by that much does not make it too early.
  const later = (ms: number) => (ms === 0 ? 0 : ms + LATER_MS);
  const close = channel.close && { send: channel.close, notBeforeMs: later(timing.closeNotBeforeMs) };
  const cancel = channel.cancel && { send: channel.cancel, notBeforeMs: later(timing.reverseNotBeforeMs) };
  return attempt.method === "qr" ? (close ?? cancel) : (cancel ?? close);
}

/**
 * `stop`: a person wants it ended · `spent`: its time is over. Answers the attempt when it is final, needs a person,
 * or must wait longer than this process has patience; it then stands as `cancelling` for the next one.
 */
export async function giveUp(
  flow: Flow,
  channel: Channel,
  tradeNo: TradeNo,
  driver: Driver,
  why: "stop" | "spent",
): Promise<Attempt> {
  const attempt = mustRead(flow, tradeNo);
  const callOff = callOffOf(channel, attempt);
  if (!callOff) return withoutCancel(flow, channel, attempt);
  if (attempt.status !== "cancelling" && attempt.status !== "needs_review")
    record(flow, tradeNo, () => ({ event: why, change: { unpaidAnswers: 0 }, detail: {} }));
  const timing = timingOf(channel.profile, attempt);
  const arrivedMs = arrivedByMs(flow, callOff, timing, driver);
  // What an answer sends to a person is not cancelled behind that person's back; what a person stops there, is.
  const isDone = ({ status }: Attempt) =>
    !isOpen(status) || flow.closing.aborted || (status === "needs_review" && attempt.status !== "needs_review");
  let firstCancelMs: number | null = null;
  let cancels = 0;
  /** Those after the charge must have arrived: only from then on is it told that an order is not there. */
  let lateCancels = 0;
  for (;;) {
    const now = await askOnce(flow, channel, tradeNo, driver, arrivedMs);
    if (isDone(now)) return now;
    const waitMs = callOff.notBeforeMs - driver.elapsedMs();
    if (waitMs <= 0) {
      firstCancelMs ??= driver.elapsedMs();
      cancels += 1;
      if (driver.elapsedMs() >= arrivedMs) lateCancels += 1;
      const after = await cancelOnce(flow, callOff, channel, now);
      if (isDone(after)) return after;
      // That an order is not there counts only once it must have arrived: the time for it begins there.
      const isMissing = after.reason === "order_missing" || after.reason === "not_received";
      const sinceMs = isMissing ? Math.max(firstCancelMs, arrivedMs) : firstCancelMs;
      const isEnough = (isMissing ? lateCancels : cancels) >= MIN_CANCELS;
      if (isEnough && driver.elapsedMs() - sinceMs >= timing.pollForMs) return toReview(flow, tradeNo);
    } else if (waitMs > flow.patienceMs) {
      return now;
    }
    // Somebody waits for a cancel: it is repeated soon. Until it is allowed, questions come as they did before.
    const elapsedMs = driver.elapsedMs();
    const nextMs = elapsedMs + (waitMs > 0 ? everyMs(timing, elapsedMs) : timing.pollEveryMs);
    await pause(flow, driver, tradeNo, waitMs > 0 ? Math.min(nextMs, callOff.notBeforeMs) : nextMs);
    if (flow.closing.aborted) return mustRead(flow, tradeNo);
  }
}

/** The last question before a cancel: what is paid is never cancelled by us. */
async function askOnce(
  flow: Flow,
  channel: Channel,
  tradeNo: TradeNo,
  driver: Driver,
  arrivedMs: number,
): Promise<Attempt> {
  const missingCounts = driver.elapsedMs() >= arrivedMs;
  const asked = await ask(flow, channel, mustRead(flow, tradeNo), missingCounts);
  driver.answered();
  return asked;
}

/**
 * A process that died over a cancel may have sent it: until it can no longer be on its way, "paid" would be said of money
 * that is about to go back. Nobody is asked before.
 */
export async function cancelArrives(flow: Flow, tradeNo: TradeNo): Promise<void> {
  const attempt = mustRead(flow, tradeNo);
  const channel = flow.channel(attempt.channel);
  if (!channel || !isOpen(attempt.status) || lastKindOf(flow.store.read, tradeNo) !== "cancel") return;
  await flow.clock.sleep(questionTimeoutMs(timingOf(channel.profile, attempt)), flow.closing);
}

async function cancelOnce(flow: Flow, callOff: CallOff, channel: Channel, attempt: Attempt): Promise<Attempt> {
  const { tradeNo } = attempt;
  // That there was nothing to cancel is no answer of its own: only questions, a while apart, tell that it never came.
  // On disk before it leaves: whoever finds this attempt knows that a cancel may have been carried out.
  record(flow, tradeNo, () => ({ event: "cancel", change: {}, detail: {} }));
  return settle(flow, tradeNo, await callOff.send(refTo(channel, attempt)), "cancel");
}

/** Nothing to cancel with: one last question, then a person decides. */
async function withoutCancel(flow: Flow, channel: Channel, attempt: Attempt): Promise<Attempt> {
  const asked = await ask(flow, channel, attempt);
  return isOpen(asked.status) ? toReview(flow, asked.tradeNo) : asked;
}

function toReview(flow: Flow, tradeNo: TradeNo): Attempt {
  return record(flow, tradeNo, ({ reason, status }) => {
    if (status === "needs_review") return null;
    return { event: "review", change: {}, detail: { ...(reason === null ? {} : { reason }), spent: true } };
  });
}

/**
 * For an attempt that went to a person only because its cancel got no answer: asks, and when the channel answers at all
 * and it is not paid, cancels once more for as long as the profile allows.
 */
export async function callOffAgain(flow: Flow, channel: Channel, tradeNo: TradeNo, driver: Driver): Promise<Attempt> {
  const attempt = mustRead(flow, tradeNo);
  if (!channel.query) return attempt;
  const outcome = await channel.query(refTo(channel, attempt));
  if (flow.closing.aborted) return mustRead(flow, tradeNo);
  const asked = settle(flow, tradeNo, outcome, "query", false, true);
  driver.answered();
  const isTooLate = driver.elapsedMs() > (channel.profile.callOffWithinMs ?? Number.POSITIVE_INFINITY);
  const mayCancel = asked.status === "needs_review" && asked.exception === "none" && callOffOf(channel, asked) !== null;
  if (!mayCancel || isTooLate || isSilence(outcome) || outcome.kind === "paid") return asked;
  return giveUp(flow, channel, tradeNo, driver, "stop");
}

async function pause(flow: Flow, driver: Driver, tradeNo: TradeNo, atMs: number): Promise<void> {
  driver.nextAskAt = Math.round(flow.clock.now() + Math.max(0, atMs - driver.elapsedMs()));
  driver.giveUpAt = null;
  driver.stopWanted = false;
  announce(flow, tradeNo);
  await driver.waitUntil(atMs);
}
