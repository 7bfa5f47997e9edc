// What a merchant sets for 慧收银, and the channel's own timing. Pure; it never says what was typed in.
// The vendor's pages leave much open (facts §2.2, §7): each such point is a setting with the assumption as its default.
import { z } from "zod";
import type { Profile, TimingOverride } from "../channel.ts";
import { baseUrl, configFlag, configObject, configPattern, configText, timing } from "../config.ts";

export type HuishouyinConfig = {
  /** Ends before `/pay`, without a slash: https://api.huishouyin.cn. No sandbox is documented. */
  readonly baseUrl: string;
  /** At most 32 characters, given out by 联富通. */
  readonly appId: string;
  /** The vendor's app_sercet. */
  readonly appSecret: string;
  /** base64 (sign.md: 44 characters) or hex (the parameter tables: at most 32). Assumed: base64. */
  readonly signEncoding: "base64" | "hex";
  /** Whether sign_type is part of the signed text: yes by the rule, no in the page's example. Assumed: yes. */
  readonly signIncludesSignType: boolean;
  /** How nested values stand in the signed text: standard JSON, or as in the page's example. Assumed: json. */
  readonly signNestedAs: "json" | "quoteless";
  /** cancel and close list no sign_type in their tables; true sends it there too. Assumed: false. */
  readonly signTypeEverywhere: boolean;
  /** Every example is a JSON object, no page names a Content-Type. form sends the same fields urlencoded. Assumed: json. */
  readonly bodyAs: "json" | "form";
  /** Whether the lines of a sale are sent at all: nested values are what the pages leave most open. Assumed: true. */
  readonly sendsGoods: boolean;
  /** store_info: who sold it and where, in the shop's own numbers. Sent beside the lines. */
  readonly storeId?: string;
  readonly cashierId?: string;
  readonly waiter1Id?: string;
  readonly waiter2Id?: string;
  readonly terminalId?: string;
  /** What a notice is answered with once it was looked into. No page names it [NF]. Assumed: success. */
  readonly noticeReply: string;
  readonly timing?: TimingOverride;
};

const choice = <const Choices extends readonly [string, ...string[]]>(choices: Choices) =>
  z.enum(choices, { error: "config_field_bad" });

/** The pages set no length; their samples have 32 characters. */
const ownNumber = configText(64).exactOptional();

export const huishouyinConfig: z.ZodType<HuishouyinConfig> = configObject({
  baseUrl: baseUrl.refine((url) => !/\/(pay|easy|order)$/i.test(url), { error: "config_field_bad" }),
  appId: configText(32),
  appSecret: configText(128),
  signEncoding: choice(["base64", "hex"]).default("base64"),
  signIncludesSignType: configFlag.default(true),
  signNestedAs: choice(["json", "quoteless"]).default("json"),
  signTypeEverywhere: configFlag.default(false),
  bodyAs: choice(["json", "form"]).default("json"),
  sendsGoods: configFlag.default(true),
  storeId: ownNumber,
  cashierId: ownNumber,
  waiter1Id: ownNumber,
  waiter2Id: ownNumber,
  terminalId: ownNumber,
  noticeReply: configPattern(/^[\u0020-\u007e]{1,64}$/).default("success"),
  timing: timing.exactOptional(),
});

const WATCH_MS = [60_000, 300_000, 1_800_000, 7_200_000, 86_400_000];

/** design/payments.md. No page names an interval, a total or an earliest cancel: WeChat's and Alipay's own (facts §6). */
export const HUISHOUYIN_PROFILE: Profile = {
  payCode: {
    requestTimeoutMs: 30_000,
    firstQueryMs: 5_000,
    pollEveryMs: 5_000,
    slowPollEveryMs: 5_000,
    slowAfterMs: 45_000,
    pollForMs: 45_000,
    reverseNotBeforeMs: 0,
    closeNotBeforeMs: 0,
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
  /** No limit is documented. refund_order_id must be unique for ever: a refused refund takes a new one. 4004 refuses one twice. */
  refund: {
    times: null,
    days: null,
    spacingMs: null,
    cancelWithinMs: null,
    sameNumberAfterRefusal: false,
    keysOnNumber: true,
    arrives: "not_documented",
  },
};
