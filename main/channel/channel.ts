// What a payment channel is to the till: a value of this type. The flow knows channels only through it and
// never asks which one it has. A channel answers outcomes; it throws only for bugs of our own.
import type { z } from "zod";
import type { Fen } from "../../preload/contract/money.ts";
import type { RefundNo, TradeNo } from "../../preload/contract/ids.ts";
import type { PayCode } from "../../preload/contract/pay-code.ts";
import type { DeclineReason, RefundReason, UnknownCause } from "../../preload/contract/reason.ts";
import type { ChannelId, Method, Wallet } from "../../preload/contract/status.ts";
import type { ChannelView, RefundArrives, Line, Settlement } from "../../preload/contract/views.ts";
import type { PayModes } from "./pay-modes.ts";
import type { ChannelForm, Probe } from "./probe.ts";
import type { Clock } from "../clock.ts";
import type { Ids } from "../ids.ts";
import type { Http, HttpFailure } from "./http.ts";

/**
 * What one answer says about one payment.
 * - paid: verified and about our trade number; `amountFen` is the amount the channel named, null if it named none
 * - declined / closed / cancelled: definite, no money stays with the channel
 * - awaiting: the payer may still pay
 * - unknown: everything else; `byHand` when asking again cannot help and a person must look
 */
export type Outcome =
  | {
      readonly kind: "paid";
      readonly amountFen: Fen | null;
      readonly channelTradeNo?: string;
      readonly wallet?: Wallet;
      readonly settlement?: Settlement;
      readonly raw: string;
    }
  | { readonly kind: "declined"; readonly reason: DeclineReason; readonly newCode: boolean; readonly raw: string }
  | { readonly kind: "awaiting"; readonly channelTradeNo?: string; readonly raw: string }
  | { readonly kind: "cancelled"; readonly raw: string }
  | { readonly kind: "closed"; readonly raw: string }
  | {
      readonly kind: "unknown";
      readonly cause: UnknownCause;
      readonly raw: string;
      readonly byHand?: true;
      /** The answer knows no such number. It proves nothing about money; books that are compared differ by it. */
      readonly namesNone?: true;
      /** The wallet's own number, where the answer let it be seen although the channel kept nothing. */
      readonly walletTradeNo?: string;
    };

export type QrOutcome =
  | { readonly kind: "ready"; readonly codeUrl: string; readonly channelTradeNo?: string; readonly raw: string }
  | Extract<Outcome, { kind: "declined" | "unknown" }>;

/**
 * - absent: a verified answer that lists the order's refunds without this one
 * - `listedFen`: what the channel says went back of this payment by all its refunds, where it says so
 * - `echoed`: the answer names our refund by our number, so this channel keys on the number
 */
export type RefundOutcome = RefundAnswer & { readonly listedFen?: Fen; readonly echoed?: true };
type RefundAnswer =
  | { readonly kind: "refunded"; readonly amountFen: Fen | null; readonly raw: string }
  | { readonly kind: "processing"; readonly raw: string }
  | { readonly kind: "refused"; readonly reason: RefundReason; readonly raw: string }
  | { readonly kind: "absent"; readonly raw: string }
  | { readonly kind: "unknown"; readonly cause: UnknownCause; readonly raw: string; readonly namesNone?: true };

export type ChargeInput = {
  readonly tradeNo: TradeNo;
  readonly amountFen: Fen;
  /** Null where the mode takes none. A channel without modes throws for it: see `codeOf`. */
  readonly code: PayCode | null;
  /** What such a mode needs instead, by the names of its document. */
  readonly fields: Readonly<Record<string, string>>;
  /** What the customer sees on the bill. */
  readonly subject: string;
  /** Empty for a sale by amount. */
  readonly lines: readonly Line[];
  readonly mode: string | null;
  readonly timeoutMs: number;
};
export type QrInput = Omit<ChargeInput, "code" | "fields"> & { readonly wallet: Wallet };

/** A notice as it came in, before anything in it may be believed. Header names are lower-case. */
export type IncomingNotice = { readonly headers: Readonly<Record<string, string>>; readonly text: string };

