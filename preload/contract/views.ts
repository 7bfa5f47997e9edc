// What main shows of its state: plain data, made fresh for each answer, without secrets or pay codes.
// Times are wall-clock milliseconds since 1970; amounts are whole fen.
import { z } from "zod";
import { failure } from "./failure.ts";
import { fenSchema } from "./money-schema.ts";
import { customerSettings, customerWindow } from "./customer.ts";
import { MAX_SALE_FEN } from "./money.ts";
import { refundNo, tradeNo } from "./ids.ts";
import { attemptStatus, channelId, exception, method, refundStatus, verdict, wallet } from "./status.ts";
import { reason } from "./reason.ts";
import { printingState } from "./printing.ts";
import { staffState } from "./staff.ts";
import { codeShape, gunSettings, MAX_GUNS, scanKind, scannerState } from "./scanners.ts";

export const tradeNoSchema = z.string().transform((text, context) => {
  const number = tradeNo(text);
  if (number !== null) return number;
  context.addIssue({ code: "custom", message: "not a trade number" });
  return z.NEVER;
});
export const refundNoSchema = z.string().transform((text, context) => {
  const number = refundNo(text);
  if (number !== null) return number;
  context.addIssue({ code: "custom", message: "not a refund number" });
  return z.NEVER;
});
export { fenSchema };
const time = z.number().int();
/** yyyy-mm-dd, a day that exists. */
export const calendarDay = z.iso.date();
/** A day one may ask about: not of years beside which there are no weeks to write, which a slip of the finger makes. */
export const askedDay = calendarDay.refine((day) => day >= "1900" && day < "2200", "not a day of 1900 to 2199");

/** One line of the basket: what was sold, how often, for how much each. */
export const line = z.object({
  barcode: z.string().max(64).nullable(),
  title: z.string().min(1).max(100),
  count: z.number().int().min(1).max(100_000),
  priceFen: fenSchema,
});
export type Line = z.infer<typeof line>;

/** Who gave a discount, for how much; a part the channel did not name is null. */
export const voucher = z.object({
  name: z.string(),
  amountFen: fenSchema.nullable(),
  /** Of it, paid by the merchant: it never arrives. */
  merchantFen: fenSchema.nullable(),
  /** Of it, paid by somebody else: it does arrive. */
  otherFen: fenSchema.nullable(),
});
export type Voucher = z.infer<typeof voucher>;

/**
 * What the channel said beside the amount of a paid attempt: facts for the receipt and the refund, never the proof of
 * payment. Null where the channel did not say.
 */
export const settlement = z.object({
  /** After the vendor's member coupons. */
  payableFen: fenSchema.nullable(),
  /** What the payer really paid. */
  realFen: fenSchema.nullable(),
  /** The most that all refunds together may be, where the channel says that it is less than the amount. */
  refundMaxFen: fenSchema.nullable(),
  /** All discounts together, where the channel names only their sum. */
  discountFen: fenSchema.nullable(),
  /** What the merchant will get. */
  settledFen: fenSchema.nullable(),
  vouchers: z.array(voucher),
  /** The wallet's own number of the payment, beside the channel's. */
  walletTradeNo: z.string().nullable(),
  /** The channel's name for the way it was paid (a pay mode). */
  modeName: z.string().nullable(),
});
export type Settlement = z.infer<typeof settlement>;

export const NOTHING_NAMED: Settlement = {
  payableFen: null,
  realFen: null,
  refundMaxFen: null,
  discountFen: null,
  settledFen: null,
  vouchers: [],
  walletTradeNo: null,
  modeName: null,
};

