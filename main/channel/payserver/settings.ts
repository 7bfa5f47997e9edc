// What a merchant sets for LaiKoo PayServer, and the channel's own timing. Pure; it never says what was typed in.
import type { z } from "zod";
import type { Profile, TimingOverride } from "../channel.ts";
import { baseUrl, configObject, configPattern, configText, timing } from "../config.ts";

export type PayserverConfig = {
  /** Includes `/api/v1.0.0` and, behind the company gateway, its prefix: https://host/payServer/api/v1.0.0 (seed). */
  readonly baseUrl: string;
  /** What the gateway lets us in with. Who issues it is not documented [NF]; the service itself checks none. */
  readonly token: string;
  /** The shop's URL (收款方), to the letter as the server knows it; it ends with the shop's 22-character id. */
  readonly payee: string;
  /** 付款方. Free text; what a shop should write there is not documented [NF]. The seed's samples say "A". */
  readonly payer: string;
  /** The header that carries the token [NF]. */
  readonly authHeader: string;
  /** The word before the token in that header [NF]; "none" sends the token alone. */
  readonly authScheme: string;
  readonly timing?: TimingOverride;
};

/** Headers that are the transport's own. */
const NOT_FOR_TOKENS =
  /^(host|connection|content-.*|transfer-encoding|accept.*|user-agent|expect|upgrade|te|trailer)$/i;

export const payserverConfig: z.ZodType<PayserverConfig> = configObject({
  // The whole path of a call stands behind `/api/<version>` (seed); without it every call would be a 404.
  baseUrl: baseUrl.refine((url) => /\/api\/[^/]+$/.test(url), { error: "config_field_bad" }),
  token: configText(8192).regex(/^[\u0021-\u007e]+$/, { error: "config_field_bad" }),
  payee: configText(512).refine(isShopUrl, { error: "config_field_bad" }),
  payer: configText(64).default("A"),
  authHeader: configPattern(/^[A-Za-z][A-Za-z0-9-]{0,63}$/)
    .refine((name) => !NOT_FOR_TOKENS.test(name), { error: "config_field_bad" })
    .default("Authorization"),
  authScheme: configPattern(/^[A-Za-z][A-Za-z0-9-]{0,31}$/).default("Bearer"),
  timing: timing.exactOptional(),
});

/** An identifier, not an address we connect to: any http(s) URL is taken, and not one letter of it is changed. */
function isShopUrl(text: string): boolean {
  if (!/^https?:\/\/[\u0021-\u007e]+$/.test(text) || !URL.canParse(text)) return false;
  return !/[?#]/.test(text) && /\/[\w-]+$/.test(new URL(text).pathname);
}

/** The shop's id: the server cuts it from the end of the URL too (witnessed.md §2.1). */
export const merchantUuidOf = (payee: string): string => payee.slice(payee.lastIndexOf("/") + 1);

/**
 * design/payments.md: 75 s because the server's own limit is 60 s, after which the order can still appear as paid; then
 * questions every 10 s (seed: 建议10S) up to 90 s; nothing to reverse or close with, so the watch goes on.
 */
const TIMING: Profile["payCode"] = {
  requestTimeoutMs: 75_000,
  firstQueryMs: 5_000,
  pollEveryMs: 10_000,
  slowPollEveryMs: 10_000,
  slowAfterMs: 90_000,
  pollForMs: 90_000,
  reverseNotBeforeMs: 0,
  closeNotBeforeMs: 0,
  watchMs: [60_000, 300_000, 1_800_000, 7_200_000, 86_400_000],
};

/** 8 h after payFinishAt a cancel is refused (facts §3.3); five minutes less, for clocks that differ. */
export const CANCEL_WITHIN_MS = 8 * 3_600_000 - 300_000;

export const PAYSERVER_PROFILE: Profile = {
  payCode: TIMING,
  /** Never used: there is no QR. */
  qr: TIMING,
  /**
   * A refused refund's number only brings its old answer back; a new one is needed (witnessed.md §2.3, F32 F35). A lost
   * one may have been paid out and never stored, and would be paid out again (F15, F41–F44).
   */
  refund: {
    times: null,
    days: null,
    spacingMs: null,
    cancelWithinMs: CANCEL_WITHIN_MS,
    sameNumberAfterRefusal: false,
    keysOnNumber: false,
    arrives: "not_documented",
  },
};
