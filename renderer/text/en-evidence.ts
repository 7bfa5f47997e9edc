// English lines of the evidence list; the same rules as the Chinese ones.
import { type Line, type LineWords, line, signed } from "./zh-cn-evidence.ts";

export const attemptLinesEn: LineWords = {
  created: () => line("Written in the ledger", "Written down, then sent"),
  send: ({ isQr, channel }) => line(isQr ? `QR asked from ${channel}` : `Sent to ${channel}`),
  awaiting: ({ asked, isQr, isMode, isCancelling, raw }) => {
    if (isCancelling) return line("Asked before the cancel: not paid yet", raw);
    if (isMode)
      return asked === 0 ? line("Channel: accepted, no verdict yet", raw) : line(`Query ${asked}: no verdict yet`);
    if (isQr) return asked === 0 ? line("Got the QR, waiting for a scan") : line(`Query ${asked}: not paid yet`);
    return asked === 0 ? line("Channel: waiting for the password", raw) : line(`Query ${asked}: still typing`);
  },
  paid: ({ asked, amount, channelTail, isNotice }) =>
    line(
      asked === 0
        ? `${isNotice ? "Channel's notice" : "Channel"}: paid ${amount ?? ""}`.trimEnd()
        : `Query ${asked}: paid ${amount ?? ""}`.trimEnd(),
      channelTail === undefined ? "Number and amount match" : `Number and amount match, channel no. …${channelTail}`,
    ),
  declined: ({ asked, reason, raw }) =>
    line(asked === 0 ? `Channel: ${reason ?? "not taken"}` : `Query ${asked}: ${reason ?? "not taken"}`, raw),
  unknown: ({ asked, reason, isCancelling }) => {
    if (isCancelling && asked === 0) return line("Cancel got no answer", "Not proven unpaid, so no new charge");
    return line(asked === 0 ? "No verdict" : `Query ${asked}: no verdict`, reason && `${reason}; no verdict yet`);
  },
  unpaid: ({ asked, reason }) =>
    line(
      asked === 0 ? "Channel: says unpaid" : `Query ${asked}: says unpaid`,
      reason ? `${reason}; to be confirmed` : "To be confirmed",
    ),
  restart: ({ wasNeverSent }) =>
    wasNeverSent ? line("Never sent, ended") : line("Till opened again", "Only asks the channel, never charges again"),
  stop: ({ by, wasNeverSent }) => {
    if (wasNeverSent) return line("Never sent, ended");
    return line("Stop asked for", by === undefined ? "Asks first, cancels only if unpaid" : `By ${by}`);
  },
  spent: ({ isForPerson }) =>
    isForPerson
      ? line("The cancel was never confirmed", "For a manager to check")
      : line("Time is up", "Asks first, cancels only if unpaid"),
  cancel: () => line("Cancel sent to the channel", "Against late money"),
  cancelled: ({ raw, wasNeverSent }) =>
    wasNeverSent ? line("Channel not reached, never sent", raw) : line("Cancelled, proven unpaid", raw),
  review: ({ reason }) => line("For a manager to check", reason),
  cash: ({ amount, given }) =>
    line(
      `Cash received ${amount ?? ""}`.trimEnd(),
      given === undefined ? "Counted by the cashier" : `Counted by the cashier, given ${given}`,
    ),
  late_mismatch: ({ amount }) =>
    line(`Another amount came in after the cancel: ${amount ?? ""}`.trimEnd(), "Call the manager"),
  late_paid: ({ amount, asked, isNotice }) => {
    const how = isNotice ? "Channel's notice" : asked > 0 ? `Query ${asked}` : "Channel";
    return line(`${how}: money after the cancel ${amount ?? ""}`.trimEnd(), "Call the manager");
  },
  resolved_paid: ({ by, written }) => line("Manager noted: received at the channel", signed(by, written)),
  resolved_unpaid: ({ by, written }) => line("Manager noted: not received at the channel", signed(by, written)),
  refund_differs: ({ amount }) =>
    line(`The channel lists more refunds than this till: ${amount ?? ""}`.trimEnd(), "Call the manager"),
  settle_exception: ({ by, written }) => line("Exception dealt with", signed(by, written)),
};

export const refundLinesEn: LineWords = {
  requested: ({ amount }) => line(`Refund written down ${amount ?? ""}`.trimEnd(), "Written down, then sent"),
  send: ({ channel, isAgain }) =>
    isAgain
      ? line(`Refund sent to ${channel} again`, "Under the same number, so never twice")
      : line(`Refund sent to ${channel}`),
  restart: ({ wasNeverSent }) =>
    wasNeverSent
      ? line("Refund never sent, ended", "No money went out")
      : line("Till opened again", "Asks with the same refund number"),
  processing: ({ asked }) =>
    line(asked === 0 ? "Refund accepted, not back yet" : `Refund query ${asked}: not back yet`),
  unknown: ({ reason }) => line("Refund without verdict", reason && `${reason}; asked again with the same number`),
  refunded: ({ amount }) => line(`Channel confirms refunded ${amount ?? ""}`.trimEnd()),
  handed_back: ({ amount }) => line(`Cash handed back ${amount ?? ""}`.trimEnd()),
  late_refunded: ({ amount }) =>
    line(`Refused first, refunded after all ${amount ?? ""}`.trimEnd(), "The channel decides"),
  refused: ({ reason }) => line("Refund refused, no money went out", reason),
  resolved_refunded: ({ by, written }) => line("Manager noted: refunded at the channel", signed(by, written)),
  resolved_refused: ({ by, written }) => line("Manager noted: not refunded at the channel", signed(by, written)),
  let_go: ({ by, written }) => line("The refused refund was dealt with", signed(by, written)),
};

export const otherLineEn = ({ kind }: { readonly kind: string }): Line => line("Something was noted", kind);
