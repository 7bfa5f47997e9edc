// How a channel is set up, checked and asked by hand: what its form has, what a self-check found, what a console call
// sent and got. A secret goes in and never comes back; only whether one is kept is said.
import { z } from "zod";
import { failure } from "./failure.ts";
import { unknownCause } from "./reason.ts";
import { channelId } from "./status.ts";
import { channelView } from "./views.ts";

/** The channels that can be set up: all but the training one, which is no channel of the real book, and cash. */
export const realChannelId = channelId.exclude(["training", "cash"]);
export type RealChannelId = z.infer<typeof realChannelId>;

export const fieldKind = z.enum(["text", "secret", "pem", "url", "flag", "choice", "number"]);
const plainValue = z.union([z.string(), z.number(), z.boolean()]);
export type PlainValue = z.infer<typeof plainValue>;

/** One field of a channel's form. `name` is a path into the config: `paths.login`. */
export const channelField = z.object({
  name: z.string(),
  kind: fieldKind,
  /** Kept in the secret store: never shown again. */
  isSecret: z.boolean(),
  isRequired: z.boolean(),
  /** What holds when it is left out; null when nothing does. */
  otherwise: plainValue.nullable(),
  choices: z.array(z.string()),
  /** What is kept; null when nothing is, and always for a secret. */
  value: plainValue.nullable(),
  isStored: z.boolean(),
});
export type ChannelField = z.infer<typeof channelField>;

/** `amounts` only where a channel has a harmless question whose answer names any. */
export const checkName = z.enum(["reach", "clock", "credentials", "signature", "amounts"]);
export type CheckName = z.infer<typeof checkName>;

/** What a step of the self-check found; the renderer has a cause and a remedy for each. */
export const checkFinding = z.enum([
  // no whole answer came
  "timeout",
  "not_connected",
  "broken_connection",
  "tls_failed",
  "redirected",
  "too_large",
  "unreadable",
  // the clock
  "clock_ahead",
  "clock_behind",
  "no_date",
  // who we are
  "not_the_channel",
  "channel_down",
  "credentials_refused",
  "refused_otherwise",
  "no_open_mode",
  // signatures
  "our_signature_refused",
  "their_signature_wrong",
  "answer_unsigned",
  "nothing_signed",
  // amounts
  "no_amount",
  "no_order_yet",
  // not looked at
  "not_asked",
  "no_safe_question",
]);
export type CheckFinding = z.infer<typeof checkFinding>;

export const checkStep = z.object({
  name: checkName,
  /** not_possible: nothing was shown either way, and nothing speaks against the channel. */
  state: z.enum(["ok", "failed", "not_possible"]),
  finding: checkFinding.nullable(),
  /** A number or the channel's own words, short and without secrets. */
  detail: z.string().nullable(),
});
export type CheckStep = z.infer<typeof checkStep>;

export const channelCheck = z.object({ at: z.number().int(), passed: z.boolean(), steps: z.array(checkStep) });
export type ChannelCheck = z.infer<typeof channelCheck>;

export const channelSetup = channelView.extend({
  id: realChannelId,
  /** Something is kept for it, though it may not open. */
  isStored: z.boolean(),
  /** Why it does not open though something is kept. */
  problem: failure.nullable(),
  /** The one new sales go through. */
  inUse: z.boolean(),
  /** Its shop opens its ways to pay one by one. */
  hasModes: z.boolean(),
  fields: z.array(channelField),
  /** The last self-check of this very config; null when there was none. */
  check: channelCheck.nullable(),
});
export type ChannelSetup = z.infer<typeof channelSetup>;

const route = realChannelId.nullable();
/** The channel for each wallet, null for the one in use; and the second one, to be offered when the first is down. */
export const channelRoutes = z
  .object({ wechat: route, alipay: route, unionpay: route, ecny: route, second: route })
  .strict();
export type ChannelRoutes = z.infer<typeof channelRoutes>;

export const channelSetups = z.object({ channels: z.array(channelSetup), routes: channelRoutes });

