// English words of taking money by a channel's ways without a pay code.
import type { payModesZh } from "./zh-cn-modes.ts";

export const payModesEn: typeof payModesZh = {
  tile: "M",
  title: "More ways",
  idleHint: "Press take, then pick a way",
  pick: "Pick one by its number",
  reading: "Asking the channel which ways it has",
  none: "This channel has no way open without a pay code. Press / for another way",
  again: "Ask again",
  offline: "Channel keeps no record",
  offlineNote:
    "The channel keeps no record of this way. It counts as received once a manager has checked and noted it.",
  fields: {
    signAccounterUUID: "Account no.",
    signPersonUUID: "Signer no.",
    memberUUID: "Member no.",
    merchandiseDetails: "Items used",
  },
  goodsName: "Item",
  goodsId: "Item no.",
  goodsStyle: "Style no.",
  goodsCount: "Times",
  goods: ({ text }) => `Item used ${text}`,
  addGoods: "Add an item",
  amount: "How much by this way",
  notAmount: "Not an amount",
  tooMuch: ({ text }) => `${text} at most`,
  missing: "Needed",
  take: ({ text }) => `Take ${text}`,
  takeAll: ({ text }) => `Take all ${text}`,
  queue: "Note it, add another",
  queued: "Waiting to be sent together",
  queuedLine: ({ way, amount }) => `${way} ${amount}`,
  rest: ({ text }) => `${text} still to assign`,
  notSent: "Nothing is sent yet; Esc takes the last one away",
  back: "Another way",
};