/**
 * What a notice says, once its signature held. Numbers are as the notice wrote them: whether they are ours is not yet
 * known. `reply` is the body that tells the channel to stop repeating it.
 * - ask: nothing in it may be believed, or it names no refund; it may only lead to a question. `refundNo` null: whatever
 *   refunds of the payment are open
 */
export type Notice =
  | { readonly kind: "payment"; readonly tradeNo: string; readonly outcome: Outcome; readonly reply: string }
  | {
      readonly kind: "refund";
      readonly tradeNo: string;
      readonly refundNo: string;
      readonly outcome: RefundOutcome;
      readonly reply: string;
    }
  | { readonly kind: "ask"; readonly tradeNo: string; readonly refundNo: string | null; readonly reply: string }
  | { readonly kind: "refused"; readonly why: NoticeRefusal };

/** - other_merchant: signed, but about somebody else's account, or about nobody's. */
export type NoticeRefusal = "unreadable" | "bad_signature" | "other_merchant";

/** How a question about an existing attempt names it. */
export type AttemptRef = {
  readonly tradeNo: TradeNo;
  readonly channelTradeNo: string | null;
  readonly amountFen: Fen;
  readonly method: Method;
  readonly wallet: Wallet | null;
  readonly timeoutMs: number;
};

export type RefundRef = AttemptRef & {
  readonly refundNo: RefundNo;
  readonly refundFen: Fen;
  readonly why: string;
  /** How many other refunds of this same amount were sent for this order: some answers list no refund numbers. */
  readonly sameAmountOthers: number;
};

/** Timing as data; all times in ms, counted from the charge request. */
export type Timing = {
  readonly requestTimeoutMs: number;
  readonly firstQueryMs: number;
  /** `pollEveryMs`, or `slowPollEveryMs` once `slowAfterMs` have passed. */
  readonly pollEveryMs: number;
  readonly slowPollEveryMs: number;
  readonly slowAfterMs: number;
  readonly pollForMs: number;
  readonly reverseNotBeforeMs: number;
  readonly closeNotBeforeMs: number;
  readonly watchMs: readonly number[];
};
export type Profile = {
  readonly payCode: Timing;
  readonly qr: Timing;
  /** How long after the charge a cancel or close is still taken; absent = no such limit is documented. */
  readonly callOffWithinMs?: number;
  /** Most refunds of one payment, days after payment, smallest spacing; null = no such limit is documented. */
  readonly refund: {
    readonly times: number | null;
    readonly days: number | null;
    readonly spacingMs: number | null;
    /** A whole payment this young goes back as a cancel instead of a refund; the channel's own verb sees to it. */
    readonly cancelWithinMs: number | null;
    /** A refused refund is sent again under the number it had. */
    readonly sameNumberAfterRefusal: boolean;
    /**
     * A refund sent twice under one number is carried out once: documented, or seen at run time (`echoed`). Only then is a
     * lost one sent again without a person.
     */
    readonly keysOnNumber: boolean;
    /** When the customer sees the money, as the channel documents it. */
    readonly arrives: RefundArrives;
  };
};

/** Overrides a merchant's config may carry; they hold as given, without hidden minimums. */
export type TimingOverride = Partial<
  Pick<
    Timing,
    | "requestTimeoutMs"
    | "firstQueryMs"
    | "pollEveryMs"
    | "pollForMs"
    | "reverseNotBeforeMs"
    | "closeNotBeforeMs"
    | "watchMs"
  >
>;

/** One documented call, for the channel console and `cli call`. Our own fields (sign, nonce, merchant ids) are added. */
export type DocumentedCall = {
  readonly name: string;
  readonly input: z.ZodType;
  send(input: Record<string, unknown>, timeoutMs: number): Promise<CallAnswer>;
};
export type CallAnswer = {
  /** True when the answer's signature held (or the channel signs nothing and the answer has its documented form). */
  readonly verified: boolean;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded: parsed JSON where it was JSON. Secrets and pay codes masked. */
  readonly body: unknown;
  readonly failure?: HttpFailure | UnknownCause;
};

