// Shifts as data: an open one with what it has taken so far, the count, the difference, the end. What the drawer should
// hold is null until a count was sent: who counts must not know it.
import { z } from "zod";
import { signIn } from "./staff.ts";
import { attemptView, fenSchema } from "./views.ts";
import { signedFen, takings } from "./takings.ts";

/** Chinese notes and coins in fen, largest first. */
export const DENOMINATIONS = [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10] as const;

const drawerFen = fenSchema.refine((value) => value <= 1_000_000_000, "more than a drawer holds");
const pieces = z.object({
  fen: z.union(DENOMINATIONS.map((each) => z.literal(each))),
  count: z.number().int().min(0).max(100_000),
});
const someone = z.string().trim().min(1).max(40);
export const shiftWhy = z.string().trim().min(1).max(80);

/** By notes and coins, each at most once, or as one sum. */
export const cashCount = z.union([
  z
    .object({ notes: z.array(pieces).min(1).max(DENOMINATIONS.length) })
    .strict()
    .refine(({ notes }) => new Set(notes.map((note) => note.fen)).size === notes.length, "a note stands twice"),
  z.object({ countedFen: drawerFen }).strict(),
]);
export type CashCount = z.output<typeof cashCount>;

export const shiftOpening = z.object({ floatFen: drawerFen }).strict();
/** Cash put into the drawer or taken out of it beside sales. */
export const drawerMove = z
  .object({ way: z.enum(["in", "out"]), amountFen: drawerFen.refine((value) => value > 0), why: shiftWhy })
  .strict();
export type DrawerMove = z.output<typeof drawerMove>;
/**
 * `why` is needed where count and expectation differ; `next`: the shift after it begins at once with what is left. `takenBy`
 * is only for a till without people: else whoever proved that they take over does.
 */
export const shiftClosing = z
  .object({ leftFen: drawerFen, why: shiftWhy.optional(), takenBy: someone.optional(), next: z.boolean() })
  .strict();
export type ShiftClosing = z.output<typeof shiftClosing>;

/** One side of a handover proves itself; or the next badges do, each of its own side, until they are not listened for. */
export const handoverProof = z.union([
  signIn.extend({ as: z.enum(["hands", "takes"]) }).strict(),
  z.object({ badges: z.boolean() }).strict(),
]);

export const drawerView = z.object({
  floatFen: fenSchema,
  salesFen: fenSchema,
  backFen: fenSchema,
  inFen: fenSchema,
  outFen: fenSchema,
  expectedFen: signedFen,
  countedFen: fenSchema,
  differenceFen: signedFen,
});
export type DrawerView = z.infer<typeof drawerView>;

export const shiftView = z.object({
  shift: z.number().int(),
  state: z.enum(["open", "counted", "closed"]),
  cashier: z.string().nullable(),
  openedAt: z.number().int(),
  countedAt: z.number().int().nullable(),
  countedBy: z.string().nullable(),
  closedAt: z.number().int().nullable(),
  closedBy: z.string().nullable(),
  takenBy: z.string().nullable(),
  why: z.string().nullable(),
  leftFen: fenSchema.nullable(),
  floatFen: fenSchema,
  /** Without its cash until the count was sent. */
  takings,
  /** How many cash sales and cash refunds: known before the count, unlike their sums. */
  cashCount: z.number().int(),
  /** Money moved in each hour of the till's clock that had any. */
  hours: z.array(z.object({ hour: z.number().int(), count: z.number().int() })),
  /** Null until the count was sent. */
  drawer: drawerView.nullable(),
  moves: z.array(
    z.object({
      at: z.number().int(),
      way: z.enum(["in", "out"]),
      amountFen: fenSchema,
      why: z.string(),
      by: z.string().nullable(),
    }),
  ),
});
export type ShiftView = z.infer<typeof shiftView>;

export const shiftDesk = z.object({
  /** Whether this till works in shifts at all. */
  on: z.boolean(),
  /** The one that is open or counted. */
  shift: shiftView.nullable(),
  last: shiftView.nullable(),
  /** Open attempts: while there is one, nothing is counted or handed over. */
  blockers: z.array(attemptView),
  /** What only a person can decide: it goes along to the next shift as an exception. */
  carried: z.array(attemptView),
  /** What the drawer held when the last shift left it. */
  leftFen: fenSchema.nullable(),
  /** Who has proved that they hand over, and who that they take over; always null where the till has no people. */
  proved: z.object({ hands: z.string().nullable(), takes: z.string().nullable() }),
  /** Receipts that wait or are in doubt. */
  printsWaiting: z.number().int(),
});
export type ShiftDesk = z.infer<typeof shiftDesk>;
