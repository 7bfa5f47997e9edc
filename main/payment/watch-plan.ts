// When a finished attempt is asked again for late money. Pure but for the wake-up call: the schedule is the channel's
// data, the times stand in the store, and a wall clock that jumps can neither skip a question for ever nor make a storm.
import type { AttemptStatus } from "../../preload/contract/status.ts";
import type { Outcome } from "../channel/channel.ts";
import type { UnknownCause } from "../../preload/contract/reason.ts";
import type { Attempt } from "./attempt.ts";
import { type Flow, timingOf } from "./flow.ts";

export type Watched = Pick<Attempt, "watched" | "watchAt">;

/** What ended without money, or waits for a person: money may still come. */
const WATCHED: ReadonlySet<AttemptStatus> = new Set(["needs_review", "declined", "cancelled"]);

/** A question nobody answered is repeated after its own gap, but not later than this. */
const MOST_PATIENT_MS = 3_600_000;
const LEAST_MS = 1000;

/** Milliseconds after the end at which an attempt is asked; empty when its channel cannot be asked, or it never left. */
export function watchOf(
  flow: Flow,
  attempt: Pick<Attempt, "channel" | "method" | "sentAt" | "reason">,
): readonly number[] {
  const channel = flow.channel(attempt.channel);
  if (!channel?.query || attempt.sentAt === null || attempt.reason === "never_sent") return [];
  return timingOf(channel.profile, attempt).watchMs;
}

/** What a change of status does to the schedule: an end begins it anew, money ends it. */
export function onEntering(flow: Flow, next: Attempt, to: AttemptStatus, at: number): Watched {
  const [firstMs] = WATCHED.has(to) ? watchOf(flow, next) : [];
  return { watched: 0, watchAt: firstMs === undefined ? null : at + firstMs };
}

const gapMs = (watchMs: readonly number[], slot: number): number =>
  Math.max(0, (watchMs[slot] ?? 0) - (slot === 0 ? 0 : (watchMs[slot - 1] ?? 0)));

/** Counted from the question, not from the end: after a long night, or a clock set ahead, the rest is not asked at once. */
export function afterAnswer(watchMs: readonly number[], watched: number, now: number): Watched {
  const slot = watched + 1;
  return { watched: slot, watchAt: slot < watchMs.length ? now + gapMs(watchMs, slot) : null };
}

/** Nobody answered: the question does not count. Also what stands on disk while one is out. */
export function afterSilence(watchMs: readonly number[], watched: number, now: number): Watched {
  return { watched, watchAt: now + Math.min(MOST_PATIENT_MS, Math.max(LEAST_MS, gapMs(watchMs, watched))) };
}

/** How long until the next question, never longer than its own gap: a clock that was set back cannot put it off. */
export function waitMs(watchMs: readonly number[], { watched, watchAt }: Watched, now: number): number {
  const longest = Math.max(MOST_PATIENT_MS, gapMs(watchMs, watched));
  return Math.min(longest, Math.max(0, (watchAt ?? now) - now));
}

/** The network's own troubles; everything else is an answer of the channel, be it ever so unclear. */
const SILENCE: ReadonlySet<UnknownCause> = new Set([
  "timeout",
  "not_connected",
  "broken_connection",
  "tls_failed",
  "redirected",
  "too_large",
  "server_error",
  "rate_limited",
  "unreadable",
  "bad_signature",
]);

export const isSilentCause = (cause: UnknownCause): boolean => SILENCE.has(cause);
export const isSilence = (outcome: Outcome): boolean => outcome.kind === "unknown" && isSilentCause(outcome.cause);

/** Wakes the book's watch, so that it looks at its schedule again. */
const wakers = new WeakMap<Flow, () => void>();
export const onWake = (flow: Flow, wake: () => void): unknown => wakers.set(flow, wake);
export const isWatching = (flow: Flow): boolean => wakers.has(flow);
export const wakeWatch = (flow: Flow): void => wakers.get(flow)?.();
