// How a request reaches 慧收银: signed parameters, one POST, one answer. It never repeats a request, keeps no pay code
// after the request is made, and lets no amount of nothing out.
import type { ChannelParts } from "../channel.ts";
import type { HttpAnswer } from "../http.ts";
import { isExactYuan } from "./amounts.ts";
import type { HuishouyinConfig } from "./settings.ts";
import { type JsonObject, type SignRules, signature, valueText } from "./sign.ts";

/** A documented call's last path segment (facts §2.3). */
export type CallName = "qrcode" | "scan" | "h5" | "check" | "get" | "refund" | "cancel" | "close" | "list";

const PATHS: Readonly<Record<CallName, string>> = {
  qrcode: "/pay/qrcode",
  scan: "/pay/scan",
  h5: "/easy/h5",
  check: "/pay/check",
  get: "/pay/get",
  refund: "/pay/refund",
  cancel: "/pay/cancel",
  close: "/pay/close",
  list: "/order/list",
};

/** Their tables list no sign_type (facts §2.3). */
const WITHOUT_SIGN_TYPE: ReadonlySet<CallName> = new Set(["cancel", "close"]);

/** The amount each of these cannot go out without. */
const AMOUNTS: Readonly<Partial<Record<CallName, string>>> = {
  qrcode: "total_amount",
  scan: "total_amount",
  h5: "total_amount",
  refund: "refund_amount",
};

/** These may move money and are not simply repeated: they get a connection of their own. */
const FRESH: ReadonlySet<CallName> = new Set(["qrcode", "scan", "h5", "refund"]);

export type Wire = {
  readonly appId: string;
  /** Sends the fields with app_id, sign_type and sign. Throws RangeError for an amount that is not exact yuan above 0. */
  ask(name: CallName, fields: JsonObject, timeoutMs: number): Promise<HttpAnswer>;
};

export function openWire(config: HuishouyinConfig, parts: Pick<ChannelParts, "http">): Wire {
  const rules: SignRules = {
    appSecret: config.appSecret,
    encoding: config.signEncoding,
    includesSignType: config.signIncludesSignType,
    nestedAs: config.signNestedAs,
  };
  return {
    appId: config.appId,
    ask(name, fields, timeoutMs) {
      const amount = AMOUNTS[name];
      // [hazard] "0" would refund everything: this is the last door, after the till's own and the console's.
      if (amount !== undefined && !isExactYuan(fields[amount])) throw new RangeError(`${name} without exact ${amount}`);
      const typed = config.signTypeEverywhere || !WITHOUT_SIGN_TYPE.has(name);
      const all = { app_id: config.appId, ...(typed ? { sign_type: "MD5" } : {}), ...fields };
      const signed = { ...all, sign: signature(all, rules) };
      return parts.http({
        method: "POST",
        url: `${config.baseUrl}${PATHS[name]}`,
        headers: { "Content-Type": CONTENT_TYPES[config.bodyAs] },
        body: config.bodyAs === "json" ? JSON.stringify(signed) : formText(signed, rules.nestedAs),
        timeoutMs,
        ...(FRESH.has(name) ? { fresh: true } : {}),
      });
    },
  };
}

const CONTENT_TYPES = {
  json: "application/json; charset=utf-8",
  form: "application/x-www-form-urlencoded; charset=utf-8",
} as const satisfies Record<HuishouyinConfig["bodyAs"], string>;

function formText(fields: JsonObject, nestedAs: SignRules["nestedAs"]): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) form.append(name, valueText(value, nestedAs));
  return form.toString();
}