/** One attempt. `order` is its trade number: the number on the receipt. */
export const attemptView = z.object({
  order: tradeNoSchema,
  orderId: z.string(),
  status: attemptStatus,
  verdict,
  exception,
  /** A person has dealt with the exception. */
  exceptionSettled: z.boolean(),
  amountFen: fenSchema,
  /** What the whole order owes, and what of it is not received yet by any tender. */
  owedFen: fenSchema,
  dueFen: fenSchema,
  /** Cash only: what was handed over; null for every other method. */
  givenFen: fenSchema.nullable(),
  settlement: settlement.nullable(),
  /** Of this amount, what really went back / what is on its way back. */
  refundedFen: fenSchema,
  refundingFen: fenSchema,
  /** Money that should go back because it came late or twice: a refund a manager must approve. Null = none. */
  proposedRefundFen: fenSchema.nullable(),
  /** Why a refund of it waits for a person: no end for a while, refused, or refused for want of money at the channel. */
  refundTrouble: z.enum(["unknown", "refused", "parked"]).nullable(),
  channel: channelId,
  training: z.boolean(),
  method,
  wallet: wallet.nullable(),
  /** Last four digits of the pay code; the rest is kept nowhere. */
  codeTail: z.string().nullable(),
  channelTradeNo: z.string().nullable(),
  reason: reason.nullable(),
  /** What the channel literally said last, shortened. */
  raw: z.string().nullable(),
  note: z.string().nullable(),
  /** The day's running number of the order: 第 48 笔. */
  dayNumber: z.number().int(),
  createdAt: time,
  sentAt: time.nullable(),
  finalAt: time.nullable(),
  /** How often the channel has been asked. */
  asked: z.number().int(),
  /** The text of the QR to draw, while the attempt is open. */
  codeUrl: z.string().nullable(),
  codeExpiresAt: time.nullable(),
  /** When the next question goes out / when we stop asking and cancel; null when nothing is planned. */
  nextAskAt: time.nullable(),
  giveUpAt: time.nullable(),
  /** When a finished attempt, or one a person must decide, is asked again for late money. */
  watchAt: time.nullable(),
});
export type AttemptView = z.infer<typeof attemptView>;

/** One line of an order's timeline: what happened, in codes. */
export const evidence = z.object({
  seq: z.number().int(),
  at: time,
  kind: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  detail: z.object({
    asked: z.number().int().optional(),
    reason: reason.optional(),
    raw: z.string().optional(),
    amountFen: z.number().int().optional(),
    givenFen: z.number().int().optional(),
    channelTradeNo: z.string().optional(),
    channel: channelId.optional(),
    by: z.string().optional(),
    refund: z.string().optional(),
    /** What the channel's console says, as a person wrote it down. */
    reference: z.string().optional(),
    note: z.string().optional(),
    exception: exception.optional(),
  }),
});
export type Evidence = z.infer<typeof evidence>;

/** So many of one line of the order, by its place there, from 0. */
export const refundLine = z
  .object({ position: z.number().int().min(0).max(999), count: z.number().int().min(1).max(100_000) })
  .strict();
export type RefundLine = z.infer<typeof refundLine>;

export const refundView = z.object({
  refund: refundNoSchema,
  order: tradeNoSchema,
  status: refundStatus,
  amountFen: fenSchema,
  why: z.string(),
  reason: reason.nullable(),
  raw: z.string().nullable(),
  requestedAt: time,
  sentAt: time.nullable(),
  finalAt: time.nullable(),
  /** Who answers for it; null where nobody signs in. */
  by: z.string().nullable(),
  /** Empty where it is of an amount. */
  lines: z.array(refundLine),
  /** Refused, and somebody has dealt with that. */
  letGo: z.boolean(),
});
export type RefundView = z.infer<typeof refundView>;

/**
 * When the customer sees the money. minutes_or_days: a wallet's balance within the hour, a card within days;
 * working_days: one to three of them.
 */
export const refundArrives = z.enum(["at_once", "minutes_or_days", "working_days", "not_documented"]);
export type RefundArrives = z.infer<typeof refundArrives>;