/**
 * What a sale through a pay mode needs beside the amount: a pay code; who owes it (signAccounterUUID, signPersonUUID); a
 * member (memberUUID); a member and what is bought with times of his card (merchandiseDetails); or nothing.
 */
export const modeNeeds = z.enum(["code", "account", "member", "member_times", "nothing"]);
export type ModeNeeds = z.infer<typeof modeNeeds>;

/** One way to pay of a channel whose shops open such ways one by one. */
export const payMode = z.object({
  /** Null: the channel has it, the shop has not opened it yet. */
  uuid: z.string().nullable(),
  templateId: z.string().nullable(),
  name: z.string(),
  /** The higher, the earlier it stands; null when it has no place. */
  order: z.number().int().nullable(),
  isOpen: z.boolean(),
  needs: modeNeeds,
  /** The channel keeps no record of its sales, so nothing can ever be asked about one. */
  isOffline: z.boolean(),
});
export type PayMode = z.infer<typeof payMode>;

export const modeField = z.enum(["signAccounterUUID", "signPersonUUID", "memberUUID", "merchandiseDetails"]);
export type ModeField = z.infer<typeof modeField>;
/** Needs of a mode that takes no pay code. */
export const tenderNeeds = modeNeeds.exclude(["code"]);
export type TenderNeeds = z.infer<typeof tenderNeeds>;

/** What a person gives for each need, by the names of the channel's document; all of it, and nothing more. */
export const MODE_FIELDS: Readonly<Record<TenderNeeds, readonly ModeField[]>> = {
  account: ["signAccounterUUID", "signPersonUUID"],
  member: ["memberUUID"],
  member_times: ["memberUUID", "merchandiseDetails"],
  nothing: [],
};

/** One open mode that a sale can be taken by without a pay code. */
export const tenderMode = payMode.pick({ name: true, isOffline: true }).extend({
  uuid: z.string(),
  needs: tenderNeeds,
  fields: z.array(modeField),
});
export type TenderMode = z.infer<typeof tenderMode>;

/** What is bought with times of a member's card; `merchandiseDetails` is a JSON list of these. */
export const merchandise = z.strictObject({
  name: z.string().min(1).max(255),
  merchandiseUUID: z.string().min(1).max(255),
  styleUUID: z.string().min(1).max(255),
  count: z.number().int().positive().max(9999),
});
export type Merchandise = z.infer<typeof merchandise>;

/** A part of a sale by such a mode. */
export const modeTender = z
  .object({
    mode: z.string().regex(/^[\w-]{1,64}$/),
    fields: z.partialRecord(modeField, z.string().trim().min(1).max(4000)),
  })
  .strict();

/** One field of a documented call. `code` is a pay code: typed in, never shown. `json` is written as JSON. */
export const callField = z.object({
  name: z.string(),
  kind: z.enum(["text", "code", "number", "flag", "choice", "json"]),
  isRequired: z.boolean(),
  choices: z.array(plainValue),
});
export type CallField = z.infer<typeof callField>;

export const documentedCall = z.object({
  name: z.string(),
  /** May take or give back money, outside the till's own books. */
  movesMoney: z.boolean(),
  /** Kinds of the call that differ in their fields; one, with an empty name, where there are none. */
  variants: z.array(z.object({ name: z.string(), fields: z.array(callField) })),
});
export type DocumentedCallView = z.infer<typeof documentedCall>;

export const consoleCall = z
  .object({
    id: realChannelId,
    name: z.string().max(64),
    /** The fields as a JSON object. */
    json: z.string().max(12_000),
    /** The person knows that this call may move money. */
    knowsMoney: z.boolean(),
  })
  .strict();

export const consoleAnswer = z.object({
  /** The last request that left, decoded, secrets and pay codes masked; null when none did. */
  request: z
    .object({ method: z.string(), url: z.string(), headers: z.record(z.string(), z.string()), body: z.unknown() })
    .nullable(),
  status: z.number().int().nullable(),
  headers: z.record(z.string(), z.string()),
  body: z.unknown(),
  verified: z.boolean(),
  failure: unknownCause.nullable(),
});
export type ConsoleAnswer = z.infer<typeof consoleAnswer>;
