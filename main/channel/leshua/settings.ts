// What a merchant sets for Leshua, and the channel's own timing. Pure; it never says what was typed in.
import { z } from "zod";
import type { Profile, TimingOverride } from "../channel.ts";
import { configObject, configPattern, noticeUrl, timing, wholeUrl } from "../config.ts";

export type LeshuaConfig = {
  /**
   * The one address of all calls: https://paygate.leshuazf.com/cgi-bin/lepos_pay_gateway.cgi, for tests
   * https://t-paygate.lepass.cn/cgi-bin/lepos_pay_gateway.cgi (facts §5.1).
   */
  readonly url: string;
  /** Given out by Leshua; at most ten characters (seed). */
  readonly merchantId: string;
  /** The transaction key: signs requests and answers. */
  readonly key: string;
  /** The notify key: verifies notices only. */
  readonly notifyKey: string;
  /** Where Leshua sends notices. Left out, the till polls, which is what the facts advise for a till (§5.1). */
  readonly notifyUrl?: string;
  /**
   * Where WeChat leads the payer after a QR payment (jspay_flag 2 requires it). [NF] what suits a till; assumed: the
   * front page of the gateway's own host. A shop sets a page of its own.
   */
  readonly jumpUrl: string;
  /**
   * Whether notify_url and jump_url are URL-encoded before they are signed. [NF]: the vendor's text asks for it, some
   * public clients do it and others do not (facts §5.1); assumed: not.
   */
  readonly encodeUrls: boolean;
  /**
   * Seconds after which Leshua lets a QR expire (order_expiration; for Alipay in steps of 60). [NF] which values it
   * takes; left out, Leshua's own default holds.
   */
  readonly orderExpirationSeconds?: number;
  readonly timing?: TimingOverride;
};

/** [NF] the exact form of a key: printable characters without blanks. */
const secretKey = configPattern(/^[\u0021-\u007e]{1,128}$/);

const bad = { error: "config_field_bad" };

export const leshuaConfig: z.ZodType<LeshuaConfig> = configObject({
  url: wholeUrl,
  merchantId: configPattern(/^[A-Za-z0-9]{1,10}$/),
  key: secretKey,
  notifyKey: secretKey,
  notifyUrl: noticeUrl.exactOptional(),
  jumpUrl: noticeUrl.exactOptional(),
  encodeUrls: z.boolean(bad).default(false),
  orderExpirationSeconds: z.number(bad).int(bad).min(60, bad).max(86_400, bad).exactOptional(),
  timing: timing.exactOptional(),
}).transform((config) => ({ ...config, jumpUrl: config.jumpUrl ?? `${new URL(config.url).origin}/` }));

const WATCH_MS = [60_000, 300_000, 1_800_000, 7_200_000, 86_400_000];

/** design/payments.md; close_order of a pay-code order not before 5 min, of a QR at any time (facts §5.6). */
export const LESHUA_PROFILE: Profile = {
  payCode: {
    requestTimeoutMs: 30_000,
    firstQueryMs: 5_000,
    pollEveryMs: 5_000,
    slowPollEveryMs: 5_000,
    slowAfterMs: 45_000,
    pollForMs: 45_000,
    // There is nothing to reverse with.
    reverseNotBeforeMs: 0,
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
    reverseNotBeforeMs: 0,
    closeNotBeforeMs: 0,
    watchMs: WATCH_MS,
  },
  /** "Too many refunds" exists as an error (-5018), but no number, spacing or days are documented. -5103 refuses one twice. */
  refund: {
    times: null,
    days: null,
    spacingMs: null,
    cancelWithinMs: null,
    sameNumberAfterRefusal: false,
    keysOnNumber: true,
    // One to three working days (facts §5.6).
    arrives: "working_days",
  },
};