/** What the channel still allows; null = it documents no such limit. Times in ms, days as a channel counts them. */
export const refundLimits = z.object({
  /** Of how many, and how many of them are left. */
  times: z.number().int().nullable(),
  timesLeft: z.number().int().nullable(),
  daysLeft: z.number().int().nullable(),
  /** The last moment for a refund. */
  until: time.nullable(),
  /** When the last one left, and how far apart two must be. */
  lastAt: time.nullable(),
  spacingMs: z.number().int().nullable(),
  /** How long until the next refund may be sent; 0 = now. */
  waitMs: z.number().int().nullable(),
  /** Whether the whole amount would go back as a cancel of the same day instead of a refund. */
  asCancel: z.boolean(),
  /** Until when that is so; null where the channel has no such thing. */
  cancelUntil: time.nullable(),
  /** Whether only the whole amount can go back. */
  fullOnly: z.boolean(),
  arrives: refundArrives,
});
export type RefundLimits = z.infer<typeof refundLimits>;

export const orderDetail = z.object({
  attempt: attemptView,
  evidence: z.array(evidence),
  refunds: z.array(refundView),
  /** What may still be given back of this attempt. */
  refundableFen: fenSchema,
  refundLimits,
  /** What the order is made of; `back`: how many of it went back or are on their way. Empty for a sale by amount. */
  lines: z.array(line.extend({ back: z.number().int().min(0) })),
  /** Every attempt of the order, this one too, oldest first. */
  tenders: z.array(attemptView),
});
export type OrderDetail = z.infer<typeof orderDetail>;

/** What was received and given back is null for whoever may not know it before the drawer is counted, and for nobody. */
export const dayTotals = z.object({
  paidCount: z.number().int(),
  paidFen: fenSchema.nullable(),
  refundedCount: z.number().int(),
  refundedFen: fenSchema.nullable(),
  openCount: z.number().int(),
  openFen: fenSchema,
});
export type DayTotals = z.infer<typeof dayTotals>;

/** Percent. What is not known cannot be made inaudible. */
const volume = z.number().int().min(0).max(100);
export const sound = z.object({
  on: z.boolean(),
  /** Amounts and verdicts are spoken after their rhythm. */
  speak: z.boolean(),
  volumes: z.object({ paid: volume, none: volume, wait: volume.min(30), scan: volume }),
});

/** As many as there are keys for them: Q W E R T Y. */
export const MAX_QUICK = 6;

export const settings = z.object({
  language: z.enum(["zh-CN", "en"]),
  theme: z.enum(["light", "dark", "system"]),
  sound,
  customer: customerSettings,
  scanners: z.array(gunSettings).max(MAX_GUNS),
  /** Shapes beside those every till knows; any other digits are refused. */
  codeShapes: z.array(codeShape).max(32),
  /** Amounts to tap, in the order of their keys. */
  quickFen: z.array(fenSchema.refine((value) => value > 0 && value <= MAX_SALE_FEN)).max(MAX_QUICK),
  /** Above this an amount wants a second Enter. */
  confirmAboveFen: fenSchema,
  /** A scan after a typed amount counts as Enter. */
  scanIsEnter: z.boolean(),
  /** The guided first run stands in front while the till trains. */
  guide: z.boolean(),
});
export type Settings = z.infer<typeof settings>;

export const channelView = z.object({
  id: channelId,
  name: z.string(),
  configured: z.boolean(),
  /** What it can do; a wallet list where it matters which. `null` = the channel has no such thing. */
  can: z.object({
    payCode: z.array(wallet).nullable(),
    qr: z.array(wallet).nullable(),
    query: z.boolean(),
    cancel: z.boolean(),
    close: z.boolean(),
    refund: z.enum(["partial", "full"]).nullable(),
    refundQuery: z.boolean(),
  }),
});
export type ChannelView = z.infer<typeof channelView>;

