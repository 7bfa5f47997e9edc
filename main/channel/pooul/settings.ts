// What a merchant sets for Pooul, and the channel's own timing. Pure; it never says what was typed in.
import { isIP } from "node:net";
import type { z } from "zod";
import type { Profile, TimingOverride } from "../channel.ts";
import {
  baseUrl,
  configObject,
  configPattern,
  configText,
  noticeUrl,
  privatePem,
  publicPem,
  timing,
} from "../config.ts";

export type PooulConfig = {
  /** Ends before `/v2`, without a slash: https://api.pooul.com, for tests https://api-dev.pooul.com (facts §4.1). */
  readonly baseUrl: string;
  /** 16 digits, given out by Pooul. */
  readonly merchantId: string;
  readonly privateKeyPem: string;
  readonly pooulPublicKeyPem: string;
  readonly notifyUrl?: string;
  /** The address requests are said to come from; WeChat requires one (seed: spbill_create_ip). */
  readonly spbillCreateIp: string;
  /** The codes that mean "no such order", with commas. [NF] in v2; assumed: v1's 301 (facts §4.4). */
  readonly orderMissingCodes: string;
  readonly timing?: TimingOverride;
};

export const pooulConfig: z.ZodType<PooulConfig> = configObject({
  baseUrl: baseUrl.refine((url) => !/\/v2$/i.test(url), { error: "config_field_bad" }),
  merchantId: configPattern(/^\d{16}$/),
  privateKeyPem: privatePem,
  pooulPublicKeyPem: publicPem,
  notifyUrl: noticeUrl.exactOptional(),
  spbillCreateIp: configText()
    .refine((text) => isIP(text) !== 0, { error: "config_field_bad" })
    .default("127.0.0.1"),
  orderMissingCodes: configPattern(/^[1-9]\d{0,5}(,[1-9]\d{0,5}){0,9}$/).default("301"),
  timing: timing.exactOptional(),
});

const WATCH_MS = [60_000, 300_000, 1_800_000, 7_200_000, 86_400_000];

/** design/payments.md, from the seed: query after 5 s, every 10 s, for 30 s; reverse after 15 s, close after 5 min. */
export const POOUL_PROFILE: Profile = {
  payCode: {
    requestTimeoutMs: 30_000,
    firstQueryMs: 5_000,
    pollEveryMs: 5_000,
    slowPollEveryMs: 10_000,
    slowAfterMs: 15_000,
    pollForMs: 30_000,
    reverseNotBeforeMs: 15_000,
    closeNotBeforeMs: 300_000,
    watchMs: WATCH_MS,
  },
  qr: {
    requestTimeoutMs: 30_000,
    firstQueryMs: 2_000,
    pollEveryMs: 2_000,
    slowPollEveryMs: 5_000,
    slowAfterMs: 30_000,
    pollForMs: 120_000,
    reverseNotBeforeMs: 15_000,
    closeNotBeforeMs: 300_000,
    watchMs: WATCH_MS,
  },
  /** A reverse is taken for seven days (facts §6.2). */
  callOffWithinMs: 7 * 86_400_000,
  /**
   * WeChat's: 50 partial refunds of a payment, within a year; a failed one keeps its number (seed, refund notes).
   * Only since 2018-11 does mch_refund_id exist (facts §4.3): a gateway that echoes it keys on it.
   */
  refund: {
    times: 50,
    days: 365,
    spacingMs: null,
    cancelWithinMs: null,
    sameNumberAfterRefusal: true,
    keysOnNumber: false,
    // A balance within about 20 minutes, a card within 3 working days (facts §4.4).
    arrives: "minutes_or_days",
  },
};
