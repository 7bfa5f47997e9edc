// All that the customer's display ever hears: what to pay, the code to scan, that it was received. Nothing of the
// staff's, no number, no pay code, no error.
import { z } from "zod";
import { fenSchema } from "./money-schema.ts";
import { wallet } from "./status.ts";

export const customerSettings = z.object({
  on: z.boolean(),
  shop: z.string().trim().max(16),
  branch: z.string().trim().max(24),
});

/**
 * What became of the display's window. one_screen: it stands on the only screen there is, where the cashier's window is too;
 * not_open: it could not be opened, or its page crashed.
 */
export const customerWindow = z.enum(["closed", "open", "one_screen", "not_open"]);
export type CustomerWindowState = z.infer<typeof customerWindow>;

const due = z.object({ amountFen: fenSchema });

export const customerView = z.object({
  shop: z.string(),
  branch: z.string(),
  language: z.enum(["zh-CN", "en"]),
  training: z.boolean(),
  takes: z.array(wallet),
  face: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("idle") }),
    /** `isWaiting`: the payment is under way; the customer does nothing. */
    due.extend({ kind: z.literal("due"), isWaiting: z.boolean() }),
    due.extend({
      kind: z.literal("scan"),
      codeUrl: z.string(),
      expiresAt: z.number().int().nullable(),
      wallet: wallet.nullable(),
    }),
    /** `proved`: a channel proved all of it, so that it may be green. */
    due.extend({ kind: z.literal("paid"), proved: z.boolean() }),
  ]),
});
export type CustomerView = z.infer<typeof customerView>;
