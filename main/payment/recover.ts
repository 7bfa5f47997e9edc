// After a start: finds what an earlier process left open and asks the channel about it. What was only written
// down was never sent; what was being sent may have been charged. A start never charges and never refunds.
import { isOpen } from "../../preload/contract/status.ts";
import { openAttempts } from "../store/attempts.ts";
import { StoreCannotWrite } from "../store/open.ts";
import { openRefunds } from "../store/refunds.ts";
import { ranOutOfTime } from "../store/watch.ts";
import type { Attempt } from "./attempt.ts";
import type { Driver, Flow } from "./flow.ts";
import { drive } from "./follow.ts";
import { followRefund, restartRefund } from "./refund.ts";
import { record } from "./settle.ts";
import { startWatch } from "./watch.ts";

/** Takes over every open attempt and refund, without waiting for them. Answers the drivers it started. */
export function recover(flow: Flow): Driver[] {
  const drivers: Driver[] = [];
  for (const attempt of openAttempts(flow.store.read)) {
    if (flow.drivers.has(attempt.tradeNo)) continue;
    const { status } = takeOver(flow, attempt);
    if (!isOpen(status)) continue;
    const driver = drive(flow, attempt.tradeNo);
    if (status === "needs_review") {
      driver.isQuiet = true;
      // Nothing but time stood against its cancel: it is asked and called off once more. Whatever else a person must
      // decide may have been proved meanwhile: it is asked once.
      if (ranOutOfTime(flow.store.read, attempt.tradeNo)) driver.againWanted = true;
      else void driver.askNow();
    }
    drivers.push(driver);
  }
  for (const refund of openRefunds(flow.store.read)) {
    if (flow.refundDrivers.has(refund.refundNo)) continue;
    restartRefund(flow, refund.refundNo);
    void followRefund(flow, refund.refundNo);
  }
  if (flow.patienceMs === Number.POSITIVE_INFINITY) startWatch(flow);
  return drivers;
}

/**
 * Says of an attempt that no driver of this process holds what a restart makes of it. A store that cannot write leaves
 * it as it is; its driver tries again.
 */
export function takeOver(flow: Flow, attempt: Attempt): Attempt {
  if (flow.drivers.has(attempt.tradeNo)) return attempt;
  if (attempt.status !== "created" && attempt.status !== "sending") return attempt;
  const reason = attempt.status === "created" ? "never_sent" : "restarted";
  const unclear = attempt.status === "sending";
  try {
    return record(flow, attempt.tradeNo, () => ({ event: "restart", change: { reason, unclear }, detail: { reason } }));
  } catch (error) {
    if (!(error instanceof StoreCannotWrite)) throw error;
    flow.log.error("recover.cannot_write", error);
    return attempt;
  }
}
