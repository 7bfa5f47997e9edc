// The calls of the print queue, the printers and the look of receipts. Spread into the wire's one table in calls.ts.
import { z } from "zod";
import { jobAnswer, paper, printerConfig, printerId, printerView, jobView, receiptLook } from "./printing.ts";
import { fenSchema, refundNoSchema, tradeNoSchema } from "./views.ts";

const none = z.object({}).strict();
const jobNo = z.number().int().positive();
const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output });

/** A job with what a person knows it by. */
export const queueRow = jobView.extend({
  /** The order's number of its day; null for what belongs to no order. */
  dayNumber: z.number().int().nullable(),
  amountFen: fenSchema.nullable(),
  /** Why the drawer was opened by hand. */
  why: z.string().nullable(),
});
export type QueueRow = z.infer<typeof queueRow>;

const count = z.number().int().nonnegative();
export const printQueue = z.object({
  printers: z.array(printerView),
  /** Newest first. */
  rows: z.array(queueRow),
  /** Of the day. What a person has answered is no longer uncertain, nor not printed. */
  sums: z.object({ waiting: count, proved: count, handedOver: count, uncertain: count, failed: count }),
});
export type PrintQueue = z.infer<typeof printQueue>;

export const printersAndLook = z.object({ printers: z.array(printerView), look: receiptLook });
export type PrintersAndLook = z.infer<typeof printersAndLook>;

/** The pictures are SVG, drawn from the markup that is printed. */
export const receiptPicture = z.object({ paper, svg: z.string() });
export type ReceiptPicture = z.infer<typeof receiptPicture>;

export const PRINT_CALLS = {
  "print.queue": call(none, printQueue),
  /** Prints a receipt (or 款项待确认 while nobody knows) once more; the last sale's without a number. */
  "print.again": call(
    z.object({ order: tradeNoSchema.optional(), refund: refundNoSchema.optional() }).strict(),
    jobView,
  ),
  /** What a person saw: it came out whole, print it again, or it is not needed. */
  "print.answer": call(z.object({ job: jobNo, says: jobAnswer }).strict(), jobView),
  "print.cancel": call(z.object({ job: jobNo }).strict(), jobView),
  /** What waits goes to another printer and keeps its place in time. */
  "print.reroute": call(z.object({ job: jobNo, printer: printerId }).strict(), jobView),
  "print.pause": call(z.object({ printer: printerId, paused: z.boolean() }).strict(), printQueue),
  /** Opens the cash drawer by hand; the reason is kept. */
  "print.drawer": call(z.object({ why: z.string().trim().min(1).max(80) }).strict(), jobView),

  "printers.get": call(none, printersAndLook),
  /** `id` null: a new one. */
  "printers.save": call(z.object({ id: printerId.nullable(), config: printerConfig }).strict(), printersAndLook),
  "printers.remove": call(z.object({ id: printerId }).strict(), printersAndLook),
  /** The system's own printers that can be named, for the last resort. */
  "printers.system": call(none, z.object({ names: z.array(z.string()) })),
  "printers.test": call(z.object({ id: printerId }).strict(), jobView),
  "receipt.set": call(receiptLook, printersAndLook),
  /** How a receipt would look on both papers; keeps nothing. */
  "receipt.preview": call(receiptLook, z.object({ pictures: z.array(receiptPicture) })),
} as const;
