// What an answer about a refund teaches beside the refund's own fate: that the channel keys on our number, and that it
// gave back more of a payment than we know of.
import { addFen } from "../../preload/contract/money.ts";
import type { ChannelId } from "../../preload/contract/status.ts";
import type { Channel, RefundOutcome } from "../channel/channel.ts";
import { attemptByNo } from "../store/attempts.ts";
import type { Writer } from "../store/open.ts";
import { refundsOf } from "../store/refunds.ts";
import { readSetting, writeSetting } from "../store/settings.ts";
import type { Refund } from "./attempt.ts";
import type { Flow } from "./flow.ts";
import { applyStep } from "./settle.ts";

/** The setting that remembers it, until the channel is another one. */
export const echoKey = (id: ChannelId): string => `refund-echo.${id}`;

/** Whether a refund that is sent twice under one number is carried out once: by its documents, or seen to be so. */
export const keysOnNumber = (flow: Flow, channel: Channel): boolean =>
  channel.profile.refund.keysOnNumber || readSetting(flow.store.read, echoKey(channel.id)) === true;

/** "Not there", and yet more went back than our other refunds account for: what is too much may be this very one. */
export function unexplained(tx: Writer, refund: Refund, outcome: RefundOutcome): RefundOutcome {
  if (outcome.kind !== "absent" || outcome.listedFen === undefined) return outcome;
  const others = refundsOf(tx, refund.tradeNo).filter(
    ({ refundNo, status }) => refundNo !== refund.refundNo && status !== "refused",
  );
  if (outcome.listedFen <= addFen(...others.map(({ amountFen }) => amountFen))) return outcome;
  return { ...outcome, kind: "unknown", cause: "contradiction" };
}

/** Answers whether the attempt changed. */
export function learn(tx: Writer, flow: Flow, channel: Channel, refund: Refund, outcome: RefundOutcome): boolean {
  if (outcome.echoed && !keysOnNumber(flow, channel)) writeSetting(tx, echoKey(channel.id), true, flow.clock.now());
  const attempt = attemptByNo(tx, refund.tradeNo);
  if (outcome.listedFen === undefined || attempt?.status !== "paid" || attempt.exception === "amount_mismatch")
    return false;
  const ours = refundsOf(tx, refund.tradeNo).filter(({ status }) => status !== "refused");
  if (outcome.listedFen <= addFen(...ours.map(({ amountFen }) => amountFen))) return false;
  applyStep(tx, flow, attempt, {
    event: "refund_differs",
    change: { exception: "amount_mismatch" },
    detail: { amountFen: outcome.listedFen, raw: outcome.raw.slice(0, 200) },
  });
  return true;
}