export type Channel = {
  readonly id: ChannelId;
  readonly name: string;
  readonly can: ChannelView["can"];
  readonly profile: Profile;
  charge(input: ChargeInput): Promise<Outcome>;
  readonly qr: ((input: QrInput) => Promise<QrOutcome>) | null;
  readonly query: ((ref: AttemptRef) => Promise<Outcome>) | null;
  /** Undoes a payment that is unpaid or unclear; `cancelled` only when the channel confirmed it. */
  readonly cancel: ((ref: AttemptRef) => Promise<Outcome>) | null;
  /** Closes an unpaid order; `closed` only when the channel confirmed it. */
  readonly close: ((ref: AttemptRef) => Promise<Outcome>) | null;
  readonly refund: ((ref: RefundRef) => Promise<RefundOutcome>) | null;
  readonly refundQuery: ((ref: RefundRef) => Promise<RefundOutcome>) | null;
  /** Reads what the channel sends unasked. Pure; null where it sends nothing that a till could receive. */
  readonly verifyNotice: ((notice: IncomingNotice) => Notice) | null;
  /**
   * Several at once, answered in the order they were given. No number may stand there twice (throws). Where one payment
   * cannot be sent, none is; refunds go out each for itself.
   */
  readonly batch: {
    charge(inputs: readonly ChargeInput[]): Promise<readonly Outcome[]>;
    refund(refs: readonly RefundRef[]): Promise<readonly RefundOutcome[]>;
  } | null;
  /** Null where the channel has no such things. */
  readonly modes: PayModes | null;
  /** Every order of a span of at most a day, in wall-clock ms; absent where the channel has no such list. */
  readonly list?: (span: {
    readonly fromMs: number;
    readonly toMs: number;
    readonly timeoutMs: number;
  }) => Promise<Listing>;
  readonly calls: readonly DocumentedCall[];
  /** The questions for the self-check that can take no money; null when there are none. */
  readonly probe: Probe | null;
};

/** One payment or refund in the channel's own list of a span of time; numbers are empty where it names none. */
export type Listed = {
  readonly kind: "order" | "refund";
  /** yyyy-mm-dd HH:mm:ss, or empty. */
  readonly at: string;
  readonly orderNo: string;
  readonly channelNo: string;
  readonly refundNo: string;
  readonly amountFen: Fen;
  /** The money came, or went back. */
  readonly isDone: boolean;
  readonly word: string;
};
export type Listing =
  | { readonly kind: "listed"; readonly lines: readonly Listed[] }
  | { readonly kind: "unknown"; readonly cause: UnknownCause; readonly raw: string };

export type ChannelParts = {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly http: Http;
  /** A channel's own small memory in the store, for the training payer's books. */
  readonly memory: { get(key: string): unknown; set(key: string, value: unknown): void };
};

/** A channel as the registry lists it: how to check a config, what in it is secret, how to open it. */
export type ChannelKind<Config = unknown> = {
  readonly id: ChannelId;
  readonly name: string;
  readonly can: ChannelView["can"];
  /** A strict zod object; every message is a failure code of the contract or a plain field problem. */
  readonly config: z.ZodType<Config>;
  /** Names of top-level config fields that go to the secret store. */
  readonly secrets: readonly string[];
  /** What a person fills in, and which calls move money. */
  readonly form: ChannelForm;
  open(config: Config, parts: ChannelParts): Channel;
};

/** The pay code of a charge, for a channel that charges nothing else. */
export function codeOf({ code }: Pick<ChargeInput, "code">): PayCode {
  if (code === null) throw new RangeError("this channel charges pay codes only");
  return code;
}

/** Lays a config's overrides over a profile, for pay-code and QR payments alike. */
export function withTiming(profile: Profile, override: TimingOverride | undefined): Profile {
  if (!override) return profile;
  const over = (timing: Timing): Timing => ({
    ...timing,
    ...override,
    ...(override.pollEveryMs === undefined ? {} : { slowPollEveryMs: override.pollEveryMs }),
  });
  return { ...profile, payCode: over(profile.payCode), qr: over(profile.qr) };
}
