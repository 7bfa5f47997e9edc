// Reconciliation as windows see it: days, the differences between our book and the channel's, and the bill files that
// are read for it. Nothing in here changes money; a difference ends by proof or by a person's note.
import { z } from "zod";
import { channelId } from "./status.ts";
import { tradeNo } from "./ids.ts";

export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/**
 * - channel_only, ours_only: only one of the two books knows it
 * - amount, state: both know it and do not agree
 * - refund_missing: a refund that only one of the two books knows
 * - exception: a sale of ours with an exception nobody has settled
 * - open: a payment or refund of ours that has no end yet
 */
export const differenceKind = z.enum([
  "channel_only",
  "ours_only",
  "amount",
  "state",
  "refund_missing",
  "exception",
  "open",
]);
export type DifferenceKind = z.infer<typeof differenceKind>;

export const differenceSubject = z.enum(["order", "refund"]);
export type DifferenceSubject = z.infer<typeof differenceSubject>;

/** How we know what the channel's book says: its answer, its list of orders, a bill file; `book`: our own book alone. */
export const differenceSource = z.enum(["asked", "list", "bill", "book"]);
export type DifferenceSource = z.infer<typeof differenceSource>;

/**
 * What may be done, none of it writes money: `ask` the channel again (the flow takes what is proved), look at the
 * `order` (resolve by hand, refund, settle), or end it with a `note`.
 */
export const differenceStep = z.enum(["ask", "order", "note"]);
export type DifferenceStep = z.infer<typeof differenceStep>;

const fenNumber = z.number().int().nonnegative().nullable();

export const difference = z.object({
  id: z.number().int(),
  day,
  channel: channelId,
  kind: differenceKind,
  subject: differenceSubject,
  /** Our number, or the channel's where we have none. */
  number: z.string(),
  /** The order it belongs to, where our book has it. */
  order: z
    .string()
    .transform((text) => tradeNo(text))
    .nullable(),
  oursFen: fenNumber,
  theirsFen: fenNumber,
  /** Words of the books: a status of ours, a word of the channel's. */
  oursState: z.string().nullable(),
  theirsState: z.string().nullable(),
  source: differenceSource,
  /** What the channel literally said, or file and row of the bill. */
  evidence: z.string().nullable(),
  foundAt: z.number().int(),
  owner: z.string().nullable(),
  closedAt: z.number().int().nullable(),
  closedHow: z.enum(["proof", "note"]).nullable(),
  closedBy: z.string().nullable(),
  note: z.string().nullable(),
  steps: z.array(differenceStep),
});
export type Difference = z.infer<typeof difference>;

export const dayPart = z.object({
  channel: channelId,
  orders: z.number().int(),
  refunds: z.number().int(),
  /** Of these, what the channel answered for in the last run; what nobody can ask about and no bill covers. */
  asked: z.number().int(),
  unasked: z.number().int(),
  unproved: z.number().int(),
  differences: z.number().int(),
  endedAt: z.number().int().nullable(),
});
export type DayPart = z.infer<typeof dayPart>;

/** flat: everything was compared and nothing is left; differs: something is left; not_yet: not all was compared. */
export const dayStanding = z.enum(["flat", "differs", "not_yet"]);
export type DayStanding = z.infer<typeof dayStanding>;

export const reconciledDay = z.object({
  day,
  standing: dayStanding,
  orders: z.number().int(),
  differences: z.number().int(),
  parts: z.array(dayPart),
});
export type ReconciledDay = z.infer<typeof reconciledDay>;

export const reconcileView = z.object({
  days: z.array(reconciledDay),
  /** HH:mm of the nightly run; null = only by hand. */
  at: z.string().nullable(),
  running: z.object({ day, channel: channelId, done: z.number().int(), total: z.number().int() }).nullable(),
});
export type ReconcileView = z.infer<typeof reconcileView>;

export const reconcileDetail = z.object({
  day: reconciledDay,
  /** Open ones first. */
  differences: z.array(difference),
});
export type ReconcileDetail = z.infer<typeof reconcileDetail>;

const column = z.string().trim().min(1).max(60);
const words = z.array(z.string().trim().min(1).max(30)).max(20);

/** Which column of a bill says what, by the names in its header row. */
export const billLayout = z
  .object({
    id: z.string().regex(/^[\w-]{1,40}$/),
    name: z.string().trim().min(1).max(40),
    columns: z
      .object({
        time: column,
        amount: column,
        /** At least one of the two numbers. */
        order: column.optional(),
        channelNo: column.optional(),
        /** What stands here for a refund's own amount, where that is another column. */
        refundAmount: column.optional(),
        refund: column.optional(),
        /** Sale or refund; without it an amount below zero, or a refund number, is a refund. */
        kind: column.optional(),
        state: column.optional(),
        refundState: column.optional(),
      })
      .strict()
      .refine(({ order, channelNo }) => order !== undefined || channelNo !== undefined, "no number"),
    /** Words of the columns `kind`, `state` and `refundState`. */
    refundWords: words,
    /** Words of `kind` for what is neither sale nor refund, such as a fee: its rows are left aside and told. */
    asideWords: words.optional(),
    /** A statement of everything on an account: only these words of `kind` are sales, what else is no refund is left aside. */
    saleWords: words.optional(),
    doneWords: words,
    undoneWords: words,
    unit: z.enum(["yuan", "fen"]),
  })
  .strict();
export type BillLayout = z.infer<typeof billLayout>;

export const billPreview = z.object({
  /** The names in the header row, and the first rows as they stand in the file. */
  header: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  encoding: z.string(),
  /** The layout whose columns are all there; null when a person must say. */
  layout: z.string().nullable(),
  layouts: z.array(billLayout),
});
export type BillPreview = z.infer<typeof billPreview>;

export const billSums = z.object({
  rows: z.number().int(),
  sales: z.number().int(),
  refunds: z.number().int(),
  /** Rows that are neither, by their word for what they are. */
  aside: z.array(z.object({ word: z.string(), rows: z.number().int() })),
  firstDay: day,
  lastDay: day,
});
export type BillSums = z.infer<typeof billSums>;
