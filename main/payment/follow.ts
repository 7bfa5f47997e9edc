// Follows an open attempt until it is final: asks on the channel's schedule, gives up when the time is spent,
// listens to "ask now" and "stop". It asks and calls off; it never charges.
import type { TradeNo } from "../../preload/contract/ids.ts";
import { isOpen } from "../../preload/contract/status.ts";
import type { Channel, Timing } from "../channel/channel.ts";
import { StoreCannotWrite } from "../store/open.ts";
import { ask } from "./ask.ts";
import type { Attempt } from "./attempt.ts";
import { Driver, type Flow, announce, everyMs, timingOf } from "./flow.ts";
import { callOffAgain, cancelArrives, giveUp } from "./give-up.ts";
import { mustRead, record } from "./settle.ts";

export type Plan = { readonly kind: "ask" | "give_up" | "wait"; readonly atMs: number } | { readonly kind: "review" };

/** What comes next, in milliseconds since the charge. Pure: the schedule is data, the wait is the caller's. */
export function plan(
  attempt: Attempt,
  timing: Timing,
  elapsedMs: number,
  lastAskMs: number | null,
  canAsk: boolean,
): Plan {
  // Nobody can be asked: a QR may be scanned until its life is over, everything else is a person's now.
  const mayBeScanned = attempt.method === "qr" && attempt.status === "awaiting_payer" && elapsedMs < timing.pollForMs;
  if (!canAsk) return mayBeScanned ? { kind: "wait", atMs: timing.pollForMs } : { kind: "review" };
  // The channel said paid but not how much: the answer is there already, so it is fetched at once.
  const firstMs = attempt.reason === "amount_missing" ? elapsedMs : timing.firstQueryMs;
  const atMs = lastAskMs === null ? firstMs : lastAskMs + everyMs(timing, elapsedMs);
  if (lastAskMs !== null && atMs >= timing.pollForMs) return { kind: "give_up", atMs: timing.pollForMs };
  return { kind: "ask", atMs };
}

/**
 * The driver of an attempt, started if there is none. `first` is what must happen before following: the charge.
 * Its `done` answers the attempt when it is final, needs a person, or is left to a later `recover`.
 */
export function drive(flow: Flow, tradeNo: TradeNo, first?: (driver: Driver) => Promise<unknown>): Driver {
  const running = flow.drivers.get(tradeNo);
  if (running) return running;
  const { sentAt } = mustRead(flow, tradeNo);
  const driver = new Driver(flow.clock, flow.closing, sentAt === null ? 0 : flow.clock.now() - sentAt);
  flow.drivers.set(tradeNo, driver);
  const finished = () => {
    flow.drivers.delete(tradeNo);
    announce(flow, tradeNo);
  };
  run(flow, tradeNo, driver, first).then(
    (attempt) => {
      finished();
      driver.end(attempt);
    },
    (error: unknown) => {
      flow.log.error("follow.bug", error);
      finished();
      driver.fail(error);
    },
  );
  return driver;
}

async function run(
  flow: Flow,
  tradeNo: TradeNo,
  driver: Driver,
  first?: (driver: Driver) => Promise<unknown>,
): Promise<Attempt> {
  // Whoever starts a driver may add a wish (ask now, stop) before it looks at the attempt.
  await (first ? despiteDisk(flow, () => first(driver)) : cancelArrives(flow, tradeNo));
  for (let refusedMs = 0; refusedMs <= flow.patienceMs;) {
    const attempt = mustRead(flow, tradeNo);
    const channel = flow.channel(attempt.channel);
    if (flow.closing.aborted || !channel || !isOpen(attempt.status)) return attempt;
    const ended = await despiteDisk(flow, () => turnOf(attempt)(flow, channel, attempt, driver));
    if (ended === "disk_refused") refusedMs += DISK_RETRY_MS;
    else if (ended) return ended;
    else refusedMs = 0;
  }
  return mustRead(flow, tradeNo);
}

const DISK_RETRY_MS = 1000;

/** A full disk must not end the following: the attempt stays open and is looked at again after a while. */
async function despiteDisk<T>(flow: Flow, work: () => Promise<T>): Promise<T | "disk_refused"> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StoreCannotWrite)) throw error;
    flow.log.error("follow.cannot_write", error);
    await flow.clock.sleep(DISK_RETRY_MS, flow.closing);
    return "disk_refused";
  }
}

