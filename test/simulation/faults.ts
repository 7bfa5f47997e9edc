// Everything that may go wrong, by name, and how often on each channel: the fault list of design/payments.md as data. A
// rate of 0 with a reason is a limit of the channel itself, or of what the till has not been built to bear yet.
import type { ChannelName } from "./bank.ts";

/** What happens to one request on its way, or to its answer. At most one of these at a time. */
export const WIRE_FAULTS = [
  "not_connected",
  "lost_request",
  "cut_request",
  "late_request",
  "lost_answer",
  "cut_answer",
  "late_answer",
  "twice",
  "twice_first_answer_lost",
  "garbage",
  "empty",
  "page",
  "server_error",
  "bad_gateway",
  "rate_limited",
  "redirected",
  "too_large",
  "stumble",
  "stumble_done",
  "wrong_signature",
  "unsigned",
  "wrong_amount",
  "other_order",
  /** Once, where one such answer alone may not be believed: see `Network.#contradiction`. */
  "called_failed",
  "still_paid",
  /** Arrives after the till has given the request up. */
  "request_after_giving_up",
] as const;
export type WireFault = (typeof WIRE_FAULTS)[number];

/** What payers and channels do, as probabilities of one occasion. */
export const HABITS = [
  "payer_types",
  "payer_declines",
  "payer_never",
  "payer_last_moment",
  /** Who did nothing as long as anybody waited pays minutes or hours later after all. */
  "pays_hours_later",
  /** The channel confirms a cancel or close and takes the money later all the same. */
  "pays_after_undo",
  "undo_refused",
  /** Answered "done" and not done. */
  "undo_lies",
  "refund_pends",
  "refund_refused",
  "refund_abnormal",
  /** A refund's request is on its way for seconds, or arrives after the till has given it up. */
  "refund_dawdles",
  "refund_comes_after",
  /** Another amount is taken than was asked for. */
  "takes_other_amount",
  /** Charged, and never written down by the channel. */
  "not_stored",
  /** The component thinks longer than the service waits. */
  "thinks_long",
  /** Reported as failed without a reason, whatever the wallet did. */
  "fails_without_reason",
  "token_expires",
  "notice_sent",
  "notice_repeated",
  "notice_forged",
  "notice_early",
] as const;
export type Habit = (typeof HABITS)[number];

/** What has no rate of its own: the plan of a world draws it, or each of its moments is one. */
export const WORLD_FAULTS = [
  "clock_jumps",
  "full_disk",
  "outage",
  "crash_at_await",
  "crash_at_commit",
  "crash_in_migration",
] as const;

/** The fault list of design/payments.md ("Proof"), line by line, and what of it each fault here is. */
export const FAULT_LINES = {
  "lose the request": ["not_connected", "lost_request", "cut_request", "outage"],
  "lose the answer": ["lost_answer", "cut_answer", "not_stored"],
  "answer late": [
    "late_request",
    "late_answer",
    "thinks_long",
    "request_after_giving_up",
    "refund_dawdles",
    "refund_comes_after",
  ],
  twice: ["twice", "twice_first_answer_lost", "notice_repeated"],
  malformed: [
    "garbage",
    "empty",
    "page",
    "server_error",
    "bad_gateway",
    "redirected",
    "too_large",
    "stumble",
    "stumble_done",
  ],
  "wrongly signed": ["wrong_signature", "unsigned", "notice_forged", "token_expires"],
  "with another amount": ["wrong_amount", "takes_other_amount"],
  "about another order": ["other_order"],
  "an answer that contradicts the last one": ["called_failed", "still_paid", "fails_without_reason", "payer_declines"],
  "a payer who types": ["payer_types"],
  waits: ["payer_never"],
  "pays at the last moment": ["payer_last_moment"],
  "pays after the reverse": ["pays_after_undo", "pays_hours_later", "undo_lies"],
  "reverse refused": ["undo_refused"],
  "refunds that pend, are refused or stick": ["refund_pends", "refund_refused", "refund_abnormal"],
  "notices racing questions": ["notice_sent", "notice_early"],
  "rate limits": ["rate_limited"],
  "clock jumps": ["clock_jumps"],
  "a full disk": ["full_disk"],
  "a crash at any await and at any commit": ["crash_at_await", "crash_at_commit", "crash_in_migration"],
} as const satisfies Readonly<Record<string, readonly (WireFault | Habit | (typeof WORLD_FAULTS)[number])[]>>;

export type Rates = Readonly<Record<WireFault | Habit, number>>;

const COMMON: Rates = {
  not_connected: 0.02,
  lost_request: 0.03,
  cut_request: 0.01,
  late_request: 0.02,
  lost_answer: 0.04,
  cut_answer: 0.01,
  late_answer: 0.03,
  twice: 0.01,
  twice_first_answer_lost: 0.005,
  garbage: 0.01,
  empty: 0.005,
  page: 0.01,
  server_error: 0.01,
  bad_gateway: 0.01,
  rate_limited: 0.01,
  redirected: 0.003,
  too_large: 0.002,
  stumble: 0.01,
  stumble_done: 0.01,
  wrong_signature: 0.01,
  unsigned: 0.005,
  wrong_amount: 0.01,
  other_order: 0.01,
  called_failed: 0.1,
  still_paid: 0.2,
  request_after_giving_up: 0.005,
  payer_types: 0.22,
  payer_declines: 0.15,
  payer_never: 0.06,
  payer_last_moment: 0.1,
  pays_hours_later: 0.4,
  pays_after_undo: 0.05,
  undo_refused: 0.1,
  undo_lies: 0.03,
  refund_pends: 0.5,
  refund_refused: 0.1,
  refund_abnormal: 0,
  refund_dawdles: 0.1,
  refund_comes_after: 0.1,
  takes_other_amount: 0.01,
  not_stored: 0,
  thinks_long: 0,
  fails_without_reason: 0,
  token_expires: 0,
  notice_sent: 0.6,
  notice_repeated: 0.4,
  notice_forged: 0.05,
  notice_early: 0.3,
};

/** Nothing on these channels is signed. */
const UNSIGNED = { wrong_signature: 0, unsigned: 0 } as const;
const NO_NOTICES = { notice_sent: 0, notice_forged: 0 } as const;

export const RATES: Readonly<Record<ChannelName, Rates>> = {
  // The one channel with a state for it; and in one edition the one where a second refund under one number is a second one.
  pooul: { ...COMMON, refund_abnormal: 0.02, refund_comes_after: 0.25 },
  leshua: COMMON,
  huishouyin: { ...COMMON, ...UNSIGNED },
  payserver: {
    ...COMMON,
    ...UNSIGNED,
    ...NO_NOTICES,
    not_stored: 0.02,
    // Told as failed without a wallet's reason.
    refund_abnormal: 0.02,
    thinks_long: 0.04,
    fails_without_reason: 0.02,
  },
  gathering: {
    ...COMMON,
    ...UNSIGNED,
    ...NO_NOTICES,
    // Its answers name no order of ours.
    other_order: 0,
    // Nobody can ask it later, so nothing could ever find such money.
    pays_after_undo: 0,
    pays_hours_later: 0,
    undo_lies: 0,
    token_expires: 0.05,
  },
};

/** Money that comes after everything was given up: only the late-success watch can find it, within a day. */
const LATE = [
  "request_after_giving_up",
  "refund_comes_after",
  "pays_after_undo",
  "pays_hours_later",
  "undo_lies",
] as const;

/** The rates of a world whose end nobody waits a day for. */
export const withoutLate = (rates: Rates): Rates => ({
  ...rates,
  ...Object.fromEntries(LATE.map((name) => [name, 0])),
});
