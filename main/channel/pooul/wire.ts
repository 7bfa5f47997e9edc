// How a request reaches Pooul: signed JSON as text/plain, one POST, one answer. It never repeats a request and
// keeps no pay code after the request is made.
import type { KeyObject } from "node:crypto";
import type { ChannelParts } from "../channel.ts";
import { privateRsaKey, publicRsaKey } from "../config.ts";
import type { HttpAnswer } from "../http.ts";
import type { PooulConfig } from "./settings.ts";
import { type JsonObject, signJws } from "./sign.ts";

/** A documented call's last path segment (facts §4.3). */
export type CallName =
  | "pay"
  | "query"
  | "close"
  | "reverse"
  | "refund"
  | "refund_query"
  | "pre_order"
  | "pre_order_detail"
  | "pre_order_close";

export type Wire = {
  readonly merchantId: string;
  /** Pooul's key: what answers are verified with. */
  readonly key: KeyObject;
  readonly missingCodes: ReadonlySet<number>;
  /** Sends the fields with a nonce of their own. */
  ask(name: CallName, fields: JsonObject, timeoutMs: number): Promise<HttpAnswer>;
};

/** These may move money and are not simply repeated: they get a connection of their own. */
const FRESH: ReadonlySet<CallName> = new Set(["pay", "refund"]);

/** Reads both keys once. Throws only for a config that the schema would have refused. */
export function openWire(config: PooulConfig, parts: Pick<ChannelParts, "http" | "ids">): Wire {
  const signingKey = privateRsaKey(config.privateKeyPem);
  return {
    merchantId: config.merchantId,
    key: publicRsaKey(config.pooulPublicKeyPem),
    missingCodes: new Set(config.orderMissingCodes.split(",").map(Number)),
    ask(name, fields, timeoutMs) {
      const path = name === "pay" ? "/v2/pay" : `/v2/pay/${name}`;
      return parts.http({
        method: "POST",
        url: `${config.baseUrl}${path}?merchant_id=${config.merchantId}`,
        headers: { "Content-Type": "text/plain" },
        // Unique per merchant and request (seed: nonce_str).
        body: signJws({ ...fields, nonce_str: parts.ids.nonce() }, signingKey),
        timeoutMs,
        ...(FRESH.has(name) ? { fresh: true } : {}),
      });
    },
  };
}