type Turn = (flow: Flow, channel: Channel, attempt: Attempt, driver: Driver) => Promise<Attempt | null>;

function turnOf(attempt: Attempt): Turn {
  if (attempt.status === "created") return neverSent;
  return attempt.status === "sending" ? answerLost : follow;
}

/** The charge is over, but its answer could not be written down: as after a restart, it is asked about. */
async function answerLost(flow: Flow, _channel: Channel, attempt: Attempt): Promise<null> {
  const reason = "restarted";
  record(flow, attempt.tradeNo, () => ({ event: "restart", change: { reason, unclear: true }, detail: { reason } }));
  return null;
}

/** Written down, but the request never left: that is certain, so it ends here. */
async function neverSent(flow: Flow, _channel: Channel, attempt: Attempt): Promise<Attempt> {
  const reason = "never_sent";
  return record(flow, attempt.tradeNo, () => ({ event: "stop", change: { reason }, detail: { reason } }));
}

/** One turn: wait, ask or call off. Answers the attempt when this process is done with it, else null. */
async function follow(flow: Flow, channel: Channel, attempt: Attempt, driver: Driver): Promise<Attempt | null> {
  const { tradeNo } = attempt;
  if (attempt.status === "needs_review" && driver.againWanted) {
    driver.againWanted = false;
    return callOffAgain(flow, channel, tradeNo, driver);
  }
  if (attempt.status === "needs_review" && !driver.askWanted && !driver.stopWanted)
    return secondOpinion(flow, channel, attempt, driver);
  if (attempt.status === "cancelling" || driver.stopWanted) {
    driver.stopWanted = false;
    return giveUp(flow, channel, tradeNo, driver, "stop");
  }
  const timing = timingOf(channel.profile, attempt);
  const next = plan(attempt, timing, driver.elapsedMs(), driver.lastAskMs, channel.query !== null);
  if (next.kind === "review") {
    // A person must decide already: saying so again at every start would only lengthen the history.
    if (attempt.status === "needs_review") return attempt;
    // What was unclear about it is what a person has to know; that nobody can be asked shows by itself.
    const reason = attempt.reason ?? "cannot_ask";
    return record(flow, tradeNo, () => ({ event: "review", change: { reason }, detail: { reason } }));
  }
  let current = attempt;
  if (!driver.askWanted) {
    show(flow, driver, tradeNo, next, timing);
    await driver.waitUntil(next.atMs);
    current = mustRead(flow, tradeNo);
    if (flow.closing.aborted) return current;
    if (driver.stopWanted) return null;
    // A notice came while nobody was asking.
    if (current.status !== attempt.status) return null;
  }
  if (next.kind === "wait") {
    driver.answered();
    return null;
  }
  if (next.kind === "give_up" && !driver.askWanted) return giveUp(flow, channel, tradeNo, driver, "spent");
  await ask(flow, channel, current, false, attempt.status === "needs_review" && driver.isQuiet);
  driver.answered();
  return null;
}

/** One answer of this run said "not paid": a second one that agrees settles it without a person. Asked for once. */
async function secondOpinion(flow: Flow, channel: Channel, attempt: Attempt, driver: Driver): Promise<Attempt | null> {
  if (attempt.unpaidAnswers === 0 || driver.lastAskMs === null || driver.askedTwice) return attempt;
  driver.askedTwice = true;
  await driver.waitUntil(driver.lastAskMs + timingOf(channel.profile, attempt).pollEveryMs);
  if (flow.closing.aborted) return mustRead(flow, attempt.tradeNo);
  await ask(flow, channel, mustRead(flow, attempt.tradeNo));
  driver.answered();
  return null;
}

function show(
  flow: Flow,
  driver: Driver,
  tradeNo: TradeNo,
  next: Exclude<Plan, { kind: "review" }>,
  timing: Timing,
): void {
  const wall = (atMs: number) => Math.round(flow.clock.now() + Math.max(0, atMs - driver.elapsedMs()));
  driver.nextAskAt = wall(next.atMs);
  driver.giveUpAt = wall(timing.pollForMs);
  announce(flow, tradeNo);
}
