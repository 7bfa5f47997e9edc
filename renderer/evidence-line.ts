// The words for one event of an order's timeline: what was sent, answered, asked or concluded. Pure. The same event means
// another thing at another place of the history, so the words go by where it led as well.
import { fen } from "../preload/contract/money.ts";
import type { Method } from "../preload/contract/status.ts";
import type { AttemptView, Evidence } from "../preload/contract/views.ts";
import { yuan } from "./text/format.ts";
import type { Line, LineParams } from "./text/zh-cn-evidence.ts";
import type { Words } from "./text/zh-cn.ts";

/** What the journal writes for an answer that came unasked. */
export const NOTICE = "notice";

type Told = Pick<AttemptView, "channel" | "method">;

type Place = Pick<LineParams, "isQr" | "isMode" | "isCancelling" | "isForPerson" | "isAgain" | "wasNeverSent">;

/** Where in the history it stands. */
export const placeOf = (method: Method | null, { from, to }: Pick<Evidence, "from" | "to">): Place => ({
  isQr: method === "qr",
  isMode: method === "mode",
  isCancelling: from === "cancelling",
  isForPerson: to === "needs_review",
  isAgain: from === "unknown" || from === "refused",
  wasNeverSent:
    (to === "cancelled" && (from === "created" || from === "sending")) || (to === "refused" && from === "requested"),
});

function paramsOf(words: Words, attempt: Told, event: Evidence): LineParams {
  const { asked, reason, raw, amountFen, givenFen, channelTradeNo, channel, by, reference, note } = event.detail;
  return {
    asked: asked ?? 0,
    reason: reason === undefined ? undefined : words.reason[reason].short,
    raw,
    amount: amountFen === undefined ? undefined : yuan(fen(amountFen)),
    given: givenFen === undefined ? undefined : yuan(fen(givenFen)),
    channelTail: channelTradeNo?.slice(-4),
    channel: words.channels[channel ?? attempt.channel],
    by,
    isNotice: by === NOTICE,
    written: reference ?? note,
    ...placeOf(attempt.method, event),
  };
}

export function lineOf(words: Words, attempt: Told, event: Evidence): Line {
  const isRefund = event.detail.refund !== undefined;
  const table = isRefund ? words.refundLine : words.attemptLine;
  const kind = isRefund ? event.kind.replace(/^refund_/, "") : event.kind;
  const make = Object.hasOwn(table, kind) ? table[kind] : undefined;
  return make?.(paramsOf(words, attempt, event)) ?? words.otherLine({ kind: event.kind });
}
