// Who works at the till and what each may do: roles, rights, limits, and what a screen is told of them. A PIN and a
// badge go in and never come out.
import { z } from "zod";

/** What a role may be given. `people` is who works here and what each may do; an owner always has it. */
export const RIGHTS = [
  "collect",
  "print",
  "drawer",
  "shift",
  "refund",
  "resolve",
  "report",
  "reconcile",
  "settings",
  "channels",
  "people",
] as const;
export const right = z.enum(RIGHTS);
export type Right = z.infer<typeof right>;

export const role = z.enum(["cashier", "manager", "owner"]);
export type Role = z.infer<typeof role>;

export const staffNumber = z.string().regex(/^\d{1,8}$/);
/** Six digits. Which ones are too easy is said by main. */
export const pin = z.string().regex(/^\d{6}$/);
const name = z.string().trim().min(1).max(40);
/** Of a person or of a role; null = no limit of its own. In fen. */
const limitFen = z.number().int().min(0).max(100_000_000).nullable();
/** `eachFen`: one refund; `dayFen`: all of a person's refunds of one day. */
export const limits = z.object({ eachFen: limitFen, dayFen: limitFen }).strict();
export type Limits = z.infer<typeof limits>;

export const personView = z.object({
  id: z.string(),
  number: staffNumber,
  name,
  role,
  hasBadge: z.boolean(),
  limits,
  active: z.boolean(),
  /** Shut for too many wrong PINs, for so many more milliseconds; 0 when not. */
  shutForMs: z.number().int(),
});
export type PersonView = z.infer<typeof personView>;

/** Minutes without a hand on the till after which it locks itself; 0 = never. */
const lockAfterMin = z.number().int().min(0).max(240);

export const staffRules = z
  .object({
    /** An owner has every right; those of the other two may be edited. */
    rights: z.object({ cashier: z.array(right), manager: z.array(right) }).strict(),
    limits: z.object({ cashier: limits, manager: limits }).strict(),
    lockAfterMin,
  })
  .strict();
export type StaffRules = z.infer<typeof staffRules>;

export const staffView = z.object({
  people: z.array(personView),
  rules: staffRules,
  /** Whose badge the next scan of one becomes; null when nobody's. */
  badgeFor: z.string().nullable(),
  /** The number of a badge that was just made, this once: to be printed as a QR. */
  issued: z.string().nullable(),
});
export type StaffView = z.infer<typeof staffView>;

/** A call that somebody else must allow first; doing the same call again then does it, once. */
export const approvalView = z.object({
  id: z.string(),
  call: z.string(),
  right,
  /** What it is about, where it is about money. */
  amountFen: z.number().int().nullable(),
  order: z.string().nullable(),
  /** The reason that was given for it. */
  why: z.string().nullable(),
  /** The limit it goes beyond, in fen; null when the right itself is missing. */
  limitFen: z.number().int().nullable(),
});
export type ApprovalView = z.infer<typeof approvalView>;

export const staffState = z.object({
  /** Whether people are set up at all: until there is an owner, whoever stands at the till may do everything. */
  isOn: z.boolean(),
  /** Who is at the till; null when nobody is, and then only signing in works. */
  person: z.object({ id: z.string(), number: staffNumber, name, role }).nullable(),
  rights: z.array(right),
  /** What waits for a PIN or a badge of somebody who may. */
  approval: approvalView.nullable(),
  /** The last one was allowed: by whom. Cleared by the next call. */
  allowedBy: z.string().nullable(),
});
export type StaffState = z.infer<typeof staffState>;

/** `pin` left out: stays as it is; needed for somebody new. */
export const personWish = z
  .object({
    id: z.string().max(64).optional(),
    number: staffNumber,
    name,
    role,
    pin: pin.optional(),
    limits: limits.optional(),
    active: z.boolean().optional(),
  })
  .strict();
export type PersonWish = z.infer<typeof personWish>;

export const signIn = z.object({ number: staffNumber, pin }).strict();
export const approveWish = z
  .object({ id: z.string().max(64), number: staffNumber, pin, why: z.string().trim().min(1).max(80) })
  .strict();
