// The evidence of one order as a file: what stands in it, how it is sealed, and what a reader checks before it believes a
// word of it. The seal shows every later edit that was not made on purpose; it is no signature.
import { createHash } from "node:crypto";
import { z } from "zod";
import { attemptStatus, channelId, exception, method, refundStatus, wallet } from "../../preload/contract/status.ts";
import { reason } from "../../preload/contract/reason.ts";
import {
  channelView,
  fenSchema,
  refundArrives,
  refundNoSchema,
  settlement,
  tradeNoSchema,
} from "../../preload/contract/views.ts";
import { replayAttempt, replayRefund } from "../payment/transitions.ts";
import { eventHash } from "../store/journal.ts";

const FORM = "cashier-bundle-1";

/** Until the year 2100: beyond what a clock can be set to, no time can be played again. */
const time = z.number().int().min(0).max(4_102_444_800_000);
const positiveFen = fenSchema.refine((value) => value > 0);
/** It is printed as it is. */
const printable = z.string().regex(/^[\w.+-]{1,40}$/);
const ms = z.number().nonnegative();
const timing = z.looseObject({
  requestTimeoutMs: ms,
  firstQueryMs: ms,
  pollEveryMs: ms,
  slowPollEveryMs: ms,
  slowAfterMs: ms,
  pollForMs: ms,
  reverseNotBeforeMs: ms,
  closeNotBeforeMs: ms,
  watchMs: z.array(ms).readonly(),
});

/** What the till goes by with this channel: no address, no merchant, no key. `profile` null: it was not set up any more. */
const bundledChannel = z.object({
  id: channelId,
  can: channelView.shape.can,
  hasBatch: z.boolean(),
  hasModes: z.boolean(),
  profile: z
    .looseObject({
      payCode: timing,
      callOffWithinMs: ms.exactOptional(),
      qr: timing,
      refund: z.looseObject({
        times: z.number().int().nullable(),
        days: z.number().int().nullable(),
        spacingMs: ms.nullable(),
        cancelWithinMs: ms.nullable(),
        sameNumberAfterRefusal: z.boolean(),
        keysOnNumber: z.boolean(),
        // Bundles of earlier versions do not say.
        arrives: refundArrives.default("not_documented"),
      }),
    })
    .nullable(),
});

const bundledAttempt = z.object({
  tradeNo: tradeNoSchema,
  channel: channelId,
  method,
  mode: z.string().nullable(),
  wallet: wallet.nullable(),
  codeTail: z.string().max(4).nullable(),
  amountFen: positiveFen,
  givenFen: fenSchema.nullable(),
  leg: z.number().int(),
  status: attemptStatus,
  exception,
  reason: reason.nullable(),
  channelTradeNo: z.string().nullable(),
  settlement: settlement.nullable(),
  createdAt: time,
  sentAt: time.nullable(),
  finalAt: time.nullable(),
});

const bundledRefund = z.object({
  refundNo: refundNoSchema,
  tradeNo: tradeNoSchema,
  amountFen: positiveFen,
  status: refundStatus,
  reason: reason.nullable(),
  requestedAt: time,
  sentAt: time.nullable(),
  finalAt: time.nullable(),
});

/** As in the journal, its hash included: see store/journal.ts. */
const bundledEvent = z.strictObject({
  seq: z.number().int().positive(),
  at: time,
  subject: z.enum(["attempt", "refund"]),
  subject_id: z.string(),
  kind: z.string(),
  from_status: z.string().nullable(),
  to_status: z.string().nullable(),
  detail: z.string().refine((text) => isDetail(plain(text))),
  previous: z.string(),
  hash: z.string(),
});

/** What is an amount in it is one. */
const isDetail = (detail: Record<string, unknown> | null): boolean =>
  detail !== null && [detail["amountFen"], detail["givenFen"]].every(isAmountOrNone);
const isAmountOrNone = (value: unknown): boolean => typeof value !== "number" || fenSchema.safeParse(value).success;

const bundleSchema = z.object({
  form: z.literal(FORM),
  version: printable,
  madeAt: time,
  order: z.object({ orderId: z.string(), owedFen: positiveFen, training: z.boolean(), createdAt: time }),
  channels: z.array(bundledChannel),
  attempts: z.array(bundledAttempt).min(1),
  refunds: z.array(bundledRefund),
  events: z.array(bundledEvent).min(1),
});

export type Bundle = z.infer<typeof bundleSchema>;
export type BundledEvent = Bundle["events"][number];

const sealOf = (content: object): string => createHash("sha256").update(JSON.stringify(content)).digest("hex");

/** Null for what lies in itself too deep to be written again. */
function sealFor(content: object): string | null {
  try {
    return sealOf(content);
  } catch {
    return null;
  }
}

/** The text of the file. */
export function writeBundle(bundle: Omit<Bundle, "form">): string {
  const content = { form: FORM, ...bundle };
  return `${JSON.stringify({ ...content, seal: sealOf(content) }, null, 2)}\n`;
}

/** The bundle in a file's text, or a sentence that says why it is not to be believed. */
export function readBundle(text: string): { readonly bundle: Bundle } | { readonly problem: string } {
  const found = plain(text);
  if (found === null || found["form"] !== FORM) return { problem: "This is not a bundle of a till." };
  const { seal, ...content } = found;
  if (seal !== sealFor(content))
    return { problem: "The bundle was changed after it was written: its seal does not fit." };
  const read = bundleSchema.safeParse(content);
  if (!read.success) {
    const where = read.error.issues[0]?.path.join(".") ?? "";
    return { problem: `The bundle has another shape than this version reads: ${where}.` };
  }
  const problem = brokenPlace(read.data);
  return problem === null ? { bundle: read.data } : { problem };
}

function plain(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** What its events, taken by themselves, say against it. */
function brokenPlace({ events, attempts, refunds }: Bundle): string | null {
  for (const [at, event] of events.entries()) {
    if (eventHash(event) !== event.hash) return `Event ${event.seq} was changed after it was written.`;
    const before = events[at - 1];
    if (before && before.seq >= event.seq) return `Event ${event.seq} stands in the wrong place.`;
    if (before?.seq === event.seq - 1 && before.hash !== event.previous)
      return `Event ${event.seq} does not follow the event before it.`;
  }
  const kindsOf = (id: string) => events.filter((event) => event.subject_id === id).map((event) => event.kind);
  for (const { tradeNo, status } of attempts)
    if (replayAttempt(kindsOf(tradeNo)) !== status) return `The history of ${tradeNo} does not lead to ${status}.`;
  for (const { refundNo, status } of refunds)
    if (replayRefund(kindsOf(refundNo)) !== status)
      return `The history of refund ${refundNo} does not lead to ${status}.`;
  return null;
}
