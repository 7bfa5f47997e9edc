// What a merchant sets for Yapos Pay, and the channel's own timing. Pure; it never says what was typed in.
// The vendor names no host, no limits and two sets of paths (facts §1.1): what is open is a setting with the assumption as its default.
import { z } from "zod";
import type { Profile, TimingOverride } from "../channel.ts";
import { baseUrl, configObject, configPattern, configText, timing } from "../config.ts";

/** One path per documented call. */
export type Paths = {
  readonly login: string;
  readonly gathering: string;
  readonly refund: string;
  readonly wechatPayment: string;
  readonly alipayPayment: string;
};

export type GatheringConfig = {
  /** Ends before `/v1`, without a slash. The production host is not documented; a prefix such as `/standard` belongs to it. */
  readonly baseUrl: string;
  readonly loginName: string;
  readonly password: string;
  /** The store's id (门店id): a UUID in every document. */
  readonly sid: string;
  /** Assumed: the running server's routes. The seed's page prints /v1/gathering for all calls but the login. */
  readonly paths: Paths;
  readonly timing?: TimingOverride;
};

/** The routes of the running server (facts §1.1, confirmed by the witness §4). */
const RUNNING_ROUTES: Paths = {
  login: "/v1/login",
  gathering: "/v1/gathering",
  refund: "/v1/refund",
  wechatPayment: "/v1/wechat_payment",
  alipayPayment: "/v1/alipay_payment",
};

const path = configPattern(/^(\/[\w.~-]+)+$/);

/** Kept exactly as typed: a blank at its end may belong to it. */
const password = z
  .string({ error: (issue) => (issue.input === undefined ? "config_field_missing" : "config_field_bad") })
  .min(1, { error: "config_field_missing" })
  .max(256, { error: "config_field_bad" });

export const gatheringConfig: z.ZodType<GatheringConfig> = configObject({
  baseUrl: baseUrl.refine((url) => !/\/v1$/i.test(url), { error: "config_field_bad" }),
  loginName: configText(128),
  password,
  sid: configPattern(/^[\w-]{1,64}$/),
  paths: configObject({
    login: path.default(RUNNING_ROUTES.login),
    gathering: path.default(RUNNING_ROUTES.gathering),
    refund: path.default(RUNNING_ROUTES.refund),
    wechatPayment: path.default(RUNNING_ROUTES.wechatPayment),
    alipayPayment: path.default(RUNNING_ROUTES.alipayPayment),
  }).default(RUNNING_ROUTES),
  timing: timing.exactOptional(),
});

/**
 * design/payments.md: one long request, because the server itself asks the wallet for about 35 s and then reverses (facts
 * §1.4; under load later, witnessed.md §4.13). Nothing can be asked or called off, so no schedule, no watch.
 */
const ONE_REQUEST = {
  requestTimeoutMs: 75_000,
  firstQueryMs: 5_000,
  pollEveryMs: 5_000,
  slowPollEveryMs: 5_000,
  slowAfterMs: 0,
  pollForMs: 0,
  reverseNotBeforeMs: 0,
  closeNotBeforeMs: 0,
  watchMs: [],
} as const;

export const GATHERING_PROFILE: Profile = {
  payCode: ONE_REQUEST,
  /** A QR's `pollForMs` is how long it is shown: payments.md's 120 s. WeChat's own code lives longer. */
  qr: { ...ONE_REQUEST, requestTimeoutMs: 30_000, pollForMs: 120_000 },
  /** No limit is documented. The server makes a number of its own for every request; ours is never sent. */
  refund: {
    times: null,
    days: null,
    spacingMs: null,
    cancelWithinMs: null,
    sameNumberAfterRefusal: false,
    keysOnNumber: false,
    arrives: "not_documented",
  },
};
