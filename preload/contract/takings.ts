// What was received and what went back, as sums by cashier, tender, wallet and channel; and what of it a shift or a day
// hands over on paper. The same numbers on every screen, paper and file. Amounts are whole fen.
import { z } from "zod";
import { method } from "./status.ts";
import { fenSchema } from "./views.ts";

const count = z.number().int().nonnegative();
/** Fen that may be less than nothing: a difference, or a net of a day on which more went back than came in. */
export const signedFen = z.number().int();

export const sums = z.object({ count, fen: fenSchema, backCount: count, backFen: fenSchema });
export type Sums = z.infer<typeof sums>;

/** One row of a table of sums. */
export const sumsOf = <Key extends z.ZodType>(key: Key) => z.object({ key }).extend(sums.shape);

export const takings = z.object({
  total: sums,
  /** By who took the money or gave it back; null: nobody was logged in. */
  byCashier: z.array(sumsOf(z.string().nullable())),
  byTender: z.array(sumsOf(method)),
  /** A wallet, `cash`, or the name of a pay mode; null: the channel did not say. */
  byWallet: z.array(sumsOf(z.string().nullable())),
  byChannel: z.array(sumsOf(z.string())),
});
export type Takings = z.infer<typeof takings>;

const sum = z.object({ count, fen: fenSchema });
const handedOver = z.object({
  /** Received, by wallet, `cash`, or the name the shop gives the way of paying. */
  received: z.array(z.object({ name: z.string().max(40) }).extend(sum.shape)).max(50),
  refunded: sum,
  /** Open or in review: neither received nor lost. */
  pending: sum,
  /** x: as it stands now, without the cash. z: closed, once. */
  report: z.enum(["x", "z"]).optional(),
});

const drawer = z.object({
  openingFen: fenSchema,
  expectedFen: signedFen,
  countedFen: fenSchema,
  inFen: fenSchema.optional(),
  outFen: fenSchema.optional(),
  leftFen: fenSchema.optional(),
  why: z.string().max(80).optional(),
});

/** What a shift or a day hands over; made when it is closed, kept with the job, because later rows change the sums. */
export const reportContent = z.discriminatedUnion("kind", [
  handedOver.extend({
    kind: z.literal("shift"),
    shift: z.number().int().optional(),
    cashier: z.string().max(40),
    takenBy: z.string().max(40).optional(),
    from: z.string().max(40),
    to: z.string().max(40),
    cash: drawer.nullable(),
  }),
  handedOver.extend({ kind: z.literal("day"), day: z.string().max(10), closedAt: z.string().max(40) }),
]);
export type ReportContent = z.output<typeof reportContent>;
