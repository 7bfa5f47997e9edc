// Reports as data: what really moved in a day, a week or a month, split every way a shop looks at it, and the same
// stretch of time before it to compare with.
import { z } from "zod";
import { askedDay, calendarDay } from "./views.ts";
import { sums, sumsOf, takings } from "./takings.ts";
import { fenSchema } from "./views.ts";

export const reportSpan = z.enum(["day", "week", "month"]);
export type ReportSpan = z.infer<typeof reportSpan>;

/** The day, or the week (from Monday) or month it lies in. */
export const reportAsked = z.object({ span: reportSpan, day: askedDay }).strict();
export type ReportAsked = z.output<typeof reportAsked>;

export const fileForm = z.enum(["csv", "xlsx"]);
export type FileForm = z.infer<typeof fileForm>;

export const reportView = z.object({
  span: reportSpan,
  first: calendarDay,
  last: calendarDay,
  /** It is still going on: what it is compared with ends at the same point of its own time. */
  isRunning: z.boolean(),
  takings,
  /** Received per sale, in whole fen; null without sales. */
  averageFen: fenSchema.nullable(),
  /** What the channels kept, as far as they said so, and of how many sales they did. */
  feeFen: fenSchema,
  feeCount: z.number().int(),
  /** Every hour of the day, 0 to 23. */
  byHour: z.array(sumsOf(z.number().int())),
  byDay: z.array(sumsOf(z.string())),
  before: z.object({ first: calendarDay, last: calendarDay, total: sums, averageFen: fenSchema.nullable() }),
});
export type ReportView = z.infer<typeof reportView>;
