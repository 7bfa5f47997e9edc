// The receiver of notices as the settings show it: where it listens, the address each channel must be told, and what
// came in. Notices are never needed: they only make an answer come sooner.
import { z } from "zod";
import { realChannelId } from "./channels.ts";

export const noticeWish = z
  .object({
    enabled: z.boolean(),
    /** An IP of this machine, or 0.0.0.0 for every one of them. */
    host: z.string().max(64),
    port: z.number().int().min(1).max(65_535),
  })
  .strict();
export type NoticeWish = z.infer<typeof noticeWish>;

const count = z.number().int().nonnegative();

/** What came in for one channel, since the book began. */
export const noticeSums = z.object({
  /** Null: it named no channel's address. */
  channel: realChannelId.nullable(),
  /** It changed the books, or led to a question that did. */
  accepted: count,
  /** What it said stood there already. */
  repeated: count,
  /** Wrongly signed, another merchant's, or about a payment that is not ours. */
  forged: count,
  oversized: count,
  /** Turned away for any other reason. */
  other: count,
  lastAt: z.number().int(),
});
export type NoticeSums = z.infer<typeof noticeSums>;

export const noticesView = z.object({
  status: z.enum(["off", "listening", "failed"]),
  /** Why it does not listen though it is switched on: the system's code, or settings_unreadable. */
  problem: z.string().nullable(),
  wish: noticeWish,
  /** The addresses of this machine. */
  hosts: z.array(z.string()),
  /** For each channel that tells: the address to enter there, as this machine would be reached on its own network. */
  addresses: z.array(z.object({ channel: realChannelId, url: z.string() })),
  sums: z.array(noticeSums),
});
export type NoticesView = z.infer<typeof noticesView>;
