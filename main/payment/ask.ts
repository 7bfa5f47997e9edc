// Asks a channel about one attempt, once. The answer goes to settle like every other.
import type { AttemptRef, Channel } from "../channel/channel.ts";
import type { Attempt } from "./attempt.ts";
import { type Flow, questionTimeoutMs, timingOf } from "./flow.ts";
import { settle } from "./settle.ts";

/** One question and its answer. What was never sent is not asked about. `missingCounts`: see `judge`; `isQuiet`: see `Manner`. */
export async function ask(
  flow: Flow,
  channel: Channel,
  attempt: Attempt,
  missingCounts = false,
  isQuiet = false,
): Promise<Attempt> {
  if (!channel.query || attempt.status === "created") return attempt;
  const outcome = await channel.query(refTo(channel, attempt));
  return settle(flow, attempt.tradeNo, outcome, "query", missingCounts, isQuiet);
}

export function refTo(channel: Channel, attempt: Attempt): AttemptRef {
  const { tradeNo, channelTradeNo, amountFen, method, wallet } = attempt;
  const timeoutMs = questionTimeoutMs(timingOf(channel.profile, attempt));
  return { tradeNo, channelTradeNo, amountFen, method, wallet, timeoutMs };
}
