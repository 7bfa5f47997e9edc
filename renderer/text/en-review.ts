// English words of what only a person can end.
import type { reviewZh } from "./zh-cn-review.ts";

export const reviewEn: typeof reviewZh = {
  strip: "Exceptions",
  waits: ({ count }) => `${count} need a person`,
  filter: ({ count }) => `Exceptions ${count}`,
  nothing: "Nothing needs a person",
  short: {
    paid_late: "Paid after the cancel",
    amount_mismatch: "Amount differs",
    resolved_by_hand: "Decided by hand, to be checked",
    duplicate: "Paid twice",
    needs_review: "Needs a check",
  },
  refundTrouble: { unknown: "Refund without verdict", refused: "Refund refused", parked: "Parked: balance low" },
  todo: {
    paid_late:
      "The money is at the channel; the customer may have left, or paid again. Give it back if you can reach them, or keep it for this order. Then press Dealt with.",
    amount_mismatch:
      "Look up at the channel what was really taken. Give back what is too much, collect what is too little. Then press Dealt with.",
    resolved_by_hand:
      "This one was decided by hand. Compare it with the channel's statement; if it agrees, press Dealt with.",
    duplicate: "One order was paid twice. Give one payment back, then press Dealt with.",
  },
  look: ({ text }) => `Look this up in the console of ${text}`,
  lookCash: "The channel keeps no record of this way: check the drawer, the slip or the other system",
  askFirst: "The channel is asked once more first. If it answers, its answer holds and nothing is noted by hand.",
  facts: {
    order: "Order no.",
    refund: "Refund no.",
    channelOrder: "Channel no.",
    walletOrder: "Wallet no.",
    amount: "Amount",
    at: "Time",
    tail: "Pay code ends in",
  },
  resolve: "Decide by hand",
  resolveRefund: "Decide by hand",
  open: "Manager decides",
  title: "Note what the console says",
  titleRefund: "Note what the console says of the refund",
  titleSettle: "This exception is dealt with",
  titleLetGo: "This refused refund was dealt with",
  letGoTodo:
    "No money went out by the channel. Write how it was dealt with: cash given back, or the customer keeps the goods. The channel will not give it back.",
  says: "What the console says",
  paid: "The money is there",
  unpaid: "The money is not there",
  refunded: "It was refunded",
  refused: "It was not refunded",
  means: {
    paid: "Noted as received; the goods may go. It stays an exception until somebody has checked it.",
    unpaid: "Noted as not received; a new code may be taken. It stays an exception until somebody has checked it.",
    refunded: "Noted as given back to the customer.",
    refused: "Noted as not given back; the money is still here and can be refunded again.",
  },
  reference: "Reference in the console",
  referenceHint: "Its number there; without one, the page and the time",
  note: "What was done",
  by: "Who looked",
  confirm: "Note it",
  confirmSettle: "Dealt with",
  byHand: "Tap, click, or hold F5 for a second. Enter does not count.",
  keysRefused: "Tap or click this button, or hold F5 for a second",
  cancel: "Not now",
  meanwhile: "The channel has just answered, nothing is noted by hand:",
  stillNone: "The channel still has no answer.",
  forged: ({ count, time }) =>
    `${count} notices with a wrong signature came in, the last at ${time}. They changed nothing. See Settings, Notices.`,
};