export const tillState = z.object({
  /** Counts the states a process has drawn: an answer and an event can overtake each other on their way to the window. */
  turn: z.number().int(),
  mode: z.enum(["real", "training"]),
  /** Whether a real channel is set up, so that leaving training is possible. */
  realReady: z.boolean(),
  channel: channelView.nullable(),
  /** Every channel of this book that is set up. */
  channels: z.array(channelView),
  /** The wallets that can be taken, each through its own channel. */
  takes: z.object({
    payCode: z.array(wallet),
    qr: z.array(wallet),
    /** Whether the channel in use has ways to pay without a pay code; which of them are open, it has to be asked. */
    modes: z.boolean(),
  }),
  /** The channel to offer when the first is down; changing to it is the cashier's press. */
  second: channelId.nullable(),
  /** Channels that could not be reached just now. */
  down: z.array(channelId),
  scanner: scannerState,
  printing: printingState,
  /** As the door that opens it says. */
  customerWindow,
  /** The amount that is locked and waits for a scan; `dueFen`: what its whole order still wants. */
  sale: z
    .object({
      amountFen: fenSchema,
      owedFen: fenSchema,
      dueFen: fenSchema,
      again: tradeNoSchema.nullable(),
      channel: channelId.nullable(),
      note: z.string().nullable(),
      lines: z.array(line),
      held: z.number().int().nullable(),
    })
    .nullable(),
  /** A pay code that was scanned before the amount, and until when it waits for one. */
  kept: z.object({ wallet, tail: z.string(), until: time }).nullable(),
  /** Sales put aside, oldest first; \`items\`: how many pieces of goods. */
  heldSales: z.array(
    z.object({
      id: z.number().int(),
      owedFen: fenSchema,
      note: z.string().nullable(),
      items: z.number().int(),
      heldAt: time,
    }),
  ),
  /** Since when no channel that takes wallets could be reached; null while one can. Decides nothing. */
  offlineSince: time.nullable(),
  /** How often a channel that is down is tried again meanwhile; null = only the next payment tries it. */
  triesEveryMs: z.number().int().nullable(),
  /** The attempt the collect screen should show, also after a reload. */
  current: tradeNoSchema.nullable(),
  totals: dayTotals,
  dayNumber: z.number().int(),
  /** How many payments wait for a person: an open exception, no answer to be had, a refund without an end or refused. */
  openExceptions: z.number().int(),
  /** The store refused its last write: nothing is sent until it works. SQLite's code, or null. */
  storeTrouble: z.string().nullable(),
  /** Our clock less the channel's, where that is more than five minutes; else null. Decides nothing. */
  clockSkewMs: z.number().int().nullable(),
  settings,
  staff: staffState,
  version: z.string(),
});
export type TillState = z.infer<typeof tillState>;

/** What a scan was and what was done about it. Never the code itself. */
/** charging: the code is on its way. kept: it waits for an amount. found: goods, which the page adds to its sale. */
export const scanAnswer = z.object({
  source: z.enum(["wedge", "serial", "hid", "phone"]),
  /** Which gun, by the name the shop knows it by; null for the training phone and for keys of no known gun. */
  gun: z.object({ id: z.string(), name: z.string() }).nullable(),
  heard: scanKind,
  did: z.enum(["charging", "kept", "found", "refused", "ignored_repeat", "opened", "badge"]),
  /** found: what the product list says it is. */
  goods: line.nullable(),
  order: tradeNoSchema.nullable(),
  tail: z.string().nullable(),
  failure: failure.nullable(),
});
export type ScanAnswer = z.infer<typeof scanAnswer>;

/** One code on the training phone: a picture to scan and the last four digits, not the code. */
export const phoneCode = z.object({
  id: z.string(),
  wallet,
  script: z.enum(["pays", "types_password", "never_pays", "wrong_code", "answer_lost"]),
  tail: z.string(),
  /** The QR as rows of 0 and 1. */
  qr: z.array(z.string()),
});
export type PhoneCode = z.infer<typeof phoneCode>;
