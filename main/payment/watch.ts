// The late-success watch: asks again about attempts that ended without money or wait for a person, because money has
// been seen to come hours after a cancel. It asks and never charges, cancels or refunds; late money raises an exception.
import type { TradeNo } from "../../preload/contract/ids.ts";
import { attemptByNo } from "../store/attempts.ts";
import { StoreCannotWrite } from "../store/open.ts";
import { type WatchedAttempt, setWatch, watchedAttempts } from "../store/watch.ts";
import { refTo } from "./ask.ts";
import { type Flow, WOKEN, announce } from "./flow.ts";
import { applyAnswer } from "./settle.ts";
import {
  type Watched,
  afterAnswer,
  afterSilence,
  isSilence,
  isWatching,
  onWake,
  waitMs,
  watchOf,
} from "./watch-plan.ts";

/** Between two questions of a running till, so that many that are due at once are no storm. */
const SPACING_MS = 1000;
/** After the disk refused, or a bug. */
const TROUBLE_MS = 30_000;

type Asked = "answered" | "silence" | "nothing";

/**
 * Asks once about everything that is due now, one after the other; of a channel that does not answer, only once. For a
 * command, which ends afterwards.
 */
export async function watchDue(flow: Flow): Promise<void> {
  const silent = new Set<string>();
  try {
    for (const attempt of watchedAttempts(flow.store.read)) {
      if (flow.closing.aborted) return;
      if (silent.has(attempt.channel) || !isDue(flow, attempt)) continue;
      if ((await question(flow, attempt.tradeNo)) === "silence") silent.add(attempt.channel);
    }
  } catch (error) {
    flow.log.error("watch.failed", error);
  }
}

/** Due now; one that a clock set back has put off is given its own gap again, on disk. */
function isDue(flow: Flow, attempt: WatchedAttempt): boolean {
  const now = flow.clock.now();
  const leftMs = waitMs(watchOf(flow, attempt), attempt, now);
  if (leftMs < (attempt.watchAt ?? 0) - now) put(flow, attempt.tradeNo, { ...attempt, watchAt: now + leftMs });
  return leftMs === 0;
}

const put = (flow: Flow, tradeNo: TradeNo, schedule: Watched): void =>
  flow.store.write((tx) => setWatch(tx, tradeNo, schedule));

/** Goes on for as long as the till runs. Started once per book; does nothing while nothing is to be asked. */
export function startWatch(flow: Flow): void {
  if (isWatching(flow)) return;
  let wake = new AbortController();
  onWake(flow, () => wake.abort(WOKEN));
  // It runs for as long as the till does: this is never taken back.
  flow.closing.addEventListener("abort", () => wake.abort(WOKEN), { once: true });
  const sleep = async (ms: number | null) => {
    const { signal } = wake;
    if (ms !== null) await flow.clock.sleep(ms, signal);
    else if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    if (signal.aborted) wake = new AbortController();
  };
  void watchForEver(flow, sleep);
}

async function watchForEver(flow: Flow, sleep: (ms: number | null) => Promise<void>): Promise<void> {
  const plan: Plan = new Map();
  while (!flow.closing.aborted) {
    try {
      const next = nextOf(flow, plan);
      if (next !== null && next.inMs <= 0) {
        await question(flow, next.tradeNo);
        await flow.clock.sleep(SPACING_MS, flow.closing);
      } else await sleep(next && next.inMs);
    } catch (error) {
      flow.log.error("watch.failed", error);
      await flow.clock.sleep(TROUBLE_MS, flow.closing);
    }
  }
}

/** When each is due on the clock that never jumps; kept as long as its row says the same. */
type Plan = Map<TradeNo, { readonly watchAt: number | null; readonly dueMs: number }>;

function nextOf(flow: Flow, plan: Plan): { tradeNo: TradeNo; inMs: number } | null {
  const mono = flow.clock.monotonic();
  const attempts = watchedAttempts(flow.store.read);
  const due = attempts.map((attempt) => {
    const known = plan.get(attempt.tradeNo);
    const entry =
      known?.watchAt === attempt.watchAt
        ? known
        : { watchAt: attempt.watchAt, dueMs: mono + waitMs(watchOf(flow, attempt), attempt, flow.clock.now()) };
    return [attempt.tradeNo, entry] as const;
  });
  plan.clear();
  for (const [tradeNo, entry] of due) plan.set(tradeNo, entry);
  due.sort(([, a], [, b]) => a.dueMs - b.dueMs);
  const [first] = due;
  return first ? { tradeNo: first[0], inMs: first[1].dueMs - mono } : null;
}

/**
 * One question. The schedule is on disk before it leaves: a process that dies over it asks again, a while later, and a
 * store that cannot write asks nothing. An event is written only if the answer changes something.
 */
async function question(flow: Flow, tradeNo: TradeNo): Promise<Asked> {
  const attempt = attemptByNo(flow.store.read, tradeNo);
  if (!attempt || attempt.watchAt === null) return "nothing";
  const watchMs = watchOf(flow, attempt);
  const channel = flow.channel(attempt.channel);
  put(flow, tradeNo, afterSilence(watchMs, attempt.watched, flow.clock.now()));
  // Not set up at the moment, or followed by a driver already: later.
  if (!channel?.query || flow.drivers.has(tradeNo)) return "nothing";
  if (watchMs.length === 0) {
    put(flow, tradeNo, { watched: attempt.watched, watchAt: null });
    return "nothing";
  }
  const outcome = await channel.query(refTo(channel, attempt));
  if (flow.closing.aborted || isSilence(outcome)) return "silence";
  const { watched } = attempt;
  try {
    flow.store.write((tx) => {
      setWatch(tx, tradeNo, afterAnswer(watchMs, watched, flow.clock.now()));
      applyAnswer(tx, flow, tradeNo, outcome, { via: "query", isQuiet: true, isWatch: true });
    });
  } catch (error) {
    if (!(error instanceof StoreCannotWrite)) throw error;
    flow.log.error("watch.cannot_write", error);
    return "nothing";
  }
  announce(flow, tradeNo);
  return "answered";
}
